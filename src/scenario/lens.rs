//! Lenses: rival accounts of how such struggles are won, as overlays of `[parameters]` only.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::findings::{Code, Finding, Findings};
use super::merge;
use super::read;
use super::schema::{LENS_FILE, Slot};
use super::slips;
use super::suggest::nearest;
use super::texts::Texts;
use super::walk;
use super::{ScenarioName, Source};

macro_rules! lenses {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("../../scenarios/lenses/", $name, ".toml"))),)*]
    };
}

/// Lenses that are part of the program: name and text.
pub const LENSES: &[(&str, &str)] =
    lenses!("patronage" "prestige" "coercion" "policy" "selectorate");

/// What a lens may hold: what it says of itself, its literature, and parameters.
const MAY_HOLD: [&str; 3] = ["lens", "sources", "parameters"];

/// A rival account of how such struggles are won.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lens {
    /// Built-in name, or the file's stem.
    pub id: String,
    /// Name for pages.
    pub name: String,
    /// The account in a sentence.
    pub says: String,
    /// The literature it rests on, by key; the notes paraphrase it.
    pub sources: BTreeMap<String, Source>,
    /// Parameters it sets, sorted. What they are set to is checked with the scenario.
    pub parameters: Vec<String>,
    /// What findings call it.
    pub(super) label: String,
    /// The whole text.
    pub(super) text: String,
}

impl Lens {
    /// Whether a text is a lens: it has `[lens]`, and no scenario has.
    pub fn is_one(text: &str) -> bool {
        DeTable::parse_recoverable(text).0.get_ref().contains_key("lens")
    }

    /// Reads a lens: one of [`LENSES`], or a file if there is a `/` in the name or it ends in
    /// `.toml`.
    ///
    /// # Errors
    /// There is no such lens, it is not TOML, touches anything but parameters, sets none, or says
    /// neither what it is nor on what it rests.
    pub fn load(name: &str) -> Result<Self, Findings> {
        let short = name.strip_prefix("lenses/").unwrap_or(name);
        if let Some((id, text)) = LENSES.iter().find(|(id, _)| *id == short) {
            return Self::parse(id, id, text);
        }
        match ScenarioName::parse(name) {
            ScenarioName::BuiltIn(_) => {
                let message =
                    format!("no lens is built in under the name `{}`", name.escape_debug());
                let mut finding = Finding::new(Code::UnknownScenario, None, message);
                let known = || LENSES.iter().map(|(id, _)| *id);
                if let Some(near) = nearest(name, known()) {
                    finding = finding.hint(format!("did you mean `{near}`?"));
                }
                let all: Vec<&str> = known().collect();
                let hint = format!(
                    "built in are {}; a file's name has a `/` or ends in `.toml`",
                    all.join(", ")
                );
                Err(Findings::new(vec![finding.hint(hint)]))
            }
            file @ ScenarioName::File(_) => {
                let text = read::fetch(&file).map_err(|found| Findings::new(vec![*found]))?;
                Self::parse(&file.id(), &file.label(), &text)
            }
        }
    }

    /// The same for a text; `label` is what findings call it.
    ///
    /// # Errors
    /// As for [`Lens::load`].
    pub fn parse(id: &str, label: &str, text: &str) -> Result<Self, Findings> {
        let mut texts = Texts::default();
        texts.add(label, text);
        let (mut table, errors) = DeTable::parse_recoverable(text);
        let mut findings = slips::found(0, &errors, &texts);
        if !findings.is_empty() {
            return Err(Findings::new(findings));
        }
        let has = |key: &str| table.get_ref().contains_key(key);
        let (says_what, names_sources) = (has("lens"), has("sources"));
        if let (Some((lens, _)), true) = (table.get_ref().get_key_value("lens"), has("scenario")) {
            let message = "a whole scenario has no [lens]; a lens changes parameters only";
            let finding = Finding::new(Code::MoreThanALens, texts.place(&lens.span()), message)
                .hint("take [lens] out to play this, or put it into a file of its own, with [sources.ID] and [parameters]");
            return Err(Findings::new(vec![finding]));
        }
        let mut more = Vec::new();
        for key in table.get_ref().keys() {
            let name = key.get_ref().as_ref();
            if MAY_HOLD.contains(&name) {
                continue;
            }
            more.push(name.to_owned());
            let place = texts.place(&key.span());
            let message = format!("a lens changes parameters only; this one touches `{name}`");
            let finding = Finding::new(Code::MoreThanALens, place, message);
            findings.push(if Slot::ROOT.step(name).is_some() {
                finding.hint(
                    "put it into a what-if or a scenario of its own: a lens is another account of \
                     the same world",
                )
            } else {
                finding.hint("a lens has [lens], [sources.ID] and [parameters]")
            });
        }
        for name in more {
            table.get_mut().remove(&*name);
        }
        walk::set_right(LENS_FILE, "the lens", &mut table, &texts, &mut findings);
        let (ids, removed) = (walk::Ids::default(), merge::Removed::default());
        // Doubts come with the scenario that it is laid over.
        walk::walk(LENS_FILE, "the lens", &mut table, &ids, &removed, &texts, &mut findings);
        let missing = |message: &str, hint: &str| {
            Finding::new(Code::MissingKey, texts.place(&(0..0)), message).hint(hint)
        };
        let said = |key: &str| match inner(&table, "lens").and_then(|t| t.get(key))?.get_ref() {
            DeValue::String(text) if !text.trim().is_empty() => Some(text.clone().into_owned()),
            _ => None,
        };
        let (name, says) = (said("name"), said("says"));
        if !says_what {
            findings.push(missing(
                "a lens says what it is",
                "begin it with [lens], name = \"...\" and says = \"the account in a sentence\"",
            ));
        }
        let sources = sources(&table);
        if sources.is_empty() && (!names_sources || findings.is_empty()) {
            findings.push(missing(
                "a lens names its literature",
                "give [sources.ID] with `title`, and in `note` what it says and what follows",
            ));
        }
        let parameters: Vec<String> = inner(&table, "parameters").map_or_else(Vec::new, |table| {
            table.keys().map(|key| key.get_ref().clone().into_owned()).collect()
        });
        if parameters.is_empty() && findings.is_empty() {
            findings.push(missing(
                "this lens sets no parameter",
                "give [parameters] with those that the account holds decisive or idle",
            ));
        }
        let findings = Findings::new(findings);
        let (Some(name), Some(says), false) = (name, says, findings.any_error()) else {
            return Err(findings);
        };
        let (id, label, text) = (id.to_owned(), label.to_owned(), text.to_owned());
        Ok(Self { id, name, says, sources, parameters, label, text })
    }
}

fn inner<'a, 't>(table: &'a Spanned<DeTable<'t>>, key: &str) -> Option<&'a DeTable<'t>> {
    match table.get_ref().get(key)?.get_ref() {
        DeValue::Table(table) => Some(table),
        _ => None,
    }
}

fn sources(table: &Spanned<DeTable<'_>>) -> BTreeMap<String, Source> {
    let text = |source: &DeTable<'_>, key: &str| match source.get(key)?.get_ref() {
        DeValue::String(text) => Some(text.clone().into_owned()),
        _ => None,
    };
    let one = |(key, value): (&Spanned<toml::de::DeString<'_>>, &Spanned<DeValue<'_>>)| {
        let DeValue::Table(source) = value.get_ref() else { return None };
        let note = text(source, "note").unwrap_or_default();
        Some((key.get_ref().clone().into_owned(), Source { title: text(source, "title")?, note }))
    };
    inner(table, "sources").map_or_else(BTreeMap::new, |all| all.iter().filter_map(one).collect())
}
