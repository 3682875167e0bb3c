//! How pages look. It is in each of them, so that none needs another file.

/// A page in one language, and the list of all.
pub(super) const ONE_LANGUAGE: &str = concat!(
    include_str!("style.css"),
    "@media (max-width:40rem){\n",
    include_str!("narrow.css"),
    "}\n",
    include_str!("media.css")
);

/// A page in two languages: what a narrow screen needs, a half of a wide one needs, too.
pub(super) const TWO_LANGUAGES: &str = concat!(
    include_str!("style.css"),
    "@media (max-width:40rem){\n",
    include_str!("narrow.css"),
    "}\n@container side (max-width:40rem){\n",
    include_str!("narrow.css"),
    "}\n",
    include_str!("media.css"),
    include_str!("bilingual.css")
);
