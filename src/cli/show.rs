//! `interregnum show`: one value of a scenario, or all beneath a path, with what it rests on.

mod readers;

use std::collections::BTreeMap;

use clap::Args;

use crate::history::{cut, pad};
use crate::polity::Parameters;
use crate::scenario::schema::{Kind, Slot};
use crate::scenario::{Entry, Grounds, Opened, Place, Scenario, ScenarioName};

use readers::readers;

use super::lines::{argument, columns, wrap};
use super::{Exit, Failure, load, run, say};

/// Most values that are listed before only the tables are.
const MOST_LISTED: usize = 60;
/// Most places that name something.
const MOST_NAMED: usize = 24;

/// What was typed after `show`.
#[derive(Debug, Args)]
pub(super) struct Show {
    /// Built-in name, or a path (with a `/`, or ending in `.toml`).
    #[arg(value_name = "SCENARIO")]
    scenario: String,
    /// Which value, or which part: `principals.beria.dread`, `principals.beria`, `offices`
    /// [default: what the scenario has].
    #[arg(value_name = "PATH")]
    path: Option<String>,
    /// Show it with a value changed: `--set principals.beria.dread=0.3`. Can be given many times.
    #[arg(long = "set", value_name = "PATH=VALUE", value_parser = run::edit)]
    edits: Vec<String>,
}

/// Prints the value, where it is written, on what it rests and what reads it.
pub(super) fn show(typed: &Show) -> Result<(), Failure> {
    let name = ScenarioName::parse(&typed.scenario);
    let opened = Opened::load(&name, &typed.edits).map_err(|found| load::wrong(&found))?;
    let path = typed.path.as_deref().unwrap_or("").trim_matches('.');
    if path.is_empty() {
        return say(&overview(&opened, &typed.scenario));
    }
    if path == "parameters" {
        return say(&parameters(&opened));
    }
    if let Some(entry) = opened.entry(path).or_else(|| opened.part(path)) {
        return say(&one(&opened, path, entry));
    }
    if opened.beneath(path).chain(opened.own_beneath(path)).next().is_some() {
        return say(&part(&opened, path));
    }
    if let Some(default) = opened.default(path) {
        let mut text = format!("{path} = {default}\n");
        line(&mut text, "from", "the default; nothing is written there");
        meant(&mut text, &opened, path);
        return say(&text);
    }
    let shown = path.escape_debug();
    let hint = match opened.nearest(path) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`interregnum show SCENARIO` says what there is".to_owned(),
    };
    Err(Failure::new(
        Exit::Usage,
        format_args!("error: nothing stands at `{shown}` in {}\nhelp: {hint}", name.label()),
    ))
}

/// Adds a line with a word before it, wrapped.
fn line(text: &mut String, word: &str, what: &str) {
    let mut lines = Vec::new();
    let (head, indent) = (format!("  {word:<10} "), " ".repeat(13));
    wrap(&mut lines, columns().clamp(60, 110), &head, &indent, what);
    text.push_str(&(lines.join("\n") + "\n"));
}

fn place(place: &Place) -> String {
    if place.source == "--set" {
        return format!("--set {}", place.whole.text());
    }
    format!("{}, line {}", place.source, place.line)
}

/// What a path means in the language, and what in the model reads it.
fn meant(text: &mut String, opened: &Opened, path: &str) {
    if let Some(words) = meaning(path) {
        line(text, "means", &words);
    }
    if let Some(slot) = Slot::at(path) {
        let words = slot.kind.words();
        if !matches!(slot.kind, Kind::Text | Kind::Table(_) | Kind::Named(_)) {
            line(text, "takes", &words);
        }
    }
    if let Some(words) = readers(opened, path) {
        line(text, "read by", &words);
    }
}

/// The meaning of the key at the end of a path.
pub(super) fn meaning(path: &str) -> Option<String> {
    if let Some(id) = path.strip_prefix("parameters.") {
        let parameter = Parameters::SPEC.iter().find(|p| p.id == id)?;
        return Some(parameter.meaning.trim().to_owned());
    }
    // The last step that the language names; ids beneath it are the scenario's own.
    let mut at = path;
    loop {
        let (parent, key) = at.rsplit_once('.').unwrap_or(("", at));
        let slot = if parent.is_empty() { Some(Slot::ROOT) } else { Slot::at(parent) };
        if let Some(Slot { kind: Kind::Table(keys) | Kind::OneOf(keys), .. }) = slot {
            return keys.iter().find(|k| k.name == key).map(|k| k.meaning.to_owned());
        }
        if parent.is_empty() {
            return None;
        }
        at = parent;
    }
}

/// One value.
fn one(opened: &Opened, path: &str, entry: &Entry) -> String {
    // As it is written, where that is on one line.
    let marked = entry.place.marked();
    let shown = if marked.contains('\n') { &entry.text } else { marked };
    let mut text = format!("{path} = {shown}\n");
    if let Some(name) = opened.called(Opened::entity(path)).filter(|name| *name != entry.words) {
        line(&mut text, "of", name);
    }
    meant(&mut text, opened, path);
    line(&mut text, "from", &place(&entry.place));
    for (words, at) in &entry.before {
        line(&mut text, "instead of", &format!("{words} in {}", place(at)));
    }
    rests(&mut text, opened, path, Some(&entry.place));
    for name in &entry.names {
        if let Some(called) = opened.called(name) {
            line(&mut text, "names", &format!("{name} ({called})"));
        }
    }
    named_by(&mut text, opened, path);
    text
}

/// On what the nearest thing above a path rests. What was laid over that, at `changed`, rests on what the
/// what-if says for itself, or on nothing.
fn rests(text: &mut String, opened: &Opened, path: &str, changed: Option<&Place>) {
    let scenario = &opened.scenario;
    let ends = path.match_indices('.').map(|(end, _)| end).chain([path.len()]);
    let above: Vec<&str> = ends.map(|end| &path[..end]).collect();
    let found = above.iter().rev().find_map(|above| {
        let grounds = scenario.grounds.get(*above);
        let grounds = grounds.or_else(|| {
            // The record keeps its own.
            let id = above.strip_prefix("record.")?;
            scenario.record.iter().find(|r| r.id == id).map(|r| &r.grounds)
        });
        Some((above, grounds?))
    });
    let Some((above, grounds)) = found else { return };
    let said = ["cite", "judgement"].map(|key| opened.entry(&format!("{above}.{key}")));
    let said = said.into_iter().flatten().map(|entry| layer(opened, &entry.place)).min();
    let over = changed.filter(|at| said.is_some_and(|said| layer(opened, at) < said));
    let Some(at) = over else { return given(text, scenario, grounds, ["rests on", "judgement"]) };
    let own = opened.part("whatif.rewrite").filter(|own| own.place.source == at.source);
    match scenario.whatif.as_ref().filter(|_| own.is_some()) {
        Some(whatif) => {
            given(text, scenario, &whatif.grounds, ["rests on", "judgement"]);
            line(text, "because", &whatif.because);
        }
        None => line(text, "rests on", "nothing that is named: it was changed"),
    }
    given(text, scenario, grounds, ["rested on", "was judged"]);
}

/// How far below the uppermost a layer lies: edits, then the file itself, then what it extends.
fn layer(opened: &Opened, place: &Place) -> usize {
    let file = opened.files.iter().position(|file| file.label() == place.source);
    if place.source == "--set" { 0 } else { 1 + file.unwrap_or(opened.files.len()) }
}

/// Sources and judgements, each after its word.
fn given(text: &mut String, scenario: &Scenario, grounds: &Grounds, [cited, judged]: [&str; 2]) {
    for key in &grounds.cite {
        let title = scenario.sources.get(key).map_or("", |source| &source.title);
        line(text, cited, &format!("[{key}] {title}"));
    }
    if let Some(why) = &grounds.judgement {
        line(text, judged, why);
    }
}

fn named_by(text: &mut String, opened: &Opened, path: &str) {
    let mut naming: Vec<&str> = opened.named_by(path).into_iter().collect();
    if let Some(key) = path.strip_prefix("sources.") {
        let grounds = opened.scenario.grounds.iter();
        let cited = grounds.filter(|(_, grounds)| grounds.cite.iter().any(|cite| cite == key));
        naming.extend(cited.map(|(at, _)| at.as_str()));
    }
    if naming.is_empty() {
        return;
    }
    let more = naming.len().saturating_sub(MOST_NAMED);
    naming.truncate(MOST_NAMED);
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    line(text, "named by", &(naming.join(", ") + &more));
}

/// All values beneath a path.
fn part(opened: &Opened, path: &str) -> String {
    let mut text = path.to_owned();
    if let Some(name) = opened.called(path) {
        text.push_str(&format!("  {name}"));
    }
    text.push('\n');
    if let Some(words) = meaning(path) {
        line(&mut text, "means", &words);
    }
    let skip = path.len() + 1;
    // What it is called and rests on is said apart.
    let apart = ["name", "cite", "judgement"];
    let all = opened
        .beneath(path)
        .chain(opened.own_beneath(path))
        .filter(|(at, _)| !apart.contains(&&at[skip..]));
    let all: Vec<_> = all.collect();
    if all.len() > MOST_LISTED {
        for step in opened.steps(path) {
            let at = format!("{path}.{step}");
            let name = opened.called(&at).unwrap_or("");
            let (head, indent) = (format!("  {}  ", pad(step, 24)), " ".repeat(28));
            let mut lines = Vec::new();
            wrap(&mut lines, columns().clamp(60, 110), &head, &indent, name);
            text.push_str(&(lines.join("\n") + "\n"));
        }
        return text;
    }
    let own = &opened.scenario.id;
    let wide = all.iter().map(|(at, _)| at.len() - skip).max().unwrap_or(0).min(32);
    for (at, entry) in all {
        let from = match entry.place.source.as_str() {
            "--set" => "  (--set)".to_owned(),
            source if opened.files.first().is_some_and(|file| file.label() == source) => {
                String::new()
            }
            source if source == own => String::new(),
            source => format!("  ({source})"),
        };
        let words = cut(&entry.words, columns().saturating_sub(wide + 6).max(30));
        text.push_str(&format!("  {}  {words}{from}\n", pad(&at[skip..], wide)));
    }
    rests(&mut text, opened, path, None);
    named_by(&mut text, opened, path);
    text
}

/// Every coefficient of the engine: its value here, and what it means. What the scenario sets is
/// marked: mostly it sets none.
fn parameters(opened: &Opened) -> String {
    let mut text = "parameters  coefficients of the engine; * is set here\n".to_owned();
    let wide = Parameters::SPEC.iter().map(|p| p.id.len()).max().unwrap_or(0);
    for parameter in Parameters::SPEC {
        let set = opened.entry(&format!("parameters.{}", parameter.id));
        let value = set.map_or_else(|| parameter.default.to_string(), |set| set.words.clone());
        let mark = if set.is_some() { '*' } else { ' ' };
        let head = format!("  {:<wide$} {mark} {value:<6}  ", parameter.id);
        let mut lines = Vec::new();
        let indent = " ".repeat(wide + 14);
        wrap(&mut lines, columns().clamp(60, 110), &head, &indent, parameter.meaning.trim());
        text.push_str(&(lines.join("\n") + "\n"));
    }
    text
}

/// What a scenario has, table by table. `typed` is how it was named, so that it can be named again.
fn overview(opened: &Opened, typed: &str) -> String {
    let scenario = &opened.scenario;
    let mut text = format!("{}  {}\n", scenario.id, scenario.title);
    if let Some(whatif) = &scenario.whatif {
        line(&mut text, "what if", &whatif.rewrite);
    }
    for file in opened.files.iter().skip(1) {
        line(&mut text, "extends", &file.label());
    }
    let counts: BTreeMap<&str, usize> =
        opened.steps("").into_iter().map(|t| (t, opened.steps(t).len())).collect();
    for (table, count) in counts {
        let mut names: Vec<&str> = opened.steps(table).into_iter().collect();
        names.truncate(MOST_NAMED);
        let more = if count > names.len() { ", ..." } else { "" };
        line(&mut text, table, &(names.join(", ") + more));
    }
    text.push_str(&format!(
        "\n  interregnum show {0} PATH says more, as in\n  interregnum show {0} {1}\n  interregnum show {0} \
         parameters\n",
        argument(typed),
        opened.entries().find(|(p, _)| p.ends_with(".dread")).map_or("norms.terror", |(p, _)| p),
    ));
    text
}
