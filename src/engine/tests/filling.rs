//! Who comes into offices and seats.

use super::super::fixture::{opened, polity, put_issue};
use super::super::state::Play;
use super::super::{Event, Occurrence};
use crate::polity::{Deed, Effect, Intervention, Polity, Quantity, Sitting, Spread};

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
fn whoever_rises_in_play_keeps_his_views_and_comes_through_his_patron() {
    let mut polity = polity();
    put_issue(&mut polity, &[-0.8, 0.8]);
    let mut play = opened(&polity);
    // The weakest is the patron of all who may rise.
    let patron =
        (0..4).min_by(|&a, &b| play.leaders[a].influence.total_cmp(&play.leaders[b].influence));
    let patron = patron.expect("there are four");
    play.cadres.each.iter_mut().for_each(|cadre| cadre.patron = patron as u16);
    play.cadres.views.iter_mut().for_each(|views| *views = [0.25; 4]);
    let who = play.raise_from_cadres();
    let seated = |event: &Event| match event.what {
        Occurrence::Seated { who: risen, sponsor, .. } if risen == who => sponsor,
        _ => None,
    };
    assert_eq!(play.log.events.iter().find_map(seated), Some(patron));
    assert_eq!(play.leaders[who].positions, [0.25]);
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
fn what_decides_an_election_is_read_before_it() {
    let polity = polity();
    let mut play = opened(&polity);
    play.vacate(0);
    play.take_stock();
    let opinions: Vec<Vec<f64>> =
        (0..4).map(|v| (0..4).map(|c| play.opinion(v, c, 0)).collect()).collect();
    play.fill_turn();
    let who = play.offices[0].holder.expect("filled");
    let took = play.log.events.iter().find(|e| matches!(e.what, Occurrence::Took { .. }));
    let reads = &took.expect("told").reads;
    let chosen: Vec<&str> = reads.iter().filter(|r| r.chosen).map(|r| &*r.what).collect();
    assert_eq!(chosen, [format!("the organ's regard for {}", play.id(who))]);
    for (voter, opinions) in opinions.iter().enumerate() {
        let what = format!("{} on {}", play.id(voter), play.id(who));
        let read = reads.iter().find(|r| r.what == what).expect("each voter is read");
        assert_eq!(read.value, opinions[who], "{what}");
    }
}

#[test]
fn whoever_a_what_if_puts_out_does_not_come_back_in_the_same_round() {
    let mut polity = polity();
    let (id, deed) = ("vacancy".to_owned(), Deed::Office(0, None));
    polity.interventions.push(Intervention { id, at: 0, deed });
    let mut play = opened(&polity);
    (play.k.fill_noise, play.k.fill_home) = (0.0, 0.0);
    play.leaders[0].standing = 9.0;
    play.interventions_turn();
    play.fill_turn();
    let holder = play.offices[0].holder.expect("filled");
    assert_ne!(holder, 0);
    play.round = 1;
    play.vacate(0);
    play.fill_turn();
    assert_eq!(play.offices[0].holder, Some(0), "later he may");
}

#[test]
fn of_two_offices_over_a_base_the_weightier_heads_it() {
    let polity = polity();
    let mut play = opened(&polity);
    // The second office is over the second base; a third is put over it as well.
    let mut rules = polity.clone();
    rules.offices.push(rules.offices[1].clone());
    rules.offices[2].holder = Some(2);
    for (first, second, head) in [(0.5, 0.4, 1), (0.4, 0.5, 2), (0.5, 0.5, 1)] {
        let mut other = opened(&rules);
        other.offices[1].responsibility = first;
        other.offices[2].responsibility = second;
        other.measure_grip();
        assert_eq!(other.bases[1].head, Some(head), "{first} {second}");
    }
    play.measure_grip();
    assert_eq!(play.bases[1].head, Some(1));
}

/// The tiny polity with two more on the bench, and effects that add so many seats.
fn with_a_bench<const N: usize>(seats: [f64; N]) -> (Polity, [Effect; N]) {
    let mut polity = polity();
    for id in ["five", "six"] {
        let mut one = polity.principals[3].clone();
        (one.id, one.seat, one.bench) = (id.to_owned(), None, Some(0));
        polity.principals.push(one);
    }
    let effects = seats.map(|central| {
        let (path, valid) = (format!("seats{central}"), (-100.0, 100.0));
        let quantity = Quantity { path, central, spread: Spread::Fixed, valid, written: true };
        Effect::Seats(polity.ledger.enter(quantity))
    });
    (polity, effects)
}

/// Those who sit after so many rounds in which seats are filled.
fn seated(play: &mut Play<'_>, rounds: usize) -> Vec<usize> {
    for _ in 0..rounds {
        play.round += 1;
        play.seatings = 0;
        play.fill_turn();
    }
    (0..play.leaders.len()).filter(|&who| play.leaders[who].seated).collect()
}

#[test]
fn seats_that_are_added_are_filled_one_by_one_from_the_bench() {
    let (polity, [three]) = with_a_bench([3.0]);
    let mut play = opened(&polity);
    assert_eq!(seated(&mut play, 1), [0, 1, 2, 3], "there is no room");
    play.apply(&[three], &[]);
    assert_eq!(seated(&mut play, 0).len(), 4, "nobody sits there yet");
    let first = seated(&mut play, 1);
    assert!(first == [0, 1, 2, 3, 4] || first == [0, 1, 2, 3, 5], "{first:?}");
    assert_eq!(seated(&mut play, 1), [0, 1, 2, 3, 4, 5]);
    assert_eq!(seated(&mut play, 1), [0, 1, 2, 3, 4, 5, 6], "the bench is empty: a cadre rises");
    assert_eq!(seated(&mut play, 2).len(), 7, "no seat is left");
}

#[test]
fn seats_that_are_taken_cost_nobody_his_and_are_not_filled_again() {
    let (polity, [one]) = with_a_bench([-1.4]);
    let mut play = opened(&polity);
    play.apply(&[one], &[]);
    assert_eq!(play.seats, 3, "seats are whole");
    assert_eq!(seated(&mut play, 2), [0, 1, 2, 3], "nobody is thrown out");
    play.die(3);
    assert_eq!(seated(&mut play, 2), [0, 1, 2], "he is not replaced");
    play.die(2);
    assert_eq!(seated(&mut play, 2).len(), 3, "now somebody is");
}

#[test]
fn an_organ_keeps_three_seats_and_has_64_at_most() {
    let (mut polity, [few, many]) = with_a_bench([-30.0, 50.0]);
    let mut play = opened(&polity);
    play.apply(std::slice::from_ref(&few), &[]);
    assert_eq!(play.seats, 3);
    play.apply(&[many.clone(), many], &[]);
    assert_eq!(play.seats, 64);
    // One that opens with fewer keeps what it has.
    polity.organs[0].sitting = Sitting::Principals { seats: 2 };
    let mut play = opened(&polity);
    play.apply(&[few], &[]);
    assert_eq!(play.seats, 2);
}
