//! Bands under a plot: who held which office when.

use std::cmp::Reverse;

use super::frame::{LINE, Plot};
use super::lanes::lay;
use super::occasion::Occasion;
use super::palette::{GRID, INK, SOFT};
use super::sheet::{Anchor, MARGIN, Sheet, TEXT, Type, WIDTH};
use super::typeface::wrap;
use crate::engine::Tenure;
use crate::polity::{OfficeIx, Round, Who};

/// Most offices shown.
const MOST: usize = 6;
/// Most holders of one office that are named beside its band: more are only counted.
const MOST_BESIDE: usize = 16;
const HEIGHT: f64 = 22.0;
/// Pixels that a part of a band takes at least.
const LEAST: f64 = 2.0;

/// The offices that matter most, of those that anyone held: most responsible first, then by id.
pub(super) fn offices(occasion: &Occasion<'_>) -> Vec<OfficeIx> {
    let polity = occasion.polity;
    let weight =
        |office: &OfficeIx| polity.ledger.quantity(polity.offices[*office].responsibility).central;
    let held = |office: &OfficeIx| occasion.log.tenures.iter().any(|t| t.office == *office);
    let mut offices: Vec<OfficeIx> = (0..polity.offices.len()).filter(held).collect();
    offices.sort_by(|a, b| {
        let by_id = || polity.offices[*a].id.cmp(&polity.offices[*b].id);
        weight(b).total_cmp(&weight(a)).then_with(by_id)
    });
    offices.truncate(MOST);
    offices
}

/// Draws a band for each office below `top`, its name on the right; returns where they end.
pub(super) fn draw(sheet: &mut Sheet, plot: &Plot, occasion: &Occasion<'_>, top: f64) -> f64 {
    let mut top = top;
    let gutter = WIDTH - MARGIN - plot.right() - 12.0;
    for office in offices(occasion) {
        let it = &occasion.polity.offices[office];
        let (opens, closes) = (it.opens.unwrap_or(0), it.closes.unwrap_or(occasion.rounds()));
        let (from, to) = (plot.start_of(opens), plot.start_of(closes));
        sheet.block(from, top, (to - from).max(0.0), HEIGHT, GRID);
        let spans = spans(occasion, office);
        vacant(sheet, plot, &spans, (opens, closes), top);
        let mut short = Vec::new();
        let mut edge = plot.left;
        for (who, from, to) in spans {
            let left = plot.start_of(from).max(edge);
            let right = plot.start_of(to).max(left + LEAST);
            edge = right;
            let colour = occasion.look(who).colour;
            sheet.block(left, top, (right - left - 1.0).max(1.5), HEIGHT, colour);
            let name = occasion.short(who);
            let set = Type::new(TEXT, colour.text_on()).bold().anchored(Anchor::Middle);
            let middle = f64::midpoint(left, right);
            if set.width(name) + 8.0 <= right - left {
                sheet.text((middle, top + 16.0), set, name);
            } else {
                let name = Type::new(TEXT, INK).fit(name, plot.width);
                short.push((to - from, middle, name));
            }
        }
        let name = wrap(&it.name, TEXT, false, gutter);
        for (line, text) in name.iter().enumerate() {
            let base = top + 16.0 + LINE * line as f64;
            sheet.text((plot.right() + 12.0, base), Type::new(TEXT, INK), text);
        }
        let (named, more) = longest(short);
        let mut below = beside(sheet, plot, top + HEIGHT, &named);
        if more > 0 {
            let words = format!("and {more} more, who held it for shorter times");
            sheet.text((plot.left, below + 17.0), Type::new(TEXT, SOFT), &words);
            below += LINE;
        }
        top = below.max(top + 4.0 + LINE * name.len() as f64) + 7.0;
    }
    top
}

/// Says so where nobody holds an office.
fn vacant(
    sheet: &mut Sheet,
    plot: &Plot,
    spans: &[(Who, Round, Round)],
    (opens, closes): (Round, Round),
    top: f64,
) {
    let set = Type::new(TEXT, SOFT).anchored(Anchor::Middle);
    let ends = spans.iter().map(|span| span.2);
    let begins = spans.iter().map(|span| span.1).chain([closes]);
    for (from, to) in std::iter::once(opens).chain(ends).zip(begins) {
        let (left, right) = (plot.start_of(from), plot.start_of(to));
        if set.width("vacant") + 12.0 <= right - left {
            sheet.text((f64::midpoint(left, right), top + 16.0), set, "vacant");
        }
    }
}

/// Of names that do not fit their part of the band, those that held the office longest, in order, and
/// how many more there are: rounds held, middle of the part, name.
fn longest(mut names: Vec<(usize, f64, String)>) -> (Vec<(f64, String)>, usize) {
    let more = names.len().saturating_sub(MOST_BESIDE);
    if more > 0 {
        names.sort_by_key(|(rounds, ..)| Reverse(*rounds));
        names.truncate(MOST_BESIDE);
        names.sort_by(|a, b| a.1.total_cmp(&b.1));
    }
    (names.into_iter().map(|(_, middle, name)| (middle, name)).collect(), more)
}

/// Names that do not fit their part of the band, set below it, each tied to its part; returns where they
/// end.
fn beside(sheet: &mut Sheet, plot: &Plot, top: f64, names: &[(f64, String)]) -> f64 {
    let set = Type::new(TEXT, INK);
    let wide: Vec<(f64, f64)> =
        names.iter().map(|(middle, name)| (*middle, set.width(name))).collect();
    let mut foot = top;
    for (place, (middle, name)) in lay(&wide, (plot.left, plot.right())).iter().zip(names) {
        let row = top + place.down();
        if let Some(x) = place.foot {
            let mut tie = vec![(*middle, top), (x, top + 5.0)];
            tie.extend((place.lane > 0).then_some((x, row + 5.0)));
            sheet.path(&tie, SOFT, 1.0);
        }
        sheet.text((place.left, row + 17.0), set, name);
        foot = foot.max(row + LINE - 1.0);
    }
    foot
}

/// Who held an office, with times that follow on each other run together. Whoever held it as all
/// begins and lost it in the first round is there too, with no time of his own.
fn spans(occasion: &Occasion<'_>, office: OfficeIx) -> Vec<(Who, Round, Round)> {
    let rounds = occasion.rounds();
    let mut tenures: Vec<&Tenure> =
        occasion.log.tenures.iter().filter(|tenure| tenure.office == office).collect();
    tenures.sort_by_key(|tenure| tenure.from);
    let mut spans: Vec<(Who, Round, Round)> = Vec::new();
    for tenure in tenures {
        let to = tenure.to.unwrap_or(rounds).min(rounds);
        match spans.last_mut() {
            Some((who, _, end)) if *who == tenure.who && *end == tenure.from => *end = to,
            _ if to > tenure.from || tenure.from == 0 => spans.push((tenure.who, tenure.from, to)),
            _ => {}
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::super::sample::sample;
    use super::*;

    #[test]
    fn whoever_held_an_office_at_the_start_is_there_however_soon_he_lost_it() {
        let mut sample = sample();
        let held = |who, from, to| Tenure { office: 0, who, from, to };
        sample.log.tenures =
            vec![held(2, 0, Some(0)), held(3, 0, Some(7)), held(4, 7, Some(7)), held(5, 7, None)];
        let spans = spans(&sample.occasion(), 0);
        assert_eq!(spans[..2], [(2, 0, 0), (3, 0, 7)]);
        assert!(spans.iter().all(|span| span.0 != 4), "{spans:?}");
    }

    #[test]
    fn only_those_who_held_an_office_longest_are_named_beside_its_band() {
        let names = |count: usize| -> Vec<(usize, f64, String)> {
            (0..count).map(|k| (k, k as f64, k.to_string())).collect()
        };
        let (named, more) = longest(names(MOST_BESIDE));
        assert_eq!((named.len(), more), (MOST_BESIDE, 0));
        let (named, more) = longest(names(MOST_BESIDE + 5));
        assert_eq!((named.len(), more), (MOST_BESIDE, 5));
        assert_eq!(named[0].1, "5", "in order, without the shortest");
    }
}
