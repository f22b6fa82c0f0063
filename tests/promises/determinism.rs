//! The same luck gives the same history, and an edit leaves alone what it does not touch.

use interregnum::chance::{Key, Luck, mix};
use interregnum::engine::{Detail, Event, Log, Occurrence, play};
use interregnum::polity::{Polity, Round, Who};
use interregnum::scenario::Scenario;
use toml::{Table, Value};

use crate::plays::{
    BASELINE, SMALL, SMALL_WORLD, bytes, central, each, edited, luck, parse, what_if,
};

#[track_caller]
fn the_same(one: &Polity, other: &Polity, histories: u64) {
    for history in 0..histories {
        let (a, b) = (central(one, history, Detail::Full), central(other, history, Detail::Full));
        assert!(bytes(&a) == bytes(&b), "history {history} differs");
    }
}

#[test]
fn an_empty_edit_gives_the_identical_history() {
    the_same(&SMALL_WORLD.polity, &parse(SMALL).polity, 5);
    the_same(&SMALL_WORLD.polity, &what_if("").polity, 5);
    let as_it_was = edited(SMALL, &["principals.ash.dread=0.8"]);
    the_same(&SMALL_WORLD.polity, &as_it_was.polity, 5);
    let again = Scenario::parse("again.toml", "extends = \"ussr-1953\"", &[]).expect("valid");
    the_same(&BASELINE.polity, &again.polity, 1);
}

#[test]
fn an_edit_that_nobody_reads_leaves_all_the_same() {
    let retold = edited(
        SMALL,
        &[
            "record.first_winter.at=1901-01",
            "questions.ash_first.ask=\"Who knows?\"",
            "crises.famine.judgement=\"On second thoughts.\"",
            "principals.ash.colour=\"#123456\"",
            "scenario.title=Other",
        ],
    );
    the_same(&SMALL_WORLD.polity, &retold.polity, 5);
}

#[test]
fn keeping_more_of_a_history_does_not_change_it() {
    for history in 0..5 {
        let polity = &SMALL_WORLD.polity;
        let light = central(polity, history, Detail::Light);
        let mut full = central(polity, history, Detail::Full);
        assert!(!full.events.is_empty() && !full.measures.parts.is_empty());
        full.events.clear();
        full.measures.parts.clear();
        assert!(bytes(&light) == bytes(&full), "history {history} differs");
    }
}

/// A log as far as the start of a round.
fn before(mut log: Log, at: Round) -> Log {
    let m = &mut log.measures;
    m.influence.truncate(at);
    m.standing.truncate(at);
    m.parts.truncate(at);
    m.indicators.truncate(at);
    m.lines.truncate(at);
    m.norms.truncate(at);
    m.first.truncate(at);
    m.paramount.truncate(at);
    // Who rises later has a column in none of the rows that are left.
    log.cast.retain(|figure| figure.risen.is_none_or(|risen| risen < at));
    log.tenures.retain(|tenure| tenure.from < at);
    for tenure in &mut log.tenures {
        tenure.to = tenure.to.filter(|&to| to < at);
    }
    log.falls.retain(|fall| fall.at < at);
    log.deaths.retain(|death| death.1 < at);
    log.showdowns.retain(|showdown| showdown.at < at);
    log.happenings.retain(|happening| happening.at < at);
    log.opposed.retain(|stand| stand.2 < at);
    log.plots.retain(|plot| plot.2 < at);
    log.dropped.retain(|plot| plot.2 < at);
    log.turns.retain(|turn| turn.1 < at);
    log.events.retain(|event| event.at < at);
    // The what-if's only intervention comes then, and not before.
    log.without_effect.clear();
    log
}

#[test]
fn an_edit_of_a_date_leaves_everything_before_it_the_same() {
    let kinds = [
        "set = { \"principals.ash.dread\" = 0.0, \"parameters.with_plots\" = 0, \"norms.terror\" = 0.0 }",
        "set = { \"principals.birch.standing\" = 1.0, \"trust.birch.ash\" = 1.0, \"bases.desk.weight\" = 0.1 }",
        "office = \"captain\"\nholder = \"birch\"",
        "office = \"chancellor\"",
        "crisis = \"raid\"\nfires = true\noption = \"pay\"\noutcome = \"failure\"",
        "crisis = \"famine\"\nfires = false",
        "dies = \"cedar\"",
        "away = \"birch\"\nuntil = \"1904-06\"",
    ];
    for deed in kinds {
        for (date, at) in [("1900-01", 0), ("1900-08", 7), ("1902-03", 26)] {
            let changed = what_if(&format!("[interventions.it]\nat = \"{date}\"\n{deed}\n"));
            // In some histories there is nothing left for it to change.
            let mut moved = 0;
            for history in 0..40 {
                if history >= 4 && moved > 0 {
                    break;
                }
                let one = central(&SMALL_WORLD.polity, history, Detail::Full);
                let other = central(&changed.polity, history, Detail::Full);
                let told = |event: &Event| {
                    let intervention = |what: &Occurrence| matches!(what, Occurrence::Intervention { id, .. } if id == "it");
                    event.at == at && intervention(&event.what)
                };
                assert!(other.events.iter().any(told), "{deed} is not told");
                moved += u32::from(one.measures != other.measures);
                let (one, other) = (before(one, at), before(other, at));
                assert!(bytes(&one) == bytes(&other), "{deed} at {date} reaches into the past");
            }
            assert!(moved > 0, "{deed} at {date} changes nothing in forty histories");
        }
    }
}

/// A scenario's text with every table's entries in an order drawn from `salt`.
fn shuffled(text: &str, salt: u64) -> String {
    fn order<'a>(table: &'a Table, path: &str, salt: u64) -> Vec<(&'a String, &'a Value)> {
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(key, _)| mix(Key::of("key", &format!("{path}.{key}"), salt).bits()));
        entries
    }
    fn inline(value: &Value, path: &str, salt: u64) -> String {
        match value {
            Value::Table(table) => {
                let each = order(table, path, salt).into_iter().map(|(key, value)| {
                    format!("{key:?} = {}", inline(value, &format!("{path}.{key}"), salt))
                });
                format!("{{ {} }}", each.collect::<Vec<_>>().join(", "))
            }
            Value::Array(array) => {
                let each = array.iter().enumerate();
                let each = each.map(|(n, v)| inline(v, &format!("{path}.{n}"), salt));
                format!("[{}]", each.collect::<Vec<_>>().join(", "))
            }
            other => other.to_string(),
        }
    }
    let table: Table = text.parse().expect("TOML");
    let mut sections = Vec::new();
    for (room, entries) in &table {
        let Value::Table(entries) = entries else { panic!("{room} is no table") };
        for (key, value) in entries {
            let path = format!("{room}.{key}");
            let (head, body) = match value {
                Value::Table(inner) if !matches!(inner.get("low").or(inner.get("mean")), Some(n) if !n.is_table()) =>
                {
                    let each = order(inner, &path, salt).into_iter().map(|(name, value)| {
                        format!("{name:?} = {}\n", inline(value, &format!("{path}.{name}"), salt))
                    });
                    (format!("[{room}.{key:?}]\n"), each.collect::<String>())
                }
                _ => continue,
            };
            sections.push((path, head + &body));
        }
        let plain = order(entries, room, salt)
            .into_iter()
            .filter(|(key, _)| !sections.iter().any(|(path, _)| *path == format!("{room}.{key}")));
        let plain: String = plain
            .map(|(key, v)| format!("{key:?} = {}\n", inline(v, &format!("{room}.{key}"), salt)))
            .collect();
        sections.push((room.clone(), format!("[{room}]\n{plain}")));
    }
    sections.sort_by_key(|(path, _)| mix(Key::of("section", path, salt).bits()));
    sections.into_iter().map(|(_, text)| text + "\n").collect()
}

#[test]
fn the_order_of_tables_changes_nothing() {
    for salt in 0..4 {
        let text = shuffled(SMALL, salt);
        assert_ne!(text, shuffled(SMALL, salt + 1), "nothing was shuffled");
        let other = parse(&text);
        assert_eq!(other.resolved, SMALL_WORLD.resolved);
        the_same(&SMALL_WORLD.polity, &other.polity, 3);
    }
    let (_, text) = interregnum::scenario::BUILT_IN[0];
    let other = parse(&shuffled(text, 7));
    the_same(&BASELINE.polity, &other.polity, 1);
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        let play = |history| bytes(&central(&SMALL_WORLD.polity, history, Detail::Full));
        pool.install(|| each(24, play))
    };
    let alone = run(1);
    assert!(run(2) == alone && run(5) == alone);
    // Nor does what was played before on the same thread.
    let backwards: Vec<_> = (0..24)
        .rev()
        .map(|history| bytes(&central(&SMALL_WORLD.polity, history, Detail::Full)))
        .collect();
    assert!(backwards.into_iter().rev().eq(alone));
}

/// A log without some of the scenario's principals, the others numbered as if these had never been.
fn without(log: &Log, gone: &[Who]) -> Log {
    let kept = |who: Who| !gone.contains(&who);
    let new = |who: Who| {
        assert!(kept(who), "{} takes part", log.cast[who].id);
        who - gone.iter().filter(|&&g| g < who).count()
    };
    let some = |who: Option<Who>| who.map(new);
    let list = |whos: &[Who]| whos.iter().copied().map(new).collect::<Vec<_>>();
    let columns = |rows: &[Vec<f32>]| -> Vec<Vec<f32>> {
        let row = |row: &Vec<f32>| {
            row.iter().enumerate().filter(|(who, _)| kept(*who)).map(|(_, &x)| x).collect()
        };
        rows.iter().map(row).collect()
    };
    let mut out = log.clone();
    let mut who = 0..;
    out.cast.retain(|_| kept(who.next().expect("endless")));
    out.measures.influence = columns(&log.measures.influence);
    out.measures.standing = columns(&log.measures.standing);
    out.measures.first = list(&log.measures.first);
    out.measures.paramount = log.measures.paramount.iter().copied().map(some).collect();
    out.tenures.iter_mut().for_each(|t| t.who = new(t.who));
    for fall in &mut out.falls {
        (fall.who, fall.by) = (new(fall.who), list(&fall.by));
    }
    out.deaths.retain(|death| kept(death.0));
    out.deaths.iter_mut().for_each(|death| death.0 = new(death.0));
    for showdown in &mut out.showdowns {
        (showdown.target, showdown.leader) = (new(showdown.target), new(showdown.leader));
        showdown.members = list(&showdown.members);
        showdown.defenders = list(&showdown.defenders);
        for stage in &mut showdown.stages {
            if let interregnum::engine::Stage::Appeal { by, .. } = stage {
                *by = new(*by);
            }
        }
    }
    for happening in &mut out.happenings {
        happening.taken_by = some(happening.taken_by);
        happening.argued.iter_mut().for_each(|argued| argued.0 = new(argued.0));
    }
    for (a, b, _) in out.opposed.iter_mut().chain(&mut out.plots).chain(&mut out.dropped) {
        (*a, *b) = (new(*a), new(*b));
    }
    out
}

#[test]
fn who_never_takes_part_changes_nobody_elses_luck() {
    // One sorts before everyone, one between, one after; none ever comes off the bench.
    let newcomer = |id: &str| {
        format!(
            "[principals.{id}]\nname = \"N. Obody\"\nborn = 1850\nbench_from = \"1905-01\"\n\
             ambition = 0.9\ncunning = 0.9\nresolve = 0.9\ndread = 0.9\ntaint = 0.9\n\
             appeal = 0.9\nrigidity = 0.9\nstanding = 0.0\njudgement = \"Invented.\"\n"
        )
    };
    let more: String = ["aardvark", "cypress", "zelkova"].map(newcomer).concat();
    let calendar = SMALL.replace("rounds = 60", "rounds = 61");
    // The bench opens to them in the last round, which is left out of the comparison.
    let (plain, wider) = (parse(&calendar), parse(&(calendar.clone() + &more)));
    let gone: Vec<Who> = (wider.polity.principals.iter().enumerate())
        .filter(|(_, p)| ["aardvark", "cypress", "zelkova"].contains(&p.id.as_str()))
        .map(|(who, _)| who)
        .collect();
    assert_eq!(gone.len(), 3);
    for history in 0..12 {
        let one = before(central(&plain.polity, history, Detail::Light), 60);
        let other = before(central(&wider.polity, history, Detail::Light), 60);
        assert!(bytes(&one) == bytes(&without(&other, &gone)), "history {history} differs");
    }
}

#[test]
fn another_branch_seed_or_history_is_other_luck() {
    let polity = &SMALL_WORLD.polity;
    let values = polity.ledger.central();
    let base = play(polity, &values, luck(0), Detail::Light);
    for other in [
        Luck { branch: 1, ..luck(0) },
        Luck { seed: 1954, ..luck(0) },
        Luck { history: 1, ..luck(0) },
    ] {
        let differs = play(polity, &values, other, Detail::Light);
        assert_ne!(base.measures.indicators, differs.measures.indicators);
        assert_ne!(base.measures.influence, differs.measures.influence);
    }
}
