//! Whose results a folder holds.

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::super::{Exit, Failure};
use super::INVENTORIES;

/// Most bytes of a description that are read: one of ours is far smaller.
const MOST: u64 = 64 * 1024 * 1024;
/// Characters of a fingerprint that are shown.
const SHOWN: usize = 6;

/// What was played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Kind {
    /// One history.
    Run,
    /// Many.
    Ensemble,
    /// Pairs.
    Whatif,
    /// Many, held against the record.
    Assess,
    /// Many, to see what the answers hang on.
    Sensitivity,
}

impl Kind {
    fn words(self) -> &'static str {
        match self {
            Self::Run => "a run",
            Self::Ensemble => "an ensemble",
            Self::Whatif => "a what-if",
            Self::Assess => "an assessment",
            Self::Sensitivity => "a sensitivity analysis",
        }
    }
}

/// Files of an ensemble, which does not list them.
pub(super) const OF_AN_ENSEMBLE: [&str; 18] = [
    "charts/falls.csv",
    "charts/falls.png",
    "charts/falls.svg",
    "charts/influence-bands.csv",
    "charts/influence-bands.png",
    "charts/influence-bands.svg",
    "charts/leader-at-end.csv",
    "charts/leader-at-end.png",
    "charts/leader-at-end.svg",
    "charts/leaders-by-month.csv",
    "charts/leaders-by-month.png",
    "charts/leaders-by-month.svg",
    "histories.csv",
    "influence-bands.csv",
    "report.html",
    "resume.bin",
    "scenario.toml",
    "summary.json",
];

impl Kind {
    /// What is written into its folder, as far as it is worth knowing before it is played: a name
    /// that is missing here is found when all is to be written.
    fn names(self) -> &'static [&'static str] {
        match self {
            // Played in no time: it is soon enough to say so when all is to be written.
            Self::Run => &[],
            Self::Ensemble => &OF_AN_ENSEMBLE,
            Self::Whatif => {
                &["base.toml", "pair.md", "pairs.csv", "report.html", "summary.json", "whatif.toml"]
            }
            Self::Assess => &["report.html", "scenario.toml", "summary.json"],
            Self::Sensitivity => &["numbers.csv", "scenario.toml", "summary.json"],
        }
    }
}

/// To what results belong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) struct Owner {
    pub kind: Kind,
    /// Name of the scenario or what-if.
    pub name: String,
    pub fingerprint: String,
    pub version: String,
}

impl Owner {
    /// Results of this program.
    pub(in crate::cli) fn new(kind: Kind, name: &str, fingerprint: &str) -> Self {
        Self {
            kind,
            name: name.to_owned(),
            fingerprint: fingerprint.to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }

    /// What a description says of itself; `None` if it is not one of ours.
    fn of(file: &str, value: &Value) -> Option<Self> {
        let text = |key: &str| value.get(key)?.as_str().map(str::to_owned);
        let (kind, name) = if file == INVENTORIES[0] {
            (Kind::Run, text("scenario"))
        } else if value.get("whatif").is_some() {
            (Kind::Whatif, text("whatif"))
        } else if value.get("accounts").is_some() {
            (Kind::Assess, text("scenario"))
        } else if value.get("method").is_some() {
            (Kind::Sensitivity, text("scenario"))
        } else {
            (Kind::Ensemble, text("scenario"))
        };
        // An assessment has one for each account; the first is the scenario as it stands.
        let fingerprint = match kind {
            Kind::Assess => value.pointer("/accounts/0/fingerprint")?.as_str().map(str::to_owned),
            _ => text("fingerprint"),
        };
        Some(Self { kind, name: name?, fingerprint: fingerprint?, version: text("version")? })
    }

    /// What is in the folder in words, as against what would be written.
    fn against(&self, new: &Self) -> String {
        let held = format!("{} of `{}`", self.kind.words(), self.name.escape_debug());
        if self.kind != new.kind || self.name != new.name {
            return held;
        }
        if self.fingerprint != new.fingerprint {
            let print: String = self.fingerprint.chars().take(SHOWN).collect();
            return format!("{held} as it was before (fingerprint {})", print.escape_debug());
        }
        format!("{held} by version {} of the program", self.version.escape_debug())
    }
}

/// The folder to write into: the one that was typed, or else the default one. What another
/// scenario, or another version of it or of the program, left in the one that was typed is only
/// replaced by `force`. Where the default one holds such, the results go beside it, into a folder
/// with the fingerprint in its name, so that an edited scenario can be played again and nothing is
/// lost. `other` says what else in a folder is not ours to replace. What somebody who was killed
/// left half done there is taken back first.
///
/// # Errors
/// What was typed holds something else, and `force` is not given; or a file that no run wrote
/// stands where one is to be written, whatever is given.
pub(in crate::cli) fn claim(
    typed: Option<&Path>,
    default: PathBuf,
    new: &Owner,
    force: bool,
    other: impl Fn(&Path) -> Option<String>,
) -> Result<PathBuf, Failure> {
    let held = |folder: &Path| {
        super::taken_back(folder);
        held(folder, new).or_else(|| other(folder))
    };
    let folder = typed.map_or(default, Path::to_owned);
    let Some(what) = held(&folder).filter(|_| !force) else {
        return unless_in_the_way(folder, new.kind);
    };
    if typed.is_some() {
        return Err(Failure::new(
            Exit::Output,
            format_args!(
                "error: {} holds {what}, which is kept\nhelp: --force replaces it; --out DIR writes \
                 elsewhere",
                folder.display(),
            ),
        ));
    }
    let mut beside = beside(&folder, &new.fingerprint);
    let free = beside.find(|place| held(place).is_none()).expect("there is no end of numbers");
    let _ = writeln!(
        io::stderr(),
        "note: {} holds {what}, which is kept; this goes to {}",
        folder.display(),
        free.display()
    );
    Ok(free)
}

/// The same for a command that plays whatever a file says at the moment: another state of the same
/// scenario, or what another version of the program made of it, is replaced.
///
/// # Errors
/// As for [`claim`].
pub(in crate::cli) fn claim_any_state(
    typed: Option<&Path>,
    default: PathBuf,
    new: &Owner,
    force: bool,
) -> Result<PathBuf, Failure> {
    let folder = typed.unwrap_or(&default);
    super::taken_back(folder);
    let is_ours = owners(folder).all(|held| held.kind == new.kind && held.name == new.name);
    if is_ours && changed(folder).is_none() && folder.exists() {
        return unless_in_the_way(folder.to_owned(), new.kind);
    }
    claim(typed, default, new, force, |_| None)
}

/// A folder, unless a file that no run wrote stands where one of this kind is to be written: said
/// before anything is played.
fn unless_in_the_way(folder: PathBuf, kind: Kind) -> Result<PathBuf, Failure> {
    match super::in_the_way(&folder, kind.names().iter().copied()) {
        None => Ok(folder),
        Some(file) => Err(Failure::new(Exit::Output, format_args!("error: {}", kept(&file)))),
    }
}

/// That a file is kept which no run wrote.
pub(in crate::cli) fn kept(file: &Path) -> String {
    format!(
        "{} would be replaced; no run wrote it, so it is kept\nhelp: --out DIR writes elsewhere; or \
         give the file another name",
        file.display()
    )
}

/// Folders beside one, by name: first with the start of the fingerprint, then with numbers too.
fn beside(folder: &Path, fingerprint: &str) -> impl Iterator<Item = PathBuf> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let print: String = fingerprint.chars().take(SHOWN).collect();
    // Where `--set` changed something it is there already.
    let named = if name.split('-').any(|part| part == print) { None } else { Some(&print) };
    let first = named.map(|print| format!("{name}-{print}"));
    let stem = first.clone().unwrap_or(name);
    let numbered = (2_u64..).map(move |k| format!("{stem}-{k}"));
    let folder = folder.to_owned();
    first.into_iter().chain(numbered).map(move |name| folder.with_file_name(name))
}

/// What a folder holds that is not of this owner, in words.
fn held(folder: &Path, new: &Owner) -> Option<String> {
    let other = owners(folder).find(|held| held != new).map(|held| held.against(new));
    other.or_else(|| changed(folder))
}

/// That somebody has changed the scenario that a run left in a folder, in words: its own hash is the
/// fingerprint.
fn changed(folder: &Path) -> Option<String> {
    owners(folder).find_map(|held| {
        let name = if held.kind == Kind::Whatif { "whatif.toml" } else { "scenario.toml" };
        let is_other = read(&folder.join(name))
            .is_some_and(|text| blake3::hash(&text).to_hex().as_str() != held.fingerprint);
        is_other.then(|| format!("a {name} that was changed after it was written"))
    })
}

/// Whose results are in a folder.
fn owners(folder: &Path) -> impl Iterator<Item = Owner> {
    INVENTORIES.iter().filter_map(|file| Owner::of(file, &described(&folder.join(file))?))
}

/// Whether a description is that of an ensemble.
pub(super) fn is_ensemble(file: &str, description: &Value) -> bool {
    Owner::of(file, description).is_some_and(|owner| owner.kind == Kind::Ensemble)
}

/// A description in JSON; `None` where there is none that can be read.
pub(in crate::cli) fn described(path: &Path) -> Option<Value> {
    serde_json::from_slice(&read(path)?).ok()
}

/// What a file holds; `None` where there is none that can be read.
fn read(path: &Path) -> Option<Vec<u8>> {
    // Asked before opening: opening a pipe would wait for someone to write into it.
    if !std::fs::metadata(path).ok()?.is_file() {
        return None;
    }
    let mut bytes = Vec::new();
    File::open(path).ok()?.take(MOST).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}
