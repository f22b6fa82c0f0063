//! `interregnum explain`: the page of a kind of finding.

use clap::Args;

use crate::scenario::Code;

use super::{Exit, Failure, say};

/// What was typed after `explain`.
#[derive(Debug, Args)]
pub(super) struct Explain {
    /// Number of the finding, such as E012; without one, all of them are listed.
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

/// Prints the page of a code, or what codes there are.
pub(super) fn explain(typed: &Explain) -> Result<(), Failure> {
    let Some(typed) = &typed.code else {
        let each = Code::ALL.iter().map(|code| format!("{}  {}\n", code.id(), code.title()));
        return say(&each.collect::<String>());
    };
    let Some(code) = Code::parse(typed) else {
        let message = format!(
            "error: there is no finding `{}`; `interregnum explain` lists them all",
            typed.escape_debug()
        );
        return Err(Failure::new(Exit::Usage, message));
    };
    say(&code.page())
}
