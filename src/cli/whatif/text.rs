//! What the terminal shows: how often, then how sure, then why.

#[cfg(test)]
pub(super) mod tests;

use crate::counterfactual::{Answered, Comparison, Warning, fewer_or_more, rates_and_difference};
use crate::history::{cited, stopped, width_of};
use crate::statistics::{
    Cause, Compared, Estimate, Interval, clear_by_chance, fewer_than, grouped, hundredths, so_many,
    so_many_pairs,
};

use super::super::lines::wrap;
use super::{Found, Meant};

/// Pairs with luck of their own from which they are told of: fewer leave too much open.
const SECOND: u64 = 1000;
/// Questions told in full.
const FULL: usize = 3;

/// Indices of the questions the what-if speaks to; where it names none, those that stand out most.
pub(super) fn foremost(meant: &Meant, comparison: &Comparison) -> Vec<usize> {
    let named = named(meant, comparison);
    if !named.is_empty() {
        return named;
    }
    let mut all = comparison.clearest();
    let common = compared(meant, comparison);
    if !common.is_empty() {
        all.retain(|k| common.contains(k));
    }
    all.truncate(FULL);
    all
}

/// Indices of the questions the what-if names.
fn named(meant: &Meant, comparison: &Comparison) -> Vec<usize> {
    let place = |id: &String| comparison.questions.iter().position(|q| q.id == *id);
    meant.asks.iter().filter_map(place).collect()
}

/// Indices of the questions among which the headline is the clearest difference: those the what-if
/// names; where it names none, all that arise often enough.
pub(super) fn compared(meant: &Meant, comparison: &Comparison) -> Vec<usize> {
    let named = named(meant, comparison);
    if !named.is_empty() {
        return named;
    }
    let common = |k: &usize| comparison.is_common(&comparison.questions[*k]);
    (0..comparison.questions.len()).filter(common).collect()
}

/// What is to be said where the what-if names no question, and those told in full were chosen among
/// several by how much they stand out.
pub(super) fn chosen(meant: &Meant, comparison: &Comparison) -> Option<Warning> {
    let among = compared(meant, comparison);
    if !named(meant, comparison).is_empty() || among.len() < 2 {
        return None;
    }
    let clear = |k: &&usize| {
        let difference = comparison.questions[**k].counts.difference();
        difference.is_some_and(Estimate::is_clear)
    };
    let text = format!(
        "The what-if names no question: first come those whose answers stand out most. {}",
        clear_by_chance(among.len(), among.iter().filter(clear).count())
    );
    Some(Warning { kind: "among", question: None, text })
}

/// Why it could have been, with the sources, and with what of that is judged; `None` where nothing
/// says why.
pub(super) fn why(meant: &Meant) -> Option<String> {
    if meant.because.is_empty() {
        return None;
    }
    let because = cited(&meant.because, &meant.cite);
    Some(match &meant.judgement {
        Some(judgement) => format!("{because} {}", stopped(judgement)),
        None => because,
    })
}

/// The answer for a terminal of so many columns.
pub(super) fn text(found: &Found<'_>, width: usize) -> String {
    let width = width.clamp(60, 100);
    let (meant, comparison) = (found.meant, &found.comparison);
    let mut lines = Vec::new();
    let right =
        format!("{}, {} under the same luck", meant.base.id, so_many_pairs(comparison.pairs));
    let left = format!("What if: {}", meant.rewrite);
    if width_of(&left) + width_of(&right) + 4 <= width {
        let gap = width - 1 - width_of(&left) - width_of(&right);
        lines.push(format!(" {left}{}{right}", " ".repeat(gap)));
    } else {
        wrap(&mut lines, width, " ", "   ", &left);
        lines.push(format!(" {right}"));
    }
    if let Some(why) = why(meant) {
        wrap(&mut lines, width, " ", " ", &format!("Why it could have been: {why}"));
    }
    let foremost = foremost(meant, comparison);
    for k in &foremost {
        lines.push(String::new());
        wrap(&mut lines, width, " ", " ", &comparison.questions[*k].ask);
        for (label, told) in full(&comparison.questions[*k]) {
            wrap(&mut lines, width, &format!("   {label:<9}"), "            ", &told);
        }
    }
    lines.push(String::new());
    let last = meant.base.polity.calendar.when(meant.base.polity.calendar.rounds - 1);
    let head = "   here     ";
    wrap(&mut lines, width, head, "            ", &winner(found, &last));
    rest(&mut lines, width, comparison, &foremost);
    lines.push(String::new());
    for paragraph in &found.pair.told {
        wrap(&mut lines, width, " ", " ", paragraph);
    }
    if !found.warnings.is_empty() {
        lines.push(String::new());
        for warning in shown_warnings(found, &foremost) {
            wrap(&mut lines, width, " ! ", "   ", &warning);
        }
    }
    lines.join("\n") + "\n"
}

/// Warnings about the change itself and about the questions told in full; the rest are counted.
fn shown_warnings(found: &Found<'_>, foremost: &[usize]) -> Vec<String> {
    let ids: Vec<&str> =
        foremost.iter().map(|k| found.comparison.questions[*k].id.as_str()).collect();
    let (shown, rest): (Vec<_>, Vec<_>) =
        found.warnings.iter().partition(|w| w.question.as_deref().is_none_or(|q| ids.contains(&q)));
    let mut all: Vec<String> = shown.iter().map(|w| w.text.clone()).collect();
    if !rest.is_empty() {
        let s = if rest.len() == 1 { "" } else { "s" };
        all.push(format!("{} warning{s} about other questions: see summary.json.", rest.len()));
    }
    all
}

/// One question, line by line: a label and what is said.
pub(super) fn full(q: &Answered) -> Vec<(&'static str, String)> {
    let counts = &q.counts;
    let n = counts.n();
    let (Some(base), Some(whatif), Some(difference)) =
        (counts.base(), counts.whatif(), counts.difference())
    else {
        return never_in_both(q);
    };
    let (rates, apart) = told_apart(base, whatif, difference);
    let counted = format!("{rates}   ({apart}");
    // Where it does not always arise, each world by itself is what any sharing of luck would give.
    let mut lines = match each_by_itself(q) {
        Some(told) if q.is_selected() => {
            vec![
                ("usually", told),
                (
                    "here",
                    format!("{counted}; of the {} in both of which it arises)", so_many_pairs(n)),
                ),
            ]
        }
        _ => vec![("usually", format!("{counted})"))],
    };
    if counts.flips() == 0 {
        let few = fewer_than(0, n).map_or_else(String::new, |few| format!(": {few} would"));
        let none = match n {
            1 => "the one pair does not differ".to_owned(),
            n => format!("not one of {} differs", so_many_pairs(n)),
        };
        lines.push(("here", format!("{none}{few}")));
        return lines;
    }
    let cause = counts.likelier();
    let (found, bounds) = (counts.causation(cause), counts.bounds(cause));
    let (first, second) = match cause {
        Cause::Base => (
            "of the worlds in which it is so, it would not have been so with the change in",
            "of the worlds with the change in which it is not so, it would have been so without it in",
        ),
        Cause::Whatif => (
            "of the worlds with the change in which it is so, it would not have been so without it in",
            "of the worlds in which it is not so, it would have been so with the change in",
        ),
    };
    let line = |words: &str, share: Option<Estimate>, bound: Option<Interval>| {
        let share = share?;
        let bound = bound?;
        Some(format!(
            "{words} {} of 100   ({} to {}; bounds {} to {})",
            hundredths(share.p),
            hundredths(share.lo),
            hundredths(share.hi),
            hundredths(bound.lo),
            hundredths(bound.hi)
        ))
    };
    lines.extend(line(first, found.needed, bounds.map(|b| b.pn)).map(|l| ("here", l)));
    lines.extend(line(second, found.enough, bounds.map(|b| b.ps)).map(|l| ("here", l)));
    if let Some(both) = found.both {
        // The second sharing is played for few pairs: it stands beside where they are enough.
        let second = q.second.causation(cause).both.filter(|second| second.n >= SECOND);
        let other = second.map_or_else(String::new, |second| {
            format!("; if each twin has luck of its own, {}", counted_apart(second))
        });
        let contrary = match found.contrary {
            0 => "none goes the other way".to_owned(),
            n => {
                let share = n as f64 / counts.n() as f64;
                format!("in {} of 100 it goes the other way", hundredths(share))
            }
        };
        let bound = bounds.map_or_else(String::new, |b| {
            format!("; bounds {} to {}", hundredths(b.pns.lo), hundredths(b.pns.hi))
        });
        lines.push((
            "here",
            format!(
                "the change decides it in {} of 100 worlds   ({} to {}{bound}){other}; {contrary}",
                hundredths(both.p),
                hundredths(both.lo),
                hundredths(both.hi)
            ),
        ));
    }
    lines
}

/// A share of the few pairs whose twins have luck of their own, in words.
fn counted_apart(share: Estimate) -> String {
    format!(
        "in {} ({} to {}; {})",
        hundredths(share.p),
        hundredths(share.lo),
        hundredths(share.hi),
        so_many_pairs(share.n)
    )
}

/// Rates in both worlds, and how they differ, in words.
fn told_apart(base: Estimate, whatif: Estimate, difference: Estimate) -> (String, String) {
    let (told, apart) = rates_and_difference(base.p, whatif.p, difference);
    let [base, whatif] = told.shares;
    (format!("yes in {whatif} of 100 worlds instead of {base}"), apart)
}

/// Rates among all worlds in which a question arises, and how they differ, in words; `None` where it
/// arises in one of the worlds only.
fn each_by_itself(q: &Answered) -> Option<String> {
    let [base, whatif] = q.by_itself();
    let (base, whatif) = (base?, whatif?);
    let difference = q.difference_by_itself()?;
    let (rates, apart) = told_apart(base, whatif, difference);
    Some(format!(
        "each by itself: {rates}   ({apart}; {}; where it arises, in {} and {})",
        clear(difference),
        grouped(whatif.n),
        so_many_worlds(base.n)
    ))
}

/// A count of worlds in words.
pub(super) fn so_many_worlds(n: u64) -> String {
    so_many(n, "world", "worlds")
}

/// The difference between two worlds each counted by itself, in words, and whether it is clear.
pub(super) fn apart(difference: Estimate) -> String {
    format!("{}; {}", fewer_or_more(difference), clear(difference))
}

fn clear(difference: Estimate) -> &'static str {
    if difference.is_clear() { "clear" } else { "not clear" }
}

/// A question that arises in both twins of no pair: each world by itself is all there is to tell.
fn never_in_both(q: &Answered) -> Vec<(&'static str, String)> {
    let one = |world: &str, found: Estimate, other: &str| {
        format!(
            "{world}, yes in {} of 100 worlds   ({} to {}; where it arises, in {}); {other}, it \
             does not arise",
            hundredths(found.p),
            hundredths(found.lo),
            hundredths(found.hi),
            so_many_worlds(found.n)
        )
    };
    let usually = match q.by_itself() {
        [Some(base), None] => one("without the change", base, "with it"),
        [None, Some(whatif)] => one("with the change", whatif, "without it"),
        [Some(_), Some(_)] => each_by_itself(q).expect("it arises in both worlds"),
        [None, None] => {
            let nowhere = "arises in no world, neither with the change nor without";
            return vec![("usually", nowhere.to_owned())];
        }
    };
    let here = "arises in both twins of no pair, so that nothing can be said of single histories";
    vec![("usually", usually), ("here", here.to_owned())]
}

pub(super) fn winner(found: &Found<'_>, last: &str) -> String {
    let comparison = &found.comparison;
    let Some(changes) = comparison.winner_changes() else {
        return "nobody leads at the end".to_owned();
    };
    if changes.p == 0.0 {
        let few =
            fewer_than(0, changes.n).map_or_else(String::new, |few| format!(" ({few} change)"));
        return format!("whoever leads {last} is the same {}{few}", in_all_pairs(changes.n));
    }
    let most = comparison.changes_of_winner().next().map_or_else(String::new, |flow| {
        let all = changes.n as f64;
        format!(
            ", most often from {} to {} ({} of 100)",
            found.pair.name(&flow.from),
            found.pair.name(&flow.to),
            hundredths(flow.n as f64 / all)
        )
    });
    let apart = comparison.winner_apart().map_or_else(String::new, |apart| {
        format!("; if each twin has luck of its own, {}", counted_apart(apart))
    });
    let [p, lo, hi] = [changes.p, changes.lo, changes.hi].map(hundredths);
    // What is hardly anything needs no interval of hardly anything.
    let between = if lo == p && hi == p { String::new() } else { format!("{lo} to {hi}") };
    let told = format!("{between}{apart}");
    let told = match told.trim_start_matches("; ") {
        "" => String::new(),
        told => format!(" ({told})"),
    };
    format!("whoever leads {last} changes in {p} of 100 worlds{told}{most}")
}

/// What holds of all pairs, if there is more than one: `in all of 2,000 pairs`.
fn in_all_pairs(n: u64) -> String {
    match n {
        1 => "in the one pair".to_owned(),
        n => format!("in all of {}", so_many_pairs(n)),
    }
}

/// Every other question on a line; those that arise too seldom are named.
fn rest(lines: &mut Vec<String>, width: usize, comparison: &Comparison, told: &[usize]) {
    let others = comparison.questions.iter().enumerate().filter(|(k, _)| !told.contains(k));
    let (others, rare): (Vec<_>, Vec<_>) =
        others.map(|(_, q)| q).partition(|q| comparison.is_common(q));
    if !others.is_empty() {
        lines.push(String::new());
        table(lines, width, others);
    }
    if !rare.is_empty() {
        let named: Vec<String> =
            rare.iter().map(|q| format!("{} ({})", q.ask, grouped(q.counts.n()))).collect();
        let text = format!("asked in too few pairs: {}", named.join("; "));
        lines.push(String::new());
        wrap(lines, width, "   ", "   ", &text);
    }
}

/// A line for each question, the clear differences first.
fn table(lines: &mut Vec<String>, width: usize, mut others: Vec<&Answered>) {
    let size = |q: &Answered| q.counts.difference().map_or(0.0, |d| d.p.abs());
    let clear = |q: &Answered| q.counts.difference().is_some_and(Estimate::is_clear);
    others.sort_by(|a, b| (clear(b), size(b)).partial_cmp(&(clear(a), size(a))).expect("finite"));
    let starred = others.iter().any(|q| clear(q));
    lines.push("     base  what-if  difference  in 100 worlds".to_owned());
    for q in others {
        let (Some(base), Some(whatif), Some(difference)) =
            (q.counts.base(), q.counts.whatif(), q.counts.difference())
        else {
            continue;
        };
        let clear = if difference.is_clear() { "*" } else { " " };
        let told = Compared::new(base.p, whatif.p, false);
        let [without, with] = told.brief();
        let head = format!("   {without:>6}  {with:>7}  {:>8} {clear}   ", told.signed());
        let indent = " ".repeat(width_of(&head));
        wrap(lines, width, &head, &indent, &q.ask);
        if q.is_selected() {
            // The rates are those of pairs that both worlds together have chosen.
            lines.push(format!("{indent}here, of {}", so_many_pairs(q.counts.n())));
        }
    }
    if starred {
        lines.push(" * clear: the interval of the difference leaves out 0".to_owned());
    }
}
