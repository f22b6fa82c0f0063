//! The nearest known word to one that is not known.

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
    use super::{nearest, number_meant};

    #[test]
    fn a_number_written_as_people_write_it_is_read() {
        for (written, meant) in [
            ("0,46", "0.46"),
            (".46", "0.46"),
            ("46%", "0.46"),
            ("-,5", "-0.5"),
            ("12,5 %", "0.125"),
            ("3.", "3"),
        ] {
            assert_eq!(number_meant(written).as_deref(), Some(meant), "{written}");
        }
        for none in ["0.46", "7", "", "%", "a,b", "1,000", "1,000,000", "1953-02", "."] {
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
}
