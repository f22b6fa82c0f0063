//! The state of the world over time.

use super::figure::Figure;
use super::frame::{self, CHIPS, LINE, Plot};
use super::moments::{Moment, told};
use super::occasion::Occasion;
use super::palette::{Colour, INK, Look, SOFT, WHITE};
use super::sheet::{Anchor, MARGIN, Point, Sheet, TEXT, Type, WIDTH, Words};
use super::table::csv;
use super::typeface::wrap;
use super::words::{finding, two_places};
use crate::engine::Happening;
use crate::polity::{Effect, IndicatorIx, Round};

const NAME: &str = "indicators";
const PANEL: f64 = 60.0;
const GAP: f64 = 18.0;
const GUTTER: f64 = 150.0;
/// Colours are people's: indicators without a colour of their own share one that belongs to nobody.
/// The one that swings most is drawn darker, thicker and twice as high.
const PLAIN: Colour = Colour(0x6B, 0x6B, 0x6B);
const DASH: &[f64] = &[16.0, 3.0];
/// Least change that a title speaks of, and that a crisis is numbered for.
const TOLD: f64 = 0.05;
/// Most numbered crises.
const MOST: usize = 10;
/// Most panels.
const PANELS: usize = 24;

/// Draws every indicator over time, one panel each, those first that swing most, shaded from where
/// they began, with the crises that moved them most by number. Of more than 24, those that swing most.
pub fn indicators(occasion: &Occasion<'_>) -> Figure {
    let moments = moments(occasion);
    let calendar = &occasion.polity.calendar;
    let title = title(occasion);
    let order = order(occasion);
    let all = occasion.polity.indicators.len();
    let left_out = if order.len() < all {
        format!(" Drawn: the {} of {all} that swing most.", order.len())
    } else {
        String::new()
    };
    let subtitle = format!(
        "Each goes from 0, the least there can be of it, to 1, the most; shaded: away from where it \
         began. Simulated, {}. Numbers: the crises that moved any of them most.{left_out}",
        occasion.period()
    );
    let mut sheet = Sheet::default();
    let top = frame::heading(&mut sheet, &title, &subtitle) + CHIPS + 6.0;
    let left = MARGIN + 34.0;
    let labels: Vec<Vec<String>> = (order.iter())
        .map(|at| wrap(&occasion.polity.indicators[*at].name, TEXT, true, GUTTER - 12.0))
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
    let high = |place: usize, label: &[String]| {
        let least = if place == 0 { 2.0 * PANEL } else { PANEL };
        least.max(LINE * (label.len() + 1) as f64)
    };
    let heights = labels.iter().enumerate().map(|(place, label)| high(place, label) + GAP);
    let foot = heights.sum::<f64>() + top - GAP;
    plot.rules(&mut sheet, &moments, foot.max(top));
    for (place, (at, label)) in order.iter().zip(&labels).enumerate() {
        plot.height = high(place, label);
        let indicator = &occasion.polity.indicators[*at];
        let own = indicator.colour.as_deref();
        let colour = own.map(|own| Look::of(&indicator.id, Some(own)).colour);
        panel(&mut sheet, &plot, &values(occasion, *at), (label, colour), place == 0);
        if place + 1 == labels.len() {
            plot.years(&mut sheet, calendar);
        }
        plot.top += plot.height + GAP;
    }
    let mut foot = foot + 32.0;
    foot = frame::list(&mut sheet, foot + 4.0, &moments, calendar);
    let height = frame::footer(&mut sheet, foot, occasion.caption);
    let alt = alt(occasion, &order, &title);
    let words = Words { name: NAME, title: title.clone(), alt: alt.clone() };
    let svg = sheet.ink(height, &words);
    Figure { name: NAME.to_owned(), title, alt, svg, csv: table(occasion) }
}

/// The values of one indicator, by round.
fn values(occasion: &Occasion<'_>, at: IndicatorIx) -> Vec<f64> {
    let rows = occasion.log.measures.indicators.iter();
    rows.map(|row| f64::from(row.get(at).copied().unwrap_or(0.0))).collect()
}

/// The lowest and the highest value with their rounds, the earlier first.
fn swing(values: &[f64]) -> Option<[(Round, f64); 2]> {
    let low = values.iter().copied().enumerate().min_by(|a, b| a.1.total_cmp(&b.1))?;
    let high = values.iter().copied().enumerate().max_by(|a, b| a.1.total_cmp(&b.1))?;
    Some(if low.0 <= high.0 { [low, high] } else { [high, low] })
}

/// The indicators that have a panel, those first that swing most.
fn order(occasion: &Occasion<'_>) -> Vec<IndicatorIx> {
    let width = |at: &IndicatorIx| {
        swing(&values(occasion, *at)).map_or(0.0, |[from, to]| (to.1 - from.1).abs())
    };
    let mut order: Vec<IndicatorIx> = (0..occasion.polity.indicators.len()).collect();
    order.sort_by(|a, b| width(b).total_cmp(&width(a)).then(a.cmp(b)));
    order.truncate(PANELS);
    order
}

/// The crises that moved an indicator most, by date: those of one round under one number.
fn moments(occasion: &Occasion<'_>) -> Vec<Moment> {
    let mut all: Vec<Moment> =
        occasion.log.happenings.iter().filter_map(|one| moment(occasion, one)).collect();
    all.retain(|moment| moment.at < occasion.rounds());
    all.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.at.cmp(&b.at)));
    all.truncate(MOST);
    all.sort_by_key(|moment| moment.at);
    super::moments::one_a_round(all)
}

/// A crisis and what it did to the indicator that it moved most, if it moved any.
fn moment(occasion: &Occasion<'_>, happening: &Happening) -> Option<Moment> {
    let polity = occasion.polity;
    let crisis = polity.crises.get(happening.crisis)?;
    let chosen = happening.chosen.and_then(|(way, off)| Some((crisis.options.get(way)?, off)));
    let ways = chosen.into_iter().flat_map(|(way, came_off)| {
        let out = if came_off { &way.success_way } else { &way.failure_way };
        way.effects.iter().chain(&out.effects)
    });
    let mut pushes = vec![0.0; polity.indicators.len()];
    for effect in crisis.effects.iter().chain(ways) {
        if let Effect::Indicator(at, by) = *effect {
            pushes[at] += polity.ledger.quantity(by).central;
        }
    }
    let (at, push) = pushes
        .into_iter()
        .enumerate()
        .max_by(|a, b| a.1.abs().total_cmp(&b.1.abs()).then(b.0.cmp(&a.0)))?;
    let change = if push > 0.0 { "up" } else { "down" };
    let name = &polity.indicators[at].name;
    let text = format!("{} ({name} {change})", told(occasion, happening)?);
    (push.abs() >= TOLD).then(|| Moment::new(happening.at, text, push.abs()))
}

fn panel(
    sheet: &mut Sheet,
    plot: &Plot,
    values: &[f64],
    (label, own): (&[String], Option<Colour>),
    foremost: bool,
) {
    plot.values(sheet, &[0.0, 0.5, 1.0], |value| {
        if value == 0.5 { String::new() } else { format!("{value}") }
    });
    let colour = own.unwrap_or(if foremost { INK } else { PLAIN });
    let width = if foremost { 3.4 } else { 2.4 };
    let points: Vec<Point> =
        values.iter().enumerate().map(|(round, value)| plot.point(round, *value)).collect();
    if let ([(from, level), ..], Some((to, _))) = (&points[..], points.last()) {
        let outline: Vec<Point> =
            points.iter().copied().chain([(*to, *level), (*from, *level)]).collect();
        sheet.area(&outline, colour, 0.22);
    }
    sheet.dashed(&points, colour, width, DASH);
    if let Some(point) = points.last() {
        sheet.disc(*point, 3.5, colour);
    }
    let far = |[from, to]: &[(Round, f64); 2]| (to.1 - from.1).abs() >= TOLD;
    let ends = swing(values).filter(|ends| foremost && far(ends));
    let middle = ends.map_or(0.0, |[from, to]| f64::midpoint(from.1, to.1));
    for (round, value) in ends.into_iter().flatten() {
        let (x, y) = plot.point(round, value);
        sheet.disc((x, y), 5.0, colour);
        let set = Type::new(TEXT, INK).bold().anchored(Anchor::Middle);
        // The highest above its line, the lowest below it where the axis leaves room.
        let below = value < middle && y + 20.0 <= plot.bottom() - 2.0;
        let base = if below { y + 20.0 } else { y - 10.0 };
        let half = set.width("0.00") / 2.0;
        let x = x.clamp(plot.left + half, (plot.right() - half).max(plot.left + half));
        sheet.block(x - half - 2.0, base - 13.0, 2.0 * half + 4.0, 16.0, WHITE);
        sheet.text((x, base), set, &two_places(value));
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

/// Which indicator swings furthest between its lowest and its highest, and how.
fn title(occasion: &Occasion<'_>) -> String {
    let furthest = order(occasion).into_iter().next();
    let furthest = furthest.and_then(|at| Some((at, swing(&values(occasion, at))?)));
    let Some((at, [(_, from), (_, to)])) = furthest else {
        return "Nothing is measured".to_owned();
    };
    if (to - from).abs() < TOLD {
        return "No indicator moves far from where it began".to_owned();
    }
    let name = &occasion.polity.indicators[at].name;
    let figures = format!("{} to {}", two_places(from), two_places(to));
    let candidates =
        vec![format!("Biggest swing: {name}, {figures}"), format!("Biggest swing: {name}")];
    finding(candidates, "How the indicators moved")
}

fn alt(occasion: &Occasion<'_>, shown: &[IndicatorIx], title: &str) -> String {
    let calendar = &occasion.polity.calendar;
    let mut text = format!(
        "Line charts of {} indicators from 0 to 1, one above the other, in one simulated history of \
         \u{201c}{}\u{201d}, {}. {title}.",
        shown.len(),
        occasion.caption.title,
        occasion.period()
    );
    let mut shown = shown.to_vec();
    shown.sort_unstable();
    for at in shown {
        let (indicator, values) = (&occasion.polity.indicators[at], values(occasion, at));
        let (Some(first), Some(last)) = (values.first(), values.last()) else { continue };
        let by_value =
            |a: &(usize, &f64), b: &(usize, &f64)| a.1.total_cmp(b.1).then(b.0.cmp(&a.0));
        let highest = values.iter().enumerate().max_by(by_value);
        let told = highest.map_or(String::new(), |(round, value)| {
            format!(", highest {} {}", two_places(*value), calendar.when(round))
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
