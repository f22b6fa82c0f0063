//! When they fall, as quantile dotplots.

use std::cmp::Reverse;

use super::super::figure::Figure;
use super::super::frame::{self, Plot};
use super::super::palette::{GRID, INK, SOFT};
use super::super::sheet::{MARGIN, Sheet, TEXT, Type, WIDTH, Words};
use super::super::table::csv;
use super::super::typeface::wrap;
use super::super::words::{finding, listed};
use super::Multitude;
use crate::history::capital;
use crate::polity::Round;
use crate::statistics::{Estimate, wilson};

const NAME: &str = "falls";
/// Dots for all histories; each is two in a hundred. Fewer histories have one dot each.
const DOTS: u64 = 50;
const DOT: f64 = 6.2;
/// Height of a dot with the space over it.
const PITCH: f64 = 13.4;
/// Most rows.
const MOST: usize = 10;
/// Room on the left for names.
const GUTTER: f64 = 206.0;

/// Draws when each person falls: a row of dots a person, each two in a hundred histories, where
/// the quantiles of the month of falling lie. Of few histories each has its dot.
pub fn falls(many: &Multitude<'_>) -> Figure {
    let (shown, rare) = shown(many);
    let title = title(many, &shown);
    let dot = if is_few(many) { "one history" } else { "two in 100 histories" };
    let subtitle = format!(
        "{} of the first fall, {}. Each dot is {dot}; those without the fall leave no dot. \
         Simulated; {}.",
        capital(many.polity.calendar.unit.word()),
        many.period(),
        many.known("a share")
    );
    let mut sheet = Sheet::default();
    let top = frame::heading(&mut sheet, &title, &subtitle) + 14.0;
    let left = MARGIN + GUTTER;
    let mut plot = Plot {
        left,
        top,
        width: WIDTH - MARGIN - left,
        height: 0.0,
        rounds: many.rounds().max(1),
        low: 0.0,
        high: 1.0,
    };
    // As many rounds to a column of dots as make it as wide as a dot.
    let bin = (2.0 * DOT * plot.rounds as f64 / plot.width).ceil().max(1.0) as usize;
    let mut base = top;
    for who in &shown {
        let columns = columns(&dots(many, *who), bin);
        let highest = columns.iter().map(|(_, dots)| *dots).max().unwrap_or(0) as f64;
        base += (highest * PITCH + 12.0).max(50.0);
        sheet.path(&[(MARGIN, base), (plot.right(), base)], GRID, 1.0);
        let look = many.look(*who);
        for (column, dots) in columns {
            let middle = (column * bin) as f64 + bin as f64 / 2.0;
            let x = plot.left + plot.width * (middle / plot.rounds as f64).min(1.0);
            for dot in 0..dots {
                let centre = (x, base - DOT - 2.0 - dot as f64 * PITCH);
                sheet.disc(centre, DOT, look.colour);
            }
        }
        sheet.marker((MARGIN + 6.0, base - 33.0), look.marker, look.colour);
        let bold = Type::new(16.0, INK).bold();
        let name = bold.fit(many.short(*who), GUTTER - 34.0);
        sheet.text((MARGIN + 18.0, base - 28.0), bold, &name);
        if let Some(found) = many.rate(many.fallen(*who)) {
            let falls = many.verb(*who, "falls", "fall");
            let often = if is_few(many) {
                format!("{} of {}", many.fallen(*who), many.histories)
            } else {
                found.in_hundred().replace(" in ", " of ")
            };
            let set = Type::new(TEXT, SOFT);
            sheet.text((MARGIN + 18.0, base - 9.0), set, &format!("{falls} in {often}"));
        }
    }
    (plot.top, plot.height) = (top, base - top);
    plot.years(&mut sheet, &many.polity.calendar);
    let mut foot = plot.bottom() + 32.0;
    if !rare.is_empty() {
        let told = format!("Less often: {}.", listed(&rare));
        for line in wrap(&told, TEXT, false, WIDTH - 2.0 * MARGIN) {
            foot += frame::LINE;
            sheet.text((MARGIN, foot), Type::new(TEXT, SOFT), &line);
        }
        foot += 4.0;
    }
    let height = frame::footer(&mut sheet, foot, many.caption);
    let alt = alt(many, &shown, &title);
    let words = Words { name: NAME, title: title.clone(), alt: alt.clone() };
    let svg = sheet.ink(height, &words);
    Figure { name: NAME.to_owned(), title, alt, svg, csv: table(many) }
}

/// Those who have at least one dot, most often fallen first; and the names of the rest who fall.
fn shown<'a>(many: &'a Multitude<'_>) -> (Vec<usize>, Vec<&'a str>) {
    let mut fallen: Vec<usize> = (0..many.persons()).filter(|who| many.fallen(*who) > 0).collect();
    fallen.sort_by_key(|&who| (Reverse(many.fallen(who)), who));
    let (mut shown, rare): (Vec<_>, Vec<_>) =
        fallen.into_iter().partition(|who| !dots(many, *who).is_empty());
    let rare = shown.split_off(shown.len().min(MOST)).into_iter().chain(rare);
    (shown, rare.map(|who| many.short_within(who)).collect())
}

/// The first month by which this share of someone's falls, above 0, has come.
fn quantile(many: &Multitude<'_>, who: usize, share: f64) -> Option<Round> {
    let rank = share * many.fallen(who) as f64;
    let mut below = 0.0;
    many.falls.get(who)?.iter().position(|count| {
        below += f64::from(*count);
        below > 0.0 && below >= rank
    })
}

/// Whether there are fewer histories than dots.
fn is_few(many: &Multitude<'_>) -> bool {
    many.histories < DOTS
}

/// Where someone's dots lie: of fifty equally likely fates in order of the month of falling, or of all
/// histories if they are fewer, the months of those in which they fall.
fn dots(many: &Multitude<'_>, who: usize) -> Vec<Round> {
    let all = DOTS.min(many.histories);
    let share = many.fallen(who) as f64 / many.histories.max(1) as f64;
    let wanted = (share * all as f64).round() as usize;
    let place = |dot: usize| quantile(many, who, (dot as f64 + 0.5) / wanted as f64);
    (0..wanted).filter_map(place).collect()
}

/// How many dots stand in each column of so many rounds.
fn columns(dots: &[Round], bin: usize) -> Vec<(usize, usize)> {
    let mut columns: Vec<(usize, usize)> = Vec::new();
    for dot in dots {
        match columns.last_mut() {
            Some((column, many)) if *column == dot / bin => *many += 1,
            _ => columns.push((dot / bin, 1)),
        }
    }
    columns
}

/// Who falls most often, and by when mostly, or which two do, as far as it is known. Newcomers are
/// many, and not held against single persons.
fn title(many: &Multitude<'_>, shown: &[usize]) -> String {
    let calendar = &many.polity.calendar;
    let mut ranked: Vec<(usize, u32)> = (0..many.polity.principals.len())
        .map(|who| (who, u32::try_from(many.fallen(who)).unwrap_or(u32::MAX)))
        .collect();
    ranked.sort_by_key(|&(who, count)| (Reverse(count), who));
    let mut candidates = Vec::new();
    match (many.front(&ranked), &ranked[..]) {
        _ if shown.is_empty() => {}
        (Some(1), [(first, count), ..]) => {
            let name = many.short(*first);
            let most = many.rate(u64::from(*count)).map(Estimate::in_hundred).unwrap_or_default();
            let told = most.replace(" in ", " of ");
            if let Some(median) = quantile(many, *first, 0.5) {
                let by = calendar.date(median).year() + 1;
                let before = (many.falls[*first].iter().enumerate())
                    .filter(|(round, _)| calendar.date(*round).year() < by)
                    .map(|(_, count)| u64::from(*count))
                    .sum();
                let most = wilson(before, u64::from(*count)).is_some_and(|share| share.lo > 0.5);
                let how = if most { "mostly" } else { "half" };
                candidates.push(format!("{name} falls in {told}, {how} before {by}"));
            }
            candidates.push(format!("{name} falls most often: in {told}"));
        }
        (Some(_), [(one, _), (other, _), ..]) => {
            let (one, other) = (many.short(*one), many.short(*other));
            candidates.push(format!("{one} and {other} fall most often"));
        }
        _ => candidates.push("Too few histories to say who falls most often".to_owned()),
    }
    let otherwise = match shown {
        [] if (0..many.persons()).all(|who| many.fallen(who) == 0) => "Nobody falls in any history",
        [] => "Hardly anybody falls",
        _ => "When they fall",
    };
    finding(candidates, otherwise)
}

fn alt(many: &Multitude<'_>, shown: &[usize], title: &str) -> String {
    let calendar = &many.polity.calendar;
    let mut text = format!(
        "Dots over time for the {}s in which {} leaders fall {}. {title}.",
        calendar.unit.word(),
        shown.len(),
        many.matter()
    );
    for who in shown {
        let median = quantile(many, *who, 0.5);
        if let (Some(found), Some(median)) = (many.rate(many.fallen(*who)), median) {
            text += &format!(
                " {} {} in {}, {}; median {}.",
                many.short(*who),
                many.verb(*who, "falls", "fall"),
                found.in_hundred(),
                found.range(),
                calendar.words(median)
            );
        }
    }
    text
}

fn table(many: &Multitude<'_>) -> String {
    let rows = (0..many.persons()).flat_map(|who| {
        let counts = many.falls.get(who).map_or(&[][..], Vec::as_slice).iter().enumerate();
        counts.filter(|(_, count)| **count > 0).map(move |(round, count)| {
            let month = many.polity.calendar.label(round);
            vec![month, many.id(who).to_owned(), count.to_string()]
        })
    });
    csv(&["month", "principal", "histories"], rows)
}
