//! What the ranges and luck allow before anything is held against the record.

use super::seen::Seen;
use super::yardstick::Yardstick;
use crate::polity::Who;

/// A count over histories.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spread {
    /// Least.
    pub least: usize,
    /// What 5 in 100 histories do not exceed.
    pub low: usize,
    /// What half of them do not exceed.
    pub middle: usize,
    /// What 95 in 100 do not exceed.
    pub high: usize,
    /// Greatest.
    pub most: usize,
}

/// What the histories have in them, whatever the record says.
#[derive(Clone, Debug, PartialEq)]
pub struct Allowed {
    /// Leaders brought down.
    pub falls: Spread,
    /// Leaders put to death.
    pub executions: Spread,
    /// Trials of strength.
    pub showdowns: Spread,
    /// People with the greatest influence at some time.
    pub leaders: Spread,
    /// Share of histories in which each leads in the last round, most often first. Whoever rose in
    /// play comes after the last of the principals.
    pub leads: Vec<(Who, f64)>,
    /// Indices of entries that no history has within their windows.
    pub never: Vec<usize>,
    /// Indices of entries that every history has within their windows.
    pub always: Vec<usize>,
}

/// What the histories have in them. `None` where there are none.
pub fn allowed(yardstick: &Yardstick, histories: &[Seen]) -> Option<Allowed> {
    let of = |read: fn(&Seen) -> usize| {
        let mut all: Vec<usize> = histories.iter().map(read).collect();
        all.sort_unstable();
        let last = all.len().checked_sub(1)?;
        let at = |percent: usize| all[last * percent / 100];
        Some(Spread { least: all[0], low: at(5), middle: at(50), high: at(95), most: all[last] })
    };
    let mut leads = vec![0_u64; yardstick.polity.principals.len() + 1];
    histories.iter().filter_map(|h| h.leads).for_each(|who| leads[who] += 1);
    let n = histories.len().max(1) as f64;
    let mut leads: Vec<(Who, f64)> =
        leads.into_iter().enumerate().map(|(who, many)| (who, many as f64 / n)).collect();
    leads.retain(|(_, share)| *share > 0.0);
    leads.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let entries = 0..yardstick.entries.len();
    let never = |entry: &usize| histories.iter().all(|h| !h.agrees[*entry]);
    let always = |entry: &usize| histories.iter().all(|h| h.agrees[*entry]);
    Some(Allowed {
        falls: of(|h| h.falls)?,
        executions: of(|h| h.executions)?,
        showdowns: of(|h| h.showdowns)?,
        leaders: of(|h| h.leaders)?,
        leads,
        never: entries.clone().filter(never).collect(),
        always: entries.filter(always).collect(),
    })
}
