//! What each does with a month, and what is decided and made to happen in it.

use super::super::act::{Kind, Month};
use super::super::decide::Initiative;
use super::super::fixture::{opened, polity, put_issue, put_matter};
use super::super::state::{Play, Status};
use super::super::{Act, Occurrence};
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
        play.scene().faces[0].rebuke[3]
    };
    let (none, little, usual, much) = (stake(0.0), stake(0.2), stake(0.5), stake(0.9));
    assert_eq!((none, usual, much), (0.0, 0.2, 0.2));
    assert!(none < little && little < usual);
    // An office-holder has his office to lose as well.
    let face = &play.scene().faces[0];
    assert!(face.stake[0] > 0.3 && face.rebuke[0] > 0.0 && face.stake[3] == 0.0);
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

#[test]
fn whoever_raises_a_matter_stands_by_what_he_proposes() {
    let mut polity = polity();
    put_matter(&mut polity, &[0.6, 0.0]);
    for proposal in [0, 1] {
        let mut play = opened(&polity);
        (play.k.decision_noise, play.k.persuasion) = (9.0, 9.0);
        for occasion in 0..40 {
            play.crises[0].occurrence = occasion;
            play.fire(0, Some(Initiative { who: 2, proposal }));
            let happening = play.log.happenings.last().expect("it came");
            assert_eq!(happening.wish_of(2), Some(proposal), "{occasion}");
        }
    }
}

#[test]
fn whoever_decides_alone_has_decided_what_a_what_if_settles() {
    let mut polity = polity();
    put_matter(&mut polity, &[0.6, 0.0]);
    polity.crises[0].decider = Some(Decider::Office(0));
    for settled in [0, 1] {
        let mut play = opened(&polity);
        play.crises[0].forced.option = Some(settled);
        play.fire(0, None);
        let happening = &play.log.happenings[0];
        assert_eq!(happening.chosen.map(|(option, _)| option), Some(settled));
        let part = happening.argued.iter().find(|entry| entry.0 == 0).map(|entry| entry.1);
        assert!(part > Some(0.0), "he answers for it as his own: {part:?}");
    }
}

#[test]
fn where_no_post_is_empty_half_as_many_are_placed() {
    let polity = polity();
    let mut play = opened(&polity);
    play.offices[0].appoint = 0.5;
    let posts = play.placings(0, 0);
    assert!((0.3..0.5).contains(&posts), "less than one a month: {posts}");
    let worth = |play: &mut Play| {
        let (scene, mut month) = (play.scene(), Month::default());
        play.look_about(&scene, &mut month);
        play.weigh(&play.prospects(0, &scene), &month.outlook, &scene, &mut month.gains);
        month.gains.most(Kind::Appoint)
    };
    let mut so_far = [0, 0];
    for (turn, empty) in [0, 9].into_iter().enumerate() {
        for round in 0..24 {
            play.round = round;
            play.bases[0].vacant = (0..empty).collect();
            // He sees what there is to give, and in some months there is nothing.
            let seen = worth(&mut play);
            let scene = play.scene();
            play.appoint(0, 0, &scene, Vec::new());
            let placed = match play.log.events.last().map(|event| &event.what) {
                Some(Occurrence::Act { act: Act::Appoint(0, clients), .. }) => *clients,
                other => panic!("an appointment is told of, not {other:?}"),
            };
            so_far[turn] += placed;
            assert_eq!(placed > 0, seen > 0.0, "{round}: {placed} placed, {seen} seen");
        }
    }
    let due = (posts * 24.0) as u32;
    assert_eq!(so_far, [due / 2, due]);
}

#[test]
fn what_is_championed_wins_the_bases_that_agree() {
    let mut polity = polity();
    put_issue(&mut polity, &[-0.8, 0.8]);
    let mut play = opened(&polity);
    play.leaders[2].positions[0] = 0.8;
    let scene = play.scene();
    play.champion(2, 0, &scene, Vec::new());
    let support = &play.leaders[2].support;
    assert!(support[0] < 0.0 && support[1] > 0.0, "{support:?}");
}

#[test]
fn what_is_done_in_a_quarter_is_more_than_in_a_month() {
    let mut polity = polity();
    let courted = |polity: &Polity| {
        let mut play = opened(polity);
        play.court(2, 0, Vec::new());
        play.leaders[2].support[0]
    };
    let month = courted(&polity);
    polity.calendar.unit = RoundUnit::Quarter;
    let quarter = courted(&polity);
    let left = 1.0 - month;
    assert!((quarter - (1.0 - left * left * left)).abs() < 1e-9, "{month} {quarter}");
}

#[test]
fn whoever_is_away_twice_at_once_comes_back_from_both() {
    let mut polity = polity();
    for (k, until) in [(0, 9), (1, 4)] {
        let (id, deed) = (format!("trip_{k}"), Deed::Away(3, until));
        polity.interventions.push(Intervention { id, at: 0, deed });
    }
    let mut play = opened(&polity);
    play.interventions_turn();
    assert_eq!(play.leaders[3].away_until, 9);
}

#[test]
fn a_plot_that_was_nearly_broken_up_hurries_and_grows_no_older() {
    let polity = polity();
    let mut play = opened(&polity);
    (play.k.plot_ripening, play.leaders[3].cunning) = (9.0, -99.0);
    play.round = 5;
    play.begin_plot(0, 3, Vec::new());
    play.counter(3, 0, Vec::new());
    let plot = &play.plots[0];
    assert!(plot.hurried, "he fails at it");
    assert_eq!(plot.begun, 5);
}

#[test]
fn plots_ripen_in_the_usual_time_on_the_whole_and_never_in_twice_that() {
    let polity = polity();
    let mut play = opened(&polity);
    let times: Vec<f64> = (0..400)
        .map(|_| {
            play.begin_plot(0, 3, Vec::new());
            play.plots.pop().expect("it was begun").ripening / play.k.plot_ripening
        })
        .collect();
    assert!(times.iter().all(|&time| 0.0 < time && time < 2.0));
    // Three standard errors of a mean of 400 are 0.087.
    let mean = times.iter().sum::<f64>() / 400.0;
    assert!((mean - 1.0).abs() < 0.087, "{mean}");
}
