//! How things stand at the start.

use crate::history::Account;
use crate::history::words::{count, list, stopped};
use crate::polity::{Office, Who};

use super::Teller;

/// Which history this is: `ussr-1953, seed 1953, history 3 with drawn values`.
pub(super) fn subtitle(a: &Account<'_>) -> String {
    let mut text = format!("{}, seed {}", a.scenario, a.seed);
    if a.history != 0 {
        text.push_str(&format!(", history {}", a.history));
    }
    text.push_str(if a.drawn { ", uncertain values drawn" } else { ", central values" });
    if a.edited {
        text.push_str(", edited");
    }
    let last = a.last();
    format!("{text}; {} to {}", a.words(0), a.words(last))
}

impl Teller<'_> {
    /// The scenario's summary, then who sits where. Everyone named here counts as met.
    pub(super) fn opening(&mut self) -> Vec<String> {
        let a = self.a;
        let mut paragraphs = Vec::new();
        if !a.summary.trim().is_empty() {
            paragraphs.push(stopped(a.summary));
        }
        if a.log.measures.influence.is_empty() {
            return paragraphs;
        }
        // The scenario as it opens: by the end of the first round offices may have changed hands.
        let principals = &a.polity.principals;
        let seated = principals.iter().filter(|p| p.seat.is_some()).count();
        let mut everyone: Vec<Who> = (0..principals.len()).collect();
        everyone.sort_by(|&x, &y| a.influence(0, y).total_cmp(&a.influence(0, x)));
        let mut holders = Vec::new();
        for who in everyone {
            let held = |office: &&Office| {
                office.holder == Some(who) && office.opens.is_none_or(|opens| opens == 0)
            };
            let offices: Vec<&str> =
                a.polity.offices.iter().filter(held).map(|office| office.name.as_str()).collect();
            if !offices.is_empty() {
                holders.push(format!("{} as {}", self.named(who), list(&offices)));
            }
        }
        let organ = super::the(&a.polity.organs[a.polity.presidium].name);
        let mut text = format!(
            "At the start {} in {organ}.",
            match seated {
                1 => "one alone sits".to_owned(),
                n => format!("{} sit", count(n)),
            }
        );
        if !holders.is_empty() {
            text.push_str(&format!(" The offices are shared out: {}.", list(&holders)));
        }
        // Influence is first measured at the end of a round.
        if let [first, second, ..] = a.foremost(0, 2)[..] {
            let unit = a.polity.calendar.unit.word();
            let lead = a.influence(0, first) - a.influence(0, second);
            let (first, second) = (self.named(first), self.named(second));
            text.push_str(&if lead < 0.03 {
                format!(
                    " After the first {unit} {first} counts for most, with {second} close behind."
                )
            } else {
                format!(" After the first {unit} {first} counts for most, {second} comes next.")
            });
        }
        paragraphs.push(text);
        paragraphs
    }
}
