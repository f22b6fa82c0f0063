//! Scenarios: TOML as written, checked into a polity with its sources, record and questions.
//!
//! The way of a scenario: `read` gathers its text and those it extends, `merge` lays them over
//! each other, `edit` applies `--set`, `walk` holds the result against the [`schema`], `written`
//! takes it up as typed, and `checked` turns that into a polity. Whatever is wrong on that way
//! becomes a [`Finding`], and all of them are gathered before giving up. `opened` lays a scenario open
//! value by value, with the place of each; `difference` holds two of them against each other.

mod canonical;
mod checked;
pub(crate) mod dates;
mod difference;
mod edit;
mod findings;
mod lens;
mod letters;
mod merge;
mod opened;
mod read;
pub mod schema;
mod slips;
mod suggest;
mod texts;
mod walk;
mod whole;
mod written;

use std::collections::BTreeMap;
use std::path::PathBuf;

pub use difference::{Difference, differences};
pub use findings::{Change, Code, Finding, Findings, Place, Severity, Whole};
pub use lens::{LENSES, Lens};
pub use letters::is_drawn;
pub use opened::{Entry, Opened};

use read::Merged;
use toml::de::DeTable;

use crate::polity::{Polity, Round, WrittenDate};
use crate::question::{Proposition, Question};

/// Names, each with the text of its file in a folder.
macro_rules! texts {
    ($folder:literal; $($name:literal)*) => {
        &[$(($name, include_str!(concat!($folder, $name, ".toml"))),)*]
    };
}

/// Scenarios that are part of the program: name and text. The first is played where none is named.
pub const BUILT_IN: &[(&str, &str)] =
    texts!("../../scenarios/"; "ussr-1953" "ussr-1964" "ussr-1924" "china-1976");

/// What-ifs that are part of the program: name and text. Each extends a built-in scenario.
pub const WHAT_IFS: &[(&str, &str)] = texts!(
    "../../scenarios/whatif/";
    "police-halved"
    "beria-less-feared"
    "army-neutral"
    "malenkov-keeps-secretariat"
    "no-appointments"
    "good-harvests"
    "no-appeal"
    "army-out-of-politics"
    "terror-lasts"
    "no-german-rising"
    "austria-fails"
    "no-exposure"
    "west-opens"
    "quiet-abroad"
    "strongest-fills"
    "beria-gone"
    "hungary-let-go"
    "secure-leader"
    "party-left-whole"
    "khrushchev-warned"
    "shelepin-gets-cadres"
    "testament-carried-out"
    "nobody-assigns"
    "guards-stand-aside"
    "deng-not-dismissed"
);

/// Which scenario is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScenarioName {
    /// One of [`BUILT_IN`] or [`WHAT_IFS`].
    BuiltIn(String),
    /// A file.
    File(PathBuf),
}

impl ScenarioName {
    /// A path if there is a `/` in it or it ends in `.toml`, otherwise the name of a built-in one.
    /// Built-in what-ifs may also be named with `whatif/` before them.
    pub fn parse(text: &str) -> Self {
        let short = text.strip_prefix("whatif/").unwrap_or(text);
        if let Some((name, _)) = WHAT_IFS.iter().find(|(name, _)| *name == short) {
            return Self::BuiltIn((*name).to_owned());
        }
        let is_path = text.contains(['/', std::path::MAIN_SEPARATOR])
            || std::path::Path::new(text)
                .extension()
                .is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
        if is_path { Self::File(text.into()) } else { Self::BuiltIn(text.to_owned()) }
    }

    /// The name of a built-in scenario, the stem of a file.
    pub fn id(&self) -> String {
        match self {
            Self::BuiltIn(id) => id.clone(),
            Self::File(path) => path
                .file_stem()
                .map_or_else(|| "scenario".to_owned(), |s| printable(&s.to_string_lossy())),
        }
    }

    /// Its text as it is written.
    ///
    /// # Errors
    /// There is no such scenario, or it cannot be read, is too large or is not UTF-8.
    pub fn text(&self) -> Result<String, Findings> {
        read::fetch(self).map_err(|found| Findings::new(vec![*found]))
    }

    /// How findings name it.
    pub fn label(&self) -> String {
        let name = match self {
            Self::BuiltIn(id) => id.clone(),
            Self::File(path) => path.display().to_string(),
        };
        printable(&name)
    }
}

/// A file's name without what would garble a terminal: control characters, and those that turn
/// the direction of text about.
fn printable(name: &str) -> String {
    name.replace(|c: char| c.is_control() || turns_direction(c), "\u{fffd}")
}

/// Whether a letter, itself unseen, turns the direction of the text around it.
fn turns_direction(letter: char) -> bool {
    matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A checked scenario: it cannot be wrong.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Built-in name, or the file's stem.
    pub id: String,
    /// Title for pages.
    pub title: String,
    /// What it is about, in a few sentences.
    pub summary: String,
    /// The world the engine plays.
    pub polity: Polity,
    /// Sources by key.
    pub sources: BTreeMap<String, Source>,
    /// On what each entity rests, by path: `principals.beria`.
    pub grounds: BTreeMap<String, Grounds>,
    /// What happened in fact, by date. Never read by the engine.
    pub record: Vec<Recorded>,
    /// What is asked of each history, by id.
    pub questions: Vec<Question>,
    /// The whole scenario as TOML after overlays and edits, tables sorted.
    pub resolved: String,
    /// blake3 of `resolved`, in hex.
    pub fingerprint: String,
    /// Whether `--set` changed anything.
    pub edited: bool,
    /// What a what-if says about itself.
    pub whatif: Option<WhatIf>,
    /// What the scenario itself extends: the base of a what-if.
    pub extends: Option<ScenarioName>,
    /// Id of the lens it is seen through.
    pub lens: Option<String>,
    /// What is likely not meant, though it can be played.
    pub warnings: Findings,
}

impl Scenario {
    /// Reads and checks a scenario, with edits as `--set` takes them (`PATH=VALUE`), applied in
    /// order.
    ///
    /// # Errors
    /// Everything that is wrong with it, sorted by place, warnings included.
    pub fn load(name: &ScenarioName, edits: &[String]) -> Result<Self, Findings> {
        Self::from_chain(name, None, edits, None)
    }

    /// The same for a text that is not in a file; `name` is what findings call it.
    ///
    /// # Errors
    /// As for [`Scenario::load`].
    pub fn parse(name: &str, text: &str, edits: &[String]) -> Result<Self, Findings> {
        Self::from_chain(&ScenarioName::File(name.into()), Some(text), edits, None)
    }

    /// The same scenario, as [`Scenario::load`] reads it, with the parameters of a lens. They hold
    /// before a what-if's own changes and before edits.
    ///
    /// # Errors
    /// As for [`Scenario::load`]; what is wrong with the lens's parameters is among it.
    pub fn load_through(
        name: &ScenarioName,
        edits: &[String],
        lens: Option<&Lens>,
    ) -> Result<Self, Findings> {
        Self::from_chain(name, None, edits, lens)
    }

    /// The same for a text that is not in a file.
    ///
    /// # Errors
    /// As for [`Scenario::load_through`].
    pub fn parse_through(
        name: &str,
        text: &str,
        edits: &[String],
        lens: Option<&Lens>,
    ) -> Result<Self, Findings> {
        Self::from_chain(&ScenarioName::File(name.into()), Some(text), edits, lens)
    }

    fn from_chain(
        name: &ScenarioName,
        text: Option<&str>,
        edits: &[String],
        lens: Option<&Lens>,
    ) -> Result<Self, Findings> {
        let mut findings = Vec::new();
        let Some(mut chain) = read::gather(name, text, edits, &mut findings) else {
            return Err(Findings::new(findings));
        };
        if let Some(lens) = lens {
            chain.look_through(lens);
        }
        let Some(stages) = chain.merged(&mut findings) else {
            return Err(Findings::new(findings));
        };
        let Merged { under, plain, edited: mut merged, removed } = stages;
        let (before, resolved) =
            (canonical::canonical(plain.get_ref()), canonical::canonical(merged.get_ref()));
        let said =
            |table: &DeTable<'_>| table.get("whatif").map(|own| canonical::inline(own.get_ref()));
        let says_same = said(plain.get_ref()) == said(merged.get_ref());
        let same_world = canonical::world(under.get_ref()) == canonical::world(merged.get_ref());
        let table = merged.get_ref();
        if plain.get_ref().is_empty() {
            findings.push(whole::of_nothing(chain.texts.place(&plain.span())));
            return Err(Findings::new(findings));
        }
        if chain.extends.is_none()
            && table.contains_key("whatif")
            && !table.contains_key("principals")
        {
            let places = merge::places_of(table);
            let at = places.get("whatif").and_then(|span| chain.texts.place(span));
            findings.push(whole::of_what(at));
            return Err(Findings::new(findings));
        }
        if chain.extends.is_none()
            && let Some(finding) = walk::misplaced(merged.get_ref(), "extends", &chain.texts)
                .or_else(|| walk::mistyped(merged.get_ref(), "extends", &chain.texts))
        {
            // Whatever else it lacks, it lacks for that.
            findings.push(finding);
            return Err(Findings::new(findings));
        }
        let (texts, keys) = (&chain.texts, schema::SCENARIO);
        walk::set_right(keys, "the scenario", &mut merged, texts, &mut findings);
        let ids = walk::Ids::of(merged.get_ref());
        let walk::Walked { lost, doubts } =
            walk::walk(keys, "the scenario", &mut merged, &ids, &removed, texts, &mut findings);
        let places = merge::places_of(merged.get_ref());
        for own in ["extends", "remove"] {
            merged.get_mut().remove(own);
        }
        let written: written::Scenario =
            match serde::Deserialize::deserialize(toml::de::Deserializer::from(merged)) {
                Ok(written) => written,
                Err(error) => {
                    findings.push(whole::not_understood(&error, &chain.texts));
                    return Err(Findings::new(findings));
                }
            };
        let whatif_at = places.get("whatif").and_then(|span| texts.place(span));
        let seen = checked::Seen { texts, ids: &ids, removed: &removed, lost, places };
        let checked = checked::check(&written, seen, &mut findings);
        if findings.iter().all(|finding| finding.severity == Severity::Warning) {
            findings.extend(doubts);
            let own = whatif_at.clone();
            let whatif = chain.extends.as_ref().and(whatif_at).filter(|_| same_world);
            let edit = chain.first_edit().filter(|_| before == resolved && says_same);
            findings.extend(edit.or(whatif).map(whole::changes_nothing));
            findings.extend(own.filter(|_| chain.extends.is_none()).map(whole::says_what_if));
        }
        let findings = Findings::new(findings);
        if findings.any_error() {
            return Err(findings);
        }
        let fingerprint = blake3::hash(resolved.as_bytes()).to_hex().to_string();
        Ok(Self {
            id: name.id(),
            title: match lens {
                Some(lens) => format!("{} (lens: {})", written.scenario.title, lens.name),
                None => written.scenario.title,
            },
            summary: written.scenario.summary,
            polity: checked.polity,
            sources: checked.sources,
            grounds: checked.grounds,
            record: checked.record,
            questions: checked.questions,
            edited: before != resolved,
            resolved,
            fingerprint,
            whatif: checked.whatif,
            extends: chain.extends,
            lens: lens.map(|lens| lens.id.clone()),
            warnings: findings,
        })
    }
}

/// What a what-if says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhatIf {
    /// The change in one line.
    pub rewrite: String,
    /// Why it is plausible, in one line.
    pub because: String,
    /// Whether it could have happened.
    pub kind: WhatIfKind,
    /// Ids of the questions it speaks to, the first foremost. All of them are asked.
    pub asks: Vec<String>,
    /// On what that rests.
    pub grounds: Grounds,
}

/// Whether a what-if could have happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhatIfKind {
    /// It could.
    Plausible,
    /// It could not, and serves only as a test.
    Miracle,
}

/// A source text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Title to print.
    pub title: String,
    /// Anything else worth printing; may be empty.
    pub note: String,
}

/// On what a part of a scenario rests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grounds {
    /// Source keys.
    pub cite: Vec<String>,
    /// Why we judged so, where the texts are silent.
    pub judgement: Option<String>,
}

/// What happened in fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    /// Key in the scenario.
    pub id: String,
    /// The round in which it happened.
    pub at: Round,
    /// When it happened, as it is written: a round may be longer or shorter than that.
    pub on: WrittenDate,
    /// Rounds within which a history agrees with it.
    pub window: (Round, Round),
    /// The same as a proposition, where it can be put as one.
    pub when: Option<Proposition>,
    /// What happened, in a sentence.
    pub text: String,
    /// On what that rests.
    pub grounds: Grounds,
}
