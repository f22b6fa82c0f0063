//! Rules that hold between several parts of a scenario.

use super::super::findings::Code;
use super::super::schema::Room;
use super::super::written;
use super::desk::Desk;
use crate::polity::{Base, Organ, OrganIx, Principal, Sitting};

/// Most principals.
pub const MOST_PRINCIPALS: usize = 64;
/// Most organs.
pub const MOST_ORGANS: usize = 16;
/// Most crises.
pub const MOST_CRISES: usize = 1000;
/// Most posts of all bases together.
pub const MOST_POSTS: usize = 1_000_000;

/// Sizes, before memory is taken for them.
pub fn limits(desk: &mut Desk<'_>, scenario: &written::Scenario) {
    if let Some(id) = scenario.principals.keys().nth(MOST_PRINCIPALS) {
        let count = scenario.principals.len();
        let message = format!("{count} principals; there may be {MOST_PRINCIPALS}");
        desk.found(Code::TooLarge, id, message)
            .hints
            .push("leave out those who never come within reach of the top".into());
    }
    if let Some(id) = scenario.organs.keys().nth(MOST_ORGANS) {
        let message = format!("{} organs; there may be {MOST_ORGANS}", scenario.organs.len());
        desk.found(Code::TooLarge, id, message)
            .hints
            .push("keep the one that sits principals and those it can be appealed to".into());
    }
    if let Some(id) = scenario.crises.keys().nth(MOST_CRISES) {
        let message = format!("{} crises; there may be {MOST_CRISES}", scenario.crises.len());
        desk.found(Code::TooLarge, id, message)
            .hints
            .push("leave out those that change least".into());
    }
    let mut total = 0;
    for posts in scenario.cadres.values().filter_map(|c| c.posts.as_ref()) {
        let before = total;
        total += *posts.get_ref();
        if total > MOST_POSTS && before <= MOST_POSTS {
            let message = format!("{total} posts in all; there may be {MOST_POSTS}");
            desk.found(Code::TooLarge, posts, message)
                .hints
                .push("let one post stand for several".into());
        }
    }
    if scenario.principals.is_empty()
        && !desk.lost.beneath("principals")
        && let Some(start) = &scenario.calendar.start
    {
        let message = "the scenario has no principals".to_owned();
        desk.found(Code::MissingKey, start, message)
            .hints
            .push("add [principals.ID] for each leader".into());
    }
}

/// Whether one organ sits principals and no other does: otherwise that is found, and who sits in any of
/// them may be meant otherwise.
pub fn is_led(scenario: &written::Scenario) -> bool {
    let leading = |o: &&written::Organ| o.sits.as_deref() == Some("principals");
    scenario.organs.values().filter(leading).count() == 1
}

/// The one organ that sits principals.
pub fn presidium(desk: &mut Desk<'_>, scenario: &written::Scenario, organs: &[Organ]) -> OrganIx {
    let of_principals = || {
        scenario
            .organs
            .iter()
            .enumerate()
            .filter(|(_, (_, o))| o.sits.as_deref() == Some("principals"))
    };
    match of_principals().count() {
        1 => {}
        // Who sits in one of them could not be read, which has been reported.
        _ if scenario.organs.values().any(|o| o.sits.is_none()) => {}
        0 => {
            // One that was made to sit others, or else the first.
            let organs = scenario.organs.keys().rev();
            let organs: Vec<_> = organs.map(|id| desk.blamed("organs", id, "sits")).collect();
            if let Some(id) = desk.laid_last(&organs) {
                let message = "no organ sits principals".to_owned();
                desk.found(Code::OnePresidium, id, message)
                    .hints
                    .push("give the deciding organ sits = \"principals\"".into());
            }
        }
        count => {
            let all = of_principals().map(|(_, (id, _))| desk.blamed("organs", id, "sits"));
            let all: Vec<_> = all.collect();
            let mut all = all.iter();
            if let (Some(mut first), Some(mut id)) = (all.next(), all.next()) {
                if desk.is_laid_over(first, id) {
                    std::mem::swap(&mut first, &mut id);
                }
                let first = desk.place(first);
                let message = format!("{count} organs sit principals; exactly one may");
                let finding = desk.found(Code::OnePresidium, id, message);
                finding.related.extend(first.map(|p| (p, "another".to_owned())));
                finding.hints.push("give all but the deciding one sits = \"cadres\"".into());
            }
        }
    }
    debug_assert_eq!(organs.len(), scenario.organs.len());
    of_principals().next().map_or(0, |(ix, _)| ix)
}

/// Only the organ of principals decides crises, draws lines and fills offices.
pub fn deciders(desk: &mut Desk<'_>, scenario: &written::Scenario) {
    let sits = |id: &str, who: &str| {
        scenario.organs.get(id).is_some_and(|organ| organ.sits.as_deref() == Some(who))
    };
    let Some(own) = scenario.organs.keys().find(|id| sits(id.get_ref(), "principals")) else {
        return;
    };
    let crises = scenario.crises.values().map(|c| (&c.decided_by, "decides a crisis"));
    let issues = scenario.issues.values().map(|i| (&i.decided_by, "draws a line"));
    let offices = scenario.offices.values().map(|o| (&o.filled_by, "fills an office"));
    for (named, does) in crises.chain(issues).chain(offices) {
        let Some(named) = named.as_ref().filter(|named| sits(named.get_ref(), "cadres")) else {
            continue;
        };
        let message = format!("`{}` sits cadres, and never {does}", named.get_ref());
        let (place, with) = (desk.place(named), format!("\"{}\"", own.get_ref()));
        let hint = match does {
            "decides a crisis" => format!("write {with}, or \"office:ID\" for whoever holds it"),
            _ => format!("write {with}, or leave it out"),
        };
        desk.found(Code::CadresDecide, named, message).change_to(place, with).hints.push(hint);
    }
}

/// Whoever has a seat sits where principals sit, and every organ has someone in it.
pub fn sitting(
    desk: &mut Desk<'_>,
    scenario: &written::Scenario,
    organs: &[Organ],
    principals: &[Principal],
    bases: &[Base],
) {
    for p in scenario.principals.values() {
        let Some(seat) = &p.seat else { continue };
        let organ = scenario.organs.get(seat.get_ref().as_str());
        if organ.is_some_and(|o| o.sits.as_deref() == Some("cadres")) && is_led(scenario) {
            let message = format!("`{}` sits cadres, not principals", seat.get_ref());
            desk.found(Code::AtOdds, seat, message)
                .hints
                .push("name the organ with sits = \"principals\"".into());
        }
    }
    for ((ix, organ), (id, written)) in organs.iter().enumerate().zip(&scenario.organs) {
        if written.sits.is_none() || !is_led(scenario) {
            continue;
        }
        match organ.sitting {
            Sitting::Principals { seats } => {
                let seated = principals.iter().filter(|p| p.seat == Some(ix)).count();
                let lost = desk.lost.any(|lost| {
                    lost.starts_with("principals")
                        && (lost.ends_with(".seat") || lost.matches('.').count() < 2)
                });
                if seated == 0 && !lost {
                    let message = format!("nobody sits in `{}`", organ.id);
                    desk.found(Code::EmptyOrgan, id, message)
                        .hints
                        .push(format!("give principals seat = \"{}\"", organ.id));
                }
                if seated > seats {
                    let message =
                        format!("`{}` has {seated} members and seats for {seats}", organ.id);
                    let place = desk.inside_of(&format!("organs.{}", organ.id), "seats");
                    // Whoever was put there by what lies over it, or else the organ.
                    let members = scenario.principals.values().filter_map(|p| p.seat.as_ref());
                    let members = members.filter(|seat| *seat.get_ref() == organ.id);
                    let over = desk.laid_last(members).filter(|seat| desk.is_laid_over(seat, id));
                    desk.found(Code::TooManySeats, over.unwrap_or(id), message)
                        .other_end(place, "its seats")
                        .hints
                        .push("give it more seats or fewer members".into());
                }
            }
            Sitting::Cadres { .. } => {
                let seated: usize = bases
                    .iter()
                    .flat_map(|b| &b.cohort.seats)
                    .filter(|s| s.organ == ix)
                    .map(|s| s.voting)
                    .sum();
                let lost = desk.lost.any(|lost| {
                    lost.starts_with("cadres")
                        && (lost.contains(".seats") || lost.matches('.').count() < 2)
                });
                if seated == 0 && !lost {
                    let message = format!("nobody with a vote sits in `{}`", organ.id);
                    desk.found(Code::EmptyOrgan, id, message).hints.push(format!(
                        "give a base seats = {{ {} = {{ voting = 40 }} }} under [cadres.BASE]",
                        organ.id
                    ));
                }
            }
        }
    }
}

/// Appeals end somewhere, and lead away from the organ of principals alone.
pub fn appeals(desk: &mut Desk<'_>, scenario: &written::Scenario, organs: &[Organ]) {
    let is_led = is_led(scenario);
    for (ix, (id, o)) in scenario.organs.iter().enumerate() {
        let Some(to) = &o.appeal_to else { continue };
        let Some(circle) = circle(organs, ix) else {
            // Where none sits principals, that is found, and one of these may be meant.
            if o.sits.as_deref() == Some("cadres") && is_led {
                let message = format!("`{}` sits cadres, and its decisions stand", id.get_ref());
                desk.found(Code::CadresDecide, to, message)
                    .hints
                    .push("leave out `appeal_to`: appeals end where cadres sit".into());
            }
            continue;
        };
        // Each circle is reported once, at its first organ.
        if circle.iter().any(|&k| k < ix) {
            continue;
        }
        let back = circle.iter().chain([&ix]);
        let names: Vec<_> = back.map(|&k| desk.id(Room::Organs, k).to_owned()).collect();
        let message = format!("appeals run in a circle: {}", names.join(" to "));
        let others: Vec<_> = scenario
            .organs
            .values()
            .enumerate()
            .filter(|(k, _)| *k != ix && circle.contains(k))
            .filter_map(|(_, o)| desk.place(o.appeal_to.as_ref()?))
            .collect();
        let finding = desk.found(Code::CyclicAppeal, to, message);
        for place in others {
            finding.other_end(Some(place), "and back by this");
        }
        finding.hints.push("leave out one `appeal_to`".into());
    }
}

/// The organs through which appeals from one come back to it, itself first; `None` where they do not.
fn circle(organs: &[Organ], first: OrganIx) -> Option<Vec<OrganIx>> {
    let mut chain = vec![first];
    let mut next = organs[first].appeal_to;
    while let Some(at) = next {
        if at == first {
            return Some(chain);
        }
        if chain.contains(&at) {
            return None;
        }
        chain.push(at);
        next = organs[at].appeal_to;
    }
    None
}
