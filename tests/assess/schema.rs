//! A value against a JSON schema, as far as ours go.

use serde_json::Value;

/// Everything in which a value is not what the schema says, and every property that is described
/// but missing or there but not described.
pub fn faults(schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(only) = schema.get("const")
        && only != value
    {
        found.push(format!("{at}: {value} is not {only}"));
    }
    if let Some(words) = schema.get("enum").and_then(Value::as_array)
        && !words.contains(value)
    {
        found.push(format!("{at}: {value} is none of {words:?}"));
    }
    let kinds: Vec<&str> = match schema.get("type") {
        Some(Value::String(kind)) => vec![kind],
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => vec![],
    };
    let is = |kind: &&str| match *kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("{at}: what is {other}?"),
    };
    if !kinds.is_empty() && !kinds.iter().any(is) {
        found.push(format!("{at}: {value} is no {kinds:?}"));
    }
    let bound = |key: &str| schema.get(key).and_then(Value::as_f64);
    if let Some(number) = value.as_f64() {
        if bound("minimum").is_some_and(|least| number < least) {
            found.push(format!("{at}: {number} is too small"));
        }
        if bound("maximum").is_some_and(|most| number > most) {
            found.push(format!("{at}: {number} is too great"));
        }
    }
    if let Some(all) = value.as_array() {
        let items = schema.get("items").unwrap_or_else(|| panic!("{at}: no items described"));
        for (k, item) in all.iter().enumerate() {
            found.extend(faults(items, item, &format!("{at}[{k}]")));
        }
    }
    if let Some(table) = value.as_object() {
        let properties = schema["properties"].as_object().expect("properties");
        for (key, inner) in table {
            match properties.get(key) {
                Some(schema) => found.extend(faults(schema, inner, &format!("{at}.{key}"))),
                None => found.push(format!("{at}.{key} is not described")),
            }
        }
        let missing = properties.keys().filter(|key| !table.contains_key(*key));
        found.extend(missing.map(|key| format!("{at}.{key} is missing")));
    }
    found
}

#[test]
fn faults_are_found() {
    let schema = serde_json::json!({
        "type": "object",
        "properties": { "p": { "type": ["number", "null"], "maximum": 1 }, "way": { "enum": ["a"] } },
    });
    let of = |value: Value| faults(&schema, &value, "").len();
    assert_eq!(of(serde_json::json!({ "p": 0.5, "way": "a" })), 0);
    assert_eq!(of(serde_json::json!({ "p": null, "way": "a" })), 0);
    assert_eq!(of(serde_json::json!({ "p": 2, "way": "b" })), 2);
    assert_eq!(of(serde_json::json!({ "p": "x" })), 2);
    assert_eq!(of(serde_json::json!({ "p": 0, "way": "a", "more": 1 })), 1);
}
