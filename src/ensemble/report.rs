//! One self-contained page about many histories: `report.html`.

use minijinja::{Value, context};

use super::told::{Becoming, answer, becoming};
use super::{Ensemble, Summary, Tally};
use crate::history::{Picture, page};
use crate::statistics::{so_many_histories, wilson};

/// The page: answers in words, charts, who leads, what becomes of whom, what to mind. It loads
/// nothing from anywhere.
pub fn report(
    ensemble: &Ensemble<'_>,
    tally: &Tally,
    summary: &Summary,
    title: &str,
    pictures: &[Picture],
) -> String {
    let calendar = &ensemble.polity().calendar;
    let runs = tally.histories();
    let answers: Value = summary
        .questions
        .iter()
        .map(|asked| {
            let (rate, range) = answer(asked, runs);
            context! { ask => asked.ask.as_str(), rate, range }
        })
        .collect();
    let mut leads: Vec<(usize, u32)> = tally.leads_at_end().iter().copied().enumerate().collect();
    leads.retain(|(_, count)| *count > 0);
    leads.sort_by_key(|&(who, count)| (std::cmp::Reverse(count), who));
    let leaders: Value = leads
        .into_iter()
        .filter_map(|(who, count)| {
            let found = wilson(u64::from(count), runs)?;
            let (name, rate, range) = (ensemble.name(who), found.in_hundred(), found.range());
            Some(context! { name, rate, range })
        })
        .collect();
    let Becoming { titles, rows, .. } = becoming(ensemble, tally, usize::MAX);
    let fates: Value = rows
        .into_iter()
        .map(|row| {
            let mostly = row.mostly.map(|(from, to)| match from == to {
                true => calendar.words(from),
                false => format!("{} to {}", calendar.words(from), calendar.words(to)),
            });
            context! { name => ensemble.name(row.who), cells => row.cells, mostly }
        })
        .collect();
    let charts: Value = pictures
        .iter()
        .map(|p| {
            let svg = Value::from_safe_string(p.svg.clone());
            context! { name => p.name.as_str(), alt => p.alt.as_str(), svg }
        })
        .collect();
    let last = calendar.rounds.saturating_sub(1);
    let values = context! {
        title, answers, leaders, titles, fates, charts,
        runs => so_many_histories(runs),
        period => format!("{} to {}", calendar.words(0), calendar.words(last)),
        warnings => &summary.warnings,
        ranges => ensemble.sampling().ranges().len(),
        scenario => summary.scenario.as_str(),
        seed => summary.seed,
        fingerprint => summary.fingerprint.as_str(),
        version => summary.version.as_str(),
        command => format!("interregnum ensemble scenario.toml --runs {runs} --seed {}", summary.seed),
    };
    page(include_str!("../../templates/ensemble.html"), &values)
}
