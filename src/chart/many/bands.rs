//! Influence in many histories: bands, and single histories over them.

use std::cmp::Reverse;

use super::super::figure::Figure;
use super::super::frame::{self, Plot};
use super::super::palette::{INK, SOFT, WHITE};
use super::super::sheet::{MARGIN, Point, Sheet, TEXT, Type, WIDTH, Words};
use super::super::table::csv;
use super::super::words::{finding, percent};
use super::Multitude;
use crate::statistics::{Interval, standing_among};

const NAME: &str = "influence-bands";
const PANEL: f64 = 140.0;
const GAP: f64 = 36.0;
const HEAD: f64 = 30.0;
/// Most panels.
const MOST: usize = 8;
/// Whoever leads this often in some month, or counts for this much in some of the histories, has a
/// panel.
const OFTEN: f64 = 0.05;
const NOTED: f64 = 0.25;
/// Strength of each band; where they lie over each other they add up.
const BAND: f64 = 0.2;

/// Draws where each main contender's influence lies in 50, 80 and 95 of 100 histories, month by
/// month, with thin single histories over the bands: one panel a person, the same axes in all.
pub fn influence_bands(many: &Multitude<'_>) -> Figure {
    let shown = shown(many);
    let title = title(many, &shown);
    let subtitle = format!(
        "Share of influence at the top, {}. Bands hold 50, 80 and 95 of 100 histories in each {}, \
         the dashed line is the median, {}; the dead and the fallen count as 0. Simulated; {}.",
        many.period(),
        many.polity.calendar.unit.word(),
        match many.singles.len() {
            1 => "the thin line is 1 single history".to_owned(),
            n => format!("thin lines are {n} single histories"),
        },
        many.known("the share within a band")
    );
    let mut sheet = Sheet::default();
    let top = frame::heading(&mut sheet, &title, &subtitle);
    let bands = shown.iter().flat_map(|who| many.bands.iter().map(move |row| row[*who][6]));
    let singles = shown.iter().flat_map(|who| {
        let rounds = many.singles.iter().flatten();
        rounds.map(move |row| row.get(*who).copied().map_or(0.0, f64::from))
    });
    let most = bands.chain(singles).fold(0.1, f64::max);
    let high = ((most * 1.02 * 10.0).ceil() / 10.0).min(1.0);
    let left = MARGIN + 44.0;
    let width = (WIDTH - MARGIN - left - GAP) / 2.0;
    let mut foot = top;
    for (at, who) in shown.iter().enumerate() {
        let (row, column) = ((at / 2) as f64, (at % 2) as f64);
        let plot = Plot {
            left: left + column * (width + GAP),
            top: top + HEAD + row * (PANEL + HEAD + 16.0),
            width,
            height: PANEL,
            rounds: many.rounds().max(1),
            low: 0.0,
            high,
        };
        let lowest = at + 2 >= shown.len();
        panel(&mut sheet, &plot, many, *who, (column == 0.0, lowest));
        foot = plot.bottom() + if lowest { 32.0 } else { 0.0 };
    }
    let height = frame::footer(&mut sheet, foot, many.caption);
    let alt = alt(many, &shown, &title);
    let words = Words { name: NAME, title: title.clone(), alt: alt.clone() };
    let svg = sheet.ink(height, &words);
    Figure { name: NAME.to_owned(), title, alt, svg, csv: table(many, &shown) }
}

/// Contenders, and whoever leads often or counts for much: the most often leading first.
fn shown(many: &Multitude<'_>) -> Vec<usize> {
    let lead =
        |who: usize| (0..many.rounds()).map(|round| many.leading(round, who)).fold(0.0, f64::max);
    let peak = |who: usize| many.bands.iter().map(|row| row[who][6]).fold(0.0, f64::max);
    let mut shown: Vec<(bool, f64, f64, usize)> = (0..many.persons())
        .map(|who| (many.is_contender(who), lead(who), peak(who), who))
        .filter(|&(contender, lead, peak, _)| contender || lead >= OFTEN || peak >= NOTED)
        .collect();
    shown.sort_by(|a, b| {
        Reverse(a.0).cmp(&Reverse(b.0)).then(b.1.total_cmp(&a.1)).then(b.2.total_cmp(&a.2))
    });
    shown.truncate(MOST);
    shown.sort_by(|a, b| b.1.total_cmp(&a.1).then(b.2.total_cmp(&a.2)).then(a.3.cmp(&b.3)));
    shown.into_iter().map(|(.., who)| who).collect()
}

fn panel(
    sheet: &mut Sheet,
    plot: &Plot,
    many: &Multitude<'_>,
    who: usize,
    (first_column, lowest): (bool, bool),
) {
    let look = many.look(who);
    let bold = Type::new(16.0, INK).bold();
    let (name, base) = (bold.fit(many.short(who), plot.width - 16.0), plot.top - 10.0);
    sheet.marker((plot.left + 5.0, base - 5.0), look.marker, look.colour);
    sheet.text((plot.left + 16.0, base), bold, &name);
    let told = many.bands.last().map_or(String::new(), |row| {
        let [_, _, low, middle, high, ..] = row[who];
        if high == 0.0 {
            return "at the end mostly nothing".to_owned();
        }
        format!(
            "at the end {}, half within {}\u{2013}{}",
            percent(middle),
            whole(low),
            percent(high)
        )
    });
    let set = Type::new(TEXT, SOFT);
    let x = plot.left + 26.0 + bold.width(&name);
    if x + set.width(&told) <= plot.right() {
        sheet.text((x, base), set, &told);
    }
    let step = if plot.high > 0.45 { 0.2 } else { 0.1 };
    let ticks: Vec<f64> =
        (0..=10).map(|n| f64::from(n) * step).filter(|value| *value <= plot.high + 1e-9).collect();
    plot.values(sheet, &ticks, |value| if first_column { percent(value) } else { String::new() });
    for (low, high) in [(0, 6), (1, 5), (2, 4)] {
        let edge = |at: usize| -> Vec<Point> {
            let rows = many.bands.iter().enumerate();
            rows.map(|(round, row)| plot.point(round, row[who][at])).collect()
        };
        let outline: Vec<Point> =
            edge(low).into_iter().chain(edge(high).into_iter().rev()).collect();
        sheet.area(&outline, look.colour, BAND);
    }
    let thin = look.colour.darkened(WHITE, 7.0);
    for single in &many.singles {
        for run in runs(plot, single, who) {
            sheet.fading_path(&run, thin, 0.9, 0.5);
        }
    }
    let median: Vec<Point> =
        many.bands.iter().enumerate().map(|(round, row)| plot.point(round, row[who][3])).collect();
    sheet.fading_path(&median, WHITE, 4.6, 0.85);
    sheet.dashed(&median, INK, 2.6, &[10.0, 4.0]);
    plot.values(sheet, &[0.0], |_| String::new());
    if lowest {
        plot.years(sheet, &many.polity.calendar);
    }
}

/// A percentage without its sign.
fn whole(share: f64) -> String {
    format!("{:.0}", share * 100.0)
}

/// One history's line, in a piece for each unbroken time at the top.
fn runs(plot: &Plot, single: &[Vec<f32>], who: usize) -> Vec<Vec<Point>> {
    let mut runs = vec![Vec::new()];
    for (round, row) in single.iter().enumerate() {
        let share = row.get(who).copied().map_or(0.0, f64::from);
        if share > 0.0 {
            runs.last_mut().expect("there is always one").push(plot.point(round, share));
        } else if runs.last().is_some_and(|run| !run.is_empty()) {
            runs.push(Vec::new());
        }
    }
    runs
}

/// Whose influence differs most from history to history, if that is known.
fn title(many: &Multitude<'_>, shown: &[usize]) -> String {
    if many.histories == 1 {
        return "Influence in the one history that was played".to_owned();
    }
    let mut widths: Vec<(Interval, usize)> =
        shown.iter().map(|&who| (width(many, who), who)).collect();
    widths.sort_by(|a, b| b.0.lo.total_cmp(&a.0.lo).then(a.1.cmp(&b.1)));
    let found = match widths[..] {
        [] => None,
        [(first, who), ref others @ ..] if others.iter().all(|(next, _)| first.lo > next.hi) => {
            let (name, s) = (many.short(who), many.verb(who, "s", ""));
            Some(format!("{name}\u{2019}{s} fortunes differ most between histories"))
        }
        _ => Some("Too few histories to say whose fortunes differ most".to_owned()),
    };
    finding(found.into_iter().collect(), "Where influence lies in most histories")
}

/// The width of the band of 80 in 100 histories, summed over time, with its interval at 95 %. The error
/// of a quantile is that of its share, by how thickly histories lie around it; errors of all rounds
/// are taken to go one way, so that the interval is on the wide side.
fn width(many: &Multitude<'_>, who: usize) -> Interval {
    // Of the share of a tenth, over what lies between the quantiles on either side of it.
    let error = (0.1 * 0.9 / many.histories as f64).sqrt() / (0.25 - 0.025);
    let (width, reach) = many.bands.iter().fold((0.0, 0.0), |(width, reach), row| {
        let [least, low, lower, _, upper, high, most] = row[who];
        let (below, above) = (error * (lower - least), error * (most - upper));
        (width + high - low, reach + standing_among(1) * (below * below + above * above).sqrt())
    });
    Interval { lo: width - reach, hi: width + reach }
}

fn alt(many: &Multitude<'_>, shown: &[usize], title: &str) -> String {
    let mut text = format!(
        "Small line charts with bands, one for each of {} leaders, of influence {}. {title}.",
        shown.len(),
        many.matter()
    );
    if let Some(row) = many.bands.last() {
        for who in shown {
            let [low, _, _, middle, _, _, high] = row[*who];
            text += &format!(
                " {} at the end: median {}, 95 of 100 histories between {} and {}.",
                many.short(*who),
                percent(middle),
                percent(low),
                percent(high)
            );
        }
    }
    text
}

fn table(many: &Multitude<'_>, shown: &[usize]) -> String {
    const SERIES: [&str; 7] = ["q02.5", "q10", "q25", "q50", "q75", "q90", "q97.5"];
    let label = |round: usize| many.polity.calendar.label(round);
    let mut rows = Vec::new();
    for who in shown {
        for (round, row) in many.bands.iter().enumerate() {
            for (series, value) in SERIES.iter().zip(row[*who]) {
                let id = many.id(*who).to_owned();
                rows.push(vec![label(round), id, (*series).to_owned(), format!("{value:.3}")]);
            }
        }
        for (history, single) in many.singles.iter().enumerate() {
            for (round, row) in single.iter().enumerate() {
                let value = row.get(*who).copied().unwrap_or(0.0);
                let (id, series) = (many.id(*who).to_owned(), format!("history {history}"));
                rows.push(vec![label(round), id, series, format!("{value:.6}")]);
            }
        }
    }
    csv(&["month", "principal", "series", "influence"], rows)
}
