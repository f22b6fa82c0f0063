//! What the program promises of its answers to "why should I believe this?": coalitions,
//! sensitivity, fragile answers.

mod coalition;
mod fragile;
mod hangs;
mod schema;

use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The small world with a few ranges.
const RANGES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/worlds/ranges.toml");

fn run(at: &Path, typed: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_interregnum"));
    command.current_dir(at).args(typed).env_remove("COLUMNS").stdin(Stdio::null());
    command.output().expect("the program starts")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("it ends by itself")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("text")
}

fn json(bytes: &[u8]) -> serde_json::Value {
    serde_json::from_slice(bytes).expect("JSON")
}
