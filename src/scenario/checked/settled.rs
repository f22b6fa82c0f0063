//! Questions, and entries of the record, that are settled before anything is played.

use super::super::findings::{Code, Finding};
use super::super::schema::Room;
use super::super::written::{self, Level, Placed, Proposition};
use super::desk::Desk;
use crate::polity::{Deed, Polity, Round, Spread};

/// Reports each part of what is asked or recorded that holds always or never.
pub fn questions(desk: &mut Desk<'_>, scenario: &written::Scenario, polity: &Polity) {
    let asked = scenario.questions.iter().map(|(id, q)| ("questions", id, [&q.when, &q.given]));
    let recorded = scenario.record.iter().map(|(id, r)| ("record", id, [&r.when, &None]));
    for (table, id, propositions) in asked.chain(recorded) {
        for proposition in propositions.into_iter().flatten() {
            let what = format!("`{table}.{}`", id.get_ref());
            settled(desk, polity, &what, id, proposition);
        }
    }
}

/// Parts of a proposition that hold always or never.
fn settled(desk: &mut Desk<'_>, polity: &Polity, what: &str, id: &Placed<String>, p: &Proposition) {
    use Proposition as P;
    let bound = |desk: &mut Desk<'_>, level: &Level| {
        let never = level.above.is_some_and(|b| b >= 1.0) || level.below.is_some_and(|b| b <= 0.0);
        if never {
            let which = if level.above.is_some() { "above 1" } else { "below 0" };
            let message = format!("{what} is settled beforehand: nothing here lies {which}");
            let hint = "choose a bound between 0 and 1";
            push(desk, &level.of, message, hint);
        }
    };
    match p {
        P::Influence(level) | P::Standing(level) | P::Indicator(level) => bound(desk, level),
        // `by` includes its month, and in the first round somebody may fall.
        P::Fell { before: Some(date), .. } if desk.round_if_there(date) == Some(0) => {
            let message =
                format!("{what} is settled beforehand: nobody falls before the first round");
            push(desk, date, message, "give a later date; `before` leaves its month out");
        }
        P::Opposed { who, whom, .. } if who.get_ref() == whom.get_ref() => {
            let message =
                format!("{what} is settled beforehand: nobody takes a stand against himself");
            push(desk, whom, message, "name somebody else");
        }
        P::Plots { against: Some(against), by: Some(by), .. }
            if against.get_ref() == by.get_ref() =>
        {
            let message = format!("{what} is settled beforehand: nobody plots against himself");
            push(desk, by, message, "name somebody else, or leave one of the two out");
        }
        P::Holds { office, at, .. } => {
            if let Some(why) = not_there(desk, polity, office, at) {
                let message = format!("{what} is settled beforehand: {why}");
                push(desk, at, message, "choose a date on which there is the office");
            }
        }
        P::Paramount { by, .. } => {
            if let Some(first) = first_paramount(polity)
                .filter(|first| desk.round_if_there(by).is_some_and(|round| round < *first))
            {
                let first = desk.calendar.label(first);
                let message =
                    format!("{what} is settled beforehand: nobody is paramount before {first}");
                let hint = "choose a later date: `parameters.paramount_months` says how long a man \
                            must have led by far";
                push(desk, by, message, hint);
            }
        }
        P::Executions { at_least, .. }
        | P::LineTurns { at_least, .. }
        | P::Plots { at_least, .. }
            if *at_least == Some(0) =>
        {
            let message = format!("{what} is settled beforehand: \"at least 0\" is always so");
            push(desk, id, message, "ask for 1 or more");
        }
        P::All(each) | P::Any(each) => {
            if each.is_empty() {
                let is = if matches!(p, P::All(_)) { "always" } else { "never" };
                let message = format!("{what} is settled beforehand: an empty list {is} holds");
                push(desk, id, message, "list at least one proposition");
            }
            // One part may hold always, and the whole not.
            let part = format!("a part of {}", what.trim_start_matches("a part of "));
            each.iter().for_each(|p| settled(desk, polity, &part, id, p));
        }
        P::Not(p) => settled(desk, polity, what, id, p),
        _ => {}
    }
}

/// Why nobody holds an office on a date: it has not opened yet, or has closed.
fn not_there(
    desk: &Desk<'_>,
    polity: &Polity,
    office: &Placed<String>,
    at: &Placed<String>,
) -> Option<String> {
    let round = desk.round_if_there(at)?;
    let office = &polity.offices[desk.index(Room::Offices, office.get_ref())?];
    if let Some(opens) = office.opens.filter(|opens| *opens > round) {
        let opens = desk.calendar.label(opens);
        return Some(format!("the office `{}` is there from {opens} on only", office.id));
    }
    let closes = desk.calendar.label(office.closes.filter(|closes| *closes <= round)?);
    Some(format!("the office `{}` is abolished in {closes}", office.id))
}

/// The first round in which somebody can be paramount: he must have led for so many months. `None`
/// where their number is changed in play.
fn first_paramount(polity: &Polity) -> Option<Round> {
    const MONTHS: &str = "parameters.paramount_months";
    let num = polity.ledger.find(MONTHS)?;
    let sets = |deed: &Deed| matches!(deed, Deed::Set(set) if set.iter().any(|(n, _)| *n == num));
    if polity.interventions.iter().any(|one| sets(&one.deed)) {
        return None;
    }
    let quantity = polity.ledger.quantity(num);
    let least = match quantity.spread {
        Spread::Fixed => quantity.central,
        Spread::Uniform { low, .. } => low,
        Spread::Normal { .. } => quantity.valid.0,
    };
    let month = polity.calendar.months_per_round();
    (0..polity.calendar.rounds).find(|round| (*round + 1) as f64 * month >= least)
}

fn push(desk: &mut Desk<'_>, at: &Placed<String>, message: String, hint: &str) {
    let finding = Finding::new(Code::SettledQuestion, desk.place(at), message).hint(hint);
    desk.findings.push(finding);
}
