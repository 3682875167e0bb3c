//! The font files in the binary, by family. A page of a file that no text needs is never read.

use super::scripts::{Region, Script};

/// A face: a file, or one of the faces of a collection.
pub(super) struct Cut {
    /// PostScript name.
    pub name: &'static str,
    /// The whole file.
    pub data: &'static [u8],
    /// Which face of a collection; 0 of a plain file.
    pub index: u32,
    /// 400 to 700.
    pub weight: u16,
}

/// The cuts of one design.
pub(super) struct Design {
    /// What it is for.
    pub role: Role,
    /// Regular; or regular and strong; or regular, italic, strong and strong italic.
    pub cuts: &'static [Cut],
    /// Height of a capital or digit beside other designs, as a share of the em.
    pub capital: f32,
    /// How much leading its lines want beside those of Latin, so that marks above and below do not touch. Measured on
    /// running text: nine lines in ten have all their ink within it.
    pub leading: f32,
    /// How far above the baseline the middle of that ink is, as a share of the em.
    pub middle: f32,
}

/// What a design is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The house family: Latin, Greek, Cyrillic.
    House,
    /// European letters that the house family lacks.
    European,
    /// One script.
    Script(Script),
    /// Arabic script as Urdu is written.
    Nastaliq,
    /// Chinese, Japanese, Korean.
    Cjk(Region),
    /// Signs.
    Signs,
}

macro_rules! cut {
    ($folder:literal, $name:literal, $cut:literal, $weight:literal) => {
        Cut {
            name: concat!($name, "-", $cut),
            data: include_bytes!(concat!("../../fonts/", $folder, "/", $name, "-", $cut, ".ttf")),
            index: 0,
            weight: $weight,
        }
    };
}

macro_rules! noto {
    ($role:expr, $folder:literal, $name:literal, $leading:literal, $middle:literal) => {
        Design {
            role: $role,
            cuts: &[cut!($folder, $name, "Regular", 400), cut!($folder, $name, "Bold", 700)],
            capital: 0.714,
            leading: $leading,
            middle: $middle,
        }
    };
}

const CJK_REGULAR: &[u8] = include_bytes!("../../fonts/noto-sans-cjk/NotoSansCJK-Regular.ttc");
const CJK_BOLD: &[u8] = include_bytes!("../../fonts/noto-sans-cjk/NotoSansCJK-Bold.ttc");

macro_rules! cjk {
    ($region:ident, $name:literal, $index:literal) => {
        Design {
            role: Role::Cjk(Region::$region),
            cuts: &[
                Cut { name: concat!($name, "-Regular"), data: CJK_REGULAR, index: $index, weight: 400 },
                Cut { name: concat!($name, "-Bold"), data: CJK_BOLD, index: $index, weight: 700 },
            ],
            capital: 0.733,
            leading: 1.1,
            middle: 0.33,
        }
    };
}

/// Every design, the house family first; among those that could show a sign, the earlier wins.
pub(super) static DESIGNS: &[Design] = &[
    Design {
        role: Role::House,
        cuts: &[
            cut!("source-sans-3", "SourceSans3", "Regular", 400),
            cut!("source-sans-3", "SourceSans3", "It", 400),
            cut!("source-sans-3", "SourceSans3", "Semibold", 600),
            cut!("source-sans-3", "SourceSans3", "SemiboldIt", 600),
        ],
        capital: 0.66,
        leading: 1.0,
        middle: 0.33,
    },
    Design {
        role: Role::European,
        cuts: &[
            cut!("noto-sans", "NotoSans", "Regular", 400),
            cut!("noto-sans", "NotoSans", "Italic", 400),
            cut!("noto-sans", "NotoSans", "SemiBold", 600),
            cut!("noto-sans", "NotoSans", "SemiBoldItalic", 600),
        ],
        capital: 0.714,
        leading: 1.0,
        middle: 0.33,
    },
    noto!(Role::Script(Script::Armenian), "noto-sans-armenian", "NotoSansArmenian", 1.0, 0.33),
    noto!(Role::Script(Script::Georgian), "noto-sans-georgian", "NotoSansGeorgian", 1.0, 0.33),
    noto!(Role::Script(Script::Hebrew), "noto-sans-hebrew", "NotoSansHebrew", 1.0, 0.3),
    noto!(Role::Script(Script::Arabic), "noto-sans-arabic", "NotoSansArabic", 1.18, 0.33),
    noto!(Role::Script(Script::Thaana), "noto-sans-thaana", "NotoSansThaana", 1.05, 0.25),
    noto!(Role::Script(Script::Ethiopic), "noto-sans-ethiopic", "NotoSansEthiopic", 1.0, 0.37),
    noto!(Role::Script(Script::Devanagari), "noto-sans-devanagari", "NotoSansDevanagari", 1.05, 0.33),
    noto!(Role::Script(Script::Bengali), "noto-sans-bengali", "NotoSansBengali", 1.08, 0.33),
    noto!(Role::Script(Script::Gurmukhi), "noto-sans-gurmukhi", "NotoSansGurmukhi", 1.05, 0.33),
    noto!(Role::Script(Script::Gujarati), "noto-sans-gujarati", "NotoSansGujarati", 1.05, 0.33),
    noto!(Role::Script(Script::Tamil), "noto-sans-tamil", "NotoSansTamil", 1.05, 0.3),
    noto!(Role::Script(Script::Telugu), "noto-sans-telugu", "NotoSansTelugu", 1.12, 0.25),
    noto!(Role::Script(Script::Kannada), "noto-sans-kannada", "NotoSansKannada", 1.12, 0.2),
    noto!(Role::Script(Script::Malayalam), "noto-sans-malayalam", "NotoSansMalayalam", 1.05, 0.28),
    noto!(Role::Script(Script::Sinhala), "noto-sans-sinhala", "NotoSansSinhala", 1.06, 0.35),
    noto!(Role::Script(Script::Thai), "noto-sans-thai", "NotoSansThai", 1.12, 0.36),
    noto!(Role::Script(Script::Lao), "noto-sans-lao", "NotoSansLao", 1.15, 0.4),
    noto!(Role::Script(Script::Tibetan), "noto-serif-tibetan", "NotoSerifTibetan", 1.4, 0.22),
    noto!(Role::Script(Script::Myanmar), "noto-sans-myanmar", "NotoSansMyanmar", 1.22, 0.25),
    noto!(Role::Script(Script::Khmer), "noto-sans-khmer", "NotoSansKhmer", 1.22, 0.22),
    noto!(Role::Nastaliq, "noto-nastaliq-urdu", "NotoNastaliqUrdu", 1.75, 0.55),
    Design {
        role: Role::Signs,
        cuts: &[cut!("noto-sans-symbols-2", "NotoSansSymbols2", "Regular", 400)],
        capital: 0.714,
        leading: 1.0,
        middle: 0.33,
    },
    Design {
        role: Role::Signs,
        cuts: &[cut!("noto-sans-math", "NotoSansMath", "Regular", 400)],
        capital: 0.714,
        leading: 1.0,
        middle: 0.33,
    },
    cjk!(Simplified, "NotoSansCJKsc", 2),
    cjk!(Traditional, "NotoSansCJKtc", 3),
    cjk!(HongKong, "NotoSansCJKhk", 4),
    cjk!(Japan, "NotoSansCJKjp", 0),
    cjk!(Korea, "NotoSansCJKkr", 1),
];
