//! One pair of twins: influence in both, until and after they part.

use std::ops::Range;

use super::figure::Figure;
use super::frame::{self, Plot};
use super::occasion::Occasion;
use super::palette::{INK, SOFT, WHITE, WITH, WITHOUT};
use super::sheet::{Anchor, MARGIN, Point, Sheet, TEXT, Type, WIDTH, Words};
use super::table::csv;
use super::words::{finding, listed, percent};
use crate::polity::{Round, Who};

const NAME: &str = "twins";
/// Most room on the right; longer names are cut.
const WIDEST: f64 = 260.0;
const PANEL: f64 = 165.0;
/// Most people, one panel each.
const MOST: usize = 4;

/// Draws the influence of those of whom the change or its questions speak (`named`, by id) and of
/// those whose courses differ most in one pair, a panel each: without the change in long dashes, with
/// it in short ones, with a rule where the twins part.
pub fn twins(
    base: &Occasion<'_>,
    whatif: &Occasion<'_>,
    rewrite: &str,
    named: &[String],
    parted: Option<Round>,
) -> Figure {
    let people = people(base, whatif, named);
    let calendar = &base.polity.calendar;
    let title = title(base, whatif, parted);
    let mut sheet = Sheet::default();
    let subtitle = format!(
        "What if: {rewrite}. Share of influence, per cent, in one pair of histories under the same \
         luck: one anecdote of many."
    );
    let mut top = frame::heading(&mut sheet, &title, &subtitle) + 32.0;
    let key = Type::new(15.0, INK);
    sheet.dashed(&[(MARGIN, top - 5.0), (MARGIN + 46.0, top - 5.0)], WITHOUT, 3.0, LONG);
    sheet.text((MARGIN + 54.0, top), key, "without the change");
    let from = MARGIN + 54.0 + key.width("without the change") + 30.0;
    sheet.dashed(&[(from, top - 5.0), (from + 46.0, top - 5.0)], WITH, 3.0, SHORT);
    sheet.text((from + 54.0, top), key, "with it");
    let from = from + 54.0 + key.width("with it") + 30.0;
    sheet.crosses(&[((from + 8.0, top - 5.0), INK)]);
    sheet.text((from + 24.0, top), key, "falls, dies or leaves the top");
    top += 42.0;
    let most =
        people.iter().flat_map(|(b, w)| [base.peak(*b).1, whatif.peak(*w).1]).fold(0.1, f64::max);
    let high = ((most * 1.05 * 10.0).ceil() / 10.0).min(1.0);
    let step = if high > 0.45 { 0.2 } else { 0.1 };
    let ticks: Vec<f64> =
        (0..=10).map(|n| f64::from(n) * step).filter(|x| *x <= high + 1e-9).collect();
    let left = MARGIN + 44.0;
    let name = Type::new(15.0, INK).bold();
    let gutter = people.iter().map(|(b, _)| 14.0 + name.width(base.short(*b)));
    let gutter = gutter.fold(150.0, f64::max).min(WIDEST);
    let first = top;
    for (at, (b, w)) in people.iter().enumerate() {
        let plot = Plot {
            left,
            top,
            width: WIDTH - MARGIN - gutter - left,
            height: PANEL,
            rounds: base.rounds().max(1),
            low: 0.0,
            high,
        };
        plot.values(&mut sheet, &ticks, percent);
        if at + 1 == people.len() {
            plot.years(&mut sheet, calendar);
        }
        if let Some(parted) = parted {
            let x = plot.start_of(parted);
            sheet.path(&[(x, plot.top - 6.0), (x, plot.bottom())], INK, 1.6);
            if at == 0 {
                let text = format!("the twins part, {}", calendar.words(parted));
                let set = Type::new(TEXT, INK).bold();
                let wide = set.width(&text);
                let (x, set) =
                    if x + wide > plot.right() { (x, set.anchored(Anchor::End)) } else { (x, set) };
                sheet.text((x, first - 11.0), set, &text);
            }
        }
        for (world, who, colour, dash, wide) in
            [(base, *b, WITHOUT, LONG, 2.8), (whatif, *w, WITH, SHORT, 2.8)]
        {
            for (points, ends) in traces(&plot, world, who) {
                sheet.fading_path(&points, WHITE, wide + 2.0, 0.7);
                sheet.dashed(&points, colour, wide, dash);
                if let Some(end) = points.last().filter(|_| ends) {
                    sheet.crosses(&[(*end, colour)]);
                }
            }
        }
        let x = plot.right() + 14.0;
        sheet.text((x, top + 14.0), name, &name.fit(base.short(*b), gutter - 14.0));
        let last = base.rounds().saturating_sub(1);
        let soft = Type::new(TEXT, SOFT);
        let (here, there) = (base.influence(last, *b), whatif.influence(last, *w));
        sheet.text((x, top + 34.0), soft, &format!("without: {}", at_end(here)));
        sheet.text((x, top + 53.0), soft, &format!("with it: {}", at_end(there)));
        top += PANEL + 26.0;
    }
    let height = frame::footer(&mut sheet, top + 10.0, base.caption);
    let alt = alt(base, whatif, &people, parted, &title);
    let words = Words { name: NAME, title: title.clone(), alt: alt.clone() };
    let svg = sheet.ink(height, &words);
    Figure { name: NAME.to_owned(), title, alt, svg, csv: table(base, whatif) }
}

/// Dashes of the base, and of the what-if.
const LONG: &[f64] = &[16.0, 4.0];
const SHORT: &[f64] = &[4.0, 3.5];

/// Influence at the end; whoever has none is not there: gone, or never come.
fn at_end(influence: f64) -> String {
    if influence > 0.0 { percent(influence) } else { "not there".to_owned() }
}

/// Someone's line, in one piece for each unbroken time at the top, and whether it ends with a cross: in
/// the round in which he is gone. Whoever goes in the first has no line, only a cross on the axis.
fn traces(plot: &Plot, world: &Occasion<'_>, who: Who) -> Vec<(Vec<Point>, bool)> {
    let trace = |run: Range<Round>| {
        let ends = run.end < world.rounds();
        let point = |round| plot.point(round, world.influence(round, who));
        let mut points: Vec<Point> = run.clone().map(point).collect();
        if ends {
            plot.carry(&mut points, run.end);
        }
        (points, ends)
    };
    let at_once = world.influence(0, who) == 0.0
        && world.begins(who)
        && world.end(who).is_some_and(|end| end.at() == 0);
    let mut traces: Vec<_> = world.runs(who).into_iter().map(trace).collect();
    if at_once {
        let mut points = Vec::new();
        plot.carry(&mut points, 0);
        traces.insert(0, (points, true));
    }
    traces
}

/// Whoever leads at the end of either twin, those who are named, and those whose influence differs
/// most, summed over time: in this order as long as there is room, by index in both.
fn people(base: &Occasion<'_>, whatif: &Occasion<'_>, named: &[String]) -> Vec<(Who, Who)> {
    let other = |b: Who| {
        let id = &base.log.cast[b].id;
        whatif.everyone().find(|w| whatif.log.cast[*w].id == *id)
    };
    let mut all: Vec<(f64, Who, Who)> = base
        .everyone()
        .filter_map(|b| Some((b, other(b)?)))
        .map(|(b, w)| {
            let apart = |r| (base.influence(r, b) - whatif.influence(r, w)).abs();
            ((0..base.rounds()).map(apart).sum(), b, w)
        })
        .collect();
    all.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    // The title names who leads at the end, so he is shown, however little he differs.
    let leads = |world: &Occasion<'_>, who: Who| world.log.measures.first.last() == Some(&who);
    let rank = |(_, b, w): &(f64, Who, Who)| {
        let leads = leads(base, *b) || leads(whatif, *w);
        (!leads, !named.contains(&base.log.cast[*b].id))
    };
    let mut shown = all.clone();
    shown.sort_by_key(rank);
    shown.truncate(MOST);
    all.retain(|one| shown.contains(one));
    all.into_iter().map(|(_, b, w)| (b, w)).collect()
}

fn title(base: &Occasion<'_>, whatif: &Occasion<'_>, parted: Option<Round>) -> String {
    // A lead that the labels do not show is no finding.
    let leads = |world: &Occasion<'_>| {
        let who = world.log.measures.first.last().copied()?;
        let last = world.rounds().saturating_sub(1);
        let others = world.everyone().filter(|other| *other != who);
        let next = others.map(|other| world.influence(last, other)).fold(0.0, f64::max);
        let shown = percent(world.influence(last, who)) != percent(next);
        shown.then(|| world.short(who).to_owned())
    };
    let candidates = match (parted, leads(base), leads(whatif)) {
        (None, ..) => vec!["In this pair the change changes nothing".to_owned()],
        (_, Some(here), Some(there)) if here == there => {
            vec![format!("{here} leads at the end in either twin")]
        }
        (_, Some(here), Some(there)) => {
            vec![format!("{here} leads at the end; with the change, {there}")]
        }
        _ => Vec::new(),
    };
    finding(candidates, "One pair of twins, and where they part")
}

fn alt(
    base: &Occasion<'_>,
    whatif: &Occasion<'_>,
    people: &[(Who, Who)],
    parted: Option<Round>,
    title: &str,
) -> String {
    let names: Vec<&str> = people.iter().map(|(b, _)| base.short(*b)).collect();
    let last = base.rounds().saturating_sub(1);
    let each: Vec<String> = people
        .iter()
        .map(|(b, w)| {
            let (here, there) = (base.influence(last, *b), whatif.influence(last, *w));
            format!(
                "{} at the end: {} without the change, {} with it",
                base.short(*b),
                at_end(here),
                at_end(there)
            )
        })
        .collect();
    let part = parted.map_or_else(
        || "The twins never part.".to_owned(),
        |at| format!("The twins part {}.", base.polity.calendar.when(at)),
    );
    format!(
        "Line charts, a panel each for {}, of influence in one pair of histories under the same \
         luck, without and with the change. {title}. {part} {}.",
        listed(&names),
        each.join("; ")
    )
}

fn table(base: &Occasion<'_>, whatif: &Occasion<'_>) -> String {
    let calendar = &base.polity.calendar;
    let rows = [(base, "base"), (whatif, "whatif")].into_iter().flat_map(|(world, name)| {
        (0..world.rounds()).flat_map(move |round| {
            world.everyone().filter(move |who| world.influence(round, *who) > 0.0).map(move |who| {
                let share = format!("{:.6}", world.influence(round, who));
                vec![name.to_owned(), calendar.label(round), world.log.cast[who].id.clone(), share]
            })
        })
    });
    csv(&["world", "month", "principal", "influence"], rows)
}

#[cfg(test)]
mod tests {
    use super::super::sample::sample;
    use super::*;
    use crate::engine::{Fall, Fate};

    #[test]
    fn a_cross_stands_in_the_round_of_the_end_even_if_that_is_the_first() {
        let mut sample = sample();
        let (soon, at_once): (Who, Who) = (0, 7);
        sample.log.measures.influence.iter_mut().for_each(|row| row[at_once] = 0.0);
        sample.log.falls.push(Fall {
            who: at_once,
            at: 0,
            fate: Fate::MinorPost,
            by: Vec::new(),
            showdown: 0,
            as_target: false,
        });
        let occasion = sample.occasion();
        let rounds = occasion.rounds();
        let plot =
            Plot { left: 0.0, top: 0.0, width: 142.0, height: 100.0, rounds, low: 0.0, high: 1.0 };
        let crosses = |who| -> Vec<Point> {
            let ended = traces(&plot, &occasion, who).into_iter().filter(|(_, ends)| *ends);
            ended.filter_map(|(points, _)| points.last().copied()).collect()
        };
        assert!(occasion.end(soon).is_some_and(|end| end.at() == 5));
        assert_eq!(crosses(soon).iter().map(|at| at.0).collect::<Vec<_>>(), [5.5]);
        assert_eq!(crosses(at_once), [(0.5, 100.0)]);
        assert_eq!(crosses(1), [], "he is there to the end");
    }
}
