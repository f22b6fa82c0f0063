//! Where a history left the record, and what to talk about.

use crate::engine::{Happening, Occurrence, Showdown, Stage};
use crate::polity::{Effect, OrganIx, Round, Sitting, Who};

use super::words::{capital, chance, count, list, tally};
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
    // Who stood how when it was to hold: that need not be the round in which it happened in fact.
    let at = entry.asks.unwrap_or(entry.at);
    if let Some(&first) = a.log.measures.first.get(at) {
        let [leader, rival, ..] = a.foremost(at, 2)[..] else { return told };
        debug_assert!(first == leader || a.influence(at, first) > 0.0);
        told.push(format!(
            "{} {} had {} in 100 of all influence, {} had {}.",
            capital(&a.when(at)),
            a.short(leader),
            hundredths(a.influence(at, leader)),
            a.short(rival),
            hundredths(a.influence(at, rival)),
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
                let leader = a.short(leader);
                match a.log.dropped.iter().find(dropped) {
                    Some(d) => format!("{leader} from {} to {}", a.words(begun), a.words(d.2)),
                    None => format!("{leader} from {}", a.words(begun)),
                }
            })
            .collect();
        if plots.is_empty() {
            told.push(format!("Nobody moved against {} in that time.", a.short(who)));
        } else {
            told.push(format!(
                "Nobody struck. Those who looked for allies against {}: {}.",
                a.short(who),
                list(&plots)
            ));
        }
        if let Some(p) = best_odds(a, who, from.saturating_sub(6), to) {
            told.push(format!(
                "The best that anyone saw against {} was {}.",
                a.short(who),
                chance(p)
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
    Some(format!("{name}: the decision {} was to {}.", a.when(h.at), way.name))
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
    // A body that was overruled, or met with force, did not decide: it could have voted either way.
    let decided = |s: &Showdown, stage: &Stage| matches!(stage, Stage::Vote { carried, .. } if *carried == s.won);
    let (s, stage, turned) = votes
        .filter(|(s, stage)| decided(s, stage))
        .filter_map(|(s, stage)| a.turned_by(stage).map(|turned| (s, stage, turned)))
        .min_by_key(|&(s, stage, turned)| {
            let Stage::Vote { organ, ayes, noes, .. } = *stage else { return (u32::MAX, 0, s.at) };
            // Votes to turn in a thousand seats: bodies of different sizes compare.
            (turned * 1000 / seats(a, organ), ayes.abs_diff(noes), s.at)
        })?;
    let Stage::Vote { organ, ayes, noes, .. } = *stage else { return None };
    let organ = &a.polity.organs[organ].name;
    let votes = if turned == 1 { "vote" } else { "votes" };
    Some(format!(
        "The nearest vote: {} the {organ} divided {} over {}. {} {votes} the other way would \
         have changed it. Whose would you have sought, and what could you have offered?",
        a.when(s.at),
        tally(ayes, noes),
        a.short(s.target),
        capital(&count(turned as usize)),
    ))
}

/// Seats of an organ: those of a body of cadres are as many as ever voted in it.
fn seats(a: &Account<'_>, of: OrganIx) -> u32 {
    let most = || {
        let stages = a.log.showdowns.iter().flat_map(|s| &s.stages);
        let voted = stages.filter_map(|stage| match *stage {
            Stage::Vote { organ, ayes, noes, abstained, .. } if organ == of => {
                Some(ayes + noes + abstained)
            }
            _ => None,
        });
        voted.max().unwrap_or(1)
    };
    match a.polity.organs[of].sitting {
        Sitting::Principals { seats } => u32::try_from(seats).unwrap_or(u32::MAX).max(1),
        Sitting::Cadres { .. } => most().max(1),
    }
}

/// The crisis with the largest effect: the sum of what its effects changed, as written.
fn weightiest(a: &Account<'_>) -> Option<String> {
    let weight = |h: &Happening| effects(a, h).map(|effect| size(a, effect)).sum::<f64>();
    let heaviest = a
        .log
        .happenings
        .iter()
        .map(|h| (h, weight(h)))
        .filter(|&(_, weight)| weight > 0.0)
        .max_by(|x, y| x.1.total_cmp(&y.1).then(y.0.at.cmp(&x.0.at)))?
        .0;
    let crisis = &a.polity.crises[heaviest.crisis];
    let moved = effects(a, heaviest)
        .filter_map(|effect| match *effect {
            Effect::Indicator(k, by) => Some((k, a.values[by])),
            _ => None,
        })
        .max_by(|x, y| x.1.abs().total_cmp(&y.1.abs()));
    let what = moved.map_or_else(String::new, |(k, by)| {
        let way = if by < 0.0 { "down" } else { "up" };
        let name = &a.polity.indicators[k].name;
        format!(" Most of all it moved {}: {way} by {:.2}.", name, by.abs())
    });
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
        "The crisis with the largest effect: {}, {}.{what} {ask}",
        crisis.name,
        a.when(heaviest.at),
    ))
}

/// Everything that followed from a crisis as it was decided and as it ended.
fn effects<'a>(a: &'a Account<'_>, h: &Happening) -> impl Iterator<Item = &'a Effect> {
    let crisis = &a.polity.crises[h.crisis];
    let chosen = h.chosen.and_then(|(k, came_off)| Some((crisis.options.get(k)?, came_off)));
    let way = chosen.into_iter().flat_map(|(way, came_off)| {
        way.effects.iter().chain(if came_off {
            &way.success_way.effects
        } else {
            &way.failure_way.effects
        })
    });
    crisis.effects.iter().chain(way)
}

fn size(a: &Account<'_>, effect: &Effect) -> f64 {
    match *effect {
        Effect::Indicator(_, by)
        | Effect::Performance(_, _, by)
        | Effect::Line(_, by)
        | Effect::Capacity(_, _, by)
        | Effect::Support(_, _, by)
        | Effect::Standing(_, by)
        | Effect::Trust(_, _, by)
        | Effect::Terror(by)
        | Effect::Collegiality(by)
        | Effect::Precedent(by) => a.values[by].abs(),
        Effect::Weight(_, times) => (a.values[times] - 1.0).abs(),
        Effect::Likelier(..) | Effect::Block(_) => 0.0,
    }
}

fn long_lead(a: &Account<'_>) -> Option<String> {
    let first = &a.log.measures.first;
    let leader = *first.last()?;
    let since = first.iter().rposition(|&who| who != leader).map_or(0, |before| before + 1);
    Some(format!(
        "{} leads from {} to the end. Was that decided in that {}, or before, or only after?",
        a.short(leader),
        a.words(since),
        a.polity.calendar.unit.word()
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
    fn who_stood_how_is_told_of_the_round_that_is_asked_about() {
        let world = fixture::World::new();
        let mut account = world.account();
        let told = |account: &Account<'_>| departure(account).expect("one is missed").why.join(" ");
        assert!(told(&account).contains("In February 1955 Khrushchev had"));
        account.facts[1].asks = Some(1);
        assert!(told(&account).contains("In April 1953 Malenkov had"), "{}", told(&account));
    }

    #[test]
    fn a_vote_that_was_overruled_is_not_the_nearest() {
        let mut world = fixture::World::new();
        let motion = &mut world.log.showdowns[1];
        let vote = |organ, ayes, noes| Stage::Vote {
            organ,
            ayes,
            noes,
            abstained: 0,
            carried: ayes > noes,
        };
        motion.stages = vec![vote(1, 5, 4), vote(0, 20, 50)];
        assert!(!motion.won);
        let first = &discussion(&world.account())[0];
        assert!(!first.contains("five to four") && first.contains("over Malenkov"), "{first}");
    }

    #[test]
    fn of_votes_that_as_many_would_turn_the_narrowest_is_the_nearest() {
        let mut world = fixture::World::new();
        let motion = &mut world.log.showdowns[1];
        let Stage::Vote { organ, .. } = motion.stages[0] else { panic!("it was voted on") };
        let vote =
            |ayes, noes| Stage::Vote { organ, ayes, noes, abstained: 0, carried: ayes > noes };
        // One vote turns either; six to four has more votes cast.
        motion.stages = vec![vote(4, 5)];
        let mut wider = motion.clone();
        (wider.at, wider.won, wider.stages) = (12, true, vec![vote(6, 4)]);
        world.log.showdowns.insert(1, wider);
        let told = discussion(&world.account()).join(" ");
        assert!(told.contains("divided four to five"), "{told}");
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
