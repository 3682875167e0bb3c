//! The arguments as typed; nothing here looks at the world.

use std::path::PathBuf;

use clap::{ArgAction, Args as ClapArgs, Parser, Subcommand, ValueEnum};
use handout::batch::OUTPUT;
use handout::site::Edition;

/// Turns patient-education articles into printed handouts.
///
/// Clinics write articles as YAML; handout makes a PDF of each: set for tired eyes, readable by a screen reader (PDF/UA-1
/// and PDF/A-2a), and true to the letter.
#[derive(Debug, Parser)]
#[command(name = "handout", version, arg_required_else_help = true, after_long_help = EXAMPLES, after_help = HINT)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const HINT: &str = "Start with `handout new my-first-article`, then `handout build`.";

const EXAMPLES: &str = "\
Examples:
  handout new side-effects/hair-loss      a commented article to start from
  handout check                           every mistake in content/, nothing written
  handout build                           content/ -> output/
  handout build content/medicines -o out  one folder of it, elsewhere
  handout build --drafts                  drafts too, marked DRAFT on every page

A first article (content/fever.yaml):
  title: Fever
  created: 2026-11-01
  updated: 2026-11-01
  sections:
    - heading: What is a fever?
      body:
        - A fever is a temperature of 100.4 °F (38 °C) or higher.
        - bullets:
            - Take your temperature with a thermometer.
            - \"**Call us** before you take any medicine for it.\"

Exit status:
  0  everything asked for is on disk; there may be warnings
  1  an article has an error (the others were built), or a warning under --strict
  2  the command could not do its work";

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a PDF of every article
    ///
    /// Articles are the `.yaml` and `.yml` files below each PATH, except `handout*.yaml` and the folders `snippets` and
    /// `packets`. An article with an error is reported and left out; all others are still built.
    Build(BuildArgs),
    /// Report every mistake; write nothing
    ///
    /// Reads and lays out every article, drafts too, as `build` would, so that it finds what only layout can find.
    Check(CheckArgs),
    /// Write a commented article to start from
    New {
        /// Its path below the content folder, without ending: side-effects/hair-loss
        id: String,
    },
    /// Print completions for a shell
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page (troff)
    Man,
}

/// Arguments of `build`.
#[derive(Debug, ClapArgs)]
pub struct BuildArgs {
    /// Articles, or folders of articles [default: content]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Folder the PDFs go to
    #[arg(short, long, value_name = "DIR", default_value = OUTPUT)]
    pub output: PathBuf,
    /// Also build articles with `status: draft`, marked DRAFT on every page
    #[arg(long)]
    pub drafts: bool,
    /// Build only this edition
    #[arg(long, value_name = "NAME")]
    pub edition: Option<EditionName>,
    /// Flags of every command.
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `check`.
#[derive(Debug, ClapArgs)]
pub struct CheckArgs {
    /// Articles, or folders of articles [default: content]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Flags of every command.
    #[command(flatten)]
    pub common: Common,
}

/// Flags that `build` and `check` share.
#[derive(Debug, ClapArgs)]
pub struct Common {
    /// Take the clinic's settings from this file, not from the content folder's handout.yaml
    #[arg(long, value_name = "FILE")]
    pub site: Option<PathBuf>,
    /// How to report
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: Format,
    /// Warnings too make the exit status 1
    #[arg(long)]
    pub strict: bool,
    /// Colour in reports
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
    /// Print mistakes only
    #[arg(short, long)]
    pub quiet: bool,
    /// Name each PDF as it is written
    #[arg(short, long, action = ArgAction::Count)]
    pub verbose: u8,
}

/// How mistakes are reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Excerpts with carets, on standard error
    Human,
    /// One JSON object a line, on standard output
    Json,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Editions by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum EditionName {
    /// 14 point
    Standard,
    /// Large print, 18 point
    Large,
}

impl From<EditionName> for Edition {
    fn from(name: EditionName) -> Edition {
        match name {
            EditionName::Standard => Edition::Standard,
            EditionName::Large => Edition::Large,
        }
    }
}
