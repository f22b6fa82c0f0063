//! What was there before is still there, and what is there is whole.

mod disk;
#[path = "../shared/folder.rs"]
mod folder;
mod killed;
mod links;
mod owners;
#[path = "../shared/program.rs"]
mod program;

use std::fs;
use std::path::Path;

use program::{code, run, said};

const SMALL: &str = include_str!("../worlds/small.toml");

#[track_caller]
fn done(at: &Path, typed: &[&str]) {
    let output = run(at, typed);
    assert_eq!(code(&output), 0, "{typed:?}: {}", said(&output));
}

/// A folder with a small scenario and the same with another title.
fn folder() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    fs::write(dir.path().join("mine.toml"), SMALL).expect("written");
    let other = SMALL.replacen("A small polity", "Another polity", 1);
    fs::create_dir(dir.path().join("other")).expect("made");
    fs::write(dir.path().join("other/mine.toml"), other).expect("written");
    dir
}

/// The three commands that write, each with what makes it quick.
const COMMANDS: [&[&str]; 3] = [
    &["run"],
    &["ensemble", "--runs", "5"],
    &["whatif", "--runs", "5", "--set", "principals.ash.dread=0.1"],
];

/// All commands that write, each with what makes it quick.
fn all_commands() -> Vec<&'static [&'static str]> {
    let more: [&[&str]; 2] =
        [&["assess", "--runs", "5"], &["sensitivity", "--parameters", "--runs", "1500"]];
    [&COMMANDS[..], &more].concat()
}
