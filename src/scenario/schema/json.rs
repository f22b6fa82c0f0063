//! The language as JSON Schema, from the list of keys, so that editors complete and explain it.
//!
//! What must be given is said in words where a file that extends another may leave it out, and
//! enforced only inside what is replaced as a whole: conditions, effects, propositions.

use serde_json::{Map, Value, json};

use super::reference::takes;
use super::{CONDITION, EFFECT, Key, Kind, LENS, Need, PROPOSITION, Room, SCENARIO};
use crate::polity::{Parameters, Trait};

const ID: &str = "^[a-z][a-z0-9_]{0,63}$";
const ID_OR_OFFICE: &str = "^(office:)?[a-z][a-z0-9_]{0,63}$";
const DATE: &str = "^[0-9]{4}-(0[1-9]|1[0-2])(-[0-9]{2})?$";

/// The schema of a scenario file, as `schema/scenario.json` has it.
pub fn json_schema() -> String {
    let shared = [("condition", CONDITION), ("effect", EFFECT), ("proposition", PROPOSITION)];
    let mut shared: Map<_, _> =
        shared.into_iter().map(|(name, keys)| (name.to_owned(), choice(keys))).collect();
    let mut schema = object(SCENARIO, false);
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        let mut lens = object(LENS, true);
        let about = "In a file that is a lens: what it says of itself. Beside it stand `sources` and \
                     `parameters` only.";
        lens.insert("description".into(), json!(about));
        properties.insert("lens".into(), Value::Object(lens));
    }
    let mut bounds = Vec::new();
    for definition in shared.values().chain(schema.values()) {
        share(definition, &mut bounds);
    }
    for (low, high) in bounds {
        shared.insert(range_name(low, high), range(low, high));
    }
    let mut put = |key: &str, value| schema.insert(key.to_owned(), value);
    put("$schema", json!("http://json-schema.org/draft-07/schema#"));
    put("title", json!("A scenario for Interregnum"));
    put(
        "description",
        json!("Who is there, what they hold, what the rules are, what may happen, what is asked."),
    );
    put("definitions", Value::Object(shared));
    serde_json::to_string_pretty(&schema).expect("a schema is plain data") + "\n"
}

/// A table with these keys. `whole` where no overlay can supply what is missing.
fn object(keys: &'static [Key], whole: bool) -> Map<String, Value> {
    let properties: Map<_, _> =
        keys.iter().map(|key| (key.name.to_owned(), property(key, whole))).collect();
    let required: Vec<_> =
        keys.iter().filter(|k| whole && k.need == Need::Required).map(|k| k.name).collect();
    let mut object = Map::new();
    object.insert("type".into(), json!("object"));
    object.insert("properties".into(), Value::Object(properties));
    object.insert("additionalProperties".into(), json!(false));
    if !required.is_empty() {
        object.insert("required".into(), json!(required));
    }
    object
}

/// A table with exactly one of these keys.
fn choice(keys: &'static [Key]) -> Value {
    let mut of = object(keys, false);
    for (key, value) in [("minProperties", 1), ("maxProperties", 1)] {
        of.insert(key.into(), json!(value));
    }
    // Each stands by itself, so what it needs must be there.
    let each = keys.iter().map(|key| (key.name.to_owned(), property(key, true)));
    of.insert("properties".into(), Value::Object(each.collect()));
    Value::Object(of)
}

/// A key with its meaning, unit, range and default.
fn property(key: &'static Key, whole: bool) -> Value {
    let mut about = format!("{}\n\nTakes {}.", key.meaning, shown(&key.kind));
    about.push_str(&match key.need {
        Need::Required if whole => " Must be given.".to_owned(),
        Need::Required => " Must be given, unless the file extends another.".to_owned(),
        Need::Optional => String::new(),
        Need::Default("") => " Empty unless given.".to_owned(),
        Need::Default(value) => format!(" Default: {value}."),
    });
    let mut property = value(&key.kind, whole);
    // Nothing may stand beside a reference.
    if property.contains_key("$ref") {
        property = Map::from_iter([("allOf".to_owned(), json!([property]))]);
    }
    property.insert("description".into(), json!(about));
    if let Need::Default(text) = key.need {
        property.insert("default".into(), default(&key.kind, text));
    }
    Value::Object(property)
}

/// What a key takes, in words that stand by themselves.
fn shown(kind: &Kind) -> String {
    match kind {
        Kind::Table(_) | Kind::Parameters => "a table".into(),
        Kind::OneOf(_) => "a table with exactly one key".into(),
        Kind::Named(_) => "a table by ids of your own".into(),
        Kind::List(of) => format!("a list of: {}", shown(of)),
        other => takes(other),
    }
}

fn default(kind: &Kind, text: &str) -> Value {
    match kind {
        Kind::Text | Kind::Word(_) => json!(text),
        _ => serde_json::from_str(text).unwrap_or_else(|_| json!(text)),
    }
}

fn value(kind: &'static Kind, whole: bool) -> Map<String, Value> {
    let value = match kind {
        Kind::Text => json!({ "type": "string" }),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Date => date(),
        Kind::Between => {
            json!({ "type": "array", "items": date(), "minItems": 2, "maxItems": 2 })
        }
        Kind::Colour => json!({ "type": "string", "pattern": "^#[0-9a-fA-F]{6}$" }),
        Kind::Count { low, high } => json!({ "type": "integer", "minimum": low, "maximum": high }),
        Kind::Number { low, high } => refer(&range_name(*low, *high)),
        Kind::Plain { low, high } => json!({ "type": "number", "minimum": low, "maximum": high }),
        Kind::Word(words) => json!({ "type": "string", "enum": words }),
        Kind::Id(_) => json!({ "type": "string", "pattern": ID }),
        Kind::Person | Kind::Decider => json!({ "type": "string", "pattern": ID_OR_OFFICE }),
        Kind::Selector => json!({
            "type": "string",
            "pattern": format!(
                "^(argued_for|argued_against|everyone|office:[a-z][a-z0-9_]{{0,63}}|trait:({}))$",
                Trait::ALL.map(Trait::id).join("|")
            ),
        }),
        Kind::List(of) => json!({ "type": "array", "items": value(of, true) }),
        Kind::Table(keys) => return object(keys, whole),
        Kind::Named(of) => by_id(of, whole, "an id of your own"),
        Kind::Keyed(room, of) => by_id(of, whole, of_room(*room)),
        Kind::OneOf(keys) => shared(keys),
        Kind::Parameters => parameters(),
        Kind::Settings => json!({ "type": "object", "additionalProperties": { "type": "number" } }),
    };
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn of_room(room: Room) -> &'static str {
    match room {
        Room::Principals => "the id of a principal",
        Room::Bases => "the id of a base",
        Room::Offices => "the id of an office",
        Room::Organs => "the id of an organ",
        Room::Issues => "the id of an issue",
        Room::Indicators => "the id of an indicator",
        Room::Crises => "the id of a crisis",
    }
}

fn date() -> Value {
    json!({ "type": "string", "pattern": DATE, "examples": ["1953-06", "1953-06-26"] })
}

/// A number or a range. A standard deviation is no wider than all that is valid.
fn range(low: f64, high: f64) -> Value {
    let number = json!({ "type": "number", "minimum": low, "maximum": high });
    let two = |first: &str, second: &str, of: Value| {
        json!({
            "type": "object",
            "properties": { first: number, second: of },
            "required": [first, second],
            "additionalProperties": false,
        })
    };
    json!({ "anyOf": [
        number,
        two("low", "high", number.clone()),
        two("mean", "sd", json!({ "type": "number", "exclusiveMinimum": 0, "maximum": high - low })),
    ] })
}

fn by_id(of: &'static Kind, whole: bool, key: &str) -> Value {
    let mut entries = value(of, whole);
    entries.entry("title").or_insert_with(|| json!(format!("Its key is {key}.")));
    json!({
        "type": "object",
        "patternProperties": { ID: entries },
        "additionalProperties": false,
    })
}

fn shared(keys: &'static &'static [Key]) -> Value {
    let name = if std::ptr::eq(*keys, CONDITION) {
        "condition"
    } else if std::ptr::eq(*keys, EFFECT) {
        "effect"
    } else if std::ptr::eq(*keys, PROPOSITION) {
        "proposition"
    } else {
        return choice(keys);
    };
    refer(name)
}

const DEFINITIONS: &str = "#/definitions/";

fn refer(name: &str) -> Value {
    json!({ "$ref": format!("{DEFINITIONS}{name}") })
}

/// What a number or range with these bounds is called among the definitions.
fn range_name(low: f64, high: f64) -> String {
    format!("{RANGE}{low}_to_{high}")
}

const RANGE: &str = "number_";

/// Gathers the bounds of all ranges that are referred to.
fn share(value: &Value, bounds: &mut Vec<(f64, f64)>) {
    match value {
        Value::Array(list) => list.iter().for_each(|value| share(value, bounds)),
        Value::Object(map) => map.values().for_each(|value| share(value, bounds)),
        Value::String(text) => {
            let named = text.strip_prefix(DEFINITIONS).and_then(|name| name.strip_prefix(RANGE));
            let ends = named.and_then(|ends| ends.split_once("_to_"));
            if let Some((Ok(low), Ok(high))) = ends.map(|(low, high)| (low.parse(), high.parse())) {
                bounds.push((low, high));
            }
        }
        _ => {}
    }
}

fn parameters() -> Value {
    let each = Parameters::SPEC.iter().map(|p| {
        let about = format!(
            "{}\n\nTakes number or range, {} to {}. Default: {}.",
            p.meaning.trim(),
            p.low,
            p.high,
            p.default
        );
        let range = refer(&range_name(p.low, p.high));
        let value = json!({ "allOf": [range], "description": about, "default": p.default });
        (p.id.to_owned(), value)
    });
    let properties: Map<_, _> = each.collect();
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}
