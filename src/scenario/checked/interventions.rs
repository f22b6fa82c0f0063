//! What a what-if makes happen on a date.

use std::collections::BTreeMap;

use super::super::canonical::number as digits;
use super::super::findings::Code;
use super::super::schema::{Kind, Room, Slot};
use super::super::suggest::nearest_path;
use super::super::written::{self, Placed};
use super::crises;
use super::desk::Desk;
use crate::polity::{CrisisIx, Deed, Intervention, Num, OfficeIx, Polity, Spread, Who};

/// The interventions by date, then by id. Every number is in the ledger by now.
pub fn interventions(desk: &mut Desk<'_>, scenario: &written::Scenario) -> Vec<Intervention> {
    let mut done = Vec::new();
    for (id, i) in &scenario.interventions {
        let path = format!("interventions.{}", id.get_ref());
        desk.ground(path, Some(id), i.cite.as_ref(), i.judgement.as_ref(), false);
        let at = i.at.as_ref().and_then(|at| desk.round(at));
        if let (Some(deed), Some(at)) = (deed(desk, scenario, id, i), at) {
            done.push(Intervention { id: id.get_ref().clone(), at, deed });
        }
    }
    done.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
    people_are_there(desk, scenario, &done);
    contradictions(desk, scenario, &done);
    done
}

/// No two interventions of one round settle the same thing otherwise. Each is held against the others
/// until one is found.
fn contradictions(desk: &mut Desk<'_>, scenario: &written::Scenario, done: &[Intervention]) {
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
fn by_id(
    scenario: &written::Scenario,
) -> BTreeMap<&str, (&Placed<String>, &written::Intervention)> {
    scenario.interventions.iter().map(|(id, i)| (id.get_ref().as_str(), (id, i))).collect()
}

/// Nobody acts after an intervention has had him die, nor takes an office before he is within
/// reach of one.
fn people_are_there(desk: &mut Desk<'_>, scenario: &written::Scenario, done: &[Intervention]) {
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

fn deed(
    desk: &mut Desk<'_>,
    scenario: &written::Scenario,
    id: &Placed<String>,
    i: &written::Intervention,
) -> Option<Deed> {
    // What was wrong and taken out was written all the same.
    let own = format!("interventions.{}", id.get_ref());
    let lost = |desk: &Desk<'_>, key: &str| desk.lost.beneath(&format!("{own}.{key}"));
    let kinds = [
        (!i.set.is_empty(), "set"),
        (i.office.is_some(), "office"),
        (i.crisis.is_some(), "crisis"),
        (i.dies.is_some(), "dies"),
        (i.away.is_some(), "away"),
    ];
    let count = kinds.iter().filter(|(given, key)| *given || lost(desk, key)).count();
    if count != 1 {
        let message = format!("`{}` does {count} things; an intervention does one", id.get_ref());
        desk.found(Code::NotExactlyOne, id, message)
            .hints
            .push("give one of `set`, `office`, `crisis`, `dies`, `away`".into());
        return None;
    }
    let stray = [
        (i.holder.is_some() && i.office.is_none(), "holder", "office"),
        (i.fires.is_some() && i.crisis.is_none(), "fires", "crisis"),
        (i.option.is_some() && i.crisis.is_none(), "option", "crisis"),
        (i.outcome.is_some() && i.crisis.is_none(), "outcome", "crisis"),
        (i.until.is_some() && i.away.is_none(), "until", "away"),
    ];
    for (_, key, with) in stray.into_iter().filter(|(is_stray, ..)| *is_stray) {
        if lost(desk, with) {
            continue;
        }
        let message =
            format!("`{key}` in `{}` goes with `{with}`, which is not there", id.get_ref());
        desk.found(Code::AtOdds, id, message);
    }
    if let Some(office) = &i.office {
        let office = desk.index(Room::Offices, office.get_ref())?;
        let holder = desk.index_of(Room::Principals, i.holder.as_ref());
        return Some(Deed::Office(office, holder));
    }
    if let Some(who) = &i.dies {
        return desk.index(Room::Principals, who.get_ref()).map(Deed::Dies);
    }
    if let Some(who) = &i.away {
        let Some(until) = &i.until else {
            if !lost(desk, "until") {
                let message = format!("`{}` says who is away, but not until when", id.get_ref());
                let at = i.at.as_ref().and_then(|at| desk.round_if_there(at));
                let hint = match at.map(|at| desk.later(at)) {
                    Some(later) => format!("add until = \"{later}\""),
                    None => "add `until`, the first date back".to_owned(),
                };
                desk.found(Code::MissingKey, who, message).hints.push(hint);
            }
            return None;
        };
        let back = desk.round_or_end(until)?;
        if let Some(at) = &i.at
            && let Some(from) = desk.round(at)
        {
            desk.in_order(at, until, (from, back));
        }
        return desk.index(Room::Principals, who.get_ref()).map(|who| Deed::Away(who, back));
    }
    if let Some(crisis) = &i.crisis {
        if i.fires.is_none() && i.option.is_none() && i.outcome.is_none() {
            if ["fires", "option", "outcome"].iter().any(|key| lost(desk, key)) {
                return None;
            }
            let message = format!("`{}` names a crisis and does nothing to it", id.get_ref());
            desk.found(Code::NotExactlyOne, crisis, message)
                .hints
                .push("add `fires`, `option` or `outcome`".into());
            return None;
        }
        if i.fires == Some(false) && (i.option.is_some() || i.outcome.is_some()) {
            let key = if i.option.is_some() { "option" } else { "outcome" };
            let message = format!(
                "`{}` keeps the crisis `{}` from coming, so that its `{key}` has no effect",
                id.get_ref(),
                crisis.get_ref()
            );
            let place = desk.inside_of(&own, key);
            desk.found(Code::AtOdds, crisis, message)
                .other_end(place, format!("its `{key}`"))
                .hints
                .push(format!("leave out `fires = false`, or `{key}`"));
        }
        let nothing_to_end =
            scenario.crises.get(crisis.get_ref().as_str()).is_some_and(|c| c.options.is_empty());
        if i.outcome.is_some()
            && nothing_to_end
            && !desk.lost.beneath(&format!("crises.{}.options", crisis.get_ref()))
        {
            let message = format!(
                "`outcome` says how an option ends, and the crisis `{}` has none",
                crisis.get_ref()
            );
            let place = desk.inside_of(&own, "outcome");
            desk.found(Code::AtOdds, crisis, message).other_end(place, "its `outcome`").hints.push(
                format!("leave `outcome` out, or add [crises.{}.options.ID]", crisis.get_ref()),
            );
        }
        let option = match &i.option {
            Some(option) => Some(crises::option(desk, scenario, crisis, option)?.1),
            None => None,
        };
        return Some(Deed::Crisis {
            crisis: desk.index(Room::Crises, crisis.get_ref())?,
            fires: i.fires,
            option,
            success: i.outcome.as_deref().map(|outcome| outcome == "success"),
        });
    }
    let mut settings = Vec::new();
    for (path, value) in &i.set {
        if let Some(num) = desk.ledger.find(path.get_ref()) {
            let (low, high) = desk.ledger.quantity(num).valid;
            if (low..=high).contains(value.get_ref()) {
                settings.push((num, *value.get_ref()));
            } else {
                let message = format!(
                    "{} is between {low} and {high}; {} is not",
                    path.get_ref(),
                    digits(*value.get_ref())
                );
                desk.found(Code::OutOfRange, value, message);
            }
        } else if !desk.is_misspelt(path.get_ref()) {
            let message = format!("there is no number at `{}`", path.get_ref().escape_debug());
            let hint = instead(path.get_ref()).or_else(|| {
                let paths = desk.ledger.iter().map(|(_, q)| q.path.as_str());
                nearest_path(path.get_ref(), paths).map(|near| format!("did you mean `{near}`?"))
            });
            let gone = desk.removed(path.get_ref());
            let finding = desk.found(Code::UnknownPath, path, message);
            match gone {
                Some(gone) => finding
                    .other_end(Some(gone), "it is taken out here")
                    .hints
                    .push("let it stay, or take out what sets it as well".into()),
                None => finding.hints.extend(hint),
            }
        }
    }
    Some(Deed::Set(settings))
}

/// What to write for something that the language knows and that is no number to be set in play.
fn instead(path: &str) -> Option<String> {
    let slot = Slot::at(path)?;
    if let ["offices", office, "holder"] = path.split('.').collect::<Vec<_>>()[..] {
        return Some(format!("write office = \"{office}\" and holder = \"ID\" instead of `set`"));
    }
    let is_number = matches!(slot.kind, Kind::Number { .. } | Kind::Plain { .. });
    (!is_number).then(|| {
        "it cannot be changed in play: give it its value in the scenario itself, without a date"
            .to_owned()
    })
}

/// Interventions after which every history is what it would have been.
pub fn idle(desk: &mut Desk<'_>, scenario: &written::Scenario, polity: &Polity) {
    let written = by_id(scenario);
    for intervention in &polity.interventions {
        let Some(&(id, i)) = written.get(&*intervention.id) else { continue };
        let at = intervention.at;
        let found = match intervention.deed {
            Deed::Away(who, until) if until == at => {
                let who = &polity.principals[who].id;
                let why = format!("`{who}` comes back in the round of leaving");
                i.until.as_ref().map(|at| (at, why, "give a later `until`".to_owned()))
            }
            Deed::Away(who, until) => {
                let (p, bench) = (&polity.principals[who], polity.principals[who].bench);
                bench.filter(|from| *from >= until).and_then(|from| {
                    let from = desk.calendar.label(from);
                    let why = format!("`{}` is on the bench until {from}, and does nothing", p.id);
                    let hint = "choose a later date, or set `bench_from` earlier".to_owned();
                    i.away.as_ref().map(|at| (at, why, hint))
                })
            }
            Deed::Crisis { crisis, fires: Some(false), .. } => {
                let c = &polity.crises[crisis];
                let last = c.trigger.window.1;
                (at > last && !c.trigger.initiative).then(|| {
                    let last = desk.calendar.label(last);
                    let why = format!("the crisis `{}` comes until {last} only", c.id);
                    (id, why, format!("date it in {last} at the latest"))
                })
            }
            Deed::Office(office, holder) if at == 0 && opening(polity, office) == Some(holder) => {
                let o = &polity.offices[office].id;
                let why = match holder.map(|who| &polity.principals[who].id) {
                    Some(who) => format!("`{who}` holds `{o}` at the start as it is"),
                    None => format!("`{o}` is vacant at the start as it is"),
                };
                let hint = "choose a later date, or leave it out".to_owned();
                i.office.as_ref().map(|at| (at, why, hint))
            }
            Deed::Office(office, _) => {
                let o = &polity.offices[office];
                let opens = o.opens.filter(|opens| *opens > at);
                let closed = o.closes.filter(|closes| *closes <= at);
                let found = match (opens, closed) {
                    (Some(opens), _) => {
                        let opens = desk.calendar.label(opens);
                        let why = format!("the office `{}` is there from {opens} on only", o.id);
                        Some((why, format!("date it in {opens}, or later")))
                    }
                    (None, Some(closed)) => {
                        let closed = desk.calendar.label(closed);
                        let why = format!("the office `{}` is abolished in {closed}", o.id);
                        Some((why, format!("choose a date before {closed}")))
                    }
                    (None, None) => None,
                };
                found.and_then(|(why, hint)| i.office.as_ref().map(|at| (at, why, hint)))
            }
            Deed::Set(ref set) => {
                read_at_the_start(desk, polity, i, set);
                if at == 0 {
                    as_it_is(desk, polity, i, set);
                }
                None
            }
            _ => None,
        };
        if let Some((at, why, hint)) = found {
            let message = format!("`{}` changes nothing: {why}", id.get_ref());
            desk.found(Code::ChangesNothing, at, message).hints.push(hint);
        }
    }
}

/// Who holds an office when the scenario opens, if that is settled: `None` where the office is not there
/// yet.
fn opening(polity: &Polity, office: OfficeIx) -> Option<Option<Who>> {
    let office = &polity.offices[office];
    office.opens.is_none_or(|opens| opens == 0).then_some(office.holder)
}

/// Numbers that an intervention of the first round sets to what they are in every history.
fn as_it_is(desk: &mut Desk<'_>, polity: &Polity, i: &written::Intervention, set: &[(Num, f64)]) {
    for (num, value) in set {
        let quantity = polity.ledger.quantity(*num);
        let is_same = matches!(quantity.spread, Spread::Fixed) && quantity.central == *value;
        let key = i.set.keys().find(|key| *key.get_ref() == quantity.path);
        let (true, Some(place)) = (is_same, key) else { continue };
        let path = &quantity.path;
        let message =
            format!("setting `{path}` changes nothing: it is {} at the start", digits(*value));
        desk.found(Code::ChangesNothing, place, message)
            .hints
            .push("choose another value, or a later date".into());
    }
}

/// Numbers that an intervention sets when nothing reads them any more: the posts are made, and their
/// first holders placed, before the first round.
fn read_at_the_start(
    desk: &mut Desk<'_>,
    polity: &Polity,
    i: &written::Intervention,
    set: &[(Num, f64)],
) {
    let at_the_start = |num: Num| {
        let mut cohorts = polity.bases.iter().map(|base| &base.cohort);
        cohorts.any(|c| c.slope == num || c.patrons.iter().any(|(_, share)| *share == num))
    };
    for (num, _) in set.iter().filter(|(num, _)| at_the_start(*num)) {
        let path = &polity.ledger.quantity(*num).path;
        let Some(place) = i.set.keys().find(|key| key.get_ref() == path) else { continue };
        let message = format!("setting `{path}` changes nothing: it is read at the start only");
        desk.found(Code::ChangesNothing, place, message)
            .hints
            .push("give it its value in the scenario itself, without a date".into());
    }
}
