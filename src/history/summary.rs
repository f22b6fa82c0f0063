//! The summary a terminal shows: the answer first.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::engine::{Aim, Fall, Fate, Measures, Plan, Showdown};
use crate::polity::{OfficeIx, Who};
use crate::statistics::hundredths;

use super::Account;
use super::columns::{cut, pad, set, width_of};
use super::words::{capital, list, stopped};

/// The widest and narrowest a summary gets, in columns.
const WIDTH: (usize, usize) = (60, 100);
/// Falls told before the rest are only counted.
const FALLS: usize = 12;

/// The summary of a history for a terminal of so many columns (60 to 100 are used). `folder` holds
/// `files`; without files nothing is said of them.
pub fn summary(account: &Account<'_>, width: usize, folder: &str, files: &[String]) -> String {
    let width = width.clamp(WIDTH.0, WIDTH.1);
    let a = account;
    let mut lines = vec![head(a, width), String::new()];
    lines.extend(set(&answer(a), width, " ", " "));
    lines.push(String::new());
    let falls = falls(a, width);
    if !falls.is_empty() {
        lines.extend(falls);
        lines.push(String::new());
    }
    lines.extend(who_led(a, width));
    if !a.answers.is_empty() {
        lines.push(String::new());
        lines.extend(questions(a, width));
    }
    lines.push(String::new());
    let sermon = "One history is an anecdote: `interregnum ensemble` plays two thousand.";
    lines.extend(set(sermon, width, " ", " "));
    if !files.is_empty() {
        lines.push(format!(" {}", place(folder, files)));
    }
    let mut out = lines.iter().map(|l| l.trim_end()).collect::<Vec<_>>().join("\n");
    out.push('\n');
    out
}

fn head(a: &Account<'_>, width: usize) -> String {
    let mut left = format!(" {}, seed {}", a.scenario, a.seed);
    if a.history != 0 {
        left.push_str(&format!(", history {}", a.history));
    }
    if a.drawn {
        left.push_str(", drawn");
    }
    if a.edited {
        left.push_str(", edited");
    }
    let right = format!("{} to {}", a.words(0), a.words(a.last()));
    let gap = width.saturating_sub(width_of(&left) + width_of(&right)).max(2);
    format!("{left}{}{right}", " ".repeat(gap))
}

/// Who came out on top.
fn answer(a: &Account<'_>) -> String {
    let m = &a.log.measures;
    let mut reigns: Vec<(Who, usize, usize)> = Vec::new();
    for (round, who) in m.paramount.iter().enumerate() {
        let Some(who) = *who else { continue };
        match reigns.last_mut() {
            Some((last, _, to)) if *last == who && *to + 1 >= round => *to = round,
            _ => reigns.push((who, round, round)),
        }
    }
    let Some(&last) = m.first.last() else { return "Nothing was played.".to_owned() };
    let total = |who: Who| -> usize {
        reigns.iter().filter(|reign| reign.0 == who).map(|&(_, from, to)| to + 1 - from).sum()
    };
    let longest = reigns.iter().map(|reign| reign.0).max_by_key(|&who| (total(who), Reverse(who)));
    let Some(who) = longest else {
        let share = hundredths(a.influence(a.last(), last));
        let name = a.in_prose(last);
        if let Some(led) = led_throughout(m, last) {
            let name = capital(&name);
            return format!(
                "{name} {led}, but was never beyond challenge: at the end with {share} in \
                 100 of the influence."
            );
        }
        return format!(
            "Nobody came out on top for good: {name} leads at the end, with {share} in 100 of the \
             influence."
        );
    };
    let paramount = total(who);
    reigns.retain(|reign| reign.0 == who);
    let to = reigns[reigns.len() - 1].2;
    let (name, reign) = (capital(&a.in_prose(who)), reign(a, &reigns));
    let year = (12.0 / a.polity.calendar.months_per_round()) as usize;
    let led = |who: Who| m.first.iter().filter(|first| **first == who).count();
    let mut at_end = last == who && to < a.last();
    let mut text = if paramount >= year {
        format!("{name} came out on top: paramount {reign}")
    } else if to == a.last() {
        format!("{name} came out on top only late: paramount {reign}")
    } else if m.first.iter().all(|&other| led(other) <= led(who)) {
        let led = led_throughout(m, who).unwrap_or(if at_end {
            "led longest and leads at the end"
        } else {
            "led longest"
        });
        at_end = false;
        format!("{name} {led}, but was paramount only {reign}")
    } else {
        format!("Nobody came out on top for long: {} was paramount {reign}", a.in_prose(who))
    };
    if last != who {
        text.push_str(&format!("; {} leads at the end", a.in_prose(last)));
    } else if at_end {
        text.push_str(", and first at the end");
    }
    stopped(&text)
}

/// That somebody led all the time, or all but a month or two now and then; `None` if he did not.
fn led_throughout(m: &Measures, who: Who) -> Option<&'static str> {
    if m.first.iter().all(|first| *first == who) {
        return Some("led throughout");
    }
    let told = m.leads();
    (told.len() == 1 && told[0].1 == who).then_some("led almost throughout")
}

/// When somebody was paramount, and what became of him, however long after: nobody is to be thought
/// to have lived and led on. Each of `reigns` has who, and the first and last round.
fn reign(a: &Account<'_>, reigns: &[(Who, usize, usize)]) -> String {
    let (who, from, to) = (reigns[0].0, reigns[0].1, reigns[reigns.len() - 1].2);
    let times = if reigns.len() > 1 { "at times " } else { "" };
    let open = format!("{times}from {}", a.words(from));
    let whole = match to {
        to if to == a.last() => format!("{open} to the end"),
        to if to == from => a.when(from),
        to => format!("{open} to {}", a.words(to)),
    };
    let fell = a.log.falls.iter().find(|f| f.who == who && f.fate.is_fall()).map(|f| f.at);
    let died = a.log.deaths.iter().find(|&&(dead, _)| dead == who).map(|&(_, at)| at);
    let ends_it = |at: usize| at <= to + 1 && from < to;
    match (fell, died) {
        (Some(at), _) if ends_it(at) => format!("{open}, brought down {}", a.when(at)),
        (Some(at), _) => format!("{whole}, brought down {}", a.when(at)),
        (None, Some(at)) if ends_it(at) => format!("{open} until death {}", a.when(at)),
        (None, Some(at)) => format!("{whole}, and died {}", a.when(at)),
        (None, None) => whole,
    }
}

/// Whether a fall is told: all that are for good, and of those that cost an office that of whoever
/// led, of an office than which none answers for more, and whatever a higher organ decided.
fn matters(a: &Account<'_>, fall: &Fall) -> bool {
    let led = || {
        let before = fall.at.checked_sub(1).and_then(|at| a.log.measures.first.get(at));
        before == Some(&fall.who)
    };
    let Some(s) = a.log.showdowns.get(fall.showdown) else { return fall.fate.is_fall() };
    let weight = |office: OfficeIx| a.values[a.polity.offices[office].responsibility];
    let weightiest = || {
        let there = |office: &OfficeIx| {
            let office = &a.polity.offices[*office];
            office.opens.is_none_or(|at| at <= fall.at)
                && office.closes.is_none_or(|at| at > fall.at)
        };
        let most = (0..a.polity.offices.len()).filter(there).map(weight).fold(0.0, f64::max);
        a.log.office_lost(fall).is_some_and(|office| weight(office) >= most)
    };
    fall.fate.is_fall() || (is_relieved(a, fall) && (led() || s.heard() || weightiest()))
}

/// Whether somebody loses an office, and is not brought down in the same month.
fn is_relieved(a: &Account<'_>, fall: &Fall) -> bool {
    fall.fate == Fate::LostOffice && !a.log.brought_down(fall.who, fall.at)
}

/// Who fell, how, and what became of them.
fn falls(a: &Account<'_>, width: usize) -> Vec<String> {
    let (fallen, rest): (Vec<&Fall>, Vec<&Fall>) = a.log.falls.iter().partition(|f| matters(a, f));
    // A single one takes no more room than the line that would count it.
    let most = if fallen.len() == FALLS + 1 { fallen.len() } else { FALLS };
    let shown = &fallen[..fallen.len().min(most)];
    let what = |f: &Fall| if f.fate.is_fall() { "falls" } else { "relieved" };
    let who: Vec<String> =
        shown.iter().map(|f| format!("{} {}", a.short(f.who), what(f))).collect();
    let first = who.iter().map(|w| width_of(w)).max().unwrap_or(0);
    let month = shown.iter().map(|f| width_of(&a.label(f.at))).max().unwrap_or(0);
    let fate_width = 13;
    let middle = width.saturating_sub(3 + month + 2 + first + 2 + 2 + fate_width).max(16);
    let hows: Vec<String> = shown.iter().map(|f| how(a, f, middle)).collect();
    let middle = hows.iter().map(|how| width_of(how)).max().unwrap_or(0);
    let mut lines: Vec<String> = shown
        .iter()
        .zip(who)
        .zip(hows)
        .map(|((f, who), how)| {
            format!(
                "   {}  {}  {}  {}",
                pad(&a.label(f.at), month),
                pad(&who, first),
                pad(&how, middle),
                fate(f.fate)
            )
        })
        .collect();
    let lost = rest.iter().filter(|fall| is_relieved(a, fall)).count();
    lines.extend(left_out(fallen.len() - shown.len(), lost, shown.is_empty()));
    lines
}

/// What is said of falls that are not told, and of so many posts `lost` that are not weighty enough.
fn left_out(more: usize, lost: usize, first: bool) -> Option<String> {
    let posts = if lost == 1 { "post" } else { "posts" };
    let lost = match lost {
        0 => None,
        n => Some(format!("{n} lesser {posts} lost; see the chronicle")),
    };
    let and = if first { "" } else { "and " };
    Some(match (more, lost) {
        (0, None) => return None,
        (0, Some(lost)) => format!("   {and}{lost}"),
        (n, None) => format!("   and {n} more"),
        (n, Some(lost)) => format!("   and {n} more, and {lost}"),
    })
}

fn fate(fate: Fate) -> &'static str {
    match fate {
        Fate::Reprimanded => "reprimanded",
        Fate::LostOffice => "lost office",
        Fate::MinorPost => "minor post",
        Fate::Expelled => "expelled",
        Fate::Retired => "pensioned off",
        Fate::Imprisoned => "prison",
        Fate::Executed => "executed",
    }
}

/// By what someone fell, in at most so many columns.
fn how(a: &Account<'_>, fall: &Fall, width: usize) -> String {
    let Some(s) = a.log.showdowns.get(fall.showdown) else { return String::new() };
    if !fall.as_target {
        let against = format!("for a failed move against {}", a.short(s.target));
        let forms = [against.as_str(), "for a failed move", "failed move"];
        let fits = forms.into_iter().find(|told| width_of(told) <= width);
        return fits.map_or_else(|| cut("failed move", width), str::to_owned);
    }
    if s.plan == Plan::Troops || s.aim == Aim::Arrest {
        return fit(&format!("arrest by {}", members(a, s)), width);
    }
    let lost = a.log.office_lost(fall).map(|office| format!("as {}", a.office(office)));
    let office = lost.as_ref().map_or_else(String::new, |lost| format!("{lost}, "));
    let votes: Vec<(&str, u32, u32)> = a.votes(s).collect();
    let counts = |from: usize| {
        let each = votes[from..].iter();
        let each = each.map(|(organ, ayes, noes)| format!("{organ} {ayes} to {noes}"));
        each.collect::<Vec<_>>().join(", ")
    };
    let Some(&(_, ayes, noes)) = votes.last() else {
        return fit(&format!("{office}by {}", members(a, s)), width);
    };
    // Of several bodies the last decides; what room there is goes to the office that was lost, and then
    // to that body.
    let told = (0..votes.len()).map(|from| format!("{office}{}", counts(from)));
    let brief = lost.map(|lost| [format!("{lost}, {ayes} to {noes}"), lost]);
    let last = counts(votes.len() - 1);
    told.chain(brief.into_iter().flatten())
        .chain([last.clone(), format!("{ayes} to {noes}")])
        .find(|told| width_of(told) <= width)
        .unwrap_or_else(|| cut(&last, width))
}

fn members(a: &Account<'_>, s: &Showdown) -> String {
    s.members.iter().map(|&who| a.short(who)).collect::<Vec<_>>().join(", ")
}

/// How long each led, as bars in the order in which they first did; those who led only briefly
/// together, so that all adds up.
fn who_led(a: &Account<'_>, width: usize) -> Vec<String> {
    let m = &a.log.measures;
    let mut order: Vec<Who> = Vec::new();
    let mut rounds: BTreeMap<Who, (usize, usize)> = BTreeMap::new();
    for (round, &who) in m.first.iter().enumerate() {
        if !order.contains(&who) {
            order.push(who);
        }
        let paramount = m.paramount.get(round).copied().flatten() == Some(who);
        let entry = rounds.entry(who).or_default();
        if paramount { entry.1 += 1 } else { entry.0 += 1 }
    }
    let Some(most) = rounds.values().map(|(a, b)| a + b).max() else { return Vec::new() };
    let (long, brief): (Vec<Who>, Vec<Who>) =
        order.iter().partition(|who| rounds[who].0 + rounds[who].1 > most / 40);
    // A single one takes no more room than a row for others would.
    let (long, brief) = if brief.len() > 1 { (long, brief) } else { (order, Vec::new()) };
    let mut rows: Vec<(&str, usize, usize)> =
        long.iter().map(|who| (a.short(*who), rounds[who].0, rounds[who].1)).collect();
    if !brief.is_empty() {
        let (led, paramount) = brief
            .iter()
            .map(|who| rounds[who])
            .fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        rows.push(("others", led, paramount));
    }
    let most = rows.iter().map(|row| row.1 + row.2).max().unwrap_or(most);
    let name = rows.iter().map(|row| width_of(row.0)).max().unwrap_or(0);
    let room = width.saturating_sub(16 + name + 2 + 30).clamp(8, 44);
    let blocks = |n: usize| (n * room).div_ceil(most.max(1));
    let mut lines = Vec::new();
    for (k, (who, led, paramount)) in rows.into_iter().enumerate() {
        let whole = blocks(led + paramount);
        let full = if paramount == 0 { 0 } else { blocks(paramount).min(whole) };
        let head = if k == 0 { " Who led        " } else { "                " };
        let bar = format!("{}{}", "░".repeat(whole - full), "▇".repeat(full));
        let unit = a.polity.calendar.unit.word();
        let unit = if led + paramount == 1 { unit.to_owned() } else { format!("{unit}s") };
        let length = match (led, paramount) {
            (_, 0) => format!("{led} {unit}"),
            _ => format!("{} {unit}, paramount {paramount}", led + paramount),
        };
        lines.push(format!("{head}{}  {bar} {length}", pad(who, name)));
    }
    lines
}

fn questions(a: &Account<'_>, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for (k, question) in a.answers.iter().enumerate() {
        let head = if k == 0 { " Your questions " } else { "                " };
        let answer = match question.answer {
            Some(true) => "yes",
            Some(false) => "no",
            None => "-",
        };
        let moot = if question.answer.is_none() { " (does not arise)" } else { "" };
        let (ask, head) =
            (format!("{}{moot}", question.ask), format!("{head}{}  ", pad(answer, 3)));
        lines.extend(set(&ask, width, &head, &" ".repeat(21)));
    }
    lines
}

/// A text that ends in names, cut to a width where it is too long: the names that find no room are
/// counted.
fn fit(text: &str, width: usize) -> String {
    if width_of(text) <= width {
        return text.to_owned();
    }
    let parts: Vec<&str> = text.split(", ").collect();
    for kept in (1..parts.len()).rev() {
        let shorter = format!("{} and {} more", parts[..kept].join(", "), parts.len() - kept);
        if width_of(&shorter) <= width {
            return shorter;
        }
    }
    cut(text, width)
}

/// Files in one line: what is there, grouped, most wanted first.
fn place(folder: &str, files: &[String]) -> String {
    let charts = files.iter().filter(|f| f.ends_with(".png")).count();
    let tables = files.iter().filter(|f| f.ends_with(".csv") && !f.contains('/')).count();
    let mut what: Vec<String> = ["report.html", "chronicle.md"]
        .into_iter()
        .filter(|wanted| files.iter().any(|f| f == wanted))
        .map(str::to_owned)
        .collect();
    for (n, noun) in [(charts, "chart"), (tables, "table")] {
        match n {
            0 => {}
            1 => what.push(format!("1 {noun}")),
            _ => what.push(format!("{n} {noun}s")),
        }
    }
    format!("{folder}  {}", list(&what))
}

#[cfg(test)]
mod tests;
