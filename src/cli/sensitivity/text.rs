//! What the terminal shows: where the variance comes from, then number by number.

use crate::history::{pad, width_of};
use crate::statistics::{Interval, Share, brief_hundredths, grouped};

use super::super::lines::wrap;
use super::Method;
use super::found::{Asking, Found, Line};

/// Numbers told in full.
const FULL: usize = 12;

/// The answer, for people.
pub(super) fn text(found: &Found<'_>, width: usize, files: &str) -> String {
    let width = width.clamp(60, 140);
    let mut lines = Vec::new();
    let head = format!(
        "What do the answers hang on? {}, seed {}, {} histories, {} numbers",
        found.scenario.id,
        found.inquiry.seed(),
        grouped(found.histories),
        found.inquiry.factors().len()
    );
    wrap(&mut lines, width, " ", "   ", &head);
    if let Some(asking) = found.foremost.map(|k| &found.questions[k]) {
        lines.push(String::new());
        full(&mut lines, width, found, asking);
    }
    lines.push(String::new());
    for (k, asking) in found.questions.iter().enumerate() {
        if found.foremost != Some(k) {
            wrap(&mut lines, width, " ", "   ", &brief(asking));
        }
    }
    if !found.warnings.is_empty() || !found.skipped.is_empty() {
        lines.push(String::new());
    }
    for warning in &found.warnings {
        wrap(&mut lines, width, " ! ", "   ", warning);
    }
    for skipped in &found.skipped {
        let text = format!("{} is left out: {}.", skipped.path, skipped.why);
        wrap(&mut lines, width, " ! ", "   ", &text);
    }
    lines.push(String::new());
    lines.push(format!(" {files}"));
    lines.join("\n") + "\n"
}

fn full(lines: &mut Vec<String>, width: usize, found: &Found<'_>, asking: &Asking<'_>) {
    let yes =
        asking.yes().map_or_else(String::new, |yes| format!("yes in {:.0} of 100", 100.0 * yes));
    wrap(lines, width, " ", "   ", &format!("{} {yes}.", asking.ask));
    match &asking.indices {
        Some(i) => {
            let text = format!(
                "Of the variance of the answer, in hundredths: chance alone {}; the numbers nobody knows alone {}; \
                 only both together {}.",
                told(i.luck),
                told(i.numbers),
                told(i.both)
            );
            wrap(lines, width, "   ", "   ", &text);
            let text = "Number by number: what it does by itself, and with other numbers.";
            wrap(lines, width, "   ", "   ", text);
        }
        None => {
            let text = "How many more in a hundred say yes from the lower end of a number's range to the upper.";
            wrap(lines, width, "   ", "   ", text);
        }
    }
    lines.push(String::new());
    let wide = asking.lines.iter().take(FULL).map(|line| width_of(&line.label)).max().unwrap_or(0);
    for line in asking.lines.iter().take(FULL) {
        let what = match (line.influence, line.screened) {
            (Some(i), _) => format!("{:<16} {}", told(i.first), told(i.total)),
            (None, Some(s)) => effect(s.mu.p, s.mu.interval()),
            (None, None) => String::new(),
        };
        let mark = if line.is_clear() { ' ' } else { '?' };
        lines.push(format!("   {} {mark} {what}", pad(&line.label, wide)).trim_end().to_owned());
    }
    if asking.lines.len() > FULL {
        lines.push(format!("   and {} more in numbers.csv", asking.lines.len() - FULL));
    }
    if asking.lines.iter().take(FULL).any(|line| !line.is_clear()) {
        lines.push("   ? not told from nothing".to_owned());
    }
    if asking.lines.iter().take(FULL).any(|line| line.screened.is_some_and(|s| s.mu.p.abs() > 1.0))
    {
        let text = "Measured over half of each range and doubled: more than a hundred is a steep slope, shown as \
                    a hundred.";
        wrap(lines, width, "   ", "   ", text);
    }
    if found.method == Method::Sobol {
        let text = "How far chance alone and both together are told apart depends on how luck is shared between \
                    histories; what the numbers do alone does not.";
        wrap(lines, width, "   ", "   ", text);
    }
}

/// One line on a question.
fn brief(asking: &Asking<'_>) -> String {
    if let Some(why) = &asking.skipped {
        return format!("{} Left out: {why}.", asking.ask);
    }
    let first = asking.lines.first().filter(|line| line.is_sure());
    let most = first.map_or_else(|| "no single number clearly".to_owned(), leading);
    let split = asking.indices.as_ref().map_or_else(String::new, |i| {
        format!(
            "chance {}, numbers {}, both {}; ",
            whole(i.luck.of),
            whole(i.numbers.of),
            whole(i.both.of)
        )
    });
    format!("{} {split}most: {most}.", asking.ask)
}

fn leading(line: &Line) -> String {
    match (line.influence, line.screened) {
        (Some(i), _) => format!("{}, {}", line.label, whole(i.first.of)),
        (None, Some(s)) => format!("{}, {}", line.label, effect(s.mu.p, s.mu.interval())),
        (None, None) => line.label.clone(),
    }
}

/// An effect in hundredths: `+38 (31 to 45)`. More than all cannot change: a slope that says so ends
/// at a hundred.
fn effect(p: f64, interval: Interval) -> String {
    let sign = if p >= 0.0 { "+" } else { "" };
    let [p, lo, hi] = [p, interval.lo, interval.hi].map(|x| x.clamp(-1.0, 1.0));
    format!("{sign}{} ({} to {})", whole(p), whole(lo), whole(hi))
}

/// A share in hundredths: `14 (12 to 16)`.
fn told(share: Share) -> String {
    let Share { of, interval } = share;
    format!("{} ({} to {})", fine(of), fine(interval.lo), fine(interval.hi))
}

/// Hundredths, whole where that does not hide them.
fn whole(x: f64) -> String {
    if x.abs() >= 0.995 {
        return format!("{:.0}", 100.0 * x).replace('-', "\u{2212}");
    }
    let sign = if x < 0.0 { "\u{2212}" } else { "" };
    format!("{sign}{}", brief_hundredths(x.abs()))
}

/// Hundredths, with a tenth where there are few of them.
fn fine(x: f64) -> String {
    if !(0.009_5..0.099_5).contains(&x.abs()) {
        return whole(x);
    }
    format!("{:.1}", 100.0 * x).replace('-', "\u{2212}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_effect_that_is_told_from_nothing_does_not_reach_it_in_words() {
        assert_eq!(effect(0.042, Interval { lo: 0.0029, hi: 0.09 }), "+4 (0.3 to 9)");
        assert_eq!(effect(0.042, Interval { lo: -0.0002, hi: 0.09 }), "+4 (\u{2212}<0.1 to 9)");
        let interval = Interval { lo: 0.0, hi: 0.031 };
        assert_eq!(told(Share { of: 0.000_2, interval }), "<0.1 (0 to 3.1)");
    }

    #[test]
    fn no_effect_is_told_as_more_than_all() {
        let steep = Interval { lo: 0.41, hi: 2.1 };
        assert_eq!(effect(1.26, steep), "+100 (41 to 100)");
        assert_eq!(
            effect(-0.38, Interval { lo: -0.45, hi: -0.31 }),
            "\u{2212}38 (\u{2212}45 to \u{2212}31)"
        );
    }
}
