//! Where two twins part, and what they read there.

use super::words::Told;
use crate::engine::{Act, Event, Occurrence, Reading, Showdown, Stage};
use crate::history::deed;
use crate::polity::{Deed, Round, Who};

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

/// What makes two twins part, as far as what was read there tells.
#[derive(Clone, Debug, PartialEq)]
pub enum Ground {
    /// The change steps in then and there: a deed of its own, which nobody weighed.
    Deed,
    /// The change has settled what is decided or how it ends; the deed in words.
    Settled(String),
    /// Readings differ, and the deed with them.
    Readings,
    /// What is done in the one world could not be done in the other.
    NotOpen {
        /// Whether it is the what-if in which it could not be.
        whatif: bool,
        /// Who does it.
        who: String,
        /// What it is: `placing clients`.
        deed: String,
    },
    /// Somebody who is chosen in the one world was not among those to choose from in the other.
    NotToBeHad {
        /// Whether it is the what-if in which he was not.
        whatif: bool,
        /// Who is chosen.
        who: String,
    },
    /// An open move that is made in the one world did not come to mind in the other.
    NotInMind {
        /// Whether it is the what-if in which it did not.
        whatif: bool,
        /// Who makes it.
        who: String,
    },
    /// Of what both weighed and what can have decided it, all is the same to the last figure.
    Same,
    /// Both weighed something, and nothing of it is the same thing.
    Apart,
    /// Only one of them decided on something that it read.
    OneSided,
    /// Neither did: the change acts of itself.
    Unweighed,
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
    /// What makes them part.
    pub ground: Ground,
    /// What the decision read differently: what was to be gained by either deed first, then the
    /// widest difference. Only what can have decided it.
    pub reads: Vec<Sign>,
    /// The first thing that was read differently, though it led to the same deed.
    pub first: Option<Sign>,
    /// Events that are the same before it.
    pub shared: usize,
}

/// Finds where two twins part. `None` if their events are the same to the end.
///
/// Both logs must hold their events. That an intervention comes is no event of its own here, but
/// where one of the twins alone has it and it acts of itself in the month in which they part, it is
/// what they part by.
pub fn parting(base: Told<'_>, whatif: Told<'_>) -> Option<Parting> {
    let (ours, theirs) = (events(base), events(whatif));
    let mut first = None;
    let mut shared = 0;
    while let (Some(b), Some(w)) = (ours.get(shared), theirs.get(shared))
        && b.at == w.at
        && is_same(base, b, whatif, w)
    {
        if first.is_none() {
            first = signs(base, b, w).into_iter().next();
        }
        shared += 1;
    }
    let (mut ours, mut theirs) = (&ours[shared..], &theirs[shared..]);
    loop {
        let at = ours.iter().chain(theirs).map(|e| e.at).min()?;
        let [now, then] = [ours, theirs].map(|all| all.partition_point(|e| e.at == at));
        if let Some(parting) = part((base, &ours[..now]), (whatif, &theirs[..then]), at) {
            return Some(Parting { first, shared, ..parting });
        }
        // The same things in another order: they part later.
        (ours, theirs) = (&ours[now..], &theirs[then..]);
    }
}

/// What stands on either side in the month in which the twins part. `None` if all of it happens in
/// both.
fn part(base: (Told<'_>, &[&Event]), whatif: (Told<'_>, &[&Event]), at: Round) -> Option<Parting> {
    let parting = |base, whatif, ground, reads| {
        Some(Parting { at, base, whatif, ground, reads, first: None, shared: 0 })
    };
    let [b, w] = [(base, whatif), (whatif, base)].map(|(own, other)| only(own, other));
    if b.is_empty() && w.is_empty() {
        return None;
    }
    let (ours, theirs) = (base.0, whatif.0);
    if let Some(deed) = stepped_in(theirs, ours, at) {
        return parting(None, Some(deed), Ground::Deed, Vec::new());
    }
    if let Some(deed) = stepped_in(ours, theirs, at) {
        return parting(Some(deed), None, Ground::Deed, Vec::new());
    }
    // What comes first is what they part by; what is set against it is of the same kind, and about
    // the same man or the same thing.
    let earlier = match (b.first(), w.first()) {
        (Some((b, _)), Some((w, _))) => b <= w,
        (b, _) => b.is_some(),
    };
    let (b, w) = if earlier {
        let (_, b) = *b.first()?;
        (Some(b), counterpart((ours, b), (theirs, &w)))
    } else {
        let (_, w) = *w.first()?;
        (counterpart((theirs, w), (ours, &b)), Some(w))
    };
    let reads = match (b, w) {
        (Some(b), Some(w)) => decisive(ours, b, theirs, w),
        _ => Vec::new(),
    };
    let ground = ground((ours, b), (theirs, w), &reads);
    let [base, whatif] = in_words((ours, b), (theirs, w));
    parting(base, whatif, ground, reads.into_iter().take(MOST).collect())
}

/// Whether the same was done, whatever it is called in either world.
fn is_same(own: Told<'_>, event: &Event, other: Told<'_>, theirs: &Event) -> bool {
    let (own, other) = (own.identified(event), other.identified(theirs));
    own.words == other.words && own.detail == other.detail
}

/// What stands on either side, in words; in detail where nothing else tells the two apart.
fn in_words(
    base: (Told<'_>, Option<&Event>),
    whatif: (Told<'_>, Option<&Event>),
) -> [Option<String>; 2] {
    let spoken = |(told, event): (Told<'_>, Option<&Event>)| event.map(|e| told.spoken(e));
    let (base, whatif) = (spoken(base), spoken(whatif));
    let alike = matches!((&base, &whatif), (Some(b), Some(w)) if b.words == w.words);
    [base, whatif].map(|spoken| {
        let spoken = spoken?;
        Some(match spoken.detail.filter(|_| alike) {
            Some(detail) => format!("{} ({detail})", spoken.words),
            None => spoken.words,
        })
    })
}

/// Events of a month that the other world does not have in it, with their places.
fn only<'e>(
    (own, events): (Told<'_>, &[&'e Event]),
    (other, theirs): (Told<'_>, &[&Event]),
) -> Vec<(usize, &'e Event)> {
    let mut left = theirs.to_vec();
    let mut only = Vec::new();
    for (place, event) in events.iter().enumerate() {
        match left.iter().position(|theirs| is_same(own, event, other, theirs)) {
            Some(found) => drop(left.swap_remove(found)),
            None => only.push((place, *event)),
        }
    }
    only
}

/// What an intervention does that only this world has, if it acts of itself in this round.
fn stepped_in(own: Told<'_>, other: Told<'_>, at: Round) -> Option<String> {
    let now = own.log.events.iter().filter(|e| e.at == at);
    let of_itself = now.filter(|e| match &e.what {
        Occurrence::Intervention { id, took_hold: true } => {
            let deed = own.polity.interventions.iter().find(|one| one.id == *id);
            deed.is_some_and(|one| match one.deed {
                Deed::Set(_) | Deed::Crisis { fires: None, .. } => false,
                Deed::Office(..) | Deed::Crisis { .. } | Deed::Dies(_) | Deed::Away(..) => true,
            })
        }
        _ => false,
    });
    let mut alone = of_itself.filter(|e| {
        let words = own.identified(e).words;
        !other.log.events.iter().any(|o| o.at == at && other.identified(o).words == words)
    });
    alone.next().map(|e| own.spoken(e).words)
}

/// What stands against an event among those that only the other world has. Of several approaches in
/// one plot it is that to the same man, if there is one.
fn counterpart<'e>(
    (own, event): (Told<'_>, &Event),
    (other, theirs): (Told<'_>, &[(usize, &'e Event)]),
) -> Option<&'e Event> {
    let approached = |told: Told<'_>, event: &Event| match event.what {
        Occurrence::Approach { whom, .. } => Some(id(told, whom)),
        _ => None,
    };
    let same = |e: &&Event| approached(other, e) == approached(own, event);
    let all = theirs.iter().map(|(_, e)| *e).filter(|e| alike(own, event, other, e));
    all.clone().find(same).or_else(|| all.clone().next())
}

/// Whether two events are of one kind, and about the same man or thing.
fn alike(own: Told<'_>, event: &Event, other: Told<'_>, theirs: &Event) -> bool {
    std::mem::discriminant(&event.what) == std::mem::discriminant(&theirs.what)
        && subject(own, event) == subject(other, theirs)
}

fn id(told: Told<'_>, who: Who) -> String {
    told.log.cast.get(who).map_or("", |figure| &figure.id).to_owned()
}

/// Whom or what an event is about, by id.
fn subject(told: Told<'_>, event: &Event) -> String {
    let id = |who: Who| id(told, who);
    let both = |a: Who, b: Who| format!("{} {}", id(a), id(b));
    match event.what {
        Occurrence::Act { who, .. } | Occurrence::Death(who) | Occurrence::Illness { who, .. } => {
            id(who)
        }
        Occurrence::Fall(k) => id(told.log.falls[k].who),
        // In the other world the same plotter may sound out somebody else.
        Occurrence::Approach { leader, target, .. }
        | Occurrence::PlotBegun { leader, target }
        | Occurrence::Leak { leader, target }
        | Occurrence::PlotDropped { leader, target } => both(leader, target),
        Occurrence::Showdown(k) => id(told.log.showdowns[k].target),
        Occurrence::Crisis(k) => told.polity.crises[told.log.happenings[k].crisis].id.clone(),
        Occurrence::Took { office, .. }
        | Occurrence::Left { office, .. }
        | Occurrence::Opened(office)
        | Occurrence::Closed(office) => told.polity.offices[office].id.clone(),
        Occurrence::Seated { organ, .. } | Occurrence::Renewed { organ, .. } => {
            told.polity.organs[organ].id.clone()
        }
        Occurrence::Intervention { ref id, .. } => id.clone(),
        // There is one lead, and one paramount leader.
        Occurrence::Leads(_) | Occurrence::Paramount(_) | Occurrence::NoLongerParamount(_) => {
            String::new()
        }
    }
}

/// What makes the twins part at these events.
fn ground(
    base: (Told<'_>, Option<&Event>),
    whatif: (Told<'_>, Option<&Event>),
    reads: &[Sign],
) -> Ground {
    let settled = settled(whatif, base.0).or_else(|| settled(base, whatif.0));
    if let Some(deed) = settled {
        return Ground::Settled(deed);
    }
    let sides = [base, whatif];
    if let (Some(b), Some(w)) = (base.1, whatif.1)
        && sides.iter().all(|(_, e)| e.is_some_and(|e| !e.reads.is_empty()))
    {
        let missing = |own: (Told<'_>, &Event), other: &Event, whatif| {
            let (told, event) = own;
            let chosen = event.reads.iter().find(|r| r.chosen)?;
            let there = other.reads.iter().any(|r| r.what == chosen.what);
            let ground = match event.what {
                // A motion is weighed only once it has come to mind.
                Occurrence::Act { who, act: Act::Move(..) } => {
                    Ground::NotInMind { whatif, who: told.short(who) }
                }
                Occurrence::Act { who, .. } => {
                    let (who, deed) = (told.short(who), told.gain_in(&chosen.what));
                    Ground::NotOpen { whatif, who, deed }
                }
                Occurrence::Took { who, .. }
                | Occurrence::Seated { who, .. }
                | Occurrence::Approach { whom: who, .. } => {
                    Ground::NotToBeHad { whatif, who: told.short(who) }
                }
                _ => return None,
            };
            (!there).then_some(ground)
        };
        let not_open = missing((base.0, b), w, true).or_else(|| missing((whatif.0, w), b, false));
        return not_open.unwrap_or_else(|| {
            let common = b.reads.iter().any(|r| w.reads.iter().any(|o| o.what == r.what));
            match (reads.is_empty(), common) {
                (false, _) => Ground::Readings,
                (true, true) => Ground::Same,
                (true, false) => Ground::Apart,
            }
        });
    }
    let weighed = sides.iter().any(|(_, e)| e.is_some_and(|e| !e.reads.is_empty()));
    if weighed { Ground::OneSided } else { Ground::Unweighed }
}

/// The intervention that has settled what is decided here, or how it ends, if only this world has
/// it: in words.
fn settled((own, event): (Told<'_>, Option<&Event>), other: Told<'_>) -> Option<String> {
    let event = event?;
    let Occurrence::Crisis(k) = event.what else { return None };
    let happening = own.log.happenings.get(k)?;
    let (way, came_off) = happening.chosen?;
    let mut settling = own.polity.interventions.iter().filter(|one| {
        let Deed::Crisis { crisis, option, success, .. } = one.deed else { return false };
        crisis == happening.crisis
            && one.at <= event.at
            && (option == Some(way) || success == Some(came_off))
    });
    let told = |at: Round, words: &str| {
        let mut before = other.polity.interventions.iter().filter(|one| one.at == at);
        before.any(|one| deed(other.polity, &one.deed) == words)
    };
    settling.find_map(|one| {
        let words = deed(own.polity, &one.deed);
        (!told(one.at, &words)).then_some(words)
    })
}

/// What two events read differently and can have been decided by.
fn decisive(base: Told<'_>, b: &Event, whatif: Told<'_>, w: &Event) -> Vec<Sign> {
    let mut signs = signs(base, b, w);
    if let Some(head) = turned_on((base, &b.what), (whatif, &w.what)) {
        signs.retain(|sign| sign.read.starts_with(head));
    }
    signs
}

/// How whatever can have decided between two events begins; nothing where it can be anything that was
/// read.
fn turned_on(
    (base, b): (Told<'_>, &Occurrence),
    (whatif, w): (Told<'_>, &Occurrence),
) -> Option<&'static str> {
    match (b, w) {
        (Occurrence::Crisis(b), Occurrence::Crisis(w)) => {
            let ended = |told: Told<'_>, k: usize| {
                let happening = &told.log.happenings[k];
                let crisis = &told.polity.crises[happening.crisis];
                let chosen = happening.chosen;
                chosen.map(|(way, came_off)| (crisis.options[way].id.clone(), came_off))
            };
            // The same course that ends otherwise turned on its chance, all else on who was for it.
            let (b, w) = (ended(base, *b)?, ended(whatif, *w)?);
            Some(if b.0 == w.0 && b.1 != w.1 { "chance " } else { "support " })
        }
        (Occurrence::Approach { whom: b, .. }, Occurrence::Approach { whom: w, .. }) => {
            let same = id(base, *b) == id(whatif, *w);
            Some(if same { "chance that " } else { "promise of " })
        }
        (
            Occurrence::Act { act: Act::Denounce(b, told), .. },
            Occurrence::Act { act: Act::Denounce(w, tells), .. },
        ) if told != tells && id(base, *b) == id(whatif, *w) => Some("chance that denouncing "),
        (Occurrence::Showdown(b), Occurrence::Showdown(w)) => {
            stage_apart(&base.log.showdowns[*b], &whatif.log.showdowns[*w])
        }
        _ => None,
    }
}

/// How whatever decided the first stage begins that two showdowns of one plan, with as many members, do
/// not share; nothing where these differ.
fn stage_apart(base: &Showdown, whatif: &Showdown) -> Option<&'static str> {
    if base.plan != whatif.plan || base.members.len() != whatif.members.len() {
        return None;
    }
    let [ours, theirs] = [&base.stages, &whatif.stages];
    let same = |b: &Stage, w: &Stage| match (b, w) {
        // How strong they were is read, and no outcome.
        (Stage::Force { carried: b, .. }, Stage::Force { carried: w, .. }) => b == w,
        _ => b == w,
    };
    let at = ours.iter().zip(theirs).take_while(|(b, w)| same(b, w)).count();
    let sides = [ours.get(at), theirs.get(at)];
    let resisted = sides.map(|side| matches!(side, Some(Stage::Force { resisted: true, .. })));
    if resisted[0] != resisted[1] {
        return Some("chance that a vote is met with force");
    }
    let appealed = ours[..at].iter().any(|stage| matches!(stage, Stage::Appeal { .. }));
    Some(match sides.into_iter().flatten().next()? {
        Stage::Force { .. } => "force of ",
        Stage::Vote { .. } if appealed => "votes to be expected in the higher organ",
        Stage::Vote { .. } => "chance that the vote is carried",
        Stage::Appeal { .. } => "chance that the higher organ meets",
    })
}

/// What two decisions read under the same name, and differently: what was to be gained by either of
/// the deeds that were chosen first, or what a chance was drawn on, then the widest difference.
fn signs(base: Told<'_>, b: &Event, w: &Event) -> Vec<Sign> {
    let other = |r: &Reading| w.reads.iter().find(|o| o.what == r.what);
    let event = base.spoken(b).words;
    let who = match b.what {
        Occurrence::Act { who, .. } => Some(who),
        _ => None,
    };
    let mut all: Vec<(bool, Sign)> = (b.reads.iter())
        .filter_map(|r| Some((r, other(r)?)))
        .filter(|(r, o)| (r.value - o.value).abs() > SAME)
        .map(|(r, o)| {
            let first = r.chosen || o.chosen || r.what.starts_with("chance ");
            let read = base.reading(&r.what, who);
            (first, Sign { at: b.at, event: event.clone(), read, base: r.value, whatif: o.value })
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
