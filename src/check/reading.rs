//! How hard an article is to read, against what its clinic allows.

use crate::article::Article;
use crate::diagnostics::{Code, Diagnostic, Notes, Span};
use crate::prose::Text;
use crate::reading::{self, Reading, Score, Sentence, plainer};
use crate::site::{Lint, Site};

/// Bytes of a sentence that a message shows.
const SHOWN: usize = 240;
/// Hard words that a message names.
const NAMED: usize = 12;
/// So many long sentences are told of one article.
const MOST_TOLD: usize = 100;

/// Notes hard words, long sentences and a grade above what the clinic allows.
pub(super) fn check(article: &Article, site: &Site, notes: &mut Notes) {
    let lint = &site.lint;
    // What is excused is looked for even where it is not told: an excuse that nobody needs is told.
    let is_wanted = |code: &Code| !lint.is_off(*code) || article.excuses.iter().any(|excuse| excuse.code == *code);
    if ![Code::HardWords, Code::LongSentence, Code::ReadingGrade].iter().any(is_wanted) {
        return;
    }
    let reading = reading::read(article, &lint.known_words);
    hard_words(article, &reading, lint, notes);
    long_sentences(&reading, lint, notes);
    grade(article, &reading, lint, notes);
}

/// An article of fewer words than a formula wants is not judged: one name would be many of them.
fn hard_words(article: &Article, reading: &Reading, lint: &Lint, notes: &mut Notes) {
    let most = lint.reading.hard_words;
    let share = reading.whole.hard_per_100().filter(|_| reading.whole.words >= reading::FEWEST_WORDS);
    let over = share.filter(|_| reading.whole.hard_words * 100 > most * reading.whole.words);
    let Some(share) = over else { return };
    let Some(hardest) = hardest(article, reading) else { return };
    let message = format!(
        "{share} of 100 words in this article are hard ones, more than {most}; here are most of them, {} in a sentence of {}: “{}”",
        hardest.hard(),
        hardest.words,
        shown(hardest.text())
    );
    let hint = format!(
        "hard words here: {}\nwrite plainer ones; explain a name once, as in “capecitabine (a chemotherapy pill)”; what all your \
         patients know stands in `lint: {{known_words: […]}}`",
        named(hardest)
    );
    push(Diagnostic::new(Code::HardWords, message).hint(hint), hardest.place(), notes);
}

/// The hardest sentence of the article's own file, else the hardest of all, which stands in a snippet.
fn hardest<'r, 'a>(article: &Article, reading: &'r Reading<'a>) -> Option<&'r Sentence<'a>> {
    let file = |text: &Text| text.start().map(|start| start.source.name.clone());
    let own = file(&article.title);
    let is_own = |sentence: &&Sentence| sentence.hard() > 0 && file(sentence.passage.text) == own;
    Sentence::hardest(reading.sentences.iter().filter(is_own)).or_else(|| reading.hardest())
}

/// The hard words of a sentence, each once, with plainer ones where we have them.
fn named(sentence: &Sentence) -> String {
    let mut words: Vec<String> = Vec::new();
    for word in sentence.hard_words() {
        if words.len() == NAMED {
            words.push("…".to_owned());
            break;
        }
        let told = match plainer(word) {
            Some(plain) => format!("{word} ({plain})"),
            None => word.to_owned(),
        };
        if !words.contains(&told) {
            words.push(told);
        }
    }
    words.join(", ")
}

fn long_sentences(reading: &Reading, lint: &Lint, notes: &mut Notes) {
    let most = lint.reading.sentence;
    for sentence in reading.sentences.iter().filter(|sentence| sentence.words > most).take(MOST_TOLD) {
        let message = format!("this sentence has {} words, more than {most}", sentence.words);
        let hint = "say one thing in each sentence; what is told between commas can be a list";
        push(Diagnostic::new(Code::LongSentence, message).hint(hint), sentence.place(), notes);
    }
}

fn grade(article: &Article, reading: &Reading, lint: &Lint, notes: &mut Notes) {
    let message = match reading.formula.score(&reading.whole) {
        Some(Score::FleschKincaid { grade }) if grade > lint.reading.grade as f64 => {
            format!(
                "this article is for readers of grade {grade}, estimated (Flesch-Kincaid), more than {}",
                lint.reading.grade
            )
        }
        Some(Score::FernandezHuerta { ease, band }) if ease < lint.reading.inflesz as f64 => format!(
            "the ease of this article is {ease}, estimated (Fernández Huerta; INFLESZ: {}), less than {}",
            band.name(),
            lint.reading.inflesz
        ),
        _ => return,
    };
    let longest = reading
        .longest()
        .map(|sentence| format!(": the longest has {} words, “{}”", sentence.words, shown(sentence.text())));
    let hint = format!("write shorter words, and shorter sentences{}", longest.unwrap_or_default());
    push(Diagnostic::new(Code::ReadingGrade, message).hint(hint), article.title.start(), notes);
}

/// The beginning of a sentence, or all of it.
fn shown(sentence: &str) -> String {
    if sentence.len() <= SHOWN {
        return sentence.to_owned();
    }
    let end = sentence.floor_char_boundary(SHOWN);
    let end = sentence[..end].rfind(char::is_whitespace).unwrap_or(end);
    format!("{} …", &sentence[..end])
}

fn push(diagnostic: Diagnostic, place: Option<Span>, notes: &mut Notes) {
    notes.push(match place {
        Some(place) => diagnostic.at(place),
        None => diagnostic,
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Block, Section};
    use crate::language::Language;
    use crate::site::Budgets;
    use jiff::civil::date;

    /// Twelve plain words.
    const PLAIN: &str = "Drink a glass of water when you get up and at noon.";

    /// The codes and messages that are told of an article of these paragraphs.
    fn told(
        language: &str,
        paragraphs: &[&str],
        budgets: Budgets,
        known_words: &[&str],
    ) -> Vec<(Code, String, String)> {
        let day = date(2026, 11, 26);
        let language = Language::parse(language).expect("a tag");
        let mut article = Article::new("a", language, Text::from("Water"), (day, day));
        let body = paragraphs.iter().map(|text| Block::Paragraph(Text::from(*text))).collect();
        article.sections.push(Section {
            heading: Text::from("How much?"),
            body,
            sections: Vec::new(),
            begins_page: false,
        });
        let mut site = Site::default();
        site.lint.reading = budgets;
        let mut known = reading::KnownWords::default();
        known_words.iter().for_each(|word| known.add(word));
        site.lint.known_words = known.into();
        let mut notes = Notes::default();
        check(&article, &site, &mut notes);
        notes.iter().map(|note| (note.code, note.message.clone(), note.hint.clone().unwrap_or_default())).collect()
    }

    fn codes(language: &str, paragraphs: &[&str], budgets: Budgets) -> Vec<Code> {
        told(language, paragraphs, budgets, &[]).into_iter().map(|(code, ..)| code).collect()
    }

    #[test]
    fn too_many_hard_words_are_told_at_the_hardest_sentence() {
        let hard = "Edema and dyspnea necessitate utilization of diuretics.";
        let mut paragraphs = vec![PLAIN; 9];
        paragraphs.push(hard);
        let budgets = Budgets { hard_words: 4, ..Budgets::default() };
        let found = told("en", &paragraphs, budgets, &[]);
        let [(Code::HardWords, message, hint)] = found.as_slice() else { panic!("{found:?}") };
        // 5 of 118: nine times twelve words, seven, and three of title and heading.
        assert!(message.starts_with("4.2 of 100 words"), "{message}");
        assert!(message.contains("5 in a sentence of 7: “Edema and dyspnea"), "{message}");
        assert!(
            hint.contains("Edema (swelling), dyspnea (trouble breathing), necessitate, utilization (use)"),
            "{hint}"
        );
        // A near miss: what the clinic's patients know is not hard.
        assert!(told("en", &paragraphs, budgets, &["necessitate"]).is_empty());
        assert!(codes("en", &paragraphs, Budgets { hard_words: 5, ..budgets }).is_empty());
        // A short article is not judged, nor is one in another language.
        assert!(codes("en", &[hard], budgets).is_empty());
        assert!(codes("de", &paragraphs, budgets).is_empty());
    }

    #[test]
    fn a_term_that_is_explained_is_hard_once() {
        let explained = "Edema (fluid under the skin) may come.";
        let mut paragraphs = vec![PLAIN; 9];
        paragraphs.extend([explained, "Edema of the feet is mild.", "Edema of the face is not."]);
        let budgets = Budgets { hard_words: 1, ..Budgets::default() };
        assert!(codes("en", &paragraphs, budgets).is_empty());
        paragraphs[9] = "Edema may come.";
        assert_eq!(codes("en", &paragraphs, budgets), [Code::HardWords]);
    }

    #[test]
    fn long_sentences_are_told_each() {
        let budgets = Budgets { sentence: 11, ..Budgets::default() };
        assert_eq!(codes("en", &[PLAIN, "Rest.", PLAIN], budgets), [Code::LongSentence; 2]);
        assert!(codes("en", &[PLAIN], Budgets { sentence: 12, ..budgets }).is_empty());
        let arabic = "اشرب كوبا من الماء كل صباح وكل مساء قبل أن تنام في بيتك";
        assert_eq!(codes("ar", &[arabic], budgets), [Code::LongSentence]);
        assert!(codes("zh", &["每天早上和晚上睡觉前喝一杯水。"], budgets).is_empty());
    }

    #[test]
    fn a_high_grade_is_told_where_there_are_enough_words() {
        let hard = "Immediate evaluation is imperative whenever respiratory difficulty accompanies intermittent temperature elevation.";
        let budgets = Budgets { hard_words: 100, ..Budgets::default() };
        assert_eq!(codes("en", &[hard; 10], budgets), [Code::ReadingGrade]);
        assert!(codes("en", &[hard; 5], budgets).is_empty());
        assert!(codes("en", &[PLAIN; 10], budgets).is_empty());
        let spanish = "La administración inmediata de medicamentos antihipertensivos requiere vigilancia especializada permanente.";
        let found = told("es", &[spanish; 12], budgets, &[]);
        assert!(
            matches!(&found[..], [(Code::ReadingGrade, message, _)] if message.contains("muy difícil")),
            "{found:?}"
        );
        let easy = "Beba un vaso de agua cada día y llame si se siente mal.";
        assert!(codes("es", &[easy; 12], budgets).is_empty());
        assert!(codes("fr", &[hard; 12], budgets).is_empty());
    }
}
