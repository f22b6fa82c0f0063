//! Each question in both worlds: two dots and what lies between.

use super::figure::Figure;
use super::frame::{self, LINE};
use super::pairs::{Answers, Experiment, Rate};
use super::palette::{Colour, GRID, INK, SOFT, WHITE, WITH, WITHOUT};
use super::sheet::{Anchor, MARGIN, Sheet, TEXT, Type, WIDTH, Words};
use super::table::csv;
use super::typeface::wrap;
use crate::statistics::{Compared, brief_hundredths, hundredths, so_many_pairs};

const NAME: &str = "questions";
/// Most questions drawn.
const MOST: usize = 14;

/// Draws each question as a dumbbell: how many worlds in a hundred say yes without the change
/// (ring) and with it (disc). Those the what-if speaks to come first, then by difference. So many
/// more are `rare`: asked in too few pairs to be drawn. The title is the widest of so many as are
/// `compared`.
pub fn dumbbells(
    experiment: &Experiment<'_>,
    answers: &[Answers],
    compared: usize,
    rare: usize,
) -> Figure {
    let mut drawn: Vec<&Answers> = answers.iter().collect();
    drawn.sort_by(|a, b| {
        let size = |q: &Answers| q.difference.p.abs();
        b.foremost.cmp(&a.foremost).then(size(b).total_cmp(&size(a))).then(a.id.cmp(&b.id))
    });
    drawn.truncate(MOST);
    let left_out = left_out(answers.len() - drawn.len(), rare);
    let title = title(&drawn, compared);
    let mut sheet = Sheet::default();
    let subtitle = format!(
        "What if: {}. Worlds in a hundred that say yes, {} under the same luck; thin bars: 95 % \
         intervals{left_out}.",
        experiment.rewrite,
        experiment.counted()
    );
    let mut y = frame::heading(&mut sheet, &title, &subtitle) + 34.0;
    let texts = 330.0;
    let numbers = 142.0;
    let (left, right) = (MARGIN + texts + 22.0, WIDTH - MARGIN - numbers);
    let x = |share: f64| left + (right - left) * share.clamp(0.0, 1.0);
    let asks: Vec<Vec<String>> =
        drawn.iter().map(|q| wrap(&q.ask, 15.0, q.foremost, texts)).collect();
    let rows = |(lines, q): (&Vec<String>, &&Answers)| lines.len() + usize::from(q.selected);
    let heights: Vec<f64> =
        asks.iter().zip(&drawn).map(rows).map(|n| (20.0 + LINE * n as f64).max(48.0)).collect();
    let key = Type::new(TEXT, INK);
    ring(&mut sheet, (left, y - 5.0));
    sheet.text((left + 14.0, y), key, "without the change");
    let from = left + 14.0 + key.width("without the change") + 26.0;
    sheet.disc((from, y - 5.0), 7.0, WITH);
    sheet.text((from + 14.0, y), key, "with it");
    y += 14.0;
    let top = y;
    let foot = top + heights.iter().sum::<f64>();
    for k in 0..=4 {
        let share = f64::from(k) / 4.0;
        sheet.path(&[(x(share), top), (x(share), foot)], GRID, 1.0);
        let set = Type::new(TEXT, SOFT).anchored(Anchor::Middle);
        sheet.text((x(share), foot + LINE), set, &brief_hundredths(share));
    }
    for ((q, lines), height) in drawn.iter().zip(&asks).zip(&heights) {
        sheet.path(&[(MARGIN, y), (WIDTH - MARGIN, y)], GRID, 1.0);
        let middle = y + height / 2.0;
        let rows = lines.len() + usize::from(q.selected);
        let mut base = middle - LINE * (rows as f64 - 1.0) / 2.0 + 5.0;
        for line in lines {
            let set = Type::new(15.0, INK);
            sheet.text((MARGIN, base), if q.foremost { set.bold() } else { set }, line);
            base += LINE;
        }
        if let Some(told) = here(q) {
            sheet.text((MARGIN, base), Type::new(TEXT, SOFT), &told);
        }
        let (from, to) = (x(q.base.p), x(q.whatif.p));
        whisker(&mut sheet, middle - 3.0, &q.base, WITHOUT, x);
        whisker(&mut sheet, middle + 3.0, &q.whatif, WITH, x);
        sheet.path(&[(from, middle), (to, middle)], INK, 3.0);
        ring(&mut sheet, (from, middle));
        sheet.disc((to, middle), 7.0, WITH);
        let told = if clear(q) { Type::new(15.0, INK).bold() } else { Type::new(15.0, SOFT) };
        let compared = Compared::new(q.base.p, q.whatif.p, false);
        let [without, with] = compared.brief();
        let text = format!("{without} \u{2192} {with}");
        let at = right + 26.0;
        sheet.text((at, middle - 3.0), told, &text);
        let text = if clear(q) { compared.signed() } else { "no clear change".to_owned() };
        sheet.text((at, middle + 15.0), Type::new(TEXT, SOFT), &text);
        y += height;
    }
    let height = frame::footer(&mut sheet, foot + LINE + 12.0, experiment.caption);
    let alt = alt(experiment, &drawn, &title);
    let words = Words { name: NAME, title: title.clone(), alt: alt.clone() };
    let svg = sheet.ink(height, &words);
    Figure { name: NAME.to_owned(), title, alt, svg, csv: table(answers) }
}

/// What the subtitle says of questions that are not drawn.
fn left_out(less: usize, rare: usize) -> String {
    let mut all = Vec::new();
    match less {
        0 => {}
        1 => all.push("1 question that differs less".to_owned()),
        n => all.push(format!("{n} questions that differ less")),
    }
    match rare {
        0 => {}
        1 => all.push("1 asked in too few pairs".to_owned()),
        n => all.push(format!("{n} asked in too few pairs")),
    }
    if all.is_empty() { String::new() } else { format!("; not drawn: {}", all.join(", ")) }
}

/// What is said of a question whose rates are those of chosen pairs.
fn here(q: &Answers) -> Option<String> {
    q.selected.then(|| format!("here, of {} in both of which it arises", so_many_pairs(q.n)))
}

fn ring(sheet: &mut Sheet, at: (f64, f64)) {
    sheet.disc(at, 7.0, WITHOUT);
    sheet.disc(at, 4.0, WHITE);
}

fn whisker(sheet: &mut Sheet, y: f64, rate: &Rate, colour: Colour, x: impl Fn(f64) -> f64) {
    sheet.path(&[(x(rate.lo), y), (x(rate.hi), y)], colour, 1.4);
}

fn clear(q: &Answers) -> bool {
    q.difference.lo > 0.0 || q.difference.hi < 0.0
}

fn title(drawn: &[&Answers], compared: usize) -> String {
    let shows = |q: &Answers| hundredths(q.base.p) != hundredths(q.whatif.p);
    let mut moved = drawn.iter().filter(|q| q.foremost && q.stands_out).peekable();
    let moves = moved.peek().is_some();
    // However long it is, half a question asks nothing.
    match moved.find(|q| shows(q)) {
        Some(q) => {
            let (from, to) = (hundredths(q.base.p), hundredths(q.whatif.p));
            let of = if q.selected { " (of those asked in both)" } else { "" };
            format!("{} In {to} of 100, not {from}{of}", q.ask)
        }
        None if moves => "What is asked hardly changes".to_owned(),
        None if compared > 1 => format!("None of {compared} answers changes by more than chance"),
        // Others may, which are drawn as well.
        None => match drawn.iter().find(|q| q.foremost) {
            Some(q) if drawn.iter().any(|q| clear(q)) => format!("No clear change: {}", q.ask),
            _ => "No clear change in what is asked".to_owned(),
        },
    }
}

fn alt(experiment: &Experiment<'_>, drawn: &[&Answers], title: &str) -> String {
    let each: Vec<String> = drawn
        .iter()
        .map(|q| {
            let [from, to] = Compared::new(q.base.p, q.whatif.p, false).shares;
            let here = here(q).map_or_else(String::new, |here| format!(" ({here})"));
            format!("{} {from} without, {to} with the change{here}.", q.ask)
        })
        .collect();
    format!(
        "Dumbbell chart of how many worlds in a hundred answer each question with yes, over {} \
         of histories under the same luck. {title}. {}",
        experiment.counted(),
        each.join(" ")
    )
}

fn table(answers: &[Answers]) -> String {
    let number = |x: f64| format!("{x:.6}");
    let rows = answers.iter().map(|q| {
        let rates = [q.base, q.whatif, q.difference];
        let numbers = rates.iter().flat_map(|r| [r.p, r.lo, r.hi]).map(number);
        let level = if q.selected { "here" } else { "usually" }.to_owned();
        let first = [q.id.clone(), q.ask.clone(), q.n.to_string(), level];
        first.into_iter().chain(numbers).collect()
    });
    let header = [
        "id",
        "ask",
        "n",
        "level",
        "base",
        "base_lo",
        "base_hi",
        "whatif",
        "whatif_lo",
        "whatif_hi",
        "difference",
        "difference_lo",
        "difference_hi",
    ];
    csv(&header, rows)
}
