//! The phases one by one, in a tiny polity.

use super::Occurrence;
use super::appeal::Sides;
use super::cadres::NOBODY;
use super::decide::Initiative;
use super::fixture::{opened, polity, put_matter};
use super::hostility::threat;
use super::lanes::{LANES, lanes};
use super::state::Play;
use super::vote::Tallied;
use crate::polity::{Decider, Deed, Intervention, Parameters, Polity, RoundUnit, Who};

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
            [play.odds_by_vote(sides, false).win, play.odds_by_troops(sides)]
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
fn an_office_goes_to_the_less_feared_of_two_alike() {
    let polity = polity();
    let chosen = |feared: usize| {
        let mut play = opened(&polity);
        play.k.fill_noise = 0.0;
        play.vacate(0);
        for who in 0..4 {
            play.leaders[who].influence = 0.2;
            play.leaders[who].ambition = 0.0;
        }
        // The other office is held by the second; he and the first are out of it.
        play.leaders[0].quiet_until = 1;
        play.leaders[1].quiet_until = 1;
        play.k.fill_following = 0.0;
        play.leaders[feared].influence = 0.4;
        play.fill_turn();
        play.offices[0].holder
    };
    assert_eq!(chosen(2), Some(3));
    assert_eq!(chosen(3), Some(2));
}

#[test]
fn of_two_offices_vacant_together_one_man_is_not_given_both() {
    let polity = polity();
    let holders = |plurality: f64| {
        let mut play = opened(&polity);
        (play.k.fill_noise, play.k.fill_plurality) = (0.0, plurality);
        play.norms.collegiality = 1.0;
        play.vacate(0);
        play.vacate(1);
        play.take_stock();
        play.leaders[3].standing = 1.0;
        play.fill_turn();
        [0, 1].map(|office| play.offices[office].holder)
    };
    assert_eq!(holders(0.0), [Some(3), Some(3)], "nothing speaks against him");
    let [first, second] = holders(5.0);
    assert!(first.is_some() && second.is_some() && first != second, "{first:?} {second:?}");
}

#[test]
fn the_lesser_the_office_the_more_a_man_of_the_trade_is_wanted() {
    let polity = polity();
    let mut play = opened(&polity);
    let base = polity.offices[0].heads;
    for (weight, height) in [(0.8, 1.0), (0.4, 1.0), (0.2, 0.5), (0.0, 0.0)] {
        (play.offices[0].responsibility, play.offices[1].responsibility) = (weight, 0.4);
        let opinion = |play: &mut Play, home| {
            play.leaders[3].home = home;
            play.opinion(2, 3, 0)
        };
        let of_the_trade = opinion(&mut play, base) - opinion(&mut play, None);
        let expected = play.k.fill_home * (2.0 - height);
        assert!((of_the_trade - expected).abs() < 1e-12, "{weight}: {of_the_trade} {expected}");
    }
    // What is closed is not what others are held against.
    play.offices[1].open = false;
    play.offices[0].responsibility = 0.2;
    assert_eq!(play.highest(), 0.2);
}

#[test]
fn an_empty_seat_is_filled_though_the_bench_is_empty() {
    let polity = polity();
    let mut play = opened(&polity);
    play.die(3);
    let seated = |play: &Play| play.active.iter().filter(|&&i| play.leaders[i].seated).count();
    assert_eq!(seated(&play), 3);
    play.fill_turn();
    assert_eq!(seated(&play), 4);
    let risen = play.log.cast.last().expect("somebody");
    assert_eq!((play.log.cast.len(), risen.risen), (5, Some(0)));
    for who in 0..5 {
        play.die(who);
    }
    play.fill_turn();
    assert!(seated(&play) > 0, "no organ stands empty");
}

#[test]
fn those_who_rise_in_play_are_called_differently() {
    let polity = polity();
    let mut play = opened(&polity);
    for _ in 0..24 {
        let somebody = play.active[0];
        play.die(somebody);
        play.fill_turn();
    }
    let risen: Vec<_> = play.log.cast.iter().filter(|figure| figure.risen.is_some()).collect();
    assert!(risen.len() > 12, "{}", risen.len());
    let mut called: Vec<&str> = risen.iter().flat_map(|f| [&*f.name, &*f.short]).collect();
    assert_eq!(called[1], "Newcomer of 1900");
    assert_eq!(called[2..4], ["a second newcomer of 1900 from the desks", "Newcomer 2 of 1900"]);
    called.sort_unstable();
    assert!(called.windows(2).all(|pair| pair[0] != pair[1]), "{called:?}");
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
fn the_more_a_man_holds_the_less_he_is_given_more() {
    let polity = polity();
    let mut play = opened(&polity);
    let mut last = f64::INFINITY;
    // Closed to others, so that it is not what offices are measured by.
    (play.offices[1].holder, play.offices[1].open) = (Some(2), false);
    for step in 0..=6 {
        play.offices[1].responsibility = 0.3 * f64::from(step);
        let opinion = play.opinion(3, 2, 0);
        assert!(opinion < last, "{opinion} after {last}");
        last = opinion;
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
fn lying_low_disarms_enemies_and_estranges_no_friend() {
    let polity = polity();
    let mut play = opened(&polity);
    (play.k.lie_low_effect, play.k.hostility_trust) = (0.5, 9.0);
    play.pairs.trust.put(1, 0, 1.0);
    play.pairs.trust.put(2, 0, -1.0);
    let mut hostilities = |low: bool| {
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
    let (dread, price) = (polity.principals[3].dread, polity.norms.terror);
    let deeds = [vec![(dread, 0.1)], vec![(dread, 0.1), (price, 0.9)]];
    for (k, set) in deeds.into_iter().enumerate() {
        let (id, deed) = (format!("deed_{k}"), Deed::Set(set));
        polity.interventions.push(Intervention { id, at: 0, deed });
    }
    for (gone, without_effect) in [(false, vec![]), (true, vec![0])] {
        let mut play = opened(&polity);
        if gone {
            play.die(3);
        }
        play.interventions_turn();
        assert_eq!(play.log.without_effect, without_effect);
    }
}
