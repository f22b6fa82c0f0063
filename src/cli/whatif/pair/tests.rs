use super::*;
use crate::engine::{Aim, Event, Fate, Stage};

fn sign(read: &str, base: f64, whatif: f64) -> Sign {
    Sign { at: 0, event: String::new(), read: read.to_owned(), base, whatif }
}

#[test]
fn years_are_whole_numbers() {
    assert_eq!([1460.0, 12.5, 2.0].map(number), ["1460", "12.5", "2.00"]);
}

#[test]
fn readings_that_look_the_same_are_left_out_unless_all_do() {
    let told = |reads: &[Sign]| weighed(reads, |sign| sign.read.clone());
    let price = sign("price of losing", 0.6310, 0.6325);
    let hope = sign("hope", 0.25, 0.5);
    let both = told(&[price.clone(), hope]).unwrap();
    assert_eq!(both, "the hope: 0.50 instead of 0.25");
    assert_eq!(told(&[price]).unwrap(), "the price of losing: 0.63 in both, but for 0.0015");
    assert_eq!(
        told(&[sign("x", 0.5, 0.5 - 1e-7)]).unwrap(),
        "the x: 0.50 in both, but for less than 0.0001"
    );
    assert_eq!(told(&[]), None);
    let regard = sign("the organ's regard for Malenkov", 0.25, 0.5);
    assert_eq!(told(&[regard]).unwrap(), "the organ's regard for Malenkov: 0.50 instead of 0.25");
}

#[test]
fn a_move_that_costs_a_reprimand_says_so_and_what_is_done_is_not_said_to_fail() {
    let (mut softened, mut ill) = (0, 0);
    for history in 0..20 {
        let one = one("testament-carried-out", history);
        let meant = super::super::meant::meant("testament-carried-out", &[], None, None);
        let meant = meant.unwrap_or_else(|_| panic!("it is built in"));
        let told = Told { polity: &meant.whatif.polity, log: &one.whatif };
        for event in &one.whatif.events {
            let words = told.spoken(event).words;
            match event.what {
                Occurrence::Fall(k) => {
                    let fall = &one.whatif.falls[k];
                    let Some(s) = one.whatif.showdowns.get(fall.showdown) else { continue };
                    let more = s.won && fall.as_target && s.aim != Aim::Censure;
                    if more && fall.fate == Fate::Reprimanded {
                        let showdown = Occurrence::Showdown(fall.showdown);
                        let words = told.spoken(&Event { what: showdown, ..event.clone() }).words;
                        assert!(words.ends_with("is only reprimanded"), "{words}");
                        softened += 1;
                    }
                }
                Occurrence::Crisis(k) => {
                    let happening = &one.whatif.happenings[k];
                    let Some((way, false)) = happening.chosen else { continue };
                    let way = &meant.whatif.polity.crises[happening.crisis].options[way];
                    if !way.failure_way.text.is_empty() {
                        assert!(!words.contains("fails"), "{words}");
                        ill += 1;
                    }
                }
                _ => {}
            }
        }
    }
    assert!(softened > 0 && ill > 0, "{softened} {ill}");
}

#[test]
fn a_vote_that_is_met_with_force_says_so() {
    let mut met = 0;
    for history in 0..20 {
        let one = one("army-neutral", history);
        let meant = super::super::meant::meant("army-neutral", &[], None, None);
        let meant = meant.unwrap_or_else(|_| panic!("it is built in"));
        let told = Told { polity: &meant.base.polity, log: &one.base };
        for event in &one.base.events {
            let Occurrence::Showdown(k) = event.what else { continue };
            let stages = &one.base.showdowns[k].stages;
            let resisted = stages.iter().any(|s| matches!(s, Stage::Force { resisted: true, .. }));
            let words = told.spoken(event).words;
            assert_eq!(words.contains("met with force"), resisted, "{words}");
            met += u32::from(resisted);
        }
    }
    assert!(met > 0, "nobody resists");
}

#[test]
fn where_the_twins_never_part_it_is_said_that_what_is_changed_never_came_up() {
    let mut never = 0;
    for history in 0..20 {
        let one = one("hungary-let-go", history);
        if one.parting.is_some() {
            continue;
        }
        let hungary = |log: &Log, polity: &Polity| {
            log.happenings.iter().any(|h| polity.crises[h.crisis].id == "hungary")
        };
        let meant = super::super::meant::meant("hungary-let-go", &[], None, None);
        let meant = meant.unwrap_or_else(|_| panic!("it is built in"));
        let said = one.told[0].contains("does not come up in this history");
        assert_eq!(said, !hungary(&one.whatif, &meant.whatif.polity), "{}", one.told[0]);
        never += 1;
    }
    assert!(never > 0);
}

fn one(name: &str, history: u64) -> One {
    let meant = super::super::meant::meant(name, &[], None, None);
    let meant = meant.unwrap_or_else(|_| panic!("{name} is built in"));
    play(&meant, &super::super::twins(&meant), 1953, history)
}

#[test]
fn where_the_change_steps_in_that_is_told_and_nothing_else_is_looked_for() {
    for history in 0..3 {
        let told = one("beria-gone", history).told;
        let start = format!(
            "World {history}: the twins part in April 1953. The change steps in: Beria dies."
        );
        assert!(told[0].starts_with(&start), "{}", told[0]);
        assert!(!told[0].contains("Nobody weighed"), "{}", told[0]);
    }
}

#[test]
fn where_something_was_not_open_it_is_told_what_was_weighed_otherwise() {
    let mut found = 0;
    let names = ["no-appointments", "khrushchev-warned", "malenkov-keeps-secretariat"];
    for (name, history) in names.iter().flat_map(|name| (0..10).map(move |h| (name, h))) {
        let one = one(name, history);
        let Some(parting) = &one.parting else { continue };
        if !matches!(parting.ground, Ground::NotInMind { .. } | Ground::NotOpen { .. }) {
            continue;
        }
        let otherwise = ["What was weighed otherwise was the ", "Behind it is the change ("];
        assert!(otherwise.iter().any(|text| one.told[0].contains(text)), "{}", one.told[0]);
        found += 1;
    }
    assert!(found > 3, "{found}");
}

#[test]
fn a_parting_is_laid_to_what_has_changed_by_then() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("late.toml");
    let text = "extends = \"ussr-1953\"\nremove = [\"crises.suez\"]\n\
                [whatif]\nrewrite = \"Later\"\nbecause = \"ours\"\n\
                [interventions.ill]\nat = \"1957-06\"\naway = \"zhukov\"\nuntil = \"1957-09\"\n\
                [interventions.late]\nat = \"1958-01\"\nset = { \"norms.terror\" = 0.1 }\n";
    std::fs::write(&path, text).unwrap();
    let meant = super::super::meant::meant(&path.display().to_string(), &[], None, None);
    let meant = meant.unwrap_or_else(|_| panic!("it can be played"));
    let values = [&meant.base, &meant.whatif].map(|of| of.polity.ledger.central());
    let round = |year: usize, month: usize| (year - 1953) * 12 + month - 3;
    let until = |at| changed(&meant, &values, at);
    let out = ["crises.suez is taken out"];
    assert_eq!(until(round(1957, 5)), out);
    assert_eq!(until(round(1957, 6)).len(), 2);
    let all = until(round(1958, 1));
    let terror = |words: &String| words.starts_with("norms.terror: 0.1 instead of ");
    assert!(all.len() == 3 && all.iter().any(terror), "{all:?}");
}

/// What the change does, with these edits of the baseline.
fn changed_by(edits: &[&str]) -> Vec<String> {
    let edits: Vec<String> = edits.iter().map(|edit| (*edit).to_owned()).collect();
    let meant = super::super::meant::meant("ussr-1953", &edits, None, None);
    let meant = meant.unwrap_or_else(|_| panic!("it can be played"));
    let values = [&meant.base, &meant.whatif].map(|of| of.polity.ledger.central());
    changed(&meant, &values, 0)
}

#[test]
fn a_change_is_told_as_it_is_written() {
    let told = changed_by(&["parameters.death_at_sixty=0.0015"]);
    assert!(told[0].starts_with("parameters.death_at_sixty: 0.0015 instead of 0.00"), "{told:?}");
    let told = changed_by(&["principals.malenkov.born=1912"]);
    assert_eq!(told, ["principals.malenkov.born: 1912 instead of 1902"]);
    // So is what is no number.
    let told = changed_by(&["crises.berlin.from=\"1960-06\""]);
    assert_eq!(told, ["crises.berlin.from: 1960-06 instead of 1958-06"]);
    let told = changed_by(&["offices.first_secretary.powers.appoint_in=[\"army\", \"party\"]"]);
    assert_eq!(told, ["offices.first_secretary.powers.appoint_in: army, party instead of party"]);
    assert_eq!(changed_by(&["crises.berlin.text=\"No more.\""]), [""; 0], "nobody reads it");
    // What was drawn is told to two places, unless that hides the change.
    assert_eq!(two_values((0.5, false), (0.312_345, true)), ["0.5", "0.31"]);
    assert_eq!(two_values((0.31, false), (0.312_345, true)), ["0.31", "0.312345"]);
}

#[test]
fn who_is_added_is_named_and_not_by_his_first_number() {
    let meant = super::super::meant::meant("khrushchev-warned", &[], None, None);
    let meant = meant.unwrap_or_else(|_| panic!("it is built in"));
    let values = [&meant.base, &meant.whatif].map(|of| of.polity.ledger.central());
    let told = changed(&meant, &values, 0);
    let own = |one: &&String| one.starts_with("principals.khrushchev");
    let own: Vec<&String> = told.iter().filter(own).collect();
    assert_eq!(own, ["principals.khrushchev is added"], "{told:?}");
    // A number that joins others of its kind is told by what it is.
    let share = "cadres.government.patrons.khrushchev: 0.05".to_owned();
    assert!(told.contains(&share), "{told:?}");
}

#[test]
fn before_the_twins_part_the_two_columns_are_one() {
    let mut same = 0;
    for (name, steps_in) in [("hungary-let-go", true), ("good-harvests", false)] {
        let apart = |one: &One| one.parting.as_ref().map(|parting| parting.at);
        let mut each = (1..40).map(|history| one(name, history));
        let one = each.find(|one| apart(one).is_some()).expect("some part");
        let apart = apart(&one).expect("they part");
        let calendar = crate::polity::Calendar::words;
        let polity = super::super::meant::meant(name, &[], None, None);
        let polity = polity.unwrap_or_else(|_| panic!("{name} is built in")).base.polity;
        let until: Vec<String> = (0..apart).map(|r| calendar(&polity.calendar, r)).collect();
        let mut told = 0;
        for month in one.months.iter().filter(|month| until.contains(&month.label)) {
            let own = |text: &&String| !text.starts_with("Here the what-if steps in: ");
            let rest: Vec<&String> = month.whatif.iter().filter(own).collect();
            told += month.whatif.len() - rest.len();
            assert_eq!(rest, month.base.iter().collect::<Vec<_>>(), "{name}: {}", month.label);
            same += 1;
        }
        assert!(!steps_in || told == 1, "{name}: {told}");
    }
    assert!(same > 5, "{same}");
}
