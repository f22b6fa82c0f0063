//! `docs/grades.md`: on what every number of the baseline rests, made from the scenario itself.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use interregnum::question::Proposition;
use interregnum::scenario::{Grounds, Scenario, ScenarioName};

const HEAD: &str = "\
# On what each number rests

Every number of `ussr-1953`, by the table it stands in, with the grade of its evidence. Made from the scenario:
`BLESS=1 cargo test --test documents` writes it anew. `interregnum show ussr-1953 PATH` tells on what one value
rests. The grade stands here only, and so does the reason of trust and files, for which the scenario notes nothing entry by entry.

- **documented**: a source says so; the number only puts it on a scale.
- **inferred**: a source speaks of it, and the number is our reading, with the reason given.
- **judged**: the sources are silent; the number is our judgement, with the reason given.

No source gives a number, so that even *documented* means no more than that one says which way and roughly how far.

";

fn grade(grounds: &Grounds) -> &'static str {
    match (grounds.cite.is_empty(), &grounds.judgement) {
        (false, None) => "documented",
        (false, Some(_)) => "inferred",
        (true, Some(_)) => "judged",
        (true, None) => "without grounds",
    }
}

/// The nearest table at or above a path that states its grounds.
fn grounds_of<'a>(
    all: &'a BTreeMap<String, Grounds>,
    path: &str,
) -> Option<(&'a str, &'a Grounds)> {
    let mut path = path;
    loop {
        if let Some((table, grounds)) = all.get_key_value(path) {
            return Some((table, grounds));
        }
        path = &path[..path.rfind('.')?];
    }
}

/// The options that an entry of the record has chosen, by path.
fn chosen(scenario: &Scenario, when: &Proposition, all: &mut BTreeSet<String>) {
    match *when {
        Proposition::Chosen(crisis, option) => {
            let crisis = &scenario.polity.crises[crisis];
            all.insert(format!("crises.{}.options.{}", crisis.id, crisis.options[option].id));
        }
        Proposition::All(ref each) | Proposition::Any(ref each) => {
            each.iter().for_each(|when| chosen(scenario, when, all));
        }
        _ => {}
    }
}

#[test]
fn what_was_not_chosen_in_fact_is_not_documented() {
    let baseline = ScenarioName::BuiltIn("ussr-1953".to_owned());
    let scenario = Scenario::load(&baseline, &[]).expect("the baseline is sound");
    let mut taken = BTreeSet::new();
    for when in scenario.record.iter().filter_map(|entry| entry.when.as_ref()) {
        chosen(&scenario, when, &mut taken);
    }
    let mut seen = 0;
    for crisis in &scenario.polity.crises {
        let all = crisis.options.iter();
        let paths = all.map(|way| format!("crises.{}.options.{}", crisis.id, way.id));
        let (in_fact, others): (Vec<_>, Vec<_>) = paths.partition(|path| taken.contains(path));
        // Where the record does not say what was chosen, nothing was left.
        for path in others.iter().filter(|_| !in_fact.is_empty()) {
            let (_, grounds) = grounds_of(&scenario.grounds, path).expect("it has grounds");
            assert!(grounds.judgement.is_some(), "{path}");
            seen += 1;
        }
    }
    assert!(seen >= 15, "{seen}");
}

/// The page.
pub fn page() -> String {
    let baseline = ScenarioName::BuiltIn("ussr-1953".to_owned());
    let scenario = Scenario::load(&baseline, &[]).expect("the baseline is sound");
    let between_people = Grounds {
        cite: Vec::new(),
        judgement: Some(
            "How they stood to each other at the start, as we read the sources.".into(),
        ),
    };
    let mut tables: BTreeMap<&str, (usize, &Grounds)> = BTreeMap::new();
    let mut grades: BTreeMap<&str, usize> = BTreeMap::new();
    let entries = scenario.polity.ledger.iter().map(|(_, entry)| entry);
    for entry in entries.filter(|entry| entry.written) {
        if entry.path.starts_with("parameters.") {
            continue;
        }
        let own = grounds_of(&scenario.grounds, &entry.path);
        let (table, grounds) = own.unwrap_or_else(|| {
            // Tables of people by people: their keys are names, so they hold no grounds.
            let by_people = ["trust.", "files."].iter().any(|kind| entry.path.starts_with(kind));
            assert!(by_people, "{} has no grounds", entry.path);
            (entry.path.rsplit_once('.').expect("three parts").0, &between_people)
        });
        tables.entry(table).or_insert((0, grounds)).0 += 1;
        *grades.entry(grade(grounds)).or_default() += 1;
    }
    let mut page = HEAD.to_owned();
    for (grade, numbers) in &grades {
        writeln!(page, "- {numbers} numbers are {grade}.").expect("a String takes all");
    }
    page.push_str("\n| table | numbers | grade | sources | our reason |\n|---|---|---|---|---|\n");
    for (table, (numbers, grounds)) in &tables {
        let cite = grounds.cite.join(", ");
        let reason = grounds.judgement.as_deref().unwrap_or("").replace('|', "\\|");
        writeln!(page, "| `{table}` | {numbers} | {} | {cite} | {reason} |", grade(grounds))
            .expect("a String takes all");
    }
    page
}
