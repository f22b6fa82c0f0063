//! How things stand at the end, and what happened in fact beside it.

use crate::engine::Fate;
use crate::history::words::{capital, cited, count, list};
use crate::history::{Account, Fact, Status};
use crate::polity::{OfficeIx, Round, Who};

use super::Line;

/// How things stand at the end, in paragraphs.
pub(super) fn ending(a: &Account<'_>) -> Vec<String> {
    let last = a.last();
    let Some(&first) = a.log.measures.first.last() else { return Vec::new() };
    let paramount = a.log.measures.paramount.last().copied().flatten();
    let mut text = match paramount {
        Some(who) => {
            format!("{} {} stands above the rest", capital(&a.when(last)), a.in_prose(who))
        }
        None => format!(
            "{} {} counts for most, but is not beyond challenge",
            capital(&a.when(last)),
            a.in_prose(first)
        ),
    };
    let mut held: Vec<(Who, Vec<&str>)> = Vec::new();
    for office in by_weight(a) {
        let Some(who) = a.holder(office, last) else { continue };
        match held.iter_mut().find(|one| one.0 == who) {
            Some((_, offices)) => offices.push(a.office(office)),
            None => held.push((who, vec![a.office(office)])),
        }
    }
    let holders = held.iter();
    let in_office: Vec<String> =
        holders.map(|(who, held)| format!("{} as {}", a.in_prose(*who), list(held))).collect();
    text.push_str(&if in_office.is_empty() {
        ".".to_owned()
    } else {
        format!("; in office are {}.", list(&in_office))
    });
    vec![text, first_sitting(a)].into_iter().filter(|p| !p.is_empty()).collect()
}

/// All offices, the most responsible first, then by id: as the bands below the figures have them.
fn by_weight(a: &Account<'_>) -> Vec<OfficeIx> {
    let weight = |office: OfficeIx| {
        a.polity.ledger.quantity(a.polity.offices[office].responsibility).central
    };
    let mut offices: Vec<OfficeIx> = (0..a.polity.offices.len()).collect();
    offices.sort_by(|&x, &y| {
        let by_id = || a.polity.offices[x].id.cmp(&a.polity.offices[y].id);
        weight(y).total_cmp(&weight(x)).then_with(by_id)
    });
    offices
}

/// What became of those who sat at the start.
fn first_sitting(a: &Account<'_>) -> String {
    let last = a.last();
    let began: Vec<Who> =
        (0..a.polity.principals.len()).filter(|&w| a.polity.principals[w].seat.is_some()).collect();
    let those = |wanted: &dyn Fn(Status) -> bool| -> Vec<&str> {
        began.iter().filter(|&&w| wanted(a.status(w, last))).map(|&w| a.short(w)).collect()
    };
    let still = those(&Status::is_active);
    let mut text = match (&began[..], still.len()) {
        (&[one], 0) => format!("{}, who sat alone at the start, is no longer there", a.short(one)),
        (&[one], _) => format!("{}, who sat alone at the start, is still there", a.short(one)),
        (all, 0) => {
            format!("Of the {} who sat at the start, none is left at the top", count(all.len()))
        }
        (all, left) => format!(
            "Of the {} who sat at the start, {} {} still there",
            count(all.len()),
            list(&still),
            if left == 1 { "is" } else { "are" }
        ),
    };
    let gone = [
        (Status::Fallen(Fate::Executed), "has been put to death", "have been put to death"),
        (Status::Fallen(Fate::Imprisoned), "is in prison", "are in prison"),
        (Status::Fallen(Fate::Expelled), "has been expelled", "have been expelled"),
        (Status::Fallen(Fate::Retired), "has been pensioned off", "have been pensioned off"),
        (Status::Fallen(Fate::MinorPost), "is in a minor post", "are in minor posts"),
        (Status::Dead, "is dead", "are dead"),
    ];
    let mut rest = Vec::new();
    for (status, one, several) in gone {
        let names = those(&|s| s == status);
        if !names.is_empty() {
            let what = if names.len() == 1 { one } else { several };
            rest.push(format!("{} {what}", list(&names)));
        }
    }
    if !rest.is_empty() {
        text.push_str("; ");
        text.push_str(&rest.join(", "));
    }
    text.push('.');
    text
}

/// The record, entry by entry, beside this history.
pub(super) fn record(a: &Account<'_>) -> Vec<Line> {
    a.facts
        .iter()
        .map(|fact| Line {
            when: fact.on.words(),
            fact: cited(&fact.text, &fact.cite),
            here: here(a, fact),
            missed: fact.missed(),
        })
        .collect()
}

/// What became of an entry of the record in this history.
fn here(a: &Account<'_>, fact: &Fact) -> String {
    let window = if fact.window.0 == fact.window.1 {
        a.when(fact.window.0)
    } else {
        format!("between {} and {}", a.words(fact.window.0), a.words(fact.window.1))
    };
    let shared = fact.here.and_then(|at| a.polity.calendar.shared_span(at, fact.on));
    if let (Some(true), Some(span)) = (fact.held, shared) {
        return format!("Here too, in the same {span}.");
    }
    match (fact.held, fact.here) {
        (None, _) => "Not something a run can be asked.".to_owned(),
        (Some(true), Some(at)) if !fact.missed() && at < fact.at && fact.asks == Some(fact.at) => {
            format!("Here too, as early as {}.", a.words(at))
        }
        (Some(true), Some(at)) if !fact.missed() => {
            // Months are counted as they are named, wherever a round begins in one.
            let month =
                |day: jiff::civil::Date| i32::from(day.year()) * 12 + i32::from(day.month());
            let (here, then) = (month(a.polity.calendar.date(at)), month(fact.on.first));
            let gap = here.abs_diff(then) as usize;
            let unit = if gap == 1 { "month" } else { "months" };
            let order = if here < then { "earlier" } else { "later" };
            match a.polity.calendar.unit {
                crate::polity::RoundUnit::Month if gap == 0 => {
                    "Here too, in the same month.".into()
                }
                crate::polity::RoundUnit::Month => {
                    format!("Here too, {} {unit} {order}: {}.", count(gap), a.words(at))
                }
                _ => format!("Here too, {order}: {}.", a.words(at)),
            }
        }
        (Some(_), Some(at)) if at < fact.window.0 || at > fact.window.1 => {
            let order = if at < fact.window.0 { "already" } else { "only" };
            format!("Here {order} {}; to agree it would have come {window}.", a.when(at))
        }
        (Some(true), _) => "Here too.".to_owned(),
        (Some(false), Some(at)) if fact.asks.is_some_and(|then| at < then) => {
            let then = a.when(fact.asks.unwrap_or(at));
            // What has been so since the start has not come about.
            let came = match at {
                0 => String::new(),
                at => format!(", though something like it came {}", a.when(at)),
            };
            format!("Here it was not so {then}{came}.")
        }
        (Some(false), Some(at)) => {
            format!("Here something like it {}, but not as it was in fact.", a.when(at))
        }
        (Some(false), None) => capital(&format!("it did not come to that here {window}.")),
    }
}

/// What the record has of a round's events: told beside them in the same month.
pub(super) fn in_fact(a: &Account<'_>, round: Round) -> Vec<String> {
    let told = a.facts.iter().filter(|f| f.held == Some(true) && f.here == Some(round));
    told.map(|fact| {
        let when = match fact.on.words() {
            same if same == a.words(round) => String::new(),
            _ => format!(", {}", fact.on.when()),
        };
        format!("In fact{when}: {}", cited(&fact.text, &fact.cite))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::fixture;
    use crate::polity::{RoundUnit, WrittenDate};

    /// What is said of an entry of January 1955 that came about here in a month, or did not.
    fn said(held: bool, here: usize, asks: Option<usize>) -> String {
        let world = fixture::World::new();
        let mut account = world.account();
        let fact = &mut account.facts[1];
        (fact.at, fact.window) = (22, (0, 23));
        fact.on = WrittenDate::month_of(world.polity.calendar.date(22));
        (fact.held, fact.here, fact.asks) = (Some(held), Some(here), asks);
        record(&account)[1].here.clone()
    }

    #[test]
    fn what_did_not_last_to_the_month_that_is_asked_about_is_said_with_it() {
        assert!(said(false, 12, None).ends_with("in March 1954, but not as it was in fact."));
        let told = said(false, 12, Some(23));
        assert_eq!(
            told,
            "Here it was not so in February 1955, though something like it came in March 1954."
        );
        assert_eq!(said(false, 0, Some(23)), "Here it was not so in February 1955.");
    }

    #[test]
    fn how_things_stand_in_the_month_itself_is_dated_by_when_they_first_did() {
        assert_eq!(said(true, 12, Some(22)), "Here too, as early as March 1954.");
        assert!(said(true, 12, Some(23)).ends_with("earlier: March 1954."));
    }

    #[test]
    fn the_weightiest_office_is_named_first() {
        let told = |weightiest: usize| {
            let mut world = fixture::World::new();
            let heavy = world.polity.ledger.enter(crate::polity::Quantity {
                path: "offices.heavy".into(),
                central: 5.0,
                spread: crate::polity::Spread::Fixed,
                valid: (0.0, 10.0),
                written: true,
            });
            world.polity.offices[weightiest].responsibility = heavy;
            world.values = world.polity.ledger.central();
            let account = world.account();
            let name = account.office(weightiest).to_owned();
            (ending(&account).swap_remove(0), name)
        };
        let held = |office: usize| fixture::World::new().account().holder(office, 23).is_some();
        for office in (0..3).filter(|office| held(*office)) {
            let (text, name) = told(office);
            let in_office = text.split("in office are ").nth(1).unwrap_or_default();
            let first = in_office.split(" as ").nth(1).unwrap_or_default();
            assert!(first.starts_with(&name), "{text}");
        }
    }

    #[test]
    fn one_who_sat_alone_is_no_part_of_several() {
        let mut world = fixture::World::new();
        let mut seated = (world.polity.principals.iter_mut()).filter(|p| p.seat.is_some());
        let alone = seated.next().expect("somebody sits").short.clone();
        seated.for_each(|p| p.seat = None);
        let told = first_sitting(&world.account());
        assert!(told.starts_with(&format!("{alone}, who sat alone at the start, is ")), "{told}");
    }

    #[test]
    fn what_happened_in_fact_is_dated_as_it_is_written_whatever_a_round_is() {
        for (unit, at, shared) in [
            (RoundUnit::Week, 13, "month"),
            (RoundUnit::Quarter, 1, "quarter"),
            (RoundUnit::Year, 0, "year"),
        ] {
            let mut world = fixture::World::new();
            world.polity.calendar.unit = unit;
            let june = WrittenDate::month_of(jiff::civil::date(1953, 6, 1));
            let told = |here: usize| {
                let mut account = world.account();
                let fact = &mut account.facts[0];
                (fact.at, fact.on, fact.window) = (at, june, (0, 20));
                fact.here = Some(here);
                let line = record(&account).swap_remove(0);
                (line.when, line.here, in_fact(&account, here).join(" "))
            };
            let (when, here, beside) = told(at + 1);
            assert_eq!(when, "June 1953", "{unit:?}");
            assert!(beside.starts_with("In fact, in June 1953: "), "{beside}");
            if unit != RoundUnit::Week {
                assert!(here.starts_with("Here too, later: "), "{here}");
            }
            assert_eq!(told(at).1, format!("Here too, in the same {shared}."));
        }
    }
}
