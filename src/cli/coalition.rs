//! `interregnum coalition`: who rules in the end, with the reasoning.

use std::collections::BTreeSet;

use clap::Args;
use serde::Serialize;

use crate::theory::{Coalition, Contest, Power, PowerError, Verdict};

use super::lines::{columns, wrap};
use super::{Exit, Failure, say};

/// Most members whose reasoning is told step by step: 63 steps.
const MOST_TOLD: usize = 6;
/// Most coalitions listed in a sentence; how many more there are is said.
const MOST_LISTED: usize = 8;

/// What was typed after `coalition`.
#[derive(Debug, Args)]
pub(super) struct Asked {
    /// Members with their powers: `a=3 b=0.25 c=1/3`, up to 16.
    #[arg(value_name = "NAME=POWER", required = true)]
    members: Vec<String>,
    /// A part of a coalition wins with more than this share of its power: at least 1/2, less than 1.
    #[arg(long, value_name = "SHARE", default_value = "1/2")]
    majority: String,
    /// Print the answer as JSON, and nothing else.
    #[arg(long)]
    json: bool,
}

/// A contest with the names of its members.
struct Named {
    names: Vec<String>,
    powers: Vec<Power>,
    majority: Power,
    contest: Contest,
    /// Whether numbers are told as decimals where they have an end.
    decimal: bool,
}

/// What is printed with `--json`.
#[derive(Serialize)]
struct Answer<'a> {
    schema: u32,
    majority: String,
    members: Vec<Member<'a>>,
    ruling: Vec<Vec<&'a str>>,
    complete: bool,
    steps: Vec<Step<'a>>,
}

#[derive(Serialize)]
struct Member<'a> {
    name: &'a str,
    power: String,
}

/// Whether one coalition holds, and why.
#[derive(Serialize)]
struct Step<'a> {
    coalition: Vec<&'a str>,
    power: String,
    holds: bool,
    follows: Vec<Vec<&'a str>>,
    winning: usize,
    because: String,
}

/// Works out who rules and says so.
pub(super) fn coalition(asked: &Asked) -> Result<(), Failure> {
    let named = named(asked)?;
    if asked.json {
        let answer = answer(&named);
        let text = serde_json::to_string_pretty(&answer).expect("plain data becomes JSON");
        return say(&format!("{text}\n"));
    }
    say(&told(&named, columns()))
}

/// Reads what was typed; everything wrong with it is said at once.
fn named(asked: &Asked) -> Result<Named, Failure> {
    let mut wrong = Vec::new();
    let (mut names, mut powers) = (Vec::new(), Vec::new());
    let mut seen = BTreeSet::new();
    for typed in &asked.members {
        match member(typed) {
            Ok((name, _)) if !seen.insert(name.clone()) => {
                wrong.push(format!(
                    "`{typed}`: there is a `{name}` already; give each a name of its own"
                ));
            }
            Ok((name, power)) => {
                names.push(name);
                powers.push(power);
            }
            Err(why) => wrong.push(why),
        }
    }
    let majority = asked.majority.parse::<Power>().map_err(|e| match e {
        PowerError::NotANumber(typed) => {
            format!("--majority: `{typed}` is no share of the whole: write it as 1/2 or 0.66")
        }
        e => format!("--majority: {e}"),
    });
    let majority = majority.unwrap_or_else(|why| {
        wrong.push(why);
        Power::HALF
    });
    let contest = if wrong.is_empty() {
        Contest::new(&powers, majority).map_err(|e| wrong.push(e.to_string())).ok()
    } else {
        None
    };
    let Some(contest) = contest else {
        let lines: Vec<String> = wrong.iter().map(|why| format!("error: {why}")).collect();
        return Err(Failure::new(Exit::Usage, lines.join("\n")));
    };
    let decimal = asked.members.iter().all(|typed| !typed.contains('/'));
    Ok(Named { names, powers, majority, contest, decimal })
}

fn member(typed: &str) -> Result<(String, Power), String> {
    let split = typed.split_once('=').map(|(name, power)| (name.trim(), power));
    let Some((name, power)) = split.filter(|(name, _)| !name.is_empty()) else {
        return Err(format!("`{typed}`: write each member as NAME=POWER, for example a=3"));
    };
    let power = power.parse().map_err(|e| format!("`{typed}`: {e}"))?;
    Ok((name.to_owned(), power))
}

impl Named {
    fn list(&self, coalition: Coalition) -> Vec<&str> {
        coalition.members().map(|member| self.names[member].as_str()).collect()
    }

    fn lists(&self, coalitions: &[Coalition]) -> Vec<Vec<&str>> {
        coalitions.iter().map(|coalition| self.list(*coalition)).collect()
    }

    fn words(&self, coalition: Coalition) -> String {
        match &self.list(coalition)[..] {
            [] => "nobody".to_owned(),
            [one] => (*one).to_owned(),
            [most @ .., last] => format!("{} and {last}", most.join(", ")),
        }
    }

    /// Several coalitions in words, the weakest first; how many more there are.
    fn several(&self, coalitions: &[Coalition]) -> String {
        let mut sorted = coalitions.to_vec();
        sorted.sort_by_key(|one| (self.contest.power(*one), *one));
        let mut all: Vec<String> =
            sorted.iter().take(MOST_LISTED).map(|c| self.words(*c)).collect();
        if sorted.len() > MOST_LISTED {
            all.push(format!("{} more", sorted.len() - MOST_LISTED));
        }
        all.join("; ")
    }

    /// The power of a coalition in the unit in which powers were given.
    fn power(&self, coalition: Coalition) -> String {
        let units = self.contest.power(coalition);
        let strong = (0..self.powers.len()).find(|member| self.powers[*member] > Power::ZERO);
        let Some(member) = strong else { return "0".to_owned() };
        let (one, unit) = (self.powers[member], self.contest.power(Coalition::of([member])));
        // Lowest terms first, so that the products stay small.
        let scale = Power::ratio(units, unit).and_then(|times| {
            let cross = Power::ratio(times.over(), one.under())?;
            let other = Power::ratio(one.over(), times.under())?;
            let over = cross.over().checked_mul(other.over())?;
            Power::ratio(over, cross.under().checked_mul(other.under())?)
        });
        scale.map_or_else(|| format!("{units} units"), |power| self.number(power))
    }

    fn number(&self, power: Power) -> String {
        decimal(power).filter(|_| self.decimal).unwrap_or_else(|| power.to_string())
    }

    fn step(&self, coalition: Coalition) -> Step<'_> {
        let winning: Vec<Coalition> =
            coalition.parts().filter(|part| self.contest.wins(*part, coalition)).collect();
        let verdict = self.contest.verdict(coalition);
        let follows = self.contest.follows(coalition);
        let because = self.because(coalition, &winning, &verdict);
        Step {
            coalition: self.list(coalition),
            power: self.power(coalition),
            holds: matches!(verdict, Verdict::Holds { .. }),
            follows: self.lists(&follows),
            winning: winning.len(),
            because,
        }
    }

    fn because(&self, whole: Coalition, winning: &[Coalition], verdict: &Verdict) -> String {
        match verdict {
            Verdict::Holds { .. } if whole.size() == 1 => "there is nobody to throw out".to_owned(),
            Verdict::Holds { tempted } if tempted.is_empty() => {
                format!("no part of it has more than {} of its power", self.majority)
            }
            Verdict::Holds { tempted } => format!(
                "strong enough to throw out the rest would be {}; but none of these would itself hold",
                self.several(tempted)
            ),
            Verdict::Falls { to } => {
                let strength = to.first().map_or_else(String::new, |heir| self.power(*heir));
                let (heirs, each) = if to.len() == 1 {
                    (format!("{} would hold", self.words(to[0])), "")
                } else {
                    (format!("any one of these would hold: {}", self.several(to)), " each")
                };
                let rivals = winning
                    .iter()
                    .filter(|part| self.contest.is_self_enforcing(**part) && !to.contains(part))
                    .count();
                let least =
                    if rivals > 0 { ", and of the parts that would it is the weakest" } else { "" };
                let least = if to.len() > 1 {
                    least.replace("it is", "they are")
                } else {
                    least.to_owned()
                };
                format!("{heirs}, with {strength}{each} of {}{least}", self.power(whole))
            }
        }
    }

    /// Whether every coalition's step is told.
    fn complete(&self) -> bool {
        self.names.len() <= MOST_TOLD
    }

    /// Coalitions whose steps are told, small ones first: all, or only who rules and everyone.
    fn told(&self) -> Vec<Coalition> {
        let mut told: Vec<Coalition> = if self.complete() {
            self.contest.coalitions().collect()
        } else {
            self.contest.ruling().into_iter().chain([self.contest.everyone()]).collect()
        };
        told.sort_by_key(|coalition| (coalition.size(), *coalition));
        told.dedup();
        told
    }
}

/// A number as a decimal, where it has an end within twelve places.
fn decimal(power: Power) -> Option<String> {
    let mut scale = 1_u128;
    for places in 0..=12_usize {
        if scale.is_multiple_of(power.under()) {
            let digits = power.over().checked_mul(scale / power.under())?;
            let (whole, part) = (digits / scale, digits % scale);
            return Some(if places == 0 {
                whole.to_string()
            } else {
                format!("{whole}.{part:0places$}")
            });
        }
        scale *= 10;
    }
    None
}

fn answer(named: &Named) -> Answer<'_> {
    let members = named.names.iter().zip(&named.powers);
    Answer {
        schema: 1,
        majority: named.majority.to_string(),
        members: members
            .map(|(name, power)| Member { name, power: named.number(*power) })
            .collect(),
        ruling: named.lists(&named.contest.ruling()),
        complete: named.complete(),
        steps: named.told().into_iter().map(|coalition| named.step(coalition)).collect(),
    }
}

fn told(named: &Named, width: usize) -> String {
    let width = width.clamp(60, 140);
    let mut lines = Vec::new();
    let members: Vec<String> = (named.names.iter().zip(&named.powers))
        .map(|(name, power)| format!("{name} {}", named.number(*power)))
        .collect();
    wrap(
        &mut lines,
        width,
        " ",
        " ",
        &format!("Who rules in the end among {}?", members.join(", ")),
    );
    lines.push(String::new());
    let ruling = named.contest.ruling();
    let answer = match &ruling[..] {
        [one] if *one == named.contest.everyone() && one.size() > 1 => {
            format!("All of them: {}.", named.words(*one))
        }
        [one] => format!(
            "{}, with {} of {}.",
            named.words(*one),
            named.power(*one),
            named.power(named.contest.everyone())
        ),
        several => format!(
            "Any one of {} equally strong coalitions: {}.",
            several.len(),
            named.several(several)
        ),
    };
    wrap(&mut lines, width, " ", " ", &answer);
    lines.push(String::new());
    let rule = format!(
        "A coalition holds if no part of it that would itself hold has more than {} of its power. One that does \
         not hold falls to the weakest part of it that has more and would hold.",
        named.majority
    );
    wrap(&mut lines, width, " ", " ", &rule);
    lines.push(String::new());
    if !named.complete() {
        let told = format!(
            "{} coalitions were worked out. Told here are the last step and who rules; up to {MOST_TOLD} members every \
             step is told.",
            (1_u32 << named.names.len()) - 1
        );
        wrap(&mut lines, width, " ", " ", &told);
        lines.push(String::new());
    }
    for coalition in named.told() {
        let step = named.step(coalition);
        let verdict = if step.holds { "holds" } else { "falls" };
        let text =
            format!("{} ({}) {verdict}: {}.", named.words(coalition), step.power, step.because);
        wrap(&mut lines, width, "   ", "     ", &text);
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact_or_not_at_all() {
        let shown = |text: &str| decimal(text.parse().expect("a power"));
        assert_eq!(shown("0.6").as_deref(), Some("0.6"));
        assert_eq!(shown("1.25").as_deref(), Some("1.25"));
        assert_eq!(shown("12").as_deref(), Some("12"));
        assert_eq!(shown("3/8").as_deref(), Some("0.375"));
        assert_eq!(shown("1/3"), None);
    }
}
