//! What programs read has the form that `schema/` describes, field by field.

#[path = "shared/program.rs"]
mod program;

use std::path::Path;

use program::{code, run, said, text};
use serde_json::Value;

/// Whatever a value has that its schema does not allow, with where it stands. Knows the words that
/// our schemas use; a word it does not know is a mistake too.
fn misfits(value: &Value, schema: &Value, at: &str, found: &mut Vec<String>) {
    let Some(schema) = schema.as_object() else { return };
    for (word, asked) in schema {
        let good = match word.as_str() {
            "$schema" | "title" => true,
            "description" => asked.as_str().is_some_and(|text| !text.is_empty()),
            "type" => match asked {
                Value::Array(any) => any.iter().any(|one| is(value, one)),
                one => is(value, one),
            },
            "const" => value == asked,
            "enum" => asked.as_array().is_some_and(|any| any.contains(value)),
            "minimum" => value.as_f64().is_none_or(|x| asked.as_f64() <= Some(x)),
            "maximum" => value.as_f64().is_none_or(|x| Some(x) <= asked.as_f64()),
            "minItems" => {
                value.as_array().is_none_or(|all| Some(all.len() as u64) >= asked.as_u64())
            }
            "maxItems" => {
                value.as_array().is_none_or(|all| Some(all.len() as u64) <= asked.as_u64())
            }
            "pattern" => value.as_str().is_none_or(|text| fits(text, asked)),
            "required" => value.as_object().is_none_or(|object| {
                let mut names = asked.as_array().expect("a list").iter();
                names.all(|name| object.contains_key(name.as_str().expect("a name")))
            }),
            "propertyNames" => value.as_object().is_none_or(|object| {
                let allowed = asked["enum"].as_array().expect("a list");
                object.keys().all(|key| allowed.iter().any(|one| one == key))
            }),
            "items" => {
                for (k, one) in value.as_array().into_iter().flatten().enumerate() {
                    misfits(one, asked, &format!("{at}/{k}"), found);
                }
                true
            }
            "properties" => {
                for (key, form) in asked.as_object().expect("a table") {
                    if let Some(inner) = value.get(key) {
                        misfits(inner, form, &format!("{at}/{key}"), found);
                    }
                }
                true
            }
            "additionalProperties" => {
                let known = schema.get("properties").and_then(Value::as_object);
                let object = value.as_object().into_iter().flatten();
                let other = object.filter(|(key, _)| known.is_none_or(|k| !k.contains_key(*key)));
                for (key, inner) in other {
                    match asked {
                        Value::Bool(false) => found.push(format!("{at}/{key} is not described")),
                        form => misfits(inner, form, &format!("{at}/{key}"), found),
                    }
                }
                true
            }
            "oneOf" => {
                let forms = asked.as_array().expect("a list").iter();
                let fitting = forms.filter(|form| {
                    let mut none = Vec::new();
                    misfits(value, form, at, &mut none);
                    none.is_empty()
                });
                fitting.count() == 1
            }
            _ => false,
        };
        if !good {
            found.push(format!("{at}: `{word}` asks for {asked}, and here is {value}"));
        }
    }
}

fn is(value: &Value, kind: &Value) -> bool {
    match kind.as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("boolean") => value.is_boolean(),
        Some("integer") => value.is_u64() || value.is_i64(),
        Some("number") => value.is_number(),
        Some("null") => value.is_null(),
        _ => false,
    }
}

/// The only patterns our schemas have: a fingerprint's, and an aim's.
fn fits(text: &str, pattern: &Value) -> bool {
    match pattern.as_str() {
        Some("^[0-9a-f]{64}$") => {
            text.len() == 64 && text.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f'))
        }
        Some("^(censure|expel|arrest|relieve:[a-z0-9_]+)$") => {
            let office = text.strip_prefix("relieve:").unwrap_or_default();
            let plain = |c| matches!(c, 'a'..='z' | '0'..='9' | '_');
            ["censure", "expel", "arrest"].contains(&text)
                || !office.is_empty() && office.chars().all(plain)
        }
        _ => false,
    }
}

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
    let mut found = Vec::new();
    misfits(value, schema, "", &mut found);
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
        let mut found = Vec::new();
        misfits(&bad, &form, "", &mut found);
        assert_eq!(found.len(), 1, "{found:?}");
    }
}
