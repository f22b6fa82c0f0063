//! `summary.json`: what was found, for programs.

use serde::Serialize;

use crate::counterfactual::Answered;
use crate::statistics::{Cause, Estimate, Interval, PairCounts};

use super::{Found, lenses};

/// The whole of `summary.json`. Its fields are explained in `docs/output.md`.
#[derive(Serialize)]
struct Summary<'a> {
    schema: u32,
    version: &'a str,
    whatif: &'a str,
    rewrite: &'a str,
    because: &'a str,
    kind: Option<&'static str>,
    scenario: &'a str,
    base_fingerprint: &'a str,
    fingerprint: &'a str,
    seed: u64,
    runs: u64,
    asks: &'a [String],
    questions: Vec<Question<'a>>,
    winner_changes: Rate,
    flows: Vec<Flow<'a>>,
    alike: u64,
    pair: PairLine,
    lenses: Vec<lenses::Line>,
    warnings: Vec<String>,
    files: &'a [String],
}

#[derive(Serialize)]
struct Question<'a> {
    id: &'a str,
    ask: &'a str,
    n: u64,
    base: Rate,
    whatif: Rate,
    difference: Rate,
    level: &'static str,
    pairs: Pairs,
    arises_in_base_only: u64,
    arises_in_whatif_only: u64,
    by_itself: Alone,
    cause: &'static str,
    needed: Here,
    enough: Here,
    both: Here,
    contrary: u64,
    bounds: BoundsLine,
    second_sharing: Second,
    gain: Option<f64>,
}

/// A share with its interval. Where nothing was counted, `p` is null and the ends say that
/// anything is possible.
#[derive(Serialize)]
struct Rate {
    p: Option<f64>,
    lo: f64,
    hi: f64,
}

/// Each world by itself, among its histories in which the question arises.
#[derive(Serialize)]
struct Alone {
    base: Counted,
    whatif: Counted,
    difference: Apart,
    level: &'static str,
}

/// What-if less base, each counted in its own world.
#[derive(Serialize)]
struct Apart {
    p: Option<f64>,
    lo: f64,
    hi: f64,
    clear: bool,
}

#[derive(Serialize)]
struct Counted {
    p: Option<f64>,
    lo: f64,
    hi: f64,
    n: u64,
}

#[derive(Serialize)]
struct Here {
    p: Option<f64>,
    lo: f64,
    hi: f64,
    n: u64,
    level: &'static str,
}

#[derive(Serialize)]
struct Pairs {
    both: u64,
    base_only: u64,
    whatif_only: u64,
    neither: u64,
}

#[derive(Serialize)]
struct BoundsLine {
    pn: [f64; 2],
    ps: [f64; 2],
    pns: [f64; 2],
}

#[derive(Serialize)]
struct Second {
    sharing: &'static str,
    n: u64,
    pairs: Pairs,
    needed: Here,
    enough: Here,
    both: Here,
}

#[derive(Serialize)]
struct Flow<'a> {
    from: &'a str,
    to: &'a str,
    n: u64,
}

#[derive(Serialize)]
struct PairLine {
    history: u64,
    parts: Option<String>,
    base: Option<String>,
    whatif: Option<String>,
    reads: Vec<Read>,
    in_words: Vec<String>,
}

#[derive(Serialize)]
struct Read {
    what: String,
    base: f64,
    whatif: f64,
}

/// The text of `summary.json`; `names` are all files of the folder.
pub(super) fn summary(found: &Found<'_>, names: &[String]) -> String {
    let (meant, comparison) = (found.meant, &found.comparison);
    let parting = found.pair.parting.as_ref();
    let summary = Summary {
        schema: 1,
        version: env!("CARGO_PKG_VERSION"),
        whatif: &meant.id,
        rewrite: &meant.rewrite,
        because: &meant.because,
        kind: meant.kind.map(|kind| match kind {
            crate::scenario::WhatIfKind::Plausible => "plausible",
            crate::scenario::WhatIfKind::Miracle => "miracle",
        }),
        scenario: &meant.base.id,
        base_fingerprint: &meant.base.fingerprint,
        fingerprint: &meant.whatif.fingerprint,
        seed: found.seed,
        runs: comparison.pairs,
        asks: &meant.asks,
        questions: comparison.questions.iter().map(question).collect(),
        winner_changes: rate(comparison.winner_changes(), 0.0),
        flows: comparison
            .changes_of_winner()
            .map(|flow| Flow { from: &flow.from, to: &flow.to, n: flow.n })
            .collect(),
        alike: comparison.alike,
        pair: PairLine {
            history: found.pair.history,
            parts: parting.map(|p| meant.base.polity.calendar.label(p.at)),
            base: parting.and_then(|p| p.base.clone()),
            whatif: parting.and_then(|p| p.whatif.clone()),
            reads: parting.map_or_else(Vec::new, |p| {
                p.reads
                    .iter()
                    .map(|r| Read { what: r.read.clone(), base: r.base, whatif: r.whatif })
                    .collect()
            }),
            in_words: found.pair.told.clone(),
        },
        lenses: lenses::lines(found),
        warnings: found.warnings.iter().map(|w| w.text.clone()).collect(),
        files: names,
    };
    let mut text = serde_json::to_string_pretty(&summary).expect("text and numbers serialise");
    text.push('\n');
    text
}

fn question(q: &Answered) -> Question<'_> {
    let counts = &q.counts;
    let cause = counts.likelier();
    let causation = counts.causation(cause);
    let second = q.second.causation(cause);
    let ends = |interval: Interval| [interval.lo, interval.hi];
    let anything = [0.0, 1.0];
    let bounds = counts.bounds(cause);
    Question {
        id: &q.id,
        ask: &q.ask,
        n: counts.n(),
        base: rate(counts.base(), 0.0),
        whatif: rate(counts.whatif(), 0.0),
        difference: rate(counts.difference(), -1.0),
        level: if q.is_selected() { "here" } else { "usually" },
        pairs: pairs(counts),
        arises_in_base_only: q.base_alone,
        arises_in_whatif_only: q.whatif_alone,
        by_itself: by_itself(q),
        cause: match cause {
            Cause::Base => "base",
            Cause::Whatif => "whatif",
        },
        needed: here(causation.needed),
        enough: here(causation.enough),
        both: here(causation.both),
        contrary: causation.contrary,
        bounds: BoundsLine {
            pn: bounds.map_or(anything, |b| ends(b.pn)),
            ps: bounds.map_or(anything, |b| ends(b.ps)),
            pns: bounds.map_or(anything, |b| ends(b.pns)),
        },
        second_sharing: Second {
            sharing: "luck of its own in the what-if, under the same drawn values",
            n: q.second.n(),
            pairs: pairs(&q.second),
            needed: here(second.needed),
            enough: here(second.enough),
            both: here(second.both),
        },
        gain: counts.gain(),
    }
}

fn by_itself(q: &Answered) -> Alone {
    let counted = |estimate: Option<Estimate>| {
        let (p, lo, hi, n) = estimate.map_or((None, 0.0, 1.0, 0), |e| (Some(e.p), e.lo, e.hi, e.n));
        Counted { p, lo, hi, n }
    };
    let [base, whatif] = q.by_itself().map(counted);
    let found = q.difference_by_itself();
    let Rate { p, lo, hi } = rate(found, -1.0);
    let difference = Apart { p, lo, hi, clear: found.is_some_and(Estimate::is_clear) };
    Alone { base, whatif, difference, level: "usually" }
}

fn pairs(counts: &PairCounts) -> Pairs {
    Pairs {
        both: counts.both,
        base_only: counts.base_only,
        whatif_only: counts.whatif_only,
        neither: counts.neither,
    }
}

fn rate(estimate: Option<Estimate>, least: f64) -> Rate {
    estimate.map_or(Rate { p: None, lo: least, hi: 1.0 }, |e| Rate {
        p: Some(e.p),
        lo: e.lo,
        hi: e.hi,
    })
}

fn here(estimate: Option<Estimate>) -> Here {
    let (p, lo, hi, n) = estimate.map_or((None, 0.0, 1.0, 0), |e| (Some(e.p), e.lo, e.hi, e.n));
    Here { p, lo, hi, n, level: "here" }
}
