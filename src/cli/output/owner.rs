//! Whose results a folder holds.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

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
}

impl Kind {
    fn words(self) -> &'static str {
        match self {
            Self::Run => "a run",
            Self::Ensemble => "an ensemble",
            Self::Whatif => "a what-if",
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
        } else {
            (Kind::Ensemble, text("scenario"))
        };
        Some(Self {
            kind,
            name: name?,
            fingerprint: text("fingerprint")?,
            version: text("version")?,
        })
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

/// Sees to it that what another scenario, or another version of it or of the program, left in a
/// folder is only replaced by `force`.
///
/// # Errors
/// It would be replaced.
pub(in crate::cli) fn claim(folder: &Path, new: &Owner, force: bool) -> Result<(), Failure> {
    if force {
        return Ok(());
    }
    for file in INVENTORIES {
        let Some(value) = described(&folder.join(file)) else { continue };
        let Some(held) = Owner::of(file, &value).filter(|held| held != new) else { continue };
        return Err(Failure::new(
            Exit::Output,
            format_args!(
                "error: {} holds {}, which is kept\nhelp: --force replaces it; --out DIR writes \
                 elsewhere",
                folder.display(),
                held.against(new)
            ),
        ));
    }
    Ok(())
}

/// A description in JSON; `None` where there is none that can be read.
pub(super) fn described(path: &Path) -> Option<Value> {
    // Asked before opening: opening a pipe would wait for someone to write into it.
    if !std::fs::metadata(path).ok()?.is_file() {
        return None;
    }
    let mut bytes = Vec::new();
    File::open(path).ok()?.take(MOST).read_to_end(&mut bytes).ok()?;
    serde_json::from_slice(&bytes).ok()
}
