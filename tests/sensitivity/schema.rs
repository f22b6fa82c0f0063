//! Holds JSON against the part of JSON Schema that our schemas use.

use serde_json::Value;

/// What is wrong with a value, by where it stands; nothing where it fits its schema. An unknown
/// keyword of the schema is wrong too, so that none is passed over.
pub fn faults(value: &Value, schema: &Value) -> Vec<String> {
    let mut found = Vec::new();
    look(value, schema, "", &mut found);
    found
}

fn look(value: &Value, schema: &Value, at: &str, found: &mut Vec<String>) {
    let rules = schema.as_object().expect("a schema is a table");
    for (rule, means) in rules {
        let fits = match rule.as_str() {
            "$schema" | "title" | "description" | "properties" | "items" | "required" => true,
            "type" => types(means).iter().any(|kind| is(value, kind)),
            "const" => value == means,
            "enum" => means.as_array().expect("a list").contains(value),
            "minimum" => value.as_f64().is_none_or(|x| Some(x) >= means.as_f64()),
            "maximum" => value.as_f64().is_none_or(|x| Some(x) <= means.as_f64()),
            "additionalProperties" => true,
            "pattern" => means == "^[0-9a-f]{64}$" && hex(value),
            "minItems" => {
                value.as_array().is_none_or(|all| Some(all.len() as u64) >= means.as_u64())
            }
            "maxItems" => {
                value.as_array().is_none_or(|all| Some(all.len() as u64) <= means.as_u64())
            }
            _ => panic!("{at}: the schema says `{rule}`, which is not looked at"),
        };
        if !fits {
            found.push(format!("{at}: {value} does not fit {rule} {means}"));
        }
    }
    if let (Some(table), Some(known)) = (value.as_object(), rules.get("properties")) {
        let known = known.as_object().expect("a table");
        for name in rules.get("required").and_then(Value::as_array).into_iter().flatten() {
            if !table.contains_key(name.as_str().expect("a name")) {
                found.push(format!("{at}: {name} is missing"));
            }
        }
        for (name, inner) in table {
            match known.get(name) {
                Some(schema) => look(inner, schema, &format!("{at}/{name}"), found),
                None => found.push(format!("{at}: {name} is not in the schema")),
            }
        }
    }
    if let (Some(all), Some(schema)) = (value.as_array(), rules.get("items")) {
        for (k, inner) in all.iter().enumerate() {
            look(inner, schema, &format!("{at}/{k}"), found);
        }
    }
}

fn types(means: &Value) -> Vec<&str> {
    match means {
        Value::String(one) => vec![one],
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn is(value: &Value, kind: &str) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "null" => value.is_null(),
        _ => false,
    }
}

fn hex(value: &Value) -> bool {
    value.as_str().is_some_and(|text| {
        text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
    })
}

#[test]
fn what_does_not_fit_is_found() {
    let schema: Value = serde_json::from_str(
        r#"{ "type": "object", "required": ["a"], "properties": {
            "a": { "type": "array", "items": { "type": ["number", "null"], "minimum": 0 } } } }"#,
    )
    .expect("JSON");
    let count = |text: &str| faults(&serde_json::from_str(text).expect("JSON"), &schema).len();
    assert_eq!(count(r#"{ "a": [0, 1.5, null] }"#), 0);
    for wrong in [r#"{ "a": [-1] }"#, r#"{ "a": ["x"] }"#, "{}", r#"{ "a": [], "b": 1 }"#, "3"] {
        assert_eq!(count(wrong), 1, "{wrong}");
    }
}
