//! A content folder and an output folder, and what a build makes of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A folder with `content/` in it, and `output/` once something is built.
pub struct Site {
    folder: TempDir,
}

/// A short sound article.
pub fn article(title: &str) -> String {
    article_with(title, "")
}

/// The same with more lines at its top.
pub fn article_with(title: &str, lines: &str) -> String {
    format!(
        "title: {title}\ncreated: 2024-01-01\nupdated: 2024-01-02\n{lines}sections:\n  - heading: What?\n    body: \
         Text on {title}.\n"
    )
}

impl Site {
    /// A clinic without articles.
    pub fn new() -> Site {
        let site = Site { folder: TempDir::new().expect("a folder") };
        site.write("content/handout.yaml", "name: Clinic\n");
        site
    }

    /// A clinic with so many articles: `content/a/0.yaml` and so on.
    pub fn with(articles: usize) -> Site {
        let site = Site::new();
        (0..articles).for_each(|n| site.write(&format!("content/a/{n}.yaml"), &article(&format!("Number {n}"))));
        site
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
        std::fs::write(path, text).expect("it can be written");
    }

    pub fn remove(&self, name: &str) {
        std::fs::remove_file(self.path(name)).expect("it was there");
    }

    pub fn rename(&self, from: &str, to: &str) {
        std::fs::rename(self.path(from), self.path(to)).expect("it was there");
    }

    pub fn has(&self, name: &str) -> bool {
        self.path(name).exists()
    }

    /// The command, to be run here.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_handout"));
        command.current_dir(self.folder.path()).args(arguments);
        command
    }

    /// Runs the command; it has to end with this status. Standard output and error come back, one after the other.
    pub fn run(&self, status: i32, arguments: &[&str]) -> String {
        let Output { status: ended, stdout, stderr } = self.command(arguments).output().expect("it runs");
        let told = String::from_utf8_lossy(&stdout).into_owned() + &String::from_utf8_lossy(&stderr);
        assert_eq!(ended.code(), Some(status), "{arguments:?}: {told}");
        told
    }

    /// `handout build`, which has to succeed.
    pub fn build(&self) -> String {
        self.run(0, &["build"])
    }

    /// Every file of an output folder, but for what is the tool's own business.
    pub fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let mut found = BTreeMap::new();
        gather(&self.path(folder), &self.path(folder), &mut found);
        found
    }

    /// The same, as a build from nothing would make it.
    pub fn clean_build(&self) -> BTreeMap<String, Vec<u8>> {
        let _ = std::fs::remove_dir_all(self.path("clean"));
        self.run(0, &["build", "-o", "clean"]);
        self.files("clean")
    }

    /// When each file was last written.
    pub fn times(&self) -> BTreeMap<String, std::time::SystemTime> {
        let time = |name: &String| self.path("output").join(name).metadata().and_then(|found| found.modified());
        self.files("output").into_keys().map(|name| (name.clone(), time(&name).expect("a time"))).collect()
    }

    /// The manifest.
    pub fn manifest(&self) -> serde_json::Value {
        let text = std::fs::read_to_string(self.path("output/manifest.json")).expect("a manifest");
        serde_json::from_str(&text).expect("JSON")
    }

    /// The manifest's entry of a PDF.
    pub fn entry(&self, pdf: &str) -> serde_json::Value {
        let manifest = self.manifest();
        let mut entries = manifest["handouts"].as_array().expect("a list").iter();
        entries.find(|entry| entry["pdf"] == pdf).unwrap_or(&serde_json::Value::Null).clone()
    }
}

fn gather(root: &Path, folder: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
    for path in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if path.is_dir() {
            if !path.ends_with(".handout") {
                gather(root, &path, found);
            }
        } else {
            let name = path.strip_prefix(root).expect("below").to_string_lossy().replace('\\', "/");
            found.insert(name, std::fs::read(&path).expect("a file"));
        }
    }
}
