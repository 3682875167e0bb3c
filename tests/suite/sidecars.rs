//! Files beside PDFs, for record systems: written when asked for, kept in step, removed with their PDFs.

use std::path::Path;

use super::cli::Clinic;

const FEVER: &str = "\
title: Fever
codes: {icd10cm: [R50.9]}
created: 2026-01-01
updated: 2026-01-02
sections: [{heading: What is it?, body: A temperature of 38 °C.}]
";

fn clinic() -> Clinic {
    Clinic::new(&[("content/fever.yaml", FEVER), ("content/handout.yaml", "name: Riverside Center\n")])
}

fn json(clinic: &Clinic, name: &str) -> serde_json::Value {
    let bytes = std::fs::read(clinic.path().join(name)).expect(name);
    serde_json::from_slice(&bytes).expect("JSON")
}

fn is_there(clinic: &Clinic, name: &str) -> bool {
    clinic.path().join(name).exists()
}

/// Size and hash in the sidecar are those of the PDF beside it.
fn is_in_step(clinic: &Clinic) -> bool {
    let resource = json(clinic, "output/fever.fhir.json");
    let pdf = std::fs::read(clinic.path().join("output/fever.pdf")).expect("a PDF");
    let attachment = &resource["content"][0]["attachment"];
    attachment["size"] == pdf.len() && attachment["url"] == "fever.pdf" && attachment["hash"] == sha1(&pdf)
}

fn sha1(bytes: &[u8]) -> String {
    use base64::Engine;
    use sha1::Digest;
    base64::engine::general_purpose::STANDARD.encode(sha1::Sha1::digest(bytes))
}

#[test]
fn they_are_written_when_asked_for_and_kept_in_step() {
    let clinic = clinic();
    clinic.run(&["build", "-q"]).success();
    assert!(!is_there(&clinic, "output/fever.fhir.json"));
    clinic.run(&["build", "-q", "--sidecar", "fhir"]).success();
    assert!(is_in_step(&clinic) && !is_there(&clinic, "output/fever.mdm.hl7"));
    clinic.write("content/fever.yaml", &FEVER.replace("38 °C", "38.0 °C"));
    clinic.run(&["build", "-q"]).success();
    assert!(is_in_step(&clinic), "nobody asked, but an old one would speak of other bytes");
    clinic.run(&["build", "-q", "--sidecar", "mdm,fhir"]).success();
    assert!(is_in_step(&clinic) && is_there(&clinic, "output/fever.mdm.hl7"));
    let entry = &json(&clinic, "output/manifest.json")["handouts"][0];
    assert_eq!(entry["sidecars"], serde_json::json!(["fever.fhir.json", "fever.mdm.hl7"]));
}

#[test]
fn one_that_is_lost_or_changed_is_mended_when_asked_for() {
    let clinic = clinic();
    let build = || clinic.run(&["build", "-q", "--sidecar", "fhir"]).success();
    build();
    std::fs::remove_file(clinic.path().join("output/fever.fhir.json")).expect("it is there");
    build();
    assert!(is_in_step(&clinic));
    clinic.write("output/fever.fhir.json", "{}");
    build();
    assert!(is_in_step(&clinic));
    clinic.write("output/fever.fhir.json", "{}");
    clinic.run(&["build", "-q"]).success();
    assert!(is_in_step(&clinic), "an old one would speak of other bytes");
    std::fs::remove_file(clinic.path().join("output/fever.fhir.json")).expect("it is there");
    clinic.run(&["build", "-q"]).success();
    assert!(!is_there(&clinic, "output/fever.fhir.json"), "who takes it away may");
}

#[test]
fn they_go_with_their_pdfs_and_nothing_else_does() {
    let clinic = clinic();
    clinic.write("content/chills.yaml", FEVER);
    clinic.run(&["build", "-q", "--sidecar", "fhir,mdm"]).success();
    clinic.write("output/notes.fhir.json", "mine");
    std::fs::remove_file(clinic.path().join("content/fever.yaml")).expect("it is there");
    clinic.run(&["build", "-q"]).success();
    let left = |name: &str| is_there(&clinic, name);
    assert!(!["output/fever.pdf", "output/fever.fhir.json", "output/fever.mdm.hl7"].into_iter().any(left));
    assert!(["output/chills.fhir.json", "output/chills.mdm.hl7", "output/notes.fhir.json"].into_iter().all(left));
}

#[test]
fn a_file_of_somebody_else_is_never_written_over() {
    let clinic = clinic();
    clinic.write("output/fever.fhir.json", "mine");
    let run = clinic.run(&["build", "-q", "--sidecar", "fhir"]).code(1);
    assert!(String::from_utf8_lossy(&run.get_output().stderr).contains("handout did not make it"));
    assert_eq!(std::fs::read(clinic.path().join("output/fever.fhir.json")).expect("a file"), b"mine");
}

#[test]
fn shards_and_their_merger_have_them_too() {
    let clinic = clinic();
    clinic.write("content/chills.yaml", FEVER);
    clinic.run(&["build", "-q", "--sidecar", "fhir"]).success();
    for shard in ["1", "2"] {
        let (part, folder) = (format!("{shard}/2"), format!("shard-{shard}"));
        clinic.run(&["build", "-q", "--sidecar", "fhir", "--shard", &part, "-o", &folder]).success();
    }
    clinic.run(&["merge", "shard-1", "shard-2", "-o", "merged"]).success();
    for name in ["fever.fhir.json", "chills.fhir.json", "manifest.json"] {
        let read = |folder: &str| std::fs::read(clinic.path().join(Path::new(folder).join(name))).expect(name);
        assert_eq!(read("merged"), read("output"), "{name}");
    }
}
