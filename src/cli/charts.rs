//! The charts of one history, as files and as pictures for the page.

use crate::history::{Account, Picture};
use crate::scenario::Scenario;

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
pub(super) fn charts(scenario: &Scenario, account: &Account<'_>) -> Vec<Chart> {
    let _ = (scenario, account);
    Vec::new()
}
