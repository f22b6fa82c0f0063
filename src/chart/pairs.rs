//! Many pairs of twins, as the charts look at them.

use super::caption::Caption;
use super::palette::{Look, Person};
use crate::polity::Polity;

/// Someone's differences in influence between twins, month by month: what-if less base.
#[derive(Clone, Debug, PartialEq)]
pub struct Gaps {
    /// Id of a principal.
    pub id: String,
    /// Mean over all pairs, in `[-1, 1]`, by round.
    pub mean: Vec<f64>,
    /// Standard error of that mean, by round.
    pub error: Vec<f64>,
    /// What 10 and 90 in 100 pairs do not exceed, by round.
    pub spread: Vec<(f64, f64)>,
}

/// A rate with its interval, in `[0, 1]`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rate {
    /// The rate.
    pub p: f64,
    /// Lower end of its interval.
    pub lo: f64,
    /// Upper end.
    pub hi: f64,
}

/// How a question is answered in both worlds.
#[derive(Clone, Debug, PartialEq)]
pub struct Answers {
    /// Its id.
    pub id: String,
    /// The question in words.
    pub ask: String,
    /// Rate in the base.
    pub base: Rate,
    /// Rate in the what-if.
    pub whatif: Rate,
    /// What-if less base; its interval is that of the pairs.
    pub difference: Rate,
    /// Whether the what-if speaks to it.
    pub foremost: bool,
}

/// Pairs that have one leader in the base and another, or the same, in the what-if.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stream {
    /// Id of the leader in the base.
    pub from: String,
    /// Id of the leader in the what-if.
    pub to: String,
    /// Pairs.
    pub n: u64,
}

/// A base and a what-if under shared luck, to be drawn.
#[derive(Clone, Copy, Debug)]
pub struct Experiment<'a> {
    /// The world of the base.
    pub polity: &'a Polity,
    /// Where it comes from.
    pub caption: &'a Caption,
    /// The change in one line.
    pub rewrite: &'a str,
    /// Leaders at the end, pair by pair.
    pub streams: &'a [Stream],
}

impl Experiment<'_> {
    /// Short name for an id; whoever rose in play has none here.
    pub(super) fn short<'n>(&'n self, id: &'n str) -> &'n str {
        let known = self.polity.principals.iter().find(|p| p.id == id);
        known.map_or("a newcomer", |p| p.short.as_str())
    }

    /// Colour, dash and marker.
    pub(super) fn look(&self, id: &str) -> Look {
        let people: Vec<Person<'_>> = self.polity.principals.iter().map(Person::named).collect();
        Look::among(id, &people)
    }

    /// Pairs in all.
    pub(super) fn pairs(&self) -> u64 {
        self.streams.iter().map(|s| s.n).sum()
    }

    /// How often the leader at the end changes, in words.
    pub(super) fn winner_changes(&self) -> String {
        let all = self.pairs();
        let changed: u64 = self.streams.iter().filter(|s| s.from != s.to).map(|s| s.n).sum();
        if all == 0 {
            return "Nothing was played".to_owned();
        }
        format!("In {} of 100 worlds the winner changes", in_hundred(changed as f64 / all as f64))
    }
}

/// A share in hundredths: whole, or with a tenth near the ends.
pub(super) fn in_hundred(share: f64) -> String {
    let x = share * 100.0;
    if x == 0.0 || x >= 100.0 || (0.95..99.05).contains(&x) {
        return format!("{x:.0}");
    }
    format!("{x:.1}")
}

/// A difference in hundredths with its sign.
pub(super) fn signed(share: f64) -> String {
    let text = in_hundred(share.abs());
    match text.as_str() {
        "0" | "0.0" => "0".to_owned(),
        _ if share < 0.0 => format!("\u{2212}{text}"),
        _ => format!("+{text}"),
    }
}
