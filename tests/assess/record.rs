//! What of a record is asked, what it answers, and that nothing later is looked at.

use interregnum::assess::{Settled, Yardstick, answers, settled};
use interregnum::ensemble::Unwatched;
use interregnum::polity::Round;
use interregnum::question::{Person, Proposition};
use interregnum::scenario::{BUILT_IN, Scenario};

use super::{BASELINE, small, small_and};

fn why<'a>(yardstick: &'a Yardstick, path: &str) -> Option<&'a str> {
    yardstick.skipped.iter().find(|s| s.path == path).map(|s| s.why.as_str())
}

#[test]
fn what_cannot_be_scored_is_named_with_its_reason() {
    let yardstick = Yardstick::of(&small(), None);
    let ids: Vec<&str> = yardstick.entries.iter().map(|e| e.id.as_str()).collect();
    assert_eq!(ids, ["first_winter", "ash_dies", "birch_first", "late"]);
    assert_eq!(why(&yardstick, "record.words_only"), Some("it is not put as a proposition"));
    assert_eq!(why(&yardstick, "questions.content"), Some("the record does not answer it"));
    let known: Vec<(&str, bool)> =
        yardstick.questions.iter().map(|a| (a.question.id.as_str(), a.answer)).collect();
    assert!(known.contains(&("ash_by_1901", true)), "{known:?}");
    assert!(known.contains(&("ash_executed", true)), "{known:?}");
}

#[test]
fn up_to_a_month_nothing_later_is_asked_and_windows_end_there() {
    let scenario = small();
    let until = 26; // March 1902
    let yardstick = Yardstick::of(&scenario, Some(until));
    assert_eq!(yardstick.last(), until);
    assert!(yardstick.entries.iter().all(|e| e.at <= until && e.window.1 <= until));
    // Birch leads in fact in January, but it is decided only in June.
    assert!(why(&yardstick, "record.birch_first").expect("skipped").contains("June 1902"));
    assert!(yardstick.entries.iter().all(|e| e.id != "late"));
    assert_eq!(why(&yardstick, "record.late"), None);
    assert!(yardstick.questions.iter().all(|a| a.question.id != "birch_leads"));
}

#[test]
fn an_entry_keeps_the_date_that_is_written_whatever_a_round_is() {
    for (unit, rounds) in [("week", 300), ("month", 60), ("quarter", 20), ("year", 5)] {
        let yardstick = Yardstick::of(
            &small_and(&format!("[calendar]\nround = \"{unit}\"\nrounds = {rounds}\n")),
            None,
        );
        let entry = yardstick.entries.iter().find(|e| e.id == "ash_dies").expect("scored");
        assert_eq!(entry.on.label(), "1901-02", "{unit}");
        assert_eq!(entry.on.when(), "in February 1901", "{unit}");
    }
}

#[test]
fn a_history_cut_short_is_the_beginning_of_the_whole() {
    let scenario = &*BASELINE;
    let until = 33;
    let (cut, whole) = (Yardstick::of(scenario, Some(until)), Yardstick::of(scenario, None));
    let play = |y: &Yardstick| y.play(1953, 12, &Unwatched).expect("nobody stops it");
    for (cut_seen, seen) in play(&cut).iter().zip(&play(&whole)) {
        for (k, entry) in cut.entries.iter().enumerate() {
            let place = whole.entries.iter().position(|e| e.id == entry.id).expect("earlier");
            if whole.entries[place].window.1 <= until {
                assert_eq!(cut_seen.agrees[k], seen.agrees[place], "{}", entry.id);
            }
        }
    }
}

#[test]
fn an_office_is_lost_only_by_those_who_had_it() {
    let people = ["ash", "birch", "cedar", "dogwood", "elm"];
    let entry = |who: &str| {
        format!(
            "[record.{who}_without]\nat = \"1902-06\"\nwindow = [\"1901-01\", \"1903-06\"]\n\
             when = {{ not = {{ holds = {{ office = \"marshal\", who = \"{who}\", at = \"1903-06\" }} }} }}\n\
             text = \"Not Marshal.\"\njudgement = \"Invented.\"\n"
        )
    };
    let yardstick = Yardstick::of(&small_and(&people.map(entry).concat()), None);
    let mut agreeing = 0;
    for seen in yardstick.play(1953, 60, &Unwatched).expect("nobody stops it") {
        for (k, entry) in yardstick.entries.iter().enumerate() {
            if seen.agrees[k] && entry.id.ends_with("_without") {
                let (from, to) = entry.window;
                assert!(seen.came[k].is_some_and(|at| (from..=to).contains(&at)), "{}", entry.id);
                agreeing += 1;
            }
        }
    }
    assert!(agreeing > 0, "somebody is made Marshal and loses it");
}

#[test]
fn the_record_answers_what_follows_from_it_and_nothing_else() {
    let scenario = &*BASELINE;
    let yardstick = Yardstick::of(scenario, None);
    let said = |id: &str| {
        let question = scenario.questions.iter().find(|q| q.id == id).expect(id);
        settled(&question.when, &yardstick.entries, &yardstick.polity)
    };
    // Among the four contenders, from an entry that names no others.
    assert_eq!(said("beria_first"), Settled::Yes);
    // From the date of an entry.
    assert_eq!(said("beria_out"), Settled::Yes);
    // From its denial.
    assert_eq!(said("malenkov_premier_1955"), Settled::No);
    assert_eq!(said("khrushchev_both_posts"), Settled::Yes);
    assert_eq!(said("survives_1957"), Settled::Yes);
    // The survivor is Khrushchev, since he is recorded as First Secretary before and after.
    let asked = scenario.questions.iter().find(|q| q.id == "survives_1957").expect("it is asked");
    let Proposition::Showdown { between, survives, first, .. } = asked.when else {
        panic!("{:?}", asked.when)
    };
    let people = &scenario.polity.principals;
    let who = people.iter().position(|p| p.id == "khrushchev").expect("one of them");
    let survived = |who, heard| {
        let against = Person::Principal(who);
        let asked = Proposition::Showdown { against, between, survives, heard, first };
        settled(&asked, &yardstick.entries, &yardstick.polity)
    };
    assert_eq!(survived(who, None), Settled::Yes);
    assert_eq!(survived(who, Some(true)), Settled::Yes);
    assert_eq!(survived(who, Some(false)), Settled::Open);
    // The record is silent on others' deaths. That is no answer.
    assert_eq!(said("executions"), Settled::Open);
}

#[test]
fn a_denial_is_answered_the_other_way_round() {
    let yardstick = Yardstick::of(&small(), None);
    for asked in &yardstick.questions {
        let not = Proposition::Not(Box::new(asked.question.when.clone()));
        let expected = if asked.answer { Settled::No } else { Settled::Yes };
        assert_eq!(settled(&not, &yardstick.entries, &yardstick.polity), expected);
    }
}

#[test]
fn every_entry_is_settled_by_itself() {
    for yardstick in [Yardstick::of(&small(), None), Yardstick::of(&BASELINE, None)] {
        for entry in &yardstick.entries {
            let said = settled(&entry.when, &yardstick.entries, &yardstick.polity);
            assert_eq!(said, Settled::Yes, "{}", entry.id);
        }
    }
}

/// Everything that is built in and has a record.
fn built_in() -> impl Iterator<Item = (&'static str, Scenario)> {
    BUILT_IN.iter().map(|(name, text)| (*name, Scenario::parse(name, text, &[]).expect("sound")))
}

/// The months for which a proposition asks how things stand.
fn states(p: &Proposition) -> Vec<Round> {
    match p {
        Proposition::All(each) | Proposition::Any(each) => each.iter().flat_map(states).collect(),
        Proposition::Not(inner) => states(inner),
        Proposition::Leads { at, .. }
        | Proposition::Holds { at, .. }
        | Proposition::Lives { at, .. }
        | Proposition::Influence { at, .. }
        | Proposition::Standing { at, .. }
        | Proposition::Indicator { at, .. }
        | Proposition::Paramount { by: at, .. } => vec![*at],
        _ => Vec::new(),
    }
}

#[test]
fn how_things_stood_is_asked_of_the_end_of_the_window() {
    for (name, scenario) in built_in() {
        for entry in Yardstick::of(&scenario, None).entries {
            let last = states(&entry.when).into_iter().max();
            assert!(last.is_none_or(|at| at == entry.window.1), "{name}: {}", entry.id);
        }
    }
}

#[test]
fn an_office_is_not_lost_by_dying_in_it() {
    fn lost(p: &Proposition) -> Vec<(usize, Round)> {
        match p {
            Proposition::All(each) => each.iter().flat_map(lost).collect(),
            Proposition::Not(inner) => match **inner {
                Proposition::Holds { who: Person::Principal(who), at, .. } => vec![(who, at)],
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }
    let mut seen = 0;
    for (name, scenario) in built_in() {
        for entry in Yardstick::of(&scenario, None).entries {
            for (who, at) in lost(&entry.when) {
                let Proposition::All(each) = &entry.when else {
                    panic!("{name}: {} is true of the dead", entry.id)
                };
                let alive = |p: &Proposition| match *p {
                    Proposition::Lives { who: known, at: then }
                    | Proposition::Holds { who: known, at: then, .. }
                    | Proposition::Influence { of: known, at: then, .. } => {
                        (known, then) == (Person::Principal(who), at)
                    }
                    _ => false,
                };
                assert!(each.iter().any(alive), "{name}: {} is true of the dead", entry.id);
                seen += 1;
            }
        }
    }
    assert!(seen >= 10, "{seen}");
}

#[test]
fn the_first_showdown_is_the_first_that_is_recorded() {
    let entry = |id: &str, at: &str, survives: bool| {
        format!(
            "[record.{id}]\nat = \"{at}\"\nwindow = [\"{at}\", \"{at}\"]\n\
             when = {{ showdown = {{ against = \"birch\", between = [\"{at}\", \"{at}\"], survives = {survives} }} }}\n\
             text = \"A trial of strength.\"\njudgement = \"Invented.\"\n"
        )
    };
    let record = entry("lost", "1901-06", false) + &entry("won", "1902-06", true);
    let yardstick = Yardstick::of(&small_and(&record), None);
    let people = &yardstick.polity.principals;
    let birch = people.iter().position(|p| p.id == "birch").expect("one of them");
    let said = |from: Round, survives, first| {
        let against = Person::Principal(birch);
        let between = (from, yardstick.polity.calendar.rounds - 1);
        let asked = Proposition::Showdown {
            against,
            between,
            survives: Some(survives),
            heard: None,
            first,
        };
        settled(&asked, &yardstick.entries, &yardstick.polity)
    };
    let second = yardstick.entries.iter().find(|e| e.id == "won").expect("it is there").window.0;
    assert_eq!(said(0, true, false), Settled::Yes);
    assert_eq!(said(0, true, true), Settled::Open);
    assert_eq!(said(0, false, true), Settled::Yes);
    assert_eq!(said(second, true, true), Settled::Yes);
}

#[test]
fn what_follows_from_every_alternative_of_a_fact_follows_from_it() {
    let scenario = &*BASELINE;
    let yardstick = Yardstick::of(scenario, None);
    let ouster = scenario.questions.iter().find(|q| q.id == "ouster").expect("it is asked");
    let said = |p: &Proposition| settled(p, &yardstick.entries, &yardstick.polity);
    // The record has him out as First Secretary, the question however he was.
    assert!(yardstick.entries.iter().all(|entry| entry.when != ouster.when));
    assert_eq!(said(&ouster.when), Settled::Yes);
    // By a fall or by the loss of his office: which of them, the record leaves open.
    let Proposition::Any(each) = &ouster.when else { panic!("{:?}", ouster.when) };
    assert!(each.iter().all(|one| said(one) == Settled::Open));
}

#[test]
fn a_question_without_variation_is_scored_and_marked() {
    // Nobody is brought down where nobody plots, moves or strikes.
    let still = "[parameters]\nwith_plots = 0\nwith_motions = 0\n";
    let yardstick = Yardstick::of(&small_and(still), None);
    let histories = yardstick.play(1, 40, &Unwatched).expect("nobody stops it");
    let found = answers(&yardstick, &histories);
    let place = yardstick.questions.iter().position(|a| a.question.id == "ash_by_1901");
    let answer = &found[place.expect("it is answered")];
    assert!(!answer.varies);
    assert_eq!((answer.share.map(|s| s.p), answer.brier), (Some(0.0), Some(1.0)));
}
