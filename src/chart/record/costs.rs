//! What each step of the record costs the model, and what simple rules.

use super::super::figure::Figure;
use super::super::frame::{self, LINE};
use super::super::palette::{Colour, GRID, INK, SOFT};
use super::super::sheet::{Anchor, MARGIN, Point, Sheet, TEXT, Type, WIDTH, Words};
use super::super::table::csv;
use super::super::words::finding;
use super::{MODEL, ONE_GUESS, Trial, label};
use crate::polity::WrittenDate;
use crate::statistics::grouped;

const NAME: &str = "scores";
/// Most steps drawn.
const MOST: usize = 40;
/// Room on the left for what happened.
const GUTTER: f64 = 360.0;
/// Normal point of a two-sided 95 % interval.
const Z: f64 = 1.96;
/// Where in a row each forecaster stands, so that none hides another.
const LANES: [f64; 4] = [-11.0, -3.7, 3.7, 11.0];
/// Colours of the rules, in their order; shapes differ too.
const RULES: [Colour; 3] =
    [Colour(0x55, 0x55, 0x55), Colour(0xD5, 0x5E, 0x00), Colour(0xBF, 0x5F, 0x94)];

/// One step of the record.
#[derive(Clone, Debug, PartialEq)]
pub struct Cost {
    /// Key in the scenario.
    pub id: String,
    /// What happened, in a sentence.
    pub text: String,
    /// When it happened in fact, as it is written.
    pub on: WrittenDate,
}

/// What the steps cost one forecaster.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// Name, for the key.
    pub name: String,
    /// Surprise at each step, in bits.
    pub bits: Vec<f64>,
    /// Monte Carlo standard error of their sum; 0 for a rule.
    pub error: f64,
    /// Surprise of the whole record, each event by itself, in bits.
    pub alone: f64,
    /// Monte Carlo standard error of that; 0 for a rule.
    pub alone_error: f64,
}

/// Draws a row a step: how surprising the entry was, given those before it, for the model (disc)
/// and up to three rules (other shapes); the sums stand above. Where the steps end before the
/// record does, title and subtitle say how it is over all of its `events` too. Of more than 40 steps,
/// those are drawn that surprise the model most.
pub fn costs(
    trial: &Trial<'_>,
    steps: &[Cost],
    events: usize,
    model: &Course,
    rules: &[Course],
) -> Figure {
    let rules = &rules[..rules.len().min(RULES.len())];
    let title = title(model, rules, steps.len(), events);
    let mut subtitle = subtitle(model, rules, steps.len(), events);
    let drawn = drawn(model, steps.len());
    if drawn.len() < steps.len() {
        subtitle += &format!(
            " Of {} events the {} are drawn that surprise the model most.",
            grouped(steps.len() as u64),
            drawn.len()
        );
    }
    let mut sheet = Sheet::default();
    let mut y = frame::heading(&mut sheet, &title, &subtitle) + 34.0;
    let set = Type::new(TEXT, INK);
    let mut across = MARGIN;
    for (k, course) in std::iter::once(model).chain(rules).enumerate() {
        let error = if k == 0 { format!(" \u{b1} {:.1}", course.error) } else { String::new() };
        let told = format!("{}: {:.1}{error}", course.name, sum(course));
        let wide = 18.0 + set.width(&told) + 26.0;
        if across + wide > WIDTH - MARGIN && across > MARGIN {
            (across, y) = (MARGIN, y + LINE + 4.0);
        }
        mark(&mut sheet, (across + 7.0, y - 5.0), k);
        let set = if k == 0 { set.bold() } else { set };
        sheet.text((across + 18.0, y), set, &told);
        across += wide;
    }
    y += 16.0;
    let left = MARGIN + GUTTER + 24.0;
    let right = WIDTH - MARGIN - 14.0;
    let most =
        std::iter::once(model).chain(rules).flat_map(|c| &c.bits).fold(1.0, |a: f64, b| a.max(*b));
    let most = most.ceil();
    let x = |bits: f64| left + (right - left) * (bits / most).clamp(0.0, 1.0);
    let told: Vec<Vec<String>> = drawn.iter().map(|k| label(&steps[*k].text, GUTTER)).collect();
    let heights: Vec<f64> =
        told.iter().map(|lines| (LINE * lines.len() as f64 + 16.0).max(40.0)).collect();
    let (top, foot) = (y, y + heights.iter().sum::<f64>());
    let each = if most > 8.0 { 2.0 } else { 1.0 };
    let mut tick = 0.0;
    while tick <= most {
        sheet.path(&[(x(tick), top), (x(tick), foot)], GRID, 1.0);
        let set = Type::new(TEXT, SOFT).anchored(Anchor::Middle);
        sheet.text((x(tick), foot + LINE), set, &format!("{tick:.0}"));
        tick += each;
    }
    for ((k, lines), height) in drawn.iter().zip(&told).zip(&heights) {
        sheet.path(&[(MARGIN, y), (WIDTH - MARGIN, y)], GRID, 1.0);
        let middle = y + height / 2.0;
        let mut base = middle - LINE * (lines.len() as f64 - 1.0) / 2.0 + 5.0;
        for line in lines {
            sheet.text((MARGIN, base), set, &set.fit(line, GUTTER));
            base += LINE;
        }
        for (n, course) in rules.iter().enumerate().rev() {
            if let Some(bits) = course.bits.get(*k) {
                mark(&mut sheet, (x(*bits), middle + LANES[n + 1]), n + 1);
            }
        }
        if let Some(bits) = model.bits.get(*k) {
            mark(&mut sheet, (x(*bits), middle + LANES[0]), 0);
        }
        y += height;
    }
    let height = frame::footer(&mut sheet, foot + LINE + 12.0, trial.caption);
    let alt = alt(trial, steps, model, rules, &title);
    let words = Words { name: NAME, title: title.clone(), alt: alt.clone() };
    let svg = sheet.ink(height, &words);
    Figure { name: NAME.to_owned(), title, alt, svg, csv: table(steps, model, rules) }
}

/// The steps that have a row, in their order.
fn drawn(model: &Course, steps: usize) -> Vec<usize> {
    let bits = |k: usize| model.bits.get(k).copied().unwrap_or(0.0);
    let mut order: Vec<usize> = (0..steps).collect();
    order.sort_by(|&a, &b| bits(b).total_cmp(&bits(a)).then(a.cmp(&b)));
    order.truncate(MOST);
    order.sort_unstable();
    order
}

fn sum(course: &Course) -> f64 {
    course.bits.iter().sum()
}

/// The mark of the k-th forecaster: a disc for the model, other shapes for the rules.
fn mark(sheet: &mut Sheet, (x, y): Point, k: usize) {
    let r = 5.5;
    match k {
        0 => sheet.disc((x, y), r, MODEL),
        1 => super::ring(sheet, (x, y), r, RULES[0]),
        2 => sheet.area(&[(x, y - r), (x + r, y), (x, y + r), (x - r, y)], RULES[1], 1.0),
        _ => sheet.area(&[(x, y - r), (x + r, y + r * 0.8), (x - r, y + r * 0.8)], RULES[2], 1.0),
    }
}

fn counted(events: usize) -> String {
    if events == 1 { "1 event".to_owned() } else { format!("{events} events") }
}

/// How many rules the model clearly beats, and how many clearly beat it: by more than its Monte
/// Carlo error at 95 %, and by more than one lucky guess.
fn beaten((cost, error): (f64, f64), rules: impl Iterator<Item = f64>) -> (usize, usize) {
    let reach = (Z * error).max(ONE_GUESS);
    rules.fold((0, 0), |(beaten, better), rule| {
        (beaten + usize::from(cost + reach < rule), better + usize::from(cost - reach > rule))
    })
}

fn title(model: &Course, rules: &[Course], steps: usize, events: usize) -> String {
    let (beats, better) = beaten((sum(model), model.error), rules.iter().map(sum));
    let told = if rules.is_empty() {
        format!("The record costs the model {:.1} bits", sum(model))
    } else if steps < events {
        let alone = rules.iter().map(|rule| rule.alone);
        let (overall, _) = beaten((model.alone, model.alone_error), alone);
        let rule = match beats {
            0 => "no rule".to_owned(),
            1 => "1 rule".to_owned(),
            n => format!("{n} rules"),
        };
        let overall = if overall == 0 { "none".to_owned() } else { overall.to_string() };
        format!("Model beats {rule} on {}, {overall} on {events}", counted(steps))
    } else {
        match (rules.len(), beats, better) {
            (all, beats, _) if all == beats => {
                format!("The model beats all {all} simple rules over {}", counted(steps))
            }
            (all, _, better) if all == better => {
                format!("Every simple rule beats the model over {}", counted(steps))
            }
            (_, 0, 0) => format!("No simple rule differs clearly over {}", counted(steps)),
            (all, 0, better) => {
                format!("{better} of {all} rules beat the model over {}", counted(steps))
            }
            (all, beats, _) => {
                format!("The model beats {beats} of {all} rules over {}", counted(steps))
            }
        }
    };
    finding(vec![told], "What the record costs")
}

fn subtitle(model: &Course, rules: &[Course], steps: usize, events: usize) -> String {
    let told = "Surprise of each recorded event given those before it, in bits: 1 is a coin, 0 certainty; \
                less is better.";
    if steps >= events {
        return format!("{told} Sums over {}.", counted(steps));
    }
    let whole: Vec<String> = std::iter::once(model)
        .chain(rules)
        .map(|course| format!("{} {:.1}", course.name, course.alone))
        .collect();
    let place = rules.iter().filter(|rule| rule.alone < model.alone).count();
    let place = match (place, rules.len()) {
        (0, _) => "best",
        (place, rules) if place == rules => "worst",
        (1, _) => "second",
        _ => "third",
    };
    format!(
        "{told} Sums over the first {steps} of {events} events, as far as enough histories agree. Over all \
         {events}, each by itself: {}. There the model is {place} of {}.",
        whole.join(", "),
        rules.len() + 1
    )
}

fn alt(trial: &Trial<'_>, steps: &[Cost], model: &Course, rules: &[Course], title: &str) -> String {
    let sums: Vec<String> = std::iter::once(model)
        .chain(rules)
        .map(|course| format!("{} {:.1}", course.name, sum(course)))
        .collect();
    format!(
        "Dot chart of the surprise of {} recorded events, in bits, {}. {title}. Sums: {}.",
        steps.len(),
        trial.matter(),
        sums.join(", ")
    )
}

fn table(steps: &[Cost], model: &Course, rules: &[Course]) -> String {
    let mut header = vec!["event", "in_fact"];
    header.extend(std::iter::once(model).chain(rules).map(|course| course.name.as_str()));
    let rows = steps.iter().enumerate().map(|(k, step)| {
        let bits = std::iter::once(model)
            .chain(rules)
            .map(|course| course.bits.get(k).map_or_else(String::new, |bits| format!("{bits:.6}")));
        [step.id.clone(), step.on.label()].into_iter().chain(bits).collect()
    });
    csv(&header, rows)
}
