//! No dead mechanism: each switch moves some question's rate in the baseline.

use std::fmt::Write;

use interregnum::polity::{Parameter, Parameters};

use crate::odds::KEPT;
use crate::plays::{BASELINE, drawn, each, luck};
use interregnum::engine::{Detail, play};

/// Where the table of what each switch moves is kept.
const PLACE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/switches.md");
/// Pairs of histories behind the table.
const PAIRS: u64 = 600;
/// More of them, where these show nothing.
const MORE: u64 = 1_800;
/// Pairs behind a row that shows nothing by then.
const AT_MOST: u64 = 10_000;
/// Standard errors that a difference must exceed. A switch that does nothing at all leaves every
/// pair alike; one that only reshuffles luck exceeds this on one of some thirty questions about
/// once in five hundred at each of up to seven looks, which share most of their pairs.
const CLEAR: f64 = 4.0;

/// Every switch with its index.
fn switches() -> impl Iterator<Item = (usize, &'static Parameter)> {
    Parameters::SPEC.iter().enumerate().filter(|(_, parameter)| parameter.is_switch())
}

/// One question in paired histories.
#[derive(Clone, Copy, Default)]
struct Pairs {
    /// Pairs in which the question is counted on both sides.
    counted: u32,
    /// True with the mechanism, and without.
    on: u32,
    off: u32,
    /// True with it only, without it only.
    lost: u32,
    gained: u32,
}

impl Pairs {
    /// The difference in standard errors of McNemar's test.
    fn clear(&self) -> f64 {
        let (b, c) = (f64::from(self.lost), f64::from(self.gained));
        (b - c).abs() / (b + c).sqrt().max(1.0)
    }

    fn moved(&self) -> f64 {
        (f64::from(self.on) - f64::from(self.off)).abs() / f64::from(self.counted.max(1))
    }
}

/// The answers without a mechanism beside those with it, over histories `from..to`, by question.
fn without(switch: usize, from: u64, to: u64) -> Vec<Pairs> {
    let polity = &BASELINE.polity;
    let off = each(to - from, |n| {
        let luck = luck(from + n);
        let mut values = drawn(polity, luck);
        values.set(polity.parameters[switch], 0.0);
        let log = play(polity, &values, luck, Detail::Light);
        BASELINE.questions.iter().map(|q| q.answer(polity, &log)).collect::<Vec<_>>()
    });
    let mut pairs = vec![Pairs::default(); BASELINE.questions.len()];
    for (off, on) in off.iter().zip(&KEPT[from as usize..]) {
        for ((pair, on), off) in pairs.iter_mut().zip(&on.answers).zip(off) {
            if let (Some(on), Some(off)) = (on, off) {
                pair.counted += 1;
                pair.on += u32::from(*on);
                pair.off += u32::from(*off);
                pair.lost += u32::from(*on && !*off);
                pair.gained += u32::from(*off && !*on);
            }
        }
    }
    pairs
}

fn add(sum: &mut [Pairs], more: &[Pairs]) {
    for (sum, more) in sum.iter_mut().zip(more) {
        sum.counted += more.counted;
        sum.on += more.on;
        sum.off += more.off;
        sum.lost += more.lost;
        sum.gained += more.gained;
    }
}

/// The same over as many histories as it takes until some rate has moved beyond error, looked at
/// after so many and so many; and how many it took.
fn looked_at(switch: usize, stops: &[u64]) -> (Vec<Pairs>, u64) {
    let mut pairs = vec![Pairs::default(); BASELINE.questions.len()];
    let mut done = 0;
    for &stop in stops {
        add(&mut pairs, &without(switch, done, stop));
        done = stop;
        if pairs.iter().any(|pair| pair.clear() > CLEAR) {
            break;
        }
    }
    (pairs, done)
}

#[test]
fn every_mechanism_moves_some_rate_of_the_baseline() {
    let mut dead = Vec::new();
    for (switch, parameter) in switches() {
        let (pairs, done) = looked_at(switch, &[40, 120, 300, PAIRS, MORE, 5_000, AT_MOST]);
        let most = pairs.iter().map(Pairs::clear).fold(0.0, f64::max);
        println!("{:20} {done:4} pairs, {most:.1} standard errors", parameter.id);
        if most <= CLEAR {
            dead.push(format!("{} ({most:.1} standard errors)", parameter.id));
        }
    }
    assert!(dead.is_empty(), "these move nothing in {AT_MOST} pairs: {}", dead.join(", "));
}

/// The table for the documents: what each switch moves most.
fn table() -> String {
    let mut text = format!(
        "# What each mechanism does to the baseline\n\n\
         Each mechanism has a switch under `[parameters]`. For each, {PAIRS} histories of the baseline were\n\
         played twice under the same luck, with it and without it; the row names the question whose rate it\n\
         moved most clearly; {MORE} where {PAIRS} showed nothing, and 5000 or {AT_MOST} where these did not. `BLESS=1 cargo test --test promises switches` writes this page anew.\n\n\
         | switch | mechanism | question moved most clearly | rate with | rate without |\n|---|---|---|---|---|\n"
    );
    for (switch, parameter) in switches() {
        let (pairs, _) = looked_at(switch, &[PAIRS, MORE, 5_000, AT_MOST]);
        let best = (0..pairs.len())
            .max_by(|&a, &b| {
                let (a, b) = (&pairs[a], &pairs[b]);
                a.clear().total_cmp(&b.clear()).then(a.moved().total_cmp(&b.moved()))
            })
            .expect("the baseline asks something");
        let (pair, ask) = (&pairs[best], &BASELINE.questions[best].ask);
        let rate = |times: u32| f64::from(times) / f64::from(pair.counted.max(1));
        let moved = if pair.clear() > CLEAR { ask.as_str() } else { "none beyond error" };
        let meaning = parameter.meaning.trim().trim_start_matches("Switch: ");
        let meaning = meaning.trim_end_matches('.');
        let _ = writeln!(
            text,
            "| `{}` | {meaning} | {moved} | {:.2} | {:.2} |",
            parameter.id,
            rate(pair.on),
            rate(pair.off),
        );
    }
    text
}

#[test]
fn the_table_of_switches_lists_them_all() {
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(PLACE, table()).expect("the package can be written");
    }
    let page = std::fs::read_to_string(PLACE).unwrap_or_default();
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `with_"));
    let listed: Vec<_> =
        rows.map(|row| format!("with_{}", row.split('`').next().unwrap_or_default())).collect();
    let known: Vec<_> = switches().map(|(_, parameter)| parameter.id).collect();
    assert_eq!(listed, known, "BLESS=1 cargo test --test promises switches");
}
