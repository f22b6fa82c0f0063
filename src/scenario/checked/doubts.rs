//! What can be played but is likely not meant: the warnings.
//!
//! They are looked for only where nothing is wrong, for what is wrong makes other things look odd.

use jiff::civil::Date;

use super::super::findings::{Code, Finding};
use super::super::letters::is_drawn;
use super::super::schema::Room;
use super::super::written::{self, Amount, Amounts, ById, Level, Placed, Proposition};
use super::Checked;
use super::desk::Desk;
use super::interventions;
use super::never;
use crate::polity::{Deed, Num, Polity, Round, Spread};

/// Responsibility below which an office is a mere title.
const TITLE: f64 = 0.1;

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
    offices(desk, scenario);
    issues(desk, scenario, polity);
    choices(desk, scenario);
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
    let asked = scenario.questions.iter().map(|(id, q)| ("questions", id, [&q.when, &q.given]));
    let recorded = scenario.record.iter().map(|(id, r)| ("record", id, [&r.when, &None]));
    for (table, id, propositions) in asked.chain(recorded) {
        for proposition in propositions.into_iter().flatten() {
            let path = format!("{table}.{}", id.get_ref());
            settled(desk, polity, &path, id, proposition);
        }
    }
}

/// The greatest that a number as typed can be.
fn most(amount: Option<&Amount>) -> f64 {
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
    for (k, (id, p)) in each.iter().enumerate() {
        for (earlier, other) in &each[..k] {
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
            let place = desk.place(earlier);
            desk.found(Code::LookAlike, id, message)
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

/// Names and titles with letters that pictures do not have; only the first is pointed at.
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
    texts.retain(|(.., text)| !text.chars().all(is_drawn));
    let Some((table, key, text)) = texts.first() else { return };
    let letters: String = text.chars().filter(|letter| !is_drawn(*letter)).take(12).collect();
    let message = match texts.len() - 1 {
        0 => format!("pictures cannot write \"{letters}\""),
        1 => format!("pictures cannot write \"{letters}\", nor one other name"),
        more => format!("pictures cannot write \"{letters}\", nor {more} other names"),
    };
    let Some(at) = desk.key_at(table, key) else { return };
    desk.found(Code::Undrawn, &at, message).hints.push(
        "use Latin, Greek or Cyrillic letters, for a figure in `short`; texts and tables have any"
            .into(),
    );
}

fn offices(desk: &mut Desk<'_>, scenario: &written::Scenario) {
    for (id, o) in &scenario.offices {
        let p = &o.powers;
        let sizes = [&p.appoint, &p.command, &p.files, &p.speak];
        let none = o.heads.is_none()
            && p.convene.is_empty()
            && sizes.iter().all(|size| most(size.as_ref()) <= 0.0);
        if none && most(o.responsibility.as_ref()) >= TITLE {
            let message = format!("the office `{}` has no powers and heads no base", id.get_ref());
            desk.found(Code::IdleOffice, id, message).hints.push(
                "give it `powers` or `heads`; a mere title has a responsibility below 0.1".into(),
            );
        }
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

/// Parts of a proposition that hold always or never.
fn settled(desk: &mut Desk<'_>, polity: &Polity, path: &str, id: &Placed<String>, p: &Proposition) {
    use Proposition as P;
    let bound = |desk: &mut Desk<'_>, level: &Level| {
        let never = level.above.is_some_and(|b| b >= 1.0) || level.below.is_some_and(|b| b <= 0.0);
        if never {
            let which = if level.above.is_some() { "above 1" } else { "below 0" };
            let message = format!("`{path}` is settled beforehand: nothing here lies {which}");
            let hint = "choose a bound between 0 and 1";
            push(desk, &level.of, message, hint);
        }
    };
    match p {
        P::Influence(level) | P::Standing(level) | P::Indicator(level) => bound(desk, level),
        // `by` includes its month, and in the first round somebody may fall.
        P::Fell { before: Some(date), .. } if desk.round_if_there(date) == Some(0) => {
            let message =
                format!("`{path}` is settled beforehand: nobody falls before the first round");
            push(desk, date, message, "give a later date; `before` leaves its month out");
        }
        P::Opposed { who, whom, .. } if who.get_ref() == whom.get_ref() => {
            let message =
                format!("`{path}` is settled beforehand: nobody takes a stand against himself");
            push(desk, whom, message, "name somebody else");
        }
        P::Plots { against: Some(against), by: Some(by), .. }
            if against.get_ref() == by.get_ref() =>
        {
            let message = format!("`{path}` is settled beforehand: nobody plots against himself");
            push(desk, by, message, "name somebody else, or leave one of the two out");
        }
        P::Holds { office, at, .. } => {
            if let Some(why) = not_there(desk, polity, office, at) {
                let message = format!("`{path}` is settled beforehand: {why}");
                push(desk, at, message, "choose a date on which there is the office");
            }
        }
        P::Paramount { by, .. } => {
            if let Some(first) = first_paramount(polity)
                .filter(|first| desk.round_if_there(by).is_some_and(|round| round < *first))
            {
                let first = desk.calendar.label(first);
                let message =
                    format!("`{path}` is settled beforehand: nobody is paramount before {first}");
                let hint = "choose a later date: `parameters.paramount_months` says how long a man \
                            must have led by far";
                push(desk, by, message, hint);
            }
        }
        P::Executions { at_least, .. }
        | P::LineTurns { at_least, .. }
        | P::Plots { at_least, .. }
            if *at_least == Some(0) =>
        {
            let message = format!("`{path}` is settled beforehand: \"at least 0\" is always so");
            push(desk, id, message, "ask for 1 or more");
        }
        P::All(each) | P::Any(each) => {
            if each.is_empty() {
                let is = if matches!(p, P::All(_)) { "always" } else { "never" };
                let message = format!("`{path}` is settled beforehand: an empty list {is} holds");
                push(desk, id, message, "list at least one proposition");
            }
            each.iter().for_each(|p| settled(desk, polity, path, id, p));
        }
        P::Not(p) => settled(desk, polity, path, id, p),
        _ => {}
    }
}

/// Why nobody holds an office on a date: it has not opened yet, or has closed.
fn not_there(
    desk: &Desk<'_>,
    polity: &Polity,
    office: &Placed<String>,
    at: &Placed<String>,
) -> Option<String> {
    let round = desk.round_if_there(at)?;
    let office = &polity.offices[desk.index(Room::Offices, office.get_ref())?];
    if let Some(opens) = office.opens.filter(|opens| *opens > round) {
        let opens = desk.calendar.label(opens);
        return Some(format!("the office `{}` is there from {opens} on only", office.id));
    }
    let closes = desk.calendar.label(office.closes.filter(|closes| *closes <= round)?);
    Some(format!("the office `{}` is abolished in {closes}", office.id))
}

/// The first round in which somebody can be paramount: he must have led for so many months. `None`
/// where their number is changed in play.
fn first_paramount(polity: &Polity) -> Option<Round> {
    const MONTHS: &str = "parameters.paramount_months";
    let num = polity.ledger.find(MONTHS)?;
    let sets = |deed: &Deed| matches!(deed, Deed::Set(set) if set.iter().any(|(n, _)| *n == num));
    if polity.interventions.iter().any(|one| sets(&one.deed)) {
        return None;
    }
    let quantity = polity.ledger.quantity(num);
    let least = match quantity.spread {
        Spread::Fixed => quantity.central,
        Spread::Uniform { low, .. } => low,
        Spread::Normal { .. } => quantity.valid.0,
    };
    let month = polity.calendar.months_per_round();
    (0..polity.calendar.rounds).find(|round| (*round + 1) as f64 * month >= least)
}

fn push(desk: &mut Desk<'_>, at: &Placed<String>, message: String, hint: &str) {
    let finding = Finding::new(Code::SettledQuestion, desk.place(at), message).hint(hint);
    desk.findings.push(finding);
}
