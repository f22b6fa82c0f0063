//! A what-if to begin with: one number of a scenario changed, and a list of what else there is.

use std::path::Path;

use crate::scenario::{Opened, ScenarioName};

use super::super::lines::{argument, wrap};
use super::super::show::meaning;
use super::super::{Exit, Failure, load};

/// Traits that the change begins with, the first that can be halved.
const HALVED: [&str; 4] = ["dread", "ambition", "standing", "cunning"];
/// Columns of the file.
const WIDTH: usize = 110;
/// The tables whose ids are listed.
const LISTED: [&str; 6] = ["principals", "bases", "offices", "organs", "indicators", "crises"];

/// The text of a what-if of `base`, for the file `own` in `folder`. Its first change halves a trait of one
/// of the leaders, so that it can be played as it is.
pub(super) fn change(base: &str, own: &Path, folder: &Path) -> Result<String, Failure> {
    let name = ScenarioName::parse(base);
    let opened = Opened::load(&name, &[]).map_err(|found| load::wrong(&found))?;
    let extends = extends(base, &name, own, folder)?;
    let scenario = &opened.scenario;
    let ledger = &scenario.polity.ledger;
    let people = &scenario.polity.principals;
    let contenders = people.iter().filter(|p| p.contender).chain(people.iter());
    let each = contenders.flat_map(|p| HALVED.map(|key| (p, key)));
    let value = |id: &str, key: &str| {
        let num = ledger.find(&format!("principals.{id}.{key}"))?;
        Some(ledger.quantity(num).central).filter(|x| *x > 0.0)
    };
    let halved = each.filter_map(|(p, key)| Some((p, key, value(&p.id, key)?))).next();
    let Some((person, key, was)) = halved else {
        return Err(Failure::new(
            Exit::Scenario,
            format_args!("error: {} has no leader of whom a trait could be halved", name.label()),
        ));
    };
    let questions = opened.steps("questions");
    let asked = scenario.questions.first().map(|question| question.id.clone());
    let mut text = format!(
        "# A what-if for Interregnum: one thing changed in another scenario, everything else and all luck kept.\n\
         # Only what differs stands here. Lines that begin with # are notes.\n\
         extends = {}\n\n\
         # What the change is, and why it might have been so. `asks` names the questions it speaks to, the\n\
         # foremost first.",
        quoted(&extends)
    );
    if !questions.is_empty() {
        text.push_str(" There are:\n");
        for id in questions {
            let ask = opened.called(&format!("questions.{id}")).unwrap_or("");
            text.push_str(&format!("#   {id}: {}\n", one_line(ask)));
        }
    } else {
        text.push('\n');
    }
    let of = format!("{} has half the {key}", person.short);
    text.push_str(&format!(
        "[whatif]\nrewrite = {}\nbecause = \"say here why it might have been so\"\nkind = \"plausible\"\n",
        quoted(&of)
    ));
    if let Some(id) = asked {
        text.push_str(&format!("asks = [{}]\n", quoted(&id)));
    }
    text.push_str("judgement = \"say here on what that rests, or name sources with cite = [\\\"...\\\"]\"\n\n");
    let meant = meaning(&format!("principals.{}.{key}", person.id)).unwrap_or_default();
    text.push_str(&format!(
        "# The change itself: it was {was}. {meant}\n[principals.{}]\n{key} = {}\n\n",
        bare(&person.id),
        half(was)
    ));
    text.push_str("# Anything else of the scenario can be changed in the same way. It has\n");
    let mut lines = Vec::new();
    for table in LISTED {
        let steps: Vec<&str> = opened.steps(table).into_iter().collect();
        if !steps.is_empty() {
            let head = format!("#   [{table}.ID] with ");
            wrap(&mut lines, WIDTH, &head, "#     ", &steps.join(", "));
        }
    }
    text.push_str(&lines.iter().map(|line| format!("{line}\n")).collect::<String>());
    text.push_str(&format!(
        "# `interregnum show {0} principals.{1}` shows all of one of them, with sources.\n",
        one_line(&argument(base)),
        person.id
    ));
    Ok(text)
}

/// Half of a trait above nothing. Two digits are as good as any, for it is only a beginning; but it is
/// less than the trait, and not nothing.
fn half(was: f64) -> f64 {
    let rounded = (was * 50.0).round() / 100.0;
    if rounded > 0.0 && rounded < was { rounded } else { was / 2.0 }
}

/// How the file `own` in `folder` names a scenario, which was typed as `base`.
fn extends(base: &str, name: &ScenarioName, own: &Path, folder: &Path) -> Result<String, Failure> {
    let ScenarioName::File(path) = name else { return Ok(name.id()) };
    let whole = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let (file, folder) = (whole(path), whole(folder));
    let Ok(below) = file.strip_prefix(&folder) else {
        let beside = path.with_file_name(own.with_extension("").file_name().unwrap_or_default());
        return Err(Failure::new(
            Exit::Usage,
            format_args!(
                "error: a what-if lies in the folder of the scenario it changes, or above it\nhelp: \
                 interregnum new {} --whatif {}",
                argument(&beside.to_string_lossy()),
                argument(base)
            ),
        ));
    };
    let steps: Vec<_> = below.iter().map(|step| step.to_string_lossy().into_owned()).collect();
    Ok(steps.join("/"))
}

/// A text as TOML has it, in quotes.
fn quoted(text: &str) -> String {
    let escaped: String = text
        .chars()
        .map(|c| match c {
            '"' | '\\' => format!("\\{c}"),
            c if c.is_control() => " ".to_owned(),
            c => c.to_string(),
        })
        .collect();
    format!("\"{escaped}\"")
}

/// An id as it stands in a heading.
fn bare(id: &str) -> String {
    let is_bare = id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    if is_bare && !id.is_empty() { id.to_owned() } else { quoted(id) }
}

/// A text that cannot end a comment.
fn one_line(text: &str) -> String {
    text.replace(|c: char| c.is_control(), " ")
}

#[cfg(test)]
mod tests {
    use super::half;

    #[test]
    fn half_of_a_trait_is_another_trait() {
        assert_eq!([0.9, 0.25, 0.02].map(half), [0.45, 0.13, 0.01]);
        assert_eq!([0.01, 0.004].map(half), [0.005, 0.002]);
    }
}
