//! Many pairs of twins, as the charts look at them.

use super::caption::Caption;
use super::palette::{Look, Person};
use crate::polity::{Polity, Principal};
use crate::statistics::{Estimate, hundredths, so_many_pairs, standing_among, standing_out};

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
    /// Pairs in both of which it arises.
    pub n: u64,
    /// Whether it also arises in one twin alone: then both worlds choose the pairs, and the rates
    /// are of *here*.
    pub selected: bool,
    /// Whether the what-if speaks to it, or, where it names no question, whether this is one of those
    /// that stand out most.
    pub foremost: bool,
    /// Whether the difference is more than chance makes of as many questions as it is compared with.
    pub stands_out: bool,
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

/// How often somebody leads at the end, in either world: a share that depends on no sharing of luck.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Lead<'a> {
    /// His id.
    pub id: &'a str,
    /// Share of worlds in the base.
    pub base: f64,
    /// Share of worlds in the what-if.
    pub whatif: f64,
    /// How many standard errors the difference is away from 0.
    standing_out: f64,
}

/// Normal point of a two-sided 95 % interval.
pub(super) const Z: f64 = 1.96;

/// A base and a what-if under shared luck, to be drawn.
#[derive(Clone, Copy, Debug)]
pub struct Experiment<'a> {
    /// The world of the base.
    pub polity: &'a Polity,
    /// The world of the what-if.
    pub whatif: &'a Polity,
    /// Where it comes from.
    pub caption: &'a Caption,
    /// The change in one line.
    pub rewrite: &'a str,
    /// Leaders at the end, pair by pair.
    pub streams: &'a [Stream],
    /// Share of worlds in which the leader at the end is another where each twin has luck of its own,
    /// among the pairs that were played so; `None` without any.
    pub apart: Option<Estimate>,
}

impl Experiment<'_> {
    /// The principals of either world.
    fn everyone(&self) -> impl Iterator<Item = &Principal> {
        let own = |p: &&Principal| self.polity.principals.iter().all(|other| other.id != p.id);
        self.polity.principals.iter().chain(self.whatif.principals.iter().filter(own))
    }

    /// Whether somebody is one of the principals, and did not rise in play.
    pub(super) fn is_named(&self, id: &str) -> bool {
        self.everyone().any(|p| p.id == id)
    }

    /// Short name for an id; whoever rose in play has none here.
    pub(super) fn short<'n>(&'n self, id: &'n str) -> &'n str {
        self.everyone().find(|p| p.id == id).map_or("a newcomer", |p| p.short.as_str())
    }

    /// Colour, dash and marker.
    pub(super) fn look(&self, id: &str) -> Look {
        let people: Vec<Person<'_>> = self.everyone().map(Person::named).collect();
        Look::among(id, &people)
    }

    /// Pairs in all.
    pub(super) fn pairs(&self) -> u64 {
        self.streams.iter().map(|s| s.n).sum()
    }

    /// The same in words: `2,000 pairs`.
    pub(super) fn counted(&self) -> String {
        so_many_pairs(self.pairs())
    }

    /// How often each leads at the end in either world, by id.
    pub(super) fn leads(&self) -> Vec<Lead<'_>> {
        let all = self.pairs().max(1) as f64;
        let mut ids: Vec<&str> =
            self.streams.iter().flat_map(|s| [s.from.as_str(), s.to.as_str()]).collect();
        ids.sort_unstable();
        ids.dedup();
        let lead = |id| {
            let count = |of: &dyn Fn(&Stream) -> bool| -> u64 {
                self.streams.iter().filter(|s| of(s)).map(|s| s.n).sum()
            };
            let (base, whatif) = (count(&|s| s.from == id), count(&|s| s.to == id));
            let both = count(&|s| s.from == id && s.to == id);
            Lead {
                id,
                base: base as f64 / all,
                whatif: whatif as f64 / all,
                standing_out: standing_out(base - both, whatif - both),
            }
        };
        ids.into_iter().map(lead).collect()
    }

    /// Whose share of leads moves most, as far as that stands out from chance among all who ever lead
    /// and shows in hundredths.
    pub(super) fn most_moved(&self) -> Option<Lead<'_>> {
        let leads = self.leads();
        let point = standing_among(leads.len());
        let named = |lead: &Lead<'_>| lead.standing_out > point && self.is_named(lead.id);
        let most = leads.into_iter().filter(named).max_by(|a, b| {
            // To the millionth, so that equal counts are equal.
            let size = |lead: &Lead<'_>| ((lead.whatif - lead.base).abs() * 1e6).round();
            size(a).total_cmp(&size(b)).then(b.id.cmp(a.id))
        });
        most.filter(|lead| hundredths(lead.base) != hundredths(lead.whatif))
    }

    /// The same in words: `Khrushchev leads in 40 of 100, not 35`.
    pub(super) fn lead_moves(&self) -> String {
        if self.streams.is_empty() {
            return "Nothing was played".to_owned();
        }
        let Some(most) = self.most_moved() else {
            return "No clear change in who leads at the end".to_owned();
        };
        let (base, whatif) = (hundredths(most.base), hundredths(most.whatif));
        format!("{} leads in {whatif} of 100, not {base}", self.short(most.id))
    }

    /// In how many worlds the leader at the end is another, and in how many where each twin has luck
    /// of its own. Much of it is luck, stirred by any change.
    pub(super) fn winner_changes(&self) -> String {
        let all = self.pairs();
        let changed: u64 = self.streams.iter().filter(|s| s.from != s.to).map(|s| s.n).sum();
        if all == 0 {
            return "Nothing was played".to_owned();
        }
        let share = hundredths(changed as f64 / all as f64);
        let apart = self.apart.map_or_else(String::new, |apart| {
            let share = hundredths(apart.p);
            format!("; with separate luck in {share}, of {}", so_many_pairs(apart.n))
        });
        format!("In {share} of 100 worlds another person leads at the end{apart}")
    }
}
