use std::collections::BTreeSet;

use interregnum::chance::Ranges;
use interregnum::chart::{REGULAR, SEMIBOLD};
use interregnum::polity::{Capacity, Decider, Deed, Sitting, Spread};
use interregnum::scenario::{Scenario, ScenarioName, is_drawn};
use proptest::prelude::*;
use ttf_parser::Face;

use super::{SMALL, found, parse, small};

#[test]
fn the_small_scenario_becomes_the_polity_it_describes() {
    let s = small();
    assert!(s.warnings.is_empty(), "{}", s.warnings);
    let p = &s.polity;
    let ids: Vec<_> = p.principals.iter().map(|p| p.id.as_str()).collect();
    assert_eq!(ids, ["anton", "boris", "clara"]);
    assert_eq!(p.organs[p.presidium].id, "board");
    assert!(matches!(p.organs[p.presidium].sitting, Sitting::Principals { seats: 5 }));
    assert_eq!(p.principals[0].seat, Some(p.presidium));
    assert_eq!(p.principals[2].bench, Some(10));
    assert_eq!(p.principals[0].short, "Anton");
    let party = &p.bases[0];
    let values = p.ledger.central();
    assert_eq!(values[party.capacities[Capacity::Appointment as usize]], 0.8);
    assert_eq!(values[party.after_fall], 1.0);
    assert_eq!((party.cohort.seats[0].voting, party.cohort.seats[0].candidates), (20, 10));
    let secretary = p.offices.iter().find(|o| o.id == "secretary").expect("the office");
    assert_eq!((secretary.opens, secretary.closes), (Some(6), Some(21)));
    assert_eq!(secretary.holder, Some(1));
    let rising = p.crises.iter().find(|c| c.id == "rising").expect("the crisis");
    assert_eq!(rising.trigger.window, (3, 15));
    assert_eq!(rising.decider, Some(Decider::Organ(p.presidium)));
    assert_eq!(rising.trigger.when.len(), 5);
    assert_eq!(rising.options[1].effects.len(), 7);
    assert_eq!(p.crises[0].trigger.window, (0, 23));
    assert_eq!(s.record[0].window, (3, 9));
    assert_eq!(s.record[1].window, (15, 23), "half a year either way, within the calendar");
    assert_eq!(s.grounds["principals.anton"].cite, ["notes"]);
    assert_eq!(s.polity.parameters.len(), interregnum::polity::Parameters::SPEC.len());
    assert_eq!(s.questions.len(), 2);
}

#[test]
fn the_record_of_one_month_goes_by_its_days_wherever_it_is_written() {
    let entry = |id: &str, at: &str| {
        format!("\n[record.{id}]\nat = \"{at}\"\ntext = \"{id}\"\njudgement = \"made up\"\n")
    };
    let written = [
        entry("aa_effect", "1953-06-29"),
        entry("bb_month", "1953-06"),
        entry("zz_cause", "1953-06-17"),
    ];
    let told = |order: [usize; 3]| -> Vec<String> {
        let text = format!("{SMALL}{}", order.map(|at| written[at].clone()).concat());
        let ids = parse(&text).record.into_iter().map(|entry| entry.id);
        ids.filter(|id| ["aa_effect", "bb_month", "zz_cause"].contains(&id.as_str())).collect()
    };
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
        assert_eq!(told(order), ["bb_month", "zz_cause", "aa_effect"]);
    }
}

#[test]
fn every_number_is_in_the_ledger_with_its_path_and_range() {
    let ledger = &small().polity.ledger;
    let at = |path: &str| ledger.quantity(ledger.find(path).expect(path)).clone();
    let dread = at("principals.anton.dread");
    assert_eq!((dread.central, dread.spread, dread.written), (0.9, Spread::Fixed, true));
    assert_eq!(dread.valid, (0.0, 1.0));
    let cunning = at("principals.anton.cunning");
    assert_eq!(cunning.spread, Spread::Uniform { low: 0.6, high: 0.8 });
    assert!((cunning.central - 0.7).abs() < 1e-12);
    assert_eq!(at("principals.anton.resolve").spread, Spread::Normal { mean: 0.5, sd: 0.1 });
    let engagement = at("principals.anton.engagement");
    assert_eq!((engagement.central, engagement.written), (1.0, false));
    assert_eq!(at("principals.boris.positions.foreign").central, 0.0);
    assert_eq!(at("crises.rising.options.crush.effects.0.indicator.by").central, 0.1);
    assert_eq!(at("crises.rising.when.0.indicator.above").central, 0.4);
    assert_eq!(at("crises.rising.options.crush.on_success.effects.0.standing.by").central, 0.1);
    assert_eq!(at("trust.anton.boris").valid, (-1.0, 1.0));
    assert_eq!(at("parameters.leak_rate").central, 0.1);
    assert!(!at("parameters.leak_floor").written);
}

#[test]
fn what_is_written_out_reads_back_as_the_same_scenario() {
    let s = small();
    let again = parse(&s.resolved);
    assert_eq!(s.resolved, again.resolved);
    assert_eq!(s.fingerprint, again.fingerprint);
    assert_eq!(format!("{:?}", s.polity), format!("{:?}", again.polity));
    assert_eq!(s.fingerprint, blake3::hash(s.resolved.as_bytes()).to_hex().as_str());
}

#[test]
fn the_form_of_a_number_does_not_matter_and_its_value_does() {
    let with = |text: &str| parse(&SMALL.replacen("standing = 1\n", text, 1)).fingerprint;
    assert_eq!(with("standing = 1\n"), with("standing = 1.0\n"));
    assert_eq!(with("standing = 1\n"), with("standing = 1e0 # a comment\n"));
    assert_ne!(with("standing = 1\n"), with("standing = 0.99\n"));
}

#[test]
fn every_built_in_scenario_is_sound_and_reads_back() {
    for (name, _) in interregnum::scenario::BUILT_IN {
        let s = Scenario::load(&ScenarioName::parse(name), &[]).unwrap_or_else(|f| panic!("{f}"));
        assert_eq!(s.id, *name);
        let again = parse(&s.resolved);
        assert_eq!(s.fingerprint, again.fingerprint);
        assert_eq!(format!("{:?}", s.polity), format!("{:?}", again.polity));
    }
}

#[test]
fn the_record_is_in_order_of_its_dates() {
    let entry = |id: &str, at: &str| {
        format!("\n[record.{id}]\nat = \"{at}\"\ntext = \"{id}\"\njudgement = \"made up\"\n")
    };
    let text = SMALL.to_owned() + &entry("aa", "1954-06-25") + &entry("zz", "1954-06-05");
    let record = parse(&text).record;
    let dates: Vec<_> = record.iter().map(|entry| entry.on.first).collect();
    assert!(dates.is_sorted(), "{dates:?}");
}

#[test]
fn no_built_in_scenario_tunes_the_engine_and_each_can_be_held_against_the_record() {
    for (name, _) in interregnum::scenario::BUILT_IN {
        let s = Scenario::load(&ScenarioName::parse(name), &[]).unwrap_or_else(|f| panic!("{f}"));
        assert!(s.warnings.is_empty(), "{name}: {}", s.warnings);
        let tuned = s.resolved.lines().find(|line| line.starts_with("[parameters"));
        assert_eq!(tuned, None, "{name} has coefficients of its own");
        assert!(s.record.len() >= 20 && s.questions.len() >= 10, "{name} says too little");
        for entry in &s.record {
            let id = &entry.id;
            assert!(entry.when.is_some(), "{name}: {id} cannot be told of a history");
            assert!(!entry.grounds.cite.is_empty(), "{name}: {id} rests on nothing");
            assert!(entry.window.0 <= entry.at && entry.at <= entry.window.1, "{name}: {id}");
        }
        for (path, grounds) in &s.grounds {
            let known = grounds.cite.iter().all(|key| s.sources.contains_key(key));
            assert!(known, "{name}: {path} cites what is not in [sources]");
        }
        for key in s.sources.keys() {
            let used = s.grounds.values().chain(s.record.iter().map(|entry| &entry.grounds));
            let used = used.into_iter().any(|grounds| grounds.cite.contains(key));
            assert!(used, "{name}: nothing cites {key}");
        }
    }
}

#[test]
fn a_name_with_a_slash_or_the_ending_is_a_file() {
    assert_eq!(ScenarioName::parse("a/b"), ScenarioName::File("a/b".into()));
    assert_eq!(ScenarioName::parse("b.toml"), ScenarioName::File("b.toml".into()));
    assert_eq!(ScenarioName::parse("ussr-1953"), ScenarioName::BuiltIn("ussr-1953".into()));
}

#[test]
fn interventions_are_read_by_date() {
    let text = format!(
        "{SMALL}
[interventions.z]
at = \"1953-04\"
set = {{ \"principals.anton.dread\" = 0.3 }}
[interventions.a]
at = \"1954-04\"
office = \"chief\"
holder = \"clara\"
[interventions.b]
at = \"1954-05\"
crisis = \"rising\"
fires = true
option = \"talk\"
outcome = \"failure\"
[interventions.c]
at = \"1954-06\"
away = \"boris\"
until = \"1954-09\"
[interventions.d]
at = \"1954-07\"
dies = \"anton\"
"
    );
    let p = parse(&text).polity;
    let dread = p.ledger.find("principals.anton.dread").expect("a number");
    let deeds: Vec<_> = p.interventions.iter().map(|i| (i.at, i.deed.clone())).collect();
    assert_eq!(
        deeds,
        [
            (1, Deed::Set(vec![(dread, 0.3)])),
            (13, Deed::Office(0, Some(2))),
            (
                14,
                Deed::Crisis {
                    crisis: 1,
                    fires: Some(true),
                    option: Some(1),
                    success: Some(false)
                }
            ),
            (15, Deed::Away(1, 18)),
            (16, Deed::Dies(0)),
        ]
    );
}

#[test]
fn drawing_moves_ranges_only_and_stays_inside_them() {
    let ledger = small().polity.ledger;
    let ranges = Ranges::of(&ledger);
    let paths: BTreeSet<_> = ranges.iter().map(|(_, path)| path).collect();
    let expected =
        ["cadres.party.patrons.anton", "principals.anton.cunning", "principals.anton.resolve"];
    assert_eq!(paths, BTreeSet::from(expected));
    let one = ranges.draw_by(|path| if path == "principals.anton.cunning" { 0.25 } else { 0.5 });
    let value = |path| one[ledger.find(path).expect("a number")];
    assert!((value("principals.anton.cunning") - 0.65).abs() < 1e-12);
    assert!((value("principals.anton.resolve") - 0.5).abs() < 1e-12);
    let low = ranges.draw_by(|_| 0.001);
    for (num, q) in ledger.iter() {
        if q.spread == Spread::Fixed {
            assert_eq!(low[num], q.central, "{}", q.path);
        }
    }
}

/// The tables of the small scenario, each with its heading.
fn tables() -> Vec<String> {
    let mut tables: Vec<String> = Vec::new();
    for line in SMALL.lines() {
        if line.starts_with('[') {
            tables.push(String::new());
        }
        if let Some(last) = tables.last_mut() {
            last.push_str(line);
            last.push('\n');
        }
    }
    tables
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_order_of_tables_and_comments_do_not_matter(
        tables in Just(tables()).prop_shuffle(),
        comment in "[ -~]{0,20}",
    ) {
        let shuffled = parse(&format!("# {comment}\n{}", tables.join("# and so on\n\n")));
        let plain = small();
        prop_assert_eq!(&shuffled.fingerprint, &plain.fingerprint);
        prop_assert_eq!(format!("{:?}", shuffled.polity), format!("{:?}", plain.polity));
        prop_assert_eq!(shuffled.questions, plain.questions);
    }

    #[test]
    fn no_text_makes_it_panic(from in 0usize..6000, to in 0usize..6000, junk in "[\\PC]{0,6}") {
        // What is cut out and put in may leave anything behind.
        let mut text: Vec<char> = SMALL.chars().collect();
        let (from, to) = (from.min(to).min(text.len()), from.max(to).min(text.len()));
        let to = to.min(from + 30);
        text.splice(from..to, junk.chars());
        let text: String = text.into_iter().collect();
        for finding in &found(&text) {
            prop_assert!(!finding.to_string().is_empty());
        }
    }
}

#[test]
fn names_are_warned_of_by_the_letters_that_pictures_have() {
    for weight in [REGULAR, SEMIBOLD] {
        let face = Face::parse(weight, 0).expect("a valid font");
        for letter in '\0'..='\u{1ffff}' {
            let drawn = face.glyph_index(letter).is_some_and(|glyph| glyph.0 != 0);
            assert_eq!(is_drawn(letter), drawn, "{letter:?}");
        }
    }
}
