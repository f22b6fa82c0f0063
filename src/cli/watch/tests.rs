use std::fs;
use std::path::Path;

use super::Watch;
use super::look::{Seen, Watched, as_before};

const SMALL: &str = include_str!("../../../tests/worlds/small.toml");

fn typed(folder: &Path) -> Watch {
    Watch {
        file: folder.join("mine.toml").display().to_string(),
        runs: 20,
        seed: 1953,
        out: Some(folder.join("out")),
        force: false,
        once: false,
    }
}

/// What two looks in a row have to say: the second finds that nobody is writing any more.
#[track_caller]
fn looked(watched: &mut Watched) -> Option<Seen> {
    let first = watched.look().expect("written");
    assert_eq!(first, None, "what may still be being written is left alone");
    watched.look().expect("written")
}

#[track_caller]
fn played(seen: Option<Seen>) -> String {
    match seen {
        Some(Seen::Played(text)) => text,
        other => panic!("not played: {other:?}"),
    }
}

#[test]
fn each_save_is_checked_and_played_and_a_broken_file_is_survived() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("mine.toml");
    fs::write(&file, SMALL).expect("written");
    let mut watched = Watched::new(typed(dir.path()));
    let first = played(looked(&mut watched));
    assert!(
        first.contains("Yes in 100 of 20 histories") && first.contains("report.html"),
        "{first}"
    );
    let page = dir.path().join("out/report.html");
    let drawn = fs::read(&page).expect("a page");
    assert_eq!(looked(&mut watched), None, "nothing was saved");

    // Broken: it says so, and the charts stay.
    fs::write(&file, SMALL.replacen("dread = ", "dread = 7 #", 1)).expect("written");
    let Some(Seen::Broken(why)) = looked(&mut watched) else { panic!("it is broken") };
    assert!(why.contains("dread is between 0 and 1") && why.contains("cannot be played"), "{why}");
    assert!(why.contains("stays as it was before"), "{why}");
    assert_eq!(fs::read(&page).expect("a page"), drawn);
    assert_eq!(looked(&mut watched), None, "it is said once");
    fs::remove_file(&file).expect("removed");
    let Some(Seen::Broken(why)) = looked(&mut watched) else { panic!("it is gone") };
    assert!(why.contains("cannot read"), "{why}");

    // Mended and changed: what changed is said, and the charts are new.
    let changed = SMALL.replacen("dread = ", "dread = 0.015625 #", 1);
    fs::write(&file, &changed).expect("written");
    let told = played(looked(&mut watched));
    assert!(told.contains("becomes 0.015625") && told.contains("How feared he is."), "{told}");
    assert_ne!(fs::read(&page).expect("a page"), drawn);

    // Another comment changes nothing, and that is said too.
    fs::write(&file, format!("{changed}\n# a note\n")).expect("written");
    let told = played(looked(&mut watched));
    assert!(
        told.contains("what it says is the same") && told.contains("No answer differs"),
        "{told}"
    );
}

#[test]
fn an_answer_that_turns_is_shown_with_what_it_was() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("mine.toml");
    let with = |first_to_fall: &str| {
        format!("{SMALL}\n[questions.never]\nask = \"Is it so?\"\nwhen = {first_to_fall}\n")
    };
    // Nobody has ever fallen before the first month; everybody leads or does not.
    let sure = "{ not = { executions = { after = \"1901-01\", at_least = 60 } } }";
    fs::write(&file, with(sure)).expect("written");
    let mut watched = Watched::new(typed(dir.path()));
    let first = played(looked(&mut watched));
    let line = first.lines().find(|line| line.contains("Is it so?")).expect("asked");
    assert!(line.trim_start().starts_with("100 ("), "{line}");
    fs::write(&file, with(&sure.replacen("{ not = ", "", 1).replacen(" } }", " }", 1)))
        .expect("written");
    let told = played(looked(&mut watched));
    let line = told.lines().find(|line| line.contains("before 100")).expect("it turned");
    assert!(line.trim_start().starts_with("0 (") && line.contains("Is it so?"), "{line}");
    assert!(told.contains("In the history that is drawn: Is it so? no, before yes"), "{told}");
    assert!(told.contains("answers are as before"), "{told}");
}

#[test]
fn what_the_file_extends_is_watched_too() {
    let dir = tempfile::tempdir().expect("a folder");
    fs::write(dir.path().join("base.toml"), SMALL).expect("written");
    fs::write(dir.path().join("mine.toml"), "extends = \"base.toml\"\n").expect("written");
    let mut watched = Watched::new(typed(dir.path()));
    played(looked(&mut watched));
    assert_eq!(looked(&mut watched), None);
    let changed = SMALL.replacen("dread = ", "dread = 0.015625 #", 1);
    fs::write(dir.path().join("base.toml"), changed).expect("written");
    assert!(played(looked(&mut watched)).contains("becomes 0.015625"));
}

#[test]
fn one_answer_is_and_several_are() {
    let told = [0, 1, 2].map(as_before);
    assert_eq!(
        told,
        ["No answer is as before", "1 answer is as before", "2 answers are as before"]
    );
}
