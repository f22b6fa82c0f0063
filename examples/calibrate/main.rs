//! Tunes coefficients of the engine by history matching, on targets that lie before a given month.
//!
//! `cargo run --release --example calibrate -- [PLAN] [--points N] [--histories N]`
//!
//! Points are drawn from the priors by Latin hypercube; each is played, and its implausibility is
//! the greatest distance of a target's rate from its band, in standard deviations that hold Monte
//! Carlo error and a tolerance for what the model leaves out. Later waves play the least
//! implausible sixth for longer, and points around it. Of the least implausible at the end, within
//! a tenth, the one nearest to the middle of the priors is taken: no more is moved than the targets
//! ask for. After I. Vernon, M. Goldstein and R. Bower, "Galaxy formation: a Bayesian uncertainty
//! analysis", Bayesian Analysis 5 (2010).

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;

use interregnum::chance::{Chance, Key, Luck, Purpose, Stream};
use interregnum::engine::{Detail, play};
use interregnum::ensemble::Sampling;
use interregnum::polity::{Num, Parameters, Polity};
use interregnum::question::Question;
use interregnum::scenario::Scenario;
use rayon::prelude::*;
use serde::Deserialize;

/// What the model may be off by in any rate, beyond Monte Carlo error.
const TOLERANCE: f64 = 0.01;
/// Implausibility above which a point is ruled out.
const RULED_OUT: f64 = 3.0;

#[derive(Deserialize)]
struct Plan {
    scenario: String,
    until: String,
    seed: u64,
    free: BTreeMap<String, Band>,
    #[serde(default)]
    earlier: Vec<BTreeMap<String, f64>>,
    targets: BTreeMap<String, Target>,
}

#[derive(Clone, Copy, Deserialize)]
struct Band {
    low: f64,
    high: f64,
}

#[derive(Deserialize)]
struct Target {
    when: toml::Value,
    low: f64,
    high: f64,
}

/// A point: a value for each free coefficient, in the unit cube; and how it did.
#[derive(Clone)]
struct Point {
    cube: Vec<f64>,
    rates: Vec<f64>,
    implausibility: f64,
}

struct Matching<'a> {
    plan: &'a Plan,
    polity: Polity,
    questions: Vec<Question>,
    nums: Vec<Num>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let (mut path, mut points, mut histories) =
        ("examples/calibrate/ussr-1953.toml".to_owned(), 240, 200);
    let mut typed = std::env::args().skip(1);
    while let Some(word) = typed.next() {
        match word.as_str() {
            "--points" => points = typed.next().ok_or("--points N")?.parse()?,
            "--histories" => histories = typed.next().ok_or("--histories N")?.parse()?,
            _ => path = word,
        }
    }
    if points < 2 || histories == 0 {
        return Err("--points takes 2 or more, and --histories 1 or more".into());
    }
    let plan: Plan = toml::from_str(&fs::read_to_string(&path)?)?;
    let matching = Matching::open(&plan)?;
    let dimensions = plan.free.len();
    assert!(dimensions < plan.targets.len(), "fewer coefficients than targets");

    let chance = Chance::new(Luck { seed: plan.seed, history: u64::MAX, branch: 0 });
    let draw = |wave: u64, k: u64| {
        let stream = Stream::new(Purpose::Range, Key::number(wave as usize), Key::NONE);
        chance.unit(stream, k)
    };
    let mut cubes = hypercube(points, dimensions, &mut |k| draw(0, k));
    for earlier in &plan.earlier {
        let place = |(name, prior): (&String, &Band)| {
            let value = earlier.get(name).ok_or(format!("an earlier point lacks {name}"))?;
            Ok::<f64, String>(((value - prior.low) / (prior.high - prior.low)).clamp(0.0, 1.0))
        };
        cubes.push(plan.free.iter().map(place).collect::<Result<_, _>>()?);
    }
    let now = matching.as_it_is();
    let stands = matching.try_out(&now, (histories * 4).min(1600));
    println!("as it is: implausibility {:.2}", stands.implausibility);
    matching.show_rates(&stands);
    cubes.push(now);
    let mut kept = Vec::new();
    for wave in 1..=3_u64 {
        let each = (histories << (wave - 1)).min(1600);
        let mut played: Vec<Point> =
            cubes.iter().map(|cube| matching.try_out(cube, each)).collect();
        played.sort_by(|a, b| a.implausibility.total_cmp(&b.implausibility));
        let left = played.iter().filter(|p| p.implausibility < RULED_OUT).count();
        println!(
            "wave {wave}: {} points of {each} histories, {left} not ruled out, best {:.2}",
            played.len(),
            played[0].implausibility
        );
        let (least, most) = ((played.len() / 10).max(1), (played.len() / 6).max(1));
        played.truncate(left.clamp(least, most));
        // What is left, played longer, and as many points around it, the nearer the later.
        let n = points / 2;
        cubes = (0..n)
            .map(|at| {
                let from = &played[(at / 2) % played.len()];
                let width = if at % 2 == 0 { 0.0 } else { 0.4 / wave as f64 };
                let mut near = |(d, x): (usize, &f64)| {
                    let moved = width * (draw(wave, (at * dimensions + d) as u64) - 0.5);
                    (x + moved).clamp(0.0, 1.0)
                };
                from.cube.iter().enumerate().map(&mut near).collect()
            })
            .collect();
        kept = played;
    }
    let far = |p: &Point| p.cube.iter().map(|x| (x - 0.5) * (x - 0.5)).sum::<f64>();
    let enough = kept[0].implausibility + 0.1;
    let chosen = (kept.iter().filter(|p| p.implausibility <= enough))
        .min_by(|a, b| far(a).total_cmp(&far(b)))
        .ok_or("no point is left")?;
    println!("\nchosen: implausibility {:.2}", chosen.implausibility);
    for ((name, prior), x) in plan.free.iter().zip(&chosen.cube) {
        println!(
            "{name} = {:.4}   ({} to {})",
            prior.low + x * (prior.high - prior.low),
            prior.low,
            prior.high
        );
    }
    println!();
    matching.show_rates(chosen);
    Ok(())
}

/// A Latin hypercube in the unit cube: each coordinate has one point in each of its strata.
fn hypercube(points: usize, dimensions: usize, draw: &mut dyn FnMut(u64) -> f64) -> Vec<Vec<f64>> {
    let mut cubes = vec![vec![0.0; dimensions]; points];
    let mut k = 0;
    for d in 0..dimensions {
        let mut order: Vec<(f64, usize)> = Vec::with_capacity(points);
        for stratum in 0..points {
            order.push((draw(k), stratum));
            k += 1;
        }
        order.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (cube, (_, stratum)) in cubes.iter_mut().zip(&order) {
            cube[d] = (*stratum as f64 + draw(k)) / points as f64;
            k += 1;
        }
    }
    cubes
}

impl<'a> Matching<'a> {
    fn open(plan: &'a Plan) -> Result<Self, Box<dyn Error>> {
        let mut text = format!(
            "extends = \"{}\"\n[whatif]\nrewrite = \"nothing\"\nbecause = \"targets\"\n\
             kind = \"plausible\"\nasks = []\njudgement = \"targets\"\n",
            plan.scenario
        );
        for (name, target) in &plan.targets {
            let when = target.when.to_string();
            text += &format!("[questions.target_{name}]\nask = \"{name}\"\nwhen = {when}\n");
        }
        let scenario = Scenario::parse("calibration", &text, &[]).map_err(|f| f.to_string())?;
        let asked = |name: &String| {
            let id = format!("target_{name}");
            scenario.questions.iter().find(|q| q.id == id).cloned().expect("just written")
        };
        let questions = plan.targets.keys().map(asked).collect();
        let mut polity = scenario.polity;
        let calendar = &polity.calendar;
        let last = (0..calendar.rounds).find(|&r| calendar.label(r) == plan.until);
        polity.calendar.rounds = last.ok_or("`until` lies outside the calendar")? + 1;
        let nums = plan.free.keys().map(|name| {
            let at = Parameters::SPEC.iter().position(|spec| spec.id == name);
            at.map(|at| polity.parameters[at]).ok_or(format!("no parameter {name}"))
        });
        let nums = nums.collect::<Result<_, _>>()?;
        Ok(Self { plan, polity, questions, nums })
    }

    /// The point at which the coefficients stand now, or the nearest to it within the priors.
    fn as_it_is(&self) -> Vec<f64> {
        let values =
            Sampling::of(&self.polity).values(Luck { seed: self.plan.seed, history: 0, branch: 0 });
        let place = |(num, prior): (&Num, &Band)| {
            ((values[*num] - prior.low) / (prior.high - prior.low)).clamp(0.0, 1.0)
        };
        self.nums.iter().zip(self.plan.free.values()).map(place).collect()
    }

    fn show_rates(&self, point: &Point) {
        for ((name, target), rate) in self.plan.targets.iter().zip(&point.rates) {
            let off = if (target.low..=target.high).contains(rate) { "" } else { "  outside" };
            println!("{rate:.3}   {:.2} to {:.2}   {name}{off}", target.low, target.high);
        }
    }

    fn try_out(&self, cube: &[f64], histories: u64) -> Point {
        let sampling = Sampling::of(&self.polity);
        let counts = (0..histories)
            .into_par_iter()
            .map(|history| {
                let luck = Luck { seed: self.plan.seed, history, branch: 0 };
                let mut values = sampling.values(luck);
                for ((num, prior), x) in self.nums.iter().zip(self.plan.free.values()).zip(cube) {
                    values.set(*num, prior.low + x * (prior.high - prior.low));
                }
                let log = play(&self.polity, &values, luck, Detail::Light);
                let yes = |q: &Question| u64::from(q.answer(&self.polity, &log) == Some(true));
                self.questions.iter().map(yes).collect::<Vec<u64>>()
            })
            .reduce(
                || vec![0; self.questions.len()],
                |a, b| a.iter().zip(&b).map(|(a, b)| a + b).collect(),
            );
        let n = histories as f64;
        let rates: Vec<f64> = counts.iter().map(|&yes| yes as f64 / n).collect();
        let off = self.plan.targets.values().zip(&rates).map(|(target, &rate)| {
            let away = (target.low - rate).max(rate - target.high).max(0.0);
            away / libm::sqrt(rate * (1.0 - rate) / n + TOLERANCE * TOLERANCE)
        });
        let implausibility = off.fold(0.0, f64::max);
        Point { cube: cube.to_vec(), rates, implausibility }
    }
}
