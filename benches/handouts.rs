//! How long a handout takes and where the time goes: `cargo bench`.
//!
//! Hundreds of articles of some 600 words, all different, are read, laid out and written by one thread, as a build
//! does. Beside it stands the floor, measured in the same run: deflating the streams of those files, and nothing else.
//! Ratios to it can be compared between machines; milliseconds cannot.
#![allow(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a bench asks for the time and prints"
)]

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

use handout::article::{Article, Context};
use handout::assets::{AssetError, Assets};
use handout::diagnostics::{Notes, Source};
use handout::document::{Setting, compose};
use handout::layout::handout::Handout;
use handout::layout::{self, lay_out};
use handout::locale::Locale;
use handout::pdf::{self, StreamCache};
use handout::picture::Picture;
use handout::site::{Edition, Site};
use handout::text::Shaper;
use handout::text::fonts::Fonts;
use handout::theme::{self, Theme};

/// As the command has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ARTICLES: usize = 200;
const WORDS: usize = 600;
/// Words of the last section and half of one before it.
const LAST: usize = 105;
/// Each figure is the least of so many rounds.
const ROUNDS: usize = 5;

/// Handouts of a packet.
const BOUND: usize = 20;

const SITE: &str = "\
name: Riverside Cancer Center
tagline: The easy way to understand your treatment
contacts:
  - {id: nurse, label: Nurse line, phone: 555-0100, hours: Mon–Fri}
emergency: \"911\"
disclaimer: This handout does not replace the advice of your care team.
";

fn main() {
    let fonts = Fonts::new();
    let bench = Bench::new(&fonts);
    let articles = bench.articles();
    let (handouts, files) = bench.files(&articles);
    let pages = handouts.iter().map(|handout| handout.pages.len()).sum::<usize>() as f64 / ARTICLES as f64;
    println!("{ARTICLES} articles of {} words, {pages:.1} pages each; least of {ROUNDS} rounds\n", bench.words);
    let streams = Streams::of(&files);
    let floor = least(|| streams.deflate(|name| name == "page contents"));
    let all = least(|| streams.deflate(|_| true));
    bench.print_times(&articles, &handouts, floor, all);
    print_sizes(&files, &streams);
    print_cold(&bench.sources[0].text);
    print_packet(&bench.sources[..BOUND]);
}

/// What every article is made with.
struct Bench<'f> {
    fonts: &'f Fonts,
    sources: Vec<Arc<Source>>,
    /// Of an article, in the mean.
    words: usize,
    site: Site,
    locale: Locale,
    theme: Theme,
}

impl<'f> Bench<'f> {
    fn new(fonts: &'f Fonts) -> Bench<'f> {
        let source = |name: String, text: String| Source::new(name, text.into_bytes()).expect("UTF-8");
        let site = Site::read(&source("handout.yaml".into(), SITE.into()), None, &Nothing, &mut Notes::default());
        let mut words = 0;
        let mut article = |number: usize| {
            let mut writer = Writer::new(number as u64);
            let text = writer.article();
            words += writer.words;
            source(format!("{number}.yaml"), text)
        };
        let sources = (0..ARTICLES).map(&mut article).collect();
        Bench {
            fonts,
            sources,
            words: words / ARTICLES,
            site: site.expect("a sound site"),
            locale: Locale::of("en-US").0,
            theme: Theme::standard(theme::LETTER, theme::BRAND),
        }
    }

    fn articles(&self) -> Vec<Article> {
        self.sources.iter().map(|source| self.read(source)).collect()
    }

    fn read(&self, source: &Arc<Source>) -> Article {
        let today = jiff::civil::date(2026, 1, 1);
        let context = Context {
            id: "bench",
            suffix_language: None,
            default_language: &self.site.language,
            today,
            original: None,
            assets: &Nothing,
        };
        let mut notes = Notes::default();
        let article = handout::article::load(source, &context, &mut notes);
        article.unwrap_or_else(|| panic!("{notes:#?}\n{}", source.text))
    }

    fn lay_out(&self, article: &Article, shaper: &mut Shaper<'f>) -> Handout {
        let setting = Setting { site: &self.site, locale: &self.locale, edition: Edition::Standard };
        let context = layout::Context { locale: &self.locale, theme: &self.theme, shaper };
        lay_out(&compose(article, setting), context, &mut Notes::default()).expect("a handout")
    }

    fn write(&self, handout: &Handout, cache: &StreamCache) -> Vec<u8> {
        pdf::write(std::slice::from_ref(handout), self.fonts, cache).expect("a file").into_bytes()
    }

    fn files(&self, articles: &[Article]) -> (Vec<Handout>, Vec<Vec<u8>>) {
        let (mut shaper, cache) = (Shaper::new(self.fonts), StreamCache::default());
        let handouts: Vec<Handout> = articles.iter().map(|article| self.lay_out(article, &mut shaper)).collect();
        let files = handouts.iter().map(|handout| self.write(handout, &cache)).collect();
        (handouts, files)
    }

    fn print_times(&self, articles: &[Article], handouts: &[Handout], floor: f64, all: f64) {
        let read = least(|| self.sources.iter().for_each(|source| drop(self.read(source))));
        let lay_out = least(|| {
            let mut shaper = Shaper::new(self.fonts);
            articles.iter().for_each(|article| drop(self.lay_out(article, &mut shaper)));
        });
        let lay_out_afresh = least(|| {
            articles.iter().for_each(|article| drop(self.lay_out(article, &mut Shaper::new(self.fonts))));
        });
        let write = least(|| {
            let cache = StreamCache::default();
            handouts.iter().for_each(|handout| drop(self.write(handout, &cache)));
        });
        let write_afresh = least(|| {
            handouts.iter().for_each(|handout| drop(self.write(handout, &StreamCache::default())));
        });
        println!("{:<44} {:>9} {:>9}", "one thread, a document", "ms", "of floor");
        let print = |what: &str, took: f64| println!("{what:<44} {took:>9.3} {:>8.1}×", took / floor);
        print("read: YAML to article", read);
        print("lay out: shaping, lines, pages", lay_out);
        print("write: tags, contents, fonts, file", write);
        print("  of it, deflating all but fonts", all);
        print("in a batch, all three", read + lay_out + write);
        print("floor: deflating the page contents", floor);
        println!();
        print("lay out, no word remembered", lay_out_afresh);
        print("write, no font subset remembered", write_afresh);
        println!();
    }
}

/// Milliseconds a document, the least of several rounds.
fn least(mut round: impl FnMut()) -> f64 {
    let wall = Instant::now();
    let clock = || processor_seconds().unwrap_or_else(|| wall.elapsed().as_secs_f64());
    let mut took = f64::INFINITY;
    for _ in 0..ROUNDS {
        let start = clock();
        round();
        took = took.min(clock() - start);
    }
    took * 1000.0 / ARTICLES as f64
}

/// Seconds that this thread has had a processor, where the system tells: other work on the machine does not count.
fn processor_seconds() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(told.split(' ').next()?.parse::<f64>().ok()? / 1e9)
}

/// The streams of all files as they were before they were deflated, and their weight afterwards.
struct Streams {
    list: Vec<(&'static str, Vec<u8>)>,
    weights: BTreeMap<&'static str, usize>,
}

impl Streams {
    fn of(files: &[Vec<u8>]) -> Streams {
        let mut streams = Streams { list: Vec::new(), weights: BTreeMap::new() };
        for file in files {
            let document = lopdf_reader::Document::load_mem(file).expect("a PDF");
            let contents: Vec<_> =
                document.get_pages().into_values().flat_map(|page| document.get_page_contents(page)).collect();
            for (id, object) in &document.objects {
                let Ok(stream) = object.as_stream() else { continue };
                let is = |kind: &[u8]| stream.dict.has_type(kind);
                let name = match () {
                    () if contents.contains(id) => "page contents",
                    () if is(b"ObjStm") || is(b"XRef") => "tags and other objects",
                    () if is(b"Metadata") => "metadata",
                    () if stream.dict.has(b"N") => "colour profile",
                    () if ["Length1", "Subtype"].iter().any(|key| stream.dict.has(key.as_bytes())) => "fonts",
                    () => "character maps",
                };
                *streams.weights.entry(name).or_default() += stream.content.len();
                if name != "fonts" {
                    streams.list.push((name, stream.decompressed_content().unwrap_or_default()));
                }
            }
        }
        streams
    }

    /// Deflates the streams of a kind at level 6 with one deflater.
    fn deflate(&self, wanted: impl Fn(&str) -> bool) {
        let mut deflater = flate2::Compress::new(flate2::Compression::new(6), true);
        let mut out = Vec::with_capacity(1 << 20);
        for (_, bytes) in self.list.iter().filter(|(name, _)| wanted(name)) {
            deflater.reset();
            out.clear();
            deflater.compress_vec(bytes, &mut out, flate2::FlushCompress::Finish).expect("it fits");
        }
    }
}

fn print_sizes(files: &[Vec<u8>], streams: &Streams) {
    let mut sizes: Vec<usize> = files.iter().map(Vec::len).collect();
    sizes.sort_unstable();
    let total: usize = sizes.iter().sum();
    let middle = sizes[sizes.len() / 2];
    println!(
        "bytes a PDF: {} to {}, half below {middle}; of the mean {}:",
        sizes[0],
        sizes[sizes.len() - 1],
        total / ARTICLES
    );
    let known: usize = streams.weights.values().sum();
    let rest = [("the file around them", total - known)];
    for (name, weight) in streams.weights.iter().map(|(name, weight)| (*name, *weight)).chain(rest) {
        println!("  {:<42} {:>9}", name, weight / ARTICLES);
    }
    println!();
}

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let mut file = std::fs::File::create(folder.path().join(name)).expect("a file");
        file.write_all(text.as_bytes()).expect("it is written");
    }
    folder
}

/// Milliseconds of a whole process, start included: the least, and what half of the runs stay below.
fn process(folder: &Path, arguments: &[&str]) -> (f64, f64) {
    let mut times: Vec<f64> = (0..21)
        .map(|_| {
            let start = Instant::now();
            let mut command = Command::new(env!("CARGO_BIN_EXE_handout"));
            let run = command.args(arguments).current_dir(folder).output();
            assert!(run.expect("it runs").status.success());
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    (times[0], times[times.len() / 2])
}

/// The whole command for one article.
fn print_cold(article: &str) {
    let folder = folder(&[("handout.yaml", SITE), ("article.yaml", article)]);
    let (least, half) = process(folder.path(), &["build", "-q", ".", "-o", "out"]);
    println!("one document, cold, the whole process: {least:.1} ms, half below {half:.1} ms");
}

/// The whole command for a packet, beside a process that only starts.
fn print_packet(sources: &[Arc<Source>]) {
    let mut files = vec![("handout.yaml", SITE)];
    files.extend(sources.iter().map(|source| (source.name.as_str(), source.text.as_str())));
    let folder = folder(&files);
    let ids: Vec<&str> = sources.iter().map(|source| source.name.trim_end_matches(".yaml")).collect();
    let arguments = [&["packet", "-q", "--content", ".", "-o", "packet.pdf"], &ids[..]].concat();
    let (least, half) = process(folder.path(), &arguments);
    let (start, _) = process(folder.path(), &["--version"]);
    println!(
        "a packet of {BOUND} handouts: {:.1} ms beyond start-up, half below {:.1} ms; starting takes {start:.1} ms",
        least - start,
        half - start
    );
}

/// No pictures, no snippets.
struct Nothing;

impl Assets for Nothing {
    fn picture(&self, _: &str) -> Result<Arc<Picture>, AssetError> {
        Err(AssetError::Missing)
    }

    fn snippet(&self, _: &str) -> Result<Arc<Source>, AssetError> {
        Err(AssetError::Missing)
    }
}

/// Writes articles that say nothing, in the words of health. The same number gives the same article.
struct Writer {
    state: u64,
    words: usize,
}

const COMMON: &str = "the a you your and or to of in is it that may can if for with on at be have this when not as we \
    from are will some more do than before after each day call us take tell help feel use get";
const HEALTH: &str = "pain fever nausea tired weak blood count cell drug dose pill tablet capsule nurse doctor team clinic \
    hospital treatment therapy chemotherapy radiation surgery wound skin rash itch swelling bruise bleed cough breath chest \
    heart lung liver kidney bowel stomach mouth throat tongue teeth gum eye ear nose hair nail hand foot leg arm muscle bone \
    joint nerve brain head sleep rest walk exercise food water drink meal fruit bread soup fish meat egg milk sugar salt fat \
    fiber weight appetite taste smell dry sore burn sting numb tingle cramp twitch spasm shake chill sweat dizzy faint fall \
    infection virus vaccine antibiotic steroid morphine ibuprofen acetaminophen ondansetron dexamethasone laxative cream \
    lotion soap bath shower towel bandage needle catheter port line pump bag scan test sample urine stool week month morning \
    evening night hour minute family friend child partner work school travel drive alcohol tobacco smoke plan list note \
    question number phone message visit appointment insurance cost record result answer support group worry mood anger grief";
const ENDINGS: [&str; 6] = ["", "", "", "s", "ing", "ed"];

impl Writer {
    fn new(seed: u64) -> Writer {
        Writer { state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1, words: 0 }
    }

    fn below(&mut self, limit: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        (self.state >> 11) as usize % limit
    }

    fn word(&mut self) -> String {
        self.words += 1;
        let common: Vec<&str> = COMMON.split_whitespace().collect();
        let health: Vec<&str> = HEALTH.split_whitespace().collect();
        match self.below(20) {
            0 => format!("{} mg", 5 * (1 + self.below(80))),
            1 => format!("**{}**", health[self.below(health.len())]),
            2..=10 => common[self.below(common.len())].to_owned(),
            _ => format!("{}{}", health[self.below(health.len())], ENDINGS[self.below(ENDINGS.len())]),
        }
    }

    fn phrase(&mut self, least: usize, more: usize) -> String {
        let count = least + self.below(more);
        (0..count).map(|_| self.word()).collect::<Vec<_>>().join(" ")
    }

    fn sentences(&mut self, count: usize) -> String {
        self.words += count;
        let sentences: Vec<String> = (0..count).map(|_| format!("You {}.", self.phrase(6, 9))).collect();
        format!("\"{}\"", sentences.join(" "))
    }

    fn items(&mut self, count: usize, indent: &str) -> String {
        (0..count).map(|_| format!("{indent}- {}\n", self.sentences(1))).collect()
    }

    fn article(&mut self) -> String {
        let mut out = format!(
            "title: \"{}\"\nkind: Side Effect\ncreated: 2024-05-10\nupdated: 2026-01-01\nsummary:\n{}sections:\n",
            self.phrase(2, 3),
            self.items(3, "  ")
        );
        while self.words < WORDS - LAST {
            out.push_str(&format!("  - heading: \"What {}?\"\n    body:\n", self.phrase(3, 3)));
            let paragraph = self.sentences(3);
            out.push_str(&format!("      - {paragraph}\n      - {}\n", self.sentences(2)));
            let kind = ["bullets", "steps", "do", "dont"][self.below(4)];
            out.push_str(&format!("      - {kind}:\n{}", self.items(4, "          ")));
        }
        out.push_str("      - callout: call\n        body:\n          - bullets:\n");
        out.push_str(&self.items(3, "              "));
        out.push_str(&format!("references:\n  - {}\n", self.sentences(2)));
        out
    }
}
