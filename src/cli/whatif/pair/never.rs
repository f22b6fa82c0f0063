//! A pair whose twins never part.

use std::collections::BTreeSet;

use crate::counterfactual::{Told, changes, own_interventions};
use crate::history::list;
use crate::polity::{Deed, Polity};

/// Why the twins never part, in a sentence.
pub(super) fn why(base: &Polity, whatif: Told<'_>) -> String {
    let polity = whatif.polity;
    let own = own_interventions(base, polity);
    let crises: Option<BTreeSet<_>> = (own.iter())
        .map(|(_, one)| match one.deed {
            Deed::Crisis { crisis, fires: None, .. } => Some(crisis),
            _ => None,
        })
        .collect();
    let came = |crisis: &usize| whatif.log.happenings.iter().any(|h| h.crisis == *crisis);
    let unread = crises.filter(|crises| !crises.is_empty() && !crises.iter().any(came));
    match unread {
        Some(crises) if changes(base, polity).is_empty() => {
            let names: Vec<String> = (crises.iter())
                .map(|crisis| format!("\u{201c}{}\u{201d}", polity.crises[*crisis].name))
                .collect();
            let does = if names.len() == 1 { "does" } else { "do" };
            format!(
                "{} {does} not come up in this history, so that the change has nothing to alter.",
                list(&names)
            )
        }
        _ => "With the change everything is decided as it is without it, and comes out the same."
            .to_owned(),
    }
}
