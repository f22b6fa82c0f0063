//! What becomes of losers.

use super::state::{Play, Status};
use super::{Aim, Fall, Fate, Occurrence};
use crate::chance::{Purpose, Stream, normal};
use crate::polity::{Capacity, Who};

/// Least severity of each fate, mildest first.
const CUTS: [f64; 7] = [f64::NEG_INFINITY, 0.12, 0.26, 0.46, 0.58, 0.66, 0.86];

/// How severe each fall is, for the norm it sets. Whoever keeps his seat is no example.
fn severity(fate: Fate) -> Option<f64> {
    match fate {
        Fate::Reprimanded | Fate::LostOffice => None,
        Fate::Retired => Some(0.05),
        Fate::MinorPost => Some(0.12),
        Fate::Expelled => Some(0.3),
        Fate::Imprisoned => Some(0.65),
        Fate::Executed => Some(1.0),
    }
}

impl Play<'_> {
    /// Draws and carries out a loser's fate: terror, the dread he inspired, the margin and what
    /// was aimed at, with noise, cut into the list of fates.
    #[expect(clippy::too_many_arguments, reason = "a verdict has this many grounds")]
    pub fn sentence(
        &mut self,
        who: Who,
        by: &[Who],
        aim: Aim,
        margin: f64,
        share: f64,
        showdown: usize,
        occurrence: u64,
        as_target: bool,
    ) {
        let mut fate = self.draw_fate(who, aim, margin, share, showdown, occurrence);
        if fate == Fate::LostOffice && self.held_by(who).next().is_none() {
            // There is no office to lose.
            fate = Fate::Reprimanded;
        }
        self.log.falls.push(Fall {
            who,
            at: self.round,
            fate,
            by: by.to_vec(),
            showdown,
            as_target,
        });
        let index = self.log.falls.len() - 1;
        self.tell(Occurrence::Fall(index), |_| Vec::new());
        match (fate, aim) {
            (Fate::Reprimanded, _) => {}
            (Fate::LostOffice, Aim::Relieve(office)) => self.vacate(office),
            (Fate::LostOffice, _) => {
                if let Some(office) = self.weightiest_office(who) {
                    self.vacate(office);
                }
            }
            _ => self.bring_down(who),
        }
        if fate == Fate::Executed {
            // Dead already: age has no more claim on him.
            self.leaders[who].status = Status::Dead;
        }
        self.set_example(who, fate);
    }

    fn draw_fate(
        &mut self,
        who: Who,
        aim: Aim,
        margin: f64,
        share: f64,
        showdown: usize,
        occurrence: u64,
    ) -> Fate {
        match aim {
            Aim::Censure => return Fate::Reprimanded,
            Aim::Relieve(_) => return Fate::LostOffice,
            Aim::Expel | Aim::Arrest => {}
        }
        let k = &self.k;
        let terror = self.norms.terror;
        let loser = &self.leaders[who];
        let target = self.log.showdowns[showdown].target;
        let stream = Stream::new(Purpose::Fate, self.leaders[target].key, loser.key);
        let weight = if aim == Aim::Arrest { 1.0 } else { 0.6 };
        let noise = k.fate_noise * normal(self.chance.unit(stream, occurrence));
        let grave = k.fate_aim * weight
            + k.fate_terror * terror
            + k.fate_dread * loser.dread * terror
            + k.fate_margin * margin;
        let grave = share * grave + noise;
        let at = CUTS.iter().rposition(|&cut| grave >= cut).unwrap_or(0);
        let fate = Fate::ALL[at];
        // The old are pensioned where the young are sent to the provinces.
        let age = self.polity.calendar.year(self.round) - loser.born;
        if age >= k.fate_pension && matches!(fate, Fate::MinorPost | Fate::Expelled) {
            Fate::Retired
        } else if fate == Fate::Retired && age < k.fate_pension - 10.0 {
            Fate::Expelled
        } else {
            fate
        }
    }

    /// Somebody falls: he loses seat, offices and clients, and what he headed counts for less.
    fn bring_down(&mut self, who: Who) {
        for base in &mut self.bases {
            if base.head == Some(who) {
                base.weight *= base.after_fall;
                for capacity in [Capacity::Coercion, Capacity::Information] {
                    base.capacities[capacity as usize] *= base.after_fall;
                }
            }
        }
        self.depart(who);
        self.leaders[who].status = Status::Fallen;
        self.muster();
    }

    /// Each fall pulls terror towards its severity; little when the loser was himself the terror.
    fn set_example(&mut self, who: Who, fate: Fate) {
        let Some(severity) = severity(fate).filter(|_| self.k.with_terror_norm >= 0.5) else {
            return;
        };
        let upward = severity > self.norms.terror;
        let relief = if upward { self.k.terror_relief * self.leaders[who].dread } else { 0.0 };
        let pull = self.k.terror_fate * (1.0 - relief);
        self.norms.terror += pull * (severity - self.norms.terror);
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{opened, polity};
    use super::super::{Plan, Showdown};
    use super::*;
    use crate::polity::Parameters;

    /// The second brings down the first.
    fn showdown(aim: Aim) -> Showdown {
        Showdown {
            at: 0,
            target: 0,
            held: Vec::new(),
            aim,
            plan: Plan::Troops,
            leader: 1,
            members: vec![1],
            defenders: Vec::new(),
            stages: Vec::new(),
            odds: 0.5,
            won: true,
        }
    }

    /// What becomes of a man expelled or arrested under so much terror.
    fn fate(aim: Aim, terror: f64, dread: f64, age: f64) -> Fate {
        let polity = polity();
        let mut play = opened(&polity);
        play.leaders[0].born = 1900.0 - age;
        play.norms.terror = terror;
        play.leaders[0].dread = dread;
        play.log.showdowns.push(showdown(aim));
        play.sentence(0, &[1], aim, 0.5, 1.0, 0, 0, true);
        play.log.falls[0].fate
    }

    #[test]
    fn fates_are_no_milder_under_more_terror_or_for_the_more_dreaded() {
        for aim in [Aim::Expel, Aim::Arrest] {
            let (mut by_terror, mut by_dread) = (Fate::Reprimanded, Fate::Reprimanded);
            for step in 0..=10 {
                let level = f64::from(step) / 10.0;
                assert!(
                    fate(aim, level, 0.5, 50.0) >= by_terror
                        && fate(aim, 0.8, level, 50.0) >= by_dread
                );
                (by_terror, by_dread) = (fate(aim, level, 0.5, 50.0), fate(aim, 0.8, level, 50.0));
            }
            assert!(by_terror > fate(aim, 0.0, 0.5, 50.0), "terror makes no difference");
            assert!(fate(Aim::Expel, 0.5, 0.5, 50.0) <= fate(Aim::Arrest, 0.5, 0.5, 50.0));
        }
        assert_eq!(fate(Aim::Censure, 1.0, 1.0, 50.0), Fate::Reprimanded);
    }

    #[test]
    fn whoever_loses_an_office_without_weight_loses_it_all_the_same() {
        let polity = polity();
        let mut play = opened(&polity);
        play.offices[0].responsibility = 0.0;
        let drawn = |play: &mut Play, terror: f64| {
            play.norms.terror = terror;
            play.offices[0].holder = Some(0);
            play.log.falls.clear();
            play.log.showdowns = vec![showdown(Aim::Expel)];
            play.sentence(0, &[1], Aim::Expel, 0.5, 1.0, 0, 0, true);
            play.log.falls[0].fate
        };
        let mut terrors = (0..=100).map(|step| f64::from(step) / 100.0);
        let milder = terrors.find(|&terror| drawn(&mut play, terror) == Fate::LostOffice);
        assert!(milder.is_some(), "it comes at some terror");
        assert_eq!(play.offices[0].holder, None);
        assert_eq!(play.norms.terror, milder.expect("found"), "that is no example");
    }

    #[test]
    fn the_old_are_pensioned_off_and_the_young_are_not() {
        // What is a minor post or a pension for whoever is neither old nor young, by age.
        let pension = Parameters::default().fate_pension;
        let mut terrors = (0..=200).map(|step| f64::from(step) / 200.0);
        for drawn in [Fate::MinorPost, Fate::Retired] {
            let usual = |terror: &f64| fate(Aim::Expel, *terror, 0.5, pension - 5.0) == drawn;
            let terror = terrors.find(usual).expect("each comes at some terror");
            let at = |age: f64| fate(Aim::Expel, terror, 0.5, age);
            assert_eq!(at(pension), Fate::Retired);
            let young = if drawn == Fate::Retired { Fate::Expelled } else { drawn };
            assert_eq!(at(pension - 10.5), young);
        }
    }
}
