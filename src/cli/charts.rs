//! The charts of one history, as files and as pictures for the page.

use crate::chart::{Caption, Figure, Occasion, Shown, indicators, influence, makeup};
use crate::history::{Account, Picture};

/// A chart with everything that is written of it.
pub(super) struct Chart {
    /// The picture, for the page and as SVG.
    pub picture: Picture,
    /// The plotted numbers.
    pub csv: String,
    /// The picture as a bitmap.
    pub png: Vec<u8>,
}

/// Influence, what it was made of, and the state of the world.
pub(super) fn charts(account: &Account<'_>) -> Vec<Chart> {
    let caption = Caption {
        title: account.title.to_owned(),
        scenario: account.scenario.to_owned(),
        fingerprint: account.fingerprint.to_owned(),
        seed: account.seed,
        shown: Shown::One(account.history),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        sources: account.sources.iter().map(|source| source.key.clone()).collect(),
    };
    let occasion = Occasion { polity: account.polity, log: account.log, caption: &caption };
    let figures = [Some(influence(&occasion)), makeup(&occasion), Some(indicators(&occasion))];
    figures.into_iter().flatten().map(chart).collect()
}

pub(super) fn chart(figure: Figure) -> Chart {
    let png = figure.png();
    let Figure { name, title, alt, svg, csv } = figure;
    Chart { picture: Picture { name, title, alt, svg }, csv, png }
}
