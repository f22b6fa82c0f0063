//! The state of the world over time.

use super::figure::Figure;
use super::frame::{self, CHIPS, LINE, Plot};
use super::moments::moments;
use super::occasion::Occasion;
use super::palette::{Colour, INK, Look, SOFT};
use super::sheet::{MARGIN, Point, Sheet, TEXT, Type, WIDTH, Words};
use super::table::csv;
use super::typeface::wrap;
use super::words::{finding, two_places};
use crate::polity::IndicatorIx;

const NAME: &str = "indicators";
const PANEL: f64 = 60.0;
const GAP: f64 = 18.0;
const GUTTER: f64 = 150.0;
/// An indicator without a colour of its own.
const PLAIN: Colour = Colour(0x2A, 0x5B, 0x84);
const DASH: &[f64] = &[16.0, 3.0];
/// Least change that a title speaks of.
const TOLD: f64 = 0.05;

/// Draws every indicator over time, one panel each, with the numbered events of the other charts.
pub fn indicators(occasion: &Occasion<'_>) -> Figure {
    let moments = moments(occasion);
    let calendar = &occasion.polity.calendar;
    let title = title(occasion);
    let subtitle = format!(
        "Indicators from 0 to 1, {}. Simulated; numbers mark the events listed below.",
        occasion.period()
    );
    let mut sheet = Sheet::default();
    let top = frame::heading(&mut sheet, &title, &subtitle) + CHIPS + 6.0;
    let left = MARGIN + 34.0;
    let labels: Vec<Vec<String>> = (occasion.polity.indicators.iter())
        .map(|indicator| wrap(&indicator.name, TEXT, true, GUTTER - 12.0))
        .collect();
    let mut plot = Plot {
        left,
        top,
        width: WIDTH - MARGIN - GUTTER - left,
        height: PANEL,
        rounds: occasion.rounds().max(1),
        low: 0.0,
        high: 1.0,
    };
    plot.chips(&mut sheet, &moments);
    let high = |label: &Vec<String>| PANEL.max(LINE * (label.len() + 1) as f64);
    let foot: f64 = labels.iter().map(|label| high(label) + GAP).sum::<f64>() + top - GAP;
    plot.rules(&mut sheet, &moments, foot.max(top));
    for (at, label) in labels.iter().enumerate() {
        plot.height = high(label);
        panel(&mut sheet, &plot, occasion, at, label);
        if at + 1 == labels.len() {
            plot.years(&mut sheet, calendar);
        }
        plot.top += plot.height + GAP;
    }
    let mut foot = foot + 32.0;
    foot = frame::list(&mut sheet, foot + 4.0, &moments, calendar);
    let height = frame::footer(&mut sheet, foot, occasion.caption);
    let alt = alt(occasion, &title);
    let words = Words { name: NAME, title: title.clone(), alt: alt.clone() };
    let svg = sheet.ink(height, &words);
    Figure { name: NAME.to_owned(), title, alt, svg, csv: table(occasion) }
}

/// The values of one indicator, by round.
fn values(occasion: &Occasion<'_>, at: IndicatorIx) -> Vec<f64> {
    let rows = occasion.log.measures.indicators.iter();
    rows.map(|row| f64::from(row.get(at).copied().unwrap_or(0.0))).collect()
}

fn panel(
    sheet: &mut Sheet,
    plot: &Plot,
    occasion: &Occasion<'_>,
    at: IndicatorIx,
    label: &[String],
) {
    let indicator = &occasion.polity.indicators[at];
    let own = indicator.colour.as_deref();
    let colour = own.map_or(PLAIN, |own| Look::of(&indicator.id, Some(own)).colour);
    plot.values(sheet, &[0.0, 0.5, 1.0], |value| {
        if value == 0.5 { String::new() } else { format!("{value}") }
    });
    let values = values(occasion, at);
    let points: Vec<Point> =
        values.iter().enumerate().map(|(round, value)| plot.point(round, *value)).collect();
    sheet.dashed(&points, colour, 2.4, DASH);
    if let Some(point) = points.last() {
        sheet.disc(*point, 3.5, colour);
    }
    let x = plot.right() + 12.0;
    let mut base = plot.top + plot.height / 2.0 - LINE * label.len() as f64 / 2.0 + 5.0;
    for line in label {
        sheet.text((x, base), Type::new(TEXT, INK).bold(), line);
        base += LINE;
    }
    if let (Some(first), Some(last)) = (values.first(), values.last()) {
        let told = format!("{} to {}", two_places(*first), two_places(*last));
        sheet.text((x, base), Type::new(TEXT, SOFT), &told);
    }
}

/// Which indicator moved furthest from first to last, and how.
fn title(occasion: &Occasion<'_>) -> String {
    let moves = (0..occasion.polity.indicators.len()).filter_map(|at| {
        let values = values(occasion, at);
        Some((at, *values.first()?, *values.last()?))
    });
    let furthest = moves.max_by(|a, b| {
        let by = |one: &(IndicatorIx, f64, f64)| (one.2 - one.1).abs();
        by(a).total_cmp(&by(b)).then(b.0.cmp(&a.0))
    });
    let Some((at, from, to)) = furthest else { return "Nothing is measured".to_owned() };
    if (to - from).abs() < TOLD {
        return "Every indicator ends about where it began".to_owned();
    }
    let change = if to > from { "rise" } else { "fall" };
    let name = &occasion.polity.indicators[at].name;
    let figures = format!("{} to {}", two_places(from), two_places(to));
    let candidates =
        vec![format!("Biggest {change}: {name}, {figures}"), format!("Biggest {change}: {name}")];
    finding(candidates, "How the indicators moved")
}

fn alt(occasion: &Occasion<'_>, title: &str) -> String {
    let calendar = &occasion.polity.calendar;
    let mut text = format!(
        "Line charts of {} indicators from 0 to 1, one above the other, in one simulated history of \
         \u{201c}{}\u{201d}, {}. {title}.",
        occasion.polity.indicators.len(),
        occasion.caption.title,
        occasion.period()
    );
    for (at, indicator) in occasion.polity.indicators.iter().enumerate() {
        let values = values(occasion, at);
        let (Some(first), Some(last)) = (values.first(), values.last()) else { continue };
        let by_value =
            |a: &(usize, &f64), b: &(usize, &f64)| a.1.total_cmp(b.1).then(b.0.cmp(&a.0));
        let highest = values.iter().enumerate().max_by(by_value);
        let told = highest.map_or(String::new(), |(round, value)| {
            format!(", highest {} in {}", two_places(*value), calendar.words(round))
        });
        let (first, last) = (two_places(*first), two_places(*last));
        text += &format!(" {} from {first} to {last}{told}.", indicator.name);
    }
    text
}

fn table(occasion: &Occasion<'_>) -> String {
    let all: Vec<(String, Vec<f64>)> = occasion
        .polity
        .indicators
        .iter()
        .enumerate()
        .map(|(at, indicator)| (indicator.id.clone(), values(occasion, at)))
        .collect();
    let rounds = occasion.log.measures.indicators.len();
    let rows = (0..rounds).flat_map(|round| {
        let month = occasion.polity.calendar.label(round);
        all.iter().map(move |(id, values)| {
            vec![month.clone(), id.clone(), format!("{:.6}", values[round])]
        })
    });
    csv(&["month", "indicator", "value"], rows)
}
