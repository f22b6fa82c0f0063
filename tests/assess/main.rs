//! What holding histories against the record promises.

mod command;
#[path = "../shared/form.rs"]
mod form;
mod lenses;
#[path = "../shared/program.rs"]
mod program;
mod record;
mod rules;
mod scores;

use std::sync::LazyLock;

use interregnum::scenario::{Scenario, ScenarioName};

/// Where the small world lies, for what extends it.
const SMALL_PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/worlds/small.toml");

/// A record of the small world, made up: a fall, a reign, an office, a showdown, late things.
const RECORD: &str = r#"
[record.ash_dies]
at = "1901-02"
window = ["1900-12", "1901-06"]
when = { fate = { who = "ash", is = "executed" } }
text = "Ash is put to death."
judgement = "Invented."

[record.birch_first]
at = "1902-01"
window = ["1900-01", "1903-06"]
when = { leads = { who = "birch", at = "1902-06" } }
text = "Birch leads."
judgement = "Invented."

[record.late]
at = "1903-06"
window = ["1903-01", "1904-06"]
when = { not = { fell = { who = "birch", before = "1904-01" } } }
text = "Birch is still there."
judgement = "Invented."

[record.words_only]
at = "1902-02"
text = "The people sing."
judgement = "Invented."

[questions.cedar_first]
ask = "Does Cedar fall first?"
when = { first_to_fall = { who = "cedar" } }

[questions.ash_by_1901]
ask = "Is Ash out by the end of 1901?"
when = { fell = { who = "ash", before = "1902-01" } }
"#;

static BASELINE: LazyLock<Scenario> = LazyLock::new(|| {
    Scenario::load(&ScenarioName::parse("ussr-1953"), &[]).unwrap_or_else(|found| panic!("{found}"))
});

/// The small world with the made-up record.
fn small() -> Scenario {
    small_and("")
}

/// The same with more laid over it.
fn small_and(more: &str) -> Scenario {
    let text = format!("extends = \"small.toml\"\n{RECORD}\n{more}");
    let name = SMALL_PATH.replace("small.toml", "recorded.toml");
    Scenario::parse(&name, &text, &[]).unwrap_or_else(|found| panic!("{found}"))
}
