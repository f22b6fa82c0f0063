//! `interregnum list`.

use super::{Failure, load, say};

/// Prints the built-in scenarios, one a line: name and title.
pub(super) fn list() -> Result<(), Failure> {
    let mut out = String::new();
    for name in load::built_in() {
        let scenario = load::scenario(name, &[])?;
        out.push_str(&format!("{name}  {}\n", scenario.title));
    }
    say(&out)
}
