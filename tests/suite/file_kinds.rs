//! A packet, a report card and a calendar take the place of their like, as handout wrote it, and of nothing else.

use super::output::{Site, article_with};

fn read(site: &Site, name: &str) -> Vec<u8> {
    std::fs::read(site.path(name)).expect(name)
}

fn copy(site: &Site, from: &str, to: &str) {
    std::fs::copy(site.path(from), site.path(to)).expect("it can be copied");
}

/// Whoever opens a handout where it lies must not find there what was put together for one patient.
#[test]
fn a_packet_does_not_take_the_place_of_a_handout() {
    let site = Site::with(2);
    site.write("content/packets/home.yaml", "title: Home\narticles: [a/0, a/1]\n");
    site.write("content/a/0.es.yaml", &article_with("Numero 0", "original_updated: 2024-01-02\n"));
    site.run(0, &["build", "--bilingual", "es"]);
    let handouts = ["a/0.pdf", "a/0.es.bilingual.pdf"].map(|name| format!("output/{name}"));
    for handout in &handouts {
        copy(&site, handout, "desk.pdf");
        let told = site.run(2, &["packet", "a/1", "-o", "desk.pdf"]);
        assert!(told.contains("`desk.pdf` is there already, and is a handout, not a packet"), "{told}");
        assert!(told.contains("`--force`"), "{told}");
        assert!(read(&site, "desk.pdf") == read(&site, handout));
    }
    site.run(0, &["packet", "a/1", "-o", "desk.pdf", "--force"]);
    for packet in [&["a/0"][..], &["a/0", "a/1"], &["a/0", "--append", "output/a/1.pdf"]] {
        site.run(0, &[&["packet", "-o", "desk.pdf"], packet].concat());
        site.run(0, &[&["packet", "-o", "desk.pdf"], packet].concat());
    }
    copy(&site, "output/packets/home.pdf", "desk.pdf");
    site.run(0, &["packet", "a/0", "-o", "desk.pdf"]);
}

/// A report card has no `--force`: it replaces report cards alone.
#[test]
fn report_cards_take_the_place_of_report_cards() {
    let site = Site::with(2);
    site.build();
    site.run(0, &["check", "--report", "cards.pdf"]);
    let all = read(&site, "cards.pdf");
    site.run(0, &["check", "--report", "cards.pdf", "content/a/0.yaml"]);
    assert_ne!(read(&site, "cards.pdf"), all);
    copy(&site, "output/a/0.pdf", "desk.pdf");
    site.run(0, &["packet", "a/0", "-o", "p.pdf"]);
    for (target, what) in [("desk.pdf", "a handout, not a report card"), ("p.pdf", "a packet, not a report card")] {
        let before = read(&site, target);
        let told = site.run(2, &["check", "--report", target]);
        assert!(told.contains(what) && !told.contains("--force"), "{told}");
        assert!(read(&site, target) == before);
    }
    let told = site.run(2, &["packet", "a/0", "-o", "cards.pdf"]);
    assert!(told.contains("a report card, not a packet"), "{told}");
}

/// A calendar program keeps the name of the program that wrote a file first, whatever else is put into it.
#[test]
fn a_calendar_that_somebody_wrote_into_is_not_replaced() {
    let site = Site::new();
    site.write("content/rest.yaml", &article_with("Rest", "review_due: 2031-01-01\n"));
    let write = |status| site.run(status, &["check", "--calendar", "reviews.ics"]);
    write(0);
    let ours = String::from_utf8(read(&site, "reviews.ics")).expect("text");
    assert!(ours.contains("DTSTART;VALUE=DATE:20310101") && ours.contains("PRODID:-//handout//"), "{ours}");
    write(0);
    site.write("reviews.ics", &ours.replace("\r\n", "\n"));
    write(0);
    assert_eq!(read(&site, "reviews.ics"), ours.as_bytes());
    let own = ours.replace("END:VCALENDAR", "BEGIN:VEVENT\r\nUID:mine\r\nSUMMARY:Leave\r\nEND:VEVENT\r\nEND:VCALENDAR");
    for changed in [own, ours.replace("Rest", "Rest (Dr. on call)"), ours.replace("20310101", "20310102")] {
        site.write("reviews.ics", &changed);
        let told = write(2);
        assert!(told.contains("`reviews.ics` is there already, and is not as handout wrote it"), "{told}");
        assert!(told.contains("name another file") && !told.contains("--force"), "{told}");
        assert_eq!(read(&site, "reviews.ics"), changed.as_bytes());
    }
}
