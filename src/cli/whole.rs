//! Whole numbers as they are typed.

use crate::statistics::grouped;

/// Takes a whole number from `least` to `most`, and says so of any other.
pub(super) fn whole<T>(least: T, most: T) -> impl Fn(&str) -> Result<T, String> + Clone
where
    T: Copy + Into<u64> + TryFrom<u64>,
{
    move |typed| {
        let (least, most) = (least.into(), most.into());
        let number: u64 = typed.parse().map_err(|_| expected(least, most))?;
        let within = (least..=most).contains(&number).then_some(number);
        within.and_then(|number| T::try_from(number).ok()).ok_or_else(|| expected(least, most))
    }
}

fn expected(least: u64, most: u64) -> String {
    format!("a whole number from {} to {} is expected", grouped(least), grouped(most))
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn a_number_beyond_its_range_is_told_what_the_range_is() {
        let threads = whole(1_u16, 1024);
        assert_eq!((threads("1"), threads("1024")), (Ok(1), Ok(1024)));
        let expected = Err("a whole number from 1 to 1,024 is expected".to_owned());
        for typed in ["0", "1025", "65537", "-1", "1.5", "", "many"] {
            assert_eq!(threads(typed), expected, "{typed}");
        }
    }
}
