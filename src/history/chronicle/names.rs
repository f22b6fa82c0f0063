//! Names within sentences: what is written small, and what keeps its capital.

use crate::history::Account;
use crate::history::words::{capital, the};
use crate::polity::BaseIx;

/// The name of a crisis or an issue as it stands within a sentence: its first letter is small,
/// unless it begins with a proper name. That is taken to be so where the second word has a capital,
/// too, where the first is somebody's (`Mao's word`), or where the scenario's own texts write it
/// with a capital within their sentences.
pub(super) fn in_sentence(a: &Account<'_>, name: &str) -> String {
    let word = name.split([' ', '-']).next().unwrap_or_default();
    if ["A", "An", "The"].contains(&word) {
        return format!("{}{}", word.to_lowercase(), &name[word.len()..]);
    }
    let mut letters = word.chars();
    let (Some(first), Some(second)) = (letters.next(), letters.next()) else {
        return name.to_owned();
    };
    if !first.is_uppercase() || !second.is_lowercase() {
        return name.to_owned();
    }
    let next = name[word.len()..].trim_start_matches([' ', '-']);
    let bare = word.trim_end_matches("'s").trim_end_matches("\u{2019}s");
    let proper = !LINKS.contains(&word) && next.starts_with(char::is_uppercase);
    if bare.len() < word.len() || proper {
        return name.to_owned();
    }
    let crises = a.polity.crises.iter().map(|crisis| crisis.text.as_str());
    let ways = a.polity.crises.iter().flat_map(|crisis| &crisis.options);
    let endings = ways.flat_map(|way| [&way.success_way.text, &way.failure_way.text]);
    let offices = a.polity.offices.iter().map(|office| office.name.as_str());
    let people = a.log.cast.iter().map(|figure| figure.name.as_str());
    let mut texts = crises.chain(endings.map(String::as_str)).chain(offices).chain(people);
    let capital = texts.any(|text| {
        text.match_indices(bare).any(|(at, _)| {
            let before = text[..at].trim_end_matches(' ');
            let inside = before.ends_with(|c: char| c.is_alphanumeric() || c == ',');
            let whole = !text[at + bare.len()..].starts_with(char::is_alphanumeric);
            inside && whole && text[..at].ends_with(' ')
        })
    });
    if capital {
        return name.to_owned();
    }
    format!("{}{}", first.to_lowercase(), &name[first.len_utf8()..])
}

/// Words that are no part of the proper name they stand before: `Towards India`.
const LINKS: [&str; 16] = [
    "About", "After", "Against", "At", "Before", "Beyond", "By", "For", "From", "In", "Into", "On",
    "Over", "To", "Towards", "With",
];

/// A base as it stands within a sentence: `the Council of Ministers`, `the secret police`. Where a
/// later word has a capital, the whole is taken for a proper name.
pub(super) fn base_in_sentence(a: &Account<'_>, base: BaseIx) -> String {
    let name = &a.polity.bases[base].name;
    let proper = name.split([' ', '-']).skip(1).any(|word| word.starts_with(char::is_uppercase));
    if proper { the(name) } else { the(&in_sentence(a, name)) }
}

/// `The Presidium`.
pub(super) fn sentence_the(name: &str) -> String {
    capital(&the(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::fixture;

    #[test]
    fn bases_are_written_as_words_unless_they_are_names() {
        let mut world = fixture::World::new();
        for (name, within) in [
            ("Secret police", "the secret police"),
            ("Press and culture", "the press and culture"),
            ("Trade unions", "the trade unions"),
            ("Council of Ministers", "the Council of Ministers"),
            ("Red Army", "the Red Army"),
            ("KGB", "the KGB"),
            ("the Party apparatus", "the Party apparatus"),
        ] {
            world.polity.bases[0].name = name.to_owned();
            assert_eq!(base_in_sentence(&world.account(), 0), within);
        }
    }

    #[test]
    fn names_keep_the_capitals_that_are_theirs() {
        let world = fixture::World::new();
        let account = world.account();
        for (name, within) in [
            ("Mao's word", "Mao's word"),
            ("State Council", "State Council"),
            ("East Berlin again", "East Berlin again"),
            ("Khrushchev and the others", "Khrushchev and the others"),
            ("The Virgin Lands", "the Virgin Lands"),
            ("Foreign policy", "foreign policy"),
            ("Towards India and the new states", "towards India and the new states"),
            ("NATO", "NATO"),
        ] {
            assert_eq!(in_sentence(&account, name), within);
        }
    }
}
