use super::*;

fn files(each: &[(&str, &str)]) -> Files {
    let mut files: Files =
        each.iter().map(|&(name, text)| (name.to_owned(), text.as_bytes().to_vec())).collect();
    let names: Vec<&String> = files.keys().collect();
    let inventory = serde_json::json!({ "files": names }).to_string();
    files.insert(INVENTORIES[0].to_owned(), inventory.into_bytes());
    files
}

/// Every file below a folder with what it says; the inventory is left out.
fn seen(folder: &Path) -> BTreeMap<String, String> {
    fn look(root: &Path, at: &Path, seen: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(at).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                look(root, &path, seen);
            } else if path.file_name().is_some_and(|name| name != INVENTORIES[0]) {
                let name = path.strip_prefix(root).expect("below").display().to_string();
                seen.insert(name, fs::read_to_string(&path).expect("text"));
            }
        }
    }
    let mut all = BTreeMap::new();
    look(folder, folder, &mut all);
    all
}

fn expect(each: &[(&str, &str)]) -> BTreeMap<String, String> {
    each.iter().map(|&(name, text)| (name.to_owned(), text.to_owned())).collect()
}

#[test]
fn a_run_replaces_the_run_before_it() {
    let dir = tempfile::tempdir().expect("a folder");
    let target = dir.path().join("deep/run");
    replace(&target, &files(&[("a.md", "old"), ("charts/gone.svg", "old")])).expect("written");
    replace(&target, &files(&[("a.md", "new"), ("b.md", "new")])).expect("written");
    assert_eq!(seen(&target), expect(&[("a.md", "new"), ("b.md", "new")]));
    let beside = fs::read_dir(dir.path().join("deep")).expect("a folder").count();
    assert_eq!(beside, 1, "nothing temporary is left");
}

#[test]
fn what_no_run_wrote_stays() {
    let dir = tempfile::tempdir().expect("a folder");
    let target = dir.path().join("run");
    replace(&target, &files(&[("a.md", "old")])).expect("written");
    fs::write(target.join("homework.txt"), "mine").expect("written");
    fs::create_dir(target.join("notes")).expect("made");
    fs::write(target.join("notes/one.txt"), "mine").expect("written");
    for write in [replace, add] {
        write(&target, &files(&[("b.md", "new")])).expect("written");
        let all = expect(&[("b.md", "new"), ("homework.txt", "mine"), ("notes/one.txt", "mine")]);
        assert_eq!(seen(&target), all);
    }
}

#[test]
fn an_error_leaves_what_was_there() {
    let dir = tempfile::tempdir().expect("a folder");
    let target = dir.path().join("mine");
    replace(&target, &files(&[("a.md", "old")])).expect("written");
    fs::create_dir_all(target.join("z.md")).expect("a folder where a file should go");
    fs::write(target.join("z.md/x"), "mine").expect("written");
    let before = seen(&target);
    let new = files(&[("a.md", "new"), ("b/c.md", "new"), ("z.md", "new")]);
    let e = add(&target, &new).expect_err("a folder is in the way");
    assert!(e.to_string().contains("z.md"), "{e}");
    assert_eq!(seen(&target), before);
    assert!(!target.join("b").exists());
}

#[test]
fn a_file_that_no_run_wrote_is_not_replaced() {
    let dir = tempfile::tempdir().expect("a folder");
    let target = dir.path().join("mine");
    replace(&target, &files(&[("a.md", "old")])).expect("written");
    fs::write(target.join("b.md"), "mine").expect("written");
    let before = seen(&target);
    for write in [replace, add] {
        let e =
            write(&target, &files(&[("a.md", "new"), ("b.md", "new")])).expect_err("it is kept");
        assert!(e.to_string().contains("b.md") && e.to_string().contains("help: "), "{e}");
        assert_eq!(seen(&target), before);
    }
    refresh(&target, &files(&[("b.md", "new")])).expect("written");
    assert_eq!(seen(&target), expect(&[("b.md", "new")]));
}

#[test]
fn a_file_is_never_taken_for_a_folder() {
    let dir = tempfile::tempdir().expect("a folder");
    let target = dir.path().join("file");
    fs::write(&target, "mine").expect("written");
    for write in [replace, add] {
        write(&target, &files(&[("a.md", "new")])).expect_err("it is a file");
        assert_eq!(fs::read_to_string(&target).expect("text"), "mine");
    }
}

#[test]
fn an_inventory_cannot_point_outside_its_folder() {
    let dir = tempfile::tempdir().expect("a folder");
    let target = dir.path().join("run");
    fs::create_dir(&target).expect("made");
    fs::write(dir.path().join("precious"), "mine").expect("written");
    fs::write(target.join(INVENTORIES[0]), r#"{"files": ["../precious", "/etc/hostname"]}"#)
        .expect("written");
    add(&target, &files(&[("a.md", "new")])).expect("written");
    assert_eq!(fs::read_to_string(dir.path().join("precious")).expect("text"), "mine");
}

/// A note that these files were not there before.
fn made(names: &[&str]) -> stage::Note {
    let made = names.iter().map(|&name| name.to_owned()).collect();
    stage::Note::Files { made, adopted: BTreeMap::new() }
}

/// A stage as one leaves it behind who is killed on the way.
fn left_behind(folder: &Path, note: &stage::Note, old: &[(&str, &str)]) -> PathBuf {
    let stage = Stage::within(folder).expect("a stage");
    stage.note(note).expect("noted");
    // What it is copied to is held by nobody.
    let left = folder.join(".interregnum-left");
    for name in ["lock", "note.json"] {
        fs::create_dir_all(&left).expect("made");
        fs::copy(stage.path().join(name), left.join(name)).expect("copied");
    }
    for (name, text) in old {
        let path = left.join("old").join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }
    left
}

#[test]
fn files_that_were_half_exchanged_are_taken_back() {
    let dir = tempfile::tempdir().expect("a folder");
    let target = dir.path().join("run");
    add(&target, &files(&[("a.md", "old"), ("b.md", "old"), ("mine/x", "mine")])).expect("written");
    let before = seen(&target);
    // Killed when one file had been replaced, one taken out and a third was new.
    fs::write(target.join("a.md"), "new").expect("written");
    fs::remove_file(target.join("b.md")).expect("removed");
    fs::write(target.join("c.md"), "new").expect("written");
    let left = left_behind(&target, &made(&["c.md", "d.md"]), &[("a.md", "old"), ("b.md", "old")]);
    drop(Stage::within(&target).expect("a stage"));
    assert_eq!(seen(&target), before);
    assert!(!left.exists());
}

#[test]
fn a_file_that_was_taken_from_elsewhere_goes_back_there() {
    let dir = tempfile::tempdir().expect("a folder");
    let target = dir.path().join("run");
    fs::create_dir_all(target.join("growing")).expect("made");
    let adopted =
        ["rows.csv", "counts.bin"].map(|name| (name.to_owned(), format!("growing/{name}")));
    for old in [&[][..], &[("rows.csv", "old")]] {
        // Killed when the rows had been moved and the counts had not.
        fs::write(target.join("rows.csv"), "new").expect("written");
        fs::write(target.join("growing/counts.bin"), "new").expect("written");
        let names = ["counts.bin", "rows.csv"].map(str::to_owned).to_vec();
        let made = names.into_iter().filter(|name| old.iter().all(|(other, _)| name != other));
        let note = stage::Note::Files { made: made.collect(), adopted: adopted.clone().into() };
        let left = left_behind(&target, &note, old);
        taken_back(&target);
        let mut all = expect(&[("growing/counts.bin", "new"), ("growing/rows.csv", "new")]);
        all.extend(expect(old));
        assert_eq!(seen(&target), all);
        assert!(!left.exists());
        fs::remove_file(target.join("growing/rows.csv")).expect("removed");
    }
}

#[test]
fn a_stage_that_was_half_removed_is_cleared_away() {
    let dir = tempfile::tempdir().expect("a folder");
    let left = dir.path().join(".interregnum-left");
    // Killed when this was what had been left of it.
    for there in [&["old/a.md", "lock"][..], &["lock"], &[]] {
        fs::create_dir_all(left.join("old")).expect("made");
        for name in there {
            fs::write(left.join(name), "").expect("written");
        }
        if there.len() < 2 {
            fs::remove_dir(left.join("old")).expect("removed");
        }
        drop(Stage::within(dir.path()).expect("a stage"));
        assert!(!left.exists(), "{there:?}");
    }
}

#[test]
fn the_lock_of_a_stage_goes_last() {
    let dir = tempfile::tempdir().expect("a folder");
    let stage = Stage::within(dir.path()).expect("a stage");
    let path = stage.path().to_owned();
    fs::create_dir_all(path.join("new/charts")).expect("made");
    fs::write(path.join("new/charts/a.svg"), "new").expect("written");
    stage.note(&made(&[])).expect("noted");
    stage::empty(&path);
    assert_eq!(fs::read_dir(&path).expect("a folder").count(), 1);
    assert!(path.join("lock").exists());
}

#[test]
fn what_is_not_done_is_taken_back() {
    let dir = tempfile::tempdir().expect("a folder");
    let target = dir.path().join("run");
    add(&target, &files(&[("a.md", "old")])).expect("written");
    let before = seen(&target);
    let stage = Stage::within(&target).expect("a stage");
    stage.note(&made(&["b.md"])).expect("noted");
    fs::create_dir_all(stage.path().join("old")).expect("made");
    fs::rename(target.join("a.md"), stage.path().join("old/a.md")).expect("moved");
    fs::write(target.join("b.md"), "new").expect("written");
    drop(stage);
    assert_eq!(seen(&target), before);
}

#[test]
fn a_folder_that_was_set_aside_is_put_back() {
    let dir = tempfile::tempdir().expect("a folder");
    let note = stage::Note::Folder("run".to_owned());
    let left = left_behind(dir.path(), &note, &[("a.md", "old")]);
    drop(Stage::within(dir.path()).expect("a stage"));
    assert_eq!(seen(&dir.path().join("run")), expect(&[("a.md", "old")]));
    assert!(!left.exists());
}

#[test]
fn what_someone_works_in_is_left_alone() {
    let dir = tempfile::tempdir().expect("a folder");
    let one = Stage::within(dir.path()).expect("a stage");
    let other = Stage::within(dir.path()).expect("a stage");
    assert!(one.path().exists() && other.path().exists());
}

#[test]
fn a_note_cannot_point_outside_its_folder() {
    let dir = tempfile::tempdir().expect("a folder");
    let target = dir.path().join("run");
    fs::create_dir(&target).expect("made");
    fs::write(dir.path().join("precious"), "mine").expect("written");
    left_behind(&target, &made(&["../precious"]), &[]);
    drop(Stage::within(&target).expect("a stage"));
    assert_eq!(fs::read_to_string(dir.path().join("precious")).expect("text"), "mine");
}

#[test]
fn files_that_grew_go_where_the_others_go() {
    let dir = tempfile::tempdir().expect("a folder");
    let target = dir.path().join("run");
    for begin in [Output::replacing, Output::adding] {
        let mut output = begin(&target).expect("begun");
        fs::write(output.growing("rows.csv").path, "1\n2\n").expect("written");
        let mut all = files(&[("a.md", "new")]);
        let inventory = serde_json::json!({ "files": ["a.md", "rows.csv"] }).to_string();
        all.insert(INVENTORIES[0].to_owned(), inventory.into_bytes());
        output.finish(&all).expect("written");
        assert_eq!(seen(&target), expect(&[("a.md", "new"), ("rows.csv", "1\n2\n")]));
        fs::write(target.join("rows.csv"), "old").expect("written");
    }
}

#[test]
fn names_of_folders_are_plain() {
    for (id, name) in [
        ("ussr-1953", "ussr-1953"),
        ("..", "_"),
        ("", "_"),
        ("a/../b", "a_.._b"),
        (".hidden ", "hidden"),
        ("a\u{1b}[2J\u{202e}b", "a_[2J_b"),
        ("\u{3b1}\u{3b2}", "\u{3b1}\u{3b2}"),
    ] {
        assert_eq!(plain_name(id), name, "{id:?}");
    }
    assert_eq!(plain_name(&"x".repeat(300)).len(), NAME);
}

#[test]
fn what_an_interruption_has_cleared_away_is_not_made_anew() {
    let dir = tempfile::tempdir().expect("a folder");
    let stage = dir.path().join("stage");
    let files = Files::from([("charts/deep/a.svg".to_owned(), b"a".to_vec())]);
    assert!(fill(&stage.join("new"), dir.path(), &files).is_err());
    assert!(!stage.exists());
    fs::create_dir(&stage).expect("made");
    fill(&stage.join("new"), dir.path(), &files).expect("filled");
    assert!(stage.join("new/charts/deep/a.svg").exists());
}
