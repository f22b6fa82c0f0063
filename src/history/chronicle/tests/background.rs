//! What is told of routine acts.

use super::*;
use crate::engine::Act;

/// What is told of acts of Khrushchev and of Malenkov, each done so many times.
fn told_of(acts: [(Act, usize); 2]) -> String {
    let world = fixture::World::new();
    let account = world.account();
    let mut teller = Teller::new(&account);
    for (who, (act, times)) in [fixture::KHRUSHCHEV, fixture::MALENKOV].into_iter().zip(acts) {
        let event = Event { at: 8, what: Occurrence::Act { who, act }, reads: Vec::new() };
        teller.routine.note(&vec![event; times]);
    }
    teller.background(10).expect("something to tell")
}

#[test]
fn those_who_do_the_same_are_told_together() {
    let told = told_of([(Act::Court(0), 2), (Act::Court(0), 3)]);
    assert!(told.ends_with("Nikita Khrushchev and Georgy Malenkov court the army."), "{told}");
    let told = told_of([(Act::Appoint(1, 2), 2), (Act::Appoint(1, 1), 4)]);
    let expected =
        "Nikita Khrushchev and Georgy Malenkov each place four clients in the Party apparatus.";
    assert!(told.ends_with(expected), "{told}");
}

#[test]
fn those_who_do_different_things_are_not() {
    let told = told_of([(Act::Court(0), 2), (Act::Court(1), 2)]);
    let expected = "Nikita Khrushchev courts the army; Georgy Malenkov courts the Party apparatus.";
    assert!(told.ends_with(expected), "{told}");
}
