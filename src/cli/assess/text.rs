//! What the terminal shows.

use crate::assess::Null;
use crate::cli::lines::wrap;
use crate::history::{capital, cut, width_of};
use crate::statistics::{brief_hundredths, hundredths, so_many, so_many_histories};

use super::entries::{TABLE, entries};
use super::found::{Assessed, Found};

/// What is said about the score of a chain of so many steps; `None` of one that has none.
pub(super) fn caution(a: &Assessed, steps: usize) -> Option<String> {
    let bits = a.null_bits(Null::EqualChances, steps).filter(|_| steps > 0)?;
    Some(format!(
        "One record says only so much: even a model that knew it by heart could gain no more than what \
         equal chances lose, here {bits:.1} bits. Less than about three bits between two scores is one \
         lucky guess of eight."
    ))
}

/// Histories below which a score says little of the model.
const FEW: u64 = 500;

/// What is said of so few histories that Laplace's rule makes the scores; `None` of enough.
pub(super) fn few(runs: u64) -> Option<String> {
    (runs < FEW).then(|| {
        format!(
            "Only {} played. Laplace's rule pulls every chance towards a half, the more the fewer \
             there are: of few histories each model looks good, above all where every entry stands \
             alone. Some thousands tell more; without --runs 10,000 are played.",
            so_many(runs, "history was", "histories were")
        )
    })
}

/// What all entries cost, each by itself, with its error.
pub(super) fn alone_bits(a: &Assessed) -> String {
    format!("{:.1} \u{b1} {:.1}", a.alone_bits(), a.alone_error())
}

/// How much of the scores comes from entries that no history has, and so from the number of
/// histories; `None` without any.
pub(super) fn unseen(a: &Assessed) -> Option<String> {
    let (entries, alone, chain) = a.unseen();
    let which = match entries {
        1 => "one entry that no history has within its window".to_owned(),
        n => format!("{n} entries that no history has within their windows"),
    };
    let mut told = Vec::new();
    if entries > 0 {
        let all = a.alone_bits();
        told.push(format!("{alone:.1} of the model's {all:.1} bits each alone come from {which}."));
    }
    if chain > 0.0 {
        let all = a.chain.bits(a.chain.steps.len());
        told.push(format!(
            "{chain:.1} of the {all:.1} bits of its chain come from the last step, which none of the \
             histories left takes."
        ));
    }
    (!told.is_empty()).then(|| {
        format!(
            "{} What none has costs the binary logarithm of the number of histories and no more: more of \
             them make it dearer, so that the sum is to be read as \u{201c}at least\u{201d}.",
            told.join(" ")
        )
    })
}

/// What a chain of so many steps costs, with its error; nothing to say of one that has none.
pub(super) fn chain_bits(a: &Assessed, steps: usize) -> String {
    if steps == 0 {
        return "-".to_owned();
    }
    format!("{:.1} \u{b1} {:.1}", a.chain.bits(steps), a.chain.error(steps))
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
    let width = width.clamp(60, 100);
    let a = found.main();
    let calendar = &a.yardstick.polity.calendar;
    let mut lines = Vec::new();
    let lens = a.lens.as_ref().map_or_else(String::new, |lens| format!(", lens {}", lens.id));
    let left = format!(" {} against the record{lens}", a.scenario.id);
    let until = calendar.words(a.yardstick.last());
    let right = format!("{}, seed {}, to {until}", so_many_histories(found.runs), found.seed);
    match width.saturating_sub(width_of(&left) + width_of(&right)) {
        0 | 1 => lines.extend([left, format!(" {right}")]),
        gap => lines.push(format!("{left}{}{right}", " ".repeat(gap))),
    }
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
    if found.assessed.len() > 1 {
        lines.push(String::new());
        accounts(&mut lines, width, found);
    }
    lines.join("\n") + "\n"
}

/// The chain against the rules.
fn scores(lines: &mut Vec<String>, width: usize, a: &Assessed) {
    let steps = a.chain.steps.len();
    let stopped = a.chain.stopped.map_or_else(String::new, |stopped| {
        format!(
            ", up to where too few histories are left: {} before {}",
            stopped.left,
            quoted(&a.yardstick.entries[stopped.entry].text)
        )
    });
    let told = format!(
        "The record as a chain, each entry given those before: {steps} of {} entries{stopped}. \
         Surprise in bits; less is better, a coin has one for each entry.",
        a.yardstick.entries.len()
    );
    wrap(lines, width, " ", " ", &told);
    let all = a.yardstick.entries.len();
    // The name of a rule takes thirty columns, a score with its error some twelve.
    let [name, chain_room, alone_room] = if width > 73 { [32, 18, 20] } else { [30, 12, 15] };
    let head = format!(
        "   {:<name$}{:>chain_room$}{:>alone_room$}",
        "",
        format!("chain, {steps}"),
        format!("each alone, {all}")
    );
    lines.push(head);
    let model = chain_bits(a, steps);
    let alone = alone_bits(a);
    lines.push(format!("   {:<name$}{model:>chain_room$}{alone:>alone_room$}", "the model"));
    for (null, _) in &a.nulls {
        match (a.null_bits(*null, steps), a.null_bits(*null, all)) {
            (Some(chain), Some(alone)) => {
                let chain = if steps == 0 { "-".to_owned() } else { format!("{chain:.1}") };
                let rule = null_words(*null);
                lines.push(format!("   {rule:<name$}{chain:>chain_room$}{alone:>alone_room$.1}"));
            }
            _ => {
                let (rule, none) = (null_words(*null), "nobody heads it");
                lines.push(format!("   {rule:<name$}{none:>chain_room$}"));
            }
        }
    }
    if let Some(caution) = caution(a, steps) {
        wrap(lines, width, " ", " ", &caution);
    }
    if let Some(unseen) = unseen(a) {
        wrap(lines, width, " ", " ", &unseen);
    }
    if let Some(few) = few(a.runs) {
        wrap(lines, width, " ! ", "   ", &few);
    }
}

/// What the chains of several accounts are counted over, so many steps in common.
pub(super) fn counted_over(steps: usize) -> String {
    match steps {
        0 => "There is no step of the chain that all of them reach".to_owned(),
        1 => "The chain counts over the one step that all of them reach".to_owned(),
        _ => format!("The chain counts over the {steps} steps that all of them reach"),
    }
}

/// Every account on the same record, side by side.
fn accounts(lines: &mut Vec<String>, width: usize, found: &Found) {
    let steps = found.common();
    let told =
        format!("Rival accounts on the same record. {}; less is better.", counted_over(steps));
    wrap(lines, width, " ", " ", &told);
    let [name, bits, reached, alone, bulk, score] =
        if width < TABLE { [14, 12, 6, 11, 8, 6] } else { [16, 14, 7, 14, 9, 9] };
    lines.push(format!(
        "   {:<name$}{:>bits$}{:>reached$}{:>alone$}{:>bulk$}{:>score$}",
        "", "chain, bits", "steps", "each alone", "in bulk", "Brier"
    ));
    for a in &found.assessed {
        let chain = chain_bits(a, steps);
        let brier = a.brier().map_or_else(|| "-".to_owned(), |(mean, _)| format!("{mean:.3}"));
        lines.push(format!(
            "   {:<name$}{chain:>bits$}{:>reached$}{:>alone$}{:>bulk$}{brier:>score$}",
            cut(&a.name(), name),
            a.chain.steps.len(),
            alone_bits(a),
            a.in_bulk(),
        ));
    }
    if let Some(caution) = caution(found.main(), steps) {
        wrap(lines, width, " ", " ", &caution);
    }
}

/// Questions that the record answers.
fn questions(lines: &mut Vec<String>, width: usize, a: &Assessed) {
    let Some((mean, n)) = a.brier() else {
        lines.push(" The record answers none of the questions.".to_owned());
        return;
    };
    lines.push(format!("   {:>6}  {:<7}  {:<5}", "yes in", "in fact", "Brier"));
    for (asked, answer) in a.yardstick.questions.iter().zip(&a.answers) {
        let share = answer.share.map_or_else(|| "-".to_owned(), |share| brief_hundredths(share.p));
        let brier = answer.brier.map_or_else(|| "-".to_owned(), |brier| format!("{brier:.3}"));
        let fact = if asked.answer { "yes" } else { "no" };
        let same = match answer.share {
            None => "  (does not arise)",
            Some(_) if answer.varies => "",
            Some(_) => "  (never varies)",
        };
        let head = format!("   {share:>6}  {fact:<7}  {brier:<5}  ");
        let indent = " ".repeat(width_of(&head));
        wrap(lines, width, &head, &indent, &format!("{}{same}", asked.question.ask));
    }
    let told = format!(
        "Brier's score over {}: {mean:.3}. An even chance gets 0.25, certainty 0 or 1.",
        so_many(n as u64, "question", "questions")
    );
    wrap(lines, width, " ", " ", &told);
}

/// Whether the model believes itself, in words.
pub(super) fn itself(a: &Assessed) -> Option<String> {
    let c = &a.calibration;
    let distance = c.distance?;
    let mut text = format!(
        "Its own histories as records, {} of them: forecasts and what came are {:.1} points of a \
         hundred apart on average.",
        c.records,
        100.0 * distance
    );
    if let Some(bin) = c.bins.iter().find(|bin| (bin.middle - 0.7).abs() < 0.01) {
        text += &format!(
            " Forecasts of about {} in 100 came true in {} ({}).",
            hundredths(bin.forecast),
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
            hundredths(rank)
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
        .map(|(who, share)| format!("{} in {}", name(*who), hundredths(*share)))
        .collect();
    text += &format!(
        " {}, {}: {} of 100{}.",
        capital(&calendar.when(a.yardstick.last())),
        so_many(allowed.leads.len() as u64, "person leads", "different people lead"),
        leads.join(", "),
        if allowed.leads.len() > leads.len() { ", others less often" } else { "" },
    );
    let told = |entries: &[usize]| {
        let texts = entries.iter().map(|k| quoted(&a.yardstick.entries[*k].text));
        texts.collect::<Vec<_>>().join("; ")
    };
    if !allowed.never.is_empty() {
        text += &format!(" No history has, within its window: {}.", told(&allowed.never));
    }
    if !allowed.always.is_empty() {
        text += &format!(" Every history has: {}.", told(&allowed.always));
    }
    Some(text)
}

/// What is not scored, by its reason.
fn skipped(lines: &mut Vec<String>, width: usize, a: &Assessed) {
    let mut reasons: Vec<&str> = a.yardstick.skipped.iter().map(|s| s.why.as_str()).collect();
    reasons.sort_unstable();
    reasons.dedup();
    for why in reasons {
        let skipped = a.yardstick.skipped.iter().filter(|s| s.why == why);
        let told: Vec<String> = skipped.map(|s| quoted(in_words(a, &s.path))).collect();
        wrap(lines, width, " ! ", "   ", &format!("Not scored, {why}: {}.", told.join("; ")));
    }
}

/// An entry of the record or a question, by its path, in words.
pub(super) fn in_words<'a>(a: &'a Assessed, path: &'a str) -> &'a str {
    let entry = |id: &str| a.scenario.record.iter().find(|r| r.id == id).map(|r| &r.text);
    let question = |id: &str| a.scenario.questions.iter().find(|q| q.id == id).map(|q| &q.ask);
    let known = match path.split_once('.') {
        Some(("record", id)) => entry(id),
        Some(("questions", id)) => question(id),
        _ => None,
    };
    known.map_or(path, String::as_str)
}

/// A sentence in quotes, without its stop.
fn quoted(sentence: &str) -> String {
    format!("\u{201c}{}\u{201d}", sentence.trim_end_matches('.'))
}
