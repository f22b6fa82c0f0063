use interregnum::scenario::Code;

use super::{edited, only, small};

fn value(edit: &str, path: &str) -> f64 {
    let polity = edited(&[edit]).unwrap_or_else(|found| panic!("{found}")).polity;
    polity.ledger.quantity(polity.ledger.find(path).expect(path)).central
}

#[test]
fn an_edit_sets_what_is_written() {
    assert_eq!(value("principals.anton.dread=0.3", "principals.anton.dread"), 0.3);
    assert_eq!(value(" principals.anton.dread = 0.3 ", "principals.anton.dread"), 0.3);
    let deep = "crises.rising.options.crush.effects.0.indicator.by";
    assert_eq!(value(&format!("{deep}=0.2"), deep), 0.2);
    let range = "principals.anton.dread={ low = 0.2, high = 0.4 }";
    assert!((value(range, "principals.anton.dread") - 0.3).abs() < 1e-12);
    let end = value("principals.anton.cunning.high=1", "principals.anton.cunning");
    assert!((end - 0.8).abs() < 1e-12);
}

#[test]
fn an_edit_sets_what_the_language_knows_though_it_is_not_written() {
    assert_eq!(value("parameters.leak_floor=0.5", "parameters.leak_floor"), 0.5);
    assert_eq!(value("principals.anton.engagement=0.5", "principals.anton.engagement"), 0.5);
    let position = "principals.clara.positions.foreign";
    assert_eq!(value(&format!("{position}=0.5"), position), 0.5);
    assert_eq!(value("trust.boris.clara=0.5", "trust.boris.clara"), 0.5);
    assert_eq!(value("offices.chief.powers.speak=0.5", "offices.chief.powers.speak"), 0.5);
}

#[test]
fn a_bare_word_is_text() {
    let s = edited(&["offices.chief.holder=boris", "scenario.title=Changed"]).expect("good");
    assert_eq!(s.title, "Changed");
    assert_eq!(s.polity.offices[0].holder, Some(1));
    let s = edited(&["principals.clara.bench_from=1954-02"]).expect("good");
    assert_eq!(s.polity.principals[2].bench, Some(11));
    let s = edited(&["scenario.title=\"Two words\""]).expect("good");
    assert_eq!(s.title, "Two words");
}

#[test]
fn later_edits_win_and_only_a_change_counts_as_one() {
    let twice =
        edited(&["principals.anton.dread=0.1", "principals.anton.dread=0.2"]).expect("good");
    let once = edited(&["principals.anton.dread=0.2"]).expect("good");
    assert_eq!(twice.fingerprint, once.fingerprint);
    assert!(once.edited);
    let same = edited(&["principals.anton.dread=0.90"]).expect("good");
    assert!(!same.edited);
    assert_eq!(same.fingerprint, small().fingerprint);
}

#[test]
fn a_path_that_is_not_there_is_named_with_the_nearest() {
    for (edit, hint) in [
        ("principals.anto.dread=0.3", "`principals.anton.dread`"),
        ("principals.anton.dred=0.3", "`principals.anton.dread`"),
        ("parameters.leak_rte=0.3", "`parameters.leak_rate`"),
        ("principal.anton.dread=0.3", "`principals.anton.dread`"),
        ("principals.anton.positions.foregn=0.3", "`principals.anton.positions.foreign`"),
        ("crises.rising.effects.7.terror=0.1", "numbered 0 to 2"),
        ("crises.rising.effects.0.terorr=0.1", "`crises.rising.effects.0.terror`"),
        ("principals.anton.name.first=A", "nothing lies beneath"),
    ] {
        let found = edited(&[edit]).expect_err(edit);
        only(&found, Code::UnknownPath, edit, hint);
    }
}

#[test]
fn an_edit_that_is_none_says_so() {
    only(
        &edited(&["principals.anton.dread"]).expect_err("bad"),
        Code::BadEdit,
        "dread",
        "PATH=VALUE",
    );
    let found = edited(&["scenario.title=two words"]).expect_err("bad");
    only(&found, Code::BadEdit, "two words", "in quotes");
    edited(&[""]).expect_err("an empty edit");
    edited(&["=3"]).expect_err("no path");
}

#[test]
fn what_people_write_instead_is_understood() {
    for (edit, code, hint) in [
        ("anton.dread=0.3", Code::UnknownPath, "did you mean `principals.anton.dread`?"),
        ("principals.anton.dread=0,3", Code::BadEdit, "principals.anton.dread=0.3"),
        ("principals.anton.dread=.3", Code::BadEdit, "principals.anton.dread=0.3"),
        ("principals.anton.dread=30%", Code::BadEdit, "principals.anton.dread=0.3"),
        ("scenario.title=\u{201c}A\u{201d}", Code::BadEdit, "scenario.title=\"A\""),
    ] {
        only(&edited(&[edit]).expect_err(edit), code, edit, hint);
    }
}

#[test]
fn what_an_edit_breaks_is_shown_in_the_edit() {
    let found = edited(&["principals.anton.dread=7"]).expect_err("bad");
    only(
        &found,
        Code::OutOfRange,
        "principals.anton.dread=7",
        "dread is between 0 and 1; 7 is not",
    );
    let place = found.iter().next().and_then(|f| f.place.clone()).expect("a place");
    assert_eq!((place.source.as_str(), place.line, place.column), ("--set", 1, 24));
    let found = edited(&["offices.chief.holder=bors"]).expect_err("bad");
    only(&found, Code::UnknownId, "holder=bors", "did you mean `boris`?");
}
