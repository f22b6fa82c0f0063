//! The charts of an ensemble.

use rayon::prelude::*;

use crate::chart::{
    Caption, Figure, Multitude, Shown, falls, influence_bands, leader_at_end, leaders_by_month,
};
use crate::ensemble::{Ensemble, Tally};
use crate::scenario::Scenario;

/// Single histories drawn over the bands.
const SINGLES: u64 = 25;

/// Every chart of an ensemble. The first histories are played once more, to be drawn singly.
pub(super) fn pictures(scenario: &Scenario, ensemble: &Ensemble<'_>, tally: &Tally) -> Vec<Figure> {
    let caption = Caption {
        title: scenario.title.clone(),
        scenario: scenario.id.clone(),
        fingerprint: scenario.fingerprint.clone(),
        seed: ensemble.seed(),
        shown: Shown::Many(tally.histories()),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        sources: scenario.sources.keys().cloned().collect(),
    };
    let (rounds, persons) = (ensemble.polity().calendar.rounds, ensemble.persons());
    let bands = |round| (0..persons).map(|person| tally.bands(round, person)).collect();
    let single = |history| ensemble.single(history).chunks(persons).map(<[f32]>::to_vec).collect();
    let many = Multitude {
        polity: ensemble.polity(),
        risen: ensemble.risen_id(),
        caption: &caption,
        histories: tally.histories(),
        bands: (0..rounds).map(bands).collect(),
        leads: (0..rounds).map(|round| tally.leads(round).to_vec()).collect(),
        falls: (0..persons).map(|person| tally.falls(person).to_vec()).collect(),
        singles: (0..SINGLES.min(tally.histories())).into_par_iter().map(single).collect(),
    };
    let all = [leader_at_end, leaders_by_month, influence_bands, falls];
    all.into_par_iter().map(|draw| draw(&many)).collect()
}
