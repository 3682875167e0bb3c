//! Articles, and what is read of them.

use super::*;
use crate::article::{Article, Block, Definition, Form, Section};
use crate::language::Language;
use crate::prose::Text;
use jiff::civil::date;

fn article(language: &str, title: &str, paragraphs: &[&str]) -> Article {
    let day = date(2026, 11, 26);
    let language = Language::parse(language).expect("a tag");
    let mut article = Article::new("a", language, Text::from(title), (day, day));
    let body = paragraphs.iter().map(|text| Block::Paragraph(Text::from(*text))).collect();
    article.sections.push(section("Facts", body));
    article
}

fn section(heading: &str, body: Vec<Block>) -> Section {
    Section { heading: Text::from(heading), body, sections: Vec::new(), begins_page: false }
}

/// The hard words of an article, sentence by sentence.
fn hard_words(article: &Article) -> Vec<String> {
    let reading = read(article, &KnownWords::default());
    reading.sentences.iter().flat_map(|sentence| sentence.hard_words().map(str::to_owned).collect::<Vec<_>>()).collect()
}

#[test]
fn each_sentence_heading_and_section_is_measured() {
    let mut article = article("en", "Rest", &["Sit down. Take 2 pills at 9 a.m. with food."]);
    article.sections[0].sections.push(section("More", vec![Block::Paragraph(Text::from("Edema is swelling"))]));
    let reading = read(&article, &KnownWords::default());
    let texts: Vec<&str> = reading.sentences.iter().map(Sentence::text).collect();
    assert_eq!(texts, ["Rest", "Facts", "Sit down.", "Take 2 pills at 9 a.m. with food.", "More", "Edema is swelling"]);
    let sections: Vec<Option<usize>> = reading.sentences.iter().map(|sentence| sentence.section).collect();
    assert_eq!(sections, [None, Some(0), Some(0), Some(0), Some(1), Some(1)]);
    let [first, second] = reading.sections.as_slice() else { panic!("{:?}", reading.sections) };
    assert_eq!((first.measure.sentences, first.measure.words, first.measure.longest), (3, 11, 8));
    assert_eq!((second.measure.words, second.measure.hard_words), (4, 2));
    assert_eq!((reading.whole.sentences, reading.whole.words, reading.whole.longest), (6, 16, 8));
    assert_eq!(second.measure.hard_per_100(), Some(50.0));
    assert_eq!(reading.hardest().map(Sentence::text), Some("Edema is swelling"));
    assert_eq!(reading.longest().map(Sentence::text), Some("Take 2 pills at 9 a.m. with food."));
}

#[test]
fn words_of_the_title_and_of_definitions_are_known_behind_them() {
    assert_eq!(
        hard_words(&article("en", "Neuropathy", &["Neuropathy hurts.", "Edema hurts."])),
        ["Neuropathy", "Edema"]
    );
    let mut article = article("en", "Words", &["Cytopenia hurts."]);
    let definition =
        Definition { term: "Cytopenia".into(), say: Some("sy-toh-PEE-nee-uh".into()), meaning: "too few cells".into() };
    article.sections[0].body.push(Block::Form(Form::Definitions(vec![definition])));
    article.sections[0].body.push(Block::Paragraph("Cytopenias hurt.".into()));
    assert_eq!(hard_words(&article), ["Cytopenia", "Cytopenia"]);
    let mut known = KnownWords::default();
    known.add("cytopenia");
    assert_eq!(read(&article, &known).whole.hard_words, 0);
}

#[test]
fn words_in_another_language_are_not_hard() {
    let mut text = Text::from("Say adelante.");
    let foreign = crate::prose::Inline { text: " Vámonos".into(), language: Some("es".into()), ..Default::default() };
    text.inlines.push(foreign);
    let mut article = article("en", "Rest", &[]);
    article.sections[0].body.push(Block::Paragraph(text));
    assert_eq!(hard_words(&article), ["adelante"]);
}

#[test]
fn languages_are_scored_as_they_can_be() {
    let scored = |language: &str| {
        let article = article(language, "Rest", &["agua fría casa vieja"; 30]);
        let reading = read(&article, &KnownWords::default());
        (reading.whole.words, reading.formula.score(&reading.whole).is_some())
    };
    assert_eq!(scored("en"), (122, true));
    assert_eq!(scored("es-MX"), (122, true));
    assert_eq!(scored("fr"), (122, false));
    assert_eq!(scored("zh"), (0, false));
    assert_eq!(scored("sr-Cyrl"), (122, false));
}

/// Facts of one illness for patients, and for those who treat it, in our own words.
const PATIENT: [&str; 10] = [
    "Anemia means that you have too few red blood cells.",
    "These cells carry oxygen from your lungs to the rest of your body.",
    "You may feel tired, weak or cold.",
    "You may be short of breath when you climb stairs.",
    "Your skin may look pale.",
    "A blood test shows if you have it.",
    "Some people take iron pills, and others are given blood.",
    "Take the pills with water, and not with tea or milk.",
    "Your stool may turn black, and that is no cause for worry.",
    "Call us at once if your chest hurts or your heart races.",
];
const PROFESSIONAL: [&str; 10] = [
    "Anemia is defined by a hemoglobin concentration below the reference range.",
    "Etiologies include myelosuppressive chemotherapy, nutritional deficiency, hemolysis and occult hemorrhage.",
    "Patients present with fatigue, exertional dyspnea and pallor.",
    "Tachycardia and orthostatic hypotension suggest acute hemorrhage.",
    "Evaluation comprises a reticulocyte count, ferritin, transferrin saturation and cobalamin.",
    "Check the film.",
    "Transfusion of erythrocytes is indicated for symptomatic patients.",
    "Erythropoiesis-stimulating agents increase thromboembolic risk and are contraindicated with curative intent.",
    "Oral ferrous sulfate is absorbed better when fasting.",
    "Parenteral iron is preferred in malabsorption.",
];

#[test]
fn texts_for_patients_and_for_professionals_are_told_apart() {
    let share = |sentences: &[&str]| {
        let article = article("en", "Anemia", sentences);
        read(&article, &KnownWords::default()).whole.hard_per_100().expect("words")
    };
    let (patient, professional) = (share(&PATIENT), share(&PROFESSIONAL));
    assert!(patient < 10.0 && professional > 30.0, "{patient} {professional}");
}

#[test]
fn the_hardest_of_ten_sentences_is_named() {
    for hard in [1, 4, 7] {
        let mut sentences = PATIENT;
        sentences[2] = PROFESSIONAL[hard];
        let article = article("en", "Anemia", &sentences);
        let reading = read(&article, &KnownWords::default());
        assert_eq!(reading.hardest().map(Sentence::text), Some(PROFESSIONAL[hard]));
    }
}

#[test]
fn programs_get_every_figure() {
    let article = article("en", "Rest", &["You may get edema."]);
    let json = json(&read(&article, &KnownWords::default()));
    let expected = serde_json::json!({
        "text": "You may get edema.", "line": null, "column": null, "section": 0, "words": 4,
        "hard_words": [{ "plainer": "swelling", "word": "edema" }], "share": 25.0, "hardness": 1.4,
    });
    assert_eq!(json["sentences"][2], expected);
    let whole = serde_json::json!({
        "sentences": 3, "words": 6, "longest": 4, "score": null, "hard_words": 1, "hard_per_100": 16.7,
    });
    assert_eq!((&json["whole"], &json["scored"]), (&whole, &"english".into()));
    assert_eq!(json["sections"][0]["heading"], "Facts");
    let long = self::article("es", "Agua", &["Beba agua cada día."; 30]);
    let json = self::json(&read(&long, &KnownWords::default()));
    assert_eq!(json["whole"]["score"]["formula"], "fernandez-huerta");
    assert_eq!(json["whole"]["score"]["band"], "muy fácil");
    assert_eq!(json["whole"].get("hard_words"), None);
}

/// Nothing costs more than its length, whatever is typed: with a step for each pair of signs, these would take minutes.
#[test]
fn time_grows_with_the_text_alone() {
    for unit in ["((", "a.b.", ".", "?!", "called ", "Edema (", "x-X-(", "zz ' ", "é. "] {
        // What ends the row makes no sentence end before it.
        let text = format!("{}x", unit.repeat(64_000));
        let article = article("en", "Rest", &[&text]);
        let start = std::time::Instant::now();
        read(&article, &KnownWords::default());
        assert!(start.elapsed() < std::time::Duration::from_secs(5), "{unit}: {:?}", start.elapsed());
    }
}
