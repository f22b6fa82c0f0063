//! Findings and figures in words.

use crate::engine::Fate;
use crate::history::list;
use crate::polity::{Calendar, Round, RoundUnit};

/// Most words in a title.
const MOST: usize = 10;

/// The first of these that is short enough for a title; the last is always short enough.
pub(super) fn finding(candidates: Vec<String>, otherwise: &str) -> String {
    let short = |title: &String| title.split_whitespace().count() <= MOST;
    candidates.into_iter().find(short).unwrap_or_else(|| otherwise.to_owned())
}

/// A share as a percentage: `41%`.
pub(super) fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}

/// A number between 0 and 1 with two places.
pub(super) fn two_places(value: f64) -> String {
    format!("{value:.2}")
}

/// Names as a list: `Malenkov, Molotov and Kaganovich`; `nobody` where there is none.
pub(super) fn listed<T: AsRef<str>>(names: &[T]) -> String {
    if names.is_empty() { "nobody".to_owned() } else { list(names) }
}

/// What became of so many people, as charts put it.
pub(super) fn fate(fate: Fate, people: usize) -> &'static str {
    match fate {
        Fate::Reprimanded => "reprimanded",
        Fate::LostOffice => "out of office",
        Fate::MinorPost if people > 1 => "sent to minor posts",
        Fate::MinorPost => "sent to a minor post",
        Fate::Expelled => "expelled",
        Fate::Retired => "pensioned off",
        Fate::Imprisoned => "imprisoned",
        Fate::Executed => "executed",
    }
}

/// When a round was, roughly: `in autumn 1954`. A winter is told by the year it is in, so that no year
/// is named that was not played.
pub(super) fn season(calendar: &Calendar, round: Round) -> String {
    let date = calendar.date(round);
    let year = date.year();
    if matches!(calendar.unit, RoundUnit::Year) {
        return format!("in {year}");
    }
    match date.month() {
        3..=5 => format!("in spring {year}"),
        6..=8 => format!("in summer {year}"),
        9..=11 => format!("in autumn {year}"),
        12 => format!("in late {year}"),
        _ => format!("in early {year}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_has_ten_words_or_fewer() {
        let long = "one two three four five six seven eight nine ten eleven".to_owned();
        assert_eq!(finding(vec![long.clone(), "short enough".to_owned()], "no"), "short enough");
        assert_eq!(finding(vec![long], "nothing fits"), "nothing fits");
    }

    #[test]
    fn a_season_names_no_year_but_its_own() {
        let calendar =
            Calendar { start: jiff::civil::date(1953, 12, 1), rounds: 24, unit: RoundUnit::Month };
        assert_eq!(season(&calendar, 0), "in late 1953");
        assert_eq!(season(&calendar, 1), "in early 1954");
        assert_eq!(season(&calendar, 2), "in early 1954");
        assert_eq!(season(&calendar, 3), "in spring 1954");
        assert_eq!(season(&calendar, 9), "in autumn 1954");
    }
}
