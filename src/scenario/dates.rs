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

/// Why what has the form of a date is none; `None` where it has another form.
pub fn why_none(text: &str) -> Option<&'static str> {
    let parts: Vec<&str> = text.split('-').collect();
    let (&[year, month] | &[year, month, _]) = &parts[..] else { return None };
    let (year, month) = (digits::<i16>(year, 4)?, digits::<i8>(month, 2)?);
    if let Some(day) = parts.get(2) {
        digits::<i8>(day, 2)?;
    }
    Some(match (year, month) {
        (0, _) => "years run from 0001 to 9998",
        (_, 1..=12) => "that month has no such day",
        _ => "months run from 01 to 12",
    })
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
    fn what_has_the_form_of_a_date_is_none_for_a_reason() {
        for (text, why) in [
            ("1953-13", Some("months")),
            ("1953-02-30", Some("no such day")),
            ("0000-01", Some("years")),
            ("1953-6", None),
            ("June", None),
        ] {
            let said = why_none(text);
            assert_eq!(said.is_some(), why.is_some(), "{text}");
            assert!(said.unwrap_or_default().contains(why.unwrap_or_default()), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in ["1953", "1953-13", "1953-6", "53-06", "1953-02-30", "1953-06-26-1", "June", ""]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
