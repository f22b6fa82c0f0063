use std::collections::BTreeSet;

use serde_json::Value;

use super::*;
use crate::history::fixture;

fn made() -> Outcome {
    let world = fixture::World::new();
    outcome(&world.account(), &["outcome.json".to_owned(), "report.html".to_owned()])
}

#[test]
fn an_outcome_can_be_read_back() {
    let outcome = made();
    let back: Outcome = serde_json::from_str(&outcome.to_json()).expect("what was written");
    assert_eq!(back, outcome);
}

#[test]
fn falls_setbacks_executions_and_deaths_are_told_apart() {
    let outcome = made();
    let who = |lines: &[FallLine]| lines.iter().map(|l| l.who.clone()).collect::<Vec<_>>();
    assert_eq!(who(&outcome.falls), ["beria"]);
    assert_eq!(outcome.falls[0].plan.as_deref(), Some("troops"));
    assert_eq!(who(&outcome.setbacks), ["molotov"]);
    assert!(!outcome.setbacks[0].as_target);
    assert_eq!(outcome.executions[0].at, "1953-06");
    assert_eq!(outcome.deaths[0].who, "zhukov");
    assert_eq!(outcome.last["beria"].status, "executed");
    assert_eq!(outcome.last["zhukov"].status, "dead");
}

#[test]
fn spans_of_leading_follow_on_each_other() {
    let leaders = made().leaders;
    let told: Vec<_> =
        leaders.iter().map(|l| (l.from.as_str(), l.who.as_str(), l.paramount)).collect();
    let expected = [
        ("1953-03", "malenkov", false),
        ("1953-09", "khrushchev", false),
        ("1954-09", "khrushchev", true),
    ];
    assert_eq!(told, expected);
    assert!(leaders.windows(2).all(|pair| pair[0].to.as_ref() == Some(&pair[1].from)));
    assert_eq!(leaders.last().expect("one").to, None);
}

#[test]
fn values_are_listed_only_where_they_were_drawn() {
    let mut world = fixture::World::new();
    let mut ledger = crate::polity::Ledger::default();
    for (_, quantity) in world.polity.ledger.iter() {
        let mut quantity = quantity.clone();
        if quantity.path == "fixture.3" {
            quantity.spread = Spread::Uniform { low: 0.0, high: 1.0 };
        }
        ledger.enter(quantity);
    }
    world.polity.ledger = ledger;
    let mut account = world.account();
    assert!(outcome(&account, &[]).drawn.is_empty());
    account.drawn = true;
    let drawn = outcome(&account, &[]).drawn;
    assert_eq!(drawn.keys().collect::<Vec<_>>(), ["fixture.3"]);
}

/// The keys of every object in a JSON value, by where it stands: `/falls/*`.
fn keys(value: &Value, at: &str, free: &BTreeSet<String>, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                let below =
                    if free.contains(at) { format!("{at}/*") } else { format!("{at}/{key}") };
                found.insert(below.clone());
                keys(inner, &below, free, found);
            }
        }
        Value::Array(all) => all.iter().for_each(|v| keys(v, &format!("{at}/*"), free, found)),
        _ => {}
    }
}

/// The same for a schema: its properties, whether they stand in objects, maps or lists.
fn described(schema: &Value, at: &str, free: &mut BTreeSet<String>, found: &mut BTreeSet<String>) {
    if let Some(Value::Object(properties)) = schema.get("properties") {
        for (key, inner) in properties {
            let below = format!("{at}/{key}");
            found.insert(below.clone());
            described(inner, &below, free, found);
        }
    }
    if let Some(inner @ Value::Object(_)) = schema.get("additionalProperties") {
        free.insert(at.to_owned());
        found.insert(format!("{at}/*"));
        described(inner, &format!("{at}/*"), free, found);
    }
    if let Some(inner) = schema.get("items") {
        described(inner, &format!("{at}/*"), free, found);
    }
    for inner in schema.get("oneOf").and_then(Value::as_array).into_iter().flatten() {
        described(inner, at, free, found);
    }
}

#[test]
fn the_schema_describes_every_field_and_no_other() {
    let schema: Value =
        serde_json::from_str(include_str!("../../../schema/outcome.json")).expect("JSON");
    let (mut free, mut told) = (BTreeSet::new(), BTreeSet::new());
    described(&schema, "", &mut free, &mut told);
    let mut world = fixture::World::new();
    // The made-up history has no appeal: give it one, so that every kind of line is there.
    world.log.showdowns[1].stages.push(Stage::Appeal {
        organ: 0,
        by: fixture::MOLOTOV,
        met: false,
    });
    let outcome = outcome(&world.account(), &["outcome.json".to_owned()]);
    let value = serde_json::to_value(&outcome).expect("JSON");
    let mut found = BTreeSet::new();
    keys(&value, "", &free, &mut found);
    // No value was drawn here.
    told.remove("/drawn/*");
    assert_eq!(found, told);
}

#[test]
fn the_page_on_output_names_every_field() {
    let page = include_str!("../../../docs/output.md");
    let value = serde_json::to_value(made()).expect("JSON");
    for key in value.as_object().expect("an object").keys() {
        assert!(page.contains(&format!("`{key}`")), "docs/output.md says nothing of `{key}`");
    }
}
