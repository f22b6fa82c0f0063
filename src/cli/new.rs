//! `interregnum new`: a file of one's own that explains itself and already runs.

mod change;

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::scenario::schema::json_schema;
use crate::scenario::{Scenario, ScenarioName};

use super::lines::argument;
use super::output::{about, plain_name};
use super::{Exit, Failure, findings, load, say};

/// What a scenario of one's own begins as, where it is taken from no other.
const TEMPLATE: &str = include_str!("../../templates/scenario.toml");
/// The schema's name beside the file.
const SCHEMA: &str = "scenario.schema.json";
/// How a file names its schema, in its first line.
const NAMES_SCHEMA: &str = "#:schema ";

/// What was typed after `new`.
#[derive(Debug, Args)]
pub(super) struct New {
    /// What to call it: `class`, or with a folder, `lessons/class`. The file ends in `.toml`.
    #[arg(value_name = "NAME")]
    name: String,
    /// Begin with a copy of this scenario, comments and all [default: a small one that explains the
    /// language].
    #[arg(long, value_name = "SCENARIO", conflicts_with = "whatif")]
    from: Option<String>,
    /// Begin with a what-if that changes one thing in this scenario.
    #[arg(long, value_name = "SCENARIO")]
    whatif: Option<String>,
    /// Replace a file of this name.
    #[arg(long)]
    force: bool,
}

/// Writes the file and, beside it, the schema that editors need.
pub(super) fn new(typed: &New) -> Result<(), Failure> {
    let path = path(&typed.name)?;
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    if path.exists() && !typed.force {
        return Err(Failure::new(
            Exit::Output,
            format_args!(
                "error: {} is there already, and stays as it is\nhelp: give another name, or --force to \
                 replace it",
                path.display()
            ),
        ));
    }
    let (text, what) = match (&typed.from, &typed.whatif) {
        (Some(from), _) => (copied(from)?, format!("a copy of {}", from.escape_debug())),
        (None, Some(base)) => {
            let text = change::change(base, &path, &folder)?;
            (text, format!("a what-if, held against {}", base.escape_debug()))
        }
        (None, None) => (TEMPLATE.to_owned(), "a small scenario of its own".to_owned()),
    };
    let text = format!("{NAMES_SCHEMA}./{SCHEMA}\n{}", without_schema(&text));
    let scenario = Scenario::parse(&path.display().to_string(), &text, &[]).map_err(|found| {
        let why = findings::drawn(&found);
        Failure::new(
            Exit::Scenario,
            format_args!(
                "{why}\nerror: there it would not run, so nothing was written\nhelp: put the new file into the \
                 folder of the one it is made from"
            ),
        )
    })?;
    let unwritten = |e: io::Error| {
        Failure::new(
            Exit::Output,
            format_args!(
                "error: the file could not be written: {e}\nhelp: choose another place for it, or make room"
            ),
        )
    };
    fs::create_dir_all(&folder).map_err(|e| unwritten(about(&folder, &e)))?;
    let schema = folder.join(SCHEMA);
    let other_schema = fs::read_to_string(&schema).is_ok_and(|there| there != json_schema());
    if !schema.exists() || (other_schema && typed.force) {
        put(&schema, &json_schema(), typed.force).map_err(unwritten)?;
    } else if other_schema {
        let _ = writeln!(
            io::stderr(),
            "note: {} is of another version, and stays as it is; --force replaces it",
            schema.display()
        );
    }
    put(&path, &text, typed.force).map_err(unwritten)?;
    let (shown, named) = (path.display(), argument(&path.to_string_lossy()));
    // A bare name would mean a built-in scenario; one that ends in .toml never does.
    let play = if scenario.whatif.is_some() { "whatif" } else { "run" };
    say(&format!(
        " {shown}  {what}\n {}  what editors need to complete and explain it\n\n Change it in any text \
         editor, then\n   interregnum check {named}\n   interregnum {play} {named}\n or leave this open \
         beside the editor, and see what each change does:\n   interregnum watch {named}\n",
        schema.strip_prefix(".").unwrap_or(&schema).display(),
    ))
}

/// The file that a name means.
fn path(name: &str) -> Result<PathBuf, Failure> {
    let path = Path::new(name);
    let file = path.file_name().map(|file| file.to_string_lossy().into_owned());
    let plain = file.filter(|file| plain_name(file) == *file && !name.ends_with(['/', '.']));
    let Some(file) = plain else {
        return Err(Failure::new(
            Exit::Usage,
            format_args!(
                "error: `{}` is no name for a file\nhelp: take letters, digits and `-`, as in \
                 `interregnum new class`",
                name.escape_debug()
            ),
        ));
    };
    let is_toml = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
    Ok(if is_toml { path.to_owned() } else { path.with_file_name(format!("{file}.toml")) })
}

/// The text of a scenario, checked.
fn copied(from: &str) -> Result<String, Failure> {
    load::scenario(from, &[])?;
    ScenarioName::parse(from).text().map_err(|found| load::wrong(&found))
}

/// A text without the lines that name a schema.
fn without_schema(text: &str) -> String {
    let kept = text.split_inclusive('\n').filter(|line| !line.starts_with(NAMES_SCHEMA));
    kept.collect()
}

/// Writes a file whole or not at all; over one that is there only with `force`.
fn put(path: &Path, text: &str, force: bool) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut builder = tempfile::Builder::new();
    builder.prefix(".interregnum-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // As any new file: the system takes away what is masked.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file =
        builder.tempfile_in(folder.unwrap_or(Path::new("."))).map_err(|e| about(path, &e))?;
    file.write_all(text.as_bytes()).map_err(|e| about(path, &e))?;
    let put = if force { file.persist(path) } else { file.persist_noclobber(path) };
    put.map(drop).map_err(|e| about(path, &e.error))
}
