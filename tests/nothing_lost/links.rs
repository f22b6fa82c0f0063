//! Neither a name nor a link leads output astray.

use std::fs;

use super::folder::names;
use super::program::{code, run, said, text};
use super::{COMMANDS, SMALL, folder};

#[cfg(unix)]
#[test]
fn a_name_cannot_lead_out_of_the_output_or_garble_the_terminal() {
    let odd = ["a\nb\u{1b}[31m\u{202e}.toml", "...toml", ". .toml", "a\\..\\b.toml", " x .toml"];
    for name in odd {
        let dir = tempfile::tempdir().expect("a folder");
        fs::write(dir.path().join(name), SMALL).expect("written");
        for typed in COMMANDS {
            let output = run(dir.path(), &[typed, &[&format!("./{name}")[..]]].concat());
            assert_eq!(code(&output), 0, "{name:?}: {}", said(&output));
            let told = text(&output.stdout);
            assert!(!told.contains(['\u{1b}', '\u{202e}']), "{name:?}: {told:?}");
        }
        let mut beside = names(dir.path());
        beside.retain(|entry| entry != name);
        assert_eq!(beside, ["output"], "{name:?}");
        let folders = names(&dir.path().join("output"));
        assert_eq!(folders.len(), 3, "{name:?}: {folders:?}");
        let good = |folder: &String| !folder.contains(char::is_control) && !folder.starts_with('.');
        assert!(folders.iter().all(good), "{folders:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_cannot_lead_output_elsewhere() {
    use std::os::unix::fs::symlink;
    let dir = folder();
    fs::create_dir(dir.path().join("elsewhere")).expect("made");
    for (typed, link) in [
        (COMMANDS[0], "charts"),
        (COMMANDS[1], "charts"),
        (COMMANDS[1], "unfinished"),
        (COMMANDS[2], "charts"),
    ] {
        let here = dir.path().join("here");
        let _ = fs::remove_dir_all(&here);
        fs::create_dir(&here).expect("made");
        symlink("../elsewhere", here.join(link)).expect("a link");
        let output = run(dir.path(), &[typed, &["./mine.toml", "--out", "here"]].concat());
        assert_eq!(code(&output), 4, "{typed:?}: {}", said(&output));
        assert!(said(&output).contains("link"), "{}", said(&output));
        assert!(names(&dir.path().join("elsewhere")).is_empty(), "{typed:?}");
        assert!(names(&here).iter().all(|name| name == link || name == "unfinished"));
    }
    // Nor is a file that is a link replaced, or what it leads to.
    let here = dir.path().join("linked");
    fs::create_dir(&here).expect("made");
    fs::write(dir.path().join("precious"), "mine").expect("written");
    symlink("../precious", here.join("report.html")).expect("a link");
    let output = run(dir.path(), &["run", "./mine.toml", "--out", "linked"]);
    assert_eq!(code(&output), 4, "{}", said(&output));
    assert_eq!(fs::read(dir.path().join("precious")).expect("a file"), b"mine");
    assert!(here.join("report.html").is_symlink());
}
