//! What an ensemble came to, for the terminal.

use std::cmp::Reverse;

use super::{Asked, Ending, Ensemble, Summary, Tally};
use crate::history::{pad, pad_left, set, width_of};
use crate::polity::Round;
use crate::statistics::{fewer_than, grouped, so_many_histories, wilson};

/// Narrowest and widest text, in columns.
const WIDTH: (usize, usize) = (60, 100);
/// Most rows in the table of fates.
const ROWS: usize = 12;
/// Most warnings that are told whole.
const WARNINGS: usize = 3;
/// Whoever leads or falls less often than this is left out of tables.
const SELDOM: f64 = 0.02;

/// The summary for a terminal of so many columns: questions in words, who leads at the end, what
/// becomes of whom. `files` are the names in `folder`.
pub fn told(
    ensemble: &Ensemble<'_>,
    tally: &Tally,
    summary: &Summary,
    columns: usize,
    folder: &str,
) -> String {
    let width = columns.clamp(WIDTH.0, WIDTH.1);
    let mut text = heading(ensemble, summary, width);
    text.push_str(&questions(summary, width));
    text.push_str(&leaders(ensemble, tally, width));
    text.push_str(&fates(ensemble, tally, width));
    for warning in summary.warnings.iter().take(WARNINGS) {
        text.push_str(&format!("{}\n", paragraph(&format!("Mind: {warning}"), width)));
    }
    let more = summary.warnings.len().saturating_sub(WARNINGS);
    if more > 0 {
        let s = if more == 1 { "" } else { "s" };
        let more = format!("Mind: {more} more such warning{s}; see report.html or summary.json.");
        text.push_str(&format!("{}\n", paragraph(&more, width)));
    }
    if !summary.warnings.is_empty() {
        text.push('\n');
    }
    let care = "These intervals say how far the count can be off from that of endlessly many \
                histories of this model. They do not say how right the model is.";
    text.push_str(&format!("{}\n\n {folder}\n", paragraph(care, width)));
    text
}

fn heading(ensemble: &Ensemble<'_>, summary: &Summary, width: usize) -> String {
    let calendar = &ensemble.polity().calendar;
    let left = format!(
        " {}, seed {}, {}",
        summary.scenario,
        summary.seed,
        so_many_histories(summary.runs)
    );
    let last = calendar.rounds.saturating_sub(1);
    let right = format!("{} to {}", calendar.words(0), calendar.words(last));
    let gap = width.saturating_sub(width_of(&left) + width_of(&right));
    if gap < 2 {
        return format!("{left}\n {right}\n\n");
    }
    format!("{left}{}{right}\n\n", " ".repeat(gap))
}

fn questions(summary: &Summary, width: usize) -> String {
    let answers: Vec<(String, String)> =
        summary.questions.iter().map(|asked| answer(asked, summary.runs)).collect();
    let first = answers.iter().map(|(rate, _)| width_of(rate)).max().unwrap_or(0);
    let second = answers.iter().map(|(_, range)| width_of(range)).max().unwrap_or(0);
    let indent = 3 + first + 2 + second + 2;
    let mut text = String::new();
    for (asked, (rate, range)) in summary.questions.iter().zip(&answers) {
        let head = format!("   {}  {}  ", pad_left(rate, first), pad(range, second));
        for line in set(&asked.ask, width.max(indent + 24), &head, &" ".repeat(indent)) {
            text.push_str(&(line + "\n"));
        }
    }
    if !text.is_empty() {
        text.insert_str(0, " How often the answer is yes\n");
        text.push('\n');
    }
    text
}

fn leaders(ensemble: &Ensemble<'_>, tally: &Tally, width: usize) -> String {
    let mut order: Vec<(usize, u32)> =
        tally.leads_at_end().iter().copied().enumerate().filter(|(_, count)| *count > 0).collect();
    order.sort_by_key(|&(who, count)| (Reverse(count), who));
    let runs = tally.histories();
    let (shown, rest): (Vec<_>, Vec<_>) =
        order.into_iter().partition(|(_, count)| f64::from(*count) >= SELDOM * runs as f64);
    let named: Vec<String> = shown
        .iter()
        .filter_map(|&(who, count)| {
            let found = wilson(u64::from(count), runs)?;
            Some(format!("{} {} ({})", ensemble.short(who), found.in_hundred(), found.range()))
        })
        .collect();
    let mut list = named.join(", ");
    let others: u32 = rest.iter().map(|(_, count)| count).sum();
    if let Some(found) = wilson(u64::from(others), runs).filter(|found| found.p > 0.0) {
        list.push_str(&format!(", others {}", found.in_hundred()));
    }
    if list.is_empty() {
        return String::new();
    }
    format!("{}\n\n", paragraph(&format!("Who leads at the end: {list}."), width))
}

/// How often the answer to a question is yes, and its interval, in words.
pub(super) fn answer(asked: &Asked, runs: u64) -> (String, String) {
    let Some(found) = asked.estimate() else {
        return ("does not arise".to_owned(), String::new());
    };
    let given = if found.n < runs { format!(", of {}", grouped(found.n)) } else { String::new() };
    let hits = (found.p * found.n as f64).round() as u64;
    match fewer_than(hits, found.n) {
        Some(few) => ("never".to_owned(), few),
        None => (found.in_hundred(), format!("{}{given}", found.range())),
    }
}

/// A table of what becomes of whom, in a hundred histories.
pub(super) struct Becoming {
    /// Names of the columns that anyone needs.
    pub titles: Vec<&'static str>,
    pub rows: Vec<Fates>,
    /// How many rows are left out.
    pub more: usize,
}

/// One row of it.
pub(super) struct Fates {
    pub who: usize,
    pub cells: Vec<String>,
    /// The shortest span of rounds in which half of their falls lie.
    pub mostly: Option<(Round, Round)>,
}

/// Those whom the contest is about come first, then whoever falls more than seldom, the most often
/// fallen first; at most so many, or one more where it is the last.
pub(super) fn becoming(ensemble: &Ensemble<'_>, tally: &Tally, most: usize) -> Becoming {
    const TITLES: [&str; Ending::ALL.len()] =
        ["top", "aside", "dead", "minor", "expelled", "pension", "prison", "executed"];
    let (runs, principals) = (tally.histories(), &ensemble.polity().principals);
    let fallen = |who: usize| tally.falls(who).iter().sum::<u32>();
    let often = |who: usize| f64::from(fallen(who)) >= SELDOM * runs as f64 && fallen(who) > 0;
    let mut people: Vec<usize> =
        (0..principals.len()).filter(|&who| principals[who].contender || often(who)).collect();
    people.sort_by_key(|&who| (!principals[who].contender, Reverse(fallen(who)), who));
    let shown = shown(people.len(), most);
    let more = people.len() - shown;
    people.truncate(shown);
    let used: Vec<(&str, Ending)> = TITLES
        .into_iter()
        .zip(Ending::ALL)
        .filter(|(_, ending)| people.iter().any(|who| tally.endings(*who, *ending) > 0))
        .collect();
    let cell = |who: usize, ending: Ending| {
        let share = 100.0 * f64::from(tally.endings(who, ending)) / runs.max(1) as f64;
        match share {
            0.0 => "-".to_owned(),
            s if s < 1.0 => "<1".to_owned(),
            s => format!("{s:.0}"),
        }
    };
    let row = |who| Fates {
        who,
        cells: used.iter().map(|(_, ending)| cell(who, *ending)).collect(),
        mostly: span(tally.falls(who)),
    };
    Becoming {
        titles: used.iter().map(|(title, _)| *title).collect(),
        rows: people.into_iter().map(row).collect(),
        more,
    }
}

/// How many of so many rows are shown where there is room for `most`: a single one left out would
/// take no more room than the line that counts it.
fn shown(all: usize, most: usize) -> usize {
    if all.saturating_sub(most) <= 1 { all } else { most }
}

fn fates(ensemble: &Ensemble<'_>, tally: &Tally, width: usize) -> String {
    let Becoming { titles, rows, more } = becoming(ensemble, tally, ROWS);
    let name = rows.iter().map(|row| width_of(ensemble.short(row.who))).max().unwrap_or(0);
    let mut text = " What becomes of them, in 100 histories\n".to_owned();
    let mut head = format!("   {}", " ".repeat(name));
    titles.iter().for_each(|title| head.push_str(&format!("  {title}")));
    // A span of months takes nineteen columns.
    let spans = width_of(&head) + 21 <= width;
    let mostly = if spans { "  falls, mostly" } else { "" };
    text.push_str(&format!("{head}{mostly}\n"));
    for row in rows {
        let mut line = format!("   {}", pad(ensemble.short(row.who), name));
        for (cell, title) in row.cells.iter().zip(&titles) {
            line.push_str(&format!("  {}", pad_left(cell, width_of(title))));
        }
        if spans && let Some(mostly) = row.mostly {
            line.push_str(&format!("  {}", months(ensemble, mostly)));
        }
        text.push_str(&format!("{}\n", line.trim_end()));
    }
    if more > 0 {
        text.push_str(&format!("   and {more} more in report.html\n"));
    }
    text.push('\n');
    text
}

/// The shortest span of rounds in which half of someone's falls lie, or more; of several as short,
/// the earliest.
fn span(falls: &[u32]) -> Option<(Round, Round)> {
    let total: u64 = falls.iter().copied().map(u64::from).sum();
    let mut shortest: Option<(Round, Round)> = None;
    let (mut from, mut held) = (0, 0);
    for (to, count) in falls.iter().enumerate() {
        held += u64::from(*count);
        while from < to && 2 * (held - u64::from(falls[from])) >= total {
            held -= u64::from(falls[from]);
            from += 1;
        }
        if 2 * held >= total && shortest.is_none_or(|(first, last)| to - from < last - first) {
            shortest = Some((from, to));
        }
    }
    shortest.filter(|_| total > 0)
}

/// A span in months, or its only month: `1953-06 to 1954-01`.
fn months(ensemble: &Ensemble<'_>, (from, to): (Round, Round)) -> String {
    if from == to {
        return ensemble.label(from).to_owned();
    }
    format!("{} to {}", ensemble.label(from), ensemble.label(to))
}

/// A paragraph, a column in.
fn paragraph(text: &str, width: usize) -> String {
    set(text, width, " ", " ").join("\n")
}

#[cfg(test)]
mod tests {
    use super::{shown, span};

    #[test]
    fn a_line_that_counts_rows_counts_more_than_one() {
        for (all, rows) in [(0, 0), (11, 11), (12, 12), (13, 13), (14, 12), (40, 12)] {
            assert_eq!(shown(all, 12), rows);
        }
        assert_eq!(shown(40, usize::MAX), 40);
    }

    #[test]
    fn half_the_falls_are_shown_where_they_are_thickest() {
        // Nine of twenty fall at once, at the end: what lies in the middle would miss that month.
        assert_eq!(span(&[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 9]), Some((10, 11)));
        assert_eq!(span(&[0, 0, 5, 0, 0]), Some((2, 2)));
        assert_eq!(span(&[3, 1, 0, 1, 3]), Some((0, 1)), "of two as short, the earlier");
        assert_eq!(span(&[0, 7, 3]), Some((1, 1)));
        assert_eq!((span(&[0, 0]), span(&[])), (None, None));
    }
}
