//! One pair in full: where it parts, why, and what comes of it.

use std::collections::BTreeSet;

use crate::counterfactual::{
    Change, Ground, Parting, Sign, Told, Turn, Twins, changes, own_interventions, parting, turns,
};
use crate::engine::{Detail, Log, Luck, Occurrence};
use crate::history::{Month, capital, chronicle, deed, pad, plain_markdown, stepping_in};
use crate::polity::{Calendar, Crisis, Deed, Polity, Quantity, Round, Spread, Values};
use crate::statistics::plain;

use super::super::account;
use super::super::lines::wrap;
use super::{Found, Meant};

/// Most consequences told.
const MOST: usize = 10;

/// One pair, played with everything that happened.
pub(super) struct One {
    pub history: u64,
    pub base: Log,
    pub whatif: Log,
    pub parting: Option<Parting>,
    /// Where it parts and what comes of it, in paragraphs.
    pub told: Vec<String>,
    /// Months of both chronicles, side by side.
    pub months: Vec<Beside>,
}

/// A month in both chronicles.
pub(super) struct Beside {
    pub label: String,
    pub base: Vec<String>,
    pub whatif: Vec<String>,
}

impl One {
    /// Short name for a leader's id, as flows have them.
    pub fn name<'a>(&'a self, id: &'a str) -> &'a str {
        let known = self.base.cast.iter().chain(&self.whatif.cast).find(|f| f.id == id);
        let risen = if id.starts_with("other_") { "another" } else { "someone risen since" };
        known.map_or(risen, |figure| &figure.short)
    }
}

/// Plays one pair and looks into it.
pub(super) fn play(meant: &Meant, twins: &Twins<'_>, seed: u64, history: u64) -> One {
    let pair = twins.pair(seed, history, Detail::Full);
    let base = Told { polity: twins.base.polity, log: &pair.base };
    let whatif = Told { polity: twins.whatif.polity, log: &pair.whatif };
    let parting = parting(base, whatif);
    let turns = parting.as_ref().map_or_else(Vec::new, |p| {
        // What they part by is told already.
        let told = |turn: &Turn| {
            let side = if turn.whatif { &p.whatif } else { &p.base };
            turn.at == p.at && turn.elsewhen.is_none() && side.as_ref() == Some(&turn.words)
        };
        turns(base, whatif, p.at).into_iter().filter(|turn| !told(turn)).collect()
    });
    let luck = Luck { seed, history, branch: 0 };
    let values = [twins.base.values(luck), twins.whatif.values(luck)];
    let polity = &meant.base.polity;
    let apart = parting.as_ref().map(|p| p.at);
    let changed = apart.map_or_else(Vec::new, |apart| changed(meant, &values, apart));
    let told = told(polity, history, parting.as_ref(), &turns, &changed);
    let months = beside(meant, [&pair.base, &pair.whatif], &values, luck, apart);
    One { history, base: pair.base, whatif: pair.whatif, parting, told, months }
}

fn told(
    polity: &Polity,
    history: u64,
    parting: Option<&Parting>,
    turns: &[Turn],
    changed: &[String],
) -> Vec<String> {
    let Some(p) = parting else {
        return vec![format!(
            "World {history}: the twins never part. Nothing that was decided read the change \
             otherwise enough to be decided otherwise."
        )];
    };
    let calendar = &polity.calendar;
    let mut text = format!("World {history}: the twins part {}.", calendar.when(p.at));
    text += &match (&p.base, &p.whatif) {
        (None, Some(deed)) if p.ground == Ground::Deed => {
            format!(" The change steps in: {deed}.")
        }
        (Some(deed), None) if p.ground == Ground::Deed => {
            format!(" In the base, {deed}; the change leaves that out.")
        }
        (Some(base), Some(whatif)) => {
            format!(" In the base, {base}; with the change, {whatif}.")
        }
        (Some(base), None) => {
            format!(" In the base, {base}; with the change, it does not happen then.")
        }
        (None, Some(whatif)) => {
            format!(" With the change, {whatif}; in the base, it does not happen then.")
        }
        (None, None) => String::new(),
    };
    text += &reason(polity, p, changed);
    if let Some(first) = p.first.as_ref().filter(|first| first.at < p.at || p.reads.is_empty()) {
        let what = weighed(std::slice::from_ref(first), |sign| read(polity, sign));
        text += &format!(
            " The first sign of the change came {}, before it altered any deed: {}.",
            calendar.when(first.at),
            what.unwrap_or_default()
        );
    }
    let mut all = vec![text];
    if !turns.is_empty() {
        all.push(consequences(calendar, turns));
    }
    all
}

/// Why the twins part there, in a sentence; empty where the change itself has just been told.
fn reason(polity: &Polity, p: &Parting, changed: &[String]) -> String {
    let change = match changed {
        [] => String::new(),
        [only] => format!(" ({only})"),
        [first, rest @ ..] => format!(" ({first}, and {} more)", rest.len()),
    };
    // What was weighed otherwise, where another thing is what they part by.
    let otherwise = || match weighed(&p.reads, |sign| read(polity, sign)) {
        Some(weighed) => format!(" What was weighed otherwise was {weighed}."),
        None => format!(" Behind it is the change{change}."),
    };
    match &p.ground {
        Ground::Deed => String::new(),
        Ground::Settled(deed) => format!(" That is the change itself: {deed}."),
        Ground::Readings => {
            let weighed = weighed(&p.reads, |sign| read(polity, sign));
            format!(" What it turned on was {}.", weighed.unwrap_or_default())
        }
        Ground::NotOpen { whatif, who, deed } => {
            let world = if *whatif { "With the change" } else { "In the base" };
            format!(" {world}, {deed} was not open to {who}.{}", otherwise())
        }
        Ground::NotInMind { whatif, who } => {
            let world = if *whatif { "With the change" } else { "In the base" };
            format!(" {world}, an open move did not come to {who}'s mind.{}", otherwise())
        }
        Ground::Same => {
            format!(" Both weighed the same there; it is the change itself that decides{change}.")
        }
        Ground::Apart => {
            format!(" Each weighed something else there; behind it is the change{change}.")
        }
        Ground::OneSided => format!(
            " What was weighed there has nothing to be set against it in the other world; behind it is the change{change}."
        ),
        Ground::Unweighed => format!(" Nobody weighed it: it is the change itself{change}."),
    }
}

/// What was read, with the name of an option for its id.
fn read(polity: &Polity, sign: &Sign) -> String {
    let (before, after) = if sign.read.starts_with("support for ") {
        ("support for ", "")
    } else {
        ("chance that ", " comes off")
    };
    let id = sign.read.strip_prefix(before).and_then(|rest| rest.strip_suffix(after));
    let Some(id) = id else { return sign.read.clone() };
    let ways = polity.crises.iter().flat_map(|crisis| {
        crisis.options.iter().filter(|way| way.id == id).map(move |way| (crisis, way))
    });
    // Options of several crises may have the same id.
    let best = ways.max_by_key(|(crisis, _)| sign.event.contains(&crisis.name));
    match best {
        Some((_, way)) => format!("{before}\u{201c}{}\u{201d}{after}", way.name),
        None => sign.read.clone(),
    }
}

/// Up to three readings, those left out that look the same when rounded, unless all do. `None` if
/// there are none.
fn weighed(reads: &[Sign], name: impl Fn(&Sign) -> String) -> Option<String> {
    let differs = |sign: &&Sign| number(sign.base) != number(sign.whatif);
    let seen: Vec<String> = (reads.iter().filter(differs).take(3))
        .map(|s| format!("the {}: {} instead of {}", name(s), number(s.whatif), number(s.base)))
        .collect();
    if !seen.is_empty() {
        return Some(seen.join("; "));
    }
    reads.first().map(|s| {
        let apart = (s.whatif - s.base).abs();
        let by = if apart < 0.0001 { "less than 0.0001".to_owned() } else { format!("{apart:.4}") };
        format!("the {}: {} in both, but for {by}", name(s), number(s.base))
    })
}

/// What the change does up to the start of a round: the numbers that it touches, as this history has
/// them, what it takes out, and its deeds. What is dated later explains nothing that comes before it.
fn changed(meant: &Meant, values: &[Values; 2], until: Round) -> Vec<String> {
    let [base, whatif] = [&meant.base.polity, &meant.whatif.polity];
    let told = |change: &Change| {
        let path = &change.path;
        let Some(after) = &change.whatif else {
            return format!("{} is taken out", whole(whatif, path));
        };
        let to = match change.set {
            Some(value) => (value, false),
            None => drawn(whatif, &values[1], after),
        };
        let Some(before) = &change.base else {
            let added = whole(base, path);
            return if added == path {
                format!("{path}: {}", one_value(to))
            } else {
                format!("{added} is added")
            };
        };
        let [to, from] = two_values(to, drawn(base, &values[0], before));
        format!("{path}: {to} instead of {from}")
    };
    let is_made =
        |change: &&Change| change.dated.is_none_or(|by| whatif.interventions[by].at <= until);
    let own = own_interventions(base, whatif).into_iter();
    let own = own.filter(|(_, one)| !matches!(one.deed, Deed::Set(_)) && one.at <= until);
    let deeds = own.map(|(_, one)| deed(whatif, &one.deed));
    let mut all: Vec<String> =
        changes(base, whatif).iter().filter(is_made).map(told).chain(deeds).collect();
    // Of what is taken out, every number is gone; of what is added, every number is new.
    let mut seen = BTreeSet::new();
    all.retain(|one| seen.insert(one.clone()));
    all
}

/// The value of a number in this history, and whether it was drawn. Whole numbers never are.
fn drawn(polity: &Polity, values: &Values, quantity: &Quantity) -> (f64, bool) {
    let value = polity.ledger.find(&quantity.path).map_or(quantity.central, |num| values[num]);
    (value, quantity.spread != Spread::Fixed)
}

/// A value as it is written, or to two places where it was drawn.
fn one_value((value, drawn): (f64, bool)) -> String {
    if drawn { number(value) } else { plain(value) }
}

/// Two values that differ, also in words.
fn two_values(one: (f64, bool), other: (f64, bool)) -> [String; 2] {
    let told = [one, other].map(one_value);
    if told[0] == told[1] { [one, other].map(|(value, _)| plain(value)) } else { told }
}

/// The path of the whole thing that a polity does not have, of which a number that it does not have is
/// a part.
fn whole<'p>(polity: &Polity, path: &'p str) -> &'p str {
    let ends = path.match_indices('.').map(|(end, _)| end).skip(1);
    let is_missing = |above: &&str| {
        let beneath = |other: &str| {
            other.strip_prefix(*above).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        // A crisis may be there without any number.
        let own = |crisis: &Crisis| above.strip_prefix("crises.") == Some(&*crisis.id);
        !polity.crises.iter().any(own)
            && !polity.ledger.iter().any(|(_, quantity)| beneath(&quantity.path))
    };
    ends.map(|end| &path[..end]).find(is_missing).unwrap_or(path)
}

/// What follows, by date, a sentence for each month and world.
fn consequences(calendar: &Calendar, turns: &[Turn]) -> String {
    let mut groups: Vec<(Round, bool, Vec<String>)> = Vec::new();
    for turn in turns.iter().take(MOST) {
        let words = match turn.elsewhen {
            Some(then) => {
                let other = if turn.whatif { "in the base" } else { "with the change" };
                format!("{} ({other} only {})", turn.words, calendar.when(then))
            }
            None => turn.words.clone(),
        };
        match groups.last_mut() {
            Some((at, whatif, all)) if *at == turn.at && *whatif == turn.whatif => all.push(words),
            _ => groups.push((turn.at, turn.whatif, vec![words])),
        }
    }
    let sentence = |(at, whatif, words): &(Round, bool, Vec<String>)| {
        let world = if *whatif { "with the change" } else { "in the base" };
        format!("{}, {world}, {}.", capital(&calendar.when(*at)), words.join("; "))
    };
    let mut text: Vec<String> = groups.iter().map(sentence).collect();
    if turns.len() > MOST {
        text.push(format!("And {} more such differences to the end.", turns.len() - MOST));
    }
    format!("What follows. {}", text.join(" "))
}

fn number(x: f64) -> String {
    let text = match x.abs() {
        // Years and counts.
        size if size >= 10.0 && size.fract() == 0.0 => format!("{x:.0}"),
        size if size >= 10.0 => format!("{x:.1}"),
        _ => format!("{x:.2}"),
    };
    if text == "-0.00" { "0.00".to_owned() } else { text.replace('-', "\u{2212}") }
}

/// Both chronicles, month by month. A chronicle knows how things end and tells them accordingly; so
/// that nothing looks like an effect before its cause, what comes before the twins part is told
/// once, as in the base, and what the what-if does there is added.
fn beside(
    meant: &Meant,
    logs: [&Log; 2],
    values: &[Values; 2],
    luck: Luck,
    apart: Option<Round>,
) -> Vec<Beside> {
    let months = |scenario, log, values| -> Vec<Month> {
        let account = account::account(scenario, values, log, luck, true);
        chronicle(&account).years.into_iter().flat_map(|year| year.months).collect()
    };
    let of_base = months(&meant.base, logs[0], &values[0]);
    let of_whatif = months(&meant.whatif, logs[1], &values[1]);
    let calendar = &meant.base.polity.calendar;
    let find = |months: &[Month], label: &str| {
        let month = months.iter().find(|m| m.label == label);
        month.map_or_else(Vec::new, |m| m.paragraphs.clone())
    };
    let steps_in = |round: Round| {
        let now = logs[1].events.iter().filter(move |event| event.at == round);
        now.filter_map(|event| match &event.what {
            Occurrence::Intervention { id, took_hold } => {
                stepping_in(&meant.whatif.polity, id, *took_hold)
            }
            _ => None,
        })
    };
    (0..calendar.rounds)
        .map(|round| {
            let label = capital(&calendar.words(round));
            let base = find(&of_base, &label);
            let whatif = if apart.is_some_and(|apart| round >= apart) {
                find(&of_whatif, &label)
            } else {
                let told = |sentence: &String| base.iter().any(|text| text.contains(sentence));
                let own = steps_in(round).filter(|sentence| !told(sentence));
                own.chain(base.clone()).collect()
            };
            Beside { label, base, whatif }
        })
        .filter(|m| !m.base.is_empty() || !m.whatif.is_empty())
        .collect()
}

/// Both chronicles for a terminal: one column where they are the same, two where they differ.
pub(super) fn side_by_side(one: &One, width: usize) -> String {
    let width = width.clamp(60, 140);
    let column = (width - 4) / 2;
    let mut lines = Vec::new();
    let row = |left: &str, right: &str| format!(" {}  {right}", pad(left, column));
    lines.push(row("THE BASE", "WITH THE CHANGE"));
    for month in &one.months {
        lines.push(String::new());
        if month.base == month.whatif {
            lines.push(format!(" {} (in both)", month.label));
            for paragraph in &month.base {
                wrap(&mut lines, width, " ", " ", paragraph);
            }
            continue;
        }
        lines.push(format!(" {}", month.label));
        let set = |paragraphs: &[String]| {
            let mut set = Vec::new();
            for paragraph in paragraphs {
                wrap(&mut set, column, "", "", paragraph);
            }
            set
        };
        let (left, right) = (set(&month.base), set(&month.whatif));
        for k in 0..left.len().max(right.len()) {
            let of = |lines: &[String]| lines.get(k).cloned().unwrap_or_default();
            let (l, r) = (of(&left), of(&right));
            lines.push(row(&l, &r).trim_end().to_owned());
        }
    }
    lines.join("\n") + "\n"
}

/// Both chronicles as Markdown.
pub(super) fn markdown(found: &Found<'_>) -> String {
    let one = &found.pair;
    let mut text = format!(
        "# World {}, twice\n\nWhat if: {}\n\n",
        one.history,
        plain_markdown(&found.meant.rewrite)
    );
    for paragraph in &one.told {
        text += &format!("{}\n\n", plain_markdown(paragraph));
    }
    text += "| When | The base | With the change |\n|---|---|---|\n";
    let cell = |paragraphs: &[String]| {
        paragraphs.iter().map(|p| plain_markdown(p)).collect::<Vec<_>>().join("<br>")
    };
    for month in &one.months {
        let whatif =
            if month.base == month.whatif { "*the same*".to_owned() } else { cell(&month.whatif) };
        text += &format!("| {} | {} | {whatif} |\n", month.label, cell(&month.base));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sign(read: &str, base: f64, whatif: f64) -> Sign {
        Sign { at: 0, event: String::new(), read: read.to_owned(), base, whatif }
    }

    #[test]
    fn years_are_whole_numbers() {
        assert_eq!([1460.0, 12.5, 2.0].map(number), ["1460", "12.5", "2.00"]);
    }

    #[test]
    fn readings_that_look_the_same_are_left_out_unless_all_do() {
        let told = |reads: &[Sign]| weighed(reads, |sign| sign.read.clone());
        let price = sign("price of losing", 0.6310, 0.6325);
        let hope = sign("hope", 0.25, 0.5);
        let both = told(&[price.clone(), hope]).unwrap();
        assert_eq!(both, "the hope: 0.50 instead of 0.25");
        assert_eq!(told(&[price]).unwrap(), "the price of losing: 0.63 in both, but for 0.0015");
        assert_eq!(
            told(&[sign("x", 0.5, 0.5 - 1e-7)]).unwrap(),
            "the x: 0.50 in both, but for less than 0.0001"
        );
        assert_eq!(told(&[]), None);
    }

    fn one(name: &str, history: u64) -> One {
        let meant = super::super::meant::meant(name, &[], None, None);
        let meant = meant.unwrap_or_else(|_| panic!("{name} is built in"));
        play(&meant, &super::super::twins(&meant), 1953, history)
    }

    #[test]
    fn where_the_change_steps_in_that_is_told_and_nothing_else_is_looked_for() {
        for history in 0..3 {
            let told = one("beria-gone", history).told;
            let start = format!(
                "World {history}: the twins part in April 1953. The change steps in: Beria dies."
            );
            assert!(told[0].starts_with(&start), "{}", told[0]);
            assert!(!told[0].contains("Nobody weighed"), "{}", told[0]);
        }
    }

    #[test]
    fn where_something_was_not_open_it_is_told_what_was_weighed_otherwise() {
        let mut found = 0;
        let names = ["no-appointments", "khrushchev-warned", "malenkov-keeps-secretariat"];
        for (name, history) in names.iter().flat_map(|name| (0..10).map(move |h| (name, h))) {
            let one = one(name, history);
            let Some(parting) = &one.parting else { continue };
            if !matches!(parting.ground, Ground::NotInMind { .. } | Ground::NotOpen { .. }) {
                continue;
            }
            let otherwise = ["What was weighed otherwise was the ", "Behind it is the change ("];
            assert!(otherwise.iter().any(|text| one.told[0].contains(text)), "{}", one.told[0]);
            found += 1;
        }
        assert!(found > 3, "{found}");
    }

    #[test]
    fn a_parting_is_laid_to_what_has_changed_by_then() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("late.toml");
        let text = "extends = \"ussr-1953\"\nremove = [\"crises.suez\"]\n\
                    [whatif]\nrewrite = \"Later\"\nbecause = \"ours\"\n\
                    [interventions.ill]\nat = \"1957-06\"\naway = \"zhukov\"\nuntil = \"1957-09\"\n\
                    [interventions.late]\nat = \"1958-01\"\nset = { \"norms.terror\" = 0.1 }\n";
        std::fs::write(&path, text).unwrap();
        let meant = super::super::meant::meant(&path.display().to_string(), &[], None, None);
        let meant = meant.unwrap_or_else(|_| panic!("it can be played"));
        let values = [&meant.base, &meant.whatif].map(|of| of.polity.ledger.central());
        let round = |year: usize, month: usize| (year - 1953) * 12 + month - 3;
        let until = |at| changed(&meant, &values, at);
        let out = ["crises.suez is taken out"];
        assert_eq!(until(round(1957, 5)), out);
        assert_eq!(until(round(1957, 6)).len(), 2);
        let all = until(round(1958, 1));
        let terror = |words: &String| words.starts_with("norms.terror: 0.1 instead of ");
        assert!(all.len() == 3 && all.iter().any(terror), "{all:?}");
    }

    /// What the change does, with these edits of the baseline.
    fn changed_by(edits: &[&str]) -> Vec<String> {
        let edits: Vec<String> = edits.iter().map(|edit| (*edit).to_owned()).collect();
        let meant = super::super::meant::meant("ussr-1953", &edits, None, None);
        let meant = meant.unwrap_or_else(|_| panic!("it can be played"));
        let values = [&meant.base, &meant.whatif].map(|of| of.polity.ledger.central());
        changed(&meant, &values, 0)
    }

    #[test]
    fn a_change_is_told_as_it_is_written() {
        let told = changed_by(&["parameters.death_at_sixty=0.0015"]);
        assert!(
            told[0].starts_with("parameters.death_at_sixty: 0.0015 instead of 0.00"),
            "{told:?}"
        );
        let told = changed_by(&["principals.malenkov.born=1912"]);
        assert_eq!(told, ["principals.malenkov.born: 1912 instead of 1902"]);
        // What was drawn is told to two places, unless that hides the change.
        assert_eq!(two_values((0.5, false), (0.312_345, true)), ["0.5", "0.31"]);
        assert_eq!(two_values((0.31, false), (0.312_345, true)), ["0.31", "0.312345"]);
    }

    #[test]
    fn who_is_added_is_named_and_not_by_his_first_number() {
        let meant = super::super::meant::meant("khrushchev-warned", &[], None, None);
        let meant = meant.unwrap_or_else(|_| panic!("it is built in"));
        let values = [&meant.base, &meant.whatif].map(|of| of.polity.ledger.central());
        let told = changed(&meant, &values, 0);
        let own = |one: &&String| one.starts_with("principals.khrushchev");
        let own: Vec<&String> = told.iter().filter(own).collect();
        assert_eq!(own, ["principals.khrushchev is added"], "{told:?}");
        // A number that joins others of its kind is told by what it is.
        let share = "cadres.government.patrons.khrushchev: 0.05".to_owned();
        assert!(told.contains(&share), "{told:?}");
    }

    #[test]
    fn before_the_twins_part_the_two_columns_are_one() {
        let mut same = 0;
        for (name, steps_in) in [("hungary-let-go", true), ("good-harvests", false)] {
            let apart = |one: &One| one.parting.as_ref().map(|parting| parting.at);
            let mut each = (1..40).map(|history| one(name, history));
            let one = each.find(|one| apart(one).is_some()).expect("some part");
            let apart = apart(&one).expect("they part");
            let calendar = crate::polity::Calendar::words;
            let polity = super::super::meant::meant(name, &[], None, None);
            let polity = polity.unwrap_or_else(|_| panic!("{name} is built in")).base.polity;
            let until: Vec<String> = (0..apart).map(|r| calendar(&polity.calendar, r)).collect();
            let mut told = 0;
            for month in one.months.iter().filter(|month| until.contains(&month.label)) {
                let own = |text: &&String| !text.starts_with("Here the what-if steps in: ");
                let rest: Vec<&String> = month.whatif.iter().filter(own).collect();
                told += month.whatif.len() - rest.len();
                assert_eq!(rest, month.base.iter().collect::<Vec<_>>(), "{name}: {}", month.label);
                same += 1;
            }
            assert!(!steps_in || told == 1, "{name}: {told}");
        }
        assert!(same > 5, "{same}");
    }
}
