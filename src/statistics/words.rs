//! Rates and counts in words.

use super::Estimate;

/// A count of pairs in words: `1 pair`, `2,000 pairs`.
pub fn so_many_pairs(n: u64) -> String {
    so_many(n, "pair", "pairs")
}

/// A count of histories in words: `1 history`, `2,000 histories`.
pub fn so_many_histories(n: u64) -> String {
    so_many(n, "history", "histories")
}

/// A count in words, of what has one name alone and another among others: `1 world`, `2,000 worlds`.
pub fn so_many(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(n), if n == 1 { one } else { many })
}

impl Estimate {
    /// The rate in words: `46 in 100`; with a decimal where a whole number would hide it.
    pub fn in_hundred(self) -> String {
        format!("{} in 100", number(self.p, self.is_fine()))
    }

    /// Its interval in words: `between 45 and 47 in 100`.
    pub fn range_in_hundred(self) -> String {
        format!("{} in 100", self.range())
    }

    /// Its interval in words where the unit has been named: `between 45 and 47`.
    pub fn range(self) -> String {
        let fine = self.is_fine();
        format!("between {} and {}", number(self.lo, fine), number(self.hi, fine))
    }

    /// Whether whole numbers would make the interval look like a point, or something like nothing.
    fn is_fine(self) -> bool {
        let narrow = 100.0 * (self.hi - self.lo) < 2.0;
        let at_edge = (self.p > 0.0 && self.p < 0.01) || (self.p < 1.0 && self.p > 0.99);
        narrow || at_edge
    }
}

/// A share in a hundred, whole, or with a decimal if it is to be fine or lies near the ends; never
/// rounded to none or all of them.
fn number(share: f64, fine: bool) -> String {
    let hundred = 100.0 * share;
    if !fine && (0.009_5..0.990_5).contains(&share) {
        return format!("{hundred:.0}");
    }
    let text = format!("{hundred:.1}");
    match text.as_str() {
        "0.0" if share > 0.0 => "less than 0.1".to_owned(),
        "100.0" if share < 1.0 => "more than 99.9".to_owned(),
        "0.0" => "0".to_owned(),
        "100.0" => "100".to_owned(),
        _ => text,
    }
}

/// A share in hundredths, in words: whole, or with a tenth near the ends; never rounded to none or
/// all of them.
pub fn hundredths(share: f64) -> String {
    number(share, false)
}

/// The same for a table or a picture: `<0.1` and `>99.9` in place of the words.
pub fn brief_hundredths(share: f64) -> String {
    brief(&hundredths(share))
}

fn brief(told: &str) -> String {
    told.replace("less than ", "<").replace("more than ", ">")
}

/// Two shares and how far the second is above the first, told together: the figures add up.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// Both shares in hundredths, in words.
    pub shares: [String; 2],
    /// Their difference as it is told: that of the figures, where they show one.
    pub difference: f64,
    /// Whether all are told with a tenth.
    pub fine: bool,
}

impl Compared {
    /// All in whole numbers, or with a tenth where these would hide a difference or not add up, or where
    /// it is to be `fine`.
    pub fn new(one: f64, other: f64, fine: bool) -> Self {
        let exact = other - one;
        let told = |fine: bool| [one, other].map(|share| number(share, fine));
        let apart = |shares: &[String; 2]| {
            let [one, other] = shares.each_ref().map(|share| share.parse::<f64>().ok());
            // To the tenth that the figures show.
            Some((10.0 * (other? - one?)).round() / 1000.0)
        };
        let (whole, tenths) = (told(false), told(true));
        let is_whole = |share: &String| !share.contains('.');
        let adds_up = whole.iter().all(is_whole)
            && apart(&whole)
                .is_some_and(|apart| number(apart.abs(), false) == number(exact.abs(), false));
        let hidden = tenths[0] == tenths[1];
        if hidden || (!fine && adds_up) {
            return Self { shares: whole, difference: exact, fine };
        }
        let difference = apart(&tenths).unwrap_or(exact);
        Self { shares: tenths, difference, fine: true }
    }

    /// Both shares for a table or a picture.
    pub fn brief(&self) -> [String; 2] {
        self.shares.each_ref().map(|share| brief(share))
    }

    /// The difference with its sign, for a table or a picture, see [`signed_hundredths`].
    pub fn signed(&self) -> String {
        signed(self.difference, self.fine)
    }
}

/// A difference between shares in hundredths with its sign, for a table or a picture: `+12`, `+0.03`;
/// `<+0.01` and `>-0.01` where it is less than can be told so, or `0` where there is none.
pub fn signed_hundredths(difference: f64) -> String {
    signed(difference, false)
}

fn signed(difference: f64, fine: bool) -> String {
    let size = match difference.abs() {
        tiny if tiny > 0.0 && tiny < 0.001 => format!("{:.2}", 100.0 * tiny),
        size => brief(&number(size, fine)),
    };
    match difference {
        d if d > 0.0 && size == "0.00" => "<+0.01".to_owned(),
        d if d < 0.0 && size == "0.00" => ">\u{2212}0.01".to_owned(),
        d if d > 0.0 => format!("+{size}"),
        d if d < 0.0 => format!("\u{2212}{size}"),
        _ => size,
    }
}

/// A number as somebody would write it, to six figures: `1912`, `0.0015`.
pub fn plain(x: f64) -> String {
    let rounded: f64 = format!("{x:.5e}").parse().expect("a number in digits is a number");
    rounded.to_string().replace('-', "\u{2212}")
}

/// A count with its thousands set apart by commas: `1,234,567`.
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::wilson;
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        let told = [0, 7, 999, 1000, 12_345, 1_000_000, u64::MAX].map(grouped);
        let expected =
            ["0", "7", "999", "1,000", "12,345", "1,000,000", "18,446,744,073,709,551,615"];
        assert_eq!(told, expected);
    }

    #[test]
    fn one_pair_is_no_pairs() {
        assert_eq!([0, 1, 2000].map(so_many_pairs), ["0 pairs", "1 pair", "2,000 pairs"]);
        assert_eq!([1, 2000].map(so_many_histories), ["1 history", "2,000 histories"]);
    }

    fn told(hits: u64, n: u64) -> String {
        let found = wilson(hits, n).unwrap();
        format!("{}, {}", found.in_hundred(), found.range())
    }

    #[test]
    fn rates_are_told_as_finely_as_they_are_known() {
        assert_eq!(told(920, 2000), "46 in 100, between 44 and 48");
        assert_eq!(told(9200, 20_000), "46.0 in 100, between 45.3 and 46.7");
        assert_eq!(told(5, 10), "50 in 100, between 24 and 76");
        assert_eq!(told(6, 2000), "0.3 in 100, between 0.1 and 0.7");
        assert_eq!(told(0, 2000), "0 in 100, between 0 and 0.2");
        assert_eq!(
            told(1, 1_000_000),
            "less than 0.1 in 100, between less than 0.1 and less than 0.1"
        );
        assert_eq!(told(2000, 2000), "100 in 100, between 99.8 and 100");
        assert_eq!(told(10, 10), "100 in 100, between 72 and 100");
        assert_eq!(told(1, 60), "2 in 100, between 0.3 and 9");
        assert_eq!(told(59, 60), "98 in 100, between 91 and 99.7");
    }

    #[test]
    fn what_is_not_nothing_is_never_told_as_nothing() {
        let told = [0.0, 0.000_3, 0.004, 0.12, 0.995, 0.999_9, 1.0].map(hundredths);
        assert_eq!(told, ["0", "less than 0.1", "0.4", "12", "99.5", "more than 99.9", "100"]);
        let told = [0.0, -0.000_3, 0.000_3, -0.004, 0.12, 1.0].map(signed_hundredths);
        assert_eq!(told, ["0", "\u{2212}0.03", "+0.03", "\u{2212}0.4", "+12", "+100"]);
        let told = [-1e-9, 1e-9].map(signed_hundredths);
        assert_eq!(told, [">\u{2212}0.01", "<+0.01"]);
        assert_eq!(brief_hundredths(0.999_9), ">99.9");
    }

    #[test]
    fn shares_and_their_difference_add_up_on_sight() {
        let told = |one: f64, other: f64| {
            let told = Compared::new(one, other, false);
            let [one, other] = told.brief();
            format!("{one} {other} {}", told.signed())
        };
        assert_eq!(told(0.08, 0.13), "8 13 +5");
        assert_eq!(told(0.076, 0.134), "7.6 13.4 +5.8");
        assert_eq!(told(0.727, 0.143), "72.7 14.3 \u{2212}58.4");
        assert_eq!(told(0.990_4, 0.990_6), "99.0 99.1 +0.1");
        assert_eq!(told(0.004, 0.123), "0.4 12.3 +11.9");
        // 5.58 by itself, which the figures do not show.
        assert_eq!(told(0.065_6, 0.121_4), "6.6 12.1 +5.5");
        assert_eq!(told(0.0, 1.0), "0 100 +100");
        assert_eq!(told(0.5, 0.0), "50 0 \u{2212}50");
    }

    #[test]
    fn shares_that_differ_do_not_look_the_same() {
        let told = |one, other| Compared::new(one, other, false).brief();
        assert_eq!(told(0.595, 0.599), ["59.5", "59.9"]);
        assert_eq!(told(0.6, 0.6), ["60", "60"]);
        assert_eq!(told(0.000_1, 0.000_2), ["<0.1", "<0.1"]);
        assert_eq!(Compared::new(0.500_1, 0.500_3, false).signed(), "+0.02");
    }

    #[test]
    fn numbers_are_told_as_they_are_written() {
        let told = [1912.0, 0.0015, 1.0005, 0.1 + 0.2, -0.5, 0.0, 14_000_000.0].map(plain);
        assert_eq!(told, ["1912", "0.0015", "1.0005", "0.3", "\u{2212}0.5", "0", "14000000"]);
    }
}
