//! What can be played but is likely not meant: the warnings.
//!
//! They are looked for only where nothing is wrong, for what is wrong makes other things look odd.

use jiff::civil::Date;

use super::super::canonical::number as digits;
use super::super::findings::Code;
use super::super::letters::is_drawn;
use super::super::written::{self, Amount, Amounts, ById, Placed};
use super::Checked;
use super::desk::Desk;
use super::idle;
use super::interventions;
use super::never;
use super::settled;
use crate::polity::{Num, Office, Polity, Spread};

/// Youngest and oldest age at which nobody wonders.
const AGES: (f64, f64) = (16.0, 100.0);

/// Looks for all of them.
pub fn doubts(desk: &mut Desk<'_>, scenario: &written::Scenario, checked: &Checked) {
    let polity = &checked.polity;
    if !scenario.bases.is_empty()
        && scenario.bases.values().all(|b| most(b.weight.as_ref()) <= 0.0)
        && let Some(id) = scenario.bases.keys().next()
    {
        let message = "no base counts for anything: each has the weight 0".to_owned();
        desk.found(Code::Weightless, id, message)
            .hints
            .push("give the bases weights above 0; only their ratios matter".into());
    }
    people(desk, scenario, polity);
    alike(desk, scenario);
    undrawn(desk, scenario);
    idle::offices(desk, scenario, polity);
    heads(desk, scenario, polity);
    idle::effects(desk, scenario, polity);
    issues(desk, scenario, polity);
    choices(desk, scenario);
    pauses(desk, polity);
    never::crises(desk, scenario, polity);
    interventions::idle(desk, scenario, polity);
    unfounded(desk, scenario);
    for id in scenario.sources.keys() {
        if desk.is_cited(id.get_ref()) {
            continue;
        }
        let message = format!("nothing cites the source `{}`", id.get_ref());
        desk.found(Code::UncitedSource, id, message)
            .hints
            .push("cite it where something rests on it, or leave it out".into());
    }
    settled::questions(desk, scenario, polity);
}

/// Pauses of cadres of which the least is above the most: then all are the most.
fn pauses(desk: &mut Desk<'_>, polity: &Polity) {
    const KEYS: [&str; 2] = ["cadre_least", "cadre_most"];
    let [least, most] = KEYS.map(|key| {
        let number = polity.ledger.find(&format!("parameters.{key}"));
        number.map_or(0.0, |number| polity.ledger.quantity(number).central)
    });
    let written = KEYS.map(|key| desk.key_at("parameters", key));
    if least > most
        && let Some(at) = desk.laid_last(written.iter().flatten())
    {
        let message = format!(
            "`cadre_least` is {} and above `cadre_most`: every cadre waits {} months",
            digits(least),
            digits(most)
        );
        desk.found(Code::NoEffect, at, message)
            .hints
            .push("let the least be below the most".into());
    }
}

/// The greatest that a number as typed can be.
pub fn most(amount: Option<&Amount>) -> f64 {
    match amount {
        None => 0.0,
        Some(Amount::Range { high, .. }) => *high,
        // A normal reaches as far as what is valid.
        Some(Amount::Normal { .. }) => f64::INFINITY,
        Some(Amount::Value(value)) => *value,
    }
}

fn people(desk: &mut Desk<'_>, scenario: &written::Scenario, polity: &Polity) {
    let towards = |table: &ById<Amounts>, who: &str, own: bool| {
        table.iter().any(|(of, others)| {
            let (by, amounts) = (of.get_ref().as_str(), others);
            let counted = |(whom, amount): (&Placed<String>, &Amount)| {
                (if own { by == who } else { whom.get_ref() == who }) && most(Some(amount)) > 0.0
            };
            amounts.iter().any(counted)
        })
    };
    for (id, p) in &scenario.principals {
        let who = id.get_ref().as_str();
        let feared = most(p.dread.as_ref()) > 0.0 || towards(&scenario.files, who, true);
        if !feared && !towards(&scenario.trust, who, false) {
            let message = format!("nobody trusts or fears `{who}`");
            desk.found(Code::Unregarded, id, message).hints.push(format!(
                "give them a little `dread`, or somebody's trust: [trust.ID] {who} = 0.3"
            ));
        }
        let born = p.born.as_ref().map_or(0.0, Amount::central);
        let opens = desk.calendar.start;
        let there = p.bench_from.as_ref().and_then(Desk::day).map_or(opens, |day| day.max(opens));
        let age = f64::from(Date::year(there)) - born;
        if age < AGES.0 || age > AGES.1 {
            let message = if age < 0.0 {
                format!("`{who}` is not yet born in {}", there.year())
            } else {
                let years = if age == 1.0 { "year" } else { "years" };
                format!("`{who}` is {age} {years} old in {}", there.year())
            };
            let born = desk.inside_of(&format!("principals.{who}"), "born");
            desk.found(Code::WrongAge, id, message)
                .other_end(born, "the year of birth")
                .hints
                .push("`born` is the year of birth".into());
        }
    }
    if let Some((id, _)) = scenario.principals.iter().next()
        && !polity.principals.iter().any(|p| p.contender)
    {
        let message = "nobody is a contender".to_owned();
        desk.found(Code::NoContender, id, message)
            .hints
            .push("give contender = true to those whom the contest is about".into());
    }
}

/// Short names, and colours of contenders, that are the same.
fn alike(desk: &mut Desk<'_>, scenario: &written::Scenario) {
    let each: Vec<_> = scenario.principals.iter().collect();
    for (k, &(id, p)) in each.iter().enumerate() {
        for &(earlier, other) in &each[..k] {
            let name = |p: &written::Principal| p.short.clone().unwrap_or_else(|| p.name.clone());
            let what = if name(p) == name(other) {
                "short name"
            } else if p.contender && other.contender && p.colour.is_some() && same_colour(p, other)
            {
                "colour"
            } else {
                continue;
            };
            let message = format!(
                "`{}` and `{}` have the same {what}; readers cannot tell them apart",
                earlier.get_ref(),
                id.get_ref()
            );
            let key = if what == "colour" { what } else { "short" };
            let [mut other, mut at] = [earlier, id].map(|id| desk.blamed("principals", id, key));
            if desk.is_laid_over(&other, &at) {
                std::mem::swap(&mut other, &mut at);
            }
            let place = desk.place(&other);
            desk.found(Code::LookAlike, &at, message)
                .other_end(place, "the other")
                .hints
                .push(format!("give one of them another {what}"));
        }
    }
}

fn same_colour(one: &written::Principal, other: &written::Principal) -> bool {
    let plain = |p: &written::Principal| p.colour.as_ref().map(|c| c.to_lowercase());
    plain(one) == plain(other)
}

/// Texts of pictures with letters that they do not have; only the first is pointed at.
fn undrawn(desk: &mut Desk<'_>, scenario: &written::Scenario) {
    let named = |table: &str, id: &Placed<String>, key, text: &str| {
        (format!("{table}.{}", id.get_ref()), key, text.to_owned())
    };
    let mut texts = vec![("scenario".to_owned(), "title", scenario.scenario.title.clone())];
    texts.extend(scenario.principals.iter().map(|(id, p)| match &p.short {
        Some(short) => named("principals", id, "short", short),
        None => named("principals", id, "name", &p.name),
    }));
    texts.extend(scenario.bases.iter().map(|(id, it)| named("bases", id, "name", &it.name)));
    texts.extend(scenario.offices.iter().map(|(id, it)| named("offices", id, "name", &it.name)));
    texts.extend(scenario.organs.iter().map(|(id, it)| named("organs", id, "name", &it.name)));
    texts.extend(scenario.issues.iter().map(|(id, it)| named("issues", id, "name", &it.name)));
    let indicators = scenario.indicators.iter();
    texts.extend(indicators.map(|(id, it)| named("indicators", id, "name", &it.name)));
    texts.extend(scenario.crises.iter().map(|(id, it)| named("crises", id, "name", &it.name)));
    texts.extend(scenario.questions.iter().map(|(id, it)| named("questions", id, "ask", &it.ask)));
    let options = scenario.crises.iter().flat_map(|(id, crisis)| {
        let table = format!("crises.{}.options", id.get_ref());
        crisis.options.iter().map(move |(id, it)| (table.clone(), id, &it.name))
    });
    texts.extend(options.map(|(table, id, name)| named(&table, id, "name", name)));
    texts.extend(scenario.record.iter().map(|(id, it)| named("record", id, "text", &it.text)));
    let rewrite = scenario.whatif.iter().map(|own| own.rewrite.clone());
    texts.extend(rewrite.map(|rewrite| ("whatif".to_owned(), "rewrite", rewrite)));
    texts.retain(|(.., text)| !text.chars().all(is_drawn));
    let Some((table, key, text)) = texts.first() else { return };
    let letters: String = text.chars().filter(|letter| !is_drawn(*letter)).take(12).collect();
    let message = match texts.len() - 1 {
        0 => format!("pictures cannot write \"{letters}\""),
        1 => format!("pictures cannot write \"{letters}\", nor one other text"),
        more => format!("pictures cannot write \"{letters}\", nor {more} other texts"),
    };
    let Some(at) = desk.key_at(table, key) else { return };
    desk.found(Code::Undrawn, &at, message).hints.push(
        "use Latin, Greek or Cyrillic letters, for a figure in `short`; texts and tables have any"
            .into(),
    );
}

/// Offices that head a base at the same time as a weightier one: while both are held, only that does.
fn heads(desk: &mut Desk<'_>, scenario: &written::Scenario, polity: &Polity) {
    let last = polity.calendar.rounds;
    let span = |o: &Office| (o.opens.unwrap_or(0), o.closes.unwrap_or(last).min(last));
    let weight = |at: usize| polity.ledger.quantity(polity.offices[at].responsibility).central;
    for (ix, (id, written)) in scenario.offices.iter().enumerate() {
        let (own, Some(heads)) = (&polity.offices[ix], &written.heads) else { continue };
        let outdone = |&(at, other): &(usize, &Office)| {
            let ((from, to), (begins, ends)) = (span(own), span(other));
            let weightier = weight(at) > weight(ix) || (weight(at) == weight(ix) && at < ix);
            other.heads == own.heads && from.max(begins) < to.min(ends) && weightier
        };
        let Some((_, first)) = polity.offices.iter().enumerate().find(outdone) else { continue };
        let message = format!(
            "`heads` of `{}` has no effect while somebody holds `{}`, which heads `{}` as well",
            id.get_ref(),
            first.id,
            heads.get_ref()
        );
        let other = desk.inside_of(&format!("offices.{}", first.id), "heads");
        desk.found(Code::NoEffect, heads, message)
            .other_end(other, "of two, the weightier counts")
            .hints
            .push(
                "leave `heads` out of one of the two, or let one close before the other opens"
                    .into(),
            );
    }
}

/// Whether a number is the same as another in every history.
fn is_same(polity: &Polity, one: Num, other: Num) -> bool {
    let of = |num| polity.ledger.quantity(num);
    let fixed = |num| matches!(of(num).spread, Spread::Fixed);
    fixed(one) && fixed(other) && of(one).central.to_bits() == of(other).central.to_bits()
}

fn issues(desk: &mut Desk<'_>, scenario: &written::Scenario, polity: &Polity) {
    for (ix, (id, _)) in scenario.issues.iter().enumerate() {
        let mut stands = polity.principals.iter().map(|p| p.positions[ix]);
        let Some(first) = stands.next() else { continue };
        if polity.principals.len() > 1 && stands.all(|other| is_same(polity, first, other)) {
            let message = format!("every principal stands at the same place on `{}`", id.get_ref());
            desk.found(Code::DividesNobody, id, message).hints.push(format!(
                "give principals positions = {{ {} = 0.5 }}, or leave the issue out",
                id.get_ref()
            ));
        }
    }
}

fn choices(desk: &mut Desk<'_>, scenario: &written::Scenario) {
    for (crisis, c) in &scenario.crises {
        let initiative = c.initiative.as_ref().is_some_and(|i| *i.get_ref());
        if let (1, false, Some((only, _))) = (c.options.len(), initiative, c.options.iter().next())
        {
            let message = format!("`{}` leaves only one choice", crisis.get_ref());
            desk.found(Code::ChoiceOfOne, only, message)
                .hints
                .push("add what else could have been done".into());
        }
        for (id, o) in &c.options {
            let effects = [&o.effects, &o.on_success.effects, &o.on_failure.effects];
            if o.stance.is_empty() && effects.iter().all(|e| e.is_empty()) {
                let message =
                    format!("the option `{}` stands for nothing and has no effects", id.get_ref());
                desk.found(Code::EmptyOption, id, message)
                    .hints
                    .push("give it a `stance` on an issue, or `effects`".into());
            }
        }
    }
}

/// Tables of numbers that need not say on what they rest, and do not.
fn unfounded(desk: &mut Desk<'_>, scenario: &written::Scenario) {
    let mut tables: Vec<(String, Placed<String>)> = Vec::new();
    let each = |table: &str, ids: Vec<&Placed<String>>| -> Vec<(String, Placed<String>)> {
        ids.into_iter().map(|id| (format!("{table}.{}", id.get_ref()), id.clone())).collect()
    };
    tables.extend(each("issues", scenario.issues.keys().collect()));
    tables.extend(each("indicators", scenario.indicators.keys().collect()));
    tables.extend(each("cadres", scenario.cadres.keys().collect()));
    for own in ["norms", "whatif"] {
        tables.extend(desk.head(own).map(|head| (own.to_owned(), head)));
    }
    tables.retain(|(path, _)| !desk.grounds_has(path));
    for (path, at) in &tables {
        let message = format!("nothing says on what the values of `{path}` rest");
        desk.found(Code::Unfounded, at, message)
            .hints
            .push("add cite = [\"source\"], or judgement = \"why\"".into());
    }
}
