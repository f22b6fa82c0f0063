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
        if score > 0.61 && best.is_none_or(|(b, _)| score > b) {
            best = Some((score, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_of_the_pen_is_seen_and_another_word_is_not() {
        let known = ["dread", "taint", "ambition"];
        assert_eq!(nearest("dred", known.into_iter()), Some("dread"));
        assert_eq!(nearest("Ambtion", known.into_iter()), Some("ambition"));
        assert_eq!(nearest("xylophone", known.into_iter()), None);
    }
}
