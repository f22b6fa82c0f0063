//! What another scenario, kind or version left, or no run at all, is nobody's to replace unasked.

use std::fs;
use std::path::Path;

use super::folder::{files, names};
use super::program::{code, run, said};
use super::{all_commands, done, folder};

#[test]
fn what_another_scenario_left_is_replaced_by_force_only() {
    for typed in all_commands() {
        let dir = folder();
        let with = |more: &[&'static str]| [typed, more].concat();
        done(dir.path(), &with(&["./mine.toml", "--out", "here"]));
        let before = files(&dir.path().join("here"));
        // The same again replaces itself, to the byte.
        done(dir.path(), &with(&["./mine.toml", "--out", "here"]));
        assert!(before == files(&dir.path().join("here")), "{typed:?}");
        let other = with(&["other/mine.toml", "--out", "here"]);
        let output = run(dir.path(), &other);
        assert_eq!(code(&output), 4, "{typed:?}: {}", said(&output));
        let told = said(&output);
        for words in ["here holds", "as it was before", "--force", "--out"] {
            assert!(told.contains(words), "{typed:?}: {told}");
        }
        assert!(before == files(&dir.path().join("here")), "{typed:?}");
        done(dir.path(), &[&other[..], &["--force"]].concat());
        assert!(before != files(&dir.path().join("here")), "{typed:?}");
    }
}

#[test]
fn a_folder_of_another_kind_or_version_is_kept_too() {
    let dir = folder();
    let here = dir.path().join("here");
    done(dir.path(), &["run", "./mine.toml", "--out", "here"]);
    for typed in &all_commands()[1..] {
        let output = run(dir.path(), &[typed, &["./mine.toml", "--out", "here"][..]].concat());
        assert_eq!(code(&output), 4, "{typed:?}");
        assert!(said(&output).contains("holds a run of `mine`"), "{}", said(&output));
    }
    let outcome = here.join("outcome.json");
    let text = fs::read_to_string(&outcome).expect("text");
    let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    let older = text.replacen(&version, "\"version\": \"0.0.1\"", 1);
    assert_ne!(older, text);
    fs::write(&outcome, older).expect("written");
    let output = run(dir.path(), &["run", "./mine.toml", "--out", "here"]);
    assert_eq!(code(&output), 4);
    assert!(said(&output).contains("version 0.0.1"), "{}", said(&output));
}

#[test]
fn a_scenario_that_somebody_changed_in_the_folder_is_kept() {
    for typed in all_commands() {
        let dir = folder();
        let name = if typed[0] == "whatif" { "whatif.toml" } else { "scenario.toml" };
        let named = [typed, &["./mine.toml", "--out", "here"]].concat();
        done(dir.path(), &named);
        let change = |folder: &Path| {
            let text = fs::read_to_string(folder.join(name)).expect("it was written");
            fs::write(folder.join(name), text + "# An hour's work.\n").expect("written");
        };
        change(&dir.path().join("here"));
        let before = files(&dir.path().join("here"));
        let output = run(dir.path(), &named);
        let told = said(&output);
        assert_eq!(code(&output), 4, "{typed:?}: {told}");
        let words = format!("here holds a {name} that was changed after it was written");
        assert!(told.contains(&words), "{typed:?}: {told}");
        assert!(before == files(&dir.path().join("here")), "{typed:?}");
        done(dir.path(), &[&named[..], &["--force"]].concat());
        done(dir.path(), &named);
        // Where no folder was named, the results go beside it.
        let plain = [typed, &["./mine.toml"]].concat();
        done(dir.path(), &plain);
        let output = dir.path().join("output");
        let [own] = &names(&output)[..] else { panic!("{typed:?}: {:?}", names(&output)) };
        change(&output.join(own));
        let before = files(&output.join(own));
        done(dir.path(), &plain);
        assert!(before == files(&output.join(own)), "{typed:?}");
        assert_eq!(names(&output).len(), 2, "{typed:?}");
    }
}

#[test]
fn a_scenario_that_was_edited_is_played_again_beside_what_it_was() {
    // Edits on the command line have folders of their own: a what-if of its own file it is.
    const WHAT_IF: &str = r#"
        extends = "mine.toml"
        principals.ash.dread = 0.1
        [whatif]
        rewrite = "Ash is feared less"
        because = "He might have been milder"
        kind = "plausible"
        asks = ["ash_first"]
        judgement = "So it is supposed here."
    "#;
    let commands = all_commands().into_iter().filter(|typed| typed[0] != "whatif");
    for typed in commands.chain([&["whatif", "--runs", "5"][..]]) {
        let file = if typed[0] == "whatif" { "less.toml" } else { "mine.toml" };
        let (old, edited) = (format!("./{file}"), format!("other/{file}"));
        let dir = folder();
        for place in ["less.toml", "other/less.toml"] {
            fs::write(dir.path().join(place), WHAT_IF).expect("written");
        }
        let output = dir.path().join("output");
        let play = |file: &str| {
            let done = run(dir.path(), &[typed, &[file]].concat());
            assert_eq!(code(&done), 0, "{typed:?}: {}", said(&done));
            said(&done)
        };
        let quiet = play(&old);
        assert!(!quiet.contains("which is kept"), "{typed:?}: {quiet}");
        let [name] = &names(&output)[..] else { panic!("{typed:?}: {:?}", names(&output)) };
        let before = files(&output.join(name));
        let told = play(&edited);
        assert!(told.contains("as it was before") && told.contains("this goes to"), "{told}");
        let both = names(&output);
        assert_eq!(both.len(), 2, "{typed:?}: {both:?}");
        let new = both.iter().find(|other| *other != name).expect("another");
        let print = new.rsplit('-').next().expect("a last part");
        assert!(new.starts_with(name.as_str()) && print.len() == 6, "{new}");
        assert!(print.chars().all(|c| c.is_ascii_hexdigit()), "{new}");
        // Each goes where it went before.
        let after = files(&output.join(new));
        play(&edited);
        play(&old);
        assert_eq!(names(&output), both, "{typed:?}");
        assert!(before == files(&output.join(name)), "{typed:?}");
        assert!(after == files(&output.join(new)), "{typed:?}");
        // Forced, it takes the place of what was there.
        done(dir.path(), &[typed, &[&*edited, "--force"]].concat());
        assert_eq!(names(&output), both, "{typed:?}");
        assert!(before != files(&output.join(name)), "{typed:?}");
    }
}

/// Whatever a command writes, a file of that name which no run wrote is not replaced by it, not even
/// by force: it may be the scenario itself.
#[test]
fn a_file_that_no_run_wrote_is_never_replaced() {
    let dir = folder();
    for (k, &command) in all_commands().iter().enumerate() {
        let plain = format!("plain{k}");
        let played = [command, &["mine.toml", "--out"]].concat();
        // What it wrote itself it replaces.
        for _ in 0..2 {
            done(dir.path(), &[&played[..], &[&plain]].concat());
        }
        let written = files(&dir.path().join(&plain));
        for (n, name) in written.keys().enumerate().filter(|(_, name)| !name.contains("svg")) {
            let out = format!("other{k}-{n}");
            let mine = dir.path().join(&out).join(name);
            fs::create_dir_all(mine.parent().expect("a folder")).expect("made");
            fs::write(&mine, "mine").expect("written");
            // Nor by force, of which the first file of each command is enough.
            let forced = if n == 0 { &[&[][..], &["--force"]][..] } else { &[&[][..]] };
            for &force in forced {
                let typed = [&played[..], &[&out], force].concat();
                let output = run(dir.path(), &typed);
                assert_eq!(code(&output), 4, "{typed:?}, {name}: {}", said(&output));
                assert!(said(&output).contains(name), "{typed:?}: {}", said(&output));
                assert!(said(&output).contains("help: "), "{typed:?}: {}", said(&output));
                let left = files(&dir.path().join(&out));
                assert_eq!(left.len(), 1, "{typed:?}, {name}: {:?}", left.keys());
                assert_eq!(left[name], b"mine");
            }
        }
    }
}

/// Leaves of an ensemble what there would be if it had been interrupted.
fn interrupt(folder: &Path) {
    let growing = folder.with_file_name("growing");
    fs::create_dir(&growing).expect("made");
    for name in ["histories.csv", "resume.bin"] {
        fs::rename(folder.join(name), growing.join(name)).expect("moved");
    }
    fs::remove_dir_all(folder).expect("removed");
    fs::create_dir(folder).expect("made");
    fs::rename(growing, folder.join("unfinished")).expect("moved");
}

#[test]
fn an_unfinished_ensemble_is_left_and_another_begun_beside_it() {
    let dir = folder();
    let first = dir.path().join("output/ensemble-mine-1953");
    done(dir.path(), &["ensemble", "--runs", "5", "./mine.toml"]);
    interrupt(&first);
    let before = files(&first);
    for more in [&[][..], &["--resume"]] {
        done(dir.path(), &[&["ensemble", "--runs", "5", "other/mine.toml"], more].concat());
        assert!(before == files(&first));
        assert_eq!(names(&dir.path().join("output")).len(), 2);
    }
    done(dir.path(), &["ensemble", "--runs", "5", "./mine.toml", "--resume"]);
    assert!(!first.join("unfinished").exists() && first.join("summary.json").exists());
}

#[test]
fn an_unfinished_ensemble_is_not_begun_anew_for_another_scenario() {
    let dir = folder();
    let growing = dir.path().join("here/unfinished");
    done(dir.path(), &["ensemble", "--runs", "5", "./mine.toml", "--out", "here"]);
    interrupt(&dir.path().join("here"));
    let before = files(&growing);
    let typed = ["ensemble", "--runs", "5", "other/mine.toml", "--out", "here"];
    let output = run(dir.path(), &typed);
    assert_eq!(code(&output), 4, "{}", said(&output));
    assert!(said(&output).contains("unfinished"), "{}", said(&output));
    assert!(before == files(&growing));
    done(dir.path(), &[&typed[..], &["--force"]].concat());
    assert!(!growing.exists());
}
