//! The phases one by one, in a tiny polity.

mod acting;
mod filling;
mod illness;

use super::Aim;
use super::appeal::Sides;
use super::cadres::NOBODY;
use super::decide::Initiative;
use super::fixture::{opened, polity, put_matter};
use super::hostility::threat;
use super::lanes::{LANES, lanes};
use super::state::Play;
use super::vote::Tallied;
use crate::polity::{Parameters, Who};

#[test]
fn the_shares_kept_are_those_that_a_count_would_give() {
    let polity = polity();
    let mut play = opened(&polity);
    for round in 0..40 {
        play.round = round;
        play.refresh();
        play.act_turn();
        play.cadres_turn();
        if round == 20 {
            play.die(2);
        }
        for base in 0..polity.bases.len() {
            for who in 0..play.leaders.len() {
                let weight: u64 = (play.cadres.each.iter())
                    .filter(|c| usize::from(c.base) == base && usize::from(c.backs) == who)
                    .map(|c| u64::from(c.weight))
                    .sum();
                let share = weight as f64 / play.cadres.totals[base];
                assert_eq!(play.cadres.share(base, who), share, "base {base}, {who}, {round}");
            }
        }
        let everybody = (0..play.leaders.len()).map(Some).chain([None]);
        let mut seated = 0.0;
        for who in everybody {
            let (seats, strength) = play.bloc_of(1, who);
            let backs = who.map_or(NOBODY, |who| who as u16);
            let of: Vec<_> = play.seats_of(1).filter(|seat| seat.backs == backs).collect();
            let sum: u32 = of.iter().map(|seat| u32::from(seat.strength())).sum();
            assert_eq!(of.len() as f32, seats, "{backs} in {round}");
            let mean = f64::from(sum) / (1000.0 * of.len().max(1) as f64);
            assert!((mean - f64::from(strength)).abs() < 1e-6);
            seated += seats;
        }
        assert_eq!(seated, 24.0);
    }
}

#[test]
fn nobody_backs_the_gone() {
    let polity = polity();
    let mut play = opened(&polity);
    assert!(play.cadres.each.iter().any(|cadre| cadre.backs == 0 || cadre.patron == 0));
    play.die(0);
    assert!(play.cadres.each.iter().all(|cadre| cadre.backs != 0 && cadre.patron != 0));
    assert!(play.cadres.each.iter().any(|cadre| cadre.backs == NOBODY));
    assert_eq!(play.offices[0].holder, None);
    assert!(!play.active.contains(&0));
}

#[test]
fn a_plot_ends_with_its_target_and_passes_on_with_its_leader() {
    let polity = polity();
    let mut play = opened(&polity);
    play.begin_plot(0, 3, Vec::new());
    play.begin_plot(1, 2, Vec::new());
    play.plots[1].members.push(2);
    assert_eq!(play.plots[1].target, 3);
    play.die(0);
    assert_eq!((play.plots.len(), play.plots[0].target), (2, 2), "who is left leads on");
    assert_eq!(play.plots[1].leader, 2);
    play.die(2);
    assert!(play.plots.is_empty());
    assert_eq!(play.log.dropped, [(1, 2, 0), (2, 3, 0)]);
}

#[test]
fn threat_grows_with_all_that_makes_it_and_saturates() {
    let k = Parameters::default();
    let at = |x: [f64; 4]| threat(&k, x[0], x[1], x[2], x[3]);
    for n in 0..4 {
        let mut last = -1.0;
        for step in 0..=10 {
            let mut x = [0.3, 0.3, 0.5, 0.5];
            x[n] = f64::from(step) / 10.0;
            let now = at(x);
            assert!(now > last && (0.0..1.0).contains(&now), "{n} at {step}: {now}");
            last = now;
        }
    }
}

#[test]
fn a_majority_is_less_likely_the_more_it_needs() {
    let votes = [(0.8, 3.0), (-0.4, 4.0), (0.1, 2.0)];
    let mut last = 1.0;
    for needed in 0..9 {
        let mut tallied = Tallied::new(0.7);
        votes.iter().for_each(|&(logit, count)| {
            tallied.add(&[logit; LANES], &lanes(|at| if at == 0 { count } else { 0.0 }))
        });
        let p = tallied.chance_of_more_than(f64::from(needed));
        assert!(p < last, "{needed}: {p} after {last}");
        last = p;
    }
}

#[test]
fn convening_takes_grip_and_friends_help() {
    let polity = polity();
    let mut play = opened(&polity);
    let mut last = 0.0;
    for step in 0..=10 {
        for base in &mut play.bases {
            base.grip[0] = f64::from(step) / 10.0;
        }
        let sides = Sides { target: 0, leader: 2, members: &[2], alone: true };
        let alone = play.chance_to_convene(sides, 0);
        assert!(alone > last && alone < 1.0, "{alone} after {last}");
        play.pairs.hostility.put(1, 0, -1.0);
        assert!(play.chance_to_convene(Sides { alone: false, ..sides }, 0) >= alone);
        last = alone;
    }
}

#[test]
fn one_more_hand_never_makes_a_strike_look_worse() {
    let polity = polity();
    let mut play = opened(&polity);
    for who in 0..4 {
        for target in 0..4 {
            play.pairs.hostility.put(who, target, 0.15);
        }
    }
    for target in 0..4 {
        let others: Vec<_> = (0..4).filter(|&who| who != target).collect();
        let odds = |members: &[Who]| {
            let sides = Sides { target, leader: others[0], members, alone: false };
            [play.odds_by_vote(sides, Aim::Expel).win, play.odds_by_troops(sides)]
        };
        let (few, more, most) = (odds(&others[..1]), odds(&others[..2]), odds(&others));
        for plan in 0..2 {
            assert!(few[plan] < more[plan] && more[plan] < most[plan], "{few:?} {more:?} {most:?}");
        }
    }
}

#[test]
fn force_goes_with_the_guards() {
    let polity = polity();
    let play = opened(&polity);
    let against = |target: usize, leader: usize| {
        let members = [leader];
        play.chance_of_force(Sides { target, leader, members: &members, alone: true }, false)
    };
    // The second commands the guards.
    assert!(against(0, 1) > 0.5 && against(1, 0) < 0.5);
    assert!(against(0, 1) > against(2, 3) && against(2, 3) > against(1, 3));
}

#[test]
fn whoever_has_troops_may_meet_a_vote_with_force_and_nobody_else() {
    let polity = polity();
    let mut play = opened(&polity);
    let against = |play: &Play, target: usize| {
        play.resistance(Sides { target, leader: 2, members: &[2], alone: true })
    };
    // The second commands the guards; the fourth has nobody to send.
    play.leaders[3].defiance = 0.0;
    assert_eq!(against(&play, 3).chance, 0.0);
    let mut last = 0.0;
    for step in 1..=10 {
        play.leaders[1].defiance = f64::from(step) / 10.0;
        let chance = against(&play, 1).chance;
        assert!(chance > last && chance < 1.0, "{chance} after {last}");
        last = chance;
    }
    play.k.with_force = 0.0;
    assert_eq!(against(&play, 1).chance, 0.0);
}

#[test]
fn clients_of_whoever_is_gone_look_to_the_colleague_whom_he_trusted() {
    let polity = polity();
    for (trusts, share) in [(true, 1.0), (true, 0.0), (false, 1.0)] {
        let mut play = opened(&polity);
        play.k.clients_inherited = share;
        (1..4).for_each(|who| play.pairs.trust.put(0, who, -0.5));
        play.pairs.trust.put(0, 2, if trusts { 0.6 } else { -0.2 });
        let of = |play: &Play, who: u16| {
            play.cadres.each.iter().filter(|cadre| cadre.patron == who).count()
        };
        let [own, before, nobody] = [0, 2, NOBODY].map(|who| of(&play, who));
        assert!(own > 0, "he has clients");
        play.depart(0);
        let passed = if trusts && share > 0.0 { own } else { 0 };
        let now = [0, 2, NOBODY].map(|who| of(&play, who));
        assert_eq!(now, [0, before + passed, nobody + own - passed]);
    }
}

#[test]
fn losing_costs_more_under_terror_and_a_fall_is_worth_more_the_more_he_is_hated() {
    let polity = polity();
    let mut play = opened(&polity);
    let (mut price, mut gain) = (-1.0, -1.0);
    for step in 0..=10 {
        let level = f64::from(step) / 10.0;
        play.norms.terror = level;
        play.pairs.hostility.put(0, 1, level);
        assert!(play.price_of_losing() > price && play.gain_from_fall(0, 1, 1) > gain);
        (price, gain) = (play.price_of_losing(), play.gain_from_fall(0, 1, 1));
    }
}

#[test]
fn only_those_with_a_vote_are_counted() {
    let mut polity = polity();
    put_matter(&mut polity, &[0.5, 0.5]);
    let mut play = opened(&polity);
    play.leaders[3].seated = false;
    let votes = play.voters().count() as u32;
    for _ in 0..10 {
        play.fire(0, Some(Initiative { who: 3, proposal: 0 }));
        let happening = play.log.happenings.last().expect("it came");
        let (ayes, noes) = happening.counted.expect("an organ decides");
        assert_eq!(ayes + noes, votes);
        assert_eq!(happening.argued.len() as u32, votes + 1, "whoever raises it is heard");
    }
}

#[test]
fn at_first_sight_an_appeal_counts_as_far_as_anyone_expects_one() {
    let polity = polity();
    let mut play = opened(&polity);
    // No troops: the vote alone.
    play.k.with_force = 0.0;
    let mut last = 1.0;
    for step in 0..=10 {
        play.norms.precedent = f64::from(step) / 10.0;
        let face = play.scene().faces[0].clone();
        let (saved, odds) = (face.saved[0], face.by_vote[0]);
        assert!((0.0..1.0).contains(&saved) && (step == 0) == (saved == 0.0));
        assert!(odds < last || step == 0, "{odds} after {last}");
        last = odds;
    }
}

#[test]
fn whoever_gives_a_plot_up_is_spent_for_a_while() {
    let polity = polity();
    let mut play = opened(&polity);
    let months = |play: &Play| (play.k.weary_months as usize, play.k.quiet_months as usize);
    let (weary, quiet) = months(&play);
    assert!(weary > 0 && quiet > weary);
    for (warned, until) in [(false, weary), (true, quiet)] {
        play.pairs.hostility.put(2, 0, 1.0);
        play.begin_plot(2, 0, Vec::new());
        play.plots[0].warned = warned;
        // He has nothing against the man any more.
        play.pairs.hostility.put(2, 0, -1.0);
        let now = play.round;
        play.plots_turn();
        assert!(play.plots.is_empty(), "given up");
        let free = (now..now + 60).find(|&round| {
            play.round = round;
            play.free_to_plot(2)
        });
        assert_eq!(free, Some(now + until), "warned: {warned}");
    }
}

#[test]
fn a_dreaded_man_who_is_gone_makes_no_more_terror() {
    let polity = polity();
    let drift = |gone: bool| {
        let mut play = opened(&polity);
        // The second commands the guards, who have troops and files.
        play.leaders[1].dread = 1.0;
        play.norms.terror = 0.5;
        if gone {
            play.die(1);
        }
        play.norms_turn();
        play.norms.terror
    };
    assert!(drift(true) < drift(false));
}

#[test]
fn whoever_stands_too_high_is_resented_but_never_beyond_all_else() {
    let polity = polity();
    let mut play = opened(&polity);
    let k = &mut play.k;
    (k.hostility_threat, k.hostility_rivalry, k.hostility_kingmaker) = (0.0, 0.0, 0.0);
    let size = k.hostility_resentment;
    let resented = |play: &mut Play, influence: f64| {
        play.leaders[0].influence = influence;
        let mut seen = |size: f64| {
            play.k.hostility_resentment = size;
            play.weigh_each_other();
            play.pairs.hostility.at(1, 0)
        };
        let without = seen(0.0);
        seen(size) - without
    };
    let allowed = play.allowed_influence();
    assert_eq!(resented(&mut play, 0.9 * allowed), 0.0, "as high as collegiality allows");
    let heights = [0.05, 0.15, 0.3, 0.6].map(|above| resented(&mut play, allowed + above));
    assert!(heights.is_sorted() && heights[0] > 0.0, "{heights:?}");
    assert!(heights[3] < size, "{heights:?}");
    // The first steps count most.
    assert!(heights[1] / 0.15 > heights[3] / 0.6, "{heights:?}");
}
