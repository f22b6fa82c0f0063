//! Whole numbers as they are typed.

use crate::statistics::grouped;

/// What is said of a word that is no whole number.
pub(super) const WANTED: &str = "a whole number is wanted, without a point or a comma, as in 2000";

/// Takes a whole number from `least` to `most`, and says so of any other.
pub(super) fn whole<T>(least: T, most: T) -> impl Fn(&str) -> Result<T, String> + Clone
where
    T: Copy + Into<u64> + TryFrom<u64>,
{
    move |typed| {
        let (least, most) = (least.into(), most.into());
        let digits = typed.strip_prefix(['-', '+']).unwrap_or(typed);
        if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return Err(WANTED.to_owned());
        }
        let number = typed.parse().ok().filter(|number| (least..=most).contains(number));
        let number = number.and_then(|number| T::try_from(number).ok());
        number.ok_or_else(|| {
            format!("a number from {} to {} is wanted", grouped(least), grouped(most))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{WANTED, whole};

    #[test]
    fn a_number_beyond_its_range_is_told_what_the_range_is() {
        let threads = whole(1_u16, 1024);
        assert_eq!((threads("1"), threads("1024")), (Ok(1), Ok(1024)));
        for typed in ["0", "1025", "65537", "-1", "99999999999999999999"] {
            let wanted = "a number from 1 to 1,024 is wanted".to_owned();
            assert_eq!(threads(typed), Err(wanted), "{typed}");
        }
        for typed in ["1.5", "1,024", "", "-", "many"] {
            assert_eq!(threads(typed), Err(WANTED.to_owned()), "{typed}");
        }
    }
}
