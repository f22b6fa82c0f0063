//! The charts of an assessment.

use crate::assess::{Null, Where};
use crate::chart::{
    Account, Caption, Cost, Course, Dated, Figure, Rate, Shown, Trial, accounts, costs, dates,
};
use crate::statistics::log_score;

use super::found::{Assessed, Found};
use super::text::null_words;

/// Normal point of a two-sided 95 % interval.
const Z: f64 = 1.96;

/// All charts, in the order in which a page shows them.
pub(super) fn pictures(found: &Found) -> Vec<Figure> {
    let a = found.main();
    let caption = Caption {
        title: a.scenario.title.clone(),
        scenario: a.scenario.id.clone(),
        fingerprint: a.scenario.fingerprint.clone(),
        seed: found.seed,
        shown: Shown::Many(found.runs),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        sources: a.scenario.sources.keys().cloned().collect(),
    };
    let trial =
        Trial { calendar: &a.yardstick.polity.calendar, caption: &caption, histories: found.runs };
    let mut figures = vec![dates(&trial, &events(a))];
    if !a.chain.steps.is_empty() {
        let (steps, model, rules) = courses(a);
        figures.push(costs(&trial, &steps, a.yardstick.entries.len(), &model, &rules));
    }
    if found.assessed.len() > 1 && found.common() > 0 {
        figures.push(accounts(&trial, found.common(), &side_by_side(found)));
    }
    figures
}

fn events(a: &Assessed) -> Vec<Dated> {
    let event = |(entry, place): (&crate::assess::Entry, &crate::assess::Place)| Dated {
        id: entry.id.clone(),
        text: entry.text.clone(),
        at: entry.at,
        on: entry.on,
        window: entry.window,
        dates: place.dates.clone(),
        agree: Rate { p: place.agree.p, lo: place.agree.lo, hi: place.agree.hi },
        tail: place.lies != Where::Bulk,
    };
    a.yardstick.entries.iter().zip(&a.places).map(event).collect()
}

fn courses(a: &Assessed) -> (Vec<Cost>, Course, Vec<Course>) {
    let scored = a.chain.steps.len();
    let step = |entry: &crate::assess::Entry| Cost {
        id: entry.id.clone(),
        text: entry.text.clone(),
        on: entry.on,
    };
    let steps = a.yardstick.entries.iter().take(scored).map(step).collect();
    let bits = a.chain.steps.iter().map(|step| step.bits).collect();
    let model = Course {
        name: "the model".to_owned(),
        bits,
        error: a.chain.error(scored),
        alone: a.alone_bits(),
        alone_error: a.alone_error(),
    };
    let rule = |(null, chances): &(Null, Option<Vec<f64>>)| {
        let chances = chances.as_ref()?.iter().take(scored);
        let bits = chances.map(|chance| log_score(*chance, true)).collect();
        let alone = a.null_bits(*null, a.yardstick.entries.len())?;
        let name = null_words(*null).to_owned();
        Some(Course { name, bits, error: 0.0, alone, alone_error: 0.0 })
    };
    (steps, model, a.nulls.iter().filter_map(rule).collect())
}

fn side_by_side(found: &Found) -> Vec<Account> {
    let steps = found.common();
    let lens = |a: &Assessed| {
        let (p, reach) = (a.chain.bits(steps), Z * a.chain.error(steps));
        let bits = Rate { p, lo: (p - reach).max(0.0), hi: p + reach };
        Account { name: a.name(), bits, rule: false }
    };
    let main = found.main();
    let rule = |null: Null| {
        let p = main.null_bits(null, steps)?;
        Some(Account {
            name: null_words(null).to_owned(),
            bits: Rate { p, lo: p, hi: p },
            rule: true,
        })
    };
    found.assessed.iter().map(lens).chain(Null::ALL.into_iter().filter_map(rule)).collect()
}
