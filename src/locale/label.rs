//! What the tool prints of its own: one table of names, which `labels.ini` and a clinic's `labels:` use.

/// Lines of a table: `/// What it is.` above `Name = "its_name";`, with what the tool fills in behind it.
macro_rules! labels {
    ($(#[$about:meta])* $enum:ident { $($(#[$doc:meta])* $label:ident = $name:literal $(, $place:literal)*;)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $enum {
            $($(#[$doc])* $label,)*
        }

        impl $enum {
            /// All of them, in the order of `labels.ini`.
            const ALL: &'static [$enum] = &[$($enum::$label),*];

            /// Its name in `labels.ini`, and what the tool fills in.
            pub(super) fn form(self) -> Form {
                match self {
                    $($enum::$label => Form { name: $name, places: &[$($place),*] },)*
                }
            }
        }
    };
}

/// What is known of a label, whatever the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// Its name in `labels.ini` and below `labels:` in a site file.
    pub name: &'static str,
    /// What the tool fills in, such as `{date}`: each stands in the words once.
    pub places: &'static [&'static str],
}

labels! {
    /// A word or short phrase the tool itself prints on a page.
    Label {
        /// Before the date of first publication.
        Created = "created";
        /// Before the date of the last change.
        Updated = "updated";
        /// After a heading or title repeated on the next page.
        Continued = "continued";
        /// Across every page of a draft.
        Draft = "draft";
        /// Heading of the list of sources.
        References = "references";
        /// Title of the summary panel.
        KeyPoints = "key_points";
        /// Before the emergency number in the footer: "Emergency".
        Emergency = "emergency_short";
        /// Label of the box that says when to call.
        Call = "call";
        /// Label of a box.
        Important = "important";
        /// Label of a box.
        Tip = "tip";
        /// Before what a patient should do.
        Do = "do";
        /// What the QR code is for, for those who hear the page.
        Scan = "scan";
        /// Title of a packet that has none of its own.
        Packet = "packet";
        /// Heading of the list of what a packet holds.
        Contents = "contents";
        /// In the frame for the label that tells whose packet it is.
        PatientLabel = "patient_label";
        /// Heading of the lines to write on.
        Questions = "questions";
        /// Heading of what a handout says of itself: clinic, dates, code, numbers to call.
        About = "about";
        /// Before the code that names what a handout says.
        Code = "code";
        /// What marks the sub-steps of a list, ten letters with spaces between them.
        Letters = "letters";
        /// The zone in which all is well.
        Green = "green";
        /// The zone in which to be careful.
        Yellow = "yellow";
        /// The zone in which to get help at once.
        Red = "red";
        /// Before the signs that tell which zone a patient is in.
        When = "when";
        /// Before what to do in a zone.
        WhatToDo = "what_to_do";
        /// Head of the column of medicines in a schedule.
        Medicine = "medicine";
        /// A time to take a medicine.
        Morning = "morning";
        /// A time to take a medicine.
        Noon = "noon";
        /// A time to take a medicine.
        Evening = "evening";
        /// A time to take a medicine.
        Bedtime = "bedtime";
        /// A medicine that is taken only when it is needed.
        AsNeeded = "as_needed";
        /// A day of a calendar on which the medicine is taken.
        Take = "take";
        /// A day of a calendar on which the medicine is not taken.
        Pause = "pause";
        /// Title of the box in which patients say what they understood.
        TeachBack = "teach_back";
        /// Leads in what patients are asked to say.
        Tell = "tell";
        /// On a page that is left empty so that the next handout begins on a new sheet.
        Blank = "blank";
        /// Heading of a list of every handout.
        Handouts = "handouts";
        /// Label of a field to search in.
        Search = "search";
        /// Before the names of other languages a handout is in.
        AlsoIn = "also_in";
        /// Words of a link from the web page to the PDF.
        AsPdf = "as_pdf";
        /// Before who signed a handout.
        Signed = "signed";
    }
}

labels! {
    /// A phrase into which the tool fills something.
    Template {
        /// A label and what it names: "Created: May 10, 2024".
        Field = "field", "{label}", "{value}";
        /// "Page 1 of 2".
        PageOf = "page_of", "{page}", "{pages}";
        /// "Emergency: call 911".
        Emergency = "emergency", "{number}";
        /// Warns of a translation older than its original.
        Outdated = "outdated", "{date}";
        /// "Packet page 5 of 32".
        PacketPage = "packet_page", "{page}", "{pages}";
        /// "Do not take it twice": an order not to do what the item says.
        DontItem = "dont_item", "{item}";
        /// "Read more at cancer.gov".
        ReadMore = "read_more", "{site}";
        /// "say: DOKS-oh": how a word is spoken.
        Say = "say", "{sound}";
        /// "Figure 2".
        Figure = "figure", "{number}";
        /// "Day 8".
        Day = "day", "{number}";
        /// "Week 2".
        Week = "week", "{number}";
    }
}

/// How a date is written: only where CLDR does not say it, or says it in an unusual way.
pub const DATE: Form = Form { name: "date", places: &["{day}", "{month}", "{year}"] };

/// The names of the months, January first; they stand beside [`DATE`].
pub const MONTHS: Form = Form { name: "months", places: &[] };

/// Every label that a language must have.
pub fn forms() -> impl Iterator<Item = Form> {
    let labels = Label::ALL.iter().map(|label| label.form());
    labels.chain(Template::ALL.iter().map(|template| template.form()))
}
