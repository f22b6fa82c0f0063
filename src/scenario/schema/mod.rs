//! The language as data: every key with its type, range, default and meaning.
//!
//! Findings, `--set`, the reference in `docs/scenario.md`, `schema/scenario.json` and the ranges of
//! the ledger all read this one list, so they cannot disagree.

mod json;
mod keys;
mod reference;

pub use json::json_schema;
pub use keys::{CONDITION, EFFECT, LENS, LENS_FILE, OPTION, PROPOSITION, SCENARIO};
pub use reference::reference;

use crate::polity::Parameters;

/// One key of a table.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// As it is written.
    pub name: &'static str,
    /// What may stand there.
    pub kind: Kind,
    /// Whether it must be there.
    pub need: Need,
    /// What it means, with its unit.
    pub meaning: &'static str,
}

/// Whether a key must be there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Need {
    /// It must.
    Required,
    /// It need not.
    Optional,
    /// It need not; this is what stands otherwise.
    Default(&'static str),
}

/// A table whose keys others refer to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Room {
    /// `[principals]`
    Principals,
    /// `[bases]`
    Bases,
    /// `[offices]`
    Offices,
    /// `[organs]`
    Organs,
    /// `[issues]`
    Issues,
    /// `[indicators]`
    Indicators,
    /// `[crises]`
    Crises,
}

impl Room {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Principals,
        Self::Bases,
        Self::Offices,
        Self::Organs,
        Self::Issues,
        Self::Indicators,
        Self::Crises,
    ];

    /// Its key in a scenario.
    pub fn id(self) -> &'static str {
        ["principals", "bases", "offices", "organs", "issues", "indicators", "crises"]
            [self as usize]
    }

    /// What one of its entries is called.
    pub fn singular(self) -> &'static str {
        ["principal", "base", "office", "organ", "issue", "indicator", "crisis"][self as usize]
    }
}

/// What may stand at a key.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Text.
    Text,
    /// `true` or `false`.
    Flag,
    /// `"1953-06"` or `"1953-06-26"`.
    Date,
    /// First and last date, both included.
    Between,
    /// `"#rrggbb"`.
    Colour,
    /// A whole number.
    Count {
        /// Least.
        low: i64,
        /// Greatest.
        high: i64,
    },
    /// A number that may be a range.
    Number {
        /// Least.
        low: f64,
        /// Greatest.
        high: f64,
    },
    /// A number that may not be a range.
    Plain {
        /// Least.
        low: f64,
        /// Greatest.
        high: f64,
    },
    /// One of these words.
    Word(&'static [&'static str]),
    /// An id of this table.
    Id(Room),
    /// An id of a principal, or `office:ID`: whoever holds it.
    Person,
    /// An id of an organ, or `office:ID`.
    Decider,
    /// Whom an effect reaches; never a name.
    Selector,
    /// A list of such values.
    List(&'static Kind),
    /// A table with these keys.
    Table(&'static &'static [Key]),
    /// A table whose keys are ids that it makes up.
    Named(&'static Kind),
    /// A table whose keys are ids of another.
    Keyed(Room, &'static Kind),
    /// A table with exactly one of these keys.
    OneOf(&'static &'static [Key]),
    /// `[parameters]`: the keys are those of [`Parameters::SPEC`].
    Parameters,
    /// A table from paths to numbers.
    Settings,
}

impl Kind {
    /// What it is called in a finding: "a number between 0 and 1".
    pub fn words(&self) -> String {
        match self {
            Self::Text => "text in quotes".into(),
            Self::Flag => "true or false".into(),
            Self::Date => "a date like \"1953-06\"".into(),
            Self::Between => "two dates like [\"1953-06\", \"1953-12\"]".into(),
            Self::Colour => "a colour like \"#0072B2\"".into(),
            Self::Count { low, high } => format!("a whole number from {low} to {high}"),
            Self::Number { low, high } | Self::Plain { low, high } => {
                if *low <= f64::MIN && *high >= f64::MAX {
                    return "a number".into();
                }
                format!("a number between {low} and {high}")
            }
            Self::Word(words) => format!("one of {}", quoted(words)),
            Self::Id(room) => format!("the id of one of the {}, in quotes", room.id()),
            Self::Person => "the id of a principal, or \"office:ID\"".into(),
            Self::Decider => "the id of an organ, or \"office:ID\"".into(),
            Self::Selector => "\"office:ID\", \"argued_for\", \"argued_against\", \"everyone\" or \
                               \"trait:NAME\""
                .into(),
            Self::List(of) => format!("a list, each entry {}", of.words()),
            Self::Table(_) | Self::Named(_) | Self::Parameters => "a table".into(),
            Self::Keyed(room, _) => format!("a table whose keys are {}", room.id()),
            Self::OneOf(keys) => {
                let names: Vec<_> = keys.iter().map(|k| k.name).collect();
                format!("a table with one of the keys {}", names.join(", "))
            }
            Self::Settings => "a table from paths to numbers".into(),
        }
    }

    /// Whether an overlay replaces it as a whole instead of merging into it.
    pub fn is_whole(&self) -> bool {
        !matches!(
            self,
            Self::Table(_) | Self::Named(_) | Self::Keyed(..) | Self::Parameters | Self::Settings
        )
    }
}

/// What stands at the next step of a path.
#[derive(Clone, Copy, Debug)]
pub struct Slot {
    /// What may stand there.
    pub kind: Kind,
    /// Whether it must.
    pub need: Need,
}

impl Slot {
    /// The whole scenario.
    pub const ROOT: Self = Self { kind: Kind::Table(&SCENARIO), need: Need::Required };

    /// What may stand one step further, if the language knows such a step. Whether an id exists
    /// is not asked.
    pub fn step(&self, segment: &str) -> Option<Self> {
        let free = |kind: &Kind| Some(Self { kind: *kind, need: Need::Optional });
        match &self.kind {
            Kind::Table(keys) | Kind::OneOf(keys) => {
                let key = keys.iter().find(|k| k.name == segment)?;
                Some(Self { kind: key.kind, need: key.need })
            }
            Kind::Named(kind) | Kind::Keyed(_, kind) => free(kind),
            Kind::List(kind) => segment.parse::<usize>().ok().and_then(|_| free(kind)),
            Kind::Between => segment.parse::<usize>().ok().and_then(|_| free(&Kind::Date)),
            Kind::Parameters => {
                let parameter = Parameters::SPEC.iter().find(|p| p.id == segment)?;
                let kind = Kind::Number { low: parameter.low, high: parameter.high };
                Some(Self { kind, need: Need::Optional })
            }
            // What lies between which numbers is said by the path that is set.
            Kind::Settings => free(&Kind::Plain { low: f64::MIN, high: f64::MAX }),
            Kind::Number { low, high } => {
                let (low, high) = if segment == "sd" { (0.0, high - low) } else { (*low, *high) };
                ["low", "high", "mean", "sd"]
                    .contains(&segment)
                    .then_some(Self { kind: Kind::Plain { low, high }, need: Need::Optional })
            }
            _ => None,
        }
    }

    /// What may stand at a path.
    pub fn at(path: &str) -> Option<Self> {
        steps(path).into_iter().try_fold(Self::ROOT, |slot, segment| slot.step(segment))
    }

    /// The keys that may be written here, where they are known without the scenario.
    pub fn keys(&self) -> Vec<&'static str> {
        match &self.kind {
            Kind::Table(keys) | Kind::OneOf(keys) => keys.iter().map(|k| k.name).collect(),
            Kind::Parameters => Parameters::SPEC.iter().map(|p| p.id).collect(),
            _ => Vec::new(),
        }
    }
}

/// The steps of a path, parted by dots. Beneath the `set` of an intervention the rest is one: a path
/// itself, which may stand in quotes as it does in the file.
pub fn steps(path: &str) -> Vec<&str> {
    let (mut steps, mut rest, mut slot) = (Vec::new(), path, Some(Slot::ROOT));
    loop {
        if matches!(slot, Some(Slot { kind: Kind::Settings, .. })) {
            let quoted = ['"', '\''].into_iter().find_map(|quote| {
                rest.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote))
            });
            steps.push(quoted.unwrap_or(rest));
            return steps;
        }
        let Some((first, more)) = rest.split_once('.') else {
            steps.push(rest);
            return steps;
        };
        steps.push(first);
        slot = slot.and_then(|slot| slot.step(first));
        rest = more;
    }
}

/// Words in quotes with commas between.
pub fn quoted(words: &[&str]) -> String {
    words.iter().map(|w| format!("\"{w}\"")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn each(keys: &'static [Key], depth: usize, visit: &mut impl FnMut(&Key)) {
        fn kind(k: &'static Kind, depth: usize, visit: &mut impl FnMut(&Key)) {
            match k {
                Kind::Table(keys) | Kind::OneOf(keys) => each(keys, depth + 1, visit),
                Kind::Named(k) | Kind::Keyed(_, k) | Kind::List(k) => kind(k, depth + 1, visit),
                _ => {}
            }
        }
        // Propositions hold propositions.
        if depth > 5 {
            return;
        }
        for key in keys {
            visit(key);
            kind(&key.kind, depth, visit);
        }
    }

    #[test]
    fn every_default_is_valid_where_it_stands() {
        each(SCENARIO, 0, &mut |key| {
            let Need::Default(text) = key.need else { return };
            match key.kind {
                Kind::Number { low, high } | Kind::Plain { low, high } => {
                    let value: f64 = text.parse().expect("a number");
                    assert!((low..=high).contains(&value), "{}", key.name);
                }
                Kind::Count { low, high } => {
                    let value: i64 = text.parse().expect("a whole number");
                    assert!((low..=high).contains(&value), "{}", key.name);
                }
                Kind::Flag => assert!(text == "false" || text == "true", "{}", key.name),
                Kind::Word(words) => assert!(words.contains(&text), "{}", key.name),
                _ => {}
            }
        });
    }

    #[test]
    fn the_reference_in_the_documents_is_that_of_the_program() {
        let page = include_str!("../../../docs/scenario.md");
        if std::env::var_os("BLESS").is_some() {
            let (prose, _) = page.split_once(REFERENCE).expect("the page has a reference");
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/scenario.md");
            std::fs::write(path, format!("{prose}{REFERENCE}{}", reference())).expect("written");
            return;
        }
        let (_, written) = page.split_once(REFERENCE).expect("the page has a reference");
        assert!(written == reference(), "out of date: run the test again with BLESS=1");
    }

    #[test]
    fn every_key_is_in_the_reference_with_its_meaning() {
        let reference = reference();
        each(SCENARIO, 0, &mut |key| {
            assert!(reference.contains(&format!("| `{}` |", key.name)), "{}", key.name);
            assert!(reference.contains(key.meaning), "{} is not explained", key.name);
        });
        for parameter in Parameters::SPEC {
            assert!(reference.contains(&format!("| `{}` |", parameter.id)), "{}", parameter.id);
        }
    }

    #[test]
    fn the_schema_for_editors_is_that_of_the_program() {
        let written = include_str!("../../../schema/scenario.json");
        if std::env::var_os("BLESS").is_some() {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/scenario.json");
            std::fs::write(path, json_schema()).expect("written");
            return;
        }
        assert!(written == json_schema(), "out of date: run the test again with BLESS=1");
    }

    const REFERENCE: &str = "## Reference\n\n";
}
