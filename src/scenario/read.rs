//! Reading a scenario and what it extends, up to one merged table.

use std::ops::Range;
use std::path::{Component, Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::edit;
use super::findings::{Code, EDIT, Finding, Place};
use super::merge;
use super::slips;
use super::suggest::nearest;
use super::texts::Texts;
use super::walk;
use super::{BUILT_IN, LENSES, Lens, ScenarioName, WHAT_IFS};

/// Most bytes a file may have.
pub const MOST_BYTES: u64 = 4 * 1024 * 1024;
/// Most files that may extend each other.
pub const MOST_EXTENDS: usize = 16;

/// The texts of a scenario: itself, what it extends, and so on.
#[derive(Debug, Default)]
pub struct Chain {
    /// All texts, the edits last.
    pub texts: Texts,
    /// Where each file's text begins, the scenario itself first.
    files: Vec<usize>,
    /// The scenario itself, what it extends, and so on.
    pub names: Vec<ScenarioName>,
    /// Where a lens begins, one of the files.
    lens: Option<usize>,
    /// Where each edit's text begins.
    edits: Vec<usize>,
    /// What the scenario itself extends.
    pub extends: Option<ScenarioName>,
}

/// Reads a scenario and what it extends. Stops at the first text that cannot be had, for what
/// would follow it is unknown. With `given`, that is the scenario's own text and no file is read
/// for it.
pub fn gather(
    name: &ScenarioName,
    given: Option<&str>,
    edits: &[String],
    findings: &mut Vec<Finding>,
) -> Option<Chain> {
    let mut chain = Chain::default();
    let mut next = Some((name.clone(), None));
    let mut seen = Vec::new();
    let root = match name {
        ScenarioName::BuiltIn(_) => PathBuf::new(),
        ScenarioName::File(path) => folder_of(path),
    };
    while let Some((name, asked_by)) = next.take() {
        let blamed = asked_by.as_ref().and_then(|span| chain.texts.place(span));
        if seen.contains(&identity(&name)) {
            let message = format!("{} extends itself", name.label());
            findings.push(
                Finding::new(Code::BadExtends, blamed, message)
                    .hint("let one of the files extend another scenario, or none"),
            );
            return None;
        }
        if seen.len() >= MOST_EXTENDS {
            let message = format!("more than {MOST_EXTENDS} files extend each other");
            let finding = Finding::new(Code::TooLarge, blamed, message);
            findings.push(finding.hint("lay several of them together into one file"));
            return None;
        }
        seen.push(identity(&name));
        chain.names.push(name.clone());
        let text = match given.filter(|_| seen.len() == 1).map_or_else(|| fetch(&name), own_text) {
            Ok(text) => text,
            Err(mut finding) => {
                if blamed.is_some() {
                    finding.code = Code::BadExtends;
                    finding.place = blamed;
                }
                findings.push(*finding);
                return None;
            }
        };
        let is_lens = Lens::is_one(&text);
        let label = name.label();
        let base = chain.texts.add(label, text);
        if is_lens {
            findings.push(a_lens(&name, blamed, &chain.texts, base));
            return None;
        }
        chain.files.push(base);
        let extended =
            match extended(chain.texts.text(base)) {
                Some((Ok(to), span)) => Some((to, span.start + base..span.end + base)),
                Some((Err(is), span)) => {
                    let place = chain.texts.place(&(span.start + base..span.end + base));
                    let message = format!("extends takes text in quotes; this is {is}");
                    findings.push(Finding::new(Code::WrongType, place, message).hint(
                        "give the name of a built-in scenario, or a path relative to this file",
                    ));
                    return None;
                }
                None => None,
            };
        if let Some((to, span)) = extended {
            let to = match relative_to(&name, &to).and_then(|to| within(&root, to)) {
                Ok(to) => to,
                Err((message, hint)) => {
                    let place = chain.texts.place(&span);
                    findings.push(Finding::new(Code::BadExtends, place, message).hint(hint));
                    return None;
                }
            };
            if chain.files.len() == 1 {
                chain.extends = Some(to.clone());
            }
            next = Some((to, Some(span)));
        }
    }
    for edit in edits {
        chain.edits.push(chain.texts.add(EDIT, edit.as_str()));
    }
    Some(chain)
}

impl Chain {
    /// Lays a lens over the world, and under what-ifs that are held against it: their change is
    /// theirs through any lens.
    pub fn look_through(&mut self, lens: &Lens) {
        let base = self.texts.add(lens.label.as_str(), lens.text.as_str());
        let says_what_if = |file: &&usize| {
            let (table, _) = DeTable::parse_recoverable(self.texts.text(**file));
            table.get_ref().contains_key("whatif")
        };
        let at = self.files.iter().take_while(says_what_if).count().min(self.files.len() - 1);
        self.files.insert(at, base);
        self.lens = Some(base);
    }

    /// The merged table. `None` if a text is not TOML.
    pub fn merged(&self, findings: &mut Vec<Finding>) -> Option<Merged<'_>> {
        let mut layers = Vec::new();
        let before = findings.len();
        for &base in &self.files {
            let (mut table, errors) = DeTable::parse_recoverable(self.texts.text(base));
            findings.extend(slips::found(base, &errors, &self.texts));
            if self.lens == Some(base) {
                // Beside these it has parameters only.
                for own in ["lens", "sources"] {
                    table.get_mut().remove(own);
                }
            }
            layers.push(merge::placed_table(table, base));
        }
        if findings.len() > before {
            return None;
        }
        let (mut merged, mut removed) = (layers.pop()?, merge::Removed::default());
        if let Some((key, paths)) = merged.get_ref().get_key_value("remove")
            && paths.get_ref().as_array().is_some_and(|paths| !paths.is_empty())
        {
            let message =
                "`remove` takes something out of what a file extends, and this one extends nothing";
            findings.push(
                Finding::new(Code::AtOdds, self.texts.place(&key.span()), message)
                    .hint("begin the file with `extends`, or delete here what is not wanted"),
            );
        }
        let mut under = merged.clone();
        while let Some(over) = layers.pop() {
            under = merged.clone();
            merge::over(&mut merged, over, &mut removed, &self.texts, findings);
        }
        merge::forget(merged.get_mut(), &removed, &self.texts);
        let plain = merged.clone();
        for &base in &self.edits {
            edit::apply(&mut merged, base, &self.texts, findings);
        }
        Some(Merged { under, plain, edited: merged, removed })
    }

    /// Each file's own table, the scenario itself first; what is not TOML is left out.
    pub fn layers(&self) -> Vec<Spanned<DeTable<'_>>> {
        let table = |base: &usize| {
            let (table, _) = DeTable::parse_recoverable(self.texts.text(*base));
            merge::placed_table(table, *base)
        };
        self.files.iter().map(table).collect()
    }

    /// Where the first edit stands.
    pub fn first_edit(&self) -> Option<Place> {
        let base = *self.edits.first()?;
        self.texts.place(&(base..base + self.texts.text(base).len()))
    }
}

/// A scenario laid together, at each stage.
#[derive(Clone, Debug)]
pub struct Merged<'t> {
    /// What the scenario itself extends; itself where it extends nothing.
    pub under: Spanned<DeTable<'t>>,
    /// The scenario laid over that.
    pub plain: Spanned<DeTable<'t>>,
    /// The same after the edits.
    pub edited: Spanned<DeTable<'t>>,
    /// What was taken out on the way.
    pub removed: merge::Removed,
}

/// The finding of a lens where a scenario is meant; `blamed` is what extends it.
fn a_lens(name: &ScenarioName, blamed: Option<Place>, texts: &Texts, base: usize) -> Finding {
    let label = name.label();
    let message = format!("{label} is a lens, to see a scenario through");
    let begins = texts.text(base).find("[lens").unwrap_or(0) + base;
    let (code, place) = match blamed {
        Some(blamed) => (Code::BadExtends, Some(blamed)),
        None => (Code::UnknownScenario, texts.place(&(begins..begins + "[lens]".len()))),
    };
    let hint = format!("lay it over a scenario: `interregnum run SCENARIO --lens {label}`");
    Finding::new(code, place, message).hint(hint)
}

/// What tells two scenarios apart: a file is the same however it is named.
fn identity(name: &ScenarioName) -> String {
    match name {
        ScenarioName::BuiltIn(id) => id.clone(),
        ScenarioName::File(path) => {
            path.canonicalize().unwrap_or_else(|_| path.clone()).display().to_string() + "/"
        }
    }
}

pub fn fetch(name: &ScenarioName) -> Result<String, Box<Finding>> {
    match name {
        ScenarioName::BuiltIn(id) => {
            let mut all = BUILT_IN.iter().chain(WHAT_IFS);
            let known = BUILT_IN.iter().chain(WHAT_IFS).map(|(known, _)| *known);
            if let Some((_, text)) = all.find(|(known, _)| known == id) {
                return Ok((*text).to_owned());
            }
            let message = format!("no scenario is built in under the name `{}`", id.escape_debug());
            let mut finding = Finding::new(Code::UnknownScenario, None, message);
            let file = format!("{id}.toml");
            if is_name(id) && Path::new(&file).is_file() {
                finding = finding.hint(format!("did you mean the file `{file}`?"));
            } else if LENSES.iter().any(|(lens, _)| lens == id) {
                finding = finding
                    .hint(format!("`{id}` is a lens, to see a scenario through: `--lens {id}`"));
            } else if let Some(near) = nearest(id, known.clone()) {
                finding = finding.hint(format!("did you mean `{near}`?"));
            }
            let all: Vec<_> = BUILT_IN.iter().map(|(known, _)| *known).collect();
            Err(Box::new(finding.hint(format!(
                "built in are {}, and the what-ifs that `interregnum list` shows; a file's name \
                 has a `/` or ends in `.toml`",
                all.join(", ")
            ))))
        }
        ScenarioName::File(path) => fetch_file(path),
    }
}

/// Whether a word is a name within the folder where one is.
fn is_name(word: &str) -> bool {
    matches!(Path::new(word).components().collect::<Vec<_>>()[..], [Component::Normal(_)])
}

fn own_text(text: &str) -> Result<String, Box<Finding>> {
    if text.len() as u64 > MOST_BYTES {
        return Err(too_large(&"the scenario").into());
    }
    Ok(text.to_owned())
}

fn too_large(what: &dyn std::fmt::Display) -> Finding {
    Finding::new(Code::TooLarge, None, format!("{what} is larger than 4 MiB"))
        .hint("leave out what no history needs; a scenario of 64 principals fits many times over")
}

fn fetch_file(path: &Path) -> Result<String, Box<Finding>> {
    use std::io::Read;
    let shown = path.display();
    let unreadable = |why: &dyn std::fmt::Display| -> Box<Finding> {
        Finding::new(Code::Unreadable, None, format!("cannot read {shown}: {why}"))
            .hint("check the name and that you may read the file")
            .into()
    };
    // Asked before opening: opening a pipe would wait for someone to write into it.
    let about = std::fs::metadata(path).map_err(|e| unreadable(&e))?;
    if !about.is_file() {
        return Err(unreadable(&"it is not a file"));
    }
    let file = std::fs::File::open(path).map_err(|e| unreadable(&e))?;
    let mut bytes = Vec::new();
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(|e| unreadable(&e))?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(too_large(&shown).into());
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..valid].iter().filter(|b| **b == b'\n').count() + 1;
        let message = format!("{shown} is not text in UTF-8: see line {line}");
        Finding::new(Code::NotToml, None, message).hint("save the file as UTF-8").into()
    })
}

/// What a text says that it extends, or what stands there instead, with its place.
fn extended(text: &str) -> Option<(Result<String, &'static str>, Range<usize>)> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let value = table.get_ref().get("extends")?;
    match value.get_ref() {
        DeValue::String(name) => Some((Ok(name.clone().into_owned()), value.span())),
        // What is no TOML is found as that.
        other => errors.is_empty().then(|| (Err(walk::called(other)), value.span())),
    }
}

/// The folder that a file is in.
fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// Why something cannot be extended, and what to do.
type Refused = (String, &'static str);

/// Refuses what is not below the folder of the scenario that was asked for: scenarios come from
/// strangers too, and have no business elsewhere. Links are followed to see where they lead.
fn within(root: &Path, name: ScenarioName) -> Result<ScenarioName, Refused> {
    let ScenarioName::File(path) = &name else { return Ok(name) };
    let inside = match (root.canonicalize(), path.canonicalize()) {
        (Ok(root), Ok(path)) => path.starts_with(root),
        // Reading it will say what is wrong, unless that lies elsewhere.
        _ => {
            let below = path.strip_prefix(root).or_else(|_| path.strip_prefix("."));
            below.unwrap_or(path).components().all(|part| part != Component::ParentDir)
        }
    };
    if inside {
        Ok(name)
    } else {
        let path = path.display().to_string();
        let message = format!(
            "`extends` stays in the folder of the scenario; {} lies outside it",
            path.escape_debug()
        );
        Err((message, "put that file into the folder of this one, or below it"))
    }
}

fn relative_to(from: &ScenarioName, to: &str) -> Result<ScenarioName, Refused> {
    match (ScenarioName::parse(to), from) {
        (built_in @ ScenarioName::BuiltIn(_), _) => Ok(built_in),
        (ScenarioName::File(_), ScenarioName::BuiltIn(_)) => {
            let message = "a built-in scenario extends built-in ones only";
            Err((message.into(), "give the name of a built-in scenario"))
        }
        (ScenarioName::File(path), ScenarioName::File(own)) => {
            if path.is_absolute() || path.has_root() {
                let message = "`extends` takes a relative path; this is an absolute one";
                let hint = "give the name of a built-in scenario, or a path relative to this file";
                return Err((message.into(), hint));
            }
            let folder = own.parent().map_or_else(PathBuf::new, Path::to_path_buf);
            Ok(ScenarioName::File(folder.join(path)))
        }
    }
}
