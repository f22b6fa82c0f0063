//! `interregnum list`.

use crate::scenario::{LENSES, WHAT_IFS};

use super::{Failure, load, say};

/// Prints what is built in: scenarios with their titles and a question each, what-ifs with the
/// change and what they are about, lenses with what they say.
pub(super) fn list() -> Result<(), Failure> {
    let mut out = "Scenarios\n".to_owned();
    for name in load::built_in() {
        let scenario = load::scenario(name, &[])?;
        out.push_str(&format!("  {name}  {}\n", scenario.title));
        if let Some(question) = scenario.questions.first() {
            out.push_str(&format!("    {}\n", question.ask));
        }
    }
    out.push_str("\nWhat-ifs, each held against the scenario it changes\n");
    for (name, _) in WHAT_IFS {
        let scenario = load::scenario(name, &[])?;
        let Some(whatif) = &scenario.whatif else { continue };
        out.push_str(&format!("  {name}\n    {}\n", whatif.rewrite));
        let asks = whatif.asks.first();
        let asked = asks.and_then(|id| scenario.questions.iter().find(|q| q.id == *id));
        if let Some(question) = asked {
            out.push_str(&format!("    {}\n", question.ask));
        }
    }
    out.push_str("\nLenses, rival accounts for --lens with run, ensemble, assess and whatif\n");
    for (name, _) in LENSES {
        let lens = load::lens(name)?;
        let sources: Vec<&str> = lens.sources.keys().map(String::as_str).collect();
        out.push_str(&format!("  {name}\n    {} [{}]\n", lens.says, sources.join(", ")));
    }
    say(&out)
}
