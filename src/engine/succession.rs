//! Who would follow whom: what each voter expects to get if an office-holder is relieved.
//!
//! What is dangerous about an office passes to whoever has it next. So an organ does not relieve a
//! man for what anybody in his place would be, but where it would rather have the next one.

use super::lanes::{LANES, Lanes, add, lanes};
use super::pairs::Grid;
use super::state::Play;
use crate::polity::{OfficeIx, Who};

/// Those who fill offices, and how they stand to those who may be given one; by place.
#[derive(Clone, Debug, Default)]
pub(super) struct Electorate {
    /// Weight of each in a vote on an office; nought for whoever has no vote.
    voices: Vec<f64>,
    /// Of all together.
    total: f64,
    /// How well all together, by their voices, are disposed to each, but for what everybody thinks
    /// of him.
    warmth: Vec<Lanes>,
    /// What speaks against another office for each.
    held_back: Vec<f64>,
    /// Who of the active may be given an office now, and who of the bench, if it is at home there.
    active: Vec<Who>,
    bench: Vec<Who>,
}

impl Play<'_> {
    /// Works out for each holder of an office with any weight how much rather each voter would see
    /// there whoever is likely to follow him: the opinion by which offices are filled, of the one
    /// less of the other. Nought for everybody else. While all are weary nobody moves, and unless there
    /// is a plot it stays as it was.
    pub fn weigh_successors(&mut self) {
        let (k, on) = (&self.k, |switch: f64| switch >= 0.5);
        let by_plot = on(k.with_plots) && on(k.with_lesser_aims);
        let weary = self.round < self.weary_until;
        if (weary || !on(k.with_motions)) && (!by_plot || weary && self.plots.is_empty()) {
            return;
        }
        let mut electorate = std::mem::take(&mut self.electorate);
        self.poll(&mut electorate);
        for slot in 0..self.active.len() {
            let target = self.active[slot];
            let office = self.office_at_stake(target);
            let next =
                office.and_then(|office| Some((office, self.heir(office, target, &electorate)?)));
            for group in 0..electorate.warmth.len() {
                let relief = match next {
                    Some((office, heir)) => self.relief(office, target, heir, group),
                    None => [0.0; LANES],
                };
                *self.pairs.relief.group_mut(slot, group) = relief;
            }
        }
        self.electorate = electorate;
    }

    /// The office of which an open motion would relieve somebody.
    pub fn office_at_stake(&self, target: Who) -> Option<OfficeIx> {
        let office = self.weightiest_office(target);
        office.filter(|&office| self.offices[office].responsibility > 0.0)
    }

    fn poll(&self, electorate: &mut Electorate) {
        let Electorate { voices, total, warmth, held_back, active, bench } = electorate;
        active.clear();
        active.extend(self.active.iter().copied().filter(|&who| self.may_take_office(who)));
        bench.clear();
        bench.extend((0..self.leaders.len()).filter(|&who| self.may_come_for_office(who)));
        voices.clear();
        voices.extend(
            (self.active.iter()).map(|&who| if self.votes(who) { self.voice(who) } else { 0.0 }),
        );
        *total = voices.iter().sum();
        held_back.clear();
        held_back.extend(self.active.iter().map(|&who| self.held_back(who)));
        warmth.clear();
        warmth.resize(self.roll.called.len(), [0.0; LANES]);
        for (slot, &voice) in voices.iter().enumerate().filter(|voice| *voice.1 > 0.0) {
            for (group, warmth) in warmth.iter_mut().enumerate() {
                self.warm(warmth, slot, group, voice as f32);
            }
        }
    }

    /// Adds what lies between a voter and each of a group, as far as it tells when an office is
    /// filled. Not inlined, so that the lanes, and not the groups, go side by side.
    #[inline(never)]
    fn warm(&self, warmth: &mut Lanes, slot: usize, group: usize, voice: f32) {
        let [by_trust, by_memory, by_leverage] = self.ties();
        let pairs = &self.pairs;
        let (trust, memory) = (pairs.trust.group(slot, group), pairs.memory.group(slot, group));
        let leverage = pairs.leverage.group_against(slot, group);
        add(warmth, |lane| {
            voice
                * (by_trust * trust[lane] + by_memory * memory[lane] + by_leverage * leverage[lane])
        });
    }

    /// What trust, having won together and leverage weigh when an office is filled.
    fn ties(&self) -> [f32; 3] {
        let k = &self.k;
        [k.fill_trust, k.fill_allies, k.vote_leverage].map(|weight| weight as f32)
    }

    /// Who is likeliest to get an office after this man; of equals the first.
    fn heir(&self, office: OfficeIx, target: Who, electorate: &Electorate) -> Option<Who> {
        let Electorate { voices, total, warmth, held_back, active, bench } = electorate;
        let home = self.polity.offices[office].heads;
        let from_bench =
            bench.iter().filter(|&&who| home.is_some() && self.leaders[who].home == home);
        let height = self.height(office);
        let mut best: Option<(f64, Who)> = None;
        for &candidate in active.iter().chain(from_bench).filter(|&&who| who != target) {
            let slot = self.slot(candidate);
            let (voice, warm, held_back) = if slot < self.active.len() {
                (voices[slot], f64::from(warmth[slot / LANES][slot % LANES]), held_back[slot])
            } else {
                (0.0, 0.0, 0.0)
            };
            let [own, others] = self.opinion_with(candidate, office, height, held_back);
            let against = self.who_dismissed(candidate, office).iter().map(|&voter| {
                let slot = self.slot(voter);
                voices.get(slot).copied().unwrap_or(0.0)
            });
            let against = against.sum::<f64>() * self.cost_of_giving_back(office);
            let regard = (total - voice) * others + voice * own + warm - against;
            if best.is_none_or(|best| regard > best.0) {
                best = Some((regard, candidate));
            }
        }
        best.map(|best| best.1)
    }

    /// How much rather each of a group would see the heir in this office than the man who has it.
    #[inline(never)]
    fn relief(&self, office: OfficeIx, target: Who, heir: Who, group: usize) -> Lanes {
        let [own, others] = self.common_opinion(heir, office);
        let common = (others - self.opinion_of_holder(target, office)) as f32;
        let [by_trust, by_memory, by_leverage] = self.ties();
        let (them, next, pairs) = (self.slot(target), self.slot(heir), &self.pairs);
        let [of_them, of_next] = [them, next].map(|slot| (slot / LANES, slot % LANES));
        let [held, next_held] = [them, next].map(|slot| pairs.leverage.group_of(slot, group));
        let mut relief: Lanes = lanes(|lane| common + by_leverage * (next_held[lane] - held[lane]));
        // Voter by voter, as there are few of them: what each has stands in a row of his own.
        let voters = group * LANES..self.active.len().min((group + 1) * LANES);
        for (slot, relief) in voters.zip(&mut relief) {
            let rather = |grid: &Grid| {
                grid.group(slot, of_next.0)[of_next.1] - grid.group(slot, of_them.0)[of_them.1]
            };
            *relief += by_trust * rather(&pairs.trust) + by_memory * rather(&pairs.memory);
        }
        for lane in self.lanes_of(&[heir], group) {
            relief[lane] += (own - others) as f32;
        }
        for &voter in self.who_dismissed(heir, office) {
            let slot = self.slot(voter);
            if slot < self.active.len() && slot / LANES == group {
                relief[slot % LANES] -= self.cost_of_giving_back(office) as f32;
            }
        }
        relief
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{opened, polity};
    use super::*;
    use crate::polity::Polity;

    /// Everybody thinks something else of everybody, and the second was once voted out by the third.
    fn divided(polity: &Polity) -> Play<'_> {
        let mut play = opened(polity);
        for (nth, (i, j)) in (0..4).flat_map(|i| (0..4).map(move |j| (i, j))).enumerate() {
            if i != j {
                play.pairs.trust.put(i, j, ((nth * 7) % 11) as f64 / 5.5 - 1.0);
                play.pairs.memory.put(i, j, ((nth * 5) % 7) as f64 / 3.5 - 1.0);
                play.pairs.leverage.put(i, j, ((nth * 3) % 5) as f64 / 10.0);
            }
        }
        for office in 0..play.offices.len() {
            play.offices[office].dismissed.push((1, vec![2]));
        }
        play.refresh();
        play
    }

    /// Whoever is elected once the office is empty, and its holder put out of it, with hardly any luck.
    fn elected(play: &mut Play, office: OfficeIx) -> Option<Who> {
        let holder = play.offices[office].holder.take();
        play.offices[office].put_out = holder;
        (play.k.fill_noise, play.k.with_co_option) = (1e-9, 0.0);
        play.fill_turn();
        play.offices[office].holder
    }

    #[test]
    fn the_heir_is_whoever_would_be_elected() {
        let polity = polity();
        let mut told = 0;
        for office in 0..polity.offices.len() {
            let mut play = divided(&polity);
            let Some(target) = play.offices[office].holder else { continue };
            if play.office_at_stake(target) != Some(office) {
                continue;
            }
            let mut electorate = Electorate::default();
            play.poll(&mut electorate);
            let heir = play.heir(office, target, &electorate);
            assert_eq!(heir, elected(&mut play, office), "{office}");
            told += 1;
        }
        assert!(told > 1, "the fixture has offices with holders");
    }

    #[test]
    fn relief_is_the_one_opinion_less_the_other() {
        let polity = polity();
        let play = divided(&polity);
        let mut electorate = Electorate::default();
        play.poll(&mut electorate);
        for target in 0..4 {
            let seen = |voter: Who| play.pairs.relief.at(target, voter);
            let Some(office) = play.office_at_stake(target) else {
                assert!((0..4).all(|voter| seen(voter) == 0.0), "he has none");
                continue;
            };
            let heir = play.heir(office, target, &electorate).expect("somebody follows");
            for voter in (0..4).filter(|&voter| voter != target) {
                let ties = play.k.fill_trust * play.pairs.trust.at(voter, target)
                    + play.k.fill_allies * play.pairs.memory.at(voter, target)
                    + play.k.vote_leverage * play.pairs.leverage.at(target, voter);
                let his = play.opinion_of_holder(target, office) + ties;
                let rather = play.opinion(voter, heir, office) - his;
                assert!((seen(voter) - rather).abs() < 1e-5, "{target} {voter}");
            }
        }
    }

    #[test]
    fn nobody_is_relieved_for_a_man_whom_they_like_no_better() {
        let polity = polity();
        let mut play = opened(&polity);
        let target = play.offices[0].holder.expect("the first office is held");
        let slot = play.slot(target);
        let mut share = |relief: f32| {
            *play.pairs.relief.group_mut(slot, 0) = [relief; LANES];
            (play.expected_share_for_motion(target), play.expected_share_against(target))
        };
        let (worse, same, better) = (share(-0.5), share(0.0), share(0.5));
        assert!(worse.0 < same.0 && same.0 < better.0);
        assert_eq!((worse.1, same.1), (better.1, same.0), "whoever wants him out altogether");
    }
}
