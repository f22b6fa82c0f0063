//! What shells and `man` know of the program: `interregnum completions` and `interregnum man`.

use std::path::{Path, PathBuf};

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

use super::output::Files;
use super::{Exit, Failure, Typed, output, say};

/// What was typed after `completions`.
#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell they are for.
    shell: Shell,
}

/// What was typed after `man`.
#[derive(Debug, Args)]
pub(super) struct Man {
    /// Write a page for the program and one for each command into this folder
    /// [default: print the program's own page].
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Prints what a shell needs to complete commands, options and values.
pub(super) fn completions(typed: &Completions) -> Result<(), Failure> {
    let mut text = Vec::new();
    clap_complete::generate(typed.shell, &mut Typed::command(), "interregnum", &mut text);
    say(&String::from_utf8_lossy(&text))
}

/// Writes the man pages.
pub(super) fn man(typed: &Man) -> Result<(), Failure> {
    let unwritten = |e: std::io::Error| {
        Failure::new(
            Exit::Output,
            format_args!(
                "error: the pages could not be written: {e}\nhelp: choose another folder with --out, or make room"
            ),
        )
    };
    let pages = pages().map_err(unwritten)?;
    match &typed.out {
        None => say(&String::from_utf8_lossy(&pages["interregnum.1"])),
        Some(folder) => {
            output::refresh(folder, &pages).map_err(unwritten)?;
            say(&told(folder, &pages))
        }
    }
}

/// All pages by the names of their files.
fn pages() -> std::io::Result<Files> {
    let mut program = Typed::command();
    program.build();
    let mut pages = Files::new();
    let commands = program.get_subcommands().filter(|command| !command.is_hide_set());
    for command in std::iter::once(&program).chain(commands) {
        // A built command knows its full name: `interregnum-run`.
        let name = command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned();
        let mut page = Vec::new();
        clap_mangen::Man::new(command.clone()).render(&mut page)?;
        // What stands after the options are the exit codes, which manuals have under a name of
        // their own.
        let page = String::from_utf8_lossy(&page).replace(".SH EXTRA", ".SH \"EXIT STATUS\"");
        pages.insert(format!("{name}.1"), page.into_bytes());
    }
    Ok(pages)
}

fn told(folder: &Path, pages: &Files) -> String {
    let names: Vec<&str> = pages.keys().map(String::as_str).collect();
    format!("{}: {}\n", folder.display(), names.join(", "))
}
