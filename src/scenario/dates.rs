//! Dates as scenarios write them.

use jiff::civil::{Date, date};

/// First and last day of what is written: a month or a day.
pub fn parse(text: &str) -> Option<(Date, Date)> {
    let mut parts = text.split('-');
    let year = digits::<i16>(parts.next()?, 4)?;
    let month = digits::<i8>(parts.next()?, 2)?;
    let day = match parts.next() {
        Some(day) => Some(digits::<i8>(day, 2)?),
        None => None,
    };
    if parts.next().is_some() || year < 1 || !(1..=12).contains(&month) {
        return None;
    }
    let first = date(year, month, 1);
    match day {
        None => Some((first, first.last_of_month())),
        Some(day) => Date::new(year, month, day).ok().map(|day| (day, day)),
    }
}

fn digits<T: std::str::FromStr>(text: &str, count: usize) -> Option<T> {
    let good = text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    good.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_all_its_days_and_a_day_is_itself() {
        assert_eq!(parse("1956-02"), Some((date(1956, 2, 1), date(1956, 2, 29))));
        assert_eq!(parse("1953-06-26"), Some((date(1953, 6, 26), date(1953, 6, 26))));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in ["1953", "1953-13", "1953-6", "53-06", "1953-02-30", "1953-06-26-1", "June", ""]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
