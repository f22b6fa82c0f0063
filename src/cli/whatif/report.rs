//! One self-contained page about a what-if: `report.html`.

use minijinja::{Value, context};

use crate::chart::Figure;
use crate::counterfactual::{Answered, rates_and_difference};
use crate::history::page;
use crate::scenario::WhatIfKind;
use crate::statistics::{Cause, Estimate, Interval, brief_hundredths, grouped, so_many_pairs};

use super::{Found, lenses, text};

/// The page: the answer, the charts, every question, one pair side by side, the warnings. It loads
/// nothing from anywhere.
pub(super) fn report(found: &Found<'_>, pictures: &[Figure]) -> String {
    let (meant, comparison) = (found.meant, &found.comparison);
    let foremost = text::foremost(meant, comparison);
    let answers: Value = foremost
        .iter()
        .map(|k| &comparison.questions[*k])
        .map(|q| {
            let lines: Value =
                text::full(q).into_iter().map(|(level, told)| context! { level, told }).collect();
            context! { ask => q.ask.as_str(), lines }
        })
        .collect();
    let rows: Value = comparison.questions.iter().map(row).collect();
    let counts: Value = comparison.questions.iter().map(counted).collect();
    let charts: Value = pictures
        .iter()
        .map(|p| {
            let svg = p.svg.find("<svg").map_or("", |from| &p.svg[from..]);
            let svg = Value::from_safe_string(svg.to_owned());
            context! { name => p.name.as_str(), alt => p.alt.as_str(), svg }
        })
        .collect();
    let months: Value = found
        .pair
        .months
        .iter()
        .map(|m| {
            context! {
                label => m.label.as_str(),
                base => m.base.clone(),
                whatif => m.whatif.clone(),
                same => m.base == m.whatif,
            }
        })
        .collect();
    let last = meant.base.polity.calendar.rounds - 1;
    let values = context! {
        rewrite => meant.rewrite.as_str(),
        why => text::why(meant),
        miracle => meant.kind == Some(WhatIfKind::Miracle),
        base => meant.base.id.as_str(),
        title => meant.base.title.as_str(),
        pairs => so_many_pairs(comparison.pairs),
        second => grouped(comparison.second),
        answers, rows, counts, charts, months,
        winner => text::winner(found, &meant.base.polity.calendar.when(last)),
        told => found.pair.told.clone(),
        history => found.pair.history,
        lenses => lenses::told(found),
        warnings => found.warnings.iter().map(|w| w.text.clone()).collect::<Vec<_>>(),
        sources => meant.sources().into_iter().map(|(key, source)| context! {
            key => key, title => source.title.as_str(), note => source.note.as_str()
        }).collect::<Value>(),
        command => found.command.as_str(),
        fingerprint => meant.whatif.fingerprint.as_str(),
        base_fingerprint => meant.base.fingerprint.as_str(),
        version => env!("CARGO_PKG_VERSION"),
    };
    page(include_str!("../../../templates/whatif.html"), &values)
}

/// A question's line in the table of rates. Where it arises in both twins of no pair, there is no rate.
fn row(q: &Answered) -> Value {
    let difference = q.counts.difference();
    let rates = q.counts.base().zip(q.counts.whatif()).zip(difference);
    let told = rates.map(|((b, w), apart)| rates_and_difference(b.p, w.p, apart));
    let (shares, apart) = told.map(|(told, apart)| (told.brief(), apart)).unzip();
    let [base, whatif] = shares.map_or([None, None], |shares| shares.map(Some));
    context! {
        ask => q.ask.as_str(),
        level => if q.is_selected() { "here" } else { "usually" },
        base => base,
        whatif => whatif,
        difference => apart,
        n => grouped(q.counts.n()),
        clear => difference.is_some_and(Estimate::is_clear),
    }
}

/// A question's line in the table of counts: what single histories say, and how far that can be
/// relied on.
fn counted(q: &Answered) -> Value {
    let counts = &q.counts;
    let cause = counts.likelier();
    let (found, bounds) = (counts.causation(cause), counts.bounds(cause));
    let share = |found: Estimate| {
        format!(
            "{} ({} to {})",
            brief_hundredths(found.p),
            brief_hundredths(found.lo),
            brief_hundredths(found.hi)
        )
    };
    let bounded = |found: Option<Estimate>, bound: Option<Interval>| {
        let (found, bound) = (found?, bound?);
        Some(context! {
            share => share(found),
            bounds => format!("{} to {}", brief_hundredths(bound.lo), brief_hundredths(bound.hi)),
        })
    };
    let [base, whatif] = q.by_itself();
    context! {
        ask => q.ask.as_str(),
        pairs => [counts.both, counts.base_only, counts.whatif_only, counts.neither].map(grouped),
        cause => match cause {
            Cause::Whatif => "with",
            Cause::Base if counts.base_only > counts.whatif_only => "without",
            Cause::Base => "as likely",
        },
        needed => bounded(found.needed, bounds.map(|b| b.pn)),
        enough => bounded(found.enough, bounds.map(|b| b.ps)),
        both => bounded(found.both, bounds.map(|b| b.pns)),
        second => q.second.causation(cause).both.map(share),
        second_n => so_many_pairs(q.second.n()),
        gain => counts.gain().map(|gain| format!("{gain:.1}")),
        selected => q.is_selected(),
        base => base.map(share),
        whatif => whatif.map(share),
        apart => q.difference_by_itself().map(text::apart),
    }
}
