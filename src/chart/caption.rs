//! Where a picture comes from: the line under it.

use crate::statistics::{so_many_histories, so_many_pairs};

/// What is said under every picture, so that it can be made again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caption {
    /// Title of the scenario, for alt texts.
    pub title: String,
    /// Id of the scenario.
    pub scenario: String,
    /// Fingerprint of the resolved scenario in hex; its first six characters are shown.
    pub fingerprint: String,
    /// Seed of the run.
    pub seed: u64,
    /// Which histories are shown.
    pub shown: Shown,
    /// Version of the program.
    pub version: String,
    /// Keys of the scenario's sources.
    pub sources: Vec<String>,
}

/// Which histories a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// One history, by its number.
    One(u64),
    /// So many histories.
    Many(u64),
    /// Both histories of one pair, by its number.
    Pair(u64),
    /// So many pairs of histories under the same luck.
    Pairs(u64),
}

impl Caption {
    /// The footer, in one line.
    pub(super) fn line(&self) -> String {
        let shown = match self.shown {
            Shown::One(0) => "1 history".to_owned(),
            Shown::One(number) => format!("history {number}"),
            Shown::Pair(number) => format!("world {number}"),
            Shown::Many(n) => so_many_histories(n),
            Shown::Pairs(n) => format!("{} of histories", so_many_pairs(n)),
        };
        let print: String = self.fingerprint.chars().take(6).collect();
        let mut parts = vec![
            format!("scenario {}", self.scenario),
            format!("fingerprint {print}"),
            format!("seed {}", self.seed),
            shown,
            format!("interregnum {}", self.version),
        ];
        if !self.sources.is_empty() {
            parts.push(format!("sources: {}", self.sources.join(", ")));
        }
        parts.join(" \u{b7} ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_history_has_a_number_only_among_others() {
        let mut caption = super::super::sample::sample().caption;
        assert!(caption.line().contains("seed 1953 \u{b7} 1 history \u{b7} interregnum"));
        caption.shown = Shown::One(3);
        assert!(caption.line().contains("seed 1953 \u{b7} history 3 \u{b7} interregnum"));
    }

    #[test]
    fn a_pair_always_has_its_number() {
        let mut caption = super::super::sample::sample().caption;
        for number in [0, 12] {
            caption.shown = Shown::Pair(number);
            let told = format!("seed 1953 \u{b7} world {number} \u{b7} interregnum");
            assert!(caption.line().contains(&told), "{}", caption.line());
        }
    }

    #[test]
    fn one_of_many_is_one_and_thousands_are_set_apart() {
        let mut caption = super::super::sample::sample().caption;
        for (shown, told) in [
            (Shown::Many(1), "1 history"),
            (Shown::Many(2000), "2,000 histories"),
            (Shown::Pairs(2000), "2,000 pairs of histories"),
        ] {
            caption.shown = shown;
            assert!(caption.line().contains(&format!("seed 1953 \u{b7} {told} \u{b7}")), "{told}");
        }
    }
}
