//! What many histories came to, as data: `summary.json` and `influence-bands.csv`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Ending, Ensemble, Tally};
use crate::statistics::{Estimate, grouped};

/// What an ensemble came to. Rates are shares in `[0, 1]`, intervals are Wilson's at 95 %.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Version of this form: 1.
    pub schema: u32,
    /// Scenario: built-in name or file stem.
    pub scenario: String,
    /// Fingerprint of the resolved scenario.
    pub fingerprint: String,
    /// Version of the program.
    pub version: String,
    /// Seed of all luck.
    pub seed: u64,
    /// How many histories were played.
    pub runs: u64,
    /// The scenario's questions with how often the answer is yes.
    pub questions: Vec<Asked>,
    /// How often each person leads in the last round; those who never do are left out.
    pub leader_at_end: BTreeMap<String, f64>,
    /// For each principal, how often each [`Ending`] comes; those that never come are left out.
    pub fates: BTreeMap<String, BTreeMap<String, f64>>,
    /// What to be careful about, in words.
    pub warnings: Vec<String>,
}

/// A question with how often the answer is yes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    /// Key in the scenario.
    pub id: String,
    /// The question in words.
    pub ask: String,
    /// Share of yes; null where nothing was counted.
    pub p: Option<f64>,
    /// Lower end of its interval; null where nothing was counted.
    pub lo: Option<f64>,
    /// Upper end of its interval; null where nothing was counted.
    pub hi: Option<f64>,
    /// How many histories were counted: fewer than were played where something is given.
    pub n: u64,
}

impl Asked {
    /// The share of yes with its interval, if anything was counted.
    pub fn estimate(&self) -> Option<Estimate> {
        Some(Estimate { p: self.p?, lo: self.lo?, hi: self.hi?, n: self.n })
    }
}

/// Where an ensemble comes from.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// Scenario: built-in name or file stem.
    pub scenario: &'a str,
    /// Fingerprint of the resolved scenario.
    pub fingerprint: &'a str,
}

impl Summary {
    /// As pretty JSON with a line's end.
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("a summary is plain data");
        text.push('\n');
        text
    }
}

/// Sums up what was counted.
pub fn summary(ensemble: &Ensemble<'_>, tally: &Tally, told: Told<'_>) -> Summary {
    let runs = tally.histories();
    let share = |count: u32| f64::from(count) / runs.max(1) as f64;
    let questions: Vec<Asked> = ensemble
        .questions()
        .enumerate()
        .map(|(at, question)| {
            let found = tally.answer(at);
            Asked {
                id: question.id.clone(),
                ask: question.ask.clone(),
                p: found.map(|e| e.p),
                lo: found.map(|e| e.lo),
                hi: found.map(|e| e.hi),
                n: found.map_or(0, |e| e.n),
            }
        })
        .collect();
    let leads = tally.leads_at_end().iter().enumerate().filter(|(_, count)| **count > 0);
    let leader_at_end = leads.map(|(who, count)| (ensemble.id(who).to_owned(), share(*count)));
    let fates = ensemble.polity().principals.iter().enumerate().map(|(who, principal)| {
        let counted = Ending::ALL.into_iter().map(|ending| (ending, tally.endings(who, ending)));
        let counted = counted.filter(|(_, count)| *count > 0);
        let shares = counted.map(|(ending, count)| (ending.id().to_owned(), share(count)));
        (principal.id.clone(), shares.collect())
    });
    Summary {
        schema: 1,
        scenario: told.scenario.to_owned(),
        fingerprint: told.fingerprint.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        seed: ensemble.seed(),
        runs,
        leader_at_end: leader_at_end.collect(),
        fates: fates.collect(),
        warnings: warnings(&questions, runs),
        questions,
    }
}

/// An interval wider than this, 5 in 100 to either side, holds less than "46 in 100" claims.
const WIDE: f64 = 0.10;
/// An answer known to be this rare, or this rarely missing, tells histories hardly apart.
const RARE: f64 = 0.01;
/// Fewer counted than this is few.
const FEW: u64 = 100;

fn warnings(questions: &[Asked], runs: u64) -> Vec<String> {
    let mut warnings = Vec::new();
    for asked in questions {
        let ask = &asked.ask;
        let Some(found) = asked.estimate() else {
            warnings.push(format!(
                "\u{201c}{ask}\u{201d} was asked of none of the histories: what it takes as \
                 given never held."
            ));
            continue;
        };
        if found.interval().width() > WIDE {
            warnings.push(too_wide(asked, found, runs));
        } else if found.hi < RARE || found.lo > 1.0 - RARE {
            let answer = if found.hi < RARE { "no" } else { "yes" };
            warnings.push(format!(
                "The answer to \u{201c}{ask}\u{201d} is almost always {answer}: it hardly tells these \
                 histories apart."
            ));
        }
    }
    warnings
}

/// Why an interval is wide, and how many histories would bring it down to what a whole number in
/// 100 claims.
fn too_wide(asked: &Asked, found: Estimate, runs: u64) -> String {
    // As many more as are needed of those that count.
    let needed = (runs as f64 * found.needed(WIDE) / found.n as f64).ceil();
    let unit = libm::pow(10.0, libm::floor(libm::log10(needed.max(1.0))));
    let needed = grouped(((needed / unit).ceil() * unit) as u64);
    let known = if found.n < FEW && found.n < runs {
        format!("rests on {} of {} histories only, and lies", found.n, grouped(runs))
    } else {
        "is only known to lie".to_owned()
    };
    format!(
        "The answer to \u{201c}{}\u{201d} {known} {}; about {needed} histories would bring that down to \
         10 in 100.",
        asked.ask,
        found.range_in_hundred(),
    )
}

/// Shares whose quantiles `influence-bands.csv` gives: the ends of the 95, 80 and 50 % bands and
/// the median.
pub(super) const QUANTILES: [(f64, &str); 7] = [
    (0.025, "q02.5"),
    (0.10, "q10"),
    (0.25, "q25"),
    (0.50, "q50"),
    (0.75, "q75"),
    (0.90, "q90"),
    (0.975, "q97.5"),
];

impl Tally {
    /// Influence of a person in a round: the lower ends of the 95, 80 and 50 % bands, the median,
    /// and the upper ends in turn; each to the nearest thousandth. Zeros where nothing is counted.
    pub fn bands(&self, round: usize, person: usize) -> [f64; 7] {
        let bins = self.influence(round, person);
        QUANTILES.map(|(share, _)| bins.quantile(share).unwrap_or(0.0))
    }
}

/// `influence-bands.csv`: quantiles by round and person.
pub fn bands_csv(ensemble: &Ensemble<'_>, tally: &Tally) -> String {
    let mut text = String::from("month,principal");
    QUANTILES.iter().for_each(|(_, name)| text.push_str(&format!(",{name}")));
    text.push('\n');
    for round in 0..ensemble.polity().calendar.rounds {
        for person in 0..ensemble.persons() {
            text.push_str(&format!("{},{}", ensemble.label(round), ensemble.id(person)));
            for value in tally.bands(round, person) {
                text.push_str(&format!(",{value:.3}"));
            }
            text.push('\n');
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::wilson;

    /// The warning about an answer that is yes so often.
    fn warned(hits: u64, n: u64, runs: u64) -> Option<String> {
        let found = wilson(hits, n).unwrap();
        let (id, ask) = ("it".to_owned(), "Is it?".to_owned());
        let asked = Asked { id, ask, p: Some(found.p), lo: Some(found.lo), hi: Some(found.hi), n };
        warnings(&[asked], runs).pop()
    }

    #[test]
    fn what_would_narrow_an_interval_is_told_from_what_is_known() {
        for (hits, n, runs, needed) in
            [(1, 1, 1, "400"), (10, 20, 20, "400"), (20, 20, 20, "200"), (2, 4, 2000, "200,000")]
        {
            let warned = warned(hits, n, runs).unwrap();
            let told = format!("about {needed} histories would bring that down to 10 in 100");
            assert!(warned.contains(&told), "{hits} of {n} in {runs}: {warned}");
        }
    }

    #[test]
    fn almost_always_is_said_only_where_it_is_known() {
        for (hits, n) in [(0, 40), (40, 40), (0, 300), (1, 500)] {
            assert_eq!(warned(hits, n, n), None, "{hits} of {n}");
        }
        assert!(warned(0, 400, 400).unwrap().contains("almost always no"));
        assert!(warned(2000, 2000, 2000).unwrap().contains("almost always yes"));
    }
}
