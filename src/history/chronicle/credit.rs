//! Who gains and who loses by how a crisis was decided and how that ended.

use std::collections::BTreeMap;

use crate::engine::Happening;
use crate::history::words::list;
use crate::polity::{BaseIx, Effect, Selector, Way, WayOut};

use super::Teller;
use super::names::base_in_sentence;

/// What those of one side get out of it: shifts as they are written.
#[derive(Debug, Default)]
struct Credit {
    standing: f64,
    /// By base; without one, in all of them.
    support: BTreeMap<Option<BaseIx>, f64>,
}

/// Whether a shift is more than none.
fn is_felt(by: f64) -> bool {
    by.abs() > 1e-9
}

/// Where nothing is lost, and where nothing is won.
const GAIN: &str = "gain by it";
const LOSE: &str = "lose by it";

impl Teller<'_> {
    /// Who gained by it and who lost, in a sentence; nothing where nobody did.
    pub(super) fn credit(
        &mut self,
        key: &str,
        happening: &Happening,
        way: &Way,
        out: &WayOut,
    ) -> Option<String> {
        let side = |selector: Selector, sign: f64| {
            let mut credit = Credit::default();
            // Of a side on which nobody stood there is nothing to say.
            if !happening.argued.iter().any(|&(_, part)| part * sign > 0.0) {
                return credit;
            }
            for effect in way.effects.iter().chain(&out.effects) {
                match *effect {
                    Effect::Standing(who, by) if who == selector => {
                        credit.standing += self.a.values[by];
                    }
                    Effect::Support(who, base, by) if who == selector => {
                        *credit.support.entry(base).or_default() += self.a.values[by];
                    }
                    _ => {}
                }
            }
            credit
        };
        let pro = side(Selector::ArguedFor, 1.0);
        let con = side(Selector::ArguedAgainst, -1.0);
        let told = [self.came(&pro), self.came(&con)];
        Some(match told {
            [None, None] => return None,
            [Some(pro), Some(con)] if pro == con => format!("Those on either side {pro}."),
            [Some(pro), Some(con)] => {
                let con = con.trim_end_matches(" by it");
                format!("Those who argued for it {pro}, those who argued against it {con}.")
            }
            [Some(all), None] => self.one_side(key, &all, true),
            [None, Some(all)] => self.one_side(key, &all, false),
        })
    }

    /// `gain by it`, `lose standing by it but win support in the army`.
    fn came(&self, credit: &Credit) -> Option<String> {
        let within = |sign: f64| {
            let bases =
                credit.support.iter().filter(|&(_, by)| is_felt(by * sign) && by * sign > 0.0);
            let names = bases.map(|(&base, _)| match base {
                Some(base) => base_in_sentence(self.a, base),
                None => "every base".to_owned(),
            });
            list(&names.collect::<Vec<String>>())
        };
        let (won, lost) = (within(1.0), within(-1.0));
        let standing = if is_felt(credit.standing) { credit.standing } else { 0.0 };
        Some(match (won.is_empty(), lost.is_empty()) {
            (_, true) if standing > 0.0 => GAIN.to_owned(),
            (true, _) if standing < 0.0 => LOSE.to_owned(),
            _ if standing > 0.0 => format!("gain standing by it but lose support in {lost}"),
            _ if standing < 0.0 => format!("lose standing by it but win support in {won}"),
            (false, true) => format!("win support in {won}"),
            (true, false) => format!("lose support in {lost}"),
            (false, false) => format!("win support in {won} and lose it in {lost}"),
            (true, true) => return None,
        })
    }

    /// A sentence on the only side to which anything came.
    fn one_side(&mut self, key: &str, came: &str, pro: bool) -> String {
        let (spoke, had) = if pro {
            ("argued for it", "had wanted it")
        } else {
            ("argued against it", "had not wanted it")
        };
        let plain = format!("Those who {spoke} {came}.");
        match came {
            GAIN => self.variety.pick(
                "credited",
                key,
                [
                    plain,
                    format!("It does credit to those who {had}."),
                    format!("Those who {had} stand the better for it."),
                    format!("Those who {spoke} come out of it well."),
                ],
            ),
            LOSE => self.variety.pick(
                "blamed",
                key,
                [
                    plain,
                    format!("It is held against those who {had}."),
                    format!("Those who {had} stand the worse for it."),
                    format!("Those who {spoke} come out of it badly."),
                ],
            ),
            _ => plain,
        }
    }
}
