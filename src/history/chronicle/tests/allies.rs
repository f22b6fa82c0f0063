//! Who has joined a plot so far, and what is said accordingly.

use super::*;
use crate::engine::Act;

/// The made-up history without those who join in its second month.
fn without_the_first() -> fixture::World {
    let mut world = fixture::World::new();
    let joins = |event: &Event| matches!(event.what, Occurrence::Approach { joined: true, .. });
    world.log.events.retain(|event| event.at != 1 || !joins(event));
    world
}

#[test]
fn somebody_has_joined_once_he_has_and_until_another_plot_is_begun() {
    let mut world = fixture::World::new();
    let plot = Occurrence::PlotBegun { leader: fixture::MOLOTOV, target: fixture::BERIA };
    happens(&mut world, 6, plot);
    let account = world.account();
    let teller = Teller::new(&account);
    let joined = [1, 2, 6, 7].map(|before| teller.is_joined(fixture::BERIA, before));
    assert_eq!(joined, [false, true, true, false]);
    assert!(!teller.is_joined(fixture::MALENKOV, 6));
}

#[test]
fn the_first_to_join_widens_no_circle() {
    let wider = ["joins those who want Beria gone", "circle against Beria widens"];
    let first = ["Malenkov is the first to join", "brings Malenkov in", "finds a first ally"];
    let has = |told: &str, forms: &[&str]| forms.iter().any(|form| told.contains(form));
    let told = told(&without_the_first());
    assert!(!has(&told, &wider), "{told}");
    assert!(has(&told, &first), "{told}");
}

#[test]
fn what_nobody_has_joined_is_not_broken_up() {
    let everybody = || 0..5;
    let told = |at: Round| {
        let all = everybody().flat_map(|who| everybody().map(move |whom| (who, whom)));
        let told = all.filter(|(who, whom)| who != whom).map(|(who, whom)| {
            let mut world = without_the_first();
            happens(&mut world, at, Occurrence::Act { who, act: Act::Counter(whom) });
            told(&world)
        });
        told.collect::<Vec<String>>().join("\n")
    };
    let (before, after) = (told(2), told(4));
    assert!(before.contains("without allies") && !before.contains("put together"), "{before}");
    assert!(after.contains("put together"), "{after}");
}
