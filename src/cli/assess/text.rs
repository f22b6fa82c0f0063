//! What the terminal shows.

use crate::assess::{Null, Where};
use crate::cli::whatif::{grouped, hundred, wrap};

use super::found::{Assessed, Found};

/// What is said about a score of one history.
pub(super) fn caution(bits: f64) -> String {
    format!(
        "One record says only so much: even a model that knew it by heart could gain no more than what \
         equal chances lose, here {bits:.1} bits. Less than about three bits between two scores is one \
         lucky guess of eight."
    )
}

/// The rule in words, for tables.
pub(super) fn null_words(null: Null) -> &'static str {
    match null {
        Null::EqualChances => "equal chances",
        Null::ConstantHazard => "constant monthly hazard",
        Null::Apparatus => "the head of the apparatus wins",
    }
}

/// The assessment for a terminal of so many columns.
pub(super) fn text(found: &Found, width: usize) -> String {
    let width = width.clamp(72, 100);
    let a = found.main();
    let calendar = &a.yardstick.polity.calendar;
    let mut lines = Vec::new();
    let left = format!(" {} against the record", a.scenario.id);
    let until = calendar.words(a.yardstick.last());
    let right = format!("{} histories, seed {}, to {until}", grouped(found.runs), found.seed);
    let gap = (width.saturating_sub(left.chars().count() + right.chars().count())).max(2);
    lines.push(format!("{left}{}{right}", " ".repeat(gap)));
    lines.push(String::new());
    entries(&mut lines, width, a);
    lines.push(String::new());
    scores(&mut lines, width, a);
    lines.push(String::new());
    questions(&mut lines, width, a);
    lines.push(String::new());
    for paragraph in [itself(a), ranges(a)].into_iter().flatten() {
        wrap(&mut lines, width, " ", " ", &paragraph);
    }
    skipped(&mut lines, width, a);
    lines.join("\n") + "\n"
}

/// Each entry: how often within its window, where it lies, what it costs given those before.
fn entries(lines: &mut Vec<String>, width: usize, a: &Assessed) {
    let room = width - 54;
    lines.push(format!(
        " {:<7}  {:<room$}  {:>6}  {:<19}  {:>10}",
        "", "in 100 histories", "within", "the record lies in", "given all"
    ));
    lines.push(format!(
        " {:<7}  {:<room$}  {:>6}  {:<19}  {:>10}",
        "in fact", "what happened", "window", "", "before it"
    ));
    for (k, (entry, place)) in a.yardstick.entries.iter().zip(&a.places).enumerate() {
        let given = a.chain.steps.get(k).map_or_else(String::new, |step| hundred(step.chance));
        lines.push(format!(
            " {:<7}  {:<room$}  {:>6}  {:<19}  {given:>10}",
            a.yardstick.polity.calendar.label(entry.at),
            cut(&entry.text, room),
            hundred(place.agree.p),
            place.lies.words(),
        ));
    }
    let tail = a.places.iter().filter(|p| p.lies != Where::Bulk).count();
    let bulk = a.places.len() - tail;
    lines.push(format!(" {bulk} of {} lie in the bulk, {tail} in a tail.", a.places.len()));
}

/// The chain against the rules.
fn scores(lines: &mut Vec<String>, width: usize, a: &Assessed) {
    let steps = a.chain.steps.len();
    let stopped = a.chain.stopped.map_or_else(String::new, |stopped| {
        format!(
            ", up to where too few histories are left: {} before {}",
            stopped.left, a.yardstick.entries[stopped.entry].id
        )
    });
    let told = format!(
        "The record as a chain, each entry given those before: {steps} of {} entries{stopped}. \
         Surprise in bits; less is better, a coin has one for each entry.",
        a.yardstick.entries.len()
    );
    wrap(lines, width, " ", " ", &told);
    let line = |words: &str, bits: f64, error: &str| {
        let each = if steps == 0 { 0.0 } else { bits / steps as f64 };
        format!("   {words:<32}{bits:>7.1} {error:<7}  {each:>5.2} an entry")
    };
    let error = format!("\u{b1} {:.1}", a.chain.error(steps));
    lines.push(line("the model", a.chain.bits(steps), &error));
    for (null, _) in &a.nulls {
        match a.null_bits(*null, steps) {
            Some(bits) => lines.push(line(null_words(*null), bits, "")),
            None => lines.push(format!("   {:<32}nobody heads it", null_words(*null))),
        }
    }
    if let Some(bits) = a.null_bits(Null::EqualChances, steps) {
        wrap(lines, width, " ", " ", &caution(bits));
    }
}

/// Questions that the record answers.
fn questions(lines: &mut Vec<String>, width: usize, a: &Assessed) {
    let Some((mean, n)) = a.brier() else {
        lines.push(" The record answers none of the questions.".to_owned());
        return;
    };
    let room = width - 30;
    lines.push(format!("   {:>6}  {:<7}  {:<5}", "yes in", "in fact", "Brier"));
    for (asked, answer) in a.yardstick.questions.iter().zip(&a.answers) {
        let share = answer.share.map_or_else(|| "-".to_owned(), |share| hundred(share.p));
        let brier = answer.brier.map_or_else(|| "-".to_owned(), |brier| format!("{brier:.3}"));
        let fact = if asked.answer { "yes" } else { "no" };
        let same = if answer.varies { "" } else { "  (never varies)" };
        let ask = cut(&asked.question.ask, room - same.len());
        lines.push(format!("   {share:>6}  {fact:<7}  {brier:<5}  {ask}{same}"));
    }
    lines.push(format!(
        " Brier's score over {n} questions: {mean:.3}. An even chance gets 0.25, certainty 0 or 1."
    ));
}

/// Whether the model believes itself, in words.
pub(super) fn itself(a: &Assessed) -> Option<String> {
    let c = &a.calibration;
    let distance = c.distance?;
    let mut text = format!(
        "Its own histories as records, {} of them: forecasts and what came are {} points of a hundred \
         apart on average.",
        c.records,
        hundred(distance)
    );
    if let Some(bin) = c.bins.iter().find(|bin| (bin.middle - 0.7).abs() < 0.01) {
        text += &format!(
            " Forecasts of about {} in 100 came true in {} ({}).",
            hundred(bin.forecast),
            bin.came.in_hundred(),
            bin.came.range()
        );
    }
    let steps = a.chain.steps.len();
    if steps > 0
        && let (Some(low), Some(middle), Some(high)) =
            (c.surprise_at(0.05), c.surprise_at(0.5), c.surprise_at(0.95))
    {
        let own = a.chain.bits(steps) / steps as f64;
        let rank = c.rank(own).unwrap_or(0.0);
        text += &format!(
            " What happened costs {own:.2} bits an entry; its own histories cost {middle:.2} (9 in 10 \
             between {low:.2} and {high:.2}), {} in 100 of them less than what happened.",
            hundred(rank)
        );
    }
    Some(text)
}

/// What the ranges alone allow, in words.
pub(super) fn ranges(a: &Assessed) -> Option<String> {
    let allowed = &a.allowed;
    let spread = |what: &str, s: crate::assess::Spread| {
        if s.least == s.most {
            return format!("{what}: always {}", s.least);
        }
        format!(
            "{what}: {} to {} in 9 of 10 histories ({} to {} in all)",
            s.low, s.high, s.least, s.most
        )
    };
    let calendar = &a.yardstick.polity.calendar;
    let mut text = format!(
        "What ranges and luck alone allow. {}. {}. {}. {}.",
        spread("Leaders brought down", allowed.falls),
        spread("Put to death", allowed.executions),
        spread("Trials of strength", allowed.showdowns),
        spread("People who lead at some time", allowed.leaders),
    );
    let name = |who: usize| {
        let known = a.yardstick.polity.principals.get(who);
        known.map_or("somebody risen in play", |p| p.short.as_str()).to_owned()
    };
    let leads: Vec<String> = allowed
        .leads
        .iter()
        .take(4)
        .map(|(who, share)| format!("{} in {}", name(*who), hundred(*share)))
        .collect();
    text += &format!(
        " In {}, {} different people lead: {} of 100{}.",
        calendar.words(a.yardstick.last()),
        allowed.leads.len(),
        leads.join(", "),
        if allowed.leads.len() > leads.len() { ", others less often" } else { "" },
    );
    let ids = |entries: &[usize]| {
        let all: Vec<&str> = entries.iter().map(|k| a.yardstick.entries[*k].id.as_str()).collect();
        all.join(", ")
    };
    if !allowed.never.is_empty() {
        text += &format!(" No history has, within its window: {}.", ids(&allowed.never));
    }
    if !allowed.always.is_empty() {
        text += &format!(" Every history has: {}.", ids(&allowed.always));
    }
    Some(text)
}

/// What is not scored, by its reason.
fn skipped(lines: &mut Vec<String>, width: usize, a: &Assessed) {
    let mut reasons: Vec<&str> = a.yardstick.skipped.iter().map(|s| s.why.as_str()).collect();
    reasons.sort_unstable();
    reasons.dedup();
    for why in reasons {
        let paths: Vec<&str> = (a.yardstick.skipped.iter())
            .filter(|s| s.why == why)
            .map(|s| s.path.as_str())
            .collect();
        wrap(lines, width, " ! ", "   ", &format!("Not scored, {why}: {}.", paths.join(", ")));
    }
}

/// A text cut to so many characters.
fn cut(text: &str, room: usize) -> String {
    if text.chars().count() <= room {
        return text.to_owned();
    }
    text.chars().take(room.saturating_sub(1)).chain(['\u{2026}']).collect()
}
