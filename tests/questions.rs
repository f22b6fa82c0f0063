//! What each kind of question holds of, on histories made by hand.

use interregnum::engine::{
    Aim, Fall, Fate, Figure, Happening, Log, Measures, Plan, Showdown, Stage, Tenure,
};
use interregnum::polity::{OfficeIx, Polity, Round, Who};
use interregnum::question::*;
use interregnum::scenario::Scenario;

const TEXT: &str = include_str!("findings/base/small.toml");

/// Anton (0) and Boris (1) contend, Clara (2) does not.
fn polity() -> Polity {
    Scenario::parse("small.toml", TEXT, &[]).expect("a sound scenario").polity
}

/// Ten rounds in which Boris leads from round 4 on and nothing else happens.
fn log() -> Log {
    let figure = |id: &str| Figure {
        id: id.into(),
        name: id.into(),
        short: id.into(),
        contender: true,
        risen: None,
    };
    Log {
        cast: vec![figure("anton"), figure("boris"), figure("clara")],
        measures: Measures {
            influence: (0..10).map(|k| vec![0.5 - 0.05 * k as f32, 0.3, 0.2]).collect(),
            standing: vec![vec![0.9, 0.5, 0.25]; 10],
            indicators: vec![vec![0.5]; 10],
            first: (0..10).map(|k| usize::from(k >= 4)).collect(),
            paramount: (0..10).map(|k| (k >= 6).then_some(1)).collect(),
            ..Measures::default()
        },
        ..Log::default()
    }
}

fn fall(who: Who, at: Round, fate: Fate) -> Fall {
    Fall { who, at, fate, by: vec![], showdown: usize::MAX, as_target: true }
}

fn showdown(target: Who, at: Round, held: &[OfficeIx], won: bool) -> Showdown {
    Showdown {
        at,
        target,
        held: held.to_vec(),
        aim: Aim::Expel,
        plan: Plan::Vote,
        leader: 2,
        members: vec![2],
        defenders: vec![],
        stages: vec![],
        odds: 0.5,
        won,
    }
}

fn man(who: Who) -> Person {
    Person::Principal(who)
}

#[track_caller]
fn yes(p: Proposition, log: &Log) {
    assert!(p.holds(&polity(), log), "{p:?}");
    assert!(!Proposition::Not(Box::new(p)).holds(&polity(), log));
}

#[track_caller]
fn no(p: Proposition, log: &Log) {
    assert!(!p.holds(&polity(), log), "{p:?}");
}

#[test]
fn the_first_to_fall_is_the_first_real_fall_among_those_looked_at() {
    let first = |who, among| Proposition::FirstToFall { who: man(who), among };
    let mut log = log();
    no(first(0, None), &log);
    log.falls =
        vec![fall(1, 1, Fate::LostOffice), fall(2, 2, Fate::Executed), fall(0, 5, Fate::MinorPost)];
    log.deaths = vec![(1, 0)];
    // Clara is no contender, Boris was only relieved, and dying is not falling.
    yes(first(0, None), &log);
    yes(first(2, Some(vec![0, 1, 2])), &log);
    no(first(0, Some(vec![0, 1, 2])), &log);
    // Whoever is asked about is always looked at.
    yes(first(2, Some(vec![0])), &log);
    log.falls = vec![fall(1, 5, Fate::Retired), fall(0, 5, Fate::Executed)];
    yes(first(1, None), &log);
    no(first(0, None), &log);
}

#[test]
fn before_leaves_its_month_out_and_by_includes_it() {
    let mut log = log();
    log.falls = vec![fall(0, 5, Fate::Expelled)];
    let fell = |before| Proposition::Fell { who: man(0), before };
    yes(fell(None), &log);
    no(fell(Some(5)), &log);
    yes(fell(Some(6)), &log);
    let fall_by = |bound: &str| {
        let text = TEXT.replace("who = \"anton\", by = \"1953-12\"", bound);
        let s = Scenario::parse("small.toml", &text, &[]).expect("sound");
        s.record[0].when.clone().expect("a proposition")
    };
    // Round 5 is August 1953.
    no(fall_by("who = \"anton\", before = \"1953-08\""), &log);
    yes(fall_by("who = \"anton\", before = \"1953-09\""), &log);
    yes(fall_by("who = \"anton\", by = \"1953-08\""), &log);
    no(fall_by("who = \"anton\", by = \"1953-07\""), &log);
    yes(fall_by("who = \"anton\", before = \"1955-03\""), &log);
    yes(fall_by("who = \"anton\""), &log);
}

#[test]
fn only_what_ends_a_mans_time_is_a_fall_and_any_fate_can_be_asked_for() {
    for fate in Fate::ALL {
        let mut log = log();
        log.falls = vec![fall(0, 5, fate)];
        let fell = Proposition::Fell { who: man(0), before: None };
        if fate >= Fate::MinorPost {
            yes(fell, &log)
        } else {
            no(fell, &log)
        }
        yes(Proposition::Fate { who: man(0), is: fate }, &log);
        no(Proposition::Fate { who: man(1), is: fate }, &log);
    }
}

#[test]
fn an_office_falls_with_whoever_held_it() {
    let mut log = log();
    log.tenures = vec![
        Tenure { office: 0, who: 0, from: 0, to: Some(5) },
        Tenure { office: 0, who: 1, from: 6, to: None },
    ];
    log.falls = vec![fall(0, 5, Fate::Expelled)];
    let of = |office| Proposition::Fell { who: Person::Holder(office), before: None };
    yes(of(0), &log);
    no(of(1), &log);
    log.falls = vec![fall(0, 7, Fate::Expelled)];
    no(of(0), &log);
    // What he held when the blow fell is in the showdown.
    log.showdowns = vec![showdown(0, 7, &[1], true)];
    log.falls[0].showdown = 0;
    yes(of(1), &log);
}

#[test]
fn leading_and_being_paramount_are_read_from_the_measures() {
    let log = log();
    yes(Proposition::Leads { who: man(0), at: 3 }, &log);
    no(Proposition::Leads { who: man(0), at: 4 }, &log);
    yes(Proposition::Paramount { who: man(1), by: 6 }, &log);
    no(Proposition::Paramount { who: man(1), by: 5 }, &log);
    no(Proposition::Paramount { who: man(0), by: 9 }, &log);
    // Beyond the end of the log nothing leads.
    no(Proposition::Leads { who: man(1), at: 10 }, &log);
    yes(Proposition::Paramount { who: man(1), by: 99 }, &log);
}

#[test]
fn an_office_is_held_from_its_first_round_up_to_the_one_in_which_it_is_lost() {
    let mut log = log();
    log.tenures = vec![
        Tenure { office: 0, who: 0, from: 2, to: Some(5) },
        Tenure { office: 0, who: 1, from: 5, to: None },
        Tenure { office: 1, who: 1, from: 0, to: None },
    ];
    let holds = |who, at| Proposition::Holds { office: 0, who, at };
    no(holds(man(0), 1), &log);
    yes(holds(man(0), 2), &log);
    yes(holds(man(0), 4), &log);
    no(holds(man(0), 5), &log);
    yes(holds(man(1), 5), &log);
    yes(holds(man(1), 9), &log);
    no(holds(man(1), 10), &log);
    no(holds(Person::Holder(1), 4), &log);
    yes(holds(Person::Holder(1), 5), &log);
    yes(Proposition::Leads { who: Person::Holder(1), at: 5 }, &log);
    no(Proposition::Leads { who: Person::Holder(1), at: 3 }, &log);
}

#[test]
fn levels_meet_their_bounds_only_beyond_them() {
    let mut log = log();
    log.tenures = vec![Tenure { office: 0, who: 2, from: 0, to: None }];
    let influence = |of, at, bound| Proposition::Influence { of, at, bound };
    yes(influence(man(0), 0, Bound::Above(0.4)), &log);
    no(influence(man(0), 0, Bound::Above(0.5)), &log);
    no(influence(man(0), 0, Bound::Below(0.5)), &log);
    yes(influence(man(0), 9, Bound::Below(0.1)), &log);
    no(influence(man(0), 10, Bound::Below(0.9)), &log);
    no(influence(man(7), 0, Bound::Below(0.9)), &log);
    let standing = |of, bound| Proposition::Standing { of, at: 3, bound };
    yes(standing(Person::Holder(0), Bound::Below(0.3)), &log);
    no(standing(Person::Holder(1), Bound::Below(0.3)), &log);
    yes(standing(man(0), Bound::Above(0.8)), &log);
    log.measures.influence[3][0] = 0.0;
    no(standing(man(0), Bound::Above(0.1)), &log);
    yes(standing(man(0), Bound::Below(0.1)), &log);
    let indicator = |at, bound| Proposition::Indicator { of: 0, at, bound };
    yes(indicator(3, Bound::Above(0.4)), &log);
    no(indicator(3, Bound::Above(0.5)), &log);
    no(indicator(10, Bound::Above(0.4)), &log);
}

#[test]
fn a_showdown_is_survived_when_the_movers_lose() {
    let mut log = log();
    log.showdowns = vec![showdown(0, 4, &[1], false), showdown(1, 8, &[], true)];
    let against = |who, between, survives| Proposition::Showdown {
        against: who,
        between,
        survives,
        heard: None,
        first: false,
    };
    yes(against(man(0), (4, 4), None), &log);
    yes(against(man(0), (0, 9), Some(true)), &log);
    no(against(man(0), (0, 9), Some(false)), &log);
    no(against(man(0), (5, 9), None), &log);
    no(against(man(0), (0, 3), None), &log);
    yes(against(Person::Holder(1), (0, 9), Some(true)), &log);
    no(against(Person::Holder(0), (0, 9), None), &log);
    yes(against(man(1), (0, 9), Some(false)), &log);
    no(against(man(1), (0, 9), Some(true)), &log);
}

#[test]
fn a_showdown_is_heard_where_a_higher_organ_met_and_voted() {
    let appeal = |met| Stage::Appeal { organ: 1, by: 0, met };
    let mut log = log();
    log.showdowns = vec![showdown(0, 4, &[], false), showdown(0, 8, &[], true)];
    let against = |survives, heard| Proposition::Showdown {
        against: man(0),
        between: (0, 9),
        survives,
        heard,
        first: false,
    };
    yes(against(None, Some(false)), &log);
    no(against(None, Some(true)), &log);
    log.showdowns[0].stages = vec![appeal(false)];
    no(against(Some(true), Some(true)), &log);
    log.showdowns[0].stages = vec![appeal(true)];
    yes(against(Some(true), Some(true)), &log);
    no(against(Some(false), Some(true)), &log);
    no(against(Some(true), Some(false)), &log);
    yes(against(Some(false), Some(false)), &log);
}

#[test]
fn of_several_showdowns_only_the_first_counts_if_that_is_asked() {
    let mut log = log();
    // A stranger's comes before, and that of the second month lies outside the dates.
    let (lost, won) = (true, false);
    log.showdowns = vec![
        showdown(0, 2, &[], lost),
        showdown(1, 4, &[], lost),
        showdown(0, 5, &[1], won),
        showdown(0, 8, &[], lost),
    ];
    let asked = |who, between, survives, heard| Proposition::Showdown {
        against: who,
        between,
        survives,
        heard,
        first: true,
    };
    yes(asked(man(0), (3, 9), Some(true), None), &log);
    no(asked(man(0), (3, 9), Some(false), None), &log);
    no(asked(man(0), (0, 9), Some(true), None), &log);
    yes(asked(man(0), (6, 9), Some(false), None), &log);
    // Where the higher organ heard the second, it is still not the first.
    log.showdowns[3].stages = vec![Stage::Appeal { organ: 1, by: 0, met: true }];
    no(asked(man(0), (3, 9), None, Some(true)), &log);
    yes(asked(man(0), (6, 9), None, Some(true)), &log);
    // Of a holder of the office: whoever holds it then.
    yes(asked(Person::Holder(1), (0, 9), Some(true), None), &log);
    no(asked(man(2), (0, 9), None, None), &log);
    // When it came about hangs on the dates as well.
    let came = |asked: Proposition| asked.came((0, 9), &polity(), &log);
    assert_eq!(came(asked(man(0), (3, 9), Some(true), None)), Some(5));
    assert_eq!(came(asked(man(0), (6, 9), Some(false), None)), Some(8));
    assert_eq!(came(asked(man(0), (3, 9), Some(false), None)), None);
}

#[test]
fn who_died_or_was_put_to_death_lives_no_more_and_whoever_else_fell_does() {
    let mut log = log();
    log.deaths = vec![(1, 5)];
    log.falls = vec![fall(0, 3, Fate::Executed), fall(2, 3, Fate::Imprisoned)];
    log.tenures = vec![Tenure { office: 0, who: 2, from: 0, to: Some(6) }];
    let lives = |who, at| Proposition::Lives { who, at };
    yes(lives(man(1), 4), &log);
    no(lives(man(1), 5), &log);
    no(lives(man(0), 3), &log);
    yes(lives(man(2), 9), &log);
    no(lives(man(2), 10), &log);
    yes(lives(Person::Holder(0), 5), &log);
    no(lives(Person::Holder(0), 6), &log);
}

#[test]
fn opposition_has_a_direction() {
    let mut log = log();
    log.opposed = vec![(1, 0, 5)];
    let opposed = |who, whom, between| Proposition::Opposed { who, whom, between };
    yes(opposed(man(1), man(0), (5, 5)), &log);
    no(opposed(man(0), man(1), (0, 9)), &log);
    no(opposed(man(1), man(0), (6, 9)), &log);
    no(opposed(man(1), man(0), (0, 4)), &log);
    log.tenures = vec![Tenure { office: 0, who: 0, from: 0, to: Some(5) }];
    yes(opposed(man(1), Person::Holder(0), (0, 9)), &log);
}

#[test]
fn executions_are_counted_from_a_date_on() {
    let mut log = log();
    log.falls =
        vec![fall(0, 3, Fate::Executed), fall(1, 5, Fate::Executed), fall(2, 6, Fate::Imprisoned)];
    let executions = |after, at_least| Proposition::Executions { after, at_least };
    yes(executions(3, 2), &log);
    no(executions(4, 2), &log);
    yes(executions(5, 1), &log);
    no(executions(6, 1), &log);
}

#[test]
fn crises_and_choices_are_read_from_what_happened() {
    let mut log = log();
    let (at, taken_by, argued, counted) = (2, None, vec![], None);
    log.happenings = vec![Happening {
        crisis: 1,
        at,
        taken_by,
        proposed: None,
        chosen: Some((1, false)),
        argued,
        wanted: Vec::new(),
        counted,
    }];
    yes(Proposition::Fired(1), &log);
    no(Proposition::Fired(0), &log);
    yes(Proposition::Chosen(1, 1), &log);
    no(Proposition::Chosen(1, 0), &log);
    no(Proposition::Chosen(0, 1), &log);
}

#[test]
fn turns_and_plots_are_counted_within_their_span() {
    let mut log = log();
    log.turns = vec![(0, 2), (0, 4), (1, 4), (0, 6)];
    let turns = |between, at_least| Proposition::LineTurns { issue: 0, between, at_least };
    yes(turns((2, 6), 3), &log);
    no(turns((3, 6), 3), &log);
    no(turns((2, 5), 3), &log);
    log.plots = vec![(1, 0, 3), (2, 0, 5), (2, 1, 6)];
    let plots =
        |between, against, by, at_least| Proposition::Plots { between, against, by, at_least };
    yes(plots((0, 9), None, None, 3), &log);
    no(plots((0, 5), None, None, 3), &log);
    yes(plots((0, 9), Some(man(0)), None, 2), &log);
    yes(plots((0, 9), None, Some(man(2)), 2), &log);
    no(plots((0, 9), Some(man(0)), Some(man(2)), 2), &log);
    yes(plots((5, 5), Some(man(0)), Some(man(2)), 1), &log);
}

#[test]
fn all_any_and_not_are_what_they_say_and_given_decides_what_counts() {
    let log = log();
    let (good, bad) =
        (Proposition::Leads { who: man(1), at: 9 }, Proposition::Leads { who: man(0), at: 9 });
    yes(Proposition::All(vec![good.clone(), good.clone()]), &log);
    no(Proposition::All(vec![good.clone(), bad.clone()]), &log);
    yes(Proposition::Any(vec![bad.clone(), good.clone()]), &log);
    no(Proposition::Any(vec![bad.clone()]), &log);
    let question = |when: &Proposition, given: Option<&Proposition>| {
        let (id, ask) = ("q".to_owned(), "?".to_owned());
        let q = Question { id, ask, when: when.clone(), given: given.cloned() };
        q.answer(&polity(), &log)
    };
    assert_eq!(question(&good, None), Some(true));
    assert_eq!(question(&bad, Some(&good)), Some(false));
    assert_eq!(question(&good, Some(&bad)), None);
}

#[test]
fn every_kind_is_read_from_a_scenario() {
    let s = Scenario::parse("small.toml", TEXT, &[]).expect("sound");
    let every = s.questions.iter().find(|q| q.id == "every_kind").expect("the question");
    let Proposition::All(each) = &every.when else { panic!("{:?}", every.when) };
    let kinds: std::collections::BTreeSet<_> =
        each.iter().map(|p| format!("{p:?}").split([' ', '(']).next().map(str::to_owned)).collect();
    // All but `all` itself.
    assert_eq!(kinds.len(), interregnum::scenario::schema::PROPOSITION.len() - 1);
    assert_eq!(every.given, Some(Proposition::Fired(1)));
    assert!(each.contains(&Proposition::Showdown {
        against: Person::Holder(1),
        between: (1, 13),
        survives: Some(true),
        heard: Some(false),
        first: true,
    }));
    assert!(each.contains(&Proposition::Fell { who: man(0), before: Some(24) }));
    assert!(each.contains(&Proposition::Standing {
        of: Person::Holder(0),
        at: 9,
        bound: Bound::Below(0.2),
    }));
}
