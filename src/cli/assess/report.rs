//! One self-contained page about an assessment: `report.html`.

use minijinja::{Value, context};

use crate::assess::Null;
use crate::chart::Figure;
use crate::history::page;
use crate::statistics::{brief_hundredths, grouped, so_many_histories};

use super::found::{Assessed, Found};
use super::text;

/// The page: each entry, the chain against simple rules, the questions, the model against itself,
/// rival accounts. It loads nothing from anywhere.
pub(super) fn report(found: &Found, pictures: &[Figure]) -> String {
    let a = found.main();
    let calendar = &a.yardstick.polity.calendar;
    let charts: Value = pictures
        .iter()
        .map(|p| {
            let svg = p.svg.find("<svg").map_or("", |from| &p.svg[from..]);
            let svg = Value::from_safe_string(svg.to_owned());
            context! { name => p.name.as_str(), alt => p.alt.as_str(), svg }
        })
        .collect();
    let steps = a.chain.steps.len();
    let stopped = a.chain.stopped.map(|stopped| {
        let entry = &a.yardstick.entries[stopped.entry];
        context! { before => entry.text.as_str(), left => stopped.left }
    });
    let lens = a.lens.as_ref().map(|lens| lens.says.clone());
    let values = context! {
        title => a.scenario.title.as_str(),
        runs => so_many_histories(found.runs),
        period => format!("{} to {}", calendar.words(0), calendar.words(a.yardstick.last())),
        unit => calendar.unit.word(),
        cut => found.until.is_some(),
        lens, charts, steps, stopped,
        entries => entries(a),
        all => a.places.len(),
        bulk => a.in_bulk(),
        scores => scores(a),
        caution => text::caution(a, steps),
        unseen => text::unseen(a),
        few => text::few(found.runs),
        questions => questions(a),
        brier => a.brier().map(|(mean, _)| format!("{mean:.3}")),
        itself => text::itself(a),
        bins => bins(a),
        ranges => text::ranges(a),
        accounts => accounts(found),
        common => text::counted_over(found.common()),
        common_caution => text::caution(a, found.common()),
        skipped => a.yardstick.skipped.iter()
            .map(|s| context! { what => text::in_words(a, &s.path), why => s.why.as_str() })
            .collect::<Value>(),
        literature => literature(found),
        scenario => a.scenario.id.as_str(),
        seed => found.seed,
        fingerprint => a.scenario.fingerprint.as_str(),
        version => env!("CARGO_PKG_VERSION"),
        command => command(found),
    };
    page(include_str!("../../../templates/assess.html"), &values)
}

fn entries(a: &Assessed) -> Value {
    let calendar = &a.yardstick.polity.calendar;
    let row = |(k, (entry, place)): (usize, (&crate::assess::Entry, &crate::assess::Place))| {
        let given = a.chain.steps.get(k);
        context! {
            at => entry.on.words(),
            from => calendar.label(entry.window.0),
            to => calendar.label(entry.window.1),
            text => entry.text.as_str(),
            within => place.agree.in_hundred(),
            range => place.agree.range(),
            lies => place.lies.words(),
            given => given.map(|step| brief_hundredths(step.chance)),
            left => given.map(|step| grouped(step.left)),
        }
    };
    a.yardstick.entries.iter().zip(&a.places).enumerate().map(row).collect()
}

fn scores(a: &Assessed) -> Value {
    let (steps, all) = (a.chain.steps.len(), a.yardstick.entries.len());
    let model = context! {
        name => "the model",
        chain => text::chain_bits(a, steps),
        alone => text::alone_bits(a),
    };
    let rule = |(null, _): &(Null, Option<Vec<f64>>)| {
        let bits = |entries| a.null_bits(*null, entries).map(|bits| format!("{bits:.1}"));
        context! {
            name => text::null_words(*null),
            chain => bits(steps).unwrap_or_else(|| "nobody heads it".to_owned()),
            alone => bits(all).unwrap_or_default(),
        }
    };
    std::iter::once(model).chain(a.nulls.iter().map(rule)).collect()
}

fn questions(a: &Assessed) -> Value {
    let row = |(asked, answer): (&crate::assess::Asked, &crate::assess::Answer)| {
        context! {
            ask => asked.question.ask.as_str(),
            share => answer.share.map_or_else(|| "does not arise".to_owned(), |s| s.in_hundred()),
            range => answer.share.map_or_else(String::new, |s| s.range()),
            fact => if asked.answer { "yes" } else { "no" },
            brier => answer.brier.map_or_else(String::new, |brier| format!("{brier:.3}")),
            alike => answer.share.is_some() && !answer.varies,
        }
    };
    a.yardstick.questions.iter().zip(&a.answers).map(row).collect()
}

fn bins(a: &Assessed) -> Value {
    let row = |bin: &crate::assess::Bin| {
        context! {
            forecast => brief_hundredths(bin.forecast),
            came => brief_hundredths(bin.came.p),
            range => bin.came.range(),
            n => grouped(bin.came.n),
        }
    };
    a.calibration.bins.iter().map(row).collect()
}

/// Rival accounts side by side; empty where there is only one.
fn accounts(found: &Found) -> Value {
    let steps = found.common();
    let row = |a: &Assessed| {
        context! {
            name => a.name(),
            says => a.lens.as_ref().map(|lens| lens.says.as_str()),
            chain => text::chain_bits(a, steps),
            reached => a.chain.steps.len(),
            alone => text::alone_bits(a),
            bulk => a.in_bulk(),
            brier => a.brier().map_or_else(String::new, |(mean, _)| format!("{mean:.3}")),
        }
    };
    let shown = if found.assessed.len() > 1 { &found.assessed[..] } else { &[] };
    shown.iter().map(row).collect()
}

/// What the lenses rest on.
fn literature(found: &Found) -> Value {
    let lenses = found.assessed.iter().filter_map(|a| a.lens.as_ref());
    let all = lenses.flat_map(|lens| {
        lens.sources.values().map(|source| {
            context! {
                lens => lens.name.as_str(),
                title => source.title.as_str(),
                note => source.note.as_str(),
            }
        })
    });
    all.collect()
}

/// How to do it again with the resolved scenario beside the page.
fn command(found: &Found) -> String {
    let mut text =
        format!("interregnum assess scenario.toml --runs {} --seed {}", found.runs, found.seed);
    if let Some(until) = found.until {
        text += &format!(" --until {}", found.main().scenario.polity.calendar.label(until));
    }
    if found.assessed.len() > 1 {
        text += " --lens all";
    }
    text
}
