//! JSON held against a schema, as far as ours go.

use serde_json::Value;

/// Whatever a value has that its schema does not allow, with where it stands. Knows the words that
/// our schemas use; a word it does not know is a fault too, and so is a table that leaves open what
/// else may be in it, or what must be.
pub fn faults(value: &Value, schema: &Value) -> Vec<String> {
    let mut found = Vec::new();
    look(value, schema, "", &mut found);
    found
}

fn look(value: &Value, schema: &Value, at: &str, found: &mut Vec<String>) {
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
                    look(one, asked, &format!("{at}/{k}"), found);
                }
                true
            }
            "properties" => {
                for word in ["required", "additionalProperties"] {
                    if !schema.contains_key(word) {
                        found.push(format!("{at}: the schema has `properties` without `{word}`"));
                    }
                }
                for (key, form) in asked.as_object().expect("a table") {
                    if let Some(inner) = value.get(key) {
                        look(inner, form, &format!("{at}/{key}"), found);
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
                        form => look(inner, form, &format!("{at}/{key}"), found),
                    }
                }
                true
            }
            "oneOf" => {
                let forms = asked.as_array().expect("a list").iter();
                forms.filter(|form| faults(value, form).is_empty()).count() == 1
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

#[test]
fn what_does_not_fit_is_found() {
    let form = serde_json::json!({
        "type": "object",
        "required": ["all", "print"],
        "additionalProperties": false,
        "properties": {
            "all": {
                "type": "array",
                "maxItems": 2,
                "items": { "type": ["number", "null"], "minimum": 0 },
            },
            "print": { "type": "string", "pattern": "^[0-9a-f]{64}$" },
            "way": { "enum": ["a"] },
        },
    });
    let count = |all: &str, more: &str| {
        let print = "0123456789abcdef".repeat(4);
        let text = format!(r#"{{ "all": {all}, "print": "{print}"{more} }}"#);
        faults(&serde_json::from_str(&text).expect("JSON"), &form).len()
    };
    assert_eq!(count("[0, null]", r#", "way": "a""#), 0);
    for (all, more) in [
        ("[-1]", ""),
        (r#"["x"]"#, ""),
        ("[1, 2, 3]", ""),
        ("{}", ""),
        ("[]", r#", "way": "b""#),
        ("[]", r#", "more": 1"#),
        ("[]", r#", "print": "0123""#),
    ] {
        assert_eq!(count(all, more), 1, "{all} {more}");
    }
    assert_eq!(faults(&serde_json::json!({}), &form).len(), 1);
    assert_eq!(faults(&serde_json::json!(3), &form).len(), 1);
    // What a schema leaves open, or says in words that nobody looks at, is a fault of its own.
    assert_eq!(faults(&serde_json::json!({}), &serde_json::json!({ "properties": {} })).len(), 2);
    assert_eq!(faults(&serde_json::json!(1), &serde_json::json!({ "maximal": 2 })).len(), 1);
}
