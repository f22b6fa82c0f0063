//! Where a history left the record first, and what stood behind it.

use crate::engine::Occurrence;
use crate::polity::{Round, Who};
use crate::statistics::hundredths;

use super::words::{capital, chance, list, stopped};
use super::{Account, Subject};

/// The first place where a history left the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Departure {
    /// Index into [`Account::facts`].
    pub fact: usize,
    /// What happened in fact and what did not here, in a sentence or two.
    pub what: String,
    /// What stood behind it here: attempts, odds, who led. May be empty.
    pub why: Vec<String>,
}

/// The first entry of the record, by date, that this history does not share.
pub fn departure(account: &Account<'_>) -> Option<Departure> {
    let a = account;
    let mut missed: Vec<usize> = (0..a.facts.len())
        .filter(|&k| a.facts[k].missed() && a.facts[k].window.0 <= a.last())
        .collect();
    missed.sort_by_key(|&k| (a.facts[k].at, k));
    let fact = *missed.first()?;
    let entry = &a.facts[fact];
    let in_fact = format!("In fact, {}: {}", entry.on.when(), entry.text.trim());
    let here = match (entry.held, entry.here) {
        (Some(true), Some(at)) => format!("Here it came {}.", a.when(at)),
        (_, Some(at)) if at > entry.window.1 => {
            format!("Here it came only {}.", a.when(at))
        }
        (_, Some(at)) => format!("Here it came otherwise, {}.", a.when(at)),
        (_, None) => "Here it did not come to that.".to_owned(),
    };
    Some(Departure { fact, what: format!("{} {here}", stopped(&in_fact)), why: why(a, fact) })
}

fn why(a: &Account<'_>, fact: usize) -> Vec<String> {
    let entry = &a.facts[fact];
    let (from, to) = (entry.window.0, entry.window.1.min(a.last()));
    let mut told = Vec::new();
    for subject in &entry.about {
        match *subject {
            Subject::Person(who) => {
                let tried = attempts(a, who, from, to);
                told.push(tried.unwrap_or_else(|| {
                    format!("Nobody moved against {} in that time.", a.in_prose(who))
                }));
                told.extend(best_seen(a, who, from, to));
            }
            // That nobody moved against him is no reason why he did not lead.
            Subject::Eminence(who) => told.extend(attempts(a, who, from, to)),
            Subject::Office(office) => {
                let holders: Vec<String> = a
                    .log
                    .tenures
                    .iter()
                    .filter(|t| t.office == office && t.from <= to && t.to.is_none_or(|e| from < e))
                    .map(|t| a.in_prose(t.who))
                    .collect();
                told.push(if holders.is_empty() {
                    format!("Nobody was {} in that time.", a.office(office))
                } else {
                    format!("{} was in the hands of {}.", a.office(office), list(&holders))
                });
            }
            Subject::Crisis(crisis) => told.extend(other_way(a, crisis)),
        }
    }
    // Who stood how when it was to hold: that need not be the round in which it happened in fact.
    let at = entry.asks.unwrap_or(entry.at);
    if let Some(&first) = a.log.measures.first.get(at) {
        let [leader, rival, ..] = a.foremost(at, 2)[..] else { return told };
        debug_assert!(first == leader || a.influence(at, first) > 0.0);
        let share = |who: Who| hundredths(a.influence(at, who));
        let mut text = format!(
            "{} {} had {} in 100 of all influence, {} had {}",
            capital(&a.when(at)),
            a.in_prose(leader),
            share(leader),
            a.in_prose(rival),
            share(rival),
        );
        let subjects = entry.about.iter().filter_map(|subject| match *subject {
            Subject::Eminence(who) if ![leader, rival].contains(&who) => Some(who),
            _ => None,
        });
        for who in subjects {
            text.push_str(&if a.status(who, at).is_active() {
                format!(", {} had {}", a.in_prose(who), share(who))
            } else {
                format!(", and {} was no longer among them", a.in_prose(who))
            });
        }
        told.push(stopped(&text));
    }
    told
}

/// What was tried against someone in a span, in a sentence; `None` where nothing was.
fn attempts(a: &Account<'_>, who: Who, from: Round, to: Round) -> Option<String> {
    let within = |at: Round| at <= to && at + 6 >= from;
    let tried: Vec<String> = a
        .log
        .showdowns
        .iter()
        .filter(|s| s.target == who && within(s.at))
        .map(|s| {
            let end = if s.won { "won" } else { "failed" };
            format!("{} by {}, which {end}", a.words(s.at), a.in_prose(s.leader))
        })
        .collect();
    if !tried.is_empty() {
        return Some(format!("Moves against {}: {}.", a.in_prose(who), list(&tried)));
    }
    let plots: Vec<String> = a
        .log
        .plots
        .iter()
        .filter(|p| p.1 == who && within(p.2))
        .map(|&(leader, _, begun)| {
            // Whoever leads it by then; what comes after the next has begun is the end of that.
            let later = a.log.plots.iter().filter(|p| p.1 == who && p.2 > begun);
            let next = later.map(|p| p.2).min().unwrap_or(Round::MAX);
            let dropped = |d: &&(Who, Who, Round)| d.1 == who && d.2 >= begun && d.2 <= next;
            let leader = a.in_prose(leader);
            match a.log.dropped.iter().find(dropped) {
                Some(d) => format!("{leader} from {} to {}", a.words(begun), a.words(d.2)),
                None => format!("{leader} from {}", a.words(begun)),
            }
        })
        .collect();
    let whom = a.in_prose(who);
    (!plots.is_empty()).then(|| {
        format!("Nobody struck. Those who looked for allies against {whom}: {}.", list(&plots))
    })
}

/// The best that anyone saw against someone in a span, in a sentence; `None` where somebody struck, or
/// nobody weighed it.
fn best_seen(a: &Account<'_>, who: Who, from: Round, to: Round) -> Option<String> {
    let struck = |at: Round| at <= to && at + 6 >= from;
    if a.log.showdowns.iter().any(|s| s.target == who && struck(s.at)) {
        return None;
    }
    let odds = best_odds(a, who, from.saturating_sub(6), to)?;
    Some(format!("The best that anyone saw against {} was {}.", a.in_prose(who), chance(odds)))
}

/// The best odds read by anyone who weighed striking this target.
fn best_odds(a: &Account<'_>, who: Who, from: Round, to: Round) -> Option<f64> {
    a.log
        .events
        .iter()
        .filter(|event| (from..=to).contains(&event.at))
        .filter(|event| {
            matches!(event.what,
                Occurrence::PlotBegun { target, .. }
                | Occurrence::Approach { target, .. }
                | Occurrence::PlotDropped { target, .. } if target == who)
        })
        .flat_map(|event| &event.reads)
        .filter(|reading| reading.what.starts_with("odds"))
        .map(|reading| reading.value)
        .max_by(f64::total_cmp)
}

fn other_way(a: &Account<'_>, crisis: usize) -> Option<String> {
    let name = &a.polity.crises[crisis].name;
    let Some(h) = a.log.happenings.iter().find(|h| h.crisis == crisis) else {
        return Some(format!("{name}: it never came."));
    };
    let (option, _) = h.chosen?;
    let way = a.polity.crises[crisis].options.get(option)?;
    Some(format!("{name}: the decision {} was to {}.", a.when(h.at), way.name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::fixture;

    #[test]
    fn the_first_missed_entry_is_where_it_left_the_record() {
        let world = fixture::World::new();
        let departure = departure(&world.account()).expect("one entry is missed");
        assert_eq!(departure.fact, 1);
        assert!(departure.what.contains("Malenkov gives up the premiership"));
        assert!(
            departure.why.iter().any(|why| why.contains("Premier was in the hands of Malenkov"))
        );
    }

    #[test]
    fn who_stood_how_is_told_of_the_round_that_is_asked_about() {
        let world = fixture::World::new();
        let mut account = world.account();
        let told = |account: &Account<'_>| departure(account).expect("one is missed").why.join(" ");
        assert!(told(&account).contains("In February 1955 Khrushchev had"));
        account.facts[1].asks = Some(1);
        assert!(told(&account).contains("In April 1953 Malenkov had"), "{}", told(&account));
    }

    #[test]
    fn why_somebody_did_not_lead_is_told_by_what_he_had() {
        use fixture::{KHRUSHCHEV, MALENKOV, MOLOTOV};
        let world = fixture::World::new();
        let told = |who| {
            let mut account = world.account();
            (account.facts[1].asks, account.facts[1].about) = (None, vec![Subject::Eminence(who)]);
            departure(&account).expect("one is missed").why.join(" ")
        };
        let share = |who| hundredths(world.account().influence(23, who));
        let two = |who| format!("Malenkov had {}.", share(who));
        assert!(told(KHRUSHCHEV).ends_with(&two(MALENKOV)), "{}", told(KHRUSHCHEV));
        let own = format!(", Molotov had {}.", share(MOLOTOV));
        assert!(told(MOLOTOV).ends_with(&own), "{}", told(MOLOTOV));
        assert!(!told(MOLOTOV).contains("Nobody moved"), "{}", told(MOLOTOV));
        let gone = told(fixture::BERIA);
        assert!(gone.ends_with("and Beria was no longer among them."), "{gone}");
    }
}
