//! Who is told to gain or lose by a crisis.

use super::*;
use crate::engine::Happening;

/// What is done about the first crisis.
fn chosen(world: &fixture::World) -> &Way {
    let first = &world.log.happenings[0];
    &world.polity.crises[first.crisis].options[first.chosen.expect("something is done").0]
}

/// The chronicle of the made-up history, whose first crisis has these effects and no others.
fn with_effects(world: &mut fixture::World, effects: Vec<Effect>) -> String {
    let crisis = world.log.happenings[0].crisis;
    let Some((option, _)) = world.log.happenings[0].chosen else { unreachable!() };
    let way = &mut world.polity.crises[crisis].options[option];
    way.effects = effects;
    way.success_way.effects.clear();
    way.failure_way.effects.clear();
    told(world)
}

#[test]
fn of_a_side_on_which_nobody_stood_nothing_is_said() {
    let mut world = fixture::World::new();
    let by = chosen(&world).success;
    world.values.set(by, 0.2);
    let against = vec![Effect::Support(Selector::ArguedAgainst, Some(0), by)];
    let says = "Those who argued against it win support in the ";
    let told = with_effects(&mut world, against.clone());
    assert!(told.contains(says), "{told}");
    for (_, part) in &mut world.log.happenings[0].argued {
        *part = part.abs();
    }
    let told = with_effects(&mut world, against);
    assert!(!told.contains(says), "{told}");
}

#[test]
fn whoever_loses_standing_is_not_told_to_gain_by_what_support_it_brings() {
    let mut world = fixture::World::new();
    let (up, down) = (chosen(&world).success, chosen(&world).daring);
    world.values.set(up, 0.2);
    world.values.set(down, -0.05);
    let told = with_effects(
        &mut world,
        vec![
            Effect::Support(Selector::ArguedFor, Some(0), up),
            Effect::Standing(Selector::ArguedFor, down),
        ],
    );
    let base = names::base_in_sentence(&world.account(), 0);
    let says = format!("Those who argued for it lose standing by it but win support in {base}.");
    assert!(told.contains(&says), "{told}");
}

#[test]
fn that_some_gain_is_not_said_in_the_same_words_twice_running() {
    let mut world = fixture::World::new();
    let by = chosen(&world).success;
    world.values.set(by, 0.2);
    let happening = world.log.happenings[0].clone();
    for at in 16..20 {
        let comes = Occurrence::Crisis(world.log.happenings.len());
        happens(&mut world, at, comes);
        world.log.happenings.push(Happening { at, ..happening.clone() });
    }
    let told = with_effects(&mut world, vec![Effect::Standing(Selector::ArguedFor, by)]);
    let forms = ["gain by it", "does credit to", "stand the better for it", "come out of it well"];
    let said: Vec<usize> = told
        .split(". ")
        .filter_map(|sentence| forms.iter().position(|form| sentence.contains(form)))
        .collect();
    assert!(said.len() == 5 && said.windows(2).all(|two| two[0] != two[1]), "{said:?}: {told}");
}
