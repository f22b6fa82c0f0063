//! The charts of one history; and any charts, as files and as pictures for the page.

use rayon::prelude::*;

use super::output::Files;
use crate::chart::{Caption, Figure, Occasion, Shown, indicators, influence, makeup};
use crate::history::{Account, Picture};

/// Influence, what it was made of, and the state of the world.
pub(super) fn charts(account: &Account<'_>) -> Vec<Figure> {
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
    figures.into_iter().flatten().collect()
}

/// What a page needs of them.
pub(super) fn pictures(figures: &[Figure]) -> Vec<Picture> {
    let picture = |figure: &Figure| Picture {
        name: figure.name.clone(),
        title: figure.title.clone(),
        alt: figure.alt.clone(),
        svg: figure.svg.clone(),
    };
    figures.iter().map(picture).collect()
}

/// Puts each among the files: picture, bitmap and plotted numbers. Bitmaps take longest, and are
/// made side by side.
pub(super) fn put(files: &mut Files, figures: Vec<Figure>) {
    let bitmaps: Vec<Vec<u8>> = figures.par_iter().map(Figure::png).collect();
    for (figure, png) in figures.into_iter().zip(bitmaps) {
        let name = format!("charts/{}", figure.name);
        files.insert(format!("{name}.png"), png);
        files.insert(format!("{name}.svg"), figure.svg.into_bytes());
        files.insert(format!("{name}.csv"), figure.csv.into_bytes());
    }
}
