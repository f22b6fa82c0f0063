//! The examples of the language are valid.

use std::fs;

use crate::{document, interregnum};

/// The listings in TOML of a page, each with the number of its line.
fn listings(page: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for (at, line) in page.lines().enumerate() {
        if let Some(listing) = open.as_mut() {
            if line == "```" {
                found.extend(open.take());
            } else {
                listing.1.push_str(line);
                listing.1.push('\n');
            }
        } else if line == "```toml" {
            open = Some((at + 2, String::new()));
        }
    }
    found
}

/// An example as a file of its own: a lens and what extends another stand for themselves, anything
/// else is laid over the baseline, from which it is taken.
fn whole(listing: &str) -> String {
    let by_itself = listing.starts_with("extends") || listing.starts_with("[lens]");
    let lead = if by_itself { "" } else { "extends = \"ussr-1953\"\n\n" };
    format!("{lead}{listing}")
}

#[test]
fn the_examples_of_the_language_have_nothing_wrong() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("example.toml");
    let all = listings(&document("docs/scenario.md"));
    assert!(all.len() >= 7, "{all:?}");
    let check = |listing: &str| {
        fs::write(&file, whole(listing)).expect("the folder can be written");
        interregnum(&["check", file.to_str().expect("a plain path")])
    };
    for (line, listing) in &all {
        let output = check(listing);
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "docs/scenario.md, line {line}: {told}");
    }
    // What refers to nothing would be noticed.
    let (_, listing) = all.iter().find(|(_, text)| text.contains("fired =")).expect("a condition");
    let wrong = listing.replace("fired = \"", "fired = \"no_");
    assert_eq!(check(&wrong).status.code(), Some(3));
}
