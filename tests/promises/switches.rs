//! No dead mechanism: each switch moves some question's rate in the baseline.

use std::sync::LazyLock;

use interregnum::polity::{Parameter, Parameters};

use crate::odds::KEPT;
use crate::plays::{BASELINE, drawn, each, luck};
use interregnum::engine::{Detail, play};

/// Where the table of what each switch moves is kept.
const PLACE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/switches.md");
/// Pairs of histories behind the table.
const PAIRS: u64 = 200;
/// Pairs after which is looked, until something shows.
const STOPS: [u64; 7] = [PAIRS, 600, 1_200, 1_800, 2_600, 3_600, 5_000];
/// Standard errors that a difference must exceed. A switch that does nothing at all leaves every
/// pair alike; one that only reshuffles luck exceeds this on one of some seventeen questions about
/// once in a thousand at each of up to seven looks, which share most of their pairs.
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

/// What a switch moves, and over how many pairs that was looked at.
struct Moved {
    switch: &'static Parameter,
    /// By question.
    pairs: Vec<Pairs>,
    done: u64,
}

impl Moved {
    /// Over as many histories as it takes until some rate has moved beyond error.
    fn by(index: usize, switch: &'static Parameter) -> Self {
        let pairs = vec![Pairs::default(); BASELINE.questions.len()];
        let mut moved = Self { switch, pairs, done: 0 };
        for stop in STOPS {
            add(&mut moved.pairs, &without(index, moved.done, stop));
            moved.done = stop;
            if moved.most() > CLEAR {
                break;
            }
        }
        moved
    }

    /// The greatest difference of a rate, in standard errors.
    fn most(&self) -> f64 {
        self.pairs.iter().map(Pairs::clear).fold(0.0, f64::max)
    }

    /// The question whose rate is moved most clearly.
    fn clearest(&self) -> usize {
        let clearer = |&a: &usize, &b: &usize| {
            let (a, b) = (&self.pairs[a], &self.pairs[b]);
            a.clear().total_cmp(&b.clear()).then(a.moved().total_cmp(&b.moved()))
        };
        (0..self.pairs.len()).max_by(clearer).expect("the baseline asks something")
    }

    /// Its row of the table.
    fn row(&self) -> String {
        let best = self.clearest();
        let (pair, ask) = (&self.pairs[best], &BASELINE.questions[best].ask);
        let rate = |times: u32| f64::from(times) / f64::from(pair.counted.max(1));
        let ask = if self.most() > CLEAR { ask.as_str() } else { "none beyond error" };
        let meaning = self.switch.meaning.trim().trim_start_matches("Switch: ");
        let meaning = meaning.trim_end_matches('.');
        let more =
            if self.done > PAIRS { format!(" ({} pairs)", self.done) } else { String::new() };
        let (with, without) = (rate(pair.on), rate(pair.off));
        format!("| `{}` | {meaning} | {ask}{more} | {with:.2} | {without:.2} |\n", self.switch.id)
    }
}

/// What each switch moves, looked at once for all that is said of it.
static MOVED: LazyLock<Vec<Moved>> =
    LazyLock::new(|| switches().map(|(index, switch)| Moved::by(index, switch)).collect());

#[test]
fn every_mechanism_moves_some_rate_of_the_baseline() {
    let mut dead = Vec::new();
    for moved in &*MOVED {
        let (id, most) = (moved.switch.id, moved.most());
        println!("{id:20} {:4} pairs, {most:.1} standard errors", moved.done);
        if most <= CLEAR {
            dead.push(format!("{id} ({most:.1} standard errors in {} pairs)", moved.done));
        }
    }
    assert!(dead.is_empty(), "these move nothing: {}", dead.join(", "));
}

/// The page for the documents: what each switch moves most.
fn page() -> String {
    let more = STOPS[1..].iter().map(u64::to_string).collect::<Vec<_>>().join(", ");
    let head = format!(
        "# What each mechanism does to the baseline\n\n\
         Each mechanism has a switch under `[parameters]`. For each, {PAIRS} histories of the baseline were\n\
         played twice under the same luck, with it and without it; the row names the question whose rate it\n\
         moved most clearly. Where {PAIRS} pairs showed nothing beyond error, more were played ({more}), and\n\
         the row says how many. `BLESS=1 cargo test --test promises switches` writes this page anew.\n\n\
         | switch | mechanism | question moved most clearly | rate with | rate without |\n|---|---|---|---|---|\n"
    );
    head + &MOVED.iter().map(Moved::row).collect::<String>()
}

#[test]
fn the_table_of_switches_is_as_they_are() {
    let fresh = page();
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(PLACE, &fresh).expect("the package can be written");
    }
    let kept = std::fs::read_to_string(PLACE).unwrap_or_default();
    let why = "out of date: BLESS=1 cargo test --release --test promises switches";
    for (kept, fresh) in kept.lines().zip(fresh.lines()) {
        assert_eq!(kept, fresh, "{why}");
    }
    assert!(kept == fresh, "{why}");
}
