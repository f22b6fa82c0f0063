//! What influence was made of.

use super::figure::Figure;
use super::frame::{self, Plot};
use super::occasion::{End, Occasion};
use super::palette::{Colour, INK, SOFT, WHITE, area};
use super::sheet::{Anchor, MARGIN, Sheet, TEXT, Type, WIDTH, Words};
use super::stack::{edges, inside};
use super::table::csv;
use super::words::{finding, listed, percent};
use crate::polity::{BaseIx, Round, Who};

const NAME: &str = "makeup";
const PANEL: f64 = 150.0;
const GAP: f64 = 36.0;
/// Most panels, unless there are more contenders.
const MOST: usize = 6;
/// Most layers named below the panels.
const NAMED: usize = 24;
/// Room for a panel's name above it.
const HEAD: f64 = 30.0;

/// Draws what the influence of each main contender was made of, by power base and standing:
/// areas stacked, one panel a person, the same axes in all. `None` where the log was kept without
/// the parts of influence.
pub fn makeup(occasion: &Occasion<'_>) -> Option<Figure> {
    if occasion.log.measures.parts.is_empty() {
        return None;
    }
    let shown = shown(occasion);
    let stack = stack(occasion, &shown);
    let title = title(occasion);
    let subtitle = format!(
        "Share of influence at the top, per cent, by what it rests on, {}. Simulated.",
        occasion.period()
    );
    let mut sheet = Sheet::default();
    let top = frame::heading(&mut sheet, &title, &subtitle);
    let most = shown.iter().map(|who| occasion.peak(*who).1).fold(0.1, f64::max);
    let high = ((most * 1.02 * 10.0).ceil() / 10.0).min(1.0);
    let left = MARGIN + 44.0;
    let width = (WIDTH - MARGIN - left - GAP) / 2.0;
    let mut labelled = vec![false; stack.len()];
    let mut foot = top;
    for (at, who) in shown.iter().enumerate() {
        let (row, column) = ((at / 2) as f64, (at % 2) as f64);
        let plot = Plot {
            left: left + column * (width + GAP),
            top: top + HEAD + row * (PANEL + HEAD + 16.0),
            width,
            height: PANEL,
            rounds: occasion.rounds().max(1),
            low: 0.0,
            high,
        };
        let lowest = at + 2 >= shown.len();
        panel(&mut sheet, &plot, occasion, *who, &stack, (column == 0.0, lowest), &mut labelled);
        foot = plot.bottom() + if lowest { 32.0 } else { 0.0 };
    }
    foot = key(&mut sheet, foot, occasion, &stack, &labelled);
    let height = frame::footer(&mut sheet, foot, occasion.caption);
    let alt = alt(occasion, &shown, &title);
    let words = Words { name: NAME, title: title.clone(), alt: alt.clone() };
    let svg = sheet.ink(height, &words);
    Some(Figure { name: NAME.to_owned(), title, alt, svg, csv: table(occasion, &shown, &stack) })
}

/// Contenders whose influence can be seen, however soon they fall, whoever leads at the end and whoever
/// led longest; then, as long as there is room, others who are drawn elsewhere. By their peaks, highest
/// first.
fn shown(occasion: &Occasion<'_>) -> Vec<Who> {
    let chiefs = occasion.chiefs();
    let is_main = |who: &Who| chiefs.contains(who) || occasion.contends(*who);
    let by_peak = |a: &Who, b: &Who| {
        let by_id = || occasion.log.cast[*a].id.cmp(&occasion.log.cast[*b].id);
        occasion.peak(*b).1.total_cmp(&occasion.peak(*a).1).then_with(by_id)
    };
    let (mut shown, mut others): (Vec<Who>, Vec<Who>) = {
        let drawn = occasion.drawn();
        let seen = occasion.everyone().filter(|who| is_main(who) || drawn.contains(who));
        seen.partition(is_main)
    };
    others.sort_by(by_peak);
    others.truncate(MOST.saturating_sub(shown.len()));
    shown.extend(others);
    shown.sort_by(by_peak);
    shown
}

/// A layer of the stack: a base, or standing, which comes after the bases.
#[derive(Clone, Copy)]
struct Layer {
    part: BaseIx,
    colour: Colour,
}

/// The layers that anyone shown draws on, from the greatest at the foot up. Colours go by the
/// order of ids.
fn stack(occasion: &Occasion<'_>, shown: &[Who]) -> Vec<Layer> {
    let total = |part: BaseIx| -> f64 {
        let rounds = 0..occasion.rounds();
        rounds.flat_map(|r| shown.iter().map(move |who| share(occasion, r, *who, part))).sum()
    };
    let parts = 0..=occasion.polity.bases.len();
    let mut layers: Vec<(f64, Layer)> =
        parts.map(|part| (total(part), Layer { part, colour: area(part) })).collect();
    layers.retain(|(total, _)| *total > 0.0);
    layers.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.part.cmp(&b.1.part)));
    layers.into_iter().map(|(_, layer)| layer).collect()
}

/// What a part adds to someone's influence in a round.
fn share(occasion: &Occasion<'_>, round: Round, who: Who, part: BaseIx) -> f64 {
    let parts = occasion.log.measures.parts.get(round).and_then(|row| row.get(who));
    let value = parts.and_then(|parts| parts.get(part)).copied().unwrap_or(0.0);
    if value.is_finite() { f64::from(value).max(0.0) } else { 0.0 }
}

fn part_name(occasion: &Occasion<'_>, part: BaseIx) -> String {
    occasion.polity.bases.get(part).map_or("Standing".to_owned(), |base| base.name.clone())
}

fn part_id(occasion: &Occasion<'_>, part: BaseIx) -> String {
    occasion.polity.bases.get(part).map_or("standing".to_owned(), |base| base.id.clone())
}

fn panel(
    sheet: &mut Sheet,
    plot: &Plot,
    occasion: &Occasion<'_>,
    who: Who,
    stack: &[Layer],
    (first_column, lowest): (bool, bool),
    labelled: &mut [bool],
) {
    let look = occasion.look(who);
    let bold = Type::new(16.0, INK).bold();
    let (name, base) = (bold.fit(occasion.short(who), plot.width - 16.0), plot.top - 10.0);
    sheet.marker((plot.left + 5.0, base - 5.0), look.marker, look.colour);
    sheet.text((plot.left + 16.0, base), bold, &name);
    let calendar = &occasion.polity.calendar;
    let (at, peak) = occasion.peak(who);
    let set = Type::new(TEXT, SOFT);
    let told = format!("peak {} {}", percent(peak), frame::short_when(calendar, at));
    let mostly = greatest(occasion, at, who).into_iter().next();
    let mostly = mostly.map_or(String::new(), |(_, part)| format!(", mainly {}", plain(&part)));
    let x = plot.left + 24.0 + bold.width(&name);
    // As much as there is room for beside the name.
    let fits = |told: &&String| x + set.width(told) <= plot.right();
    if let Some(told) = [format!("{told}{mostly}"), told].iter().find(fits) {
        sheet.text((x, base), set, told);
    }

    let ticks: Vec<f64> = ticks(plot.high);
    plot.values(sheet, &ticks, |value| if first_column { percent(value) } else { String::new() });
    for run in occasion.runs(who) {
        let mut floor = vec![0.0; run.len()];
        for (at, layer) in stack.iter().enumerate() {
            let rounds: Vec<Round> = run.clone().collect();
            let ceiling: Vec<f64> = rounds
                .iter()
                .zip(&floor)
                .map(|(round, floor)| floor + share(occasion, *round, who, layer.part))
                .collect();
            let edge = edges(plot, &rounds, &floor, &ceiling);
            sheet.area(&edge.outline, layer.colour, 1.0);
            for seam in edge.seams() {
                sheet.path(&seam, WHITE, 1.0);
            }
            let name = part_name(occasion, layer.part);
            labelled[at] |= inside(sheet, plot, &edge, &name, layer.colour, &[]);
            floor = ceiling;
        }
    }
    plot.values(sheet, &[0.0], |_| String::new());
    if let Some(end) = occasion.end(who) {
        let verb = if matches!(end, End::Died(_)) { "dies" } else { "falls" };
        let told = format!("{verb} {}", frame::short_date(calendar, end.at()));
        let set = Type::new(TEXT, INK);
        let x = plot.start_of(end.at().min(plot.rounds));
        let wide = 20.0 + set.width(&told);
        if x + wide <= plot.right() {
            let y = plot.bottom() - 14.0;
            sheet.crosses(&[((x + 9.0, y - 5.0), look.colour)]);
            sheet.text((x + 20.0, y), set, &told);
        } else {
            let x = x.min(plot.right() - 6.0);
            let under = (0..plot.rounds).filter(|round| plot.middle_of(*round) >= x - wide);
            let most = under.map(|round| occasion.influence(round, who)).fold(0.0, f64::max);
            let y = plot.height_of(most) - 8.0;
            sheet.crosses(&[((x, y - 5.0), look.colour)]);
            sheet.text((x - 12.0, y), set.anchored(Anchor::End), &told);
        }
    }
    if lowest {
        plot.years(sheet, calendar);
    }
}

fn ticks(high: f64) -> Vec<f64> {
    let step = if high > 0.35 { 0.2 } else { 0.1 };
    (0..=10).map(|n| f64::from(n) * step).filter(|value| *value <= high + 1e-9).collect()
}

/// Names the colours of the layers that were too thin to be named inside any panel, the greatest first, and says how
/// many more there are.
fn key(
    sheet: &mut Sheet,
    top: f64,
    occasion: &Occasion<'_>,
    stack: &[Layer],
    labelled: &[bool],
) -> f64 {
    let thin: Vec<&Layer> =
        stack.iter().zip(labelled).filter(|(_, done)| !**done).map(|(layer, _)| layer).collect();
    if thin.is_empty() {
        return top;
    }
    let set = Type::new(TEXT, INK);
    let lead = if thin.len() < stack.len() { "Other colours:" } else { "Colours:" };
    let (mut x, mut base) = (MARGIN, top + 22.0);
    sheet.text((x, base), Type::new(TEXT, SOFT), lead);
    x += set.width(lead) + 14.0;
    for layer in thin.iter().take(NAMED) {
        let name = set.fit(&part_name(occasion, layer.part), WIDTH - 2.0 * MARGIN - 20.0);
        let wide = 20.0 + set.width(&name);
        if x + wide > WIDTH - MARGIN && x > MARGIN {
            (x, base) = (MARGIN, base + frame::LINE);
        }
        sheet.block(x, base - 11.0, 13.0, 13.0, layer.colour);
        sheet.text((x + 19.0, base), set.anchored(Anchor::Start), &name);
        x += wide + 18.0;
    }
    let more = thin.len().saturating_sub(NAMED);
    if more > 0 {
        base += frame::LINE;
        sheet.text((MARGIN, base), Type::new(TEXT, SOFT), &format!("and {more} more"));
    }
    base + 4.0
}

/// What the main leader's influence was made of when he stood highest.
fn title(occasion: &Occasion<'_>) -> String {
    let Some(main) = occasion.main_leader() else { return "Nobody leads".to_owned() };
    let (at, peak) = occasion.peak(main.who);
    let name = occasion.short(main.who);
    let parts = greatest(occasion, at, main.who);
    let mut candidates = Vec::new();
    let mut offer = |parts: &[(f64, String)]| {
        let share: f64 = parts.iter().map(|part| part.0).sum();
        let share = percent(share / peak.max(f64::MIN_POSITIVE));
        let named = listed(&parts.iter().map(|part| plain(&part.1)).collect::<Vec<_>>());
        candidates.push(format!("{named}: {share} of {name}\u{2019}s peak influence"));
        candidates.push(format!("{name} at the peak: {share} {named}"));
    };
    match &parts[..] {
        [] => {}
        [(most, _), ..] if *most >= peak / 2.0 => offer(&parts[..1]),
        [_] => offer(&parts[..1]),
        [..] => {
            offer(&parts[..2]);
            offer(&parts[..1]);
        }
    }
    finding(candidates, "What the leaders\u{2019} influence is made of")
}

/// The parts of someone's influence in a round with their names, greatest first.
fn greatest(occasion: &Occasion<'_>, round: Round, who: Who) -> Vec<(f64, String)> {
    let parts = 0..=occasion.polity.bases.len();
    let mut shares: Vec<(f64, String)> = parts
        .map(|part| (share(occasion, round, who, part), part_name(occasion, part)))
        .filter(|(share, _)| *share > 0.0)
        .collect();
    shares.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    shares
}

/// A name without what stands in brackets.
fn plain(name: &str) -> String {
    name.split('(').next().unwrap_or_default().trim().to_owned()
}

fn alt(occasion: &Occasion<'_>, shown: &[Who], title: &str) -> String {
    let calendar = &occasion.polity.calendar;
    let mut text = format!(
        "Stacked area charts, one for each of {} leaders, of what their influence rests on in one \
         simulated history of \u{201c}{}\u{201d}, {}. {title}.",
        shown.len(),
        occasion.caption.title,
        occasion.period()
    );
    for who in shown {
        let (at, peak) = occasion.peak(*who);
        let main: Vec<String> = greatest(occasion, at, *who)
            .into_iter()
            .take(3)
            .map(|(share, name)| format!("{name} {}", percent(share)))
            .collect();
        text += &format!(
            " {} at most {}, {}: {}.",
            occasion.short(*who),
            percent(peak),
            calendar.when(at),
            main.join(", ")
        );
    }
    text
}

fn table(occasion: &Occasion<'_>, shown: &[Who], stack: &[Layer]) -> String {
    let rows = (0..occasion.rounds()).flat_map(|round| {
        let month = occasion.polity.calendar.label(round);
        shown.iter().flat_map(move |who| {
            let month = month.clone();
            stack.iter().map(move |layer| {
                vec![
                    month.clone(),
                    occasion.log.cast[*who].id.clone(),
                    part_id(occasion, layer.part),
                    format!("{:.6}", share(occasion, round, *who, layer.part)),
                ]
            })
        })
    });
    csv(&["month", "principal", "part", "influence"], rows)
}
