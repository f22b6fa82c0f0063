//! Small pieces of prose: numbers, lists, odds, and a choice of sentence forms without chance.

use std::collections::BTreeMap;

const SMALL: [&str; 21] = [
    "nothing",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

/// A count: in words up to twenty, in figures beyond. None is `no`.
pub fn count(n: usize) -> String {
    match n {
        0 => "no".to_owned(),
        1..=20 => SMALL[n].to_owned(),
        _ => n.to_string(),
    }
}

/// A place in an order: in words up to twenty, in figures beyond.
pub fn nth(n: usize) -> String {
    const FIRST: [&str; 20] = [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
    ];
    match (n.checked_sub(1).and_then(|at| FIRST.get(at)), n % 100, n % 10) {
        (Some(word), ..) => (*word).to_owned(),
        (None, 11..=13, _) => format!("{n}th"),
        (None, _, 1) => format!("{n}st"),
        (None, _, 2) => format!("{n}nd"),
        (None, _, 3) => format!("{n}rd"),
        (None, ..) => format!("{n}th"),
    }
}

/// Votes for and against: `eight to two`, in figures where either exceeds twenty.
pub fn tally(ayes: u32, noes: u32) -> String {
    if ayes <= 20 && noes <= 20 {
        format!("{} to {}", SMALL[ayes as usize], SMALL[noes as usize])
    } else {
        format!("{ayes} to {noes}")
    }
}

/// Names in a row: `a, b and c`.
pub fn list<S: AsRef<str>>(names: &[S]) -> String {
    match names {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [rest @ .., last] => {
            let rest: Vec<&str> = rest.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", rest.join(", "), last.as_ref())
        }
    }
}

/// A chance of success as what someone sees: `a two in three chance of success`.
pub fn chance(p: f64) -> String {
    const STEPS: [(f64, &str); 13] = [
        (0.05, "one in twenty"),
        (0.10, "one in ten"),
        (0.20, "one in five"),
        (0.25, "one in four"),
        (1.0 / 3.0, "one in three"),
        (0.40, "two in five"),
        (0.50, "even"),
        (0.60, "three in five"),
        (2.0 / 3.0, "two in three"),
        (0.75, "three in four"),
        (0.80, "four in five"),
        (0.90, "nine in ten"),
        (0.95, "nineteen in twenty"),
    ];
    if p < 0.03 {
        return "next to no chance of success".to_owned();
    }
    if p > 0.97 {
        return "every chance of success".to_owned();
    }
    let nearer = |a: &&(f64, &str), b: &&(f64, &str)| (a.0 - p).abs().total_cmp(&(b.0 - p).abs());
    let step = STEPS.iter().min_by(nearer).map_or("even", |step| step.1);
    let article = if step == "even" { "an" } else { "a" };
    format!("{article} {step} chance of success")
}

/// `text` with its first letter in upper case.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |c| c.to_uppercase().chain(letters).collect())
}

/// `the Presidium`, `the Party apparatus`.
pub fn the(name: &str) -> String {
    let lower = name.to_lowercase();
    if lower.starts_with("the ") { format!("the{}", &name[3..]) } else { format!("the {name}") }
}

/// `text` with a full stop, unless it ends in a stop of its own.
pub fn stopped(text: &str) -> String {
    let text = text.trim();
    let ends = text.ends_with(['.', '!', '?', '…']);
    if text.is_empty() || ends { text.to_owned() } else { format!("{text}.") }
}

/// A sentence with its citations before the stop: `Workers strike [missed].`
pub fn cited(text: &str, keys: &[String]) -> String {
    let text = text.trim();
    if keys.is_empty() || text.is_empty() {
        return stopped(text);
    }
    let marks = keys.join(", ");
    match text.char_indices().next_back() {
        Some((k, stop)) if ".!?…".contains(stop) => format!("{} [{marks}]{stop}", &text[..k]),
        _ => format!("{text} [{marks}]."),
    }
}

/// The possessive: `Khrushchev's`, `Voroshilovs'`.
pub fn of(name: &str) -> String {
    if name.ends_with('s') { format!("{name}'") } else { format!("{name}'s") }
}

/// Something of somebody's: `Khrushchev's record`, `the record of the newcomer of 1954`.
pub fn owned(name: &str, what: &str) -> String {
    let described = ["the ", "a ", "an "].iter().any(|article| name.starts_with(article));
    if described { format!("the {what} of {name}") } else { format!("{} {what}", of(name)) }
}

/// Chooses among sentence forms by a stable hash of what is told, and never the same form of a
/// family twice running. No chance is involved: the same history reads the same.
#[derive(Debug, Default)]
pub struct Variety {
    last: BTreeMap<&'static str, usize>,
}

impl Variety {
    /// One of the forms of `family` for what `key` names.
    pub fn pick<T, const N: usize>(&mut self, family: &'static str, key: &str, forms: [T; N]) -> T {
        let mut chosen = usize::try_from(hash(family, key) % N as u64).expect("below N");
        if N > 1 && self.last.get(family) == Some(&chosen) {
            chosen = (chosen + 1) % N;
        }
        self.last.insert(family, chosen);
        forms.into_iter().nth(chosen).expect("chosen is below N")
    }
}

/// FNV-1a of the two texts.
fn hash(family: &str, key: &str) -> u64 {
    let bytes = family.bytes().chain([0]).chain(key.bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_in_words_where_they_are_small() {
        assert_eq!(tally(8, 2), "eight to two");
        assert_eq!(tally(9, 0), "nine to nothing");
        assert_eq!(tally(88, 2), "88 to 2");
        assert_eq!(count(0), "no");
        assert_eq!(
            [2, 13, 20, 21, 111].map(nth).join(" "),
            "second thirteenth twentieth 21st 111th"
        );
        assert_eq!(count(21), "21");
    }

    #[test]
    fn chances_are_told_as_simple_fractions() {
        assert_eq!(chance(0.66), "a two in three chance of success");
        assert_eq!(chance(0.52), "an even chance of success");
        assert_eq!(chance(0.01), "next to no chance of success");
        assert_eq!(chance(0.99), "every chance of success");
    }

    #[test]
    fn citations_stand_before_the_stop() {
        let keys = ["missed".to_owned(), "vacuum".to_owned()];
        assert_eq!(cited("Workers strike.", &keys), "Workers strike [missed, vacuum].");
        assert_eq!(cited("Workers strike", &keys[..1]), "Workers strike [missed].");
        assert_eq!(cited("Workers strike", &[]), "Workers strike.");
    }

    #[test]
    fn what_is_a_described_mans_is_of_him() {
        assert_eq!(owned("Khrushchev", "record"), "Khrushchev's record");
        assert_eq!(owned("the newcomer of 1954", "plan"), "the plan of the newcomer of 1954");
    }

    #[test]
    fn a_form_is_chosen_by_what_is_told_and_not_repeated_at_once() {
        let told = || {
            let mut variety = Variety::default();
            ["a", "b", "b", "b", "c"].map(|key| variety.pick("family", key, [0, 1, 2]))
        };
        assert_eq!(told(), told());
        assert!(told().windows(2).all(|pair| pair[0] != pair[1]));
    }
}
