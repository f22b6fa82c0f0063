//! What a what-if does on a date, in words.

use super::words::list;
use crate::polity::{Deed, Polity, Round};

/// Most numbers named, where a deed sets many.
const MOST: usize = 3;

/// A deed as a clause without a stop: `Zhukov is made First Secretary`.
pub fn deed(polity: &Polity, deed: &Deed) -> String {
    let short = |who: usize| &polity.principals[who].short;
    let office = |at: usize| &polity.offices[at].name;
    match deed {
        Deed::Set(set) => {
            let mut all: Vec<String> = (set.iter().take(MOST))
                .map(|(num, value)| format!("{} is {value}", polity.ledger.quantity(*num).path))
                .collect();
            if set.len() > MOST {
                all.push(format!("{} more numbers are changed", set.len() - MOST));
            }
            list(&all)
        }
        Deed::Office(at, Some(who)) => format!("{} is made {}", short(*who), office(*at)),
        Deed::Office(at, None) => format!("the post of {} is left without a holder", office(*at)),
        Deed::Dies(who) => format!("{} dies", short(*who)),
        Deed::Away(who, until) => format!("{} is {}", short(*who), away(polity, *until)),
        Deed::Crisis { crisis, fires, option, success } => {
            let crisis = &polity.crises[*crisis];
            let name = format!("\u{201c}{}\u{201d}", crisis.name);
            let end = match success {
                Some(true) => "comes off",
                Some(false) => "fails",
                None => "",
            };
            let which = if end.is_empty() { String::new() } else { format!(", which {end}") };
            let way = option.and_then(|way| crisis.options.get(way)).map(|way| &way.name);
            match (fires, way) {
                (Some(false), _) => format!("{name} does not come from now on"),
                (Some(true), Some(way)) => format!("{name} comes and is answered: {way}{which}"),
                (None, Some(way)) => format!("{name} will be answered: {way}{which}"),
                (Some(true), None) if end.is_empty() => format!("{name} comes"),
                (Some(true), None) => format!("{name} comes, and whatever is decided {end}"),
                (None, None) => format!("whatever is decided on {name} {end}"),
            }
        }
    }
}

/// How long somebody is away who is back in this round: `away until June 1953`.
pub fn away(polity: &Polity, until: Round) -> String {
    if until < polity.calendar.rounds {
        format!("away until {}", polity.calendar.words(until))
    } else {
        "away to the end".to_owned()
    }
}

/// That an intervention comes, as a sentence: what it does, or would have done.
pub fn stepping_in(polity: &Polity, id: &str, took_hold: bool) -> Option<String> {
    let done = &polity.interventions.iter().find(|one| one.id == id)?.deed;
    let words = deed(polity, done);
    Some(if took_hold {
        format!("Here the what-if steps in: {words}.")
    } else {
        let why = deed_undone(polity, done);
        format!("The what-if would step in here ({words}), to no effect: {why}.")
    })
}

/// Why a deed found nothing left to change, as a clause: `Zhukov is dead already`.
pub fn deed_undone(polity: &Polity, deed: &Deed) -> String {
    let short = |who: usize| &polity.principals[who].short;
    match deed {
        Deed::Office(at, Some(who)) => {
            let office = &polity.offices[*at].name;
            format!(
                "{} has died or been brought down, or has the post of {office}, or there is none",
                short(*who)
            )
        }
        Deed::Office(at, None) => {
            format!("the post of {} has no holder", polity.offices[*at].name)
        }
        Deed::Dies(who) => format!("{} is dead already", short(*who)),
        Deed::Away(who, _) => {
            format!("{} is no longer among them, or is away for as long already", short(*who))
        }
        Deed::Crisis { crisis, .. } => {
            format!(
                "\u{201c}{}\u{201d} has come and gone, or can come no more",
                polity.crises[*crisis].name
            )
        }
        Deed::Set(_) => "whoever it is about has died or been brought down".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Event, Occurrence};
    use crate::history::chronicle;
    use crate::history::fixture::{MALENKOV, World, ZHUKOV};
    use crate::polity::Intervention;

    #[test]
    fn every_deed_has_its_words() {
        let polity = World::new().polity;
        let which = polity.crises.iter().position(|crisis| crisis.id == "rising").unwrap();
        let crisis =
            |fires, option, success| Deed::Crisis { crisis: which, fires, option, success };
        let office = polity.offices[0].name.clone();
        let rising = format!("\u{201c}{}\u{201d}", polity.crises[which].name);
        let way = &polity.crises[which].options[0].name;
        for (done, words) in [
            (Deed::Office(0, Some(ZHUKOV)), format!("Zhukov is made {office}")),
            (Deed::Office(0, None), format!("the post of {office} is left without a holder")),
            (Deed::Dies(MALENKOV), "Malenkov dies".to_owned()),
            (Deed::Away(ZHUKOV, 3), "Zhukov is away until June 1953".to_owned()),
            (Deed::Away(ZHUKOV, usize::MAX), "Zhukov is away to the end".to_owned()),
            (crisis(Some(true), None, None), format!("{rising} comes")),
            (crisis(Some(false), None, None), format!("{rising} does not come from now on")),
            (crisis(None, Some(0), None), format!("{rising} will be answered: {way}")),
            (
                crisis(Some(true), Some(0), Some(false)),
                format!("{rising} comes and is answered: {way}, which fails"),
            ),
            (crisis(None, None, Some(true)), format!("whatever is decided on {rising} comes off")),
        ] {
            assert_eq!(deed(&polity, &done), words);
        }
    }

    #[test]
    fn the_chronicle_tells_what_the_what_if_does_and_that_it_did_nothing() {
        for (took_hold, words) in [
            (true, "Here the what-if steps in: Malenkov dies."),
            (
                false,
                "The what-if would step in here (Malenkov dies), to no effect: Malenkov is dead already.",
            ),
        ] {
            let mut world = World::new();
            let id = "it".to_owned();
            let it = Intervention { id: id.clone(), at: 0, deed: Deed::Dies(MALENKOV) };
            world.polity.interventions.push(it);
            let what = Occurrence::Intervention { id, took_hold };
            world.log.events.insert(0, Event { at: 0, what, reads: Vec::new() });
            let told = chronicle(&world.account());
            assert!(told.years[0].months[0].paragraphs.join(" ").contains(words), "{told:?}");
        }
    }

    #[test]
    fn an_illness_is_told_with_when_it_ends() {
        for (until, words, label) in [
            (3, "away until June 1953.", r#""until":"1953-06""#),
            (usize::MAX, "away to the end.", r#""until":null"#),
        ] {
            let mut world = World::new();
            let what = Occurrence::Illness { who: ZHUKOV, until };
            world.log.events.insert(0, Event { at: 0, what, reads: Vec::new() });
            let told = chronicle(&world.account());
            assert!(told.years[0].months[0].paragraphs.join(" ").contains(words), "{told:?}");
            assert!(crate::history::events_jsonl(&world.account()).contains(label));
        }
    }
}
