//! What programs read has the form that `schema/` describes, field by field.

#[path = "shared/form.rs"]
mod form;
#[path = "shared/program.rs"]
mod program;

use std::path::Path;

use form::faults;
use program::{code, run, said, text};
use serde_json::Value;

fn printed(at: &Path, typed: &[&str]) -> Value {
    let output = run(at, &[typed, &["--json"]].concat());
    assert_eq!(code(&output), 0, "{typed:?}: {}", said(&output));
    serde_json::from_str(&text(&output.stdout)).expect("JSON")
}

fn schema(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

#[track_caller]
fn assert_fits(value: &Value, schema: &Value) {
    let found = faults(value, schema);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn what_one_history_prints_has_its_form() {
    let dir = tempfile::tempdir().expect("a folder");
    let form = schema(include_str!("../schema/outcome.json"));
    assert_fits(&printed(dir.path(), &["run"]), &form);
    assert_fits(&printed(dir.path(), &["run", "--drawn", "--history", "5"]), &form);
}

#[test]
fn what_an_ensemble_prints_has_its_form() {
    let dir = tempfile::tempdir().expect("a folder");
    let form = schema(include_str!("../schema/ensemble.json"));
    let value = printed(dir.path(), &["ensemble", "--runs", "6"]);
    assert_fits(&value, &form);
    // A question that never arises has no share.
    let never = "\n[questions.never]\nask = \"Never?\"\nwhen = { fell = { who = \"ash\" } }\n\
                 given = { all = [{ fell = { who = \"ash\" } }, { not = { fell = { who = \"ash\" } } }] }\n";
    let text = format!("{}{never}", include_str!("worlds/small.toml"));
    std::fs::write(dir.path().join("small.toml"), text).expect("written");
    let one = printed(dir.path(), &["ensemble", "./small.toml", "--runs", "2"]);
    assert_fits(&one, &form);
    assert!(one["questions"].as_array().expect("a list").iter().any(|q| q["p"].is_null()));
    // The page on output names every field.
    let page = include_str!("../docs/output.md");
    let chapter = &page[page.find("# What an ensemble writes").expect("a chapter")..];
    for key in value.as_object().expect("an object").keys() {
        assert!(chapter.contains(&format!("`{key}`")), "nothing is said of `{key}`");
    }
}

#[test]
fn what_a_what_if_prints_has_its_form() {
    let dir = tempfile::tempdir().expect("a folder");
    let form = schema(include_str!("../schema/whatif.json"));
    assert_fits(&printed(dir.path(), &["whatif", "army-neutral", "--runs", "6"]), &form);
    let typed = ["whatif", "--set", "principals.beria.dread=0.9", "--runs", "2"];
    assert_fits(&printed(dir.path(), &typed), &form);
}

#[test]
fn what_does_not_have_its_form_is_found() {
    let form = schema(include_str!("../schema/ensemble.json"));
    let dir = tempfile::tempdir().expect("a folder");
    let good = printed(dir.path(), &["ensemble", "--runs", "2"]);
    let broken: [fn(&mut Value); 5] = [
        |v| v["runs"] = 0.into(),
        |v| v["fingerprint"] = "abc".into(),
        |v| v["more"] = 1.into(),
        |v| v["questions"][0]["p"] = 1.5.into(),
        |v| drop(v.as_object_mut().expect("an object").remove("fates")),
    ];
    for spoil in broken {
        let mut bad = good.clone();
        spoil(&mut bad);
        let found = faults(&bad, &form);
        assert_eq!(found.len(), 1, "{found:?}");
    }
}
