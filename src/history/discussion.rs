//! What to talk about: questions from what one history did.

use crate::engine::{Happening, Showdown, Stage};
use crate::polity::{Effect, OrganIx, Sitting};

use super::words::{capital, count, tally, the};
use super::{Account, departure};

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
    let organ = the(&a.polity.organs[organ].name);
    let votes = if turned == 1 { "vote" } else { "votes" };
    Some(format!(
        "The nearest vote: {} {organ} divided {} over {}. {} {votes} the other way would \
         have changed it. Whose would you have sought, and what could you have offered?",
        a.when(s.at),
        tally(ayes, noes),
        a.in_prose(s.target),
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
        Effect::Seats(_) | Effect::Likelier(..) | Effect::Block(_) => 0.0,
    }
}

fn long_lead(a: &Account<'_>) -> Option<String> {
    let first = &a.log.measures.first;
    let leader = *first.last()?;
    let since = first.iter().rposition(|&who| who != leader).map_or(0, |before| before + 1);
    Some(format!(
        "{} leads from {} to the end. Was that decided in that {}, or before, or only after?",
        capital(&a.in_prose(leader)),
        a.words(since),
        a.polity.calendar.unit.word()
    ))
}

fn price(a: &Account<'_>) -> Option<String> {
    let norms = &a.log.measures.norms;
    let (start, end) = (norms.first()?[0], norms.last()?[0]);
    let told = [start, end].map(|price| format!("{price:.2}"));
    if told[0] == told[1] {
        return Some(format!(
            "The price of losing stayed at {end:.2} (1 is death). What would the leaders have dared \
             at another?"
        ));
    }
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
    fn a_price_that_did_not_move_stayed() {
        let mut world = fixture::World::new();
        let norms = &mut world.log.measures.norms;
        let last = norms.len() - 1;
        norms[last][0] = norms[0][0] + 0.001;
        let told = price(&world.account()).expect("there are norms");
        assert!(told.starts_with("The price of losing stayed at "), "{told}");
        world.log.measures.norms[last][0] = world.log.measures.norms[0][0] + 0.1;
        let told = price(&world.account()).expect("there are norms");
        assert!(told.starts_with("The price of losing rose from "), "{told}");
    }

    #[test]
    fn an_organ_with_an_article_of_its_own_gets_no_other() {
        let mut world = fixture::World::new();
        world.polity.organs[1].name = "The Board".to_owned();
        let told = nearest_vote(&world.account()).expect("there is a vote");
        assert!(told.contains(" the Board divided "), "{told}");
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
