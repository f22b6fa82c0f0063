//! Where a history left the record, and what to talk about.

use crate::engine::{Occurrence, Stage};
use crate::polity::{Round, Who};

use super::words::{count, list, odds, tally};
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
    let in_fact = format!("In fact, in {}: {}", a.words(entry.at), entry.text.trim());
    let here = match (entry.held, entry.here) {
        (Some(true), Some(at)) => format!("Here it came in {}.", a.words(at)),
        (_, Some(at)) => format!("Here it came otherwise, in {}.", a.words(at)),
        (_, None) => "Here it did not come to that.".to_owned(),
    };
    Some(Departure {
        fact,
        what: format!("{} {here}", super::words::stopped(&in_fact)),
        why: why(a, fact),
    })
}

fn why(a: &Account<'_>, fact: usize) -> Vec<String> {
    let entry = &a.facts[fact];
    let (from, to) = (entry.window.0, entry.window.1.min(a.last()));
    let mut told = Vec::new();
    for subject in &entry.about {
        match *subject {
            Subject::Person(who) => told.extend(attempts(a, who, from, to)),
            Subject::Office(office) => {
                let holders: Vec<&str> = a
                    .log
                    .tenures
                    .iter()
                    .filter(|t| t.office == office && t.from <= to && t.to.is_none_or(|e| from < e))
                    .map(|t| a.short(t.who))
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
    if let Some(&first) = a.log.measures.first.get(entry.at) {
        let [leader, rival, ..] = a.foremost(entry.at, 2)[..] else { return told };
        debug_assert!(first == leader || a.influence(entry.at, first) > 0.0);
        told.push(format!(
            "In {} {} had {} in 100 of all influence, {} had {}.",
            a.words(entry.at),
            a.short(leader),
            hundredths(a.influence(entry.at, leader)),
            a.short(rival),
            hundredths(a.influence(entry.at, rival)),
        ));
    }
    told
}

fn hundredths(share: f64) -> String {
    format!("{:.0}", share * 100.0)
}

/// What was tried against someone in a span, and with what prospects.
fn attempts(a: &Account<'_>, who: Who, from: Round, to: Round) -> Vec<String> {
    let mut told = Vec::new();
    let within = |at: Round| at <= to && at + 6 >= from;
    let tried: Vec<String> = a
        .log
        .showdowns
        .iter()
        .filter(|s| s.target == who && within(s.at))
        .map(|s| {
            let end = if s.won { "won" } else { "failed" };
            format!("{} by {}, which {end}", a.words(s.at), a.short(s.leader))
        })
        .collect();
    if tried.is_empty() {
        let plotted = a.log.plots.iter().any(|p| p.1 == who && within(p.2));
        told.push(if plotted {
            format!("There were designs against {}, but nobody struck.", a.short(who))
        } else {
            format!("Nobody moved against {} in that time.", a.short(who))
        });
        if let Some(p) = best_odds(a, who, from, to) {
            told.push(format!(
                "The best odds anyone saw against {} were {}.",
                a.short(who),
                odds(p)
            ));
        }
    } else {
        told.push(format!("Moves against {}: {}.", a.short(who), list(&tried)));
    }
    told
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
    Some(format!("{name}: the decision in {} was to {}.", a.words(h.at), way.name))
}

/// Three questions for discussion, each from what this history in particular did.
pub fn discussion(account: &Account<'_>) -> Vec<String> {
    let a = account;
    let first = departure(a).map(|departure| {
        format!(
            "{} What would have had to be different beforehand for the two to go the same way?",
            departure.what
        )
    });
    let all = [nearest_vote(a), first, weightiest(a), long_lead(a), price(a)];
    let mut questions: Vec<String> = all.into_iter().flatten().take(3).collect();
    if questions.len() < 3 {
        questions.push(
            "Which one number of the scenario would you change to get another outcome, and why?"
                .to_owned(),
        );
    }
    questions
}

fn nearest_vote(a: &Account<'_>) -> Option<String> {
    let votes = a.log.showdowns.iter().flat_map(|s| s.stages.iter().map(move |stage| (s, stage)));
    let (s, stage, turned) = votes
        .filter_map(|(s, stage)| a.turned_by(stage).map(|turned| (s, stage, turned)))
        .min_by_key(|&(s, stage, turned)| {
            let Stage::Vote { ayes, noes, .. } = *stage else { return (u32::MAX, s.at) };
            // Votes to turn in a thousand cast: bodies of different sizes compare.
            (turned * 1000 / (ayes + noes).max(1), s.at)
        })?;
    let Stage::Vote { organ, ayes, noes, .. } = *stage else { return None };
    let organ = &a.polity.organs[organ].name;
    let votes = if turned == 1 { "vote" } else { "votes" };
    Some(format!(
        "The nearest vote: in {} the {organ} divided {} over {}. {} {votes} the other way would \
         have changed it. Whose would you have sought, and what could you have offered?",
        a.words(s.at),
        tally(ayes, noes),
        a.short(s.target),
        super::words::capital(&count(turned as usize)),
    ))
}

/// The crisis in whose month the world and the leaders' standing moved furthest.
fn weightiest(a: &Account<'_>) -> Option<String> {
    let m = &a.log.measures;
    let moved = |table: &[Vec<f32>], at: Round| -> f64 {
        let (Some(before), Some(after)) =
            (at.checked_sub(1).and_then(|r| table.get(r)), table.get(at))
        else {
            return 0.0;
        };
        before.iter().zip(after).map(|(x, y)| f64::from((x - y).abs())).sum()
    };
    let heaviest = a
        .log
        .happenings
        .iter()
        .map(|h| (h, moved(&m.indicators, h.at) + moved(&m.standing, h.at)))
        .filter(|&(_, weight)| weight > 0.0)
        .max_by(|x, y| x.1.total_cmp(&y.1).then(y.0.at.cmp(&x.0.at)))?
        .0;
    let crisis = &a.polity.crises[heaviest.crisis];
    let (indicator, by) = (0..a.polity.indicators.len())
        .map(|k| {
            let at = |round: Round| m.indicators.get(round).and_then(|r| r.get(k)).copied();
            let before = heaviest.at.checked_sub(1).and_then(at).unwrap_or_default();
            (k, at(heaviest.at).unwrap_or_default() - before)
        })
        .max_by(|x, y| x.1.abs().total_cmp(&y.1.abs()))?;
    let others: Vec<&str> = crisis
        .options
        .iter()
        .enumerate()
        .filter(|&(k, _)| heaviest.chosen.is_none_or(|(chosen, _)| chosen != k))
        .map(|(_, way)| way.name.as_str())
        .collect();
    let ask = if others.is_empty() {
        "Who gained by it, and could they have known?".to_owned()
    } else {
        format!("Whom would it have helped to {} instead?", others.join(", or to "))
    };
    Some(format!(
        "The crisis that moved most: {}, in {}. That month {} went {} by {:.2}. {ask}",
        crisis.name,
        a.words(heaviest.at),
        a.polity.indicators[indicator].name,
        if by < 0.0 { "down" } else { "up" },
        by.abs(),
    ))
}

fn long_lead(a: &Account<'_>) -> Option<String> {
    let first = &a.log.measures.first;
    let leader = *first.last()?;
    let since = first.iter().rposition(|&who| who != leader).map_or(0, |before| before + 1);
    Some(format!(
        "{} leads from {} to the end. Was that decided in that month, or before, or only after?",
        a.short(leader),
        a.words(since)
    ))
}

fn price(a: &Account<'_>) -> Option<String> {
    let norms = &a.log.measures.norms;
    let (start, end) = (norms.first()?[0], norms.last()?[0]);
    let went = if end < start { "fell" } else { "rose" };
    Some(format!(
        "The price of losing {went} from {start:.2} to {end:.2} (1 is death). How did that change \
         what the leaders dared?"
    ))
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
    fn three_questions_come_from_this_history() {
        let world = fixture::World::new();
        let questions = discussion(&world.account());
        assert_eq!(questions.len(), 3);
        assert!(questions[0].contains("four to five over Malenkov"), "{}", questions[0]);
        assert!(questions[2].contains("Rising in East Berlin"), "{}", questions[2]);
    }
}
