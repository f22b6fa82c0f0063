//! Where two twins part, and what they read there.

use super::words::Told;
use crate::engine::{Event, Occurrence, Reading};
use crate::polity::{Round, Who};

/// Readings nearer than this are the same.
const SAME: f64 = 1e-9;
/// Most readings named at a parting.
const MOST: usize = 4;

/// Something that both twins read, and read differently.
#[derive(Clone, Debug, PartialEq)]
pub struct Sign {
    /// When.
    pub at: Round,
    /// What was done on it, in the base.
    pub event: String,
    /// What was read, in words.
    pub read: String,
    /// What the base read.
    pub base: f64,
    /// What the what-if read.
    pub whatif: f64,
}

/// The first event that differs between two twins.
#[derive(Clone, Debug, PartialEq)]
pub struct Parting {
    /// When.
    pub at: Round,
    /// What happens in the base; `None` where it has nothing to set against it.
    pub base: Option<String>,
    /// What happens in the what-if.
    pub whatif: Option<String>,
    /// What the decision read differently: what was to be gained by either deed first, then the
    /// widest difference.
    pub reads: Vec<Sign>,
    /// How many of the two sides decided on something that they read. Where neither did, the change
    /// acts of itself.
    pub weighed: usize,
    /// The first thing that was read differently, though it led to the same deed.
    pub first: Option<Sign>,
    /// Events that are the same before it.
    pub shared: usize,
}

/// Finds where two twins part. `None` if their events are the same to the end.
///
/// Both logs must hold their events. That the change takes hold is no event of its own here.
pub fn parting(base: Told<'_>, whatif: Told<'_>) -> Option<Parting> {
    let (ours, theirs) = (events(base), events(whatif));
    let mut first = None;
    let mut shared = 0;
    loop {
        let (b, w) = (ours.get(shared), theirs.get(shared));
        if let (Some(b), Some(w)) = (b, w)
            && b.at == w.at
            && base.identified(b).words == whatif.identified(w).words
        {
            if first.is_none() {
                first = signs(base, b, w).into_iter().next();
            }
            shared += 1;
            continue;
        }
        let apart = part(base, whatif, (&ours[shared..], &theirs[shared..]));
        return apart.map(|parting| Parting { first, shared, ..parting });
    }
}

/// What stands on either side where the twins part.
fn part(base: Told<'_>, whatif: Told<'_>, left: (&[&Event], &[&Event])) -> Option<Parting> {
    let (ours, theirs) = left;
    let at = ours.iter().chain(theirs).map(|e| e.at).min()?;
    let b = ours.first().copied().filter(|e| e.at == at);
    let w = theirs.first().copied().filter(|e| e.at == at);
    // What the other world has too, only later in the month, is not what they part by.
    let has = |events: &[&Event], other: Told<'_>, e: &Event, own: Told<'_>| {
        let words = own.identified(e).words;
        events.iter().take_while(|o| o.at == at).any(|o| other.identified(o).words == words)
    };
    let (b, w) = match (b, w) {
        (Some(b), Some(w)) => match (has(theirs, whatif, b, base), has(ours, base, w, whatif)) {
            (true, false) => (None, Some(w)),
            (false, true) => (Some(b), None),
            _ => (Some(b), Some(w)),
        },
        one => one,
    };
    // Where each does something else, the same man's deed is what to compare, if he has one.
    let (b, w) = match (b, w) {
        (Some(b), Some(w)) if actor(b).is_some() && actor(b) == actor(w) => (Some(b), Some(w)),
        (Some(b), other) => (
            Some(b),
            counterpart(base, b, whatif, theirs, at).or(other.filter(|_| actor(b).is_none())),
        ),
        (None, Some(w)) => (counterpart(whatif, w, base, ours, at), Some(w)),
        (None, None) => return None,
    };
    let reads = match (b, w) {
        (Some(b), Some(w)) => signs(base, b, w),
        _ => Vec::new(),
    };
    Some(Parting {
        at,
        base: b.map(|e| base.spoken(e).words),
        whatif: w.map(|e| whatif.spoken(e).words),
        reads: reads.into_iter().take(MOST).collect(),
        weighed: [b, w].into_iter().flatten().filter(|e| !e.reads.is_empty()).count(),
        first: None,
        shared: 0,
    })
}

/// What the same man does in the other world in the same round.
fn counterpart<'e>(
    own: Told<'_>,
    event: &Event,
    other: Told<'_>,
    events: &[&'e Event],
    at: Round,
) -> Option<&'e Event> {
    let id = |told: Told<'_>, who: Who| told.log.cast.get(who).map(|figure| figure.id.clone());
    let wanted = id(own, actor(event)?)?;
    let same = |e: &&&Event| {
        e.at == at
            && std::mem::discriminant(&e.what) == std::mem::discriminant(&event.what)
            && actor(e).and_then(|who| id(other, who)).as_ref() == Some(&wanted)
    };
    events.iter().take_while(|e| e.at == at).find(same).copied()
}

/// Who decided, where one man did.
fn actor(event: &Event) -> Option<Who> {
    match event.what {
        Occurrence::Act { who, .. } => Some(who),
        Occurrence::Approach { whom, .. } => Some(whom),
        _ => None,
    }
}

/// What two decisions read under the same name, and differently: what was to be gained by either of
/// the deeds that were chosen first, then the widest difference.
fn signs(base: Told<'_>, b: &Event, w: &Event) -> Vec<Sign> {
    const CHOSEN: &str = " (chosen)";
    let plain = |r: &Reading| r.what.trim_end_matches(CHOSEN).to_owned();
    let other = |r: &Reading| w.reads.iter().find(|o| plain(o) == plain(r));
    let event = base.spoken(b).words;
    let mut all: Vec<(bool, Sign)> = (b.reads.iter())
        .filter_map(|r| Some((r, other(r)?)))
        .filter(|(r, o)| (r.value - o.value).abs() > SAME)
        .map(|(r, o)| {
            let chosen = r.what.ends_with(CHOSEN) || o.what.ends_with(CHOSEN);
            let read = base.reading(&r.what);
            (chosen, Sign { at: b.at, event: event.clone(), read, base: r.value, whatif: o.value })
        })
        .collect();
    let width = |s: &Sign| (s.base - s.whatif).abs() / (s.base.abs() + s.whatif.abs() + 0.05);
    all.sort_by(|(x, a), (y, b)| y.cmp(x).then(width(b).total_cmp(&width(a))));
    all.into_iter().map(|(_, sign)| sign).collect()
}

fn events(told: Told<'_>) -> Vec<&Event> {
    let own = |e: &&Event| !matches!(e.what, Occurrence::Intervention { .. });
    told.log.events.iter().filter(own).collect()
}
