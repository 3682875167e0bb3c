//! "Click here": nothing can be clicked on paper, and a link whose words are "here" says nothing to who hears it alone.

use super::Wording;
use crate::check::languages::words_of;
use crate::check::phrases::{Kind, clicks, first_in_text};
use crate::diagnostics::{Code, Diagnostic};

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
    let Some(click) = first_in_text(wording.hits, Kind::Click) else { return };
    let inlines = &wording.passage.text.inlines;
    if inlines.iter().any(|inline| inline.link.is_some() && is_vague(wording, &inline.text)) {
        return;
    }
    let message = format!("“{}”: there is nothing to click on paper", click.phrase);
    let hint = "say what is there, and print its address";
    found.push(wording.note(Code::VagueLink, click.range.clone(), message, hint));
}

fn check_links(wording: &Wording, found: &mut Vec<Diagnostic>) {
    let mut start = 0;
    let inlines = &wording.passage.text.inlines;
    if inlines.iter().all(|inline| inline.link.is_none()) {
        return;
    }
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
    words_of(&VAGUE, wording.language).contains(&bare)
        || clicks(wording.language).iter().any(|words| bare.starts_with(words))
}
