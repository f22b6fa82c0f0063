//! The README shows what the program does: its summary, a month of its chronicle, its pictures.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::{document, root};

/// What the README shows of history 0 of seed 1953, by the name of its place.
fn shown(folder: &Path) -> [(&'static str, String); 2] {
    let output = Command::new(env!("CARGO_BIN_EXE_interregnum"))
        .arg("run")
        .current_dir(folder)
        .env_remove("COLUMNS")
        .output()
        .expect("it starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let summary = String::from_utf8(output.stdout).expect("text");
    let summary = format!("```text\n{}\n```\n", summary.trim_matches('\n'));
    [("summary", summary), ("excerpt", excerpt(folder))]
}

/// The chronicle of the month of the first fall.
fn excerpt(folder: &Path) -> String {
    let read = |name: &str| {
        fs::read_to_string(folder.join("output/ussr-1953-1953").join(name)).expect("it was written")
    };
    let outcome: serde_json::Value = serde_json::from_str(&read("outcome.json")).expect("JSON");
    let at = outcome["falls"][0]["at"].as_str().expect("somebody fell");
    let (year, month) = at.split_once('-').expect("year and month");
    let month: usize = month.parse().expect("a number");
    let head = format!("**{} {year}.**", MONTHS[month - 1]);
    let chronicle = read("chronicle.md");
    let begin = chronicle.find(&head).expect("the month is told");
    let end = chronicle[begin + 1..].find("\n**").map_or(chronicle.len(), |end| begin + 1 + end);
    let end = chronicle[begin..end].find("\n## ").map_or(end, |year| begin + year);
    let mut quoted = String::new();
    for line in chronicle[begin..end].trim().lines() {
        quoted.push_str(format!("> {line}").trim_end());
        quoted.push('\n');
    }
    quoted
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const PICTURES: [&str; 2] = ["influence.png", "makeup.png"];

#[test]
fn the_readme_shows_what_the_program_does() {
    let folder = tempfile::tempdir().expect("room for a run");
    let mut page = document("README.md");
    let mut stale = Vec::new();
    for (name, fresh) in shown(folder.path()) {
        let begin = format!("<!-- {name}: generated, BLESS=1 cargo test --test documents -->\n");
        let end = format!("<!-- end of {name} -->");
        let from = page.find(&begin).expect("the mark before") + begin.len();
        let to = page.find(&end).expect("the mark after");
        if page[from..to] != fresh {
            stale.push(name);
            page.replace_range(from..to, &fresh);
        }
    }
    if std::env::var_os("BLESS").is_some() {
        fs::write(root().join("README.md"), page).expect("the package can be written");
        let pictures = root().join("docs/pictures");
        fs::create_dir_all(&pictures).expect("the package can be written");
        for name in PICTURES {
            let from = folder.path().join("output/ussr-1953-1953/charts").join(name);
            fs::copy(from, pictures.join(name)).expect("the package can be written");
        }
        return;
    }
    assert!(stale.is_empty(), "{stale:?} out of date: BLESS=1 cargo test --test documents");
}
