//! From whom to whom the lead at the end changes.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::figure::Figure;
use super::frame;
use super::labels::spread;
use super::pairs::Experiment;
use super::palette::{Colour, INK, SOFT};
use super::sheet::{Anchor, MARGIN, Point, Sheet, Type, WIDTH, Words};
use super::table::csv;
use super::typeface::wrap;
use super::words::finding;
use crate::statistics::{brief_hundredths, hundredths};

const NAME: &str = "flow";
const HEIGHT: f64 = 420.0;
const BAR: f64 = 26.0;
/// Most people named; the rest are one.
const MOST: usize = 6;
/// Steps of a ribbon's curve.
const STEPS: u32 = 24;
/// Width of a slice, and from one to the next, in pixels.
const SLICE: f64 = 4.0;
const SLICES_APART: f64 = 6.0;
const OTHERS: &str = "";
/// Size of the line that says who takes whose place, in pixels.
const SAID: f64 = 16.0;

/// Draws who leads at the end without the change (left) and with it (right), and from whom to whom
/// the lead goes; worlds in which it stays are palest.
pub fn flow(experiment: &Experiment<'_>) -> Figure {
    let streams = gathered(experiment);
    let all = experiment.pairs().max(1) as f64;
    let title = finding(vec![experiment.lead_moves()], "Who leads at the end, without and with it");
    let mut sheet = Sheet::default();
    let calendar = &experiment.polity.calendar;
    let last = calendar.when(calendar.rounds.saturating_sub(1));
    let subtitle = format!(
        "What if: {}. Who leads {last}, worlds in a hundred, {} under the same luck. {}: any \
         change stirs luck. Palest: the same person leads in both twins.",
        experiment.rewrite,
        experiment.counted(),
        experiment.winner_changes()
    );
    let mut top = frame::heading(&mut sheet, &title, &subtitle) + 34.0;
    let most = most(experiment, &streams);
    for line in wrap(&most, SAID, true, WIDTH - 2.0 * MARGIN) {
        sheet.text((MARGIN, top), Type::new(SAID, INK).bold(), &line);
        top += frame::LINE;
    }
    top += 52.0 - frame::LINE;
    let order = order(&streams);
    let gap = 10.0;
    let scale = (HEIGHT - gap * (order.len().saturating_sub(1)) as f64) / all;
    let (left, right) = (MARGIN + 210.0, WIDTH - MARGIN - 210.0);
    let bold = Type::new(15.0, INK).bold();
    sheet.text((left, top - 20.0), bold, "Without the change");
    sheet.text((right + BAR, top - 20.0), bold.anchored(Anchor::End), "With the change");
    let total = |of: &dyn Fn(&Key) -> bool| -> u64 {
        streams.iter().filter(|(key, _)| of(key)).map(|(_, n)| *n).sum()
    };
    let column = |side: usize| {
        let mut y = top;
        order
            .iter()
            .map(|id| {
                let n = total(&|key| [&key.0, &key.1][side] == id);
                let here = (y, n as f64 * scale, n);
                y += here.1 + if n > 0 { gap } else { 0.0 };
                here
            })
            .collect::<Vec<_>>()
    };
    let columns = [column(0), column(1)];
    let place = |id: &String| order.iter().position(|other| other == id).unwrap_or(0);
    let mut from: Vec<f64> = columns[0].iter().map(|c| c.0).collect();
    let mut to: Vec<f64> = columns[1].iter().map(|c| c.0).collect();
    let mut ribbons = Vec::new();
    for a in &order {
        for b in &order {
            for stays in [true, false] {
                let Some(n) = streams.get(&(a.clone(), b.clone(), stays)) else { continue };
                let thick = *n as f64 * scale;
                let (l, r) = (place(a), place(b));
                ribbons.push((stays, a, from[l], to[r], thick));
                from[l] += thick;
                to[r] += thick;
            }
        }
    }
    ribbons.sort_by_key(|(stays, ..)| !stays);
    for (stays, id, y0, y1, thick) in ribbons {
        let rare = thick < 0.012 * HEIGHT;
        let alpha = match (stays, rare) {
            (true, _) => 0.14,
            (false, true) => 0.36,
            (false, false) => 0.66,
        };
        let colour = colour(experiment, id);
        for shape in ribbon((left + BAR, y0), (right, y1), thick, id == OTHERS) {
            sheet.area(&shape, colour, alpha);
        }
    }
    for (side, bars) in columns.iter().enumerate() {
        let x = if side == 0 { left } else { right };
        for (id, (y, high, _)) in order.iter().zip(bars) {
            let high = high.max(0.6);
            for bar in ribbon((x, *y), (x + BAR, *y), high, id == OTHERS) {
                sheet.area(&bar, colour(experiment, id), 1.0);
            }
        }
        let shown: Vec<usize> = (0..order.len()).filter(|k| bars[*k].2 > 0).collect();
        let wanted: Vec<f64> = shown.iter().map(|k| bars[*k].0 + bars[*k].1 / 2.0).collect();
        let placed = spread(&wanted, 21.0, top, top + HEIGHT);
        for ((k, wanted), y) in shown.into_iter().zip(wanted).zip(placed) {
            let name = name(experiment, &order[k]);
            let share = brief_hundredths(bars[k].2 as f64 / all);
            let soft = Type::new(15.0, SOFT);
            if side == 0 {
                sheet.path(&[(x - 2.0, wanted), (x - 12.0, y)], SOFT, 1.0);
                let end = soft.anchored(Anchor::End);
                sheet.text((x - 16.0, y + 5.0), end, &share);
                let at = (x - 22.0 - soft.width(&share), y + 5.0);
                sheet.text(at, bold.anchored(Anchor::End), &bold.fit(name, at.0 - MARGIN));
            } else {
                sheet.path(&[(x + BAR + 2.0, wanted), (x + BAR + 12.0, y)], SOFT, 1.0);
                let start = x + BAR + 16.0;
                let name = bold.fit(name, WIDTH - MARGIN - start - 6.0 - soft.width(&share));
                sheet.text((start, y + 5.0), bold, &name);
                let at = (start + 6.0 + bold.width(&name), y + 5.0);
                sheet.text(at, soft, &share);
            }
        }
    }
    let height = frame::footer(&mut sheet, top + HEIGHT + 16.0, experiment.caption);
    let alt = alt(experiment, &streams, &title, &last);
    let words = Words { name: NAME, title: title.clone(), alt: alt.clone() };
    let svg = sheet.ink(height, &words);
    let rows =
        experiment.streams.iter().map(|s| vec![s.from.clone(), s.to.clone(), s.n.to_string()]);
    let csv = csv(&["base", "whatif", "pairs"], rows);
    Figure { name: NAME.to_owned(), title, alt, svg, csv }
}

/// Who leads in the base, who in the what-if, and whether that is the same person: among the rest it
/// need not be.
type Key = (String, String, bool);
type Streams = BTreeMap<Key, u64>;

/// The streams with those who lead least often as one, but for whom the title names.
fn gathered(experiment: &Experiment<'_>) -> Streams {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for s in experiment.streams {
        *counts.entry(&s.from).or_default() += s.n;
        *counts.entry(&s.to).or_default() += s.n;
    }
    let mut named: Vec<(&str, u64)> =
        counts.into_iter().filter(|(id, _)| experiment.is_named(id)).collect();
    let titled = experiment.most_moved().map(|lead| lead.id);
    named.sort_by_key(|&(id, count)| (titled != Some(id), Reverse(count), id));
    named.truncate(MOST);
    let known = |id: &str| {
        let id = named.iter().find(|(known, _)| *known == id).map_or(OTHERS, |(known, _)| known);
        id.to_owned()
    };
    let mut all = Streams::new();
    for s in experiment.streams {
        *all.entry((known(&s.from), known(&s.to), s.from == s.to)).or_default() += s.n;
    }
    all
}

/// Who stands where, from the top: most frequent first, the rest last.
fn order(streams: &Streams) -> Vec<String> {
    let mut counts: BTreeMap<&String, u64> = BTreeMap::new();
    for ((from, to, _), n) in streams {
        *counts.entry(from).or_default() += n;
        *counts.entry(to).or_default() += n;
    }
    let mut order: Vec<(&String, u64)> = counts.into_iter().collect();
    order.sort_by(|a, b| {
        (a.0.is_empty(), Reverse(a.1), a.0).cmp(&(b.0.is_empty(), Reverse(b.1), b.0))
    });
    order.into_iter().map(|(id, _)| id.clone()).collect()
}

fn colour(experiment: &Experiment<'_>, id: &str) -> Colour {
    if id.is_empty() { Colour(0x77, 0x77, 0x77) } else { experiment.look(id).colour }
}

fn name<'n>(experiment: &'n Experiment<'_>, id: &'n str) -> &'n str {
    if id.is_empty() { "others" } else { experiment.short(id) }
}

/// A band from one bar to another, as thick at either end; in upright slices where it is that of the
/// others, so that nobody's colour is taken for theirs, however pale.
fn ribbon(from: Point, to: Point, thick: f64, sliced: bool) -> Vec<Vec<Point>> {
    let wide = to.0 - from.0;
    if !sliced {
        let steps = (0..=STEPS).map(|k| wide * f64::from(k) / f64::from(STEPS));
        return vec![band(from, to, thick, steps)];
    }
    let count = (1_u32..).take_while(|k| f64::from(*k) * SLICES_APART < wide).count();
    let starts = (0_u32..).take(count + 1).map(|k| f64::from(k) * SLICES_APART);
    let slice = |start: f64| [start, (start + SLICE).min(wide)].into_iter();
    starts.map(|start| band(from, to, thick, slice(start))).collect()
}

/// The part of a band between two bars at these distances from the first.
fn band(from: Point, to: Point, thick: f64, at: impl Iterator<Item = f64>) -> Vec<Point> {
    let upper: Vec<Point> = at
        .map(|x| {
            let t = x / (to.0 - from.0);
            let s = t * t * (3.0 - 2.0 * t);
            (from.0 + x, from.1 + (to.1 - from.1) * s)
        })
        .collect();
    let lower = upper.iter().rev().map(|(x, y)| (*x, y + thick));
    upper.iter().copied().chain(lower).collect()
}

/// The most frequent changes from one person to another, in words.
fn most(experiment: &Experiment<'_>, streams: &Streams) -> String {
    let all = experiment.pairs().max(1) as f64;
    let mut changed: Vec<(&Key, &u64)> = streams.iter().filter(|((.., stays), _)| !stays).collect();
    if changed.is_empty() {
        return "Nobody takes another's place.".to_owned();
    }
    changed.retain(|((from, to, _), _)| !from.is_empty() && !to.is_empty());
    changed.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    let each: Vec<String> = changed
        .iter()
        .take(3)
        .map(|((from, to, _), n)| {
            let share = hundredths(**n as f64 / all);
            format!("from {} to {} in {share}", name(experiment, from), name(experiment, to))
        })
        .collect();
    if each.is_empty() {
        "No change between two of those named.".to_owned()
    } else {
        format!("Most often {}.", each.join(", "))
    }
}

fn alt(experiment: &Experiment<'_>, streams: &Streams, title: &str, last: &str) -> String {
    format!(
        "Flow chart of who leads {last} without and with the change, over {} of histories \
         under the same luck. {title}. {}. {}",
        experiment.counted(),
        experiment.winner_changes(),
        most(experiment, streams)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_others_are_drawn_in_slices_and_nobody_else_is() {
        let (from, to) = ((200.0, 50.0), (700.0, 90.0));
        assert_eq!(ribbon(from, to, 12.0, false).len(), 1);
        let slices = ribbon(from, to, 12.0, true);
        assert_eq!(slices.len(), 84);
        for (at, slice) in slices.iter().enumerate() {
            let wide = slice[1].0 - slice[0].0;
            assert!(wide > 0.0 && wide <= SLICE + 1e-9 && slice[1].0 <= to.0 + 1e-9, "{slice:?}");
            let apart = slices.get(at + 1).is_none_or(|next| next[0].0 - slice[1].0 > 1.0);
            assert!(apart, "{slice:?}");
        }
    }
}
