//! The documents say what the program does: tables are generated, commands exist.

mod calls;
mod examples;
mod grades;
mod grounds;
mod links;
mod readme;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;
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

/// Every document, by its path from the root: those at the root and those in `docs/`.
fn documents() -> Vec<String> {
    let within = |folder: &str| {
        let entries = fs::read_dir(root().join(folder)).expect("a folder");
        let names = entries.map(|entry| entry.expect("an entry").file_name());
        let names = names.map(|name| format!("{folder}{}", name.to_string_lossy()));
        names.filter(|name| name.ends_with(".md")).collect::<Vec<_>>()
    };
    let mut all = [within(""), within("docs/")].concat();
    all.sort();
    assert!(all.len() > 8, "{all:?}");
    all
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
