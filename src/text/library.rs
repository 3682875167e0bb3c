//! What each family of fonts is for, and how it sits beside the others.

use handout_fonts::Family;

use super::scripts::{Region, Script};

/// A family and its part in the text.
pub(super) struct FamilyMetrics {
    /// What it is for.
    pub role: Role,
    /// Its faces.
    pub family: &'static Family,
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

macro_rules! noto {
    ($role:expr, $family:ident, $leading:literal, $middle:literal) => {
        FamilyMetrics {
            role: $role,
            family: &handout_fonts::$family,
            capital: 0.714,
            leading: $leading,
            middle: $middle,
        }
    };
}

macro_rules! cjk {
    ($region:ident, $family:ident) => {
        FamilyMetrics {
            role: Role::Cjk(Region::$region),
            family: &handout_fonts::$family,
            capital: 0.733,
            leading: 1.1,
            middle: 0.33,
        }
    };
}

/// Every design, the house family first; among those that could show a sign, the earlier wins.
pub(super) static FAMILIES: &[FamilyMetrics] = &[
    FamilyMetrics {
        role: Role::House,
        family: &handout_fonts::SOURCE_SANS_3,
        capital: 0.66,
        leading: 1.0,
        middle: 0.33,
    },
    FamilyMetrics {
        role: Role::European,
        family: &handout_fonts::NOTO_SANS,
        capital: 0.714,
        leading: 1.0,
        middle: 0.33,
    },
    noto!(Role::Script(Script::Armenian), NOTO_SANS_ARMENIAN, 1.0, 0.33),
    noto!(Role::Script(Script::Georgian), NOTO_SANS_GEORGIAN, 1.0, 0.33),
    noto!(Role::Script(Script::Hebrew), NOTO_SANS_HEBREW, 1.0, 0.3),
    noto!(Role::Script(Script::Arabic), NOTO_SANS_ARABIC, 1.18, 0.33),
    noto!(Role::Script(Script::Thaana), NOTO_SANS_THAANA, 1.05, 0.25),
    noto!(Role::Script(Script::Ethiopic), NOTO_SANS_ETHIOPIC, 1.0, 0.37),
    noto!(Role::Script(Script::Devanagari), NOTO_SANS_DEVANAGARI, 1.05, 0.33),
    noto!(Role::Script(Script::Bengali), NOTO_SANS_BENGALI, 1.08, 0.33),
    noto!(Role::Script(Script::Gurmukhi), NOTO_SANS_GURMUKHI, 1.05, 0.33),
    noto!(Role::Script(Script::Gujarati), NOTO_SANS_GUJARATI, 1.05, 0.33),
    noto!(Role::Script(Script::Tamil), NOTO_SANS_TAMIL, 1.05, 0.3),
    noto!(Role::Script(Script::Telugu), NOTO_SANS_TELUGU, 1.12, 0.25),
    noto!(Role::Script(Script::Kannada), NOTO_SANS_KANNADA, 1.12, 0.2),
    noto!(Role::Script(Script::Malayalam), NOTO_SANS_MALAYALAM, 1.05, 0.28),
    noto!(Role::Script(Script::Sinhala), NOTO_SANS_SINHALA, 1.06, 0.35),
    noto!(Role::Script(Script::Thai), NOTO_SANS_THAI, 1.12, 0.36),
    noto!(Role::Script(Script::Lao), NOTO_SANS_LAO, 1.15, 0.4),
    noto!(Role::Script(Script::Tibetan), NOTO_SERIF_TIBETAN, 1.4, 0.22),
    noto!(Role::Script(Script::Myanmar), NOTO_SANS_MYANMAR, 1.22, 0.25),
    noto!(Role::Script(Script::Khmer), NOTO_SANS_KHMER, 1.22, 0.22),
    noto!(Role::Nastaliq, NOTO_NASTALIQ_URDU, 1.75, 0.55),
    FamilyMetrics {
        role: Role::Signs,
        family: &handout_fonts::NOTO_SANS_SYMBOLS_2,
        capital: 0.714,
        leading: 1.0,
        middle: 0.33,
    },
    FamilyMetrics {
        role: Role::Signs,
        family: &handout_fonts::NOTO_SANS_MATH,
        capital: 0.714,
        leading: 1.0,
        middle: 0.33,
    },
    cjk!(Simplified, NOTO_SANS_CJK_SC),
    cjk!(Traditional, NOTO_SANS_CJK_TC),
    cjk!(HongKong, NOTO_SANS_CJK_HK),
    cjk!(Japan, NOTO_SANS_CJK_JP),
    cjk!(Korea, NOTO_SANS_CJK_KR),
];
