//! Who leads month by month, as shares of a hundred.

use super::super::figure::Figure;
use super::super::frame::{self, Plot};
use super::super::palette::{Colour, GRID, INK, SOFT, WHITE};
use super::super::sheet::{MARGIN, Sheet, TEXT, Type, WIDTH, Words};
use super::super::stack::{edges, inside};
use super::super::table::csv;
use super::super::words::{finding, percent};
use super::{Multitude, UNKNOWN};
use crate::history::capital;
use crate::polity::Round;

const NAME: &str = "leaders-by-month";
const HEIGHT: f64 = 400.0;
/// Whoever leads less often than this in every month is one of the others.
const SELDOM: f64 = 0.02;
/// Most layers of people.
const MOST: usize = 10;
/// Rounds for which a lead must hold to be called one.
const LASTING: usize = 3;

struct Layer {
    who: Vec<usize>,
    name: String,
    colour: Colour,
}

/// Draws in how many of a hundred histories each person leads, month by month: areas stacked to a
/// hundred.
pub fn leaders_by_month(many: &Multitude<'_>) -> Figure {
    let layers = layers(many);
    let title = title(many);
    let subtitle = format!(
        "Who has the greatest influence, in how many of 100 histories, {}. Simulated; {}.",
        many.period(),
        many.known("a share")
    );
    let mut sheet = Sheet::default();
    let top = frame::heading(&mut sheet, &title, &subtitle) + 16.0;
    let left = MARGIN + 44.0;
    let plot = Plot {
        left,
        top,
        width: WIDTH - MARGIN - left,
        height: HEIGHT,
        rounds: many.rounds().max(1),
        low: 0.0,
        high: 1.0,
    };
    let rounds: Vec<Round> = (0..many.rounds()).collect();
    let mut floor = vec![0.0; rounds.len()];
    let mut drawn = Vec::new();
    for layer in &layers {
        let ceiling: Vec<f64> = rounds
            .iter()
            .zip(&floor)
            .map(|(round, floor)| floor + share(many, *round, layer))
            .collect();
        let edge = edges(&plot, &rounds, &floor, &ceiling);
        sheet.area(&edge.outline, layer.colour, 0.88);
        for seam in edge.seams() {
            sheet.path(&seam, WHITE, 1.6);
        }
        drawn.push((layer, edge));
        floor = ceiling;
    }
    let ticks = [0.0, 0.25, 0.5, 0.75, 1.0];
    plot.values(&mut sheet, &ticks, |value| format!("{:.0}", value * 100.0));
    plot.years(&mut sheet, &many.polity.calendar);
    // Names come last and keep off the lines, so that none strikes through them.
    let lines = ticks.map(|value| plot.height_of(value));
    let mut unnamed = Vec::new();
    for (layer, edge) in &drawn {
        if !inside(&mut sheet, &plot, edge, &layer.name, layer.colour, &lines) {
            unnamed.push(*layer);
        }
    }
    let foot = key(&mut sheet, plot.bottom() + 32.0, &unnamed);
    let height = frame::footer(&mut sheet, foot, many.caption);
    let alt = alt(many, &layers, &title);
    let words = Words { name: NAME, title: title.clone(), alt: alt.clone() };
    let svg = sheet.ink(height, &words);
    Figure { name: NAME.to_owned(), title, alt, svg, csv: table(many) }
}

fn share(many: &Multitude<'_>, round: Round, layer: &Layer) -> f64 {
    layer.who.iter().map(|who| many.leading(round, *who)).sum()
}

/// Those who lead in the greatest share of histories in any month, each as a layer: a short time
/// in the lead is not to be lost among others. Whoever leads most over all months is at the foot;
/// the rest are one layer on top.
fn layers(many: &Multitude<'_>) -> Vec<Layer> {
    let rounds = || 0..many.rounds();
    let total = |who: usize| rounds().map(|round| many.leading(round, who)).sum::<f64>();
    let peak = |who: usize| rounds().map(|round| many.leading(round, who)).fold(0.0, f64::max);
    let mut ranked: Vec<usize> = (0..many.persons()).filter(|who| peak(*who) > 0.0).collect();
    let by_total = |a: &usize, b: &usize| total(*b).total_cmp(&total(*a)).then(a.cmp(b));
    ranked.sort_by(|a, b| peak(*b).total_cmp(&peak(*a)).then_with(|| by_total(a, b)));
    let mut often: Vec<usize> =
        ranked.iter().copied().filter(|who| peak(*who) >= SELDOM).take(MOST).collect();
    often.sort_by(by_total);
    let rest: Vec<usize> = ranked.into_iter().filter(|who| !often.contains(who)).collect();
    let layer = |who: usize| Layer {
        who: vec![who],
        name: many.short(who).to_owned(),
        colour: many.look(who).colour,
    };
    let mut layers: Vec<Layer> = often.into_iter().map(layer).collect();
    match rest[..] {
        [] => {}
        [one] => layers.push(layer(one)),
        _ => layers.push(Layer { who: rest, name: "others".to_owned(), colour: GRID }),
    }
    layers
}

/// Names the layers that have no room to be named inside.
fn key(sheet: &mut Sheet, top: f64, unnamed: &[&Layer]) -> f64 {
    if unnamed.is_empty() {
        return top;
    }
    let set = Type::new(TEXT, INK);
    let lead = "Not named above, from the foot:";
    let (mut x, mut base) = (MARGIN, top + 18.0);
    sheet.text((x, base), Type::new(TEXT, SOFT), lead);
    x += set.width(lead) + 14.0;
    for layer in unnamed {
        let wide = 20.0 + set.width(&layer.name);
        if x + wide > WIDTH - MARGIN && x > MARGIN {
            (x, base) = (MARGIN, base + frame::LINE);
        }
        sheet.block(x, base - 11.0, 13.0, 13.0, layer.colour);
        sheet.text((x + 19.0, base), set, &layer.name);
        x += wide + 18.0;
    }
    base + 4.0
}

/// Who leads most often in the end, and since when nobody else clearly has.
fn title(many: &Multitude<'_>) -> String {
    let unit = many.polity.calendar.unit.word();
    let otherwise = format!("Who leads most often, {unit} by {unit}");
    let rounds = many.rounds();
    let clear: Vec<Option<usize>> = (0..rounds).map(|round| many.clear_leader(round)).collect();
    let lasting = lasting(&clear);
    let Some(&(who, from, to)) = lasting.last() else {
        let known = (rounds > 0 && many.histories > 0).then(|| UNKNOWN.to_owned());
        return finding(known.into_iter().collect(), &otherwise);
    };
    let others = clear.iter().rposition(|leader| leader.is_some_and(|leader| leader != who));
    let his = || lasting.iter().filter(|(leader, ..)| *leader == who).map(|(_, from, _)| *from);
    // Rounds in which nobody is clear of the others do not end his time.
    let since = his().find(|from| others.is_none_or(|at| *from > at)).unwrap_or(from);
    let to_the_end = others.is_none_or(|at| at < since);
    let again = if his().any(|from| from < since) { " again" } else { "" };
    let first = |round: Round| many.ranked(round).first().is_some_and(|(first, _)| *first == who);
    let words = |round: Round| many.polity.calendar.words(round);
    let leads = format!("{} {} most often", many.short(who), many.verb(who, "leads", "lead"));
    let last = (to..rounds).find(|round| !first(*round)).unwrap_or(rounds);
    // One unbroken time in which it is clear, and some in which it is not.
    let clearly = format!("clearly until {}", words(to - 1));
    let unbroken = to_the_end && since == from && last >= to + LASTING;
    let title = if to_the_end && clear.last() == Some(&Some(who)) {
        match since {
            0 => format!("{leads} from first to last"),
            _ => format!("{leads}{again} from {}", words(since)),
        }
    } else if unbroken && since == 0 && last == rounds {
        format!("{leads}, {clearly}")
    } else if unbroken && since == 0 {
        let (name, leads) = (many.short(who), many.verb(who, "leads", "lead"));
        format!("{name} {leads} to {}, {clearly}", words(last - 1))
    } else if to_the_end && (0..rounds).all(first) {
        format!("{leads} throughout, but not always clearly")
    } else if to_the_end && (to..rounds).all(first) {
        format!("{leads} from {}, not always clearly", words(since))
    } else {
        format!("{leads} from {} to {}", words(since), words(to - 1))
    };
    finding(vec![title], &otherwise)
}

/// Who leads clearly for some time, from which round to which.
fn lasting(clear: &[Option<usize>]) -> Vec<(usize, Round, Round)> {
    let mut stints: Vec<(Option<usize>, Round, Round)> = Vec::new();
    for (round, leader) in clear.iter().enumerate() {
        match stints.last_mut() {
            Some((who, _, to)) if who == leader => *to = round + 1,
            _ => stints.push((*leader, round, round + 1)),
        }
    }
    stints.retain(|(_, from, to)| to - from >= LASTING);
    stints.into_iter().filter_map(|(who, from, to)| Some((who?, from, to))).collect()
}

fn alt(many: &Multitude<'_>, layers: &[Layer], title: &str) -> String {
    let calendar = &many.polity.calendar;
    let mut text = format!(
        "Stacked area chart of who leads, as shares of all histories, {}. {title}.",
        many.matter()
    );
    let last = many.rounds().saturating_sub(1);
    for round in [0, last / 2, last] {
        let mut told: Vec<(f64, &str)> =
            layers.iter().map(|layer| (share(many, round, layer), layer.name.as_str())).collect();
        told.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        let told: Vec<String> = told
            .into_iter()
            .filter(|(share, _)| *share >= 0.005)
            .take(4)
            .map(|(share, name)| format!("{name} {}", percent(share)))
            .collect();
        text += &format!(" {}: {}.", capital(&calendar.words(round)), told.join(", "));
    }
    text
}

fn table(many: &Multitude<'_>) -> String {
    let rows = (0..many.rounds()).flat_map(|round| {
        (0..many.persons()).filter(move |who| many.leading(round, *who) > 0.0).map(move |who| {
            let month = many.polity.calendar.label(round);
            vec![month, many.id(who).to_owned(), format!("{:.6}", many.leading(round, who))]
        })
    });
    csv(&["month", "principal", "leads"], rows)
}
