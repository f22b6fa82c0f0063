//! What may be wrong with a file as a whole.

use super::findings::{Code, Finding, Place};
use super::texts::Texts;

/// A file in which nothing is written: it lacks everything.
pub fn of_nothing(at: Option<Place>) -> Finding {
    Finding::new(Code::MissingKey, at, "there is nothing in it but empty lines and notes")
        .hint("`interregnum new NAME` writes a small scenario to begin with")
        .hint("a what-if begins with extends = \"ussr-1953\", or the scenario it changes")
}

/// A what-if that lays itself over nothing: whatever else it lacks, it lacks for that.
pub fn of_what(at: Option<Place>) -> Finding {
    Finding::new(Code::MissingKey, at, "this says what if, but not of what")
        .hint("begin the file with extends = \"ussr-1953\", or the scenario it changes")
}

/// A whole scenario that says what it changes.
pub fn says_what_if(at: Place) -> Finding {
    let message = "`whatif` has no effect in a file that extends nothing: there is nothing to hold it against";
    Finding::new(Code::NoEffect, Some(at), message)
        .hint("begin with `extends` and keep only what is changed, or leave [whatif] out")
}

/// A what-if or an edit that leaves everything as it was.
pub fn changes_nothing(at: Place) -> Finding {
    let message = "this changes nothing: every value is what it was";
    Finding::new(Code::ChangesNothing, Some(at), message)
        .hint("give a value that differs from what is there")
}

/// What the walk has let pass, and cannot be taken up as typed.
pub fn not_understood(error: &toml::de::Error, texts: &Texts) -> Finding {
    let place = error.span().and_then(|span| texts.place(&span));
    Finding::new(Code::NotUnderstood, place, error.message().to_owned())
}
