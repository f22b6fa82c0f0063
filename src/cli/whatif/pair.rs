//! One pair in full: where it parts, why, and what comes of it.

use crate::counterfactual::{Change, Parting, Sign, Told, Turn, Twins, changes, parting, turns};
use crate::engine::{Detail, Log, Luck};
use crate::history::{Month, chronicle, plain_markdown};
use crate::polity::{Calendar, Polity, Round, Values};

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
    let turns = parting.as_ref().map_or_else(Vec::new, |p| turns(base, whatif, p.at));
    let luck = Luck { seed, history, branch: 0 };
    let values = [twins.base.values(luck), twins.whatif.values(luck)];
    let polity = &meant.base.polity;
    let told = told(polity, history, parting.as_ref(), &turns, &changed(meant, &values));
    let months = beside(meant, &pair.base, &pair.whatif, &values, luck);
    One { history, base: pair.base, whatif: pair.whatif, parting, told, months }
}

fn told(
    polity: &Polity,
    history: u64,
    parting: Option<&Parting>,
    turns: &[Turn],
    changed: &[String],
) -> Vec<String> {
    let Some(p) = parting else {
        return vec![format!(
            "World {history}: the twins never part. Nothing that was decided read the change \
             otherwise enough to be decided otherwise."
        )];
    };
    let calendar = &polity.calendar;
    let mut text = format!("World {history}: the twins part in {}.", calendar.words(p.at));
    match (&p.base, &p.whatif) {
        (Some(base), Some(whatif)) if base == whatif => {
            text += &format!(" In both, {base}; but what that rests on is no longer the same.");
        }
        (Some(base), Some(whatif)) => {
            text += &format!(" In the base, {base}; with the change, {whatif}.");
        }
        (Some(base), None) => {
            text += &format!(" In the base, {base}; with the change, that does not happen.");
        }
        (None, Some(whatif)) => {
            text += &format!(" With the change, {whatif}; in the base, that does not happen.");
        }
        (None, None) => {}
    }
    if let Some(weighed) = weighed(&p.reads, |sign| read(polity, sign)) {
        text += &format!(" What it turned on was {weighed}.");
    } else {
        let change = match changed {
            [] => String::new(),
            [only] => format!(" ({only})"),
            [first, rest @ ..] => format!(" ({first}, and {} more)", rest.len()),
        };
        text += &match p.weighed {
            0 => format!(" Nobody weighed it: it is the change itself{change}."),
            1 => format!(
                " What was weighed there has nothing to be set against it in the other world; behind it is the change{change}."
            ),
            _ => format!(" Each weighed something else there; behind it is the change{change}."),
        };
    }
    if let Some(first) = p.first.as_ref().filter(|first| first.at < p.at || p.reads.is_empty()) {
        let what = weighed(std::slice::from_ref(first), |sign| read(polity, sign));
        text += &format!(
            " The first sign of the change came in {}, before it altered any deed: {}.",
            calendar.words(first.at),
            what.unwrap_or_default()
        );
    }
    let mut all = vec![text];
    if !turns.is_empty() {
        all.push(consequences(calendar, turns));
    }
    all
}

/// What was read, with the name of an option for its id.
fn read(polity: &Polity, sign: &Sign) -> String {
    let Some(id) = sign.read.strip_prefix("support for ") else { return sign.read.clone() };
    let ways = polity.crises.iter().flat_map(|crisis| {
        crisis.options.iter().filter(|way| way.id == id).map(move |way| (crisis, way))
    });
    // Options of several crises may have the same id.
    let best = ways.max_by_key(|(crisis, _)| sign.event.contains(&crisis.name));
    match best {
        Some((_, way)) => format!("support for \u{201c}{}\u{201d}", way.name),
        None => sign.read.clone(),
    }
}

/// Up to three readings, those left out that look the same when rounded, unless all do. `None` if
/// there are none.
fn weighed(reads: &[Sign], name: impl Fn(&Sign) -> String) -> Option<String> {
    let differs = |sign: &&Sign| number(sign.base) != number(sign.whatif);
    let seen: Vec<String> = (reads.iter().filter(differs).take(3))
        .map(|s| format!("the {}: {} instead of {}", name(s), number(s.whatif), number(s.base)))
        .collect();
    if !seen.is_empty() {
        return Some(seen.join("; "));
    }
    reads.first().map(|s| {
        let apart = (s.whatif - s.base).abs();
        let by = if apart < 0.0001 { "less than 0.0001".to_owned() } else { format!("{apart:.4}") };
        format!("the {}: {} in both, but for {by}", name(s), number(s.base))
    })
}

/// The numbers that the change touches, as this history has them.
fn changed(meant: &Meant, values: &[Values; 2]) -> Vec<String> {
    let (base, whatif) = (&meant.base.polity.ledger, &meant.whatif.polity.ledger);
    let told = |change: &Change| {
        let to = match change.set {
            Some(value) => value,
            None => values[1][whatif.find(&change.path)?],
        };
        Some(match base.find(&change.path) {
            Some(num) => {
                format!("{}: {} instead of {}", change.path, number(to), number(values[0][num]))
            }
            None => format!("{}: {}", change.path, number(to)),
        })
    };
    let all = changes(&meant.base.polity, &meant.whatif.polity);
    all.iter().filter_map(told).collect()
}

/// What follows, by date, a sentence for each month and world.
fn consequences(calendar: &Calendar, turns: &[Turn]) -> String {
    let mut groups: Vec<(Round, bool, Vec<String>)> = Vec::new();
    for turn in turns.iter().take(MOST) {
        let words = match turn.elsewhen {
            Some(then) => format!("{} (with the change, in {})", turn.words, calendar.words(then)),
            None => turn.words.clone(),
        };
        match groups.last_mut() {
            Some((at, whatif, all)) if *at == turn.at && *whatif == turn.whatif => all.push(words),
            _ => groups.push((turn.at, turn.whatif, vec![words])),
        }
    }
    let sentence = |(at, whatif, words): &(Round, bool, Vec<String>)| {
        let world = if *whatif { "with the change" } else { "in the base" };
        format!("In {}, {world}, {}.", calendar.words(*at), words.join("; "))
    };
    let mut text: Vec<String> = groups.iter().map(sentence).collect();
    if turns.len() > MOST {
        text.push(format!("And {} more such differences to the end.", turns.len() - MOST));
    }
    format!("What follows. {}", text.join(" "))
}

fn number(x: f64) -> String {
    let text = if x.abs() >= 10.0 { format!("{x:.1}") } else { format!("{x:.2}") };
    if text == "-0.00" { "0.00".to_owned() } else { text.replace('-', "\u{2212}") }
}

fn beside(
    meant: &Meant,
    base: &Log,
    whatif: &Log,
    values: &[Values; 2],
    luck: Luck,
) -> Vec<Beside> {
    let months = |scenario, log, values| -> Vec<Month> {
        let account = account::account(scenario, values, log, luck, true);
        chronicle(&account).years.into_iter().flat_map(|year| year.months).collect()
    };
    let of_base = months(&meant.base, base, &values[0]);
    let of_whatif = months(&meant.whatif, whatif, &values[1]);
    let calendar = &meant.base.polity.calendar;
    let find = |months: &[Month], label: &str| {
        let month = months.iter().find(|m| m.label == label);
        month.map_or_else(Vec::new, |m| m.paragraphs.clone())
    };
    (0..calendar.rounds)
        .map(|round| {
            let label = calendar.words(round);
            let (base, whatif) = (find(&of_base, &label), find(&of_whatif, &label));
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
    let rule = |left: &str, right: &str| format!(" {left:<column$}  {right}");
    lines.push(rule("THE BASE", "WITH THE CHANGE"));
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
            let gap = column.saturating_sub(l.chars().count());
            lines.push(format!(" {l}{}  {r}", " ".repeat(gap)).trim_end().to_owned());
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
mod tests {
    use super::*;

    fn sign(read: &str, base: f64, whatif: f64) -> Sign {
        Sign { at: 0, event: String::new(), read: read.to_owned(), base, whatif }
    }

    #[test]
    fn readings_that_look_the_same_are_left_out_unless_all_do() {
        let told = |reads: &[Sign]| weighed(reads, |sign| sign.read.clone());
        let price = sign("price of losing", 0.6310, 0.6325);
        let hope = sign("hope", 0.25, 0.5);
        let both = told(&[price.clone(), hope]).unwrap();
        assert_eq!(both, "the hope: 0.50 instead of 0.25");
        assert_eq!(told(&[price]).unwrap(), "the price of losing: 0.63 in both, but for 0.0015");
        assert_eq!(
            told(&[sign("x", 0.5, 0.5 - 1e-7)]).unwrap(),
            "the x: 0.50 in both, but for less than 0.0001"
        );
        assert_eq!(told(&[]), None);
    }
}
