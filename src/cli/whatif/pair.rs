//! One pair in full: where it parts, why, and what comes of it.

mod never;
mod written;

use std::collections::BTreeSet;

use crate::counterfactual::{
    Change, Ground, Parting, Sign, Told, Turn, Twins, changes, own_interventions, parting, turns,
};
use crate::engine::{Detail, Log, Luck, Occurrence};
use crate::history::{Month, capital, chronicle, deed, pad, plain_markdown, stepping_in, the};
use crate::polity::{Calendar, Crisis, Deed, Polity, Quantity, Round, Spread, Values};
use crate::statistics::plain;

use super::super::account;
use super::super::lines::wrap;
use super::{Found, Meant};

/// Most consequences told.
const MOST: usize = 10;

/// One pair, played with everything that happened.
pub(super) struct One {
    pub history: u64,
    pub base: Log,
    pub whatif: Log,
    pub parting: Option<Parting>,
    /// Where it parts and what comes of it, in paragraphs.
    pub told: Vec<String>,
    /// Months of both chronicles, side by side.
    pub months: Vec<Beside>,
}

/// A month in both chronicles.
pub(super) struct Beside {
    pub label: String,
    pub base: Vec<String>,
    pub whatif: Vec<String>,
}

impl One {
    /// Short name for a leader's id, as flows have them.
    pub fn name<'a>(&'a self, id: &'a str) -> &'a str {
        let known = self.base.cast.iter().chain(&self.whatif.cast).find(|f| f.id == id);
        let risen = if id.starts_with("other_") { "another" } else { "someone risen since" };
        known.map_or(risen, |figure| &figure.short)
    }
}

/// Plays one pair and looks into it.
pub(super) fn play(meant: &Meant, twins: &Twins<'_>, seed: u64, history: u64) -> One {
    let pair = twins.pair(seed, history, Detail::Full);
    let base = Told { polity: twins.base.polity, log: &pair.base };
    let whatif = Told { polity: twins.whatif.polity, log: &pair.whatif };
    let parting = parting(base, whatif);
    let turns = parting.as_ref().map_or_else(Vec::new, |p| {
        // What they part by is told already.
        let told = |turn: &Turn| {
            let side = if turn.whatif { &p.whatif } else { &p.base };
            turn.at == p.at && turn.elsewhen.is_none() && side.as_ref() == Some(&turn.words)
        };
        turns(base, whatif, p.at).into_iter().filter(|turn| !told(turn)).collect()
    });
    let luck = Luck { seed, history, branch: 0 };
    let values = [twins.base.values(luck), twins.whatif.values(luck)];
    let polity = &meant.base.polity;
    let apart = parting.as_ref().map(|p| p.at);
    let changed = apart.map_or_else(Vec::new, |apart| changed(meant, &values, apart));
    let told = match &parting {
        None => vec![format!(
            "World {history}: the twins never part. {}",
            never::why(&meant.base.polity, whatif)
        )],
        Some(parting) => told(polity, history, parting, &turns, &changed),
    };
    let months = beside(meant, [&pair.base, &pair.whatif], &values, luck, apart);
    One { history, base: pair.base, whatif: pair.whatif, parting, told, months }
}

fn told(
    polity: &Polity,
    history: u64,
    p: &Parting,
    turns: &[Turn],
    changed: &[String],
) -> Vec<String> {
    let calendar = &polity.calendar;
    let mut text = format!("World {history}: the twins part {}.", calendar.when(p.at));
    text += &match (&p.base, &p.whatif) {
        (None, Some(deed)) if p.ground == Ground::Deed => {
            format!(" The change steps in: {deed}.")
        }
        (Some(deed), None) if p.ground == Ground::Deed => {
            format!(" In the base, {deed}; the change leaves that out.")
        }
        (Some(base), Some(whatif)) => {
            format!(" In the base, {base}; with the change, {whatif}.")
        }
        (Some(base), None) => {
            format!(" In the base, {base}; with the change, it does not happen then.")
        }
        (None, Some(whatif)) => {
            format!(" With the change, {whatif}; in the base, it does not happen then.")
        }
        (None, None) => String::new(),
    };
    text += &reason(polity, p, changed);
    if let Some(first) = p.first.as_ref().filter(|first| first.at < p.at || p.reads.is_empty()) {
        let what = weighed(std::slice::from_ref(first), |sign| read(polity, sign));
        text += &format!(
            " The first sign of the change came {}, before it altered any deed: {}.",
            calendar.when(first.at),
            what.unwrap_or_default()
        );
    }
    let mut all = vec![text];
    if !turns.is_empty() {
        all.push(consequences(calendar, turns));
    }
    all
}

/// Why the twins part there, in a sentence; empty where the change itself has just been told.
fn reason(polity: &Polity, p: &Parting, changed: &[String]) -> String {
    let change = match changed {
        [] => String::new(),
        [only] => format!(" ({only})"),
        [first, rest @ ..] => format!(" ({first}, and {} more)", rest.len()),
    };
    // What was weighed otherwise, where another thing is what they part by.
    let otherwise = || match weighed(&p.reads, |sign| read(polity, sign)) {
        Some(weighed) => format!(" What was weighed otherwise was {weighed}."),
        None => format!(" Behind it is the change{change}."),
    };
    match &p.ground {
        Ground::Deed => String::new(),
        Ground::Settled(deed) => format!(" That is the change itself: {deed}."),
        Ground::Readings => {
            let weighed = weighed(&p.reads, |sign| read(polity, sign));
            format!(" What it turned on was {}.", weighed.unwrap_or_default())
        }
        Ground::NotOpen { whatif, who, deed } => {
            let world = if *whatif { "With the change" } else { "In the base" };
            format!(" {world}, {deed} was not open to {who}.{}", otherwise())
        }
        Ground::NotToBeHad { whatif, who } => {
            let world = if *whatif { "With the change" } else { "In the base" };
            format!(" {world}, {who} was not to be had.{}", otherwise())
        }
        Ground::NotInMind { whatif, who } => {
            let world = if *whatif { "With the change" } else { "In the base" };
            format!(" {world}, an open move did not come to {who}'s mind.{}", otherwise())
        }
        Ground::Same => {
            format!(
                " Of what was weighed there nothing that can have decided it differs; behind it is \
                 the change{change}."
            )
        }
        Ground::Apart => {
            format!(" Each weighed something else there; behind it is the change{change}.")
        }
        Ground::OneSided => format!(
            " What was weighed there has nothing to be set against it in the other world; behind it is the change{change}."
        ),
        Ground::Unweighed => format!(" Nobody weighed it: it is the change itself{change}."),
    }
}

/// What was read, with the name of an option for its id.
fn read(polity: &Polity, sign: &Sign) -> String {
    let (before, after) = if sign.read.starts_with("support for ") {
        ("support for ", "")
    } else {
        ("chance that ", " comes off")
    };
    let id = sign.read.strip_prefix(before).and_then(|rest| rest.strip_suffix(after));
    let Some(id) = id else { return sign.read.clone() };
    let ways = polity.crises.iter().flat_map(|crisis| {
        crisis.options.iter().filter(|way| way.id == id).map(move |way| (crisis, way))
    });
    // Options of several crises may have the same id.
    let best = ways.max_by_key(|(crisis, _)| sign.event.contains(&crisis.name));
    match best {
        Some((_, way)) => format!("{before}\u{201c}{}\u{201d}{after}", way.name),
        None => sign.read.clone(),
    }
}

/// Up to three readings, those left out that look the same when rounded, unless all do. `None` if
/// there are none.
fn weighed(reads: &[Sign], name: impl Fn(&Sign) -> String) -> Option<String> {
    let differs = |sign: &&Sign| number(sign.base) != number(sign.whatif);
    let seen: Vec<String> = (reads.iter().filter(differs).take(3))
        .map(|s| format!("{}: {} instead of {}", the(&name(s)), number(s.whatif), number(s.base)))
        .collect();
    if !seen.is_empty() {
        return Some(seen.join("; "));
    }
    reads.first().map(|s| {
        let apart = (s.whatif - s.base).abs();
        let by = if apart < 0.0001 { "less than 0.0001".to_owned() } else { format!("{apart:.4}") };
        format!("{}: {} in both, but for {by}", the(&name(s)), number(s.base))
    })
}

/// What the change does up to the start of a round: the numbers that it touches, as this history has
/// them, what it takes out, what else it writes otherwise, and its deeds. What is dated later explains
/// nothing that comes before it.
fn changed(meant: &Meant, values: &[Values; 2], until: Round) -> Vec<String> {
    let [base, whatif] = [&meant.base.polity, &meant.whatif.polity];
    let told = |change: &Change| {
        let path = &change.path;
        let Some(after) = &change.whatif else {
            return format!("{} is taken out", whole(whatif, path));
        };
        let to = match change.set {
            Some(value) => (value, false),
            None => drawn(whatif, &values[1], after),
        };
        let Some(before) = &change.base else {
            let added = whole(base, path);
            return if added == path {
                format!("{path}: {}", one_value(to))
            } else {
                format!("{added} is added")
            };
        };
        let [to, from] = two_values(to, drawn(base, &values[0], before));
        format!("{path}: {to} instead of {from}")
    };
    let is_made =
        |change: &&Change| change.dated.is_none_or(|by| whatif.interventions[by].at <= until);
    let own = own_interventions(base, whatif).into_iter();
    let own = own.filter(|(_, one)| !matches!(one.deed, Deed::Set(_)) && one.at <= until);
    let deeds = own.map(|(_, one)| deed(whatif, &one.deed));
    let changes = changes(base, whatif);
    let paths: Vec<&str> = changes.iter().map(|change| change.path.as_str()).collect();
    let rewritten = written::rewritten(&meant.base, &meant.whatif, &paths);
    let mut all: Vec<String> =
        changes.iter().filter(is_made).map(told).chain(rewritten).chain(deeds).collect();
    // Of what is taken out, every number is gone; of what is added, every number is new.
    let mut seen = BTreeSet::new();
    all.retain(|one| seen.insert(one.clone()));
    all
}

/// The value of a number in this history, and whether it was drawn. Whole numbers never are.
fn drawn(polity: &Polity, values: &Values, quantity: &Quantity) -> (f64, bool) {
    let value = polity.ledger.find(&quantity.path).map_or(quantity.central, |num| values[num]);
    (value, quantity.spread != Spread::Fixed)
}

/// A value as it is written, or to two places where it was drawn.
fn one_value((value, drawn): (f64, bool)) -> String {
    if drawn { number(value) } else { plain(value) }
}

/// Two values that differ, also in words.
fn two_values(one: (f64, bool), other: (f64, bool)) -> [String; 2] {
    let told = [one, other].map(one_value);
    if told[0] == told[1] { [one, other].map(|(value, _)| plain(value)) } else { told }
}

/// The path of the whole thing that a polity does not have, of which a number that it does not have is
/// a part.
fn whole<'p>(polity: &Polity, path: &'p str) -> &'p str {
    let ends = path.match_indices('.').map(|(end, _)| end).skip(1);
    let is_missing = |above: &&str| {
        let beneath = |other: &str| {
            other.strip_prefix(*above).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        // A crisis may be there without any number.
        let own = |crisis: &Crisis| above.strip_prefix("crises.") == Some(&*crisis.id);
        !polity.crises.iter().any(own)
            && !polity.ledger.iter().any(|(_, quantity)| beneath(&quantity.path))
    };
    ends.map(|end| &path[..end]).find(is_missing).unwrap_or(path)
}

/// What follows, by date, a sentence for each month and world.
fn consequences(calendar: &Calendar, turns: &[Turn]) -> String {
    let mut groups: Vec<(Round, bool, Vec<String>)> = Vec::new();
    for turn in turns.iter().take(MOST) {
        let words = match turn.elsewhen {
            Some(then) => {
                let other = if turn.whatif { "in the base" } else { "with the change" };
                format!("{} ({other} only {})", turn.words, calendar.when(then))
            }
            None => turn.words.clone(),
        };
        match groups.last_mut() {
            Some((at, whatif, all)) if *at == turn.at && *whatif == turn.whatif => all.push(words),
            _ => groups.push((turn.at, turn.whatif, vec![words])),
        }
    }
    let sentence = |(at, whatif, words): &(Round, bool, Vec<String>)| {
        let world = if *whatif { "with the change" } else { "in the base" };
        format!("{}, {world}, {}.", capital(&calendar.when(*at)), words.join("; "))
    };
    let mut text: Vec<String> = groups.iter().map(sentence).collect();
    if turns.len() > MOST {
        text.push(format!("And {} more such differences to the end.", turns.len() - MOST));
    }
    format!("What follows. {}", text.join(" "))
}

fn number(x: f64) -> String {
    let text = match x.abs() {
        // Years and counts.
        size if size >= 10.0 && size.fract() == 0.0 => format!("{x:.0}"),
        size if size >= 10.0 => format!("{x:.1}"),
        _ => format!("{x:.2}"),
    };
    if text == "-0.00" { "0.00".to_owned() } else { text.replace('-', "\u{2212}") }
}

/// Both chronicles, month by month. A chronicle knows how things end and tells them accordingly; so
/// that nothing looks like an effect before its cause, what comes before the twins part is told
/// once, as in the base, and what the what-if does there is added.
fn beside(
    meant: &Meant,
    logs: [&Log; 2],
    values: &[Values; 2],
    luck: Luck,
    apart: Option<Round>,
) -> Vec<Beside> {
    let months = |scenario, log, values| -> Vec<Month> {
        let account = account::account(scenario, values, log, luck, true);
        chronicle(&account).years.into_iter().flat_map(|year| year.months).collect()
    };
    let of_base = months(&meant.base, logs[0], &values[0]);
    let of_whatif = months(&meant.whatif, logs[1], &values[1]);
    let calendar = &meant.base.polity.calendar;
    let find = |months: &[Month], label: &str| {
        let month = months.iter().find(|m| m.label == label);
        month.map_or_else(Vec::new, |m| m.paragraphs.clone())
    };
    let steps_in = |round: Round| {
        let now = logs[1].events.iter().filter(move |event| event.at == round);
        now.filter_map(|event| match &event.what {
            Occurrence::Intervention { id, took_hold } => {
                stepping_in(&meant.whatif.polity, id, *took_hold)
            }
            _ => None,
        })
    };
    (0..calendar.rounds)
        .map(|round| {
            let label = capital(&calendar.words(round));
            let base = find(&of_base, &label);
            let whatif = if apart.is_some_and(|apart| round >= apart) {
                find(&of_whatif, &label)
            } else {
                let told = |sentence: &String| base.iter().any(|text| text.contains(sentence));
                let own = steps_in(round).filter(|sentence| !told(sentence));
                own.chain(base.clone()).collect()
            };
            Beside { label, base, whatif }
        })
        .filter(|m| !m.base.is_empty() || !m.whatif.is_empty())
        .collect()
}

/// Both chronicles for a terminal: one column where they are the same, two where they differ.
pub(super) fn side_by_side(one: &One, width: usize) -> String {
    let width = width.clamp(60, 140);
    let column = (width - 4) / 2;
    let mut lines = Vec::new();
    let row = |left: &str, right: &str| format!(" {}  {right}", pad(left, column));
    lines.push(row("THE BASE", "WITH THE CHANGE"));
    for month in &one.months {
        lines.push(String::new());
        if month.base == month.whatif {
            lines.push(format!(" {} (in both)", month.label));
            for paragraph in &month.base {
                wrap(&mut lines, width, " ", " ", paragraph);
            }
            continue;
        }
        lines.push(format!(" {}", month.label));
        let set = |paragraphs: &[String]| {
            let mut set = Vec::new();
            for paragraph in paragraphs {
                wrap(&mut set, column, "", "", paragraph);
            }
            set
        };
        let (left, right) = (set(&month.base), set(&month.whatif));
        for k in 0..left.len().max(right.len()) {
            let of = |lines: &[String]| lines.get(k).cloned().unwrap_or_default();
            let (l, r) = (of(&left), of(&right));
            lines.push(row(&l, &r).trim_end().to_owned());
        }
    }
    lines.join("\n") + "\n"
}

/// Both chronicles as Markdown.
pub(super) fn markdown(found: &Found<'_>) -> String {
    let one = &found.pair;
    let mut text = format!(
        "# World {}, twice\n\nWhat if: {}\n\n",
        one.history,
        plain_markdown(&found.meant.rewrite)
    );
    for paragraph in &one.told {
        text += &format!("{}\n\n", plain_markdown(paragraph));
    }
    text += "| When | The base | With the change |\n|---|---|---|\n";
    let cell = |paragraphs: &[String]| {
        paragraphs.iter().map(|p| plain_markdown(p)).collect::<Vec<_>>().join("<br>")
    };
    for month in &one.months {
        let whatif =
            if month.base == month.whatif { "*the same*".to_owned() } else { cell(&month.whatif) };
        text += &format!("| {} | {} | {whatif} |\n", month.label, cell(&month.base));
    }
    text
}

#[cfg(test)]
mod tests;
