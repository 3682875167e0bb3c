//! Every diagnostic by name: one table, from which all else is read. What each means stands in `codes/NAME.md`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Severity;

/// What the table says of one code.
struct Entry {
    text: &'static str,
    summary: &'static str,
    severity: Severity,
    also: Option<Severity>,
    explanation: &'static str,
}

/// A line of the table: `/// What it means, in one sentence.` above `Name = "its-name", Severity;`, and `or Severity` where
/// one code is reported as both. Without a file `codes/its-name.md` it does not compile.
macro_rules! codes {
    ($(#[doc = $summary:literal] $code:ident = $text:literal, $severity:ident $(or $also:ident)?;)*) => {
        /// The name of a diagnostic. Its text is a promise: clinics filter by it, and it never changes its meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $summary] $code,)*
        }

        impl Code {
            /// All of them, in the order of their texts.
            pub const ALL: &'static [Code] = &[$(Code::$code),*];

            fn entry(self) -> Entry {
                match self {
                    $(Code::$code => Entry {
                        text: $text,
                        summary: $summary,
                        severity: Severity::$severity,
                        also: None$(.or(Some(Severity::$also)))?,
                        explanation: include_str!(concat!("codes/", $text, ".md")),
                    },)*
                }
            }
        }
    };
}

codes! {
    /// A picture has a text for those who cannot see it and is marked as decorative.
    AltAndDecorative = "alt-and-decorative", Error;
    /// An article stands in the folder of the clinics' settings.
    ArticleAmongSites = "article-among-sites", Error;
    /// A colour is not written as `#` and six digits.
    BadColor = "bad-color", Error;
    /// A date is not a day of the calendar, written year first.
    BadDate = "bad-date", Error;
    /// A DOI does not have the form of one.
    BadDoi = "bad-doi", Error;
    /// A backslash between double quotes stands before the wrong letter.
    BadEscape = "bad-escape", Error;
    /// The `id` of a reference has a character that citations cannot have.
    BadId = "bad-id", Error;
    /// A file is not a picture that can be printed.
    BadImage = "bad-image", Error;
    /// A key is not a plain word.
    BadKey = "bad-key", Error;
    /// A language is not written as a language tag.
    BadLanguage = "bad-language", Error;
    /// A link in the text leads to no web address, phone number or mail address.
    BadLink = "bad-link", Error;
    /// The name of a file cannot become the name of a handout.
    BadName = "bad-name", Error;
    /// A number is not whole, or not in its range.
    BadNumber = "bad-number", Error;
    /// The path of a file is written in a way that works on one kind of computer only.
    BadPath = "bad-path", Error;
    /// A PDF cannot be bound into a packet.
    BadPdf = "bad-pdf", Error;
    /// A PubMed number is not a number.
    BadPmid = "bad-pmid", Error;
    /// The address for the QR code is not a web address.
    BadUrl = "bad-url", Error;
    /// The width of a picture is not a percentage from 1 to 100.
    BadWidth = "bad-width", Error;
    /// An invisible sign of direction stands in a text.
    BidiControl = "bidi-control", Error or Warning;
    /// A block stands inside a list of short texts.
    BlockInList = "block-in-list", Error;
    /// Something stands in the way of a file that has to be written.
    Blocked = "blocked", Error;
    /// Words stand in capitals from end to end.
    Capitals = "capitals", Warning;
    /// The cells of a table that span columns or rows do not add up.
    CellSpan = "cell-span", Error;
    /// The text has backticks, which mark computer code.
    CodeMarks = "code-marks", Warning;
    /// A topic code does not have the form of its system, or its check digit is wrong.
    CodeShape = "code-shape", Warning;
    /// A colon inside a text makes YAML read the text as a key.
    ColonInText = "colon-in-text", Error;
    /// A comma inside a number ends an item of a list between brackets.
    CommaInNumber = "comma-in-number", Error;
    /// A `#` in unquoted text makes YAML drop the rest of the line.
    CommentInText = "comment-in-text", Error;
    /// A contact of the clinic is left in another language.
    ContactLanguage = "contact-language", Warning;
    /// A contact has another telephone number in one language than in the others.
    ContactNumber = "contact-number", Warning;
    /// The file has a character that cannot be printed.
    ControlCharacter = "control-character", Error;
    /// The file is named like a copy of the one beside it.
    CopyOfArticle = "copy-of-article", Warning;
    /// `created` is another day than in the last build.
    CreatedChanged = "created-changed", Warning;
    /// A letter was lost when the file was saved or copied.
    DamagedCharacter = "damaged-character", Error;
    /// A translation has another number, unit, link or citation than its original.
    DiffersFromOriginal = "differs-from-original", Warning;
    /// A sign has no letter to stand on.
    DottedCircle = "dotted-circle", Warning;
    /// An item says “do not” by itself, and is printed with “Do” or “Do not” before it.
    DoubleNegative = "double-negative", Error or Warning;
    /// Two spaces stand where one belongs.
    DoubledSpace = "doubled-space", Warning;
    /// A word stands twice.
    DoubledWord = "doubled-word", Warning;
    /// A packet holds an article that is still a draft.
    DraftArticle = "draft-article", Error;
    /// Two references, or two contacts, have the same `id`.
    DuplicateId = "duplicate-id", Error;
    /// A key stands twice in one place.
    DuplicateKey = "duplicate-key", Error;
    /// A list names the same thing twice.
    DuplicateValue = "duplicate-value", Error;
    /// The file has nothing in it to print.
    EmptyFile = "empty-file", Error;
    /// A line announces something with a colon, and nothing follows.
    EmptyLeadIn = "empty-lead-in", Warning;
    /// A link has no words to show.
    EmptyLink = "empty-link", Error;
    /// A list has no items.
    EmptyList = "empty-list", Error;
    /// A heading has nothing under it.
    EmptySection = "empty-section", Error;
    /// A text has no letters in it.
    EmptyText = "empty-text", Error;
    /// The text has an HTML entity such as `&nbsp;`, which is printed as typed.
    Entity = "entity", Warning;
    /// The day until which a finding was excused is past.
    ExpiredExcuse = "expired-excuse", Warning;
    /// The file is far longer than any article.
    FileTooLarge = "file-too-large", Error;
    /// A packet holds pages of another program, which a screen reader cannot read well.
    ForeignPages = "foreign-pages", Warning;
    /// A date of something that was done lies ahead.
    FutureDate = "future-date", Warning;
    /// A unit touches its number.
    GluedUnit = "glued-unit", Warning;
    /// Many words of the article are hard to read.
    HardWords = "hard-words", Warning;
    /// One heading asks no question, and all others beside it do.
    HeadingStyle = "heading-style", Warning;
    /// A picture makes the PDF so large that it is hard to send.
    HeavyPicture = "heavy-picture", Warning;
    /// A picture stands inside a line of text.
    ImageInText = "image-in-text", Error;
    /// A line is indented in a way that fits no line above it.
    Indentation = "indentation", Error;
    /// A clinic with a name of its own has the contacts of the clinic that `handout.yaml` names.
    InheritedContacts = "inherited-contacts", Warning;
    /// The tool itself failed at this article.
    Internal = "internal", Error;
    /// The file is not saved as UTF-8.
    InvalidUtf8 = "invalid-utf8", Error;
    /// A character that cannot be seen stands beside a key, in a number or in a text.
    InvisibleCharacter = "invisible-character", Error;
    /// There are not ten letters, or not twelve months, below `labels:`.
    LabelCount = "label-count", Error;
    /// Something that the tool fills in is missing in a label, stands in it twice, or is unknown.
    LabelPlaces = "label-places", Error;
    /// The file's name and its `language:` name different languages.
    LanguageMismatch = "language-mismatch", Error;
    /// The file's name has the name of a language where its tag belongs.
    LanguageName = "language-name", Warning;
    /// A line of text ends in a mark for a line break, which does not exist here.
    LineBreak = "line-break", Error or Warning;
    /// A link between folders leads back to where it stands.
    LinkLoop = "link-loop", Error;
    /// A link has a second text that paper cannot show.
    LinkTitle = "link-title", Warning;
    /// A list is typed in one line of a text.
    ListInLine = "list-in-line", Warning;
    /// A list or a table is typed inside a text, where its lines run together.
    ListInText = "list-in-text", Error;
    /// A list has one item.
    ListOfOne = "list-of-one", Warning;
    /// An address is so long that its QR code is too fine for many telephones.
    LongAddress = "long-address", Warning;
    /// One citation names very many references.
    LongCitation = "long-citation", Error;
    /// More signs stand on one letter than can be printed.
    LongCluster = "long-cluster", Error;
    /// A paragraph, an item or a cell is too long to read with ease.
    LongParagraph = "long-paragraph", Warning;
    /// A sentence has so many words that readers lose its beginning.
    LongSentence = "long-sentence", Warning;
    /// A title, a reference or the like is longer than fits where it is shown.
    LongText = "long-text", Error;
    /// The clinic's colour is too light to read.
    LowContrast = "low-contrast", Warning;
    /// A program translated the article, and nobody is named who has read it.
    MachineTranslation = "machine-translation", Error;
    /// One file has so many mistakes that not all are shown.
    ManyMore = "many-more", Error or Warning;
    /// Many PDFs would be removed at once, so none was.
    ManyRemovals = "many-removals", Warning;
    /// An item of a list begins with a mark of its own.
    MarkInItem = "mark-in-item", Warning;
    /// A heading, a rule or the edge of a block of Markdown is typed inside a text.
    MarkdownInText = "markdown-in-text", Error;
    /// YAML's merge key `<<` is used.
    MergeKey = "merge-key", Error;
    /// A picture has no text for those who cannot see it.
    MissingAlt = "missing-alt", Error;
    /// A key has no colon behind it.
    MissingColon = "missing-colon", Error;
    /// A dose of a thousand or more has no comma.
    MissingComma = "missing-comma", Warning;
    /// An item of a list has no dash.
    MissingDash = "missing-dash", Error;
    /// A file that the text names is not there.
    MissingFile = "missing-file", Error;
    /// No font has a certain character.
    MissingGlyph = "missing-glyph", Error;
    /// A key that has to be there is not.
    MissingKey = "missing-key", Error;
    /// A language in which the tool has no words is not given all of them.
    MissingLabels = "missing-labels", Warning;
    /// Fewer people than the clinic asks for have signed an approved article as it is.
    MissingSignatures = "missing-signatures", Error;
    /// A dash or a colon has no space behind it.
    MissingSpace = "missing-space", Error;
    /// A key has nothing behind it.
    MissingValue = "missing-value", Error;
    /// One article writes micrograms in two ways.
    MixedMicrograms = "mixed-micrograms", Warning;
    /// One schedule of doses is named in two ways.
    MixedSchedule = "mixed-schedule", Warning;
    /// A decimal point has no zero before it.
    NakedDecimal = "naked-decimal", Warning;
    /// A text begins with a sign that means something else to YAML.
    NeedsQuotes = "needs-quotes", Error;
    /// A box stands inside another box.
    NestedCallout = "nested-callout", Error;
    /// A snippet includes another snippet.
    NestedInclude = "nested-include", Error;
    /// A clinic reviews its handouts, and nobody has reviewed this one.
    NeverReviewed = "never-reviewed", Warning;
    /// A no-break space stands where YAML wants an ordinary space.
    NoBreakSpace = "no-break-space", Error;
    /// A no-break space stands between two ordinary words.
    NoBreakSpaceInText = "no-break-space-in-text", Warning;
    /// A box tells the patient to call, and there is no number.
    NoNumber = "no-number", Error;
    /// An article is not there in the language of its packet, or in one that is wanted beside it.
    NoTranslation = "no-translation", Warning;
    /// A box that tells the patient to call does not say when.
    NoWhen = "no-when", Warning;
    /// A packet names a file that is not a PDF.
    NotAPdf = "not-a-pdf", Error;
    /// A file that the tool did not write, or not so, stands where a PDF has to go.
    NotOurs = "not-ours", Error or Warning;
    /// A list of steps goes on from another one, and none stands before it.
    NothingToContinue = "nothing-to-continue", Error;
    /// A PDF that was not asked for shows an older state of what was built.
    OlderPdf = "older-pdf", Warning;
    /// A temperature is in one unit only.
    OneTemperature = "one-temperature", Warning;
    /// `original_updated` is a later day than the `updated` of the original.
    OriginalDate = "original-date", Warning;
    /// The output folder belongs to another content folder.
    OtherContent = "other-content", Warning;
    /// Nearly all letters of the article are other ones than those of its language.
    OtherScript = "other-script", Warning;
    /// The original was changed after the translation was made.
    OutdatedTranslation = "outdated-translation", Warning;
    /// A file or a folder lies outside the content folder.
    OutsideRoot = "outside-root", Error;
    /// A file is not read, though its name looks like that of an article.
    PassedOver = "passed-over", Warning;
    /// The text has HTML in it.
    RawHtml = "raw-html", Error;
    /// The article is harder to read than the clinic wants, as a formula estimates it.
    ReadingGrade = "reading-grade", Warning;
    /// The text for those who cannot see a picture repeats its caption or its file name.
    RepeatedAlt = "repeated-alt", Warning;
    /// A clinic of several has another number than this one of the shared settings.
    ReplacedNumber = "replaced-number", Warning;
    /// The day on which a clinician should have read the article again is past.
    ReviewOverdue = "review-overdue", Warning;
    /// A review falls due within 90 days.
    ReviewSoon = "review-soon", Warning;
    /// The last review is longer ago than the clinic wants.
    ReviewTooOld = "review-too-old", Warning;
    /// A row of a table has more or fewer cells than the header.
    RowLength = "row-length", Error;
    /// Two headings of one article are alike.
    SameHeading = "same-heading", Warning;
    /// Two files would give the same PDF.
    SamePdf = "same-pdf", Error;
    /// Two handouts in one language have one title and the same headings.
    SameTitle = "same-title", Warning;
    /// Sections stand in one another more than three deep.
    SectionsTooDeep = "sections-too-deep", Error;
    /// The file holds more than one YAML document.
    SeveralDocuments = "several-documents", Error;
    /// What somebody signed has changed since.
    SignatureOutdated = "signature-outdated", Warning;
    /// The clinic's tagline, affiliate or disclaimer is left in another language.
    SiteLanguage = "site-language", Warning;
    /// A snippet is not translated into the handout's language.
    SnippetLanguage = "snippet-language", Warning;
    /// A finding that was accepted is not there any more.
    StaleAcceptance = "stale-acceptance", Warning;
    /// A list of steps says twice where it begins to count.
    StartAndContinue = "start-and-continue", Error;
    /// A star in the text marks nothing and is printed as typed.
    StrayStar = "stray-star", Warning;
    /// A line is indented with a tab.
    TabIndentation = "tab-indentation", Error;
    /// The lines at the foot of the page take too much room.
    TallFooter = "tall-footer", Error;
    /// Text goes on behind a closing quote.
    TextAfterQuote = "text-after-quote", Error;
    /// Lists, or folders, stand in one another too deep.
    TooDeep = "too-deep", Error;
    /// The boxes of an article print more contacts than one may.
    TooManyContacts = "too-many-contacts", Error;
    /// An article has more excuses than are looked at.
    TooManyExcuses = "too-many-excuses", Error;
    /// An article has more references than can be looked up.
    TooManyReferences = "too-many-references", Error;
    /// The snippets of an article hold more together than one file may.
    TooMuchIncluded = "too-much-included", Error;
    /// A dose has a zero behind its decimal point.
    TrailingZero = "trailing-zero", Warning;
    /// The original of this translation was withdrawn, and the translation was not.
    TranslationOfWithdrawn = "translation-of-withdrawn", Error;
    /// The original of this translation is a draft, or is gone.
    TranslationWithoutOriginal = "translation-without-original", Warning or Error;
    /// One item of a list has two blocks in it.
    TwoBlocks = "two-blocks", Error;
    /// “(continued)” is typed in the text.
    TypedContinued = "typed-continued", Warning;
    /// A fraction is typed with a slash.
    TypedFraction = "typed-fraction", Warning;
    /// A reference is never cited, while others are.
    UncitedReference = "uncited-reference", Warning;
    /// A bracket that opens is never closed.
    UnclosedBracket = "unclosed-bracket", Error;
    /// A quote that opens is never closed.
    UnclosedQuote = "unclosed-quote", Error;
    /// Two stars that could mark bold text have no partner.
    UnclosedStrong = "unclosed-strong", Error;
    /// Underscores round a word may be part of a name or mark strong text.
    Underscores = "underscores", Error;
    /// The article still has sentences of the one that `handout new` writes.
    UneditedText = "unedited-text", Warning;
    /// A packet names an article that is not there.
    UnknownArticle = "unknown-article", Error;
    /// A block is of no kind that the tool knows.
    UnknownBlock = "unknown-block", Error;
    /// An article names a contact that the clinic's settings do not have.
    UnknownContact = "unknown-contact", Error;
    /// A key is not known in this place.
    UnknownKey = "unknown-key", Error;
    /// The tool has no labels and no dates in this language.
    UnknownLanguage = "unknown-language", Warning;
    /// A telephone number stands in the text and not in the site file.
    UnknownPhone = "unknown-phone", Warning;
    /// A citation names a reference that is not in the list.
    UnknownReference = "unknown-reference", Error;
    /// A key has a value that is none of those it can have.
    UnknownValue = "unknown-value", Error;
    /// The name of a file or of its folder is one that Windows cannot have.
    UnportableName = "unportable-name", Warning;
    /// A file or a folder cannot be read.
    Unreadable = "unreadable", Error;
    /// A picture, a snippet or a PDF that the text names cannot be read.
    UnreadableFile = "unreadable-file", Error;
    /// An abbreviation of a dose is often misread.
    UnsafeAbbreviation = "unsafe-abbreviation", Warning;
    /// A packet holds an article that has errors of its own.
    UnsoundArticle = "unsound-article", Error;
    /// The text has changed since it was built, and `updated` has not.
    UnstampedChange = "unstamped-change", Warning;
    /// A text of a translation is still in the language of its original.
    UntranslatedText = "untranslated-text", Warning;
    /// An excuse excuses nothing.
    UnusedExcuse = "unused-excuse", Warning;
    /// The PDF of a sound article could not be made.
    Unwritable = "unwritable", Error;
    /// `updated` is a day before `created`.
    UpdatedBeforeCreated = "updated-before-created", Error;
    /// A text says “click here”, or the words of a link do not say where it leads.
    VagueLink = "vague-link", Warning;
    /// A packet holds an article that was withdrawn.
    WithdrawnArticle = "withdrawn-article", Error;
    /// Another dash, a bullet or a star stands where a list item's hyphen should.
    WrongDash = "wrong-dash", Error;
    /// A list stands where a text belongs, or the other way round.
    WrongType = "wrong-type", Error;
    /// YAML cannot read this line.
    YamlSyntax = "yaml-syntax", Error;
}

impl Code {
    /// Its name as users see it: kebab-case, and the same for ever.
    pub fn text(self) -> &'static str {
        self.entry().text
    }

    /// What it means, in one sentence.
    pub fn summary(self) -> &'static str {
        self.entry().summary.trim()
    }

    /// How bad it is, unless the diagnostic itself says otherwise.
    pub fn severity(self) -> Severity {
        self.entry().severity
    }

    /// What else it may be reported as.
    pub fn other_severity(self) -> Option<Severity> {
        self.entry().also
    }

    /// The content of `codes/NAME.md`.
    pub(super) fn explanation_text(self) -> &'static str {
        self.entry().explanation
    }

    /// The code that `text` was probably meant to be.
    pub fn like(text: &str) -> Option<Code> {
        let text = text.to_lowercase().replace([' ', '_'], "-");
        let distance = |code: Code| strsim::damerau_levenshtein(&text, code.text());
        let allowed = text.len().div_ceil(3);
        // Codes are short: nothing so long is like one.
        let nearest = Code::ALL.iter().copied().filter(|_| text.len() <= 60).min_by_key(|code| distance(*code));
        nearest.filter(|code| distance(*code) <= allowed)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.text())
    }
}

/// A text that names no diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownCode;

impl fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no diagnostic has this name")
    }
}

impl std::error::Error for UnknownCode {}

impl FromStr for Code {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Code, UnknownCode> {
        Code::ALL.iter().copied().find(|code| code.text() == text).ok_or(UnknownCode)
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.text())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Code, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
