//! Scenarios from strangers: whatever a text holds, it ends in a scenario or in findings.

mod holds;

use std::fs;
use std::path::{Path, PathBuf};

/// Texts that each seed is turned into.
const MUTANTS: u64 = 60;

/// Draws whole numbers, always the same ones.
struct Draws(u64);

impl Draws {
    /// SplitMix64 (Steele, Lea and Flood 2014).
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        all.get(self.below(all.len()))
    }
}

/// Values that a stranger would try.
const ODD: &[&str] = &[
    "nan",
    "-inf",
    "1e308",
    "-0.0",
    "0",
    "-1",
    "1e-320",
    "9223372036854775807",
    "99999999999999999999",
    "\"\"",
    "\"\\u0000\"",
    "\"=cmd()\"",
    "\"../../etc/passwd\"",
    "\"1953-02-30\"",
    "\"9999-12-31\"",
    "[]",
    "{}",
    "[[[[[[[[]]]]]]]]",
    "{ low = 1, high = 0 }",
    "{ mean = 0.5, sd = 1e300 }",
    "true",
    "1979-05-27T07:32:00Z",
];

/// A text with a few things changed in it.
fn mutant(seed: &str, draws: &mut Draws) -> String {
    let mut lines: Vec<String> = seed.lines().map(str::to_owned).collect();
    for _ in 0..=draws.below(3) {
        let at = draws.below(lines.len());
        let other = draws.below(lines.len());
        let Some(line) = lines.get(at).cloned() else { break };
        match draws.below(8) {
            0 => drop(lines.remove(at)),
            1 => lines.insert(other, line),
            2 => lines.swap(at, other),
            // Another value for the key, odd or from elsewhere in the text.
            3 | 4 => {
                let elsewhere = lines[other].split_once('=').map(|(_, value)| value.to_owned());
                let odd = draws.of(ODD).map(|odd| (*odd).to_owned());
                let value = if draws.below(3) == 0 { elsewhere } else { odd };
                if let (Some((key, _)), Some(value)) = (line.split_once('='), value) {
                    lines[at] = format!("{key}= {value}");
                }
            }
            // One character less, or another.
            5 => {
                let mut all: Vec<char> = line.chars().collect();
                let k = draws.below(all.len());
                if k < all.len() {
                    all.remove(k);
                }
                lines[at] = all.into_iter().collect();
            }
            6 => {
                let odd = ['\0', '"', '[', '{', '.', '=', '\u{202e}', '\u{feff}', '-', '9', '\\'];
                let mut all: Vec<char> = line.chars().collect();
                let c = odd[draws.below(odd.len())];
                all.insert(draws.below(all.len() + 1), c);
                lines[at] = all.into_iter().collect();
            }
            // An end in the middle of things.
            _ => {
                if draws.below(4) == 0 {
                    lines.truncate(at);
                }
            }
        }
    }
    lines.join("\n")
}

fn seeds(target: &str) -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile/corpus").join(target);
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).expect("seeds").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    let text = |path: PathBuf| (path.clone(), fs::read_to_string(path).expect("text"));
    paths.into_iter().map(text).collect()
}

fn each_mutant(target: &str, hold: fn(&str)) {
    // More for whoever has the time: `MUTANTS=100000 cargo test --test hostile`.
    let mutants = std::env::var("MUTANTS").ok().and_then(|n| n.parse().ok()).unwrap_or(MUTANTS);
    for (path, seed) in seeds(target) {
        hold(&seed);
        for k in 0..mutants {
            let text = mutant(&seed, &mut Draws(k));
            if std::panic::catch_unwind(|| hold(&text)).is_err() {
                panic!("{}, mutant {k}, breaks it:\n{text}", path.display());
            }
        }
    }
}

#[test]
fn any_text_is_a_scenario_or_is_told_what_is_wrong() {
    each_mutant("parse", holds::parse);
    each_mutant("play", holds::parse);
}

#[test]
fn any_text_can_be_laid_over_another() {
    each_mutant("overlay", holds::overlay);
}

#[test]
fn whatever_is_a_scenario_can_be_played() {
    each_mutant("play", holds::play);
    each_mutant("parse", holds::play);
}
