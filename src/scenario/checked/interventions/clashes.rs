//! Interventions that stand in each other's way.

use std::collections::BTreeMap;

use super::super::desk::Desk;
use crate::polity::{CrisisIx, Deed, Intervention, Num, OfficeIx, Who};
use crate::scenario::findings::Code;
use crate::scenario::schema::Room;
use crate::scenario::written::{self, Placed};

/// No two interventions of one round settle the same thing otherwise. Each is held against the others
/// until one is found.
pub fn contradictions(desk: &mut Desk<'_>, scenario: &written::Scenario, done: &[Intervention]) {
    let written = by_id(scenario);
    let mut settled: BTreeMap<Matter, Vec<(Settled, usize)>> = BTreeMap::new();
    for (k, later) in done.iter().enumerate() {
        if k > 0 && done[k - 1].at != later.at {
            settled.clear();
        }
        let own = settles(&later.deed);
        let against = own.iter().find_map(|(what, how)| {
            let others = settled.get(what)?;
            let (_, by) = others.iter().find(|(other, _)| other != how)?;
            Some((what, &done[*by]))
        });
        if let Some((what, earlier)) = against
            && let (Some((first, _)), Some((second, _))) =
                (written.get(&*earlier.id), written.get(&*later.id))
        {
            let (when, what) = (desk.calendar.label(later.at), what.words(desk));
            let message = format!(
                "in {when}, `{}` and `{}` contradict each other about {what}",
                earlier.id, later.id
            );
            let other = desk.place(first);
            desk.found(Code::AtOdds, second, message)
                .other_end(other, format!("`{}`", earlier.id))
                .hints
                .push("leave one of the two out, or date it in another round".into());
        }
        for (what, how) in own {
            let others = settled.entry(what).or_default();
            // Two that differ are enough: whatever else comes differs from one of them.
            if others.len() < 2 && others.iter().all(|(other, _)| *other != how) {
                others.push((how, k));
            }
        }
    }
}

/// What an intervention may settle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Matter {
    Holder(OfficeIx),
    Coming(CrisisIx),
    Choice(CrisisIx),
    Outcome(CrisisIx),
    Number(Num),
}

impl Matter {
    fn words(self, desk: &Desk<'_>) -> String {
        match self {
            Self::Holder(_) => "who holds an office".to_owned(),
            Self::Coming(_) => "whether a crisis comes".to_owned(),
            Self::Choice(_) => "what is chosen in a crisis".to_owned(),
            Self::Outcome(_) => "how a crisis ends".to_owned(),
            Self::Number(num) => format!("`{}`", desk.ledger.quantity(num).path),
        }
    }
}

/// How a matter is settled; only sameness counts.
type Settled = Option<u64>;

/// All that a deed settles, and how.
fn settles(deed: &Deed) -> Vec<(Matter, Settled)> {
    let index = |ix: usize| Some(ix as u64);
    match *deed {
        Deed::Office(office, holder) => vec![(Matter::Holder(office), holder.and_then(index))],
        Deed::Crisis { crisis, fires, option, success } => {
            // An answer to what does not come settles nothing.
            let answered = (option.is_some() || success.is_some()).then_some(true);
            let coming = fires.or(answered).map(|c| (Matter::Coming(crisis), Some(c.into())));
            let choice = option.map(|option| (Matter::Choice(crisis), index(option)));
            let outcome = success.map(|ends| (Matter::Outcome(crisis), Some(ends.into())));
            [coming, choice, outcome].into_iter().flatten().collect()
        }
        // Zero has two signs and is one number.
        Deed::Set(ref set) => (set.iter())
            .map(|(num, value)| (Matter::Number(*num), Some((value + 0.0).to_bits())))
            .collect(),
        Deed::Dies(_) | Deed::Away(..) => Vec::new(),
    }
}

/// The interventions as they are written, by id.
pub fn by_id(
    scenario: &written::Scenario,
) -> BTreeMap<&str, (&Placed<String>, &written::Intervention)> {
    scenario.interventions.iter().map(|(id, i)| (id.get_ref().as_str(), (id, i))).collect()
}

/// Nobody acts after an intervention has had him die, nor takes an office before he is within
/// reach of one.
pub fn people_are_there(desk: &mut Desk<'_>, scenario: &written::Scenario, done: &[Intervention]) {
    let written = by_id(scenario);
    let mut dead: BTreeMap<Who, &Intervention> = BTreeMap::new();
    for intervention in done {
        let Some((id, i)) = written.get(&*intervention.id) else { continue };
        for path in i.set.keys() {
            let steps = path.get_ref().strip_prefix("principals.").and_then(|p| p.split_once('.'));
            if let Some((person, _)) = steps
                && let Some(who) = desk.index(Room::Principals, person)
            {
                alive(desk, path, person, dead.get(&who));
            }
        }
        let Some(who) = meant(&intervention.deed) else { continue };
        let place = i.holder.as_ref().or(i.dies.as_ref()).or(i.away.as_ref()).unwrap_or(id);
        alive(desk, place, place.get_ref(), dead.get(&who));
        if let Deed::Dies(who) = intervention.deed {
            dead.entry(who).or_insert(intervention);
        }
        let waits = (scenario.principals.get(place.get_ref().as_str()))
            .and_then(|p| p.bench_from.as_ref())
            .and_then(|from| desk.round_or_start(from))
            .filter(|from| *from > intervention.at);
        if let (Deed::Office(..), Some(from)) = (&intervention.deed, waits) {
            let from = desk.calendar.label(from);
            let message =
                format!("`{}` is not within reach of an office before {from}", name(place));
            desk.found(Code::AtOdds, place, message)
                .hints
                .push("choose a later date, or set `bench_from` earlier".into());
        }
    }
}

/// A finding at `place` if an intervention before has had a person die.
fn alive(desk: &mut Desk<'_>, place: &Placed<String>, person: &str, died: Option<&&Intervention>) {
    let Some(died) = died else { return };
    let when = desk.calendar.label(died.at);
    let person = person.escape_debug();
    let message = format!("`{person}` is dead by then: `{}` brings death in {when}", died.id);
    desk.found(Code::AtOdds, place, message)
        .hints
        .push("date it before the death, or leave one of the two out".into());
}

fn meant(deed: &Deed) -> Option<Who> {
    match deed {
        Deed::Dies(who) | Deed::Away(who, _) => Some(*who),
        Deed::Office(_, holder) => *holder,
        Deed::Set(_) | Deed::Crisis { .. } => None,
    }
}

fn name(place: &Placed<String>) -> String {
    place.get_ref().escape_debug().to_string()
}
