//! `interregnum schema`: the scenario language for editors.

use crate::scenario::schema::json_schema;

use super::{Failure, say};

/// Prints the JSON Schema of the language.
pub(super) fn schema() -> Result<(), Failure> {
    say(&json_schema())
}
