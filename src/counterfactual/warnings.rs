//! What is to be said beside the figures.

use super::Comparison;
use crate::polity::{Deed, Polity, Quantity, Spread};
use crate::statistics::{Estimate, PairCounts};

/// Gain from sharing luck below which it is near 1.
const LITTLE_GAIN: f64 = 1.2;

/// A number that the what-if changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Where it stands.
    pub path: String,
    /// What the base gives; `None` where it has no such number.
    pub base: Option<Quantity>,
    /// What the what-if gives; `None` where it has no such number.
    pub whatif: Option<Quantity>,
    /// From when, if it is dated: an index into the what-if's interventions.
    pub dated: Option<usize>,
    /// The value set on that date.
    pub set: Option<f64>,
}

impl Change {
    /// Whether the new value, or some of its range, lies outside the range the base gives.
    pub fn leaves_range(&self) -> bool {
        let Some((low, high)) = self.base.as_ref().and_then(range) else { return false };
        let (from, to) = match (self.set, &self.whatif) {
            (Some(value), _) => (value, value),
            (None, Some(quantity)) => {
                range(quantity).unwrap_or((quantity.central, quantity.central))
            }
            (None, None) => return false,
        };
        from < low - 1e-9 || to > high + 1e-9
    }
}

/// A range's ends; two standard deviations either way for a normal.
fn range(quantity: &Quantity) -> Option<(f64, f64)> {
    match quantity.spread {
        Spread::Fixed => None,
        Spread::Uniform { low, high } => Some((low, high)),
        Spread::Normal { mean, sd } => {
            Some(((mean - 2.0 * sd).max(quantity.valid.0), (mean + 2.0 * sd).min(quantity.valid.1)))
        }
    }
}

/// The numbers that differ, in the base's order, then those that the what-if adds, then those set
/// on a date.
pub fn changes(base: &Polity, whatif: &Polity) -> Vec<Change> {
    let mut all = Vec::new();
    let change = |path: &str, base: Option<&Quantity>, whatif: Option<&Quantity>| Change {
        path: path.to_owned(),
        base: base.cloned(),
        whatif: whatif.cloned(),
        dated: None,
        set: None,
    };
    for (_, before) in base.ledger.iter() {
        let after = whatif.ledger.find(&before.path).map(|num| whatif.ledger.quantity(num));
        let same = after.is_some_and(|q| q.central == before.central && q.spread == before.spread);
        if !same {
            all.push(change(&before.path, Some(before), after));
        }
    }
    for (_, after) in whatif.ledger.iter().filter(|(_, q)| base.ledger.find(&q.path).is_none()) {
        all.push(change(&after.path, None, Some(after)));
    }
    for (k, intervention) in whatif.interventions.iter().enumerate() {
        if base.interventions.contains(intervention) {
            continue;
        }
        let Deed::Set(set) = &intervention.deed else { continue };
        for (num, value) in set {
            let after = whatif.ledger.quantity(*num);
            let before = base.ledger.find(&after.path).map(|num| base.ledger.quantity(num));
            let change = change(&after.path, before, Some(after));
            all.push(Change { dated: Some(k), set: Some(*value), ..change });
        }
    }
    all
}

/// A warning: a key for programs, and the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// `wide`, `never`, `rare`, `gain`, `range`, `unread` or `arises`.
    pub kind: &'static str,
    /// The question it is about, if it is about one.
    pub question: Option<String>,
    /// What is to be said, in whole sentences.
    pub text: String,
}

/// Everything there is to warn of, the gravest first.
pub fn warnings(comparison: &Comparison, changes: &[Change]) -> Vec<Warning> {
    let mut all = Vec::new();
    let mut say = |kind, question: Option<&str>, text: String| {
        all.push(Warning { kind, question: question.map(str::to_owned), text });
    };
    if comparison.pairs > 0 && comparison.alike == comparison.pairs {
        let n = grouped(comparison.pairs);
        say(
            "unread",
            None,
            format!(
                "In all {n} pairs the twins are alike to the last vote: nothing read the change. \
                 It may concern something that never comes up."
            ),
        );
    }
    if let Some(text) = beyond(changes) {
        say("range", None, text);
    }
    for q in &comparison.questions {
        let ask = q.ask.as_str();
        let alone = q.base_alone + q.whatif_alone;
        if alone > 0 {
            let (both, alone) = (grouped(q.counts.n()), grouped(alone));
            say(
                "arises",
                Some(&q.id),
                format!(
                    "\u{201c}{ask}\u{201d} arises in both twins of {both} pairs, and in only one \
                     of them in {alone}, which are left out: the change also moves whether it \
                     arises."
                ),
            );
        }
        let Some(difference) = q.counts.difference() else { continue };
        if q.counts.flips() == 0 {
            continue;
        }
        if difference.interval().contains(0.0) {
            say("wide", Some(&q.id), wide(ask, difference));
        } else if let Some(gain) = q.counts.gain().filter(|gain| *gain < LITTLE_GAIN)
            && left_open(&q.counts)
        {
            say(
                "gain",
                Some(&q.id),
                format!(
                    "\u{201c}{ask}\u{201d}: sharing luck gains little ({gain:.1} times as many \
                     pairs would do without). By then the twins have gone their own ways; of what \
                     would have happened here, only the bounds can be relied on."
                ),
            );
        }
    }
    all
}

/// Whether the rates alone leave much open about single worlds.
fn left_open(counts: &PairCounts) -> bool {
    counts.bounds(counts.likelier()).is_some_and(|bounds| bounds.pns.width() > 0.1)
}

/// What is said of changes that leave the ranges the base gives.
fn beyond(changes: &[Change]) -> Option<String> {
    const MOST: usize = 4;
    let said = |change: &Change| {
        let (low, high) = change.base.as_ref().and_then(range)?;
        let to = match (change.set, change.whatif.as_ref()?) {
            (Some(value), _) => number(value),
            (None, q) => match range(q) {
                Some((from, to)) => format!("{} to {}", number(from), number(to)),
                None => number(q.central),
            },
        };
        Some(format!("{} is {to} and not {} to {}", change.path, number(low), number(high)))
    };
    let beyond = changes.iter().filter(|change| change.leaves_range());
    let mut all: Vec<String> = beyond.filter_map(said).collect();
    if all.is_empty() {
        return None;
    }
    let more = all.len().saturating_sub(MOST);
    all.truncate(MOST);
    let more = if more > 0 { format!("; and {more} more") } else { String::new() };
    Some(format!(
        "The change leaves the ranges that the scenario gives: {}{more}. So far out nothing was \
         checked: read it as a test of the model, not as a history.",
        all.join("; ")
    ))
}

fn wide(ask: &str, difference: Estimate) -> String {
    let narrower = difference.interval().width() * 100.0 / 10.0_f64.sqrt();
    format!(
        "\u{201c}{ask}\u{201d}: {} in 100. The interval includes 0; ten times the pairs would narrow \
         it to about {narrower:.1}.",
        fewer_or_more(difference)
    )
}

/// A difference between rates in words, in hundredths: `38 fewer; 36 to 40`. Its interval is told
/// the way it is counted.
pub fn fewer_or_more(difference: Estimate) -> String {
    let fine = (difference.hi - difference.lo) * 100.0 < 4.0 && difference.p.abs() < 0.095;
    let number = |x: f64| {
        let text = if fine { format!("{x:.1}") } else { format!("{x:.0}") };
        if text.trim_start_matches('-').chars().all(|c| c == '0' || c == '.') {
            "0".to_owned()
        } else {
            text.replace('-', "\u{2212}")
        }
    };
    let hundred = 100.0 * difference.p;
    let (lo, hi) = (100.0 * difference.lo, 100.0 * difference.hi);
    if difference.p == 0.0 {
        return format!("no difference; {} to {}", number(lo), number(hi));
    }
    let (way, lo, hi) = if hundred < 0.0 { ("fewer", -hi, -lo) } else { ("more", lo, hi) };
    format!("{} {way}; {} to {}", number(hundred.abs()), number(lo), number(hi))
}

fn number(x: f64) -> String {
    let text = format!("{x:.4}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
