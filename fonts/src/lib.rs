//! The font files of handout: what they are called, and their bytes. Nothing here knows what a family is for.
//!
//! Each folder beside `Cargo.toml` is a family with its licence, the SIL Open Font License 1.1. All files are compiled into
//! the program; the system reads a page of them when somebody looks at it, and not before. They are a crate of their own so
//! that an edit of the program neither embeds nor hashes them again: `build.rs` hashes them once, and passes the result on.

#![forbid(unsafe_code)]

/// A face: a file, or one of the faces of a collection.
#[derive(Clone, Copy)]
pub struct Face {
    /// PostScript name: `SourceSans3-Regular`.
    pub name: &'static str,
    /// The whole file, behind a function: the bytes of a static would stand three times in what the compiler tells of this
    /// crate to those that depend on it.
    data: fn() -> &'static [u8],
    /// Which face of a collection; 0 of a plain file.
    pub index: u32,
    /// 400 to 700.
    pub weight: u16,
}

impl Face {
    /// The whole file, which may be a collection.
    pub fn data(&self) -> &'static [u8] {
        (self.data)()
    }
}

impl std::fmt::Debug for Face {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Face").field("name", &self.name).finish_non_exhaustive()
    }
}

/// The faces of one family.
#[derive(Debug)]
pub struct Family {
    /// Regular; or regular and strong; or regular, italic, strong and strong italic.
    pub faces: &'static [Face],
}

/// A function that returns a file.
macro_rules! file_data {
    ($path:expr) => {{
        #[inline(never)]
        fn data() -> &'static [u8] {
            include_bytes!($path)
        }
        data
    }};
}

/// The face of a plain file.
macro_rules! face {
    ($folder:literal, $name:literal, $style:literal, $weight:literal) => {
        Face {
            name: concat!($name, "-", $style),
            data: file_data!(concat!("../", $folder, "/", $name, "-", $style, ".ttf")),
            index: 0,
            weight: $weight,
        }
    };
}

/// The statics of the families, and the list of them all.
macro_rules! families {
    ($($(#[$doc:meta])* $family:ident = [$($face:expr),+ $(,)?];)+) => {
        $($(#[$doc])* pub static $family: Family = Family { faces: &[$($face),+] };)+

        /// Every family.
        pub static FAMILIES: &[&Family] = &[$(&$family),+];
    };
}

/// A face of the collection that holds those of five regions.
const fn cjk(name: &'static str, index: u32, is_bold: bool) -> Face {
    let data = match is_bold {
        false => file_data!("../noto-sans-cjk/NotoSansCJK-Regular.ttc"),
        true => file_data!("../noto-sans-cjk/NotoSansCJK-Bold.ttc"),
    };
    Face { name, data, index, weight: if is_bold { 700 } else { 400 } }
}

families! {
    /// Latin, Greek, Cyrillic.
    SOURCE_SANS_3 = [
        face!("source-sans-3", "SourceSans3", "Regular", 400),
        face!("source-sans-3", "SourceSans3", "It", 400),
        face!("source-sans-3", "SourceSans3", "Semibold", 600),
        face!("source-sans-3", "SourceSans3", "SemiboldIt", 600),
    ];
    /// Latin, Greek, Cyrillic, with more letters.
    NOTO_SANS = [
        face!("noto-sans", "NotoSans", "Regular", 400),
        face!("noto-sans", "NotoSans", "Italic", 400),
        face!("noto-sans", "NotoSans", "SemiBold", 600),
        face!("noto-sans", "NotoSans", "SemiBoldItalic", 600),
    ];
    /// Armenian script.
    NOTO_SANS_ARMENIAN = [
        face!("noto-sans-armenian", "NotoSansArmenian", "Regular", 400),
        face!("noto-sans-armenian", "NotoSansArmenian", "Bold", 700),
    ];
    /// Georgian script.
    NOTO_SANS_GEORGIAN = [
        face!("noto-sans-georgian", "NotoSansGeorgian", "Regular", 400),
        face!("noto-sans-georgian", "NotoSansGeorgian", "Bold", 700),
    ];
    /// Hebrew script.
    NOTO_SANS_HEBREW = [
        face!("noto-sans-hebrew", "NotoSansHebrew", "Regular", 400),
        face!("noto-sans-hebrew", "NotoSansHebrew", "Bold", 700),
    ];
    /// Arabic script.
    NOTO_SANS_ARABIC = [
        face!("noto-sans-arabic", "NotoSansArabic", "Regular", 400),
        face!("noto-sans-arabic", "NotoSansArabic", "Bold", 700),
    ];
    /// Thaana script.
    NOTO_SANS_THAANA = [
        face!("noto-sans-thaana", "NotoSansThaana", "Regular", 400),
        face!("noto-sans-thaana", "NotoSansThaana", "Bold", 700),
    ];
    /// Ethiopic script.
    NOTO_SANS_ETHIOPIC = [
        face!("noto-sans-ethiopic", "NotoSansEthiopic", "Regular", 400),
        face!("noto-sans-ethiopic", "NotoSansEthiopic", "Bold", 700),
    ];
    /// Devanagari script.
    NOTO_SANS_DEVANAGARI = [
        face!("noto-sans-devanagari", "NotoSansDevanagari", "Regular", 400),
        face!("noto-sans-devanagari", "NotoSansDevanagari", "Bold", 700),
    ];
    /// Bengali script.
    NOTO_SANS_BENGALI = [
        face!("noto-sans-bengali", "NotoSansBengali", "Regular", 400),
        face!("noto-sans-bengali", "NotoSansBengali", "Bold", 700),
    ];
    /// Gurmukhi script.
    NOTO_SANS_GURMUKHI = [
        face!("noto-sans-gurmukhi", "NotoSansGurmukhi", "Regular", 400),
        face!("noto-sans-gurmukhi", "NotoSansGurmukhi", "Bold", 700),
    ];
    /// Gujarati script.
    NOTO_SANS_GUJARATI = [
        face!("noto-sans-gujarati", "NotoSansGujarati", "Regular", 400),
        face!("noto-sans-gujarati", "NotoSansGujarati", "Bold", 700),
    ];
    /// Tamil script.
    NOTO_SANS_TAMIL = [
        face!("noto-sans-tamil", "NotoSansTamil", "Regular", 400),
        face!("noto-sans-tamil", "NotoSansTamil", "Bold", 700),
    ];
    /// Telugu script.
    NOTO_SANS_TELUGU = [
        face!("noto-sans-telugu", "NotoSansTelugu", "Regular", 400),
        face!("noto-sans-telugu", "NotoSansTelugu", "Bold", 700),
    ];
    /// Kannada script.
    NOTO_SANS_KANNADA = [
        face!("noto-sans-kannada", "NotoSansKannada", "Regular", 400),
        face!("noto-sans-kannada", "NotoSansKannada", "Bold", 700),
    ];
    /// Malayalam script.
    NOTO_SANS_MALAYALAM = [
        face!("noto-sans-malayalam", "NotoSansMalayalam", "Regular", 400),
        face!("noto-sans-malayalam", "NotoSansMalayalam", "Bold", 700),
    ];
    /// Sinhala script.
    NOTO_SANS_SINHALA = [
        face!("noto-sans-sinhala", "NotoSansSinhala", "Regular", 400),
        face!("noto-sans-sinhala", "NotoSansSinhala", "Bold", 700),
    ];
    /// Thai script.
    NOTO_SANS_THAI = [
        face!("noto-sans-thai", "NotoSansThai", "Regular", 400),
        face!("noto-sans-thai", "NotoSansThai", "Bold", 700),
    ];
    /// Lao script.
    NOTO_SANS_LAO = [
        face!("noto-sans-lao", "NotoSansLao", "Regular", 400),
        face!("noto-sans-lao", "NotoSansLao", "Bold", 700),
    ];
    /// Tibetan script.
    NOTO_SERIF_TIBETAN = [
        face!("noto-serif-tibetan", "NotoSerifTibetan", "Regular", 400),
        face!("noto-serif-tibetan", "NotoSerifTibetan", "Bold", 700),
    ];
    /// Myanmar script.
    NOTO_SANS_MYANMAR = [
        face!("noto-sans-myanmar", "NotoSansMyanmar", "Regular", 400),
        face!("noto-sans-myanmar", "NotoSansMyanmar", "Bold", 700),
    ];
    /// Khmer script.
    NOTO_SANS_KHMER = [
        face!("noto-sans-khmer", "NotoSansKhmer", "Regular", 400),
        face!("noto-sans-khmer", "NotoSansKhmer", "Bold", 700),
    ];
    /// Arabic script as Urdu is written.
    NOTO_NASTALIQ_URDU = [
        face!("noto-nastaliq-urdu", "NotoNastaliqUrdu", "Regular", 400),
        face!("noto-nastaliq-urdu", "NotoNastaliqUrdu", "Bold", 700),
    ];
    /// Signs.
    NOTO_SANS_SYMBOLS_2 = [face!("noto-sans-symbols-2", "NotoSansSymbols2", "Regular", 400)];
    /// Mathematical signs.
    NOTO_SANS_MATH = [face!("noto-sans-math", "NotoSansMath", "Regular", 400)];
    /// Chinese in simplified characters.
    NOTO_SANS_CJK_SC = [cjk("NotoSansCJKsc-Regular", 2, false), cjk("NotoSansCJKsc-Bold", 2, true)];
    /// Chinese in traditional characters.
    NOTO_SANS_CJK_TC = [cjk("NotoSansCJKtc-Regular", 3, false), cjk("NotoSansCJKtc-Bold", 3, true)];
    /// Chinese as in Hong Kong.
    NOTO_SANS_CJK_HK = [cjk("NotoSansCJKhk-Regular", 4, false), cjk("NotoSansCJKhk-Bold", 4, true)];
    /// Japanese.
    NOTO_SANS_CJK_JP = [cjk("NotoSansCJKjp-Regular", 0, false), cjk("NotoSansCJKjp-Bold", 0, true)];
    /// Korean.
    NOTO_SANS_CJK_KR = [cjk("NotoSansCJKkr-Regular", 1, false), cjk("NotoSansCJKkr-Bold", 1, true)];
}
