//! The arguments as typed; nothing here looks at the world.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{ArgAction, Args as ClapArgs, Parser, Subcommand, ValueEnum, ValueHint};
use handout::Language;
use handout::commands::TopicCode;
use handout::output::{OUTPUT, Shard};

use super::examples;
use super::names::{Color, EditionName, Format, PrintName, ReportFormat, SidecarName};
use super::values::{CodeName, calendar_file, language};

/// Turns patient-education articles into printed handouts.
///
/// Clinics write articles as YAML; handout makes a PDF of each: set for tired eyes, readable by a screen reader (PDF/UA-1
/// and PDF/A-2a), and true to the letter.
#[derive(Debug, Parser)]
#[command(name = "handout", version, arg_required_else_help = true, after_long_help = examples::ALL, after_help = examples::FIRST)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands. The arguments of one are described to clap when it is called: to describe all of them took an article 2 %
/// of its instructions. What a `///` of a struct of arguments says would then take the place of what its command says here.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum Command {
    /// Make a PDF of every article
    ///
    /// Articles are the `.yaml` and `.yml` files below each PATH, except `handout*.yaml`, the folder `snippets` and the
    /// files of the folder `sites`; those in the folder `packets` are packets of several articles. A file with an error is reported and its PDF stays as it
    /// was; all others are still built.
    ///
    /// Only what changed is made: a PDF is made anew when its article, a picture or snippet in it, the site file or handout
    /// itself changed. The PDFs of articles that are gone are removed, but never other files. `manifest.json` lists
    /// every PDF for other programs.
    #[command(after_long_help = examples::BUILD)]
    Build(BuildArgs),
    /// Build, then build what each save changes
    ///
    /// Shows the mistakes as they come and go, until Ctrl-C.
    #[command(after_long_help = examples::WATCH)]
    Watch(BuildArgs),
    /// Report every mistake; write nothing
    ///
    /// Tells what `build` would tell, of drafts too. Only articles of which layout could have something to tell are laid out,
    /// and those that did not change since the last check or build are not read again; -v lays out all, and tells their pages.
    #[command(after_long_help = examples::CHECK)]
    Check(CheckArgs),
    /// Join the outputs of shards in one folder
    ///
    /// Each DIR is the output folder of one `handout build --shard I/N -o DIR`. Their PDFs are copied, and their manifests
    /// joined. Shards that were built into one folder need no merging.
    #[command(after_long_help = examples::MERGE)]
    Merge(MergeArgs),
    /// Bind several handouts as one PDF, behind a cover
    ///
    /// The cover lists what is in the packet, with page numbers that are links, and has a frame for the patient's label
    /// and lines for questions. The handouts follow in order, laid out from their articles, each with its own dates and
    /// page numbers and with the packet's. Nothing is remembered of it, and no other file is changed.
    ///
    /// An ID is an article's path below the content folder, without language and ending: side-effects/hair-loss. The
    /// files in the folder `packets` of the content folder are made by `build`, too.
    #[command(after_long_help = examples::PACKET)]
    Packet(Box<PacketArgs>),
    /// Begin a content folder: site file, first article, schemas for editors
    ///
    /// Writes DIR/content/handout.yaml, which says whose handouts they are, a first article as a draft, and the JSON Schemas
    /// by which editors complete and check what is typed. Nothing that is there is touched.
    #[command(after_long_help = examples::INIT)]
    Init(InitArgs),
    /// Write a commented article to start from
    ///
    /// With a language behind the ID it begins the translation of the article that is there: its text, the dates of today,
    /// and `original_updated:`. What is begun is a draft.
    #[command(after_long_help = examples::NEW)]
    New(NewArgs),
    /// Find handouts in the manifest
    ///
    /// WORDS may be beginnings of words, and stand in the title, the kind, the keywords, the headings, the key points or the
    /// id. Without any, all handouts are listed. Exit status 1 when nothing fits.
    #[command(after_long_help = examples::FIND)]
    Find(FindArgs),
    /// Tell what a paper or a PDF is, and whether it is current
    ///
    /// Every page carries a short code beside its dates, made from what it says. Several are answered one after the other.
    #[command(after_long_help = examples::WHICH)]
    Which(WhichArgs),
    /// Set `updated:` of articles to today, and change no other byte
    #[command(after_long_help = examples::STAMP)]
    Stamp(StampArgs),
    /// Sign articles: write who answers for what they say, and change no other byte
    ///
    /// The signature holds as long as the handout says the same: it is bound to the code of its standard edition, which
    /// changes with a word, a picture, a date or a number to call. `handout check` tells when it does not hold any more.
    #[command(after_long_help = examples::SIGN)]
    Sign(SignArgs),
    /// Explain a mistake: what it means, why it matters, and how to mend it
    ///
    /// CODE is the word between brackets behind `error` or `warning`, such as `unknown-key`. Without it, all are listed.
    #[command(after_long_help = examples::EXPLAIN)]
    Explain(ExplainArgs),
    /// Print the JSON Schema of articles or of the site file, for editors
    #[command(after_long_help = examples::SCHEMA)]
    Schema {
        /// Of which file
        #[arg(value_name = "FILE", default_value = "article")]
        of: Schema,
    },
    /// Print completions for a shell
    #[command(after_long_help = examples::COMPLETIONS)]
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// Print a manual page (troff), or write all of them
    #[command(after_long_help = examples::MAN)]
    Man {
        /// Of which command [default: the overview]
        #[arg(value_name = "COMMAND")]
        of: Option<String>,
        /// Write the pages of all commands into this folder instead
        #[arg(long, value_name = "DIR", conflicts_with = "of", value_hint = ValueHint::DirPath)]
        dir: Option<PathBuf>,
    },
}

// Arguments of `build`.
#[derive(Debug, ClapArgs)]
pub struct BuildArgs {
    /// Articles, or folders of articles [default: content]
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// Folder the PDFs go to
    #[arg(short, long, value_name = "DIR", default_value = OUTPUT, value_hint = ValueHint::DirPath)]
    pub output: PathBuf,
    /// Also build articles with `status: draft`, marked DRAFT on every page
    #[arg(long)]
    pub drafts: bool,
    /// Build this edition alone, whatever the site file lists
    #[arg(long, value_name = "NAME")]
    pub edition: Option<PrintName>,
    /// Also build translations into this language side by side with their originals
    #[arg(long, value_name = "LANG", value_delimiter = ',', value_parser = language)]
    pub bilingual: Vec<Language>,
    /// Make every PDF anew
    #[arg(long)]
    pub force: bool,
    /// Find changes by content, not by size and time: after a power cut, say
    #[arg(long)]
    pub verify: bool,
    /// Remove the PDFs of articles that are gone even if they are many (over ten, and more than a tenth)
    #[arg(long)]
    pub prune: bool,
    /// Put a file for the record system beside each PDF; those that are there stay in step with their PDFs in later builds
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub sidecar: Vec<SidecarName>,
    /// Write a web page of each handout beside its PDF, and index.html, which lists all; `html: true` in handout.yaml does
    /// so in every build
    #[arg(long)]
    pub html: bool,
    /// Write each handout as plain text beside its PDF, too, for messages
    #[arg(long)]
    pub text: bool,
    /// Build one share of N, for N machines: 1/4 to 4/4, or 0/4 to 3/4
    #[arg(long, value_name = "I/N")]
    pub shard: Option<Shard>,
    /// Which clinics of several.
    #[command(flatten)]
    pub sites: Sites,
    /// Flags of every command.
    #[command(flatten)]
    pub common: Common,
}

// Arguments of `check`.
#[derive(Debug, ClapArgs)]
pub struct CheckArgs {
    /// Articles, or folders of articles [default: content]
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// Folder of the last build: its record tells what has changed since
    #[arg(short, long, value_name = "DIR", default_value = OUTPUT, value_hint = ValueHint::DirPath)]
    pub output: PathBuf,
    /// Write the days on which handouts are to be reviewed next to this file, for calendar programs
    #[arg(long, value_name = "FILE.ics", value_parser = calendar_file, value_hint = ValueHint::FilePath)]
    pub calendar: Option<PathBuf>,
    /// Tell what is known of each article: length, dates, and the items of PEMAT-P and Clear Print; with FILE.pdf, write that as a
    /// handout
    ///
    /// With `--quiet`, the table of all articles alone; with `--format json`, one object an article. What stands behind it and does
    /// not end in `.pdf` is a PATH.
    #[arg(long, value_name = "FILE.pdf", num_args = 0..=1, value_hint = ValueHint::FilePath)]
    pub report: Option<Option<PathBuf>>,
    /// Write the findings that are there now to .handout-accepted.yaml in the content folder, and tell only of new ones from
    /// then on
    ///
    /// What has to be mended is told all the same: only what `lint` in handout.yaml can set is accepted. Findings that are
    /// mended are told until they are taken off the list, by this flag again.
    #[arg(long, conflicts_with = "sites")]
    pub accept_present: bool,
    /// Which clinics of several.
    #[command(flatten)]
    pub sites: Sites,
    /// Flags of every command.
    #[command(flatten)]
    pub common: Common,
}

// Arguments of `init`.
#[derive(Debug, ClapArgs)]
pub struct InitArgs {
    /// Folder that gets the content folder
    #[arg(value_name = "DIR", default_value = ".", value_hint = ValueHint::DirPath)]
    pub folder: PathBuf,
    /// How to answer.
    #[command(flatten)]
    pub answer: Answering,
}

// Arguments of `new`.
#[derive(Debug, ClapArgs)]
pub struct NewArgs {
    /// Its path below the content folder, without ending: side-effects/hair-loss, or side-effects/hair-loss.es
    pub id: String,
    /// How to answer.
    #[command(flatten)]
    pub answer: Answering,
}

// Flags of commands that answer in a line or two.
#[derive(Debug, ClapArgs)]
pub struct Answering {
    /// How to answer
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: Format,
    /// Colour in reports
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
}

// Arguments of `merge`.
#[derive(Debug, ClapArgs)]
pub struct MergeArgs {
    /// Output folders of shards
    #[arg(value_name = "DIR", required = true)]
    pub folders: Vec<PathBuf>,
    /// Folder that gets all their PDFs
    #[arg(short, long, value_name = "DIR", default_value = OUTPUT, value_hint = ValueHint::DirPath)]
    pub output: PathBuf,
    /// Remove PDFs that are in none of the shards even if they are many
    #[arg(long)]
    pub prune: bool,
    /// How to answer.
    #[command(flatten)]
    pub answer: Answering,
}

// Arguments of `find`.
#[derive(Debug, ClapArgs)]
pub struct FindArgs {
    /// What to look for; all of them must fit [default: all handouts]
    #[arg(value_name = "WORDS")]
    pub words: Vec<String>,
    /// A topic code: snomed, icd10cm, rxnorm or loinc, a colon and the code, such as icd10cm:R25.2
    #[arg(long, value_name = "SYSTEM:CODE")]
    pub code: Option<TopicCode>,
    /// Handouts in this language alone
    #[arg(long, value_name = "LANG")]
    pub language: Option<String>,
    /// This edition alone
    #[arg(long, value_name = "NAME")]
    pub edition: Option<EditionName>,
    /// Handouts of this clinic of several alone
    #[arg(long = "sites", value_name = "NAME")]
    pub site: Option<String>,
    /// Print their IDs alone, one a line, as `packet` takes them
    #[arg(long)]
    pub ids: bool,
    /// Where the manifest and the like are.
    #[command(flatten)]
    pub lookup: Lookup,
}

// Arguments of `which`.
#[derive(Debug, ClapArgs)]
pub struct WhichArgs {
    /// Codes on pages, in one word or two, and PDFs
    #[arg(value_name = "CODE | FILE.pdf", required = true)]
    pub what: Vec<String>,
    /// Where the manifest and the like are.
    #[command(flatten)]
    pub lookup: Lookup,
}

// Flags of questions to the manifest.
#[derive(Debug, ClapArgs)]
pub struct Lookup {
    /// Folder of the manifest
    #[arg(short, long, value_name = "DIR", default_value = OUTPUT, value_hint = ValueHint::DirPath)]
    pub output: PathBuf,
    /// How to answer.
    #[command(flatten)]
    pub answer: Answering,
}

// Arguments of `stamp`.
#[derive(Debug, ClapArgs)]
pub struct StampArgs {
    /// Articles
    #[arg(value_name = "FILE", required = true, value_hint = ValueHint::FilePath)]
    pub files: Vec<PathBuf>,
    /// Of translations, record the state of the original alone, and leave `updated` as it is
    #[arg(long)]
    pub original: bool,
    /// Flags that tell how to report.
    #[command(flatten)]
    pub common: Common,
}

// Arguments of `sign`.
#[derive(Debug, ClapArgs)]
pub struct SignArgs {
    /// IDs of articles; of a translation with its language, as fatigue.es
    #[arg(value_name = "ID", required = true)]
    pub what: Vec<String>,
    /// Who signs
    #[arg(long, value_name = "NAME")]
    pub name: String,
    /// As what: "oncology pharmacist"
    #[arg(long, value_name = "ROLE")]
    pub role: String,
    /// Folder of the articles [default: content]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub content: Option<PathBuf>,
    /// Read it with the settings of this clinic of several, where it names contacts that handout.yaml has not. The signature
    /// holds for all clinics: a name and numbers of their own do not count
    #[arg(long = "sites", value_name = "NAME", conflicts_with = "site")]
    pub clinic: Option<String>,
    /// Flags of every command.
    #[command(flatten)]
    pub common: Common,
}

// Arguments of `explain`.
#[derive(Debug, ClapArgs)]
pub struct ExplainArgs {
    /// The name of a diagnostic [default: a list of all]
    #[arg(value_name = "CODE", value_parser = CodeName, hide_possible_values = true)]
    pub code: Option<String>,
    /// How to answer.
    #[command(flatten)]
    pub answer: Answering,
}

/// What a schema is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Schema {
    /// ID.yaml
    Article,
    /// handout.yaml
    Site,
    /// packets/NAME.yaml
    Packet,
}

// Arguments of `packet`.
#[derive(Debug, ClapArgs)]
pub struct PacketArgs {
    /// IDs of articles, or the file of a packet
    #[arg(value_name = "PACKET.yaml | ID", required = true)]
    pub what: Vec<String>,
    /// File to write; a packet that is there is replaced. `-` is standard output
    #[arg(short, long, value_name = "FILE.pdf", value_hint = ValueHint::FilePath)]
    pub output: PathBuf,
    /// Replace also a file that handout did not write, or that was changed since
    #[arg(long)]
    pub force: bool,
    /// Which print
    #[arg(long, value_name = "NAME", default_value = "standard")]
    pub edition: PrintName,
    /// Take the translations into this language, where there are some
    #[arg(long, value_name = "TAG")]
    pub language: Option<String>,
    /// Set the translations into this language side by side with the articles, where there are some
    #[arg(long, value_name = "TAG", value_parser = language)]
    pub bilingual: Option<Language>,
    /// Begin each handout on a right-hand page, for printing on both sides
    #[arg(long)]
    pub duplex: bool,
    /// Bind this PDF behind the handouts, under its name or under a title; may be given again
    ///
    /// Its pages are taken as they are: they keep their look, their links and what their fields show, and get no page
    /// numbers. The packet then claims neither PDF/UA-1 nor PDF/A-2a. What is in the file, and what it is called, goes
    /// into the packet alone: messages name it by its place in the command.
    #[arg(long, value_name = "FILE[=TITLE]")]
    pub append: Vec<OsString>,
    /// Title of the cover
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// Take articles with `status: draft`, too, marked DRAFT on every page
    #[arg(long)]
    pub drafts: bool,
    /// Make it for this clinic of several, which has a file `sites/NAME.yaml` in the content folder
    #[arg(long = "sites", value_name = "NAME", conflicts_with = "site")]
    pub clinic: Option<String>,
    /// Folder of the articles [default: that of the packet's file, or content]
    #[arg(long, value_name = "DIR")]
    pub content: Option<PathBuf>,
    /// Flags of every command.
    #[command(flatten)]
    pub common: Common,
}

// Which clinics of several.
#[derive(Debug, ClapArgs)]
pub struct Sites {
    /// Make the handouts of these clinics, which have files `sites/NAME.yaml` in the content folder, or of `all`
    ///
    /// Each clinic's file is laid over handout.yaml, and its handouts go to the folder NAME in the output folder, with a
    /// manifest of their own. `sites.json` lists the clinics.
    #[arg(long, value_name = "NAME", value_delimiter = ',', conflicts_with = "site")]
    pub sites: Vec<String>,
}

// Flags that `build` and `check` share.
#[derive(Debug, ClapArgs)]
pub struct Common {
    /// Take the clinic's settings from this file, not from the content folder's handout.yaml
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub site: Option<PathBuf>,
    /// How many articles to make at once [default: one for each processor]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub jobs: Option<u16>,
    /// How to report
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: ReportFormat,
    /// Warnings too make the exit status 1
    #[arg(long)]
    pub strict: bool,
    /// Colour in reports
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
    /// Print mistakes only
    #[arg(short, long)]
    pub quiet: bool,
    /// Name each PDF as it is written or removed, with its pages and sheets, and say why an article is made anew
    #[arg(short, long, action = ArgAction::Count)]
    pub verbose: u8,
}

impl From<Schema> for handout::commands::Schema {
    fn from(of: Schema) -> handout::commands::Schema {
        match of {
            Schema::Article => handout::commands::Schema::Article,
            Schema::Site => handout::commands::Schema::Site,
            Schema::Packet => handout::commands::Schema::Packet,
        }
    }
}
