//! The `interregnum` program: parse, dispatch, exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(interregnum::cli::main(std::env::args_os()) as u8)
}
