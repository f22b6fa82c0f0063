//! Each file beside this one carries what is found in it, as comments beside the lines.
//!
//! `#~ E012 at `7`: message => 0.7` stands at the end of the line: the code, what is underlined, the
//! message, and the change that mends it. `-- FILE: words` are the other ends. What lies in another
//! source, or in none, stands at the end of the file. `#: --set EDIT` `#: load NAME` and `#: lens` say how the
//! file is loaded. `BLESS=1` writes the comments anew; look at what changed.

mod command;
mod pages;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use interregnum::scenario::{Code, Finding, Findings, Lens, Place, Scenario, ScenarioName};

const FOLDER: &str = "tests/findings";

/// Paths of all fixtures, from the root of the package.
fn fixtures() -> Vec<PathBuf> {
    let entries = fs::read_dir(FOLDER).expect("the folder of fixtures");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    paths.sort();
    paths
}

/// The fixture without what is expected of it.
fn bare(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.starts_with("#~"));
    lines
        .map(|line| line.split(" #~ ").next().unwrap_or(line).trim_end().to_owned() + "\n")
        .collect()
}

fn told_to(text: &str, what: &str) -> Vec<String> {
    text.lines().filter_map(|line| line.strip_prefix(what)).map(|s| s.trim().to_owned()).collect()
}

/// What is found in a fixture, errors or warnings.
fn found(path: &Path, text: &str) -> Findings {
    let edits = told_to(text, "#: --set");
    if text.starts_with("#: lens\n") {
        let lens = Lens::parse("own", &path.to_string_lossy(), &bare(text));
        return lens.map_or_else(|found| found, |_| Findings::default());
    }
    let loaded = match told_to(text, "#: load").first() {
        Some(name) => Scenario::load(&ScenarioName::parse(name), &edits),
        None => Scenario::parse(&path.to_string_lossy(), &bare(text), &edits),
    };
    loaded.map_or_else(|found| found, |scenario| scenario.warnings)
}

fn source(place: &Place) -> &str {
    place.source.strip_prefix(FOLDER).map_or(place.source.as_str(), |s| s.trim_start_matches('/'))
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// A finding in one line.
fn told(finding: &Finding) -> String {
    let at = finding.place.as_ref().map(|p| format!(" at `{}`", first_line(p.marked())));
    let mut text = format!("{}{}: {}", finding.code.id(), at.unwrap_or_default(), finding.message);
    for (place, word) in &finding.related {
        text.push_str(&format!(" -- {}: {word}", source(place)));
    }
    if let Some(change) = &finding.change {
        text.push_str(&format!(" => {}", change.with));
    }
    text.replace('\n', " ")
}

/// The fixture with what is found in it beside its lines.
fn annotated(path: &Path, text: &str) -> String {
    let found = found(path, text);
    let own = path.to_string_lossy();
    // Comments that stand in the file are no part of what is checked: an open quote would take them in.
    let mut lines: Vec<String> = bare(text).lines().map(str::to_owned).collect();
    let mut elsewhere = Vec::new();
    for finding in &found {
        let place = finding.place.as_ref().filter(|place| place.source == own);
        match place.and_then(|place| lines.get_mut(place.line - 1)) {
            Some(line) => line.push_str(&format!(" #~ {}", told(finding))),
            None => {
                let source = finding.place.as_ref().map_or("no source", |place| source(place));
                elsewhere.push(format!("#~ {source}: {}", told(finding)));
            }
        }
    }
    lines.extend(elsewhere);
    lines.join("\n") + "\n"
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

#[test]
fn every_fixture_is_found_to_be_what_it_says() {
    for path in fixtures() {
        let text = read(&path);
        let now = annotated(&path, &text);
        if std::env::var_os("BLESS").is_some() {
            fs::write(&path, now).expect("written");
            continue;
        }
        let differs = || {
            let pairs = text.lines().zip(now.lines());
            pairs
                .filter(|(a, b)| a != b)
                .map(|(a, b)| format!("- {a}\n+ {b}\n"))
                .collect::<String>()
        };
        assert!(now == text, "{}:\n{}", path.display(), differs());
    }
}

#[test]
fn there_are_sixty_fixtures_and_one_at_least_for_every_code() {
    let fixtures = fixtures();
    assert!(fixtures.len() >= 60, "{} fixtures", fixtures.len());
    let texts: Vec<_> = fixtures.iter().map(|path| read(path)).collect();
    let expected: BTreeSet<&str> = texts
        .iter()
        .flat_map(|text| text.split("#~ ").skip(1))
        .flat_map(|finding| finding.split([' ', ':']).filter(|word| Code::parse(word).is_some()))
        .collect();
    for code in Code::ALL {
        // No text is known that gets past the walk and is still not understood.
        let known = expected.contains(code.id()) || *code == Code::NotUnderstood;
        assert!(known, "no fixture has {}", code.id());
    }
}

#[test]
fn what_has_nothing_wrong_is_found_to_have_nothing_wrong() {
    let path = Path::new("tests/findings/base/small.toml");
    let found = found(path, &read(path));
    assert!(found.is_empty(), "{found}");
}

#[test]
fn a_change_mends_what_it_is_for() {
    let mut tried = 0;
    for path in fixtures() {
        let text = read(&path);
        let found = found(&path, &text);
        for finding in &found {
            let Some(change) = &finding.change else { continue };
            if change.place.source != path.to_string_lossy() {
                continue;
            }
            tried += 1;
            let mut mended = bare(&text);
            mended.replace_range(change.place.span.clone(), &change.with);
            let folder = tempfile::tempdir().expect("a folder");
            fs::create_dir(folder.path().join("base")).expect("a folder");
            fs::copy("tests/findings/base/small.toml", folder.path().join("base/small.toml"))
                .expect("copied");
            let copy = folder.path().join("mended.toml");
            fs::write(&copy, &mended).expect("written");
            let still = self::found(&copy, &mended);
            let same = |found: &Findings| {
                let is_same = |f: &&Finding| f.code == finding.code && f.message == finding.message;
                found.iter().filter(is_same).count()
            };
            assert!(same(&still) < same(&found), "{}:\n{still}", path.display());
        }
    }
    assert!(tried >= 20, "only {tried} changes");
}

#[test]
fn changes_made_all_at_once_mend_ids_and_what_refers_to_them() {
    let path = Path::new("tests/findings/ids_that_are_none_and_what_refers_to_them.toml");
    let mut mended = bare(&read(path));
    let found = found(path, &read(path));
    let mut changes: Vec<_> = found.iter().filter_map(|f| f.change.clone()).collect();
    assert_eq!(changes.len(), found.len(), "each can be mended");
    changes.sort_by_key(|change| std::cmp::Reverse(change.place.span.start));
    for change in changes {
        mended.replace_range(change.place.span, &change.with);
    }
    let left = self::found(path, &mended);
    assert!(!left.any_error(), "{left}");
}

#[test]
fn findings_are_sorted_by_place_edits_first() {
    for path in fixtures() {
        let found = found(&path, &read(&path));
        let places: Vec<_> = found
            .iter()
            .map(|f| f.place.as_ref().map(|p| (p.source != "--set", p.order, p.span.start)))
            .collect();
        assert!(places.is_sorted(), "{}:\n{found}", path.display());
    }
}
