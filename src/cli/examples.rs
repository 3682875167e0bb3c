//! Examples that the help of the program and of each command ends with.

/// What the short help without a command ends with.
pub const FIRST: &str = "Start with `handout init`, then `handout build --drafts`.";

/// What the long help without a command ends with.
pub const ALL: &str = "\
Examples:
  handout init                            a content folder with a first article
  handout new side-effects/hair-loss      a commented article to start from
  handout check                           every mistake in content/, nothing written
  handout build                           content/ -> output/
  handout build content/medicines -o out  one folder of it, elsewhere
  handout build --drafts                  drafts too, marked DRAFT on every page
  handout watch                           build, then again after every save
  handout find fatigue                    which handouts are there
  handout which K7MP-3XQR                 what is this paper, and is it current
  handout stamp content/fever.yaml        `updated:` is today
  handout sign side-effects/fatigue --name \"Your name\" --role \"oncology nurse\"
                                          you answer for what it says
  handout explain unknown-key             what a mistake means, and its cure
  handout packet side-effects/fatigue medicines/ondansetron -o going-home.pdf
                                          two handouts for one patient, as one PDF

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
  2  the command could not do its work
130  interrupted; what is on disk is whole";

pub const BUILD: &str = "\
Examples:
  handout build                            content/ -> output/
  handout build content/medicines -o out   one folder of it, elsewhere
  handout build --drafts -v                drafts too; says why each article is made
  handout build --edition large            large print of everything
  handout build --edition compact          two columns of 12 point: fewer sheets
  handout build --bilingual es             Spanish side by side with the originals, too
  handout build --html                     a web page beside each PDF, and a list of all
  handout build --sites all                for each clinic in content/sites/, output/NAME/
  handout build --sites north,south        for these clinics alone
  handout build --sidecar fhir             a file for the record system beside each PDF
  handout build --format json              one JSON object a line, for programs";

pub const WATCH: &str = "\
Examples:
  handout watch                            content/ -> output/, until Ctrl-C
  handout watch content/fever.yaml         one article alone
  handout watch --drafts -o preview        drafts too, into a folder of their own";

pub const CHECK: &str = "\
Examples:
  handout check                            everything in content/
  handout check content/fever.yaml         one article
  handout check content/snippets/call.yaml a snippet, in the articles that include it
  handout check content/handout.yaml       the clinic's settings, and all articles with them
  handout check --sites all                all articles, for each clinic in content/sites/
  handout check --calendar reviews.ics     the reviews to come, for a calendar program
  handout check --accept-present           tell only of new findings from now on
  handout check --strict --format json     for an automatic check: warnings fail, too
  handout check --report                   a report card of each article
  handout check content/fever.yaml --report card.pdf
                                           the same as a handout, for who signs it
  handout check --format github            mistakes beside the lines of a pull request
  handout check --format sarif > log.sarif the same for code scanning, and for editors";

pub const MERGE: &str = "\
Examples:
  handout build --shard 1/2 -o part1       on one machine
  handout build --shard 2/2 -o part2       on another
  handout merge part1 part2 -o output      all of it";

pub const PACKET: &str = "\
Examples:
  handout packet side-effects/fatigue medicines/ondansetron -o going-home.pdf
  handout packet packets/going-home --language es -o casa.pdf
  handout packet side-effects/fatigue --append \"summary.pdf=Discharge summary\" -o for-patient.pdf
  handout packet side-effects/fatigue --sites north -o for-patient.pdf
  handout packet side-effects/fatigue -o - | lpr";

pub const NEW: &str = "\
Examples:
  handout new side-effects/hair-loss       content/side-effects/hair-loss.yaml, a draft to fill in
  handout new side-effects/hair-loss.es    its Spanish translation, begun from the English text";

pub const INIT: &str = "\
Examples:
  handout init                             content/ with handout.yaml and a first article
  handout init clinic                      the same in the folder clinic";

pub const FIND: &str = "\
Examples:
  handout find                             all handouts
  handout find fatigue                     those with a word that begins so
  handout find --code icd10cm:R25.2        those on a diagnosis
  handout find fever --language es         those in Spanish
  handout find fever --sites north         those of one clinic of several
  handout find fever --format json         for programs
  handout packet $(handout find --code icd10cm:R25.2 --ids) -o packet.pdf
                                           all on a diagnosis, as one packet";

pub const WHICH: &str = "\
Examples:
  handout which K7MP-3XQR                  the code on a page
  handout which k7mp 3xqr                  the same, as it is read aloud
  handout which old/*.pdf                  several files at once";

pub const STAMP: &str = "\
Examples:
  handout stamp content/fever.yaml
  handout stamp content/medicines/*.yaml
  handout stamp --original content/fever.es.yaml
                                           compared with its original; nothing in it had to change";

pub const SIGN: &str = "\
Examples:
  handout sign side-effects/fatigue --name \"Your name\" --role \"oncology nurse\"
  handout sign side-effects/fatigue side-effects/fatigue.es --name \"Your name\" --role editor";

pub const EXPLAIN: &str = "\
Examples:
  handout explain                          all of them, one a line
  handout explain unknown-key";

pub const SCHEMA: &str = "\
Examples:
  handout schema > article.json
  handout schema site > site.json";

pub const COMPLETIONS: &str = "\
Examples:
  handout completions bash > ~/.local/share/bash-completion/completions/handout
  handout completions zsh > ~/.zfunc/_handout
  handout completions fish > ~/.config/fish/completions/handout.fish";

pub const MAN: &str = "\
Examples:
  handout man | man -l -                   the overview
  handout man build | man -l -             the page of one command
  handout man --dir ~/.local/share/man/man1
                                           all pages: handout.1, handout-build.1 and so on";
