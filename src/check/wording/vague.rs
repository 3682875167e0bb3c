//! "Click here": nothing can be clicked on paper, and a link whose words are "here" says nothing to who hears it alone.

use super::{Wording, is_among};
use crate::diagnostics::{Code, Diagnostic};

/// Words that ask for a click, wherever they stand.
const CLICKS: [(&str, &[&str]); 15] = [
    (
        "en",
        &[
            "click here",
            "click on this link",
            "click this link",
            "click the link",
            "click on the link",
            "click below",
            "tap here",
            "press here",
            "click on here",
            "follow this link",
            "use this link",
            "click to learn",
            "click to read",
            "read more here",
            "learn more here",
            "see more here",
            "more information here",
            "visit this link",
        ],
    ),
    (
        "es",
        &[
            "haga clic",
            "haz clic",
            "hacer clic",
            "dé clic",
            "clic aquí",
            "pulse aquí",
            "en este enlace",
            "oprima aquí",
            "este link",
        ],
    ),
    ("fr", &["cliquez ici", "cliquer ici", "cliquez sur", "appuyez ici"]),
    ("de", &["klicken sie hier", "hier klicken", "klicken sie auf", "tippen sie hier"]),
    ("pt", &["clique aqui", "clicar aqui", "clique neste", "toque aqui"]),
    ("it", &["clicca qui", "cliccare qui", "clicchi qui", "fare clic qui"]),
    ("nl", &["klik hier", "klik op deze"]),
    ("pl", &["kliknij tutaj", "kliknij tu"]),
    ("ru", &["нажмите здесь", "кликните здесь", "щелкните здесь", "нажмите сюда"]),
    ("zh yue", &["点击这里", "点击此处", "按此处", "點擊這裡", "點擊此處", "按這裡", "点这里"]),
    ("ja", &["ここをクリック", "こちらをクリック"]),
    ("ko", &["여기를 클릭", "여기를 누르", "클릭하세요"]),
    ("vi", &["bấm vào đây", "nhấp vào đây", "nhấn vào đây"]),
    ("ar", &["انقر هنا", "اضغط هنا"]),
    ("tl fil ht", &["i-click dito", "pindutin dito", "klike isit"]),
];

/// Words of a link that do not say where it leads.
const VAGUE: [(&str, &[&str]); 15] = [
    (
        "en",
        &[
            "here",
            "this",
            "link",
            "this link",
            "the link",
            "this page",
            "this site",
            "this website",
            "this web page",
            "page",
            "website",
            "web site",
            "more",
            "read more",
            "learn more",
            "see more",
            "find out more",
            "more information",
            "more info",
            "info",
            "details",
            "more details",
            "click",
            "go",
            "go here",
            "see here",
            "see this",
            "continue",
            "this article",
            "this handout",
            "this one",
            "view",
            "visit",
            "source",
            "url",
            "web",
            "start here",
            "right here",
            "over here",
        ],
    ),
    (
        "es",
        &[
            "aquí",
            "acá",
            "este enlace",
            "enlace",
            "esta página",
            "este sitio",
            "más",
            "más información",
            "leer más",
            "lea más",
            "ver más",
            "más detalles",
            "este sitio web",
            "sitio web",
        ],
    ),
    (
        "fr",
        &["ici", "ce lien", "lien", "cette page", "ce site", "plus", "lire la suite", "en savoir plus", "voir plus"],
    ),
    (
        "de",
        &[
            "hier",
            "dieser link",
            "diesem link",
            "diesen link",
            "link",
            "diese seite",
            "mehr",
            "mehr erfahren",
            "weiter",
            "weiterlesen",
        ],
    ),
    ("pt", &["aqui", "este link", "link", "esta página", "este site", "mais", "saiba mais", "leia mais", "ver mais"]),
    ("it", &["qui", "questo link", "link", "questa pagina", "questo sito", "di più", "leggi di più", "scopri di più"]),
    ("nl", &["hier", "deze link", "link", "deze pagina", "meer", "lees meer", "meer informatie"]),
    ("pl", &["tutaj", "tu", "ten link", "link", "ta strona", "więcej", "czytaj więcej"]),
    ("ru", &["здесь", "тут", "сюда", "ссылка", "по ссылке", "по этой ссылке", "эта ссылка", "подробнее", "далее"]),
    ("zh yue", &["这里", "此处", "這裡", "此處", "链接", "連結", "更多", "更多信息", "更多資訊", "了解更多"]),
    ("ja", &["ここ", "こちら", "リンク", "詳細", "詳しくはこちら", "もっと見る"]),
    ("ko", &["여기", "링크", "이 링크", "더 보기", "자세히"]),
    ("vi", &["đây", "tại đây", "liên kết", "liên kết này", "xem thêm", "đọc thêm"]),
    ("ar", &["هنا", "الرابط", "هذا الرابط", "المزيد", "اقرأ المزيد"]),
    ("tl fil ht", &["dito", "link na ito", "isit", "isit la", "lyen sa a"]),
];

/// Notes links whose words say nothing, and words that ask for a click.
pub(super) fn check(wording: &Wording, found: &mut Vec<Diagnostic>) {
    check_links(wording, found);
    let lists = || CLICKS.iter().filter(|(languages, _)| is_among(languages, wording.language));
    if lists().next().is_none()
        || wording.passage.text.inlines.iter().any(|inline| is_vague(wording, &inline.text) && inline.link.is_some())
    {
        return;
    }
    let small = wording.plain.to_lowercase();
    let first =
        lists().flat_map(|(_, phrases)| *phrases).filter_map(|phrase| Some((find(&small, phrase)?, *phrase))).min();
    let Some((at, phrase)) = first else { return };
    // A letter may be longer when it is small.
    let range = if small.len() == wording.plain.len() { at..at + phrase.len() } else { 0..wording.plain.len() };
    let message = format!("“{phrase}”: there is nothing to click on paper");
    found.push(wording.note(Code::VagueLink, range, message, "say what is there, and print its address"));
}

fn check_links(wording: &Wording, found: &mut Vec<Diagnostic>) {
    let mut start = 0;
    let inlines = &wording.passage.text.inlines;
    for link in inlines.chunk_by(|one, other| one.link.is_some() && one.link == other.link) {
        let shown: String = link.iter().map(|inline| inline.text.as_str()).collect();
        let range = start..start + shown.len();
        start = range.end;
        if link.iter().any(|inline| inline.link.is_some()) && is_vague(wording, &shown) {
            let message = format!("the words of this link, “{shown}”, do not say where it leads");
            let hint = "name what is there: `[how to care for your port](https://…)`";
            found.push(wording.note(Code::VagueLink, range, message, hint));
        }
    }
}

/// Whether these words of a link say nothing of what it leads to.
fn is_vague(wording: &Wording, shown: &str) -> bool {
    if shown.len() > 60 {
        return false;
    }
    let small = shown.to_lowercase();
    let bare = small.trim_matches(|c: char| !c.is_alphanumeric());
    let of_language = |lists: &[(&str, &[&str])], test: &dyn Fn(&str) -> bool| {
        lists.iter().any(|(of, words)| is_among(of, wording.language) && words.iter().any(|words| test(words)))
    };
    of_language(&VAGUE, &|words| words == bare) || of_language(&CLICKS, &|words| bare.starts_with(words))
}

/// The place of whole words in a text; of a script without spaces, of its letters.
fn find(text: &str, phrase: &str) -> Option<usize> {
    let is_spaced = phrase.chars().all(|c| c < '\u{E00}');
    let mut from = 0;
    while let Some(at) = text[from..].find(phrase).map(|at| from + at) {
        let end = at + phrase.len();
        // Between quotes it is spoken of, and nobody is asked.
        let is_word = !text[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '“' | '"' | '«' | '„'))
            && !text[end..].starts_with(char::is_alphanumeric);
        if is_word || !is_spaced {
            return Some(at);
        }
        from = end;
    }
    None
}
