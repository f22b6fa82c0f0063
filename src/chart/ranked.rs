//! What an answer hangs on: numbers in order, a dot and its interval each.

use super::caption::Caption;
use super::figure::Figure;
use super::frame::{self, LINE};
use super::pairs::Rate;
use super::palette::{Colour, GRID, INK, SOFT, WHITE};
use super::sheet::{Anchor, MARGIN, Sheet, TEXT, Type, WIDTH, Words};
use super::table::csv;
use super::typeface::wrap;
use super::words::finding;
use crate::statistics::signed_hundredths;

const NAME: &str = "ranked";
/// Most numbers drawn.
const MOST: usize = 15;
/// Colour of what a number does by itself, and of what it does with others.
const ALONE: Colour = Colour(0x00, 0x72, 0xB2);
const TOGETHER: Colour = Colour(0xD5, 0x5E, 0x00);

/// What the dots measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Measure {
    /// How much likelier yes becomes from one end of a number's range to the other: shares in
    /// `[-1, 1]`, and beyond where steps of half a range are doubled.
    Effects,
    /// Shares of the variance of the answer, and what chance alone has of it.
    Shares {
        /// What the numbers do by themselves.
        numbers: f64,
        /// What chance does by itself.
        luck: f64,
        /// What only both do together.
        both: f64,
        /// How far chance is ahead of the numbers, each by itself.
        ahead: Rate,
    },
}

/// A number and what it does.
#[derive(Clone, Debug, PartialEq)]
pub struct Dot {
    /// Its path, or what a group of numbers is called.
    pub id: String,
    /// The same in words.
    pub label: String,
    /// What it does by itself.
    pub first: Rate,
    /// What it does with other numbers; `None` where that is not measured.
    pub total: Option<Rate>,
}

/// What an answer hangs on.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranking<'a> {
    /// Where it comes from.
    pub caption: &'a Caption,
    /// The question in words.
    pub ask: &'a str,
    /// What the dots measure.
    pub measure: Measure,
    /// The numbers in order; the first 15 are drawn.
    pub dots: &'a [Dot],
}

/// Draws the numbers in order, each as a dot with its interval: a disc for what it does by
/// itself, a ring for what it does with other numbers.
pub fn ranked(ranking: &Ranking<'_>) -> Figure {
    let drawn = &ranking.dots[..ranking.dots.len().min(MOST)];
    let title = title(ranking, drawn);
    let mut sheet = Sheet::default();
    let mut y = frame::heading(&mut sheet, &title, &subtitle(ranking)) + 34.0;
    let (texts, numbers) = (300.0, 150.0);
    let (left, right) = (MARGIN + texts + 22.0, WIDTH - MARGIN - numbers);
    let (low, high) = span(drawn);
    let x = |value: f64| left + (right - left) * ((value - low) / (high - low)).clamp(0.0, 1.0);
    if drawn.iter().any(|dot| dot.total.is_some()) {
        let key = Type::new(TEXT, INK);
        sheet.disc((left, y - 5.0), 6.0, ALONE);
        sheet.text((left + 14.0, y), key, "by itself");
        let from = left + 14.0 + key.width("by itself") + 26.0;
        ring(&mut sheet, (from, y - 5.0));
        sheet.text((from + 14.0, y), key, "with other numbers");
        y += 14.0;
    }
    let top = y;
    let asked: Vec<Vec<String>> =
        drawn.iter().map(|dot| wrap(&dot.label, 15.0, false, texts)).collect();
    let heights: Vec<f64> =
        asked.iter().map(|lines| (12.0 + LINE * lines.len() as f64).max(36.0)).collect();
    let foot = top + heights.iter().sum::<f64>();
    let step = step(low, high);
    for k in (low / step).round() as i32..=(high / step).round() as i32 {
        let value = f64::from(k) * step;
        let (colour, width) = if k == 0 { (SOFT, 1.8) } else { (GRID, 1.0) };
        sheet.path(&[(x(value), top), (x(value), foot)], colour, width);
        let set = Type::new(TEXT, SOFT).anchored(Anchor::Middle);
        sheet.text((x(value), foot + LINE), set, &written(ranking.measure, value));
    }
    for ((dot, lines), height) in drawn.iter().zip(&asked).zip(&heights) {
        sheet.path(&[(MARGIN, y), (WIDTH - MARGIN, y)], GRID, 1.0);
        let middle = y + height / 2.0;
        let mut base = middle - LINE * (lines.len() as f64 - 1.0) / 2.0 + 5.0;
        for line in lines {
            sheet.text((MARGIN, base), Type::new(15.0, INK), line);
            base += LINE;
        }
        let apart = if dot.total.is_some() { 4.0 } else { 0.0 };
        if let Some(total) = dot.total {
            whisker(&mut sheet, middle + apart, &total, TOGETHER, x);
            ring(&mut sheet, (x(total.p), middle + apart));
        }
        whisker(&mut sheet, middle - apart, &dot.first, ALONE, x);
        sheet.disc((x(dot.first.p), middle - apart), 6.0, ALONE);
        let told = if clear(ranking.measure, dot) {
            Type::new(15.0, INK).bold()
        } else {
            Type::new(15.0, SOFT)
        };
        sheet.text((right + 26.0, middle + 5.0), told, &figures(ranking.measure, dot));
        y += height;
    }
    let height = frame::footer(&mut sheet, foot + LINE + 12.0, ranking.caption);
    let alt = alt(ranking, drawn, &title);
    let words = Words { name: NAME, title: title.clone(), alt: alt.clone() };
    let svg = sheet.ink(height, &words);
    Figure { name: NAME.to_owned(), title, alt, svg, csv: table(ranking.dots) }
}

fn ring(sheet: &mut Sheet, at: (f64, f64)) {
    sheet.disc(at, 6.5, TOGETHER);
    sheet.disc(at, 3.8, WHITE);
}

fn whisker(sheet: &mut Sheet, y: f64, rate: &Rate, colour: Colour, x: impl Fn(f64) -> f64) {
    sheet.path(&[(x(rate.lo), y), (x(rate.hi), y)], colour, 1.6);
}

/// Whether what a number does by itself is told from nothing. No share lies below 0: one that seems to
/// is small.
fn clear(measure: Measure, dot: &Dot) -> bool {
    dot.first.lo > 0.0 || (measure == Measure::Effects && dot.first.hi < 0.0)
}

/// From a rate to the end of its interval that lies towards 0. A title needs twice that between
/// the rate and 0: it names the first of many numbers, and the first of many is often first by
/// chance.
fn reach(rate: &Rate) -> f64 {
    if rate.p > 0.0 { rate.p - rate.lo } else { rate.hi - rate.p }
}

/// Ends of the axis, on its ticks, with 0 in it.
fn span(drawn: &[Dot]) -> (f64, f64) {
    let all = drawn.iter().flat_map(|dot| std::iter::once(dot.first).chain(dot.total));
    let (low, high) =
        all.fold((0.0_f64, 0.01_f64), |(low, high), r| (low.min(r.lo), high.max(r.hi)));
    let step = step(low, high);
    ((low / step).floor() * step, (high / step).ceil() * step)
}

/// Distance of ticks: at most seven.
fn step(low: f64, high: f64) -> f64 {
    let steps = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0];
    steps.into_iter().find(|step| (high - low) / step <= 7.0).unwrap_or(10.0)
}

fn written(measure: Measure, value: f64) -> String {
    match measure {
        Measure::Effects => signed_hundredths(value),
        Measure::Shares { .. } => format!("{:.0}", 100.0 * value).replace('-', "\u{2212}"),
    }
}

fn figures(measure: Measure, dot: &Dot) -> String {
    match (measure, dot.total) {
        // A slope over half the range, doubled, may say that more than all change.
        (Measure::Effects, _) if clear(measure, dot) => {
            signed_hundredths(dot.first.p.clamp(-1.0, 1.0))
        }
        (Measure::Effects, _) => {
            format!("{}, not clear", signed_hundredths(dot.first.p.clamp(-1.0, 1.0)))
        }
        (Measure::Shares { .. }, total) => {
            let share = |x: f64| written(measure, x);
            let first = share(dot.first.p);
            total.map_or(first.clone(), |total| format!("{first}; {}", share(total.p)))
        }
    }
}

fn subtitle(ranking: &Ranking<'_>) -> String {
    match ranking.measure {
        Measure::Effects => format!(
            "{} How many more in a hundred say yes from the lower to the upper end of a number's range, on \
             average over the other numbers; bars: 95 % intervals.",
            ranking.ask
        ),
        Measure::Shares { numbers, luck, both, .. } => format!(
            "{} Hundredths of the variance of the answer: chance alone {}, unknown numbers alone {}, only both \
             together {}. Below, number by number; bars: 95 % intervals.",
            ranking.ask,
            written(ranking.measure, luck),
            written(ranking.measure, numbers),
            written(ranking.measure, both),
        ),
    }
}

fn title(ranking: &Ranking<'_>, drawn: &[Dot]) -> String {
    let sure =
        |dot: &&Dot| clear(ranking.measure, dot) && dot.first.p.abs() > 2.0 * reach(&dot.first);
    let first = drawn.first().filter(sure);
    let leading = first.map(|dot| format!("It hangs most on {}", dot.label));
    let candidates = match ranking.measure {
        Measure::Effects => leading.into_iter().collect(),
        Measure::Shares { ahead, .. } if ahead.lo > 0.0 => {
            vec!["Chance matters more than the numbers nobody knows".to_owned()]
        }
        Measure::Shares { .. } => leading.into_iter().collect(),
    };
    let otherwise =
        if first.is_some() { "One number matters most" } else { "No single number stands out" };
    finding(candidates, otherwise)
}

fn alt(ranking: &Ranking<'_>, drawn: &[Dot], title: &str) -> String {
    let each: Vec<String> = (drawn.iter().take(5))
        .map(|dot| format!("{}: {}.", dot.label, figures(ranking.measure, dot)))
        .collect();
    let what = match ranking.measure {
        Measure::Effects => {
            "how many more in a hundred say yes from one end of each number's range to the other"
        }
        Measure::Shares { .. } => {
            "each number's hundredths of the variance of the answer, by itself and with others"
        }
    };
    format!(
        "Ranked dots with intervals: {what}. Question: {} {title}. {}",
        ranking.ask,
        each.join(" ")
    )
}

fn table(dots: &[Dot]) -> String {
    let number = |x: f64| format!("{x:.6}");
    let rows = dots.iter().map(|dot| {
        let three = |rate: Rate| [rate.p, rate.lo, rate.hi].map(number);
        let total = dot.total.map_or_else(|| [const { String::new() }; 3], three);
        let words = [dot.id.clone(), dot.label.clone()];
        words.into_iter().chain(three(dot.first)).chain(total).collect()
    });
    let header =
        ["path", "label", "alone", "alone_lo", "alone_hi", "total", "total_lo", "total_hi"];
    csv(&header, rows)
}

#[cfg(test)]
mod tests {
    use super::super::Shown;
    use super::super::tests::assert_legible;
    use super::*;

    fn caption() -> Caption {
        Caption {
            title: "Made up".into(),
            scenario: "made-up".into(),
            fingerprint: "abcdef0123".into(),
            seed: 1953,
            shown: Shown::Many(20_000),
            version: "0.0.0".into(),
            sources: vec!["one".into(), "two".into()],
        }
    }

    fn dots(total: bool) -> Vec<Dot> {
        let dot = |k: usize| {
            let p = 0.4 / (k as f64 + 1.0) * if k % 3 == 1 && !total { -1.0 } else { 1.0 };
            let around = |p: f64| Rate { p, lo: p - 0.05, hi: p + 0.05 };
            Dot {
                id: format!("principals.p{k}.dread"),
                label: format!(
                    "Somebody with a name: a number with a long name, the {k}th of them"
                ),
                first: around(p),
                total: total.then(|| around(p + 0.1)),
            }
        };
        (0..20).map(dot).collect()
    }

    fn shares(lo: f64, hi: f64) -> Measure {
        let ahead = Rate { p: 0.3, lo, hi };
        Measure::Shares { numbers: 0.2, luck: 0.5, both: 0.3, ahead }
    }

    #[test]
    fn chance_is_said_to_matter_more_only_where_that_is_clear() {
        let caption = caption();
        let titled =
            |measure, dots| ranked(&Ranking { caption: &caption, ask: "So?", measure, dots }).title;
        let first = |lo, hi| {
            let first = Rate { p: (lo + hi) / 2.0, lo, hi };
            [Dot { id: "a".into(), label: "a number".into(), first, total: Some(first) }]
        };
        let (nothing, below, much) = (first(-0.1, 0.2), first(-0.2, -0.1), first(0.3, 0.4));
        let chance = "Chance matters more than the numbers nobody knows";
        assert_eq!(titled(shares(0.1, 0.4), &much), chance);
        for unclear in [shares(-0.1, 0.7), shares(-0.7, -0.1)] {
            assert_eq!(titled(unclear, &much), "It hangs most on a number");
            assert_eq!(titled(unclear, &nothing), "No single number stands out");
            assert_eq!(titled(unclear, &below), "No single number stands out");
        }
    }

    #[test]
    fn ranked_dots_are_legible_and_complete() {
        let caption = caption();
        let shares = shares(0.2, 0.4);
        for (measure, total) in [(Measure::Effects, false), (shares, true)] {
            let dots = dots(total);
            let ask = "Does the one with the long name fall first?";
            let figure = ranked(&Ranking { caption: &caption, ask, measure, dots: &dots });
            assert_legible(&figure);
            assert!(figure.title.split_whitespace().count() <= 10, "{}", figure.title);
            assert!(figure.alt.contains("intervals") && figure.alt.contains(ask));
            assert_eq!(figure.csv.lines().count(), 21, "every number is in the table");
            assert!(figure.png().len() > 1000);
        }
    }

    #[test]
    fn a_share_is_printed_where_its_dot_stands() {
        let shares = shares(0.2, 0.4);
        let around = |p: f64| Rate { p, lo: p - 0.1, hi: p + 0.1 };
        let [mut dot, ..] = <[Dot; 20]>::try_from(dots(true)).expect("twenty");
        (dot.first, dot.total) = (around(-0.05), Some(around(0.1)));
        assert_eq!(figures(shares, &dot), "\u{2212}5; 10");
    }

    #[test]
    fn nothing_below_its_error_is_called_a_finding() {
        let caption = caption();
        let unclear = [Dot {
            id: "a".into(),
            label: "a number".into(),
            first: Rate { p: 0.1, lo: -0.1, hi: 0.3 },
            total: None,
        }];
        let told = |dots| {
            ranked(&Ranking { caption: &caption, ask: "So?", measure: Measure::Effects, dots })
        };
        assert_eq!(told(&unclear).title, "No single number stands out");
        assert_eq!(told(&[]).title, "No single number stands out");
        let barely = [Dot { first: Rate { p: 0.1, lo: 0.01, hi: 0.2 }, ..unclear[0].clone() }];
        assert_eq!(told(&barely).title, "No single number stands out");
        let clear = [Dot { first: Rate { p: 0.1, lo: 0.06, hi: 0.2 }, ..unclear[0].clone() }];
        assert_eq!(told(&clear).title, "It hangs most on a number");
    }
}
