//! Exact amounts of power.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// An exact amount of power, 0 or more: a fraction in lowest terms.
///
/// Reads `3`, `0.25` and `1/3`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Power {
    over: u128,
    under: u128,
}

/// Why something is not a [`Power`].
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PowerError {
    /// Neither a whole number, a decimal nor a fraction.
    #[error("`{0}` is not a power: write it as 3, 0.25 or 1/3")]
    NotANumber(String),
    /// Below 0.
    #[error("`{0}` is below 0: a power is 0 or more")]
    Negative(String),
    /// A fraction with nothing below the line.
    #[error("`{0}` divides by 0")]
    DividesByZero(String),
    /// More digits than fit in 128 bits.
    #[error("`{0}` has too many digits to be held exactly")]
    TooLong(String),
}

impl Power {
    /// No power.
    pub const ZERO: Self = Self { over: 0, under: 1 };
    /// One half: the usual majority.
    pub const HALF: Self = Self { over: 1, under: 2 };
    /// One.
    pub const ONE: Self = Self { over: 1, under: 1 };

    /// The fraction `over / under` in lowest terms; `None` where `under` is 0.
    pub fn ratio(over: u128, under: u128) -> Option<Self> {
        let shared = common_divisor(over, under);
        (under != 0).then(|| Self { over: over / shared, under: under / shared })
    }

    /// What stands above the line, in lowest terms.
    pub fn over(self) -> u128 {
        self.over
    }

    /// What stands below the line, in lowest terms; never 0.
    pub fn under(self) -> u128 {
        self.under
    }
}

/// Brings powers to whole numbers in the same proportion; `None` where those would not fit in
/// 128 bits.
pub(super) fn to_whole(powers: &[Power]) -> Option<Vec<u128>> {
    let under = powers.iter().try_fold(1_u128, |least, power| {
        least.checked_mul(power.under / common_divisor(least, power.under))
    })?;
    let whole = |power: &Power| power.over.checked_mul(under / power.under);
    let whole: Vec<_> = powers.iter().map(whole).collect::<Option<_>>()?;
    let shared = whole.iter().copied().fold(0, common_divisor).max(1);
    Some(whole.into_iter().map(|power| power / shared).collect())
}

/// The greatest common divisor; the other where one of them is 0.
fn common_divisor(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

impl From<u64> for Power {
    fn from(whole: u64) -> Self {
        Self { over: whole.into(), under: 1 }
    }
}

impl FromStr for Power {
    type Err = PowerError;

    /// Reads `3`, `0.25` or `1/3`, with blanks around either part allowed.
    ///
    /// # Errors
    /// See [`PowerError`]; each names the text.
    fn from_str(text: &str) -> Result<Self, PowerError> {
        let text = text.trim();
        let named = || text.to_owned();
        if text.starts_with(['-', '\u{2212}']) {
            return Err(PowerError::Negative(named()));
        }
        let (over, under) = match text.split_once('/') {
            Some((over, under)) => (digits(over.trim(), text)?, digits(under.trim(), text)?),
            None => decimal(text)?,
        };
        Self::ratio(over, under).ok_or_else(|| PowerError::DividesByZero(named()))
    }
}

/// Reads a whole number or a decimal as what stands above and below the line.
fn decimal(text: &str) -> Result<(u128, u128), PowerError> {
    let Some((whole, part)) = text.split_once('.') else {
        return Ok((digits(text, text)?, 1));
    };
    let part = part.trim_end_matches('0');
    let too_long = || PowerError::TooLong(text.to_owned());
    let places = u32::try_from(part.len()).map_err(|_| too_long())?;
    let under = 10_u128.checked_pow(places).ok_or_else(too_long)?;
    // `.5` and `5.` are fine, a lone point is not.
    if whole.is_empty() && text.len() == 1 {
        return Err(PowerError::NotANumber(text.to_owned()));
    }
    let read = |some: &str| if some.is_empty() { Ok(0) } else { digits(some, text) };
    let over = read(whole)?.checked_mul(under).and_then(|over| over.checked_add(read(part).ok()?));
    read(part)?;
    Ok((over.ok_or_else(too_long)?, under))
}

/// Reads a whole number written in digits only; `text` is what an error names.
fn digits(some: &str, text: &str) -> Result<u128, PowerError> {
    if some.is_empty() || !some.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(PowerError::NotANumber(text.to_owned()));
    }
    some.parse().map_err(|_| PowerError::TooLong(text.to_owned()))
}

impl PartialOrd for Power {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Power {
    /// Compares exactly, whatever the sizes: by whole parts, then by what is left, turned over.
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut a, mut b) = (*self, *other);
        let mut turned = false;
        loop {
            let order = match (a.over / a.under).cmp(&(b.over / b.under)) {
                Ordering::Equal => match (a.over % a.under, b.over % b.under) {
                    (0, 0) => return Ordering::Equal,
                    (0, _) => Ordering::Less,
                    (_, 0) => Ordering::Greater,
                    (a_left, b_left) => {
                        a = Self { over: a.under, under: a_left };
                        b = Self { over: b.under, under: b_left };
                        turned = !turned;
                        continue;
                    }
                },
                unequal => unequal,
            };
            return if turned { order.reverse() } else { order };
        }
    }
}

impl fmt::Display for Power {
    /// `3` or `1/3`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.under {
            1 => write!(f, "{}", self.over),
            under => write!(f, "{}/{under}", self.over),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Result<Power, PowerError> {
        text.parse()
    }

    #[test]
    fn whole_numbers_decimals_and_fractions_are_read_exactly() {
        for (text, over, under) in [
            ("3", 3, 1),
            ("0.25", 1, 4),
            (" 1 / 3 ", 1, 3),
            ("2/4", 1, 2),
            (".5", 1, 2),
            ("5.", 5, 1),
            ("0", 0, 1),
            ("0.10", 1, 10),
        ] {
            let power = read(text).unwrap();
            assert_eq!((power.over(), power.under()), (over, under), "{text}");
        }
    }

    #[test]
    fn anything_else_is_refused_by_name() {
        let of = |text: &str| text.to_owned();
        assert_eq!(read("-1"), Err(PowerError::Negative(of("-1"))));
        assert_eq!(read("1/0"), Err(PowerError::DividesByZero(of("1/0"))));
        assert_eq!(read(&"9".repeat(40)), Err(PowerError::TooLong("9".repeat(40))));
        assert!(matches!(read(&format!("0.{}1", "0".repeat(50))), Err(PowerError::TooLong(_))));
        for text in ["", ".", "a", "1e3", "1.2.3", "1/2/3", "+1", "1.x", "/2", "1 000", "½"] {
            assert_eq!(read(text), Err(PowerError::NotANumber(of(text))), "{text}");
        }
    }

    #[test]
    fn powers_too_far_apart_to_share_a_denominator_are_noticed() {
        let fine = Power::ratio(1, u128::MAX).unwrap();
        assert_eq!(to_whole(&[fine, Power::from(2)]), None);
        let thirds = [Power::ratio(1, 3).unwrap(), Power::HALF];
        assert_eq!(to_whole(&thirds), Some(vec![2, 3]));
    }

    proptest! {
        #[test]
        fn order_is_that_of_cross_products(
            a in 0_u64.., b in 1_u64.., c in 0_u64.., d in 1_u64..
        ) {
            let [a, b, c, d] = [a, b, c, d].map(u128::from);
            let (left, right) = (Power::ratio(a, b).unwrap(), Power::ratio(c, d).unwrap());
            prop_assert_eq!(left.cmp(&right), (a * d).cmp(&(c * b)));
        }

        #[test]
        fn what_is_printed_is_read_back(a in any::<u128>(), b in 1_u128..) {
            let power = Power::ratio(a, b).unwrap();
            prop_assert_eq!(read(&power.to_string()), Ok(power));
        }
    }
}
