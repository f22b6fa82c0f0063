//! Rival accounts side by side.

use super::super::caption::Caption;
use super::super::figure::Figure;
use super::super::frame::{self, LINE};
use super::super::pairs::Rate;
use super::super::palette::{GRID, INK, SOFT};
use super::super::sheet::{Anchor, MARGIN, Sheet, TEXT, Type, WIDTH, Words};
use super::super::table::csv;
use super::super::typeface::wrap;
use super::super::words::finding;
use super::{MODEL, ONE_GUESS, Trial, ring};
use crate::statistics::{grouped, signed_hundredths, so_many, so_many_pairs};

/// How one account stands to the record.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// Name.
    pub name: String,
    /// Surprise of the record, in bits, with its Monte Carlo interval.
    pub bits: Rate,
    /// Whether it is a rule that needs no model.
    pub rule: bool,
}

/// Draws each account as a dot with its interval, the least surprised first. The title names one only
/// where its lead is more than a lucky guess. There is an account for each lens that is built in, and
/// for each simple rule, and no more.
pub fn accounts(trial: &Trial<'_>, steps: usize, all: &[Account]) -> Figure {
    const NAME: &str = "lenses";
    let mut drawn: Vec<&Account> = all.iter().collect();
    drawn.sort_by(|a, b| a.bits.p.total_cmp(&b.bits.p).then(a.name.cmp(&b.name)));
    let leads = |first: &Account, second: &Account| {
        first.bits.hi < second.bits.lo && second.bits.p - first.bits.p >= ONE_GUESS
    };
    let title = match &drawn[..] {
        [first, second, ..] if leads(first, second) => finding(
            vec![format!("The record surprises least: {}", first.name)],
            "One account is least surprised by the record",
        ),
        _ => "No account is clearly least surprised by the record".to_owned(),
    };
    let subtitle = format!(
        "Surprise of the record in bits over the {steps} steps that all of them reach; less is \
         better. Disc: a lens, ring: a rule without a model. Bars: Monte Carlo error (95 %). One \
         history can say little between accounts."
    );
    let mut sheet = Sheet::default();
    let mut y = frame::heading(&mut sheet, &title, &subtitle) + 22.0;
    let (left, right) = (MARGIN + 270.0, WIDTH - MARGIN - 90.0);
    let most = drawn.iter().fold(1.0, |most: f64, a| most.max(a.bits.hi)).ceil();
    let x = |bits: f64| left + (right - left) * (bits / most).clamp(0.0, 1.0);
    let height = 36.0;
    let foot = y + height * drawn.len() as f64;
    let step = [1.0, 2.0, 5.0, 10.0, 20.0].into_iter().find(|s| most / s <= 12.0).unwrap_or(50.0);
    for tick in (0_u32..).map(|k| f64::from(k) * step).take_while(|tick| *tick <= most) {
        sheet.path(&[(x(tick), y), (x(tick), foot)], GRID, 1.0);
        let set = Type::new(TEXT, SOFT).anchored(Anchor::Middle);
        sheet.text((x(tick), foot + LINE), set, &format!("{tick:.0}"));
    }
    for account in &drawn {
        let middle = y + height / 2.0;
        let set = Type::new(15.0, if account.rule { SOFT } else { INK });
        sheet.text((MARGIN, middle + 5.0), set, &set.fit(&account.name, 250.0));
        let from = (x(account.bits.lo), middle);
        sheet.path(&[from, (x(account.bits.hi), middle)], MODEL, 2.0);
        if account.rule {
            ring(&mut sheet, (x(account.bits.p), middle), 6.5, SOFT);
        } else {
            sheet.disc((x(account.bits.p), middle), 6.5, MODEL);
        }
        let set = Type::new(15.0, INK).anchored(Anchor::End);
        sheet.text((WIDTH - MARGIN, middle + 5.0), set, &format!("{:.1}", account.bits.p));
        y += height;
    }
    let height = frame::footer(&mut sheet, foot + LINE + 12.0, trial.caption);
    let each: Vec<String> = drawn.iter().map(|a| format!("{} {:.1}", a.name, a.bits.p)).collect();
    let alt = format!(
        "Dot chart of the surprise of the record under rival accounts, in bits over {steps} steps, {}. \
         {title}. {}.",
        trial.matter(),
        each.join(", ")
    );
    let words = Words { name: NAME, title: title.clone(), alt: alt.clone() };
    let svg = sheet.ink(height, &words);
    let rows = drawn.iter().map(|a| {
        let rule = if a.rule { "yes" } else { "no" }.to_owned();
        let numbers = [a.bits.p, a.bits.lo, a.bits.hi].map(|bits| format!("{bits:.6}"));
        [a.name.clone(), rule].into_iter().chain(numbers).collect()
    });
    let csv = csv(&["account", "rule", "bits", "lo", "hi"], rows);
    Figure { name: NAME.to_owned(), title, alt, svg, csv }
}

/// What every account says of one question of a what-if.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdicts {
    /// Id of the question.
    pub id: String,
    /// The question in words.
    pub ask: String,
    /// What the change does under each.
    pub each: Vec<Under>,
    /// Whether that is clear, and the same way, under each that is judged; `None` where none is.
    pub survives: Option<bool>,
    /// What accounts are not judged, in words; `None` where all are.
    pub left_out: Option<String>,
}

/// What a change does to a question under one account.
#[derive(Clone, Debug, PartialEq)]
pub struct Under {
    /// Name of the account.
    pub account: String,
    /// The difference, in `[-1, 1]`; `None` where the question does not arise.
    pub difference: Option<Rate>,
    /// Pairs in which it arises; or the fewer of the histories in which it does in either world.
    pub n: u64,
    /// Whether each world is counted by itself, as it arises in only one twin of some pairs.
    pub by_itself: bool,
}

impl Verdicts {
    /// Under which accounts each world is counted by itself, and which are not judged, in words.
    fn marks(&self) -> Vec<String> {
        let alone: Vec<String> = self
            .each
            .iter()
            .filter(|u| u.by_itself && u.difference.is_some())
            .map(|u| format!("{} ({})", u.account, grouped(u.n)))
            .collect();
        let alone = (!alone.is_empty())
            .then(|| format!("Each world by itself, in so many: {}.", alone.join(", ")));
        alone.into_iter().chain(self.left_out.clone()).collect()
    }
}

/// Most questions drawn.
const MOST: usize = 10;

/// Draws the difference that a change makes to each question under each account, around a heavy
/// line at zero: the first ten questions, as the what-if asks them.
pub fn verdicts(caption: &Caption, rewrite: &str, pairs: u64, all: &[Verdicts]) -> Figure {
    const NAME: &str = "lenses";
    let sign =
        |rate: &Rate| f64::from(u8::from(rate.lo > 0.0)) - f64::from(u8::from(rate.hi < 0.0));
    let judged = if all.iter().any(|v| v.left_out.is_some()) { " that is judged" } else { "" };
    let verdicts: Vec<bool> = all.iter().filter_map(|v| v.survives).collect();
    let title = match (verdicts.iter().filter(|survives| **survives).count(), verdicts.len()) {
        (_, 0) => "Asked too seldom under every account".to_owned(),
        (0, _) => format!("No answer survives every account{judged}"),
        (some, of) if some == of => format!("Every answer survives every account{judged}"),
        (some, of) => format!("{some} of {of} answers survive every account{judged}"),
    };
    let drawn = &all[..all.len().min(MOST)];
    let left_out = match all.len() - drawn.len() {
        0 => String::new(),
        n => format!(" Not drawn: {}.", so_many(n as u64, "question more", "questions more")),
    };
    let subtitle = format!(
        "What if: {rewrite}. Difference in worlds of a hundred that say yes, with the change less \
         without, {} under the same luck for each account; bars: 95 % intervals.{left_out}",
        so_many_pairs(pairs)
    );
    let mut sheet = Sheet::default();
    let mut y = frame::heading(&mut sheet, &title, &subtitle) + 22.0;
    let rates = || drawn.iter().flat_map(|v| &v.each).filter_map(|u| u.difference.as_ref());
    let reach = rates().fold(0.05, |most: f64, r| most.max(r.hi).max(-r.lo)).min(1.0);
    let (left, right) = (MARGIN + 230.0, WIDTH - MARGIN - 90.0);
    let x = |share: f64| {
        f64::midpoint(left, right) + (right - left) / 2.0 * (share / reach).clamp(-1.0, 1.0)
    };
    let (row, top) = (28.0, y);
    for verdict in drawn {
        for line in wrap(&verdict.ask, 15.0, true, WIDTH - 2.0 * MARGIN) {
            y += LINE + 4.0;
            sheet.text((MARGIN, y), Type::new(15.0, INK).bold(), &line);
        }
        for mark in verdict.marks() {
            for line in wrap(&mark, TEXT, false, WIDTH - 2.0 * MARGIN) {
                y += LINE;
                sheet.text((MARGIN, y), Type::new(TEXT, SOFT), &line);
            }
        }
        y += 8.0;
        let from = y;
        for Under { account, difference, .. } in &verdict.each {
            let middle = y + row / 2.0;
            sheet.path(&[(left, middle), (right, middle)], GRID, 1.0);
            let set = Type::new(TEXT, INK);
            sheet.text((MARGIN + 12.0, middle + 5.0), set, &set.fit(account, 205.0));
            let end = Type::new(TEXT, INK).anchored(Anchor::End);
            if let Some(rate) = difference {
                sheet.path(&[(x(rate.lo), middle), (x(rate.hi), middle)], MODEL, 2.0);
                if sign(rate) == 0.0 {
                    ring(&mut sheet, (x(rate.p), middle), 6.0, SOFT);
                } else {
                    sheet.disc((x(rate.p), middle), 6.0, MODEL);
                }
                sheet.text((WIDTH - MARGIN, middle + 5.0), end, &signed_hundredths(rate.p));
            } else {
                sheet.text((WIDTH - MARGIN, middle + 5.0), end, "not asked");
            }
            y += row;
        }
        sheet.path(&[(x(0.0), from), (x(0.0), y)], INK, 2.4);
        y += 6.0;
    }
    let set = Type::new(TEXT, SOFT);
    y = y.max(top) + LINE;
    sheet.text((left, y), set, &signed_hundredths(-reach));
    sheet.text((right, y), set.anchored(Anchor::End), &signed_hundredths(reach));
    sheet.text((x(0.0), y), set.anchored(Anchor::Middle), "no difference");
    y += LINE + 2.0;
    sheet.text((MARGIN, y), set, "Ring: not clear, as the interval includes 0.");
    let height = frame::footer(&mut sheet, y + 6.0, caption);
    let told: Vec<String> = drawn
        .iter()
        .map(|v| {
            let each: Vec<String> = v
                .each
                .iter()
                .map(|u| {
                    let told = u.difference.as_ref();
                    let told =
                        told.map_or_else(|| "not asked".to_owned(), |r| signed_hundredths(r.p));
                    format!("{} {told}", u.account)
                })
                .collect();
            let marks = v.marks().into_iter().map(|mark| format!(" {mark}"));
            format!("{} {}.{}", v.ask, each.join(", "), marks.collect::<String>())
        })
        .collect();
    let alt = format!(
        "Dot chart of the difference that a change makes under rival accounts, in worlds of a hundred, \
         in {}. {title}. {}",
        caption.title,
        told.join(" ")
    );
    let words = Words { name: NAME, title: title.clone(), alt: alt.clone() };
    let svg = sheet.ink(height, &words);
    let rows = all.iter().flat_map(|v| {
        v.each.iter().map(move |u| {
            let number = |read: fn(&Rate) -> f64| {
                let rate = u.difference.as_ref();
                rate.map_or_else(String::new, |rate| format!("{:.6}", read(rate)))
            };
            let numbers = [number(|r| r.p), number(|r| r.lo), number(|r| r.hi), u.n.to_string()];
            let by_itself = if u.by_itself { "yes" } else { "no" }.to_owned();
            let names = [v.id.clone(), u.account.clone()];
            names.into_iter().chain(numbers).chain([by_itself]).collect()
        })
    });
    let csv = csv(&["question", "account", "difference", "lo", "hi", "n", "by_itself"], rows);
    Figure { name: NAME.to_owned(), title, alt, svg, csv }
}
