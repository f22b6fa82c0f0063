//! The house keeps its own rules: which room may import which, what the engine may not know, and
//! that the documents name what is there.

mod pages;
mod source;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use source::{code, code_and_text, named_after, words};

/// Rooms from the top of the house to the bottom. A room imports from lower floors only.
const FLOORS: &[&[&str]] = &[
    &["cli"],
    &["assess"],
    &["chart", "counterfactual", "ensemble", "scenario", "sensitivity"],
    &["question", "history"],
    &["engine"],
    &["theory", "chance", "statistics"],
    &["polity"],
];

/// The engine and what lies below it. It must work where there is no machine around it.
const ENGINE: &[&str] = &["engine", "theory", "chance", "statistics", "polity"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().position(|rooms| rooms.contains(&room))
}

/// Every file under a directory with this extension, sorted.
fn files(directory: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).unwrap_or_else(|e| panic!("{directory:?}: {e}"));
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let deeper = |path: PathBuf| {
        if path.is_dir() {
            files(&path, extension)
        } else {
            path.extension()
                .is_some_and(|found| found == extension)
                .then_some(path)
                .into_iter()
                .collect()
        }
    };
    paths.into_iter().flat_map(deeper).collect()
}

/// A path from the root of the package, with `/` between its parts on every system.
fn shown(path: &Path) -> String {
    let parts = path.strip_prefix(root()).unwrap().iter();
    parts.map(|part| part.to_str().unwrap()).collect::<Vec<_>>().join("/")
}

/// Every source file that stands in a room: path from the root of the package, room, text.
fn rooms() -> Vec<(String, String, String)> {
    let source = root().join("src");
    let rooms = files(&source, "rs").into_iter().filter_map(|path| {
        let inside = path.strip_prefix(&source).unwrap().with_extension("");
        let room = inside.iter().next()?.to_str()?.to_owned();
        let text = || fs::read_to_string(&path).unwrap();
        (room != "lib" && room != "main").then(|| (shown(&path), room, text()))
    });
    rooms.collect()
}

/// How many `super`s lead from a file to the root of the crate.
fn depth(path: &str) -> usize {
    let parts = path.trim_start_matches("src/").split('/').count();
    parts - usize::from(path.ends_with("/mod.rs"))
}

/// What a file of a room imports from other rooms that it may not.
fn wrong_arrows(path: &str, room: &str, text: &str) -> Vec<String> {
    let code = code(text);
    let mut imported = named_after(&code, "crate");
    imported.extend(named_after(&code, &vec!["super"; depth(path)].join("::")));
    let own = floor(room);
    let wrong = |other: &String| other != room && floor(other).is_some_and(|f| Some(f) <= own);
    imported.into_iter().filter(wrong).map(|other| format!("{path}: {room} -> {other}")).collect()
}

#[test]
fn every_room_has_a_floor() {
    let homeless: BTreeSet<_> = rooms()
        .into_iter()
        .filter(|(_, room, _)| floor(room).is_none())
        .map(|(path, ..)| path)
        .collect();
    assert!(homeless.is_empty(), "give these a floor in FLOORS: {homeless:?}");
}

#[test]
fn imports_run_downwards_only() {
    let rooms = rooms();
    assert!(!rooms.is_empty());
    let wrong: Vec<_> =
        rooms.iter().flat_map(|(path, room, text)| wrong_arrows(path, room, text)).collect();
    assert!(wrong.is_empty(), "these imports run upwards or sideways:\n{}", wrong.join("\n"));
}

#[test]
fn a_path_is_shown_alike_on_every_system() {
    let path =
        ["src", "engine", "plot.rs"].iter().fold(root().to_owned(), |at, part| at.join(part));
    assert_eq!(shown(&path), "src/engine/plot.rs");
    assert_eq!(depth(&shown(&path)), 2);
    assert!(rooms().iter().all(|(path, ..)| path.starts_with("src/") && depth(path) > 0));
}

#[test]
fn the_engine_and_all_below_it_know_no_machine() {
    let below = floor("engine").unwrap();
    for rooms in &FLOORS[below..] {
        assert!(rooms.iter().all(|room| ENGINE.contains(room)), "{rooms:?}");
    }
}

#[test]
fn an_import_upwards_or_sideways_would_be_noticed() {
    let noticed = |path, room, text| wrong_arrows(path, room, text).len();
    assert_eq!(noticed("src/engine/plot.rs", "engine", "use crate::question::Question;"), 1);
    assert_eq!(
        noticed("src/engine/plot.rs", "engine", "use crate::{cli, chart::Figure, polity};"),
        2
    );
    assert_eq!(noticed("src/engine/plot.rs", "engine", "let a = crate::cli::run();"), 1);
    assert_eq!(noticed("src/engine/plot.rs", "engine", "use super::super::history::Tale;"), 1);
    assert_eq!(noticed("src/engine/mod.rs", "engine", "use super::history::Tale;"), 1);
    assert_eq!(noticed("src/chance.rs", "chance", "use crate::theory::stays_in;"), 1);
    let fine =
        "use crate::{polity::Who, theory};\nuse super::history; // crate::cli\n/// crate::cli";
    assert_eq!(noticed("src/engine/plot.rs", "engine", fine), 0);
}

/// What the engine mentions that only exists on a machine with files, clocks and screens.
fn worldly(text: &str) -> BTreeSet<String> {
    const STD: [&str; 8] = ["fs", "env", "time", "io", "net", "process", "thread", "os"];
    const WORDS: [&str; 13] = [
        "serde",
        "serde_json",
        "toml",
        "csv",
        "rayon",
        "clap",
        "anyhow",
        "plotters",
        "print",
        "println",
        "eprint",
        "eprintln",
        "dbg",
    ];
    let code = code(text);
    let mut found = named_after(&code, "std");
    found.retain(|name| STD.contains(&name.as_str()));
    found.extend(words(&code).filter(|word| WORDS.contains(word)).map(str::to_owned));
    found
}

#[test]
fn the_engine_knows_no_files_no_clock_no_environment_and_no_formats() {
    for (path, room, text) in rooms() {
        if ENGINE.contains(&room.as_str()) {
            let found = worldly(&text);
            assert!(found.is_empty(), "{path} mentions {found:?}");
        }
    }
    let all = worldly("use std::{fs, time::Instant};\nuse serde::Serialize;\n// std::env");
    assert_eq!(all.into_iter().collect::<Vec<_>>(), ["fs", "serde", "time"]);
}

#[test]
fn the_polity_draws_nothing_at_random() {
    for (path, room, text) in rooms() {
        let drawn = words(&code(&text)).any(|word| word.starts_with("rand"));
        assert!(room != "polity" || !drawn, "{path} names rand");
    }
}

/// The words by which a scenario's principals are known, in small letters: ids, short names and
/// surnames.
fn principals(scenario: &str) -> BTreeSet<String> {
    let table: toml::Table = scenario.parse().unwrap_or_else(|e| panic!("{e}"));
    let principals = table.get("principals").and_then(|principals| principals.as_table());
    let mut known = BTreeSet::new();
    for (id, principal) in principals.into_iter().flatten() {
        known.insert(id.to_lowercase());
        let text = |key: &str| principal.get(key).and_then(|value| value.as_str());
        known.extend(text("short").map(str::to_lowercase));
        known.extend(
            text("name").and_then(|name| name.split(' ').next_back()).map(str::to_lowercase),
        );
    }
    known
}

#[test]
fn the_engine_knows_nobody_by_name() {
    let mut known = BTreeSet::new();
    for path in files(&root().join("scenarios"), "toml") {
        known.extend(principals(&fs::read_to_string(&path).unwrap()));
    }
    assert!(!known.is_empty(), "no scenario has principals");
    for (path, room, text) in rooms() {
        if !ENGINE.contains(&room.as_str()) {
            continue;
        }
        let code = code_and_text(&text).to_lowercase();
        // `with_beria` names him too.
        let named: BTreeSet<_> = words(&code)
            .flat_map(|word| word.split('_').chain([word]))
            .filter(|word| known.contains(*word))
            .collect();
        assert!(named.is_empty(), "{path} names {named:?}");
    }
}

/// Paths a document names: in backticks, as the target of a link, or in a fenced listing, where
/// the deeper indented stands in the last directory above it. What holds blanks, `<`, `*` or `::`
/// is no path, nor is a lone word without an ending.
fn paths_named(document: &str) -> Vec<String> {
    const ENDINGS: [&str; 7] = [".rs", ".toml", ".md", ".html", ".yml", ".lock", ".ttf"];
    let is_path = |text: &str| {
        let plain = !text.contains([' ', '<', '*', '=', ':', '(', '{', '|', '"', '#']);
        plain && (text.contains('/') || ENDINGS.iter().any(|ending| text.ends_with(ending)))
    };
    let mut named = Vec::new();
    let mut fenced = false;
    let mut open: Vec<(usize, String)> = Vec::new();
    for line in document.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
            open.clear();
        } else if fenced {
            let indent = line.len() - line.trim_start().len();
            open.retain(|(outer, _)| *outer < indent);
            let first = line.split_whitespace().next().unwrap_or_default();
            if is_path(first) {
                let within: String = open.iter().map(|(_, directory)| directory.as_str()).collect();
                named.push(format!("{within}{first}"));
                if first.ends_with('/') {
                    open.push((indent, first.to_owned()));
                }
            }
        } else {
            let quoted = line.split('`').skip(1).step_by(2);
            let linked = line.split("](").skip(1).filter_map(|rest| rest.split(')').next());
            named.extend(quoted.chain(linked).filter(|text| is_path(text)).map(str::to_owned));
        }
    }
    named
}

#[test]
fn the_architecture_names_only_paths_that_exist() {
    let document = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let named = paths_named(&document);
    assert!(!named.is_empty());
    let missing: Vec<_> = named.iter().filter(|path| !root().join(path).exists()).collect();
    assert!(missing.is_empty(), "ARCHITECTURE.md names what is not there: {missing:?}");
}

#[test]
fn the_architecture_names_every_room() {
    let document = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let rooms: BTreeSet<_> = rooms().into_iter().map(|(_, room, _)| room).collect();
    // A file within a room does not name the room.
    let named = paths_named(&document);
    let is_named = |room: &String| {
        named.iter().any(|path| [format!("src/{room}/"), format!("src/{room}.rs")].contains(path))
    };
    let unnamed: Vec<_> = rooms.iter().filter(|room| !is_named(room)).collect();
    assert!(unnamed.is_empty(), "ARCHITECTURE.md does not name {unnamed:?}");
}

#[test]
fn paths_are_found_wherever_a_document_names_them() {
    let document = "See `src/lib.rs`, [the log](src/engine/log.rs), [a page](https://a.b/c).\n\
        Not `crate::engine`, `cargo test`, `output/<name>/` or `polity`.\n\
        ```\nsrc/\n  engine/   plays\n    plot.rs  plots\n  chance.rs  draws\nREADME.md\n```\n";
    assert_eq!(
        paths_named(document),
        [
            "src/lib.rs",
            "src/engine/log.rs",
            "src/",
            "src/engine/",
            "src/engine/plot.rs",
            "src/chance.rs",
            "README.md",
        ]
    );
}
