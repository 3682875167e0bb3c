//! What reaches a clinic is its own: every key of the site file in every combination of the files that may give it.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::clinics::Clinics;
use super::files::ContentFiles;
use super::root::ContentRoot;
use super::sites::Sites;
use crate::diagnostics::Diagnostic;
use crate::locale::{Label, Locale};
use crate::prose::Text;
use crate::site::Site;

/// What a file says of a key: nothing, a value, or that the key has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Says {
    Nothing,
    Value,
    Empty,
}

/// The files that the settings of the clinic `north` come from, by the letter that their values bear.
const FILES: [(char, &str); 4] =
    [('B', "handout.yaml"), ('L', "handout.es.yaml"), ('N', "sites/north.yaml"), ('M', "sites/north.es.yaml")];

/// A key of which a site has a text or none, with the line that gives it in the file of a letter.
type Key = (&'static str, fn(char) -> String, fn(&Site, &str) -> Option<String>);

const KEYS: [Key; 11] = [
    ("name", |file| format!("name: Name {file}\n"), |site, _| plain(&site.name)),
    ("tagline", |file| format!("tagline: Line {file}\n"), |site, _| plain(&site.tagline)),
    ("affiliate", |file| format!("affiliate: Member {file}\n"), |site, _| plain(&site.affiliate)),
    ("emergency", |file| format!("emergency: Number {file}\n"), |site, _| plain(&site.emergency)),
    (
        "disclaimer",
        |file| format!("disclaimer: Small print {file}\n"),
        |site, _| site.disclaimer.first().map(Text::plain),
    ),
    (
        "logo",
        |file| format!("logo: /{file}.svg\n").replace('/', ""),
        |site, _| {
            // Each letter has a picture of its own width.
            site.logo.as_ref().map(|logo| format!("{:?}", logo.natural().width))
        },
    ),
    (
        "color",
        |file| format!("color: \"#00000{}\"\n", FILES.iter().position(|it| it.0 == file).unwrap_or_default()),
        |site, _| site.color.map(|color| format!("{}", color.blue)),
    ),
    (
        "html",
        |file| format!("html: {{base: \"https://{file}.example.org\"}}\n"),
        |site, _| site.html.clone().and_then(|html| html.base),
    ),
    (
        "labels",
        |file| format!("labels: {{call: Call {file}}}\n"),
        |site, language| {
            let (locale, _) = Locale::with(language, site.labels.as_deref());
            let word = locale.label(Label::Call).to_owned();
            word.starts_with("Call ").then_some(word).filter(|word| word.len() == "Call B".len())
        },
    ),
    ("contacts", |file| format!("contacts:\n  - {{id: nurse, label: Nurse, phone: Phone {file}}}\n"), phones),
    (
        "page",
        |file| format!("page: {}\n", if file == 'N' || file == 'M' { "a4" } else { "letter" }),
        |site, _| Some(format!("{:?}", site.page)).filter(|page| page == "A4"),
    ),
];

fn plain(text: &Option<Text>) -> Option<String> {
    text.as_ref().map(Text::plain)
}

fn phones(site: &Site, _: &str) -> Option<String> {
    let phones: Vec<String> = site.contacts.iter().filter_map(|contact| plain(&contact.phone)).collect();
    (!phones.is_empty()).then(|| phones.join(" "))
}

/// A content folder, and what the clinic `north` has there.
struct Content(TempDir);

impl Content {
    fn new() -> Content {
        let content = Content(TempDir::new().expect("a folder"));
        content.write("handout.yaml", "");
        content.write("sites/north.yaml", "");
        for (at, (letter, _)) in FILES.iter().enumerate() {
            let picture = format!(
                "<svg xmlns='http://www.w3.org/2000/svg' width='{}' height='9'><path d='M0 0h9v9z'/></svg>",
                at + 10
            );
            content.write(&format!("{letter}.svg"), &picture);
            content.write(&format!("sites/{letter}.svg"), &picture);
        }
        content
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
        fs::write(path, text).expect("it can be written");
    }

    fn clinic(&self) -> (Sites, Vec<Diagnostic>) {
        let path: &Path = self.0.path();
        let root = ContentRoot::of(path).expect("a root");
        let files = ContentFiles::new(root.path()).expect("a root");
        let mut told = Vec::new();
        let shared = Sites::read(&root, None, &files, &mut |_| {}).expect("sound");
        let clinic = Clinics::of(&root).expect("readable").one("north").expect("a clinic");
        let sites = Sites::of_clinic(&shared, &clinic, &files, &mut |note| told.push(note)).expect("sound");
        (sites, told)
    }
}

/// Every combination of what the four files say of one key.
fn combinations() -> impl Iterator<Item = [Says; 4]> {
    let two = [Says::Nothing, Says::Value];
    let three = [Says::Nothing, Says::Value, Says::Empty];
    two.into_iter().flat_map(move |b| {
        two.into_iter()
            .flat_map(move |l| three.into_iter().flat_map(move |n| two.into_iter().map(move |m| [b, l, n, m])))
    })
}

/// Whose value a clinic has: in English, and in Spanish. A label in English is none in Spanish.
fn expected([b, l, n, m]: [Says; 4], key: &str) -> (Option<char>, Option<char>) {
    let is = |says: Says, letter: char| (says == Says::Value).then_some(letter);
    let english = if n == Says::Nothing { is(b, 'B') } else { is(n, 'N') };
    let inherited = if key == "labels" { None } else { english };
    let shared = if n == Says::Nothing { is(l, 'L') } else { None };
    (english, is(m, 'M').or(shared).or(inherited))
}

#[test]
fn every_key_is_the_clinics_own_in_every_combination() {
    let content = Content::new();
    let all: Vec<[Says; 4]> = combinations().collect();
    assert_eq!(all.len(), 24);
    for (key, line, value) in KEYS {
        for says in &all {
            for ((letter, file), says) in FILES.into_iter().zip(says) {
                let text = match says {
                    Says::Nothing => String::new(),
                    Says::Value => line(letter),
                    Says::Empty => format!("{key}:\n"),
                };
                content.write(file, &text);
            }
            let (sites, _) = content.clinic();
            let alone = |letter: Option<char>| {
                let own = |letter: char| {
                    content.write("handout.yaml", "");
                    content.write("handout.es.yaml", "");
                    content.write("sites/north.es.yaml", "");
                    content.write("sites/north.yaml", &line(letter));
                    value(&content.clinic().0.base.site, "en")
                };
                // An address of all clinics is moved to the folder of this one.
                let moved = |text: String| {
                    if key == "html" && letter.is_some_and(|it| "BL".contains(it)) { text + "/north" } else { text }
                };
                letter.and_then(own).map(moved)
            };
            let (english, spanish) = expected(*says, key);
            let has = [
                value(&sites.base.site, "en"),
                value(&sites.of("es").site, "es"),
                value(&sites.of("es-MX").site, "es-MX"),
            ];
            assert_eq!(has[0], alone(english), "{key} in English: {says:?}");
            assert_eq!(has[1], alone(spanish), "{key} in Spanish: {says:?}");
            assert_eq!(has[2], has[1], "{key} in Mexican Spanish: {says:?}");
        }
    }
}

/// A finding that a clinic does not set is told as in `handout.yaml`; a key with nothing behind it takes all of it back.
#[test]
fn a_clinic_sets_findings_one_by_one() {
    let content = Content::new();
    content.write("handout.yaml", "lint: {glued-unit: off, long-paragraph: error}\n");
    for (own, expected) in
        [("lint: {long-paragraph: warn}\n", "lint: {glued-unit: off, long-paragraph: warn}\n"), ("lint:\n", "")]
    {
        content.write("sites/north.yaml", own);
        let lint = content.clinic().0.base.site.lint.clone();
        content.write("sites/north.yaml", expected);
        content.write("handout.yaml", "");
        assert_eq!(lint, content.clinic().0.base.site.lint, "{own}");
        content.write("handout.yaml", "lint: {glued-unit: off, long-paragraph: error}\n");
    }
}

/// What contacts say in each language is in `handout.es.yaml` once for all clinics, and their numbers are never there.
#[test]
fn shared_words_for_contacts_bring_no_number() {
    let content = Content::new();
    let base = "contacts:\n  - {id: nurse, label: Nurse line, phone: 555-0100, hours: 8 to 5}\n  - {id: night, label: Nights, phone: 555-0101}\n";
    let words = "contacts:\n  - {id: nurse, label: Enfermera, phone: 555-0102, hours: 8 a 5}\n  - {id: night, label: Noche 555-0103}\n  \
                 - {id: lab, label: Laboratorio, phone: 555-0104, hours: 7 a 9}\n  - {id: extra, label: Otra, phone: 555-0105}\n";
    let cases = [
        // The same words as those of all: they are translated.
        ("{id: nurse, label: Nurse line, phone: 555-0200, hours: 8 to 5}", "Enfermera|555-0200|8 a 5"),
        // Other hours and another label are the clinic's own.
        ("{id: nurse, label: Nurse line, phone: 555-0200, hours: 24 hours}", "Enfermera|555-0200|24 hours"),
        ("{id: nurse, label: North desk, phone: 555-0200, hours: 8 to 5}", "North desk|555-0200|8 a 5"),
        ("{id: nurse, label: Nurse line}", "Enfermera||"),
        // Words with a number in them are not taken.
        ("{id: night, label: Nights, phone: 555-0201}", "Nights|555-0201|"),
        // An ID that only the shared words have: nobody knows whose hours they are.
        ("{id: lab, label: Laboratory, phone: 555-0202, hours: 9 to 10}", "Laboratorio|555-0202|9 to 10"),
        ("{label: Nurse line, phone: 555-0203}", "Nurse line|555-0203|"),
    ];
    content.write("handout.yaml", base);
    for (own, expected) in cases {
        content.write("handout.es.yaml", words);
        content.write("sites/north.yaml", &format!("contacts: [{own}]\n"));
        let (sites, _) = content.clinic();
        let of = |site: &Site| {
            let contacts = site.contacts.iter().map(|contact| {
                let (phone, hours) =
                    (plain(&contact.phone).unwrap_or_default(), plain(&contact.hours).unwrap_or_default());
                format!("{}|{phone}|{hours}", contact.label.plain())
            });
            contacts.collect::<Vec<_>>().join(", ")
        };
        assert_eq!(of(&sites.of("es").site), expected, "{own}");
        assert!(!of(&sites.base.site).contains("555-01"), "{own}");
        // The clinic's name keeps words with another's name away.
        content.write("handout.es.yaml", &words.replace("Enfermera", "Enfermera de Riverside"));
        content.write("handout.yaml", &format!("name: Riverside\n{base}"));
        content.write("sites/north.yaml", &format!("name: North\ncontacts: [{own}]\n"));
        let (sites, _) = content.clinic();
        assert!(!of(&sites.of("es").site).contains("Riverside"), "{own}");
        content.write("handout.yaml", base);
    }
}

#[test]
fn a_clinic_of_another_name_is_told_of_contacts_that_are_not_its_own() {
    let content = Content::new();
    let phone = "contacts:\n  - {id: nurse, label: Nurse, phone: 555-0100}\n";
    let told = |base: &str, own: &str| {
        content.write("handout.yaml", base);
        content.write("sites/north.yaml", own);
        let (_, told) = content.clinic();
        told.iter().map(|note| note.code.text()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(told(&format!("name: Main\n{phone}"), "name: North\n"), "inherited-contacts");
    assert_eq!(told(phone, "name: North\n"), "");
    assert_eq!(told(&format!("name: Main\n{phone}"), &format!("name: North\n{phone}")), "");
    assert_eq!(told(&format!("name: Main\n{phone}"), "name: North\ncontacts:\n"), "");
    assert_eq!(told(&format!("name: Main\n{phone}"), "tagline: North\n"), "");
    assert_eq!(told("name: Main\n", "name: North\n"), "");
}

/// In a language that the tool has no words in, a label that is not the clinic's falls back to English, and that is told.
#[test]
fn labels_that_fall_back_to_english_are_told() {
    let content = Content::new();
    content.write("handout.yaml", "labels: {call: Call Riverside}\n");
    content.write("handout.hmn.yaml", "labels: {call: Hu rau Riverside, tip: Tswv yim}\n");
    let told = |own: &str| {
        content.write("sites/north.yaml", own);
        let (sites, told) = content.clinic();
        let (locale, _) = Locale::with("hmn", sites.of("hmn").site.labels.as_deref());
        let notes: Vec<String> = told.iter().map(|note| note.message.clone()).collect();
        (locale.label(Label::Call).to_owned(), notes.join(" "))
    };
    assert_eq!(told("name: North\n"), ("Hu rau Riverside".to_owned(), String::new()));
    let (call, notes) = told("labels: {call: Call North}\n");
    assert!(!call.contains("Riverside") && notes.contains("`call`") && !notes.contains("`tip`"), "{call}: {notes}");
    content.write("sites/north.hmn.yaml", "labels: {call: Hu rau North}\n");
    let (call, notes) = told("labels: {call: Call North}\n");
    assert!(call == "Hu rau North" && !notes.contains("labels of its own"), "{call}: {notes}");
}
