//! Nobody is favoured by his name, by his place in the file, or at all where all are alike.

use std::collections::BTreeMap;

use interregnum::engine::{Detail, Log};
use interregnum::scenario::Scenario;
use toml::{Table, Value};

use crate::plays::{SMALL, SMALL_WORLD, central, each, parse};

/// Rooms of a scenario whose keys are ids.
const ROOMS: [&str; 9] = [
    "sources",
    "principals",
    "bases",
    "offices",
    "organs",
    "issues",
    "indicators",
    "crises",
    "questions",
];
/// Tables elsewhere whose keys are ids.
const BY_ID: &[&str] = &[
    "positions",
    "patrons",
    "seats",
    "judged_by",
    "pushed_by",
    "stance",
    "helped_by",
    "answers_for",
    "options",
];

/// Every id of a scenario with another in its place, so that their order is turned round.
fn renaming(scenario: &Table) -> BTreeMap<String, String> {
    let mut ids = Vec::new();
    for room in ROOMS {
        for (id, entry) in scenario[room].as_table().expect("a room") {
            ids.push(id.clone());
            if let Some(Value::Table(options)) = entry.get("options") {
                ids.extend(options.keys().cloned());
            }
        }
    }
    ids.sort();
    ids.dedup();
    let count = ids.len();
    let letter = |n: usize| char::from(b'a' + u8::try_from(n % 26).expect("below 26"));
    let name = |n: usize| format!("q{}{}{}", letter(n / 26), letter(n), letter(n * 7 + 3));
    ids.into_iter().enumerate().map(|(n, id)| (id, name(count - n))).collect()
}

fn renamed(value: &Value, keys_are_ids: bool, names: &BTreeMap<String, String>) -> Value {
    let new = |id: &str| names.get(id).cloned();
    match value {
        Value::Table(table) => {
            let each = table.iter().map(|(key, value)| {
                let id = if keys_are_ids { new(key) } else { None };
                let prose = ["name", "short", "text", "ask"].contains(&key.as_str());
                let value = match value {
                    Value::String(_) if prose && !keys_are_ids => Value::String("Other".into()),
                    other => renamed(other, !keys_are_ids && BY_ID.contains(&key.as_str()), names),
                };
                (id.unwrap_or_else(|| key.clone()), value)
            });
            Value::Table(each.collect())
        }
        Value::Array(array) => {
            Value::Array(array.iter().map(|value| renamed(value, false, names)).collect())
        }
        Value::String(text) => {
            let office =
                text.strip_prefix("office:").and_then(new).map(|id| format!("office:{id}"));
            Value::String(new(text).or(office).unwrap_or_else(|| text.clone()))
        }
        other => other.clone(),
    }
}

/// The scenario under other names.
fn under_other_names(text: &str) -> (Scenario, BTreeMap<String, String>) {
    let table: Table = text.parse().expect("TOML");
    let names = renaming(&table);
    let mut other = Table::new();
    for (room, entries) in &table {
        let by_pair = ["trust", "files"].contains(&room.as_str());
        let by_id = ROOMS.contains(&room.as_str()) || by_pair || room == "cadres";
        let mut entries = renamed(entries, by_id, &names);
        if by_pair && let Value::Table(of) = &mut entries {
            of.iter_mut().for_each(|(_, towards)| *towards = renamed(towards, true, &names));
        }
        other.insert(room.clone(), entries);
    }
    (parse(&other.to_string()), names)
}

const HISTORIES: u64 = 2_000;

/// How often something holds of the histories of a scenario.
fn rates(scenario: &Scenario, of: impl Fn(&Log) -> Vec<bool> + Sync + Send) -> Vec<f64> {
    let all = each(HISTORIES, |history| of(&central(&scenario.polity, history, Detail::Light)));
    let mut sums = vec![0.0; all[0].len()];
    for one in &all {
        sums.iter_mut().zip(one).for_each(|(sum, holds)| *sum += f64::from(u8::from(*holds)));
    }
    sums.into_iter().map(|sum| sum / HISTORIES as f64).collect()
}

#[test]
fn names_change_the_luck_but_not_the_odds() {
    let (other, names) = under_other_names(SMALL);
    for question in &SMALL_WORLD.questions {
        assert!(other.questions.iter().any(|q| q.id == names[&question.id]));
    }
    assert!(other.polity.principals.iter().all(|p| !SMALL.contains(&p.id)), "a name was kept");
    let answers = |scenario: &Scenario, order: &[String]| {
        let asked: Vec<_> = order
            .iter()
            .map(|id| scenario.questions.iter().find(|q| q.id == *id).expect("asked"))
            .cloned()
            .collect();
        rates(scenario, |log| {
            asked.iter().map(|q| q.answer(&scenario.polity, log).unwrap_or(false)).collect()
        })
    };
    let order: Vec<_> = SMALL_WORLD.questions.iter().map(|q| q.id.clone()).collect();
    let new_order: Vec<_> = order.iter().map(|id| names[id].clone()).collect();
    let (one, two) = (answers(&SMALL_WORLD, &order), answers(&other, &new_order));
    let mut certain = 0;
    for ((id, p), q) in order.iter().zip(one).zip(two) {
        let error = ((p * (1.0 - p) + q * (1.0 - q)) / HISTORIES as f64).sqrt();
        println!("{id:24} {p:.3} {q:.3}");
        assert!((p - q).abs() <= 4.0 * error, "{id}: {p} under one name, {q} under another");
        certain += usize::from(error == 0.0);
    }
    assert!(certain < order.len() / 2, "most questions have the same answer in every history");
}

#[test]
fn new_names_are_other_luck() {
    let (other, _) = under_other_names(SMALL);
    let one = central(&SMALL_WORLD.polity, 0, Detail::Light);
    let two = central(&other.polity, 0, Detail::Light);
    assert_ne!(one.measures.indicators, two.measures.indicators);
}

/// A polity of so many contenders who differ in their ids alone.
fn equals(ids: &[&str], office: bool) -> Scenario {
    let mut text = String::from(
        "[scenario]\ntitle = \"Equals\"\n[calendar]\nstart = \"1900-01\"\nrounds = 18\n\
         [norms]\nterror = 0.5\nterror_floor = 0.2\ncollegiality = 0.6\nprecedent = 0.1\n\
         [bases.hall]\nname = \"Hall\"\nweight = 1.0\ncoercion = 0.5\nappointment = 0.8\n\
         information = 0.4\nadministration = 0.5\npublicity = 0.5\ncommand = 0.3\n\
         judgement = \"Invented.\"\n\
         [organs.council]\nname = \"Council\"\nsits = \"principals\"\nappeal_to = \"assembly\"\n\
         judgement = \"Invented.\"\n\
         [organs.assembly]\nname = \"Assembly\"\nsits = \"cadres\"\njudgement = \"Invented.\"\n",
    );
    if office {
        text += "[offices.chair]\nname = \"Chair\"\nheads = \"hall\"\nresponsibility = 0.6\n\
                 powers = { appoint = 2, appoint_in = [\"hall\"], command = 0.6, files = 0.3, \
                 speak = 1, convene = [\"assembly\"] }\njudgement = \"Invented.\"\n";
    }
    let mut patrons = Vec::new();
    for id in ids {
        text += &format!(
            "[principals.{id}]\nname = \"Equal\"\nborn = 1855\ncontender = true\nseat = \"council\"\n\
             home = \"hall\"\nambition = 0.8\ncunning = 0.5\nresolve = 0.6\ndread = 0.5\n\
             taint = 0.4\nappeal = 0.5\nrigidity = 0.4\nstanding = 0.5\njudgement = \"Invented.\"\n"
        );
        patrons.push(format!("{id} = 0.2"));
    }
    text += &format!(
        "[cadres.hall]\nposts = 60\nseats = {{ assembly = {{ voting = 20 }} }}\n\
         patrons = {{ {} }}\njudgement = \"Invented.\"\n",
        patrons.join(", ")
    );
    parse(&text)
}

#[test]
fn equals_win_equally_often() {
    for (ids, office) in [
        (&["arum", "bryony", "clover"][..], false),
        (&["arum", "bryony", "clover", "daphne"][..], true),
    ] {
        let equals = equals(ids, office);
        let count = ids.len();
        let found = rates(&equals, |log| {
            let last = *log.measures.first.last().expect("a round");
            let gone = |who| log.falls.iter().any(|fall| fall.who == who && fall.fate.is_fall());
            (0..count).map(|who| last == who).chain((0..count).map(gone)).collect()
        });
        println!("{ids:?} lead and fall: {found:.3?}");
        for rates in found.chunks(count) {
            let mean = rates.iter().sum::<f64>() / count as f64;
            let error = (mean * (1.0 - mean) / HISTORIES as f64).sqrt();
            for (id, rate) in ids.iter().zip(rates) {
                assert!((rate - mean).abs() <= 4.0 * error, "{id} {rate}, all {mean}: {found:?}");
            }
        }
    }
}
