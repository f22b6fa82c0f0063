//! What each does with a month, and what is decided and made to happen in it.

use super::super::Occurrence;
use super::super::fixture::{opened, polity, put_matter};
use super::super::state::Play;
use super::super::state::Status;
use crate::polity::{Decider, Deed, Intervention, Polity, RoundUnit, Who};

#[test]
fn what_each_has_in_mind_on_a_matter_stays_the_same() {
    let mut polity = polity();
    put_matter(&mut polity, &[0.5, 0.5]);
    let mut play = opened(&polity);
    (play.k.answer_trust, play.k.decision_noise) = (0.0, 1.0);
    let wish = |play: &mut Play, shared: u64| {
        play.crises[0].occurrence = shared;
        play.fire(0, None);
        let happening = play.log.happenings.last().expect("it came");
        (0..4).filter(|&who| happening.wish_of(who) == Some(0)).collect::<Vec<_>>()
    };
    // The occasion moves all of them one way, so that of two sets one always holds the other.
    let mut wishes: Vec<Vec<Who>> = (0..200).map(|occasion| wish(&mut play, occasion)).collect();
    wishes.sort();
    wishes.dedup();
    wishes.sort_by_key(Vec::len);
    assert!(wishes.len() > 2, "occasions make a difference: {wishes:?}");
    for pair in wishes.windows(2) {
        assert!(pair[0].iter().all(|who| pair[1].contains(who)), "{wishes:?}");
    }
}

#[test]
fn whoever_stands_above_the_rest_is_denounced_at_a_risk() {
    let polity = polity();
    let mut play = opened(&polity);
    let mut last = -1.0;
    for step in 3..=9 {
        play.leaders[0].influence = f64::from(step) / 10.0;
        let fear = play.scene().faces[0].fear[0];
        assert!(fear > last, "{fear} after {last}");
        last = fear;
    }
}

#[test]
fn a_censure_is_worth_what_standing_there_is_to_lose() {
    let polity = polity();
    let mut play = opened(&polity);
    let mut stake = |standing: f64| {
        play.leaders[3].standing = standing;
        play.scene().faces[0].stake[3]
    };
    let (none, little, usual, much) = (stake(0.0), stake(0.2), stake(0.5), stake(0.9));
    assert_eq!((none, usual, much), (0.0, 0.2, 0.2));
    assert!(none < little && little < usual);
    // Of an office-holder the office is at stake.
    assert!(play.scene().faces[0].stake[0] > 0.3);
}

#[test]
fn nobody_moves_for_what_would_not_be_worth_the_step() {
    let polity = polity();
    let mut play = opened(&polity);
    // The last has no office, and in the end no standing to lose.
    play.pairs.hostility.put(2, 3, 1.0);
    let mut comes_to_mind = |standing: f64| {
        play.leaders[3].standing = standing;
        let scene = play.scene();
        let mind = play.prospects(2, &scene);
        let seen = play.worth_moving(&mind, 0, &scene.faces[0], &scene);
        seen[play.slot(3)] > f32::NEG_INFINITY
    };
    assert!(comes_to_mind(0.5) && !comes_to_mind(0.0));
}

#[test]
fn lying_low_disarms_enemies_and_estranges_no_friend() {
    let polity = polity();
    let hostilities = |low: bool| {
        let mut play = opened(&polity);
        (play.k.lie_low_effect, play.k.hostility_trust) = (0.5, 9.0);
        play.pairs.trust.put(1, 0, 1.0);
        play.pairs.trust.put(2, 0, -1.0);
        play.leaders[0].lies_low = low;
        play.weigh_each_other();
        [1, 2].map(|who| play.pairs.hostility.at(who, 0))
    };
    let ([friend, enemy], [same, less]) = (hostilities(false), hostilities(true));
    assert!(friend < 0.0 && enemy > 0.0);
    assert_eq!((same, less), (friend, 0.5 * enemy));
}

#[test]
fn courting_takes_no_support_away() {
    let polity = polity();
    let mut play = opened(&polity);
    let mut courted = |support: f64| {
        play.leaders[2].support[0] = support;
        play.court(2, 0, Vec::new());
        play.leaders[2].support[0]
    };
    assert!(courted(0.3) > 0.3 && courted(0.999) == 1.0);
    assert_eq!((courted(1.0), courted(1.6)), (1.0, 1.6));
}

#[test]
fn while_whose_office_decides_is_away_the_others_decide() {
    let mut polity = polity();
    put_matter(&mut polity, &[0.7, 0.1]);
    polity.crises[0].decider = Some(Decider::Office(0));
    for away in [0, 9] {
        let mut play = opened(&polity);
        play.leaders[0].away_until = away;
        play.call_roll();
        play.fire(0, None);
        let happening = &play.log.happenings[0];
        let heard = happening.argued.iter().any(|entry| entry.0 == 0);
        assert_eq!((heard, happening.counted.is_some()), (away == 0, away > 0));
    }
}

#[test]
fn whoever_acts_half_the_months_acts_in_most_quarters() {
    let mut polity = polity();
    let acts = |polity: &Polity| {
        let mut play = opened(polity);
        play.leaders.iter_mut().for_each(|leader| leader.engagement = 0.5);
        // Nobody falls.
        (play.k.with_motions, play.k.with_plots) = (0.0, 0.0);
        for round in 0..60 {
            play.round = round;
            play.refresh();
            play.act_turn();
        }
        play.log.events.iter().filter(|e| matches!(e.what, Occurrence::Act { .. })).count()
    };
    let months = acts(&polity);
    polity.calendar.unit = RoundUnit::Quarter;
    let quarters = acts(&polity);
    // Of 240 turns 120 and 210 are to be expected, give or take some five standard errors.
    assert!((80..=160).contains(&months), "{months}");
    assert!((185..=235).contains(&quarters), "{quarters}");
}

#[test]
fn what_somebody_is_like_changes_nothing_once_he_is_gone() {
    let mut polity = polity();
    let (dread, frailty) = (polity.principals[3].dread, polity.principals[3].frailty);
    let price = polity.norms.terror;
    let deeds = [vec![(dread, 0.1)], vec![(dread, 0.1), (price, 0.9)], vec![(frailty, 9.0)]];
    for (k, set) in deeds.into_iter().enumerate() {
        let (id, deed) = (format!("deed_{k}"), Deed::Set(set));
        polity.interventions.push(Intervention { id, at: 0, deed });
    }
    // Whoever has fallen ages still.
    let (active, fallen, dead) = (Status::Active, Status::Fallen, Status::Dead);
    for (status, without_effect) in [(active, vec![]), (fallen, vec![0]), (dead, vec![0, 2])] {
        let mut play = opened(&polity);
        play.leaders[3].status = status;
        play.interventions_turn();
        assert_eq!(play.log.without_effect, without_effect);
    }
}
