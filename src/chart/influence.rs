//! Influence over time.

use libm::hypot;

use super::bands;
use super::figure::Figure;
use super::frame::{self, CHIPS, Plot};
use super::labels::{Extent, nearby, spread};
use super::moments::moments;
use super::occasion::{End, Occasion};
use super::palette::{Colour, INK, SOFT, WHITE};
use super::sheet::{MARGIN, Point, Sheet, Type, WIDTH, Words};
use super::table::csv;
use super::words::{fate, finding, listed, percent, season};
use crate::polity::Who;

const NAME: &str = "influence";
const HEIGHT: f64 = 380.0;
const LINE_WIDTH: f64 = 2.6;
const LABEL: f64 = 15.0;
/// Pixels from one marker on a line to the next, and rounds before the first.
const MARKERS_APART: f64 = 110.0;
const FIRST_MARKER: usize = 2;
/// Most room on the right, and for a name beside a cross: longer names are cut.
const WIDEST: f64 = 260.0;

/// Draws the influence of each contender, and of whoever else came to count, over time: lines
/// named at their ends, numbered events, and who held the main offices.
pub fn influence(occasion: &Occasion<'_>) -> Figure {
    let drawn = occasion.drawn();
    let moments = moments(occasion);
    let calendar = &occasion.polity.calendar;
    let title = title(occasion);
    let mut sheet = Sheet::default();
    let subtitle = format!(
        "Share of influence at the top, per cent, {}. Simulated; \u{d7} marks a fall or death.",
        occasion.period()
    );
    let top = frame::heading(&mut sheet, &title, &subtitle) + CHIPS + 12.0;
    let most = drawn.iter().map(|who| occasion.peak(*who).1).fold(0.1, f64::max);
    let high = ((most * 1.04 * 10.0).ceil() / 10.0).min(1.0);
    let left = MARGIN + 44.0;
    let plot = Plot {
        left,
        top,
        width: WIDTH - MARGIN - gutter(occasion, &drawn) - left,
        height: HEIGHT,
        rounds: occasion.rounds().max(1),
        low: 0.0,
        high,
    };
    let step = if high > 0.65 { 0.2 } else { 0.1 };
    let count = (high / step + 1e-9).floor();
    let ticks: Vec<f64> =
        (0..=10).map(f64::from).filter(|n| *n <= count).map(|n| n * step).collect();
    plot.values(&mut sheet, &ticks, percent);
    plot.years(&mut sheet, calendar);
    plot.rules(&mut sheet, &moments, plot.bottom());
    plot.chips(&mut sheet, &moments);
    lines(&mut sheet, &plot, occasion, &drawn);
    names(&mut sheet, &plot, occasion, &drawn);
    let mut foot = bands::draw(&mut sheet, &plot, occasion, plot.bottom() + 38.0);
    foot = frame::list(&mut sheet, foot + 6.0, &moments, calendar);
    let height = frame::footer(&mut sheet, foot, occasion.caption);
    let alt = alt(occasion, &drawn, &title);
    let words = Words { name: NAME, title: title.clone(), alt: alt.clone() };
    let svg = sheet.ink(height, &words);
    Figure { name: NAME.to_owned(), title, alt, svg, csv: table(occasion, &drawn) }
}

/// Room on the right for the widest name, and for names of offices.
fn gutter(occasion: &Occasion<'_>, drawn: &[Who]) -> f64 {
    let last = occasion.rounds().saturating_sub(1);
    let staying = drawn.iter().filter(|who| occasion.influence(last, **who) > 0.0);
    let (bold, plain) = (Type::new(LABEL, INK).bold(), Type::new(LABEL, INK));
    let named = staying.map(|who| 36.0 + bold.width(occasion.short(*who)) + plain.width(" 100%"));
    named.fold(140.0, f64::max).min(WIDEST)
}

fn lines(sheet: &mut Sheet, plot: &Plot, occasion: &Occasion<'_>, drawn: &[Who]) {
    let every = (MARKERS_APART * plot.rounds as f64 / plot.width).ceil().max(1.0);
    let every = (1..).take_while(|n| f64::from(*n) <= every).count().max(1);
    for who in drawn {
        let look = occasion.look(*who);
        for points in traces(plot, occasion, *who) {
            if let [only] = points[..] {
                sheet.disc(only, LINE_WIDTH, look.colour);
            }
            sheet.fading_path(&points, WHITE, LINE_WIDTH + 2.0, 0.8);
            sheet.dashed(&points, look.colour, LINE_WIDTH, look.dash);
            let first = FIRST_MARKER + every * look.marker as usize / 10;
            for point in points.iter().skip(first).step_by(every) {
                sheet.marker(*point, look.marker, look.colour);
            }
        }
    }
}

/// Someone's line, in one piece for each unbroken time at the top.
fn traces(plot: &Plot, occasion: &Occasion<'_>, who: Who) -> Vec<Vec<Point>> {
    let point = |round| plot.point(round, occasion.influence(round, who));
    let mut traces: Vec<Vec<Point>> =
        occasion.runs(who).into_iter().map(|run| run.map(point).collect()).collect();
    // The cross stands in the month of the end, at the height last held.
    if let (Some(end), Some(last)) = (occasion.end(who), occasion.runs(who).last())
        && end.at() == last.end
        && let Some(trace) = traces.last_mut()
    {
        let height = trace.last().map_or(plot.bottom(), |point| point.1);
        trace.push((plot.middle_of(end.at()), height));
    }
    traces
}

/// Names at the ends of lines: in the margin for those who lasted, at their cross for the rest.
fn names(sheet: &mut Sheet, plot: &Plot, occasion: &Occasion<'_>, drawn: &[Who]) {
    let last = occasion.rounds().saturating_sub(1);
    let all: Vec<(Who, Vec<Vec<Point>>)> =
        drawn.iter().map(|who| (*who, traces(plot, occasion, *who))).collect();
    let (mut staying, gone): (Vec<_>, Vec<_>) =
        all.iter().partition(|(who, _)| occasion.influence(last, *who) > 0.0);
    let end = |traces: &[Vec<Point>]| traces.last().and_then(|points| points.last()).copied();

    staying.sort_by(|a, b| {
        let height = |one: &(Who, Vec<Vec<Point>>)| end(&one.1).map_or(0.0, |point| point.1);
        height(a).total_cmp(&height(b)).then(a.0.cmp(&b.0))
    });
    let wanted: Vec<f64> = staying.iter().filter_map(|(_, t)| end(t)).map(|p| p.1).collect();
    let placed = spread(&wanted, 20.0, plot.top, plot.bottom());
    for ((who, traces), y) in staying.into_iter().zip(placed) {
        let Some(from) = end(traces) else { continue };
        let x = plot.right() + 28.0;
        let look = occasion.look(*who);
        sheet.path(&[from, (x - 10.0, y)], look.colour, 1.2);
        sheet.marker((x - 7.0, y), look.marker, look.colour);
        let (bold, soft) = (Type::new(LABEL, INK).bold(), Type::new(LABEL, SOFT));
        let share = percent(occasion.influence(last, *who));
        let room = WIDTH - MARGIN - x - 5.0 - soft.width(&share);
        let name = bold.fit(occasion.short(*who), room);
        sheet.text((x, y + 5.0), bold, &name);
        sheet.text((x + bold.width(&name) + 5.0, y + 5.0), soft, &share);
    }

    let inked: Vec<Point> =
        all.iter().flat_map(|(_, traces)| traces).flat_map(|points| dense(points)).collect();
    let room = Extent {
        left: plot.left + 2.0,
        top: plot.top,
        right: plot.right(),
        bottom: plot.bottom() - 2.0,
    };
    let mut taken: Vec<Extent> = gone
        .iter()
        .filter_map(|(_, traces)| end(traces))
        .map(|(x, y)| Extent { left: x - 6.0, top: y - 6.0, right: x + 6.0, bottom: y + 6.0 })
        .collect();
    let bold = Type::new(LABEL, INK).bold();
    let mut placed = Vec::new();
    for (who, traces) in gone {
        let Some(at) = end(traces) else { continue };
        let name = bold.fit(occasion.short(*who), WIDEST);
        let here = nearby(at, (bold.width(&name), 18.0), &room, &taken, &inked);
        taken.push(here);
        placed.push((name, at, here, occasion.look(*who).colour));
    }
    for (_, at, here, colour) in &placed {
        let near = (at.0.clamp(here.left, here.right), at.1.clamp(here.top, here.bottom));
        if hypot(near.0 - at.0, near.1 - at.1) > 14.0 {
            sheet.path(&[*at, near], *colour, 1.2);
        }
    }
    for (name, _, here, _) in &placed {
        let (wide, high) = (here.right - here.left, here.bottom - here.top);
        sheet.block(here.left - 1.0, here.top, wide + 2.0, high, WHITE);
        sheet.text((here.left, here.bottom - 4.0), bold, name);
    }
    let ends: Vec<(Point, Colour)> = placed.iter().map(|(_, at, _, c)| (*at, *c)).collect();
    sheet.crosses(&ends);
}

/// Points along a line, a few pixels apart.
fn dense(points: &[Point]) -> Vec<Point> {
    let mut along = Vec::new();
    for pair in points.windows(2) {
        let ((x, y), (to_x, to_y)) = (pair[0], pair[1]);
        for part in 0..4 {
            let share = f64::from(part) / 4.0;
            along.push((x + (to_x - x) * share, y + (to_y - y) * share));
        }
    }
    along.extend(points.last());
    along
}

/// Who came to lead, over whom, when, and what became of it.
fn title(occasion: &Occasion<'_>) -> String {
    let calendar = &occasion.polity.calendar;
    let stints = occasion.stints();
    let Some(main) = occasion.main_leader() else { return "Nobody leads".to_owned() };
    let at = stints.iter().position(|stint| *stint == main).unwrap_or(0);
    let name = occasion.short(main.who);
    let later_end = occasion.end(main.who).filter(|end| end.at() > main.from);
    let then = later_end.map(|end| match end {
        End::Fell(at, _) => format!(", falls {}", season(calendar, at)),
        End::Died(at) => format!(", dies {}", season(calendar, at)),
    });
    let mut candidates = Vec::new();
    let mut offer = |finding: String| {
        candidates.extend(then.iter().map(|then| format!("{finding}{then}")));
        candidates.push(finding);
    };
    let before = at.checked_sub(1).map(|before| stints[before]);
    if let Some(before) = before {
        let rival = occasion.short(before.who);
        let ended = occasion.end(before.who).filter(|end| end.at().abs_diff(main.from) <= 1);
        let when = season(calendar, main.from);
        match ended {
            Some(End::Fell(..)) => offer(format!("{name} leads once {rival} falls {when}")),
            Some(End::Died(..)) => offer(format!("{name} leads once {rival} dies {when}")),
            None => offer(format!("{name} overtakes {rival} {when}")),
        }
        offer(format!("{name} leads from {}", calendar.words(main.from)));
    } else if let Some(next) = stints.get(at + 1) {
        let when = season(calendar, next.from);
        let rival = occasion.short(next.who);
        match later_end.filter(|end| end.at().abs_diff(next.from) <= 1) {
            Some(End::Fell(..)) => candidates.push(format!("{name} leads until toppled {when}")),
            Some(End::Died(..)) => candidates.push(format!("{name} leads, and dies {when}")),
            None => candidates.push(format!("{name} leads until {rival} takes over {when}")),
        }
        candidates.push(format!("{name} leads until {}", calendar.words(next.from)));
    } else {
        // A lead of a month or two is not told, but that nobody had one may not be said either.
        let throughout = occasion.log.measures.first.iter().all(|first| *first == main.who);
        let how = if throughout { "from first to last" } else { "almost throughout" };
        candidates.push(format!("{name} leads {how}"));
    }
    let unit = calendar.unit.word();
    finding(candidates, &format!("Who leads, {unit} by {unit}"))
}

fn alt(occasion: &Occasion<'_>, drawn: &[Who], title: &str) -> String {
    let calendar = &occasion.polity.calendar;
    let last = occasion.rounds().saturating_sub(1);
    let mut text = format!(
        "Line chart of the influence of {} leaders in one simulated history of \u{201c}{}\u{201d}, {}. \
         {title}.",
        drawn.len(),
        occasion.caption.title,
        occasion.period()
    );
    let leads: Vec<String> = occasion
        .stints()
        .iter()
        .map(|s| format!("{} from {}", occasion.short(s.who), calendar.words(s.from)))
        .collect();
    if !leads.is_empty() {
        text += &format!(" In the lead: {}.", leads.join(", "));
    }
    for who in drawn {
        let (at, peak) = occasion.peak(*who);
        let name = occasion.short(*who);
        text += &format!(" {name} peaks at {} {}", percent(peak), calendar.when(at));
        match occasion.end(*who) {
            Some(End::Fell(at, fell)) => {
                text += &format!(" and falls {} ({}).", calendar.when(at), fate(fell, 1));
            }
            Some(End::Died(at)) => text += &format!(" and dies {}.", calendar.when(at)),
            None => {
                text += &format!(" and ends at {}.", percent(occasion.influence(last, *who)));
            }
        }
    }
    let offices: Vec<&str> = bands::offices(occasion)
        .into_iter()
        .map(|office| occasion.polity.offices[office].name.as_str())
        .collect();
    if !offices.is_empty() {
        text += &format!(" Bands below show who held these offices: {}.", listed(&offices));
    }
    text
}

fn table(occasion: &Occasion<'_>, drawn: &[Who]) -> String {
    let rows = (0..occasion.rounds()).flat_map(|round| {
        drawn.iter().map(move |who| {
            let influence = format!("{:.6}", occasion.influence(round, *who));
            let month = occasion.polity.calendar.label(round);
            vec![month, occasion.log.cast[*who].id.clone(), influence]
        })
    });
    csv(&["month", "principal", "influence"], rows)
}
