//! The names of a schedule of two doses a day.

/// How two doses a day are named in some languages.
pub(in crate::check) struct Names {
    pub language: &'static str,
    /// By times of day.
    pub times: &'static [&'static str],
    /// By their number, or by the hours between them.
    pub counts: &'static [&'static str],
    /// Words of which one stands where doses are spoken of.
    pub doses: &'static [&'static str],
}

pub(super) const NAMES: [Names; 5] = [
    Names {
        language: "en",
        times: &[
            "morning and evening",
            "morning and again in the evening",
            "morning and in the evening",
            "morning and at night",
            "morning and night",
            "morning and at bedtime",
            "morning and bedtime",
            "morning and one in the evening",
            "morning and 1 in the evening",
            "breakfast and dinner",
            "breakfast and supper",
            "breakfast and with dinner",
        ],
        counts: &[
            "twice daily",
            "twice a day",
            "two times a day",
            "2 times a day",
            "two times daily",
            "2 times daily",
            "twice each day",
            "twice per day",
            "every 12 hours",
            "every twelve hours",
            "two times each day",
            "2 times each day",
        ],
        doses: &[
            "take", "tablet", "pill", "capsule", "dose", "mg", "ml", "medicine", "inject", "puff", "drop", "swallow",
            "units",
        ],
    },
    Names {
        language: "es",
        times: &[
            "por la mañana y por la noche",
            "en la mañana y en la noche",
            "mañana y noche",
            "la mañana y la noche",
            "desayuno y la cena",
        ],
        counts: &[
            "dos veces al día",
            "2 veces al día",
            "cada 12 horas",
            "dos veces por día",
            "2 veces por día",
            "cada doce horas",
        ],
        doses: &[
            "tome",
            "tomar",
            "tableta",
            "pastilla",
            "cápsula",
            "dosis",
            "mg",
            "ml",
            "medicina",
            "medicamento",
            "gotas",
            "inyect",
        ],
    },
    Names {
        language: "fr",
        times: &["matin et soir", "le matin et le soir"],
        counts: &["deux fois par jour", "2 fois par jour", "toutes les 12 heures"],
        doses: &["prenez", "prendre", "comprimé", "dose", "mg", "ml", "gélule", "gouttes", "médicament"],
    },
    Names {
        language: "de",
        times: &["morgens und abends", "am morgen und am abend"],
        counts: &["zweimal täglich", "2-mal täglich", "zweimal am tag", "alle 12 stunden", "2-mal am tag"],
        doses: &["nehmen", "tablette", "kapsel", "dosis", "mg", "ml", "tropfen", "medikament"],
    },
    Names {
        language: "pt",
        times: &["de manhã e à noite", "pela manhã e à noite", "manhã e noite"],
        counts: &["duas vezes ao dia", "2 vezes ao dia", "a cada 12 horas", "de 12 em 12 horas"],
        doses: &["tome", "tomar", "comprimido", "dose", "mg", "ml", "cápsula", "gotas", "remédio", "medicamento"],
    },
];
