//! Rounds and dates.

use jiff::ToSpan;
use jiff::civil::Date;

/// Index of a round, from 0.
pub type Round = usize;

/// How long a round lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoundUnit {
    /// Seven days.
    Week,
    /// A calendar month.
    Month,
    /// Three months.
    Quarter,
    /// Twelve months.
    Year,
}

impl RoundUnit {
    /// What a round is called: `month`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }
}

/// The span of time that is played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// First day of the first round.
    pub start: Date,
    /// Number of rounds, at least 1.
    pub rounds: usize,
    /// Length of a round.
    pub unit: RoundUnit,
}

impl Calendar {
    /// Length of a round in months.
    pub fn months_per_round(&self) -> f64 {
        match self.unit {
            RoundUnit::Week => 12.0 / 52.1775,
            RoundUnit::Month => 1.0,
            RoundUnit::Quarter => 3.0,
            RoundUnit::Year => 12.0,
        }
    }

    /// First day of a round. Saturates at the end of the calendar's library (the year 9999).
    pub fn date(&self, round: Round) -> Date {
        let n = i64::try_from(round).unwrap_or(i64::MAX / 4);
        let span = match self.unit {
            RoundUnit::Week => n.weeks(),
            RoundUnit::Month => n.months(),
            RoundUnit::Quarter => (3 * n).months(),
            RoundUnit::Year => n.years(),
        };
        self.start.checked_add(span).unwrap_or(Date::MAX)
    }

    /// Year of a round, with its fraction, for ages.
    pub fn year(&self, round: Round) -> f64 {
        let date = self.date(round);
        f64::from(date.year()) + f64::from(date.day_of_year() - 1) / 365.25
    }

    /// The round in which a day lies, if the calendar holds it.
    pub fn round_of(&self, day: Date) -> Option<Round> {
        if day < self.start {
            return None;
        }
        let (mut low, mut high) = (0, self.rounds);
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.date(middle) <= day { low = middle + 1 } else { high = middle }
        }
        (low >= 1 && day < self.date(self.rounds)).then(|| low - 1)
    }

    /// The round in which a span of days begins, if the calendar holds it: its first where the calendar
    /// begins within the span.
    pub fn first_of(&self, first: Date, last: Date) -> Option<Round> {
        self.round_of(first.max(self.start).min(last.max(first)))
    }

    /// How a round is written: `1953-06`, or with the day where rounds are weeks.
    pub fn label(&self, round: Round) -> String {
        let date = self.date(round);
        match self.unit {
            RoundUnit::Week => date.to_string(),
            _ => format!("{:04}-{:02}", date.year(), date.month()),
        }
    }

    /// How a round is written in prose: `June 1953`, `the April quarter of 1953`. It may follow on
    /// `from`, `to` and the like; after `in` it is [`Calendar::when`].
    pub fn words(&self, round: Round) -> String {
        let date = self.date(round);
        match self.unit {
            RoundUnit::Week => day(date),
            RoundUnit::Month => month(date),
            RoundUnit::Quarter => format!("the {} quarter of {}", month_name(date), date.year()),
            RoundUnit::Year => date.year().to_string(),
        }
    }

    /// When a round was, in prose: `in June 1953`, or `on 29 June 1953` where rounds are weeks.
    pub fn when(&self, round: Round) -> String {
        let word = if self.unit == RoundUnit::Week { "on" } else { "in" };
        format!("{word} {}", self.words(round))
    }

    /// The word for the span in which a round and a date as it is written both lie: that of a round,
    /// or `month` where a round is shorter than what is written. `None` where they do not lie in one.
    pub fn shared_span(&self, round: Round, date: WrittenDate) -> Option<&'static str> {
        let (from, to) = (self.first_of(date.first, date.last)?, self.round_of(date.last));
        let to = to.unwrap_or(self.rounds - 1);
        let word = if from == to { self.unit } else { RoundUnit::Month };
        (from..=to).contains(&round).then_some(word.word())
    }
}

/// A date as a source gives it: a day, or a month without its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrittenDate {
    /// The first day it may mean.
    pub first: Date,
    /// The last day it may mean; the same where it is a day.
    pub last: Date,
}

impl WrittenDate {
    /// The month in which a day lies.
    pub fn month_of(day: Date) -> Self {
        Self { first: day.first_of_month(), last: day.last_of_month() }
    }

    fn is_day(self) -> bool {
        self.first == self.last
    }

    /// How it is written: `1953-06`, or `1953-06-26`.
    pub fn label(self) -> String {
        match self.is_day() {
            true => self.first.to_string(),
            false => format!("{:04}-{:02}", self.first.year(), self.first.month()),
        }
    }

    /// How it is written in prose: `June 1953`, or `26 June 1953`.
    pub fn words(self) -> String {
        match self.is_day() {
            true => day(self.first),
            false => month(self.first),
        }
    }

    /// When it was, in prose: `in June 1953`, or `on 26 June 1953`.
    pub fn when(self) -> String {
        format!("{} {}", if self.is_day() { "on" } else { "in" }, self.words())
    }
}

/// A day in prose: `26 June 1953`.
fn day(date: Date) -> String {
    format!("{} {}", date.day(), month(date))
}

/// The month of a day in prose: `June 1953`.
fn month(date: Date) -> String {
    format!("{} {}", month_name(date), date.year())
}

fn month_name(date: Date) -> &'static str {
    MONTHS[usize::from(date.month().unsigned_abs()) - 1]
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const UNITS: [RoundUnit; 4] =
        [RoundUnit::Week, RoundUnit::Month, RoundUnit::Quarter, RoundUnit::Year];

    fn calendar(unit: RoundUnit) -> Calendar {
        Calendar { start: date(1960, 1, 1), rounds: 209, unit }
    }

    #[test]
    fn a_round_is_told_with_the_word_that_goes_before_it() {
        assert_eq!(
            UNITS.map(|unit| calendar(unit).when(5)),
            ["on 5 February 1960", "in June 1960", "in the April quarter of 1961", "in 1965"]
        );
    }

    #[test]
    fn a_date_is_told_as_it_is_written() {
        let month = WrittenDate::month_of(date(1961, 1, 17));
        assert_eq!((month.label(), month.when()), ("1961-01".into(), "in January 1961".into()));
        let day = WrittenDate { first: date(1961, 1, 17), last: date(1961, 1, 17) };
        assert_eq!((day.label(), day.when()), ("1961-01-17".into(), "on 17 January 1961".into()));
    }

    #[test]
    fn a_round_and_a_date_share_the_longer_of_their_spans() {
        let january = WrittenDate::month_of(date(1961, 1, 1));
        let shared = |unit: RoundUnit, day: Date| {
            let calendar = calendar(unit);
            calendar.shared_span(calendar.round_of(day).unwrap(), january)
        };
        let late = date(1961, 1, 28);
        assert_eq!(
            UNITS.map(|unit| shared(unit, late)),
            [Some("month"), Some("month"), Some("quarter"), Some("year")]
        );
        let may = date(1961, 5, 28);
        assert_eq!(UNITS.map(|unit| shared(unit, may)), [None, None, None, Some("year")]);
    }
}
