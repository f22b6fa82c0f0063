//! How things stand at the start.

use crate::history::words::{count, list, stopped};
use crate::history::{Account, Status};

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
        let foremost = a.foremost(0, a.log.cast.len());
        let seated = foremost.iter().filter(|&&w| a.status(w, 0) == Status::Member).count();
        let mut holders = Vec::new();
        for &who in &foremost {
            let offices: Vec<&str> =
                a.offices_of(who, 0).into_iter().map(|office| a.office(office)).collect();
            if !offices.is_empty() {
                holders.push(format!("{} as {}", self.named(who), list(&offices)));
            }
        }
        let organ = super::the(&a.polity.organs[a.polity.presidium].name);
        let mut text = format!(
            "At the start {} sit in {organ}.",
            match seated {
                1 => "one".to_owned(),
                n => count(n),
            }
        );
        if !holders.is_empty() {
            text.push_str(&format!(" The offices are shared out: {}.", list(&holders)));
        }
        if let [first, second, ..] = foremost[..] {
            let lead = a.influence(0, first) - a.influence(0, second);
            let (first, second) = (self.named(first), self.named(second));
            text.push_str(&if lead < 0.03 {
                format!(" {first} counts for most, with {second} close behind.")
            } else {
                format!(" {first} counts for most, {second} comes next.")
            });
        }
        paragraphs.push(text);
        paragraphs
    }
}
