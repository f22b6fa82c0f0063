//! Difference in influence between twins, over time, around zero.

use super::figure::Figure;
use super::frame::{self, Plot};
use super::labels::spread;
use super::pairs::{Experiment, Gaps, Z};
use super::palette::{INK, SOFT, WHITE};
use super::sheet::{MARGIN, Point, Sheet, Type, WIDTH, Words};
use super::table::csv;
use super::words::{finding, listed};
use crate::history::capital;
use crate::statistics::{signed_hundredths, standing_among};

const NAME: &str = "difference";
const HEIGHT: f64 = 380.0;
const LABEL: f64 = 15.0;
/// Widest name, in pixels; longer names are cut.
const WIDEST: f64 = 240.0;
/// Most lines.
const LINES: usize = 6;
/// Greatest mean difference below which nobody is drawn unless he is among the first two.
const NOTED: f64 = 0.004;
/// Pairs below which nobody is said to gain or lose: a mean of so few has no error to rely on.
const LEAST: u64 = 30;

/// Draws the mean difference in influence of those for whom it is greatest, what-if less base,
/// month by month, with its Monte Carlo error, around a heavy line at zero.
pub fn difference(experiment: &Experiment<'_>, gaps: &[Gaps]) -> Figure {
    let drawn = drawn(gaps);
    let calendar = &experiment.polity.calendar;
    let title = title(experiment, &drawn, gaps.len());
    let mut sheet = Sheet::default();
    let subtitle = format!(
        "What if: {}. Influence with the change minus influence without, in points of a hundred, \
         mean of {} under the same luck. Shaded: Monte Carlo error (95 %). Title and labels: in \
         the last {} shown, {}.",
        experiment.rewrite,
        experiment.counted(),
        calendar.unit.word(),
        calendar.words(calendar.rounds.saturating_sub(1))
    );
    let mut top = frame::heading(&mut sheet, &title, &subtitle) + 34.0;
    let set = Type::new(17.0, INK).bold();
    sheet.text((MARGIN, top), set, &format!("{}.", experiment.lead_moves()));
    top += 22.0;
    let reach = |up: f64| drawn.iter().map(|g| reach(g, up)).fold(0.004, f64::max) * 1.12;
    let (most, least) = (reach(1.0), reach(-1.0));
    let step = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5]
        .into_iter()
        .find(|step| (most + least) / step <= 6.5)
        .unwrap_or(0.5);
    let (high, low) = ((most / step).ceil(), (least / step).ceil());
    let left = MARGIN + 52.0;
    let gutter = drawn.iter().map(|g| Type::new(LABEL, INK).bold().width(experiment.short(&g.id)));
    let gutter = gutter.fold(60.0, f64::max).min(WIDEST) + 90.0;
    let plot = Plot {
        left,
        top,
        width: WIDTH - MARGIN - gutter - left,
        height: HEIGHT,
        rounds: calendar.rounds.max(1),
        low: -low * step,
        high: high * step,
    };
    let ticks: Vec<f64> =
        (-8..=8).map(f64::from).filter(|n| *n <= high && *n >= -low).map(|n| n * step).collect();
    plot.values(&mut sheet, &ticks, |x| {
        let text = format!("{:.1}", x.abs() * 100.0);
        let text = text.trim_end_matches('0').trim_end_matches('.').to_owned();
        match x {
            x if x > 1e-9 => format!("+{text}"),
            x if x < -1e-9 => format!("\u{2212}{text}"),
            _ => "0".to_owned(),
        }
    });
    plot.years(&mut sheet, calendar);
    let zero = plot.height_of(0.0);
    for g in &drawn {
        let colour = experiment.look(&g.id).colour;
        let edge = |sign: f64| -> Vec<Point> {
            (0..g.mean.len()).map(|r| plot.point(r, g.mean[r] + sign * Z * g.error[r])).collect()
        };
        let mut around = edge(1.0);
        around.extend(edge(-1.0).into_iter().rev());
        sheet.area(&around, colour, 0.16);
    }
    sheet.path(&[(plot.left, zero), (plot.right(), zero)], INK, 3.0);
    let mut ends = Vec::new();
    for g in &drawn {
        let look = experiment.look(&g.id);
        let points: Vec<Point> = (0..g.mean.len()).map(|r| plot.point(r, g.mean[r])).collect();
        sheet.fading_path(&points, WHITE, 4.4, 0.8);
        sheet.dashed(&points, look.colour, 2.6, look.dash);
        let first = 4 + 3 * (look.marker as usize);
        for point in points.iter().skip(first).step_by(30) {
            sheet.marker(*point, look.marker, look.colour);
        }
        if let (Some(end), Some(last)) = (points.last(), g.mean.last()) {
            ends.push((*end, *last, g));
        }
    }
    ends.sort_by(|a, b| a.0.1.total_cmp(&b.0.1));
    let wanted: Vec<f64> = ends.iter().map(|(end, ..)| end.1).collect();
    let placed = spread(&wanted, 20.0, plot.top, plot.bottom());
    for ((from, last, g), y) in ends.into_iter().zip(placed) {
        let look = experiment.look(&g.id);
        let x = plot.right() + 28.0;
        sheet.path(&[from, (x - 10.0, y)], look.colour, 1.2);
        sheet.marker((x - 7.0, y), look.marker, look.colour);
        let bold = Type::new(LABEL, INK).bold();
        let name = bold.fit(experiment.short(&g.id), WIDEST);
        sheet.text((x, y + 5.0), bold, &name);
        let at = (x + bold.width(&name) + 5.0, y + 5.0);
        sheet.text(at, Type::new(LABEL, SOFT), &signed_hundredths(last));
    }
    let height = frame::footer(&mut sheet, plot.bottom() + 34.0, experiment.caption);
    let alt = alt(experiment, &drawn, &title);
    let words = Words { name: NAME, title: title.clone(), alt: alt.clone() };
    let svg = sheet.ink(height, &words);
    Figure { name: NAME.to_owned(), title, alt, svg, csv: table(experiment, gaps) }
}

/// Mean difference of greatest size, with its round.
fn peak(g: &Gaps) -> (usize, f64) {
    g.mean
        .iter()
        .copied()
        .enumerate()
        .fold((0, 0.0), |best, (r, x)| if x.abs() > best.1.abs() { (r, x) } else { best })
}

/// How far somebody's band goes up (1) or down (-1) from 0.
fn reach(g: &Gaps, up: f64) -> f64 {
    let each = g.mean.iter().zip(&g.error);
    each.fold(0.0, |most: f64, (mean, error)| most.max(up * mean + Z * error))
}

/// Mean difference in the last round.
fn at_end(g: &Gaps) -> f64 {
    g.mean.last().copied().unwrap_or(0.0)
}

/// Standard error of that.
fn error_at_end(g: &Gaps) -> f64 {
    g.error.last().copied().unwrap_or(0.0)
}

fn drawn(gaps: &[Gaps]) -> Vec<&Gaps> {
    let mut all: Vec<&Gaps> = gaps.iter().collect();
    all.sort_by(|a, b| peak(b).1.abs().total_cmp(&peak(a).1.abs()).then(a.id.cmp(&b.id)));
    let keep = all.iter().take_while(|g| peak(g).1.abs() >= NOTED).count().clamp(2, LINES);
    // Whom the title may name is drawn, even if others moved farther in between.
    let by_end = |a: &&&Gaps, b: &&&Gaps| at_end(a).total_cmp(&at_end(b)).then(b.id.cmp(&a.id));
    let named: Vec<&Gaps> = [all.iter().max_by(by_end), all.iter().min_by(by_end)]
        .into_iter()
        .flatten()
        .copied()
        .collect();
    all.sort_by_key(|g| at_end(g).abs() <= NOTED || !named.iter().any(|n| n.id == g.id));
    all.truncate(keep);
    all.sort_by(|a, b| a.id.cmp(&b.id));
    all
}

/// Who has gained or lost most at the end, by more than is worth telling and than chance gives the
/// first of so many as are `compared`: everyone whose distance from the first lies within the errors
/// of both.
fn foremost<'a>(drawn: &[&'a Gaps], compared: usize, sign: f64) -> Vec<&'a Gaps> {
    let point = standing_among(compared);
    let clear = |g: &&Gaps| sign * at_end(g) > NOTED.max(point * error_at_end(g));
    let mut clear: Vec<&Gaps> = drawn.iter().copied().filter(clear).collect();
    clear.sort_by(|a, b| (sign * at_end(b)).total_cmp(&(sign * at_end(a))).then(a.id.cmp(&b.id)));
    let error = |g: &Gaps| Z * error_at_end(g);
    // Two errors added hold however the two hang together.
    let first = clear.first().copied();
    clear.retain(|g| {
        first.is_some_and(|f| (at_end(f) - at_end(g)).abs() <= error(f) + error(g) || f.id == g.id)
    });
    clear
}

fn title(experiment: &Experiment<'_>, drawn: &[&Gaps], compared: usize) -> String {
    if experiment.pairs() < LEAST {
        return "Too few pairs to say whose influence moves".to_owned();
    }
    let (gain, lose) = (foremost(drawn, compared, 1.0), foremost(drawn, compared, -1.0));
    let names = |all: &[&Gaps]| match all {
        [one] => experiment.short(&one.id).to_owned(),
        [one, other] => {
            format!("{} and {}", experiment.short(&one.id), experiment.short(&other.id))
        }
        _ => "several".to_owned(),
    };
    // Of more than two nobody is named, and so nobody ranked.
    let most = |all: &[&Gaps]| if all.len() > 2 { "" } else { " most" };
    let verb = |all: &[&Gaps], one: &'static str, many: &'static str| {
        if all.len() == 1 { one } else { many }
    };
    let (gains, loses) = (names(&gain), names(&lose));
    let has = |all: &[&Gaps]| verb(all, "has", "have");
    let candidates = match (gain.is_empty(), lose.is_empty()) {
        (false, false) => {
            let (more, less) = (most(&gain), most(&lose));
            let (rise, fall) = (verb(&gain, "gains", "gain"), verb(&lose, "loses", "lose"));
            vec![
                format!("At the end {gains} {} gained{more}, {loses} lost{less}", has(&gain)),
                capital(&format!("{gains} {rise}{more}, {loses} {fall}{less}")),
                "At the end some have gained, others lost".to_owned(),
            ]
        }
        (false, true) => vec![
            format!("At the end {gains} {} gained by the change", has(&gain)),
            format!("At the end {gains} {} gained", has(&gain)),
            "At the end some have gained by the change".to_owned(),
        ],
        (true, false) => vec![
            format!("At the end {loses} {} lost by the change", has(&lose)),
            format!("At the end {loses} {} lost", has(&lose)),
            "At the end some have lost by the change".to_owned(),
        ],
        (true, true) if drawn.iter().any(|g| at_end(g).abs() > NOTED) => {
            vec!["At the end nobody's gain stands out from chance".to_owned()]
        }
        (true, true) if drawn.iter().any(|g| peak(g).1.abs() > NOTED) => {
            vec!["At the end the change hardly shows in influence".to_owned()]
        }
        (true, true) => Vec::new(),
    };
    finding(candidates, "The change hardly moves anyone's influence")
}

fn alt(experiment: &Experiment<'_>, drawn: &[&Gaps], title: &str) -> String {
    let calendar = &experiment.polity.calendar;
    let each: Vec<String> = drawn
        .iter()
        .map(|g| {
            let (at, x) = peak(g);
            format!(
                "{} {} points {}",
                experiment.short(&g.id),
                signed_hundredths(x),
                calendar.when(at)
            )
        })
        .collect();
    format!(
        "Line chart of mean differences in influence, with the change minus without, around zero, \
         over {} of histories under the same luck. {title}. Widest: {}. {}.",
        experiment.counted(),
        listed(&each),
        experiment.lead_moves()
    )
}

fn table(experiment: &Experiment<'_>, gaps: &[Gaps]) -> String {
    let calendar = &experiment.polity.calendar;
    // One pair has no spread to take an error from.
    let error = |x: f64| if experiment.pairs() > 1 { format!("{x:.6}") } else { String::new() };
    let rows = gaps.iter().flat_map(|g| {
        (0..g.mean.len()).map(move |r| {
            let (low, high) = g.spread.get(r).copied().unwrap_or_default();
            vec![
                calendar.label(r),
                g.id.clone(),
                format!("{:.6}", g.mean[r]),
                error(g.error[r]),
                format!("{low:.3}"),
                format!("{high:.3}"),
            ]
        })
    });
    csv(&["month", "principal", "mean", "standard_error", "tenth", "ninetieth"], rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_axis_holds_the_bands_and_not_only_the_lines() {
        let g = Gaps {
            id: "one".into(),
            mean: vec![0.0, -0.08, -0.07],
            error: vec![0.0, 0.01, 0.03],
            spread: Vec::new(),
        };
        assert!((reach(&g, -1.0) - (0.07 + Z * 0.03)).abs() < 1e-12);
        assert_eq!(reach(&g, 1.0), 0.0);
    }
}
