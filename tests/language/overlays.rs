use std::fs;
use std::path::Path;

use interregnum::polity::{Deed, Effect};
use interregnum::scenario::{Code, Findings, Scenario, ScenarioName, WhatIfKind};

use super::SMALL;

fn load(folder: &Path, name: &str) -> Result<Scenario, Findings> {
    Scenario::load(&ScenarioName::File(folder.join(name)), &[])
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("written");
    }
    folder
}

const CHANGE: &str = r#"
extends = "small.toml"
remove = ["crises.gift", "crises.rising.options.talk.effects", "crises.speech", "record.speech_made", "questions.every_kind", "crises.rising.when"]

[whatif]
rewrite = "Anton is less feared"
because = "he smiles"
kind = "miracle"
judgement = "made up"

[principals.anton]
cunning = 0.5
positions = { foreign = 0.1 }

[questions.first]
when = { fell = { who = "anton" } }
"#;

#[test]
fn a_file_that_extends_another_states_only_what_changes() {
    let folder = folder(&[("small.toml", SMALL), ("change.toml", CHANGE)]);
    let s = load(folder.path(), "change.toml").unwrap_or_else(|f| panic!("{f}"));
    let at = |path: &str| {
        let ledger = &s.polity.ledger;
        ledger.quantity(ledger.find(path).expect(path)).clone()
    };
    assert_eq!(at("principals.anton.cunning").central, 0.5, "a range is replaced whole");
    assert_eq!(at("principals.anton.dread").central, 0.9, "what is not named stays");
    assert_eq!(s.polity.crises.len(), 1);
    assert_eq!(s.questions.len(), 1);
    let whatif = s.whatif.expect("a what-if");
    assert_eq!(
        (whatif.rewrite.as_str(), whatif.kind),
        ("Anton is less feared", WhatIfKind::Miracle)
    );
    assert_eq!(s.extends, Some(ScenarioName::File(folder.path().join("small.toml"))));
    assert!(!s.resolved.contains("whatif") && !s.resolved.contains("extends"));
}

#[test]
fn seats_that_an_effect_adds_are_replaced_with_its_list_and_edited_by_themselves() {
    let effects =
        |what: &str| format!("[crises.gift]\neffects = [{{ seats = {{ by = {what} }} }}]\n");
    let more = format!("extends = \"small.toml\"\n{}", effects("4"));
    let fewer = format!("extends = \"more.toml\"\n{}", effects("{ low = -3, high = -1 }"));
    let folder = folder(&[("small.toml", SMALL), ("more.toml", &more), ("fewer.toml", &fewer)]);
    let seats = |name: &str, edits: &[String]| {
        let name = ScenarioName::File(folder.path().join(name));
        let s = Scenario::load(&name, edits).unwrap_or_else(|f| panic!("{f}"));
        let gift = s.polity.crises.iter().find(|crisis| crisis.id == "gift").expect("it is there");
        let [Effect::Seats(by)] = gift.effects[..] else { panic!("{:?}", gift.effects) };
        (s.polity.ledger.quantity(by).central, s.resolved)
    };
    let (added, resolved) = seats("more.toml", &[]);
    assert_eq!(added, 4.0);
    assert!(resolved.contains("seats = { by = 4 }"), "{resolved}");
    assert_eq!(seats("fewer.toml", &[]).0, -2.0, "the middle of its range");
    let edit = "crises.gift.effects.0.seats.by=-1".to_owned();
    assert_eq!(seats("more.toml", &[edit]).0, -1.0);
}

#[test]
fn a_file_that_changes_nothing_has_the_fingerprint_of_its_base() {
    let folder = folder(&[("small.toml", SMALL), ("same.toml", "extends = \"small.toml\"\n")]);
    let base = load(folder.path(), "small.toml").expect("good");
    let same = load(folder.path(), "same.toml").expect("good");
    assert_eq!(base.fingerprint, same.fingerprint);
}

#[test]
fn what_ifs_extend_each_other_and_findings_name_the_file() {
    let folder = folder(&[
        ("small.toml", SMALL),
        ("change.toml", CHANGE),
        ("more.toml", "extends = \"change.toml\"\n[principals.boris]\ndread = 7\n"),
    ]);
    let found = load(folder.path(), "more.toml").expect_err("dread is 7");
    assert_eq!(found.len(), 1, "{found}");
    let finding = found.iter().next().expect("one");
    assert_eq!(finding.code, Code::OutOfRange);
    let place = finding.place.as_ref().expect("a place");
    assert!(place.source.ends_with("more.toml"));
    assert_eq!((place.line, place.column), (3, 9));
}

#[test]
fn circles_missing_bases_and_absolute_paths_are_errors() {
    let folder = folder(&[
        ("a.toml", "extends = \"b.toml\""),
        ("b.toml", "extends = \"./a.toml\""),
        ("missing.toml", "extends = \"nowhere.toml\""),
        ("unknown.toml", "extends = \"ussr-1935\""),
        ("absolute.toml", "extends = \"/etc/small.toml\""),
        ("number.toml", "extends = 3"),
    ]);
    for (name, words) in [
        ("a.toml", "extends itself"),
        ("missing.toml", "cannot read"),
        ("unknown.toml", "did you mean `ussr-1953`?"),
        ("absolute.toml", "absolute"),
    ] {
        let found = load(folder.path(), name).expect_err(name);
        let finding = found.iter().next().expect("one");
        assert_eq!(finding.code, Code::BadExtends, "{found}");
        assert!(finding.place.is_some());
        assert!(found.to_string().contains(words), "{found}");
    }
    let found = load(folder.path(), "number.toml").expect_err("a number");
    assert!(found.iter().any(|f| f.code == Code::WrongType), "{found}");
}

#[test]
fn what_a_scenario_extends_lies_in_its_folder() {
    let folder = folder(&[("small.toml", SMALL)]);
    let at = |name: &str| folder.path().join(name);
    fs::create_dir_all(at("inner/deep")).expect("made");
    let write = |name: &str, to: &str| {
        fs::write(at(name), format!("extends = \"{to}\"\n")).expect("written");
    };
    write("inner/up.toml", "../small.toml");
    write("inner/gone.toml", "../nothing.toml");
    write("inner/about.toml", "deep/../../small.toml");
    write("inner/deep/up.toml", "../../small.toml");
    write("inner/down.toml", "deep/up.toml");
    let outside = ["inner/up.toml", "inner/gone.toml", "inner/about.toml", "inner/down.toml"];
    for name in outside {
        let found = load(folder.path(), name).expect_err(name);
        let finding = found.iter().next().expect("one");
        assert_eq!((found.len(), finding.code), (1, Code::BadExtends), "{found}");
        assert!(found.to_string().contains("lies outside"), "{found}");
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(at("small.toml"), at("inner/link.toml")).expect("a link");
        write("inner/linked.toml", "link.toml");
        let found = load(folder.path(), "inner/linked.toml").expect_err("it leads out");
        assert!(found.to_string().contains("lies outside"), "{found}");
        // Who names a file himself may name it by a link.
        load(folder.path(), "inner/link.toml").unwrap_or_else(|found| panic!("{found}"));
    }
    // Down and back up again, it stays inside.
    write("down.toml", "./inner/../small.toml");
    load(folder.path(), "down.toml").unwrap_or_else(|found| panic!("{found}"));
}

#[test]
fn sixteen_files_may_extend_each_other_and_no_more() {
    let folder = folder(&[("s0.toml", SMALL)]);
    for k in 1..=16 {
        let text = format!("extends = \"s{}.toml\"\n", k - 1);
        fs::write(folder.path().join(format!("s{k}.toml")), text).expect("written");
    }
    load(folder.path(), "s15.toml").unwrap_or_else(|found| panic!("{found}"));
    let found = load(folder.path(), "s16.toml").expect_err("seventeen files");
    assert_eq!(found.iter().next().expect("one").code, Code::TooLarge, "{found}");
}

#[test]
fn what_is_not_there_cannot_be_removed() {
    let text = "extends = \"small.toml\"\nremove = [\"crises.gft\"]\n";
    let folder = folder(&[("small.toml", SMALL), ("change.toml", text)]);
    let found = load(folder.path(), "change.toml").expect_err("no such crisis");
    assert_eq!(found.len(), 1, "{found}");
    assert!(found.to_string().contains("did you mean `crises.gift`?"), "{found}");
}

#[test]
fn what_is_removed_takes_with_it_what_the_record_says_of_it() {
    let page = fs::read_to_string("docs/scenario.md").expect("the page on the language");
    let (before, _) = page.split_once("takes something out").expect("the page's example");
    let (_, remove) = before.rsplit_once("`remove").expect("the page's example");
    let text =
        format!("extends = \"ussr-1953\"\nremove{}\n", remove.trim_end().trim_end_matches('`'));
    let folder = folder(&[("removed.toml", &text)]);
    let base = Scenario::load(&ScenarioName::parse("ussr-1953"), &[]).expect("good");
    let removed = load(folder.path(), "removed.toml").unwrap_or_else(|found| panic!("{found}"));
    assert_eq!(removed.polity.crises.len() + 1, base.polity.crises.len());
    let entry = |of: &Scenario| {
        let entry = of.record.iter().find(|entry| entry.id == "u2_incident");
        entry.expect("what happened in fact stays").clone()
    };
    assert!(entry(&base).when.is_some() && entry(&removed).when.is_none());
    assert_eq!(entry(&base).text, entry(&removed).text);
}

#[test]
fn a_file_that_cannot_be_read_says_which() {
    let folder = folder(&[("latin.toml", "")]);
    fs::write(folder.path().join("latin.toml"), b"# line one\ntitle = \"\xe9\"\n")
        .expect("written");
    fs::write(folder.path().join("large.toml"), vec![b'#'; 4 * 1024 * 1024 + 1]).expect("written");
    for (name, code, words) in [
        ("none.toml", Code::Unreadable, "none.toml"),
        (".", Code::Unreadable, "not a file"),
        ("latin.toml", Code::NotToml, "line 2"),
        ("large.toml", Code::TooLarge, "4 MiB"),
    ] {
        let found = load(folder.path(), name).expect_err(name);
        assert_eq!(found.iter().next().expect("one").code, code, "{found}");
        assert!(found.to_string().contains(words), "{found}");
    }
}

#[test]
fn an_unknown_name_is_answered_with_the_nearest_and_the_list() {
    let found = Scenario::load(&ScenarioName::parse("usr-1953"), &[]).expect_err("unknown");
    assert_eq!(found.iter().next().expect("one").code, Code::UnknownScenario);
    assert!(found.to_string().contains("did you mean `ussr-1953`?"));
    let found = Scenario::load(&ScenarioName::parse("atlantis"), &[]).expect_err("unknown");
    assert!(found.to_string().contains("built in are ussr-1953"));
}

/// Two entries of the record that can be put as propositions, added to the small scenario.
const RECORD: &str = r#"
[record.crushed]
at = "1954-01"
when = { chosen = { crisis = "rising", option = "crush" } }
text = "It was crushed."
judgement = "made up"

[record.given]
at = "1954-01"
when = { fired = "gift" }
text = "It came."
judgement = "made up"
"#;

#[test]
fn the_record_forgets_what_is_gone_and_nothing_else() {
    let base = format!("{SMALL}{RECORD}");
    let gift = "[crises.gift]\nname = \"A gift\"\ntext = \"It comes.\"\njudgement = \"ours\"\n";
    let cases = [
        (r#"remove = ["crises.rising.options.crush", "questions"]"#.to_owned(), [false, true]),
        (r#"remove = ["crises.rising.options", "crises.rising.when", "crises.speech", "questions"]
            [crises.rising]
            decided_by = "board"
            options = { wait = { name = "wait", stance = { foreign = 0.1 } } }"#
            .to_owned(), [false, true]),
        (r#"remove = ["crises", "questions"]"#.to_owned(), [false, false]),
        (format!("remove = [\"crises.gift\"]\n{gift}"), [true, true]),
        (String::new(), [true, true]),
    ];
    for (over, kept) in cases {
        let over = format!("extends = \"small.toml\"\n{over}\n");
        let last = "extends = \"over.toml\"\n";
        let folder = folder(&[("small.toml", &base), ("over.toml", &over), ("last.toml", last)]);
        for name in ["over.toml", "last.toml"] {
            let scenario = load(folder.path(), name).unwrap_or_else(|f| panic!("{over}\n{f}"));
            let is_kept = |id: &str| {
                scenario.record.iter().any(|entry| entry.id == id && entry.when.is_some())
            };
            assert_eq!(["crushed", "given"].map(is_kept), kept, "{over}");
        }
    }
    // What another file puts back is there.
    let over = "extends = \"small.toml\"\nremove = [\"crises.gift\", \"questions\", \
                \"crises.rising.options.talk.effects\"]\n";
    let back = format!("extends = \"over.toml\"\n{gift}");
    let folder = folder(&[("small.toml", &base), ("over.toml", over), ("back.toml", &back)]);
    let when = |name: &str| {
        let scenario = load(folder.path(), name).unwrap_or_else(|f| panic!("{f}"));
        scenario.record.into_iter().find(|entry| entry.id == "given").and_then(|e| e.when)
    };
    assert!(when("over.toml").is_none() && when("back.toml").is_some());
}

#[test]
fn what_a_file_itself_records_of_what_it_takes_out_is_an_error() {
    let own = format!(
        "extends = \"small.toml\"\nremove = [\"crises.gift\", \"questions\", \
         \"crises.rising.options.talk.effects\"]\n{RECORD}"
    );
    let folder = folder(&[("small.toml", SMALL), ("own.toml", &own)]);
    let found = load(folder.path(), "own.toml").expect_err("the gift is gone");
    assert!(found.to_string().contains("it is taken out here"), "{found}");
}

#[test]
fn what_is_set_on_a_date_merges_path_by_path() {
    let first = "extends = \"small.toml\"\n[interventions.late]\nat = \"1954-01\"\n\
                 set = { \"norms.terror\" = 0.1, \"principals.anton.dread\" = 0.2 }\n";
    let more = "extends = \"first.toml\"\nremove = [\"interventions.late.set.norms.terror\"]\n\
                [interventions.late]\nset = { \"principals.boris.dread\" = 0.3 }\n";
    let folder = folder(&[("small.toml", SMALL), ("first.toml", first), ("more.toml", more)]);
    let set = |name: &str, edits: &[&str]| {
        let edits: Vec<String> = edits.iter().map(|edit| (*edit).to_owned()).collect();
        let scenario = Scenario::load(&ScenarioName::File(folder.path().join(name)), &edits);
        let polity = scenario.unwrap_or_else(|f| panic!("{f}")).polity;
        let Deed::Set(set) = &polity.interventions[0].deed else { panic!("it sets") };
        let each = set.iter().map(|(num, x)| (polity.ledger.quantity(*num).path.clone(), *x));
        each.collect::<Vec<_>>()
    };
    let is = |path: &str, x: f64| (path.to_owned(), x);
    let (anton, boris) = (is("principals.anton.dread", 0.2), is("principals.boris.dread", 0.3));
    assert_eq!(set("more.toml", &[]), [anton.clone(), boris.clone()]);
    for edit in
        ["interventions.late.set.norms.terror=0.4", "interventions.late.set.\"norms.terror\"=0.4"]
    {
        let terror = is("norms.terror", 0.4);
        assert_eq!(set("first.toml", &[edit]), [terror.clone(), anton.clone()], "{edit}");
        assert_eq!(set("more.toml", &[edit]), [terror, anton.clone(), boris.clone()], "{edit}");
    }
}

#[test]
fn what_an_edit_says_of_a_what_if_is_a_change() {
    let folder = folder(&[("small.toml", SMALL), ("change.toml", CHANGE)]);
    let found = |kind: &str| {
        let edits = [format!("whatif.kind={kind}")];
        let name = ScenarioName::File(folder.path().join("change.toml"));
        let scenario = Scenario::load(&name, &edits).unwrap_or_else(|f| panic!("{f}"));
        scenario.warnings.iter().any(|finding| finding.code == Code::ChangesNothing)
    };
    assert!(found("miracle") && !found("plausible"));
}

#[test]
fn an_intervention_that_is_emptied_says_where() {
    let death =
        "[interventions.end]\nat = \"1954-01\"\njudgement = \"made up\"\ndies = \"anton\"\n";
    let set = "[interventions.end]\nat = \"1954-01\"\njudgement = \"made up\"\nset = { \"norms.terror\" = 0.5 }\n";
    for (deed, gone) in [(death, "interventions.end.dies"), (set, "interventions.end.set")] {
        let what_if = format!("extends = \"small.toml\"\nremove = [\"{gone}\"]\n");
        let small = format!("{SMALL}\n{deed}");
        let folder = folder(&[("small.toml", small.as_str()), ("more.toml", what_if.as_str())]);
        let found = load(folder.path(), "more.toml").expect_err("it does nothing");
        let finding = found.iter().next().expect("one");
        assert_eq!((found.len(), finding.code), (1, Code::NotExactlyOne), "{found}");
        let (place, word) = finding.related.first().expect("the other end");
        assert!(place.source.ends_with("more.toml") && place.text.contains(gone), "{found}");
        assert_eq!(word, "it is taken out here");
    }
}
