//! What follows from a parting: the events that make the one history and not the other.

use std::collections::BTreeSet;

use super::words::Told;
use crate::polity::Round;

/// Rounds by which the same event may be early or late and still be the same.
const NEAR: usize = 2;

/// An event that one twin has and the other has not, or has at another time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// When it happens; first, where both have it.
    pub at: Round,
    /// What happens, in a clause.
    pub words: String,
    /// Whether it is the what-if that has it, or has it first.
    pub whatif: bool,
    /// When the same happens in the other world, where it happens there only later.
    pub elsewhen: Option<Round>,
}

struct Weighty {
    at: Round,
    /// Its place among all events of its world.
    place: usize,
    key: String,
    by: Option<String>,
    words: String,
    /// Whether nothing like it came before in its world.
    first: bool,
    matched: bool,
}

/// The events that differ from `from` on, by date.
pub fn turns(base: Told<'_>, whatif: Told<'_>, from: Round) -> Vec<Turn> {
    let gather = |told: Told<'_>| -> Vec<Weighty> {
        let mut seen = BTreeSet::new();
        let heavy = told.log.events.iter().enumerate().filter_map(|(place, e)| {
            let same = told.identified(e);
            let Some(key) = same.weighty else {
                // Too light to be told of, and still before whatever comes again.
                seen.insert((same.words, same.by));
                return None;
            };
            let by = same.by;
            let first = seen.insert((key.clone(), by.clone()));
            let words = told.spoken(e).words;
            Some(Weighty { at: e.at, place, key, by, words, first, matched: false })
        });
        heavy.filter(|one| one.at >= from).collect()
    };
    let (mut ours, mut theirs) = (gather(base), gather(whatif));
    let mut all = Vec::new();
    // First what happens at about the same time, then what is merely moved: what comes again in the
    // other world does not come there only later.
    for most in [NEAR, usize::MAX] {
        for b in &mut ours {
            let near = |w: &&mut Weighty| {
                let same = w.key == b.key && w.by == b.by;
                let later = if w.at < b.at { &*b } else { &**w };
                let apart = w.at.abs_diff(b.at);
                let only = apart <= NEAR || later.first;
                !b.matched && !w.matched && same && apart <= most && only
            };
            let Some(w) = theirs.iter_mut().filter(near).min_by_key(|w| w.at.abs_diff(b.at)) else {
                continue;
            };
            (b.matched, w.matched) = (true, true);
            if w.at.abs_diff(b.at) > NEAR {
                let whatif = w.at < b.at;
                let (first, later) = if whatif { (&*w, &*b) } else { (&*b, &*w) };
                let (at, words, elsewhen) = (first.at, first.words.clone(), Some(later.at));
                all.push((first.place, Turn { at, words, whatif, elsewhen }));
            }
        }
    }
    let single = |w: &Weighty, whatif| {
        (w.place, Turn { at: w.at, words: w.words.clone(), whatif, elsewhen: None })
    };
    all.extend(ours.iter().filter(|w| !w.matched).map(|w| single(w, false)));
    all.extend(theirs.iter().filter(|w| !w.matched).map(|w| single(w, true)));
    // Within a month as it came: first the blow, then the fall.
    all.sort_by_key(|(place, turn)| (turn.at, turn.whatif, *place));
    all.into_iter().map(|(_, turn)| turn).collect()
}
