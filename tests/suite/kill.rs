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
