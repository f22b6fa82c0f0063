//! The program, as whoever types a command has it.

use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The program in a folder, with what was typed; as wide as it is where nothing says otherwise.
pub fn command(at: &Path, typed: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_interregnum"));
    command.current_dir(at).args(typed).env_remove("COLUMNS").stdin(Stdio::null());
    command
}

/// What it leaves when it ends.
pub fn run(at: &Path, typed: &[&str]) -> Output {
    command(at, typed).output().expect("the program starts")
}

/// Its exit code.
pub fn code(output: &Output) -> i32 {
    output.status.code().expect("it ends by itself")
}

/// What it says beside its output: mistakes and remarks.
pub fn said(output: &Output) -> String {
    text(&output.stderr)
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("text")
}
