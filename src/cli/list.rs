//! `interregnum list`.

use crate::scenario::{LENSES, WHAT_IFS};

use super::lines::{columns, wrap};
use super::{Failure, load, say};

/// Prints what is built in: scenarios with their titles and a question each, what-ifs with the
/// change and what they are about, lenses with what they say.
pub(super) fn list() -> Result<(), Failure> {
    let mut out = vec!["Scenarios".to_owned()];
    for name in load::built_in() {
        let scenario = load::scenario(name, &[])?;
        out.push(format!("  {name}  {}", scenario.title));
        if let Some(question) = scenario.questions.first() {
            below(&mut out, &question.ask);
        }
    }
    out.push("\nWhat-ifs, each held against the scenario it changes".to_owned());
    for (name, _) in WHAT_IFS {
        let scenario = load::scenario(name, &[])?;
        let Some(whatif) = &scenario.whatif else { continue };
        let base = scenario.extends.as_ref();
        let base = base.map_or_else(String::new, |base| format!("  changes {}", base.label()));
        out.push(format!("  {name}{base}"));
        below(&mut out, &whatif.rewrite);
        let asks = whatif.asks.first();
        let asked = asks.and_then(|id| scenario.questions.iter().find(|q| q.id == *id));
        if let Some(question) = asked {
            below(&mut out, &question.ask);
        }
    }
    out.push(
        "\nLenses, rival accounts for --lens with run, ensemble, assess and whatif".to_owned(),
    );
    for (name, _) in LENSES {
        let lens = load::lens(name)?;
        let sources: Vec<&str> = lens.sources.keys().map(String::as_str).collect();
        out.push(format!("  {name}"));
        below(&mut out, &format!("{} [{}]", lens.says, sources.join(", ")));
    }
    say(&(out.join("\n") + "\n"))
}

/// What is said of a name, below it.
fn below(out: &mut Vec<String>, text: &str) {
    wrap(out, columns().max(40), "    ", "    ", text);
}
