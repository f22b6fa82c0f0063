//! The nearest known word to one that is not known.

use std::collections::BTreeSet;

/// The nearest of `known`, if it is near enough to have been meant. Ties go to the first.
pub fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > 200 {
        return None;
    }
    let lower = word.to_lowercase();
    let mut best: Option<(f64, &str)> = None;
    for candidate in known {
        let mut score = strsim::normalized_damerau_levenshtein(&lower, candidate)
            .max(strsim::jaro_winkler(&lower, candidate) - 0.25);
        if lower.len() >= 4 && (candidate.starts_with(&lower) || lower.starts_with(candidate)) {
            score = score.max(0.7);
        }
        if score > 0.6 && best.is_none_or(|(b, _)| score > b) {
            best = Some((score, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The path nearest to one that is not known, step by step: what leads to the same place is no sign
/// of likeness. `known` are all paths that may be meant.
pub fn nearest_path<'a>(path: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut known: Vec<(&str, Vec<&str>)> =
        known.map(|path| (path, path.split('.').collect())).collect();
    // A path without the name of its table.
    let beneath = |known: &&str| known.split_once('.').is_some_and(|(_, rest)| rest == path);
    if let Some(whole) = known.iter().map(|(whole, _)| *whole).find(beneath) {
        return Some(whole.to_owned());
    }
    for (k, step) in path.split('.').enumerate() {
        let there: BTreeSet<&str> =
            known.iter().filter_map(|(_, steps)| steps.get(k).copied()).collect();
        // Entries of lists are numbered.
        let is_number = |step: &str| step.bytes().all(|b| b.is_ascii_digit());
        let mut numbers = there.iter().copied().filter(|other| is_number(other) && is_number(step));
        let meant = (there.get(step).copied())
            .or_else(|| nearest(step, there.iter().copied()))
            .or(numbers.next_back())?;
        known.retain(|(_, steps)| steps.get(k) == Some(&meant));
    }
    let length = path.split('.').count();
    known.into_iter().find(|(_, steps)| steps.len() == length).map(|(path, _)| path.to_owned())
}

/// The number that was meant by one that is written otherwise than TOML has it: with a decimal comma,
/// without a digit on one side of its point, or in per cent.
pub fn number_meant(text: &str) -> Option<String> {
    let text = text.trim();
    let (sign, plain) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(plain) => ("-", plain),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (plain, per_cent) = match plain.strip_suffix('%') {
        Some(plain) => (plain.trim_end(), true),
        None => (plain, false),
    };
    let (whole, part) = plain.split_once(['.', ',']).unwrap_or((plain, ""));
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    // A comma before three digits may as well mean a thousand.
    let thousands = plain.contains(',') && part.len() == 3 && !matches!(whole, "" | "0");
    if thousands
        || whole.len() + part.len() == 0
        || plain.len() > 20
        || !digits(whole)
        || !digits(part)
    {
        return None;
    }
    // As it is, TOML reads it.
    if !per_cent && !plain.contains(',') && !text.contains('\u{2212}') {
        let is_well_made = match plain.split_once('.') {
            Some((whole, part)) => !whole.is_empty() && !part.is_empty(),
            None => true,
        };
        if is_well_made && (whole.len() < 2 || !whole.starts_with('0')) {
            return None;
        }
    }
    let whole = if whole.is_empty() { "0" } else { whole };
    let part = if part.is_empty() { "0" } else { part };
    let number: f64 = format!("{sign}{whole}.{part}").parse().ok()?;
    let number = if per_cent { number / 100.0 } else { number };
    let number = format!("{number:.6}").trim_end_matches('0').trim_end_matches('.').to_owned();
    (number != text).then_some(number)
}

/// Whether this is a quotation mark that word processors write, and TOML does not read.
pub fn is_curly(letter: char) -> bool {
    matches!(
        letter,
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{2018}' | '\u{2019}' | '\u{ab}' | '\u{bb}'
    )
}

#[cfg(test)]
mod tests {
    use super::{nearest, nearest_path, number_meant};

    #[test]
    fn a_number_written_as_people_write_it_is_read() {
        for (written, meant) in [
            ("0,46", "0.46"),
            (".46", "0.46"),
            ("46%", "0.46"),
            ("-,5", "-0.5"),
            ("12,5 %", "0.125"),
            ("3.", "3"),
            ("007", "7"),
            ("0.50%", "0.005"),
        ] {
            assert_eq!(number_meant(written).as_deref(), Some(meant), "{written}");
        }
        for none in [
            "0.46",
            "7",
            "0.50",
            "+1.50",
            "-10.0",
            "",
            "%",
            "a,b",
            "1,000",
            "1,000,000",
            "1953-02",
            ".",
        ] {
            assert_eq!(number_meant(none), None, "{none}");
        }
    }

    #[test]
    fn a_slip_of_the_pen_is_seen_and_another_word_is_not() {
        let known = ["dread", "taint", "ambition"];
        assert_eq!(nearest("dred", known.into_iter()), Some("dread"));
        assert_eq!(nearest("Ambtion", known.into_iter()), Some("ambition"));
        assert_eq!(nearest("xylophone", known.into_iter()), None);
    }

    #[test]
    fn paths_are_alike_step_by_step() {
        let known = [
            "principals.anton.taint",
            "principals.anton.born",
            "crises.gift.hazard",
            "crises.gift.effects.0",
            "crises.gift.effects.1",
        ];
        for (path, meant) in [
            ("principals.antno.taint", Some("principals.anton.taint")),
            ("principles.anton.born", Some("principals.anton.born")),
            ("gift.hazard", Some("crises.gift.hazard")),
            ("principals.anton.trust_in_boris", None),
            ("principals.anton.xylophone", None),
            ("crises.gift", None),
            ("crises.gift.effects.9", Some("crises.gift.effects.1")),
        ] {
            assert_eq!(nearest_path(path, known.into_iter()).as_deref(), meant, "{path}");
        }
    }
}
