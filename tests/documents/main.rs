//! The documents say what the program does: tables are generated, commands exist.

mod grades;
mod grounds;
mod readme;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use grounds::GROUNDS;
use interregnum::polity::{Capacity, Parameters};

const BEGIN: &str = "<!-- parameters: generated, BLESS=1 cargo test --test documents -->\n";
const END: &str = "<!-- end of parameters -->";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn document(name: &str) -> String {
    let path = root().join(name);
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The ground of each parameter.
fn grounds() -> BTreeMap<&'static str, &'static str> {
    let mut found = BTreeMap::new();
    for &(ground, parameters) in GROUNDS {
        for &parameter in parameters {
            let twice = found.insert(parameter, ground);
            assert!(twice.is_none(), "{parameter} has two grounds");
        }
    }
    found
}

/// Every parameter with its default, range, ground and meaning.
fn table() -> String {
    let grounds = grounds();
    let mut text =
        "| parameter | default | range | ground | meaning |\n|---|---|---|---|---|\n".to_owned();
    for p in Parameters::SPEC {
        let ground = grounds.get(p.id).copied().unwrap_or("?");
        let meaning = p.meaning.trim();
        let _ = writeln!(
            text,
            "| `{}` | {} | {} to {} | {ground} | {meaning} |",
            p.id, p.default, p.low, p.high
        );
    }
    text
}

#[test]
fn every_parameter_has_one_ground_and_every_ground_a_parameter() {
    let known: Vec<_> = Parameters::SPEC.iter().map(|p| p.id).collect();
    let grounds = grounds();
    let without: Vec<_> = known.iter().filter(|id| !grounds.contains_key(**id)).collect();
    assert!(without.is_empty(), "give these a ground in tests/documents/grounds.rs: {without:?}");
    let unknown: Vec<_> = grounds.keys().filter(|id| !known.contains(id)).collect();
    assert!(unknown.is_empty(), "no such parameters: {unknown:?}");
}

#[test]
fn the_model_lists_every_parameter_as_it_is() {
    let page = document("docs/model.md");
    let begin = page.find(BEGIN).expect("the mark before the table") + BEGIN.len();
    let end = page.find(END).expect("the mark after the table");
    if std::env::var_os("BLESS").is_some() {
        let fresh = format!("{}{}{}", &page[..begin], table(), &page[end..]);
        fs::write(root().join("docs/model.md"), fresh).expect("the package can be written");
        return;
    }
    assert!(page[begin..end] == table(), "out of date: BLESS=1 cargo test --test documents");
}

#[test]
fn every_number_of_the_baseline_has_its_grade() {
    let made = grades::page();
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(root().join("docs/grades.md"), &made).unwrap();
    }
    assert!(!made.contains("without grounds"), "a number rests on nothing");
    assert!(document("docs/grades.md") == made, "out of date: BLESS=1 cargo test --test documents");
}

#[test]
fn the_model_says_where_every_parameter_and_capacity_enters() {
    let page = document("docs/model.md");
    let prose = &page[..page.find(BEGIN).expect("the mark before the table")];
    let unsaid: Vec<_> = (Parameters::SPEC.iter())
        .filter(|p| !p.is_switch())
        .map(|p| p.id)
        .chain(Capacity::ALL.iter().map(|capacity| capacity.id()))
        .filter(|id| !named(prose, id))
        .collect();
    assert!(unsaid.is_empty(), "docs/model.md does not say what these do: {unsaid:?}");
}

/// Whether a text names this id as a word of its own.
fn named(text: &str, id: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == id)
}

fn interregnum(typed: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_interregnum")).args(typed).output().expect("it starts")
}

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
    for name in ["README.md", "docs/scenario.md", "docs/output.md", "docs/model.md"] {
        for call in calls(&document(name)) {
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
            for option in call.iter().filter(|word| word.starts_with("--")) {
                let option = option.split('=').next().unwrap_or(option);
                assert!(help.contains(option), "{name}: {command} has no {option}");
            }
        }
    }
    assert!(seen > 0, "the documents show no command");
}

#[test]
fn the_edits_that_the_language_shows_change_something() {
    let page = document("docs/scenario.md");
    let edits: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("--set ")).collect();
    assert!(edits.len() > 3, "{edits:?}");
    for edit in edits {
        let output = interregnum(&["check", "ussr-1953", "--set", edit.trim_matches('\'')]);
        assert_eq!(output.status.code(), Some(0), "{edit}");
        let told = [output.stdout, output.stderr].concat();
        let told = String::from_utf8_lossy(&told);
        assert!(!told.contains("W015"), "{told}");
    }
}

/// What documents link to, apart from addresses and places within a page.
fn links(page: &str) -> Vec<&str> {
    (page.match_indices("](").map(|(at, _)| &page[at + 2..]))
        .filter_map(|rest| rest.split([')', '#', ' ']).next())
        .filter(|target| !target.is_empty() && !target.contains("://"))
        .collect()
}

#[test]
fn links_of_the_documents_lead_somewhere() {
    let pages = ["README.md", "CONTRIBUTING.md", "docs/model.md", "docs/design.md"];
    for name in pages {
        let page = document(name);
        let folder = root().join(name).parent().map(PathBuf::from).expect("a page lies somewhere");
        let dead: Vec<_> =
            links(&page).into_iter().filter(|target| !folder.join(target).exists()).collect();
        assert!(dead.is_empty(), "{name} links to what is not there: {dead:?}");
    }
}
