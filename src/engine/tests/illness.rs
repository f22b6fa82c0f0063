//! Who falls ill, for how long, and what he leaves undone.

use super::super::fixture::{opened, polity};
use super::super::state::{Play, Status};
use super::super::{Log, Occurrence};
use crate::polity::{Deed, Intervention, Polity, Round, Who};

/// Who fell ill when, and is back when.
fn illnesses(log: &Log) -> Vec<(Who, Round, Round)> {
    let told = log.events.iter().filter_map(|event| match event.what {
        Occurrence::Illness { who, until } => Some((who, event.at, until)),
        _ => None,
    });
    told.collect()
}

/// A play in which nobody dies or falls ill of himself.
fn hale(polity: &Polity) -> Play<'_> {
    let mut play = opened(polity);
    for leader in &mut play.leaders {
        (leader.lifetime, leader.sickens_at) = (1e9, 1e9);
    }
    play
}

#[test]
fn neither_the_dead_nor_the_fallen_fall_ill() {
    let polity = polity();
    let mut play = hale(&polity);
    for leader in &mut play.leaders {
        leader.sickens_at = 1e-9;
    }
    // One dies of the same month's wear.
    play.leaders[0].lifetime = 1e-8;
    play.leaders[1].status = Status::Fallen;
    play.leaders[2].status = Status::Dead;
    play.age();
    assert_eq!(play.log.deaths, [(0, 0)]);
    let ill: Vec<Who> = illnesses(&play.log).into_iter().map(|ill| ill.0).collect();
    assert_eq!(ill, [3]);
    assert!((0..3).all(|who| play.leaders[who].away_until == 0));
}

#[test]
fn whoever_falls_ill_on_the_bench_is_away_and_nobody_is_told() {
    let polity = polity();
    let mut play = hale(&polity);
    (play.leaders[2].status, play.leaders[2].sickens_at) = (Status::Bench(0), 1e-9);
    play.age();
    assert!(play.leaders[2].away_until > 0 && illnesses(&play.log).is_empty());
}

#[test]
fn an_illness_lasts_a_round_at_least_and_shortens_no_absence() {
    let polity = polity();
    for (months, away, least, most) in [(1e-9, 0, 1, 1), (4.0, 0, 1, 8), (4.0, 30, 30, 30)] {
        let mut play = hale(&polity);
        play.k.illness_months = months;
        (play.leaders[2].away_until, play.leaders[2].sickens_at) = (away, 1e-9);
        play.age();
        let until = play.leaders[2].away_until;
        assert!((least..=most).contains(&until), "{until}");
        assert_eq!(illnesses(&play.log), [(2, 0, until)]);
        // Once in his life.
        play.round = 1;
        play.age();
        assert_eq!(illnesses(&play.log).len(), 1);
    }
}

#[test]
fn whoever_is_ill_neither_votes_nor_acts_nor_convenes_and_comes_back() {
    let polity = polity();
    let mut play = hale(&polity);
    (play.leaders[0].sickens_at, play.k.illness_months) = (1e-9, 20.0);
    play.age();
    let until = play.leaders[0].away_until;
    assert!(play.voters().all(|who| who != 0) && play.conveners(1).all(|who| who != 0));
    play.round = until;
    assert!(play.voters().any(|who| who == 0) && play.conveners(1).any(|who| who == 0));

    let mut play = hale(&polity);
    (play.leaders[0].sickens_at, play.k.illness_months) = (1e-9, 20.0);
    let log = play.run();
    // Whoever rises in play may fall ill too.
    assert_eq!(illnesses(&log)[0], (0, 0, until));
    let his = |what: &Occurrence| matches!(what, Occurrence::Act { who: 0, .. });
    let acts: Vec<Round> = log.events.iter().filter(|e| his(&e.what)).map(|e| e.at).collect();
    assert!(acts.iter().all(|&at| at >= until), "{acts:?}");
    assert!(!acts.is_empty() || log.falls.iter().any(|fall| fall.who == 0), "he is back");
}

#[test]
fn people_fall_ill_where_nobody_dies() {
    let polity = polity();
    let mut play = hale(&polity);
    play.k.with_deaths = 0.0;
    (play.leaders[1].lifetime, play.leaders[1].sickens_at) = (1e-8, 1e-9);
    let log = play.run();
    assert!(log.deaths.is_empty());
    assert_eq!(illnesses(&log)[0].0, 1);
}

#[test]
fn without_illness_a_history_is_to_the_bit_one_in_which_nobody_falls_ill() {
    let mut polity = polity();
    // Before anyone falls ill who rises in play.
    polity.calendar.rounds = 40;
    let mut never = opened(&polity);
    never.leaders.iter_mut().for_each(|leader| leader.sickens_at = f64::INFINITY);
    let never = never.run();
    let mut off = opened(&polity);
    off.k.with_illness = 0.0;
    assert_eq!(off.run(), never);
    let mut short = opened(&polity);
    short.k.illness_months = 0.0;
    assert_eq!(short.run(), never);
    assert!(illnesses(&never).is_empty());
}

#[test]
fn an_edit_that_changes_nothing_makes_nobody_fall_ill_otherwise() {
    let plain = polity();
    let mut edited = plain.clone();
    let born = edited.principals[2].born;
    let set = Deed::Set(vec![(born, edited.ledger.central()[born])]);
    edited.interventions.push(Intervention { id: "same".into(), at: 20, deed: set });
    let mut sick = 0;
    for who in 0..4 {
        let log = |polity: &Polity| {
            let mut play = hale(polity);
            play.leaders[who].sickens_at = 0.005 + 0.005 * who as f64;
            let mut log = play.run();
            log.events.retain(|event| !matches!(event.what, Occurrence::Intervention { .. }));
            log
        };
        let (one, other) = (log(&plain), log(&edited));
        assert_eq!(one, other, "{who}");
        sick += illnesses(&one).len();
    }
    assert!(sick > 0, "somebody falls ill");
}
