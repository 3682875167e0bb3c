//! What stays together on a line: a dose, a number and what it counts, a name, a telephone number, a date; and, where that
//! is the custom, a word of one letter and the next.

use std::ops::Range;

use super::ranges;
use super::scripts::Script;
use crate::language::is_numeric;

/// What may stand before a word and is not part of it.
const OPENING: [char; 12] = ['(', '[', '“', '"', '”', '‘', '\'', '„', '«', '»', '¿', '¡'];
/// What may stand behind a word and is not part of it, in any script.
#[rustfmt::skip]
const CLOSING: [char; 28] = [
    '.', ',', ';', ':', ')', ']', '?', '!', '…', '"', '”', '“', '’', '‘', '»', '«', '،', '؛', '؟', '۔', '।', '॥', '።', '፣', '፤',
    '။', '។', '៕',
];

/// What the readers of a language expect at the end of a line.
#[derive(Clone, Copy, Debug)]
pub struct Customs {
    /// Words that a number counts, in small letters: units of time, of measure, of medicine.
    counted: &'static [&'static str],
    /// Words between the ends of a range, in small letters.
    between: &'static [&'static str],
    /// A word of one letter does not end a line.
    pub(super) binds_letters: bool,
}

impl Customs {
    /// The customs of the language that a BCP 47 tag names; none for a language that has no list here.
    pub fn of(tag: &str) -> Customs {
        let language = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        let own = COUNTED.iter().find(|(tags, _)| tags.contains(&language.as_str()));
        Customs {
            counted: own.map_or(&[], |(_, words)| words),
            between: ranges::words_of(&language),
            binds_letters: BINDING.contains(&language.as_str()),
        }
    }

    /// Whether three words are a short range: a number, a word of the language for "to", and a number: `15 to 30`.
    pub(super) fn is_range(self, from: &str, to: &str, until: &str) -> bool {
        let is_between = || self.between.contains(&to.to_lowercase().as_str());
        let ends = [from.trim_start_matches(OPENING), to, until.trim_end_matches(CLOSING)];
        may_begin_range(from) && may_end_range(until) && ranges::is_short(ends) && is_between()
    }

    /// Whether a number before this word counts it.
    fn is_counted(self, word: &str) -> bool {
        word.starts_with(is_counted) || !self.counted.is_empty() && self.counted.contains(&word.to_lowercase().as_str())
    }
}

/// Whether a word is the first number of a range in words, if there is one.
pub(super) fn may_begin_range(word: &str) -> bool {
    // Most words are ruled out by a letter.
    let may_end_number = |byte: &u8| !byte.is_ascii() || byte.is_ascii_digit() || *byte == b'%';
    word.as_bytes().last().is_some_and(may_end_number) && is_number(word.trim_start_matches(OPENING))
}

/// Whether a word is the last number of a range in words, if there is one.
pub(super) fn may_end_range(word: &str) -> bool {
    word.bytes().next().is_some_and(|byte| !byte.is_ascii_alphabetic()) && is_number(word.trim_end_matches(CLOSING))
}

/// Languages in which a word of one letter goes with the next (for Polish PN-83/P-55366, for Czech ČSN 01 6910, for Russian
/// the rules of Milchin and Cheltsova).
const BINDING: &[&str] = &["be", "bg", "bs", "cs", "hr", "mk", "pl", "ru", "sk", "sl", "sr", "uk"];

/// What is counted in a patient's handout, by language: time, measure, medicine, and how often.
#[rustfmt::skip]
const COUNTED: &[(&[&str], &[&str])] = &[
    (&["en"], &[
        "second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "night", "nights", "week", "weeks",
        "month", "months", "year", "years", "time", "times", "dose", "doses", "tablet", "tablets", "pill", "pills",
        "capsule", "capsules", "drop", "drops", "puff", "puffs", "spray", "sprays", "teaspoon", "teaspoons",
        "tablespoon", "tablespoons", "cup", "cups", "glass", "glasses", "ounce", "ounces", "pound", "pounds", "gram",
        "grams", "milligram", "milligrams", "microgram", "micrograms", "milliliter", "milliliters", "millilitre",
        "millilitres", "liter", "liters", "litre", "litres", "inch", "inches", "foot", "feet", "mile", "miles",
        "centimeter", "centimeters", "degree", "degrees", "unit", "units", "calories", "percent", "hundred",
        "thousand", "million", "billion",
    ]),
    (&["es"], &[
        "segundo", "segundos", "minuto", "minutos", "hora", "horas", "día", "días", "noche", "noches", "semana",
        "semanas", "mes", "meses", "año", "años", "vez", "veces", "dosis", "tableta", "tabletas", "pastilla",
        "pastillas", "comprimido", "comprimidos", "cápsula", "cápsulas", "gota", "gotas", "inhalación",
        "inhalaciones", "cucharadita", "cucharaditas", "cucharada", "cucharadas", "taza", "tazas", "vaso", "vasos",
        "onza", "onzas", "libra", "libras", "gramo", "gramos", "miligramo", "miligramos", "mililitro", "mililitros",
        "litro", "litros", "grados", "unidad", "unidades", "mil", "millón", "millones",
    ]),
    (&["fr"], &[
        "seconde", "secondes", "minute", "minutes", "heure", "heures", "jour", "jours", "nuit", "nuits", "semaine",
        "semaines", "mois", "an", "ans", "année", "années", "fois", "dose", "doses", "comprimé", "comprimés",
        "gélule", "gélules", "goutte", "gouttes", "bouffée", "bouffées", "cuillère", "cuillères", "tasse", "tasses",
        "verre", "verres", "gramme", "grammes", "milligrammes", "millilitres", "litre", "litres", "degrés", "unités",
        "mille", "million", "millions",
    ]),
    (&["pt"], &[
        "segundo", "segundos", "minuto", "minutos", "hora", "horas", "dia", "dias", "noite", "noites", "semana",
        "semanas", "mês", "meses", "ano", "anos", "vez", "vezes", "dose", "doses", "comprimido", "comprimidos",
        "cápsula", "cápsulas", "gota", "gotas", "colher", "colheres", "copo", "copos", "xícara", "xícaras", "grama",
        "gramas", "miligramas", "mililitros", "litro", "litros", "graus", "unidades", "mil", "milhão", "milhões",
    ]),
    (&["it"], &[
        "secondo", "secondi", "minuto", "minuti", "ora", "ore", "giorno", "giorni", "notte", "notti", "settimana",
        "settimane", "mese", "mesi", "anno", "anni", "volta", "volte", "dose", "dosi", "compressa", "compresse",
        "capsula", "capsule", "goccia", "gocce", "cucchiaino", "cucchiaini", "cucchiaio", "cucchiai", "tazza",
        "tazze", "bicchiere", "bicchieri", "grammo", "grammi", "milligrammi", "millilitri", "litro", "litri",
        "gradi", "unità", "mila", "milione", "milioni",
    ]),
    (&["de"], &[
        "sekunde", "sekunden", "minute", "minuten", "stunde", "stunden", "tag", "tage", "tagen", "nacht", "nächte",
        "woche", "wochen", "monat", "monate", "monaten", "jahr", "jahre", "jahren", "mal", "dosis", "dosen",
        "tablette", "tabletten", "kapsel", "kapseln", "tropfen", "hub", "hübe", "teelöffel", "esslöffel", "tasse",
        "tassen", "glas", "gläser", "gramm", "milligramm", "milliliter", "liter", "grad", "einheiten", "prozent",
        "tausend", "million", "millionen",
    ]),
    (&["nl"], &[
        "seconde", "seconden", "minuut", "minuten", "uur", "dag", "dagen", "nacht", "nachten", "week", "weken",
        "maand", "maanden", "jaar", "keer", "maal", "dosis", "doses", "tablet", "tabletten", "capsule", "capsules",
        "druppel", "druppels", "pufjes", "theelepel", "theelepels", "eetlepel", "eetlepels", "kopje", "kopjes",
        "glas", "glazen", "gram", "milligram", "milliliter", "liter", "graden", "eenheden", "procent", "miljoen",
    ]),
    (&["sv"], &[
        "sekunder", "minut", "minuter", "timme", "timmar", "dag", "dagar", "natt", "nätter", "vecka", "veckor",
        "månad", "månader", "år", "gång", "gånger", "dos", "doser", "tablett", "tabletter", "kapsel", "kapslar",
        "droppe", "droppar", "tesked", "teskedar", "matsked", "matskedar", "glas", "gram", "milligram", "milliliter",
        "liter", "grader", "procent", "miljoner",
    ]),
    (&["pl"], &[
        "sekund", "sekundy", "minuta", "minuty", "minut", "godzina", "godziny", "godzin", "dzień", "dni", "noc",
        "noce", "nocy", "tydzień", "tygodnie", "tygodni", "miesiąc", "miesiące", "miesięcy", "rok", "lata", "lat",
        "raz", "razy", "dawka", "dawki", "dawek", "tabletka", "tabletki", "tabletek", "kapsułka", "kapsułki",
        "kapsułek", "kropla", "krople", "kropli", "łyżeczka", "łyżeczki", "łyżeczek", "łyżka", "łyżki", "łyżek",
        "szklanka", "szklanki", "szklanek", "gramów", "miligramów", "mililitrów", "litr", "litry", "litrów",
        "stopni", "procent", "tysięcy", "milionów",
    ]),
    (&["cs", "sk"], &[
        "sekund", "sekúnd", "minuta", "minuty", "minut", "minúta", "minúty", "minút", "hodina", "hodiny", "hodin",
        "hodín", "den", "dny", "dní", "dnů", "deň", "dni", "týden", "týdny", "týdnů", "týždeň", "týždne", "týždňov",
        "měsíc", "měsíce", "měsíců", "mesiac", "mesiace", "mesiacov", "rok", "roky", "let", "rokov", "krát",
        "dávka", "dávky", "dávek", "dávok", "tableta", "tablety", "tablet", "tabliet", "kapka", "kapky", "kapek",
        "kvapka", "kvapky", "kvapiek", "lžička", "lžičky", "lžiček", "lyžička", "lyžičky", "lyžičiek", "sklenice",
        "gramů", "gramov", "litr", "litry", "litrů", "liter", "litre", "litrov", "stupňů", "stupňov", "procent",
        "percent",
    ]),
    (&["ru"], &[
        "секунд", "секунды", "минута", "минуты", "минут", "час", "часа", "часов", "день", "дня", "дней", "ночь",
        "ночи", "ночей", "неделя", "недели", "недель", "неделю", "месяц", "месяца", "месяцев", "год", "года", "лет",
        "раз", "раза", "доза", "дозы", "доз", "таблетка", "таблетки", "таблеток", "таблетку", "капсула", "капсулы",
        "капсул", "капсулу", "капля", "капли", "капель", "ложка", "ложки", "ложек", "чашки", "чашек", "стакан",
        "стакана", "стаканов", "грамм", "грамма", "граммов", "миллиграмм", "миллиграммов", "миллилитров", "литр",
        "литра", "литров", "градуса", "градусов", "единиц", "процентов", "тысяч", "тысячи", "миллиона", "миллионов",
    ]),
    (&["uk"], &[
        "секунд", "секунди", "хвилина", "хвилини", "хвилин", "година", "години", "годин", "день", "дні", "днів",
        "ніч", "ночі", "ночей", "тиждень", "тижні", "тижнів", "місяць", "місяці", "місяців", "рік", "роки", "років",
        "раз", "рази", "разів", "доза", "дози", "доз", "таблетка", "таблетки", "таблеток", "таблетку", "капсула",
        "капсули", "капсул", "крапля", "краплі", "крапель", "ложка", "ложки", "ложок", "склянка", "склянки",
        "склянок", "грамів", "міліграмів", "мілілітрів", "літр", "літри", "літрів", "градусів", "відсотків",
    ]),
    (&["ro"], &[
        "secunde", "minut", "minute", "oră", "ore", "zi", "zile", "noapte", "nopți", "săptămână", "săptămâni", "lună",
        "luni", "an", "ani", "ori", "doză", "doze", "comprimat", "comprimate", "capsulă", "capsule", "picături",
        "linguriță", "lingurițe", "lingură", "linguri", "pahar", "pahare", "grame", "miligrame", "mililitri",
        "litru", "litri", "grade", "mii", "milioane",
    ]),
    (&["el"], &[
        "δευτερόλεπτα", "λεπτό", "λεπτά", "ώρα", "ώρες", "ημέρα", "ημέρες", "μέρες", "εβδομάδα", "εβδομάδες", "μήνα",
        "μήνας", "μήνες", "χρόνια", "έτη", "φορά", "φορές", "δόση", "δόσεις", "δισκίο", "δισκία", "χάπι", "χάπια",
        "κάψουλα", "κάψουλες", "σταγόνα", "σταγόνες", "κουταλάκια", "κουταλιές", "ποτήρι", "ποτήρια", "γραμμάρια",
        "λίτρο", "λίτρα", "βαθμούς", "βαθμοί",
    ]),
    (&["tr"], &[
        "saniye", "dakika", "saat", "gün", "gece", "hafta", "ay", "yıl", "yaş", "kez", "kere", "defa", "doz", "tablet",
        "hap", "kapsül", "damla", "puf", "kaşık", "bardak", "fincan", "gram", "miligram", "mililitre", "litre",
        "derece", "ünite", "bin", "milyon",
    ]),
    (&["vi"], &[
        "giây", "phút", "giờ", "ngày", "đêm", "tuần", "tháng", "năm", "lần", "liều", "viên", "giọt", "muỗng", "thìa",
        "ly", "cốc", "gam", "lít", "độ", "tuổi", "phần", "nghìn", "triệu",
    ]),
    (&["ht"], &[
        "segonn", "minit", "èdtan", "è", "jou", "nwit", "semèn", "mwa", "an", "ane", "fwa", "dòz", "grenn", "konprime",
        "gout", "kiyè", "tas", "vè", "gram", "lit", "degre", "milyon",
    ]),
    (&["tl", "fil"], &[
        "segundo", "minuto", "oras", "araw", "gabi", "linggo", "buwan", "taon", "beses", "dosis", "tableta", "kapsula",
        "patak", "kutsarita", "kutsara", "tasa", "baso", "gramo", "litro",
    ]),
];

/// Letters of scripts without capitals: whatever follows a number there is what it counts.
pub(super) fn is_counted(c: char) -> bool {
    Script::of(c).is_some_and(|script| {
        !script.is_european() && !matches!(script, Script::Armenian | Script::Georgian) && c.is_alphabetic()
    })
}

/// The parts of a text with spaces in them that stay on one line, ascending and apart: `0.5 mg`, `May 10, 2024`.
pub fn kept_ranges(text: &str, customs: Customs) -> Vec<Range<usize>> {
    let mut kept: Vec<Range<usize>> = Vec::new();
    let (mut before, mut last, mut start) = (0..0, 0..0, 0);
    for word in text.as_bytes().split(|byte| *byte == b' ') {
        let here = start..start + word.len();
        start = here.end + 1;
        if !last.is_empty() && !here.is_empty() {
            if !before.is_empty() && customs.is_range(&text[before.clone()], &text[last.clone()], &text[here.clone()]) {
                keep(&mut kept, before.start..here.end);
            } else if are_kept_words(&text[last.clone()], &text[here.clone()], customs) {
                keep(&mut kept, last.start..here.end);
            }
        }
        (before, last) = (last, here);
    }
    kept
}

/// Adds a range to others, of which it may share words with the last.
fn keep(kept: &mut Vec<Range<usize>>, range: Range<usize>) {
    match kept.last_mut().filter(|last| last.end > range.start) {
        Some(last) => last.end = range.end,
        None => kept.push(range),
    }
}

/// Whether two words stay on one line, though a space stands between them.
pub(super) fn are_kept_words(left: &str, right: &str, customs: Customs) -> bool {
    // Two plain words, as nearly all are.
    if left.len() > 1 && left.bytes().all(|byte| byte.is_ascii_lowercase()) {
        // Fluid ounces are the one unit of two words.
        return left == "fl" && right.starts_with("oz");
    }
    // Nor is a longer word kept with a plain one behind it, unless it is a title: "No. one".
    let is_word = left.len() > 1 && left.as_bytes()[0].is_ascii_alphabetic() && !left.ends_with('.');
    if is_word && right.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase()) {
        return false;
    }
    let left = left.trim_start_matches(OPENING);
    is_amount(left, right, customs)
        || is_phone(left, right)
        || is_name(left, right)
        || is_date(left, right)
        || customs.binds_letters && is_letter(left)
}

/// A word of one letter.
fn is_letter(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
}

/// A number and its fraction, its unit, its sign or what it counts: `2 ½`, `0.5 mg`, `3 × day`, `< 5`, `8 am`, `48 hours`.
fn is_amount(left: &str, right: &str, customs: Customs) -> bool {
    const SIGNS: &[&str] = &["×", "x", "<", ">", "≤", "≥", "=", "+", "±", "~", "–", "-", "−", "≈"];
    let word = right.trim_end_matches(CLOSING);
    is_number(left) && (is_fraction(word) || is_unit(word) || SIGNS.contains(&right) || customs.is_counted(word))
        || SIGNS.contains(&left) && right.starts_with(is_numeric)
        || left == "×"
        || left == "№"
}

/// `12`, `−5`, `1,500`, `2–3`, `½`, `<5`, `50%`: a number, a sign before it or not.
fn is_number(word: &str) -> bool {
    let word = word.trim_start_matches(['−', '-', '+', '±', '<', '>', '≤', '≥', '~', '≈']);
    word.starts_with(is_numeric) && word.ends_with(|c: char| is_numeric(c) || c == '%')
}

/// `½`, `1/2`, `2⁄3`: what makes a mixed number of the number before it.
fn is_fraction(word: &str) -> bool {
    let is_digits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    let typed = word.split_once(['/', '⁄']).is_some_and(|(above, below)| is_digits(above) && is_digits(below));
    typed || is_single_fraction(word)
}

/// One character that is a fraction.
fn is_single_fraction(word: &str) -> bool {
    let mut letters = word.chars();
    matches!(letters.next(), Some('¼'..='¾' | '\u{2150}'..='\u{215f}' | '↉')) && letters.next().is_none()
}

/// Whether a word is a unit of measure, or one by another: `mg`, `mg/kg`.
pub(super) fn is_unit(word: &str) -> bool {
    #[rustfmt::skip]
    const UNITS: &[&str] = &[
        "mg", "mcg", "µg", "μg", "ug", "ng", "g", "gr", "kg", "lb", "lbs", "oz", "mL", "ml", "dL", "L", "l", "cc",
        "cm", "mm", "m", "km", "in", "ft", "IU", "UI", "mEq", "mmol", "mol", "mmHg", "kcal", "cal", "Gy", "cGy", "Hz",
        "bpm", "%", "°", "°F", "°C", "ºF", "ºC", "F", "C", "h", "hr", "hrs", "min", "s", "am", "pm", "a.m", "p.m",
        "AM", "PM", "мг", "мкг", "г", "кг", "мл", "л", "см", "мм", "ч", "мин", "γρ", "մգ", "մկգ", "գ", "կգ",
        "մլ", "լ", "սմ", "մմ", "მგ", "მკგ", "გ", "კგ", "მლ", "ლ", "სმ", "მმ", "Uhr", "€", "$", "h00",
        "tsp", "tbsp", "Tbsp", "fl", "qt", "gal",
    ];
    /// Bytes of the longest.
    const LONGEST: usize = {
        let (mut longest, mut index) = (0, 0);
        while index < UNITS.len() {
            longest = if UNITS[index].len() > longest { UNITS[index].len() } else { longest };
            index += 1;
        }
        longest
    };
    let base = word.split('/').next().unwrap_or(word);
    let base = base.trim_end_matches(['²', '³']);
    base.len() <= LONGEST && UNITS.contains(&base)
}

/// `(555) 555-0100`, `1 800 555 0100`: groups of digits.
fn is_phone(left: &str, right: &str) -> bool {
    let digits = |word: &str| word.chars().filter(char::is_ascii_digit).count();
    let phone = |word: &str| word.chars().all(|c| c.is_ascii_digit() || matches!(c, '(' | ')' | '-' | '+' | '.'));
    let right = right.trim_end_matches([',', ';', '.', ')', ':', '?', '!']);
    !left.is_empty()
        && phone(left)
        && phone(right)
        && digits(left) >= 1
        && digits(right) >= 2
        && !left.ends_with(['.', '-'])
}

/// A title or initials and the name: `Dr. Lee`, `J. Smith`, and as reference lists have it, `Bower JE,`.
fn is_name(left: &str, right: &str) -> bool {
    const TITLES: &[&str] =
        &["Dr.", "Dra.", "Mr.", "Mrs.", "Ms.", "Prof.", "Sr.", "Sra.", "St.", "No.", "Nr.", "p.", "pp."];
    let mut letters = left.chars();
    let initial =
        matches!((letters.next(), letters.next(), letters.next()), (Some(c), Some('.'), None) if c.is_uppercase());
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let initials = right.trim_end_matches(['.', ',', ';', ':']);
    let is_initials = initials.len() < right.len()
        && (1..=3).contains(&initials.chars().count())
        && initials.chars().all(char::is_uppercase);
    left.ends_with('.') && TITLES.contains(&left)
        || initial && capital(right)
        || is_initials
            && capital(left)
            && left.chars().count() > 1
            && left.chars().all(|c| c.is_alphabetic() || "’'-".contains(c))
}

/// `May 10,` and `10 May`.
fn is_date(left: &str, right: &str) -> bool {
    const MONTHS: &[&str] = &[
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "Jun",
        "Jul",
        "Aug",
        "Sep",
        "Sept",
        "Oct",
        "Nov",
        "Dec",
        "Jan.",
        "Feb.",
        "Mar.",
        "Apr.",
        "Jun.",
        "Jul.",
        "Aug.",
        "Sept.",
        "Oct.",
        "Nov.",
        "Dec.",
    ];
    let right = right.trim_end_matches(['.', ',', ';', ')', ':']);
    let day = |word: &str| (1..=2).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
    day(right) && MONTHS.contains(&left) || day(left) && MONTHS.contains(&right)
}
