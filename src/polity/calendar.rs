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

    /// How a round is written in prose: `June 1953`.
    pub fn words(&self, round: Round) -> String {
        let date = self.date(round);
        let month = MONTHS[usize::from(date.month().unsigned_abs()) - 1];
        match self.unit {
            RoundUnit::Week => format!("{} {month} {}", date.day(), date.year()),
            RoundUnit::Month => format!("{month} {}", date.year()),
            RoundUnit::Quarter => format!("{month} quarter of {}", date.year()),
            RoundUnit::Year => date.year().to_string(),
        }
    }
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
