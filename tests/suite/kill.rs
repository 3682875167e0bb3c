//! The plug pulled at any instant: each PDF is whole, old or new, and the next run mends the rest.

use std::process::Stdio;
use std::time::{Duration, Instant};

use super::output::{Site, article};

const ARTICLES: usize = 24;

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// Thirty kills; a long check asks for more, with `HANDOUT_KILLS`.
#[test]
fn a_kill_at_any_instant_leaves_every_pdf_whole() {
    let kills: u64 = std::env::var("HANDOUT_KILLS").ok().and_then(|count| count.parse().ok()).unwrap_or(30);
    let site = Site::with(ARTICLES);
    let start = Instant::now();
    let known: Vec<_> = (0..2).map(|version| (write(&site, version), site.clean_build()).1).collect();
    let whole_run = start.elapsed() / 2;
    let mut dice = Dice(20_261_120);
    for kill in 0..kills {
        write(&site, usize::from(kill % 2 == 0));
        if kill % 5 == 4 {
            site.remove("content/a/0.yaml");
        }
        let mut run = site.command(&["build"]);
        let mut run = run.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it runs");
        std::thread::sleep(whole_run.mul_f64(dice.below(1000) as f64 / 900.0) + Duration::from_micros(dice.below(500)));
        run.kill().expect("it can be killed");
        run.wait().expect("it ended");
        for (name, bytes) in site.files("output").iter().filter(|(name, _)| name.ends_with(".pdf")) {
            assert!(known.iter().any(|known| known.get(name) == Some(bytes)), "{name} is torn after kill {kill}");
        }
        if kill % 7 == 6 {
            site.build();
            assert!(site.files("output") == site.clean_build(), "not mended after kill {kill}");
        }
    }
    site.build();
    assert!(site.files("output") == site.clean_build(), "no file is missing, and none is left over");
}

fn write(site: &Site, version: usize) {
    for n in 0..ARTICLES {
        site.write(&format!("content/a/{n}.yaml"), &article(&format!("Number {n}, version {version}")));
    }
}

#[cfg(unix)]
#[test]
fn ctrl_c_finishes_what_it_is_writing() {
    let site = Site::with(60);
    let run = site.command(&["build", "--jobs", "1"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let mut run = run.expect("it runs");
    while !site.has("output/a/0.pdf") {
        std::thread::sleep(Duration::from_millis(1));
    }
    let killed = std::process::Command::new("kill").args(["-INT", &run.id().to_string()]).status();
    assert!(killed.expect("it runs").success());
    assert_eq!(run.wait().expect("it ended").code(), Some(130));
    let listed = site.manifest()["handouts"].as_array().expect("a list").len();
    assert_eq!(listed, site.files("output").len() - 1, "the manifest tells of every PDF");
    assert!((1..60).contains(&listed));
    site.build();
    assert!(site.files("output") == site.clean_build());
}

/// A PDF of one page with a picture of so many bytes.
#[cfg(target_os = "linux")]
fn large_pdf(bytes: usize) -> Vec<u8> {
    let mut pdf = b"%PDF-1.7\n".to_vec();
    let mut starts = Vec::new();
    let picture = format!(
        "<</Type/XObject/Subtype/Image/Width 1000/Height {}/ColorSpace/DeviceGray/BitsPerComponent 8",
        bytes / 1000
    );
    let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</XObject<</P 5 0 R>>>>/Contents 4 0 R>>";
    for (number, object) in [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        page.to_owned(),
        "<</Length 28>>stream\nq 500 0 0 500 50 50 cm /P Do Q\nendstream".replace("28", "29"),
        format!("{picture}/Length {bytes}>>stream\n"),
    ]
    .iter()
    .enumerate()
    {
        starts.push(pdf.len());
        pdf.extend_from_slice(format!("{} 0 obj\n{object}", number + 1).as_bytes());
        if number == 4 {
            pdf.extend((0..bytes).map(|at| (at * at % 251) as u8));
            pdf.extend_from_slice(b"\nendstream");
        }
        pdf.extend_from_slice(b"\nendobj\n");
    }
    let xref = pdf.len();
    pdf.extend_from_slice(b"xref\n0 6\n0000000000 65535 f \n");
    starts.iter().for_each(|start| pdf.extend_from_slice(format!("{start:010} 00000 n \n").as_bytes()));
    pdf.extend_from_slice(format!("trailer<</Size 6/Root 1 0 R>>\nstartxref\n{xref}\n%%EOF\n").as_bytes());
    pdf
}

/// A packet may hold pages of a patient's: of one that was killed nothing stays, or the packet whole. Where it takes the place
/// of another, it has a name of its own for the instant between two calls of the system; a kill just then leaves it whole
/// beside the other, and it goes with the next packet into that folder.
#[cfg(target_os = "linux")]
#[test]
fn a_packet_that_is_killed_leaves_nothing_of_a_patient() {
    let kills: u64 = std::env::var("HANDOUT_KILLS").ok().and_then(|count| count.parse().ok()).unwrap_or(24);
    let site = Site::with(1);
    std::fs::write(site.path("scan.pdf"), large_pdf(8_000_000)).expect("it can be written");
    let packet = ["packet", "-q", "a/0", "--append", "scan.pdf", "-o", "out/jane.pdf"];
    site.run(0, &packet);
    let start = Instant::now();
    site.run(0, &packet);
    let whole_run = start.elapsed();
    let whole = std::fs::read(site.path("out/jane.pdf")).expect("a packet");
    let mut dice = Dice(20_261_126);
    for kill in 0..kills {
        if kill % 2 == 0 {
            site.remove("out/jane.pdf");
        }
        let mut run = site.command(&packet);
        let mut run = run.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it runs");
        std::thread::sleep(whole_run.mul_f64(0.5 + dice.below(1000) as f64 / 1500.0));
        let signal = ["-KILL", "-INT", "-TERM"][usize::try_from(kill % 3).expect("it is small")];
        // It may have ended before.
        let _ = std::process::Command::new("kill").args([signal, &run.id().to_string()]).stderr(Stdio::null()).status();
        let ended = run.wait().expect("it ended").code();
        assert!(matches!(ended, None | Some(0 | 130)), "{ended:?}");
        let left = site.files("out");
        let takes_a_place = kill % 2 == 1;
        let may_stay = |name: &str| name == "jane.pdf" || takes_a_place && name.starts_with(".handout-");
        let are_whole = left.iter().all(|(name, bytes)| may_stay(name) && *bytes == whole);
        assert!(are_whole && left.len() <= 2, "after kill {kill}: {:?}", left.keys());
        if left.len() == 2 {
            site.run(0, &packet);
            assert_eq!(site.files("out").into_keys().collect::<Vec<_>>(), ["jane.pdf"]);
        }
        if kill % 2 == 0 && !site.has("out/jane.pdf") {
            site.run(0, &packet);
        }
    }
}
