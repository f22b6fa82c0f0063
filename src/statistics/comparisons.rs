//! How far a difference must stand out where it is the greatest of several.

/// Error that is put up with, over all that are compared.
const ERROR: f64 = 0.05;

/// The point of the normal distribution that the greatest of so many differences exceeds by chance
/// in at most 5 of 100 cases, either way: 1.96 for one, 2.81 for ten, 3.13 for 29. Each is allowed
/// an equal part of the error, which holds however they hang together. None are taken as one.
///
/// Source: O. J. Dunn, "Multiple comparisons among means", Journal of the American Statistical
/// Association 56 (1961), who takes the bound from Bonferroni.
pub fn standing_among(compared: usize) -> f64 {
    let each = ERROR / compared.max(1) as f64;
    let tails = |z: f64| libm::erfc(z / core::f64::consts::SQRT_2);
    let (mut low, mut high) = (0.0, 40.0);
    loop {
        let middle = f64::midpoint(low, high);
        if middle == low || middle == high {
            return middle;
        }
        if tails(middle) > each {
            low = middle;
        } else {
            high = middle;
        }
    }
}

/// What is to be said where so many intervals at 95 % are looked at together, and `clear` of them leave
/// out 0: how many do by chance alone.
pub fn clear_by_chance(intervals: usize, clear: usize) -> String {
    by_chance(intervals, clear, ERROR, ["leaves out", "leave out"])
}

/// The same of what cannot lie below 0, such as shares of variance, of whose intervals only those
/// above 0 count as clear: half as many are so by chance.
pub fn above_by_chance(intervals: usize, clear: usize) -> String {
    by_chance(intervals, clear, ERROR / 2.0, ["lies above", "lie above"])
}

fn by_chance(intervals: usize, clear: usize, error: f64, [one, many]: [&str; 2]) -> String {
    let missed = error * intervals as f64;
    let missed = match missed {
        few if few < 0.5 => format!("fewer than 1 {one}"),
        about if about < 1.5 => format!("about 1 {one}"),
        more => format!("about {more:.0} {many}"),
    };
    let clear = match clear {
        0 => "none does".to_owned(),
        1 => "1 does".to_owned(),
        n => format!("{n} do"),
    };
    format!("Of {intervals} intervals at 95 %, {missed} 0 by chance alone; {clear} here.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_points_are_those_of_the_tables() {
        for (compared, point) in [(1, 1.959_964), (2, 2.241_403), (10, 2.807_034), (29, 3.134_046)]
        {
            let found = standing_among(compared);
            assert!((found - point).abs() < 0.000_1, "{compared}: {found}");
        }
        assert_eq!(standing_among(0), standing_among(1));
    }

    #[test]
    fn what_chance_alone_leaves_clear_is_counted() {
        let said = |intervals, clear| {
            let text = clear_by_chance(intervals, clear);
            text.split_once(", ").unwrap().1.to_owned()
        };
        assert_eq!(said(16, 3), "about 1 leaves out 0 by chance alone; 3 do here.");
        assert_eq!(said(60, 1), "about 3 leave out 0 by chance alone; 1 does here.");
        assert_eq!(said(7, 0), "fewer than 1 leaves out 0 by chance alone; none does here.");
        let above = above_by_chance(60, 3);
        let expected = "Of 60 intervals at 95 %, about 2 lie above 0 by chance alone; 3 do here.";
        assert_eq!(above, expected);
    }
}
