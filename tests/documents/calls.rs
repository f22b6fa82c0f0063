//! The commands and options that documents show exist.

use std::collections::BTreeMap;

use crate::{document, documents, interregnum};

/// What stands after `interregnum`, or after `cargo run --release --`, wherever a document shows
/// how to call the program.
fn calls(page: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for line in page.lines() {
        for lead in ["cargo run --release -- ", "interregnum "] {
            for (at, _) in line.match_indices(lead) {
                let before = &line[..at];
                // In a listing, or in backticks.
                let shown = before.trim().is_empty() || before.ends_with(['`', '$', ' ']);
                let quoted = before.matches('`').count() % 2 == 1 || line.starts_with(lead);
                if shown && quoted {
                    let rest = &line[at + lead.len()..];
                    let rest = rest.split(['`', '#']).next().unwrap_or_default();
                    found.push(rest.split_whitespace().map(str::to_owned).collect());
                }
            }
        }
    }
    found
}

#[test]
fn calls_are_found_in_listings_and_in_backticks() {
    let page = "Type `interregnum run --seed 4` now.\n```console\ncargo run --release -- list  # all\n```\nThe interregnum was long.";
    assert_eq!(calls(page), [vec!["run", "--seed", "4"], vec!["list"]]);
}

#[test]
fn the_commands_and_options_of_the_documents_exist() {
    let mut helps: BTreeMap<String, String> = BTreeMap::new();
    let mut seen = 0;
    for name in documents() {
        for call in calls(&document(&name)) {
            let Some(command) = call.first() else { continue };
            seen += 1;
            if command.starts_with('-') {
                continue;
            }
            let help = helps.entry(command.clone()).or_insert_with(|| {
                let output = interregnum(&[command, "--help"]);
                assert!(output.status.success(), "{name} names {command:?}, which is no command");
                String::from_utf8_lossy(&output.stdout).into_owned()
            });
            for option in call.iter().filter(|word| word.starts_with("--") && word.len() > 2) {
                let option = option.split('=').next().unwrap_or(option);
                assert!(offers(help, option), "{name}: {command} has no {option}");
            }
        }
    }
    assert!(seen > 30, "the documents show {seen} commands");
}

/// Whether a help has this very option, and not only one that begins alike.
fn offers(help: &str, option: &str) -> bool {
    help.split(|c: char| !c.is_alphanumeric() && c != '-').any(|word| word == option)
}

#[test]
fn an_option_that_is_cut_short_is_no_option() {
    let help = "  -n, --runs <N>  How many\n      --out=<FOLDER>";
    assert!(offers(help, "--runs") && offers(help, "--out"));
    assert!(!offers(help, "--run") && !offers(help, "--runs-more"));
}
