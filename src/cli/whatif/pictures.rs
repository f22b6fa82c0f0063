//! The charts of a what-if.

use crate::chart::{
    Answers, Caption, Experiment, Figure, Gaps, Occasion, Rate, Shown, Stream, difference,
    dumbbells, flow, twins, verdicts,
};
use crate::counterfactual::own_interventions;
use crate::history::deed;
use crate::polity::Principal;
use crate::statistics::{Estimate, standing_among};

use super::{Found, lenses, text};

/// All charts, in the order in which a page shows them.
pub(super) fn pictures(found: &Found<'_>) -> Vec<Figure> {
    let (meant, comparison) = (found.meant, &found.comparison);
    let caption = |shown| Caption {
        title: meant.base.title.clone(),
        scenario: meant.id.clone(),
        fingerprint: meant.whatif.fingerprint.clone(),
        seed: found.seed,
        shown,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        sources: meant.sources().into_keys().map(str::to_owned).collect(),
    };
    let many = caption(Shown::Pairs(comparison.pairs));
    let streams: Vec<Stream> = comparison
        .flows
        .iter()
        .map(|f| Stream { from: f.from.clone(), to: f.to.clone(), n: f.n })
        .collect();
    let experiment = Experiment {
        polity: &meant.base.polity,
        whatif: &meant.whatif.polity,
        caption: &many,
        rewrite: &meant.rewrite,
        streams: &streams,
        apart: comparison.winner_apart(),
    };
    let gaps: Vec<Gaps> = comparison
        .months()
        .into_iter()
        .map(|months| Gaps {
            id: months.id,
            mean: months.gaps.iter().map(|g| g.mean).collect(),
            error: months.gaps.iter().map(|g| g.error).collect(),
            spread: months.gaps.iter().map(|g| (g.quantiles[0], g.quantiles[4])).collect(),
        })
        .collect();
    let foremost = text::foremost(meant, comparison);
    let compared = text::compared(meant, comparison).len();
    let point = standing_among(compared);
    let answers: Vec<Answers> = comparison
        .questions
        .iter()
        .enumerate()
        .filter(|(k, q)| foremost.contains(k) || comparison.is_common(q))
        .filter_map(|(k, q)| {
            Some(Answers {
                id: q.id.clone(),
                ask: q.ask.clone(),
                base: rate(q.counts.base()?),
                whatif: rate(q.counts.whatif()?),
                difference: rate(q.counts.difference()?),
                n: q.counts.n(),
                selected: q.is_selected(),
                foremost: foremost.contains(&k),
                stands_out: comparison.is_common(q) && q.counts.standing_out() > point,
            })
        })
        .collect();
    let rare = comparison.questions.len() - answers.len();
    let one = caption(Shown::Pair(found.pair.history));
    let base = Occasion { polity: &meant.base.polity, log: &found.pair.base, caption: &one };
    let whatif = Occasion { polity: &meant.whatif.polity, log: &found.pair.whatif, caption: &one };
    let parted = found.pair.parting.as_ref().map(|p| p.at);
    let mut figures = vec![
        dumbbells(&experiment, &answers, compared, rare),
        difference(&experiment, &gaps),
        flow(&experiment),
        twins(&base, &whatif, &meant.rewrite, &named(found, &foremost), parted),
    ];
    let seen = lenses::verdicts(found);
    if !seen.is_empty() {
        figures.insert(1, verdicts(&many, &meant.rewrite, comparison.pairs, &seen));
    }
    figures
}

/// Ids of those of whom the change speaks, or a question it is asked by.
fn named(found: &Found<'_>, foremost: &[usize]) -> Vec<String> {
    let (base, whatif) = (&found.meant.base.polity, &found.meant.whatif.polity);
    let own = own_interventions(base, whatif).into_iter();
    let deeds = own.map(|(_, one)| deed(whatif, &one.deed));
    let asks = foremost.iter().map(|k| found.comparison.questions[*k].ask.clone());
    let texts: Vec<String> = deeds.chain(asks).chain([found.meant.rewrite.clone()]).collect();
    let named = |p: &&Principal| {
        texts.iter().any(|text| {
            text.contains(&p.short)
                || text.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == p.id)
        })
    };
    whatif.principals.iter().filter(named).map(|p| p.id.clone()).collect()
}

fn rate(estimate: Estimate) -> Rate {
    Rate { p: estimate.p, lo: estimate.lo, hi: estimate.hi }
}
