//! Recorded events on the histories' own dates for them.

use super::super::figure::Figure;
use super::super::frame::{self, LINE, Plot};
use super::super::pairs::Rate;
use super::super::palette::{Colour, GRID, INK, SOFT};
use super::super::sheet::{Anchor, MARGIN, Sheet, TEXT, Type, WIDTH, Words};
use super::super::table::csv;
use super::super::words::finding;
use super::{MODEL, Trial, label, ring};
use crate::polity::{Round, WrittenDate};
use crate::statistics::{brief_hundredths, grouped, hundredths};

const NAME: &str = "dates";
/// Most events drawn.
const MOST: usize = 40;
/// Dots for all histories; each is one in ten.
const DOTS: f64 = 10.0;
const DOT: f64 = 3.6;
/// Height of a dot with the space over it.
const PITCH: f64 = 7.6;
/// Room on the left for what happened.
const GUTTER: f64 = 330.0;
/// Room on the right for how often.
const NUMBERS: f64 = 92.0;
/// The window.
const WINDOW: Colour = Colour(0xE8, 0xF1, 0xF7);

/// A recorded event beside the histories' dates for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Dated {
    /// Key in the scenario.
    pub id: String,
    /// What happened, in a sentence.
    pub text: String,
    /// The round in which it happened in fact.
    pub at: Round,
    /// When it happened in fact, as it is written.
    pub on: WrittenDate,
    /// Rounds within which a history agrees.
    pub window: (Round, Round),
    /// In how many histories it came about in each round; rounds without any may be left out.
    pub dates: Vec<(Round, u64)>,
    /// Share of histories that agree.
    pub agree: Rate,
    /// Whether the record lies in a tail of the histories.
    pub tail: bool,
}

/// Draws a row an event: dots where the quantiles of the histories' dates lie, each dot one in ten
/// histories, filled within the window; a solid diamond where it happened in fact. Of more than 40,
/// those in a tail are drawn, then those of which it is known best when they happened.
pub fn dates(trial: &Trial<'_>, events: &[Dated]) -> Figure {
    let title = title(trial, events);
    let drawn = drawn(events);
    let mut subtitle = format!(
        "When the histories have what happened, {}. Each dot is one in ten histories, filled where they \
         agree with the record: within the shaded window. Diamond: in fact. Right: how many of 100 agree; \
         bold where the record is unusual: it lies in a tail of the histories, because fewer than 5 in 100 \
         agree or 95 in 100 have it later or earlier. All else is their bulk.",
        trial.period()
    );
    if drawn.len() < events.len() {
        subtitle += &format!(
            " Of {} events {} are drawn: those in a tail first, then those with the shortest windows.",
            grouped(events.len() as u64),
            drawn.len()
        );
    }
    let mut sheet = Sheet::default();
    let top = frame::heading(&mut sheet, &title, &subtitle) + 12.0;
    let left = MARGIN + GUTTER + 16.0;
    let mut plot = Plot {
        left,
        top,
        width: WIDTH - MARGIN - NUMBERS - left,
        height: 0.0,
        rounds: trial.calendar.rounds.max(1),
        low: 0.0,
        high: 1.0,
    };
    // As many rounds to a column of dots as make it as wide as a dot.
    let bin = (2.0 * DOT * plot.rounds as f64 / plot.width).ceil().max(1.0) as usize;
    let mut base = top;
    let mut facts = Vec::new();
    for event in &drawn {
        let columns = columns(&quantiles(event, trial.histories), bin);
        let highest = columns.iter().map(|(_, dots)| dots.len()).max().unwrap_or(0) as f64;
        let told = label(&event.text, GUTTER);
        let lines = told.len();
        let room = (highest * PITCH + 12.0).max(LINE * lines as f64 + 14.0);
        let (from, to) = (plot.start_of(event.window.0), plot.start_of(event.window.1 + 1));
        sheet.block(from, base + 2.0, (to - from).max(2.0), room - 4.0, WINDOW);
        base += room;
        sheet.path(&[(MARGIN, base), (WIDTH - MARGIN, base)], GRID, 1.0);
        for (column, dots) in columns {
            let middle = (column * bin) as f64 + bin as f64 / 2.0;
            let x = plot.left + plot.width * (middle / plot.rounds as f64).min(1.0);
            for (k, round) in dots.iter().enumerate() {
                let at = (x, base - DOT - 3.0 - k as f64 * PITCH);
                if (event.window.0..=event.window.1).contains(round) {
                    sheet.disc(at, DOT, MODEL);
                } else {
                    ring(&mut sheet, at, DOT, SOFT);
                }
            }
        }
        let fact = plot.middle_of(event.at);
        sheet.path(&[(fact, base - room + 3.0), (fact, base)], INK, 1.2);
        facts.push((fact, base));
        let mut line = base - room / 2.0 - LINE * (lines as f64 - 1.0) / 2.0 + 5.0;
        for text in told {
            let set = Type::new(TEXT, INK);
            sheet.text((MARGIN, line), set, &set.fit(&text, GUTTER));
            line += LINE;
        }
        let set = Type::new(15.0, INK);
        let set = if event.tail { set.bold() } else { set };
        let (right, middle) = (WIDTH - MARGIN, base - room / 2.0);
        sheet.text(
            (right, middle + 5.0),
            set.anchored(Anchor::End),
            &brief_hundredths(event.agree.p),
        );
    }
    facts.into_iter().for_each(|fact| diamond(&mut sheet, fact, 6.0));
    (plot.top, plot.height) = (top, base - top);
    plot.years(&mut sheet, trial.calendar);
    let height = frame::footer(&mut sheet, plot.bottom() + 34.0, trial.caption);
    let alt = alt(trial, &drawn, &title);
    let words = Words { name: NAME, title: title.clone(), alt: alt.clone() };
    let svg = sheet.ink(height, &words);
    Figure { name: NAME.to_owned(), title, alt, svg, csv: table(trial, events) }
}

/// The events that have a row, in their order.
fn drawn(events: &[Dated]) -> Vec<&Dated> {
    let mut order: Vec<usize> = (0..events.len()).collect();
    order.sort_by_key(|&k| (!events[k].tail, events[k].window.1 - events[k].window.0, k));
    order.truncate(MOST);
    order.sort_unstable();
    order.into_iter().map(|k| &events[k]).collect()
}

fn diamond(sheet: &mut Sheet, (x, y): (f64, f64), r: f64) {
    sheet.area(&[(x, y - r), (x + r, y), (x, y + r), (x - r, y)], INK, 1.0);
}

/// Where an event's dots lie: the dates of those of ten equally likely histories that have it.
fn quantiles(event: &Dated, histories: u64) -> Vec<Round> {
    let came: u64 = event.dates.iter().map(|(_, many)| many).sum();
    let wanted = (came as f64 / histories.max(1) as f64 * DOTS).round() as usize;
    let quantile = |dot: usize| {
        let rank = (dot as f64 + 0.5) / wanted as f64 * came as f64;
        let mut below = 0.0;
        let found = event.dates.iter().find(|(_, many)| {
            below += *many as f64;
            below >= rank
        });
        found.map(|(round, _)| *round)
    };
    (0..wanted).filter_map(quantile).collect()
}

/// The dots of each column of so many rounds.
fn columns(dots: &[Round], bin: usize) -> Vec<(usize, Vec<Round>)> {
    let mut columns: Vec<(usize, Vec<Round>)> = Vec::new();
    for dot in dots {
        match columns.last_mut() {
            Some((column, many)) if *column == dot / bin => many.push(*dot),
            _ => columns.push((dot / bin, vec![*dot])),
        }
    }
    columns
}

fn title(trial: &Trial<'_>, events: &[Dated]) -> String {
    let (all, tail) = (events.len(), events.iter().filter(|e| e.tail).count());
    let told = match (all, tail) {
        // What one history did says nothing of what is unusual.
        (1.., _) if trial.histories == 1 => {
            let agree = events.iter().filter(|e| e.agree.p > 0.5).count();
            format!("The one history agrees with {agree} of {all} events")
        }
        (0, _) => "No recorded event can be drawn".to_owned(),
        (_, 0) => "For the model no recorded event is unusual".to_owned(),
        (_, 1) => format!("For the model 1 of {all} events is unusual"),
        _ => format!("For the model {tail} of {all} events are unusual"),
    };
    finding(vec![told], "Recorded events among the histories")
}

fn alt(trial: &Trial<'_>, events: &[&Dated], title: &str) -> String {
    let mut text =
        format!("Dots over time for when recorded events come about, {}. {title}.", trial.matter());
    for event in events {
        text += &format!(
            " {}: in fact {}; {} of 100 histories within {} to {}.",
            event.id.replace('_', " "),
            event.on.words(),
            hundredths(event.agree.p),
            trial.calendar.label(event.window.0),
            trial.calendar.label(event.window.1),
        );
    }
    text
}

fn table(trial: &Trial<'_>, events: &[Dated]) -> String {
    let label = |round: Round| trial.calendar.label(round);
    let rows = events.iter().flat_map(|event| {
        event.dates.iter().map(move |(round, many)| {
            let inside = (event.window.0..=event.window.1).contains(round);
            vec![
                event.id.clone(),
                event.on.label(),
                label(*round),
                if inside { "yes" } else { "no" }.to_owned(),
                many.to_string(),
            ]
        })
    });
    csv(&["event", "in_fact", "month", "within_window", "histories"], rows)
}
