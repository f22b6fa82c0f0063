//! Who would follow whom: what each voter expects to get if an office-holder is relieved.
//!
//! What is dangerous about an office passes to whoever has it next. So an organ does not relieve a
//! man for what anybody in his place would be, but where it would rather have the next one.

use super::lanes::{LANES, Lanes, add, change, greatest, groups, lanes, one, set};
use super::state::Play;
use crate::polity::{OfficeIx, Who};

/// What nobody thinks of whoever may be given no office.
const SHUT: f32 = f32::NEG_INFINITY;

/// Those who fill offices, and how they stand to those who may be given one; by place, in groups.
#[derive(Clone, Debug, Default)]
pub(super) struct Electorate {
    /// Weight of each in a vote on an office; nought for whoever has no vote.
    voices: Vec<Lanes>,
    /// Of all together.
    total: f64,
    /// What lies between all together and each, those on the bench as well, as far as it tells when an
    /// office is filled.
    ties: Vec<Lanes>,
    /// What all together, by their voices, think of each as long as it hangs on no office; least
    /// possible for whoever may be given none now.
    regard: Vec<Lanes>,
    /// What they fear of each, for each time the influence that he has.
    feared: Vec<Lanes>,
    /// 1 for whoever has no seat.
    outside: Vec<Lanes>,
    /// The office of which each could be relieved, see [`Play::office_at_stake`], and what all of his
    /// weigh together; not in groups.
    at_stake: Vec<Option<OfficeIx>>,
    held: Vec<f64>,
    /// Who of the bench may be given an office now, if it is at home there.
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
            let office = electorate.at_stake[slot];
            let next =
                office.and_then(|office| Some((office, self.heir(office, target, &electorate)?)));
            for group in 0..electorate.regard.len() {
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
        self.look_at_holders(electorate);
        let Electorate { voices, total, ties, regard, feared, outside, held, bench, .. } =
            electorate;
        bench.clear();
        bench.extend((0..self.leaders.len()).filter(|&who| self.may_come_for_office(who)));
        let called = self.roll.called.len();
        for rows in [&mut *voices, regard, feared, outside] {
            rows.clear();
            rows.resize(called, [0.0; LANES]);
        }
        ties.clear();
        // Those on the bench have their places after the active.
        ties.resize(groups(self.leaders.len()), [0.0; LANES]);
        *total = 0.0;
        for (slot, &who) in self.active.iter().enumerate() {
            let voice = if self.votes(who) { self.voice(who) } else { 0.0 };
            *total += voice;
            set(voices, slot, voice as f32);
            if voice > 0.0 {
                for (group, ties) in ties.iter_mut().enumerate() {
                    self.warm(ties, slot, group, voice as f32);
                }
            }
        }
        let k = &self.k;
        for (slot, &who) in self.active.iter().enumerate() {
            let (leader, voice) = (&self.leaders[who], one(voices, slot));
            // What a paramount leader may become is feared no more.
            let paramount = self.paramount == Some(who);
            let fear = if paramount { k.fill_fear.min(0.0) } else { k.fill_fear };
            let fear = fear * (*total - voice);
            let held_back = self.held_back_by(held[slot]);
            let all = *total * (k.fill_standing * leader.standing - held_back);
            let own = voice * k.fill_self * leader.ambition;
            let known = all + own - fear * 0.3 * leader.dread * leader.coercion;
            let known = one(ties, slot) + known;
            set(regard, slot, if self.may_take_office(who) { known as f32 } else { SHUT });
            set(feared, slot, (fear * leader.influence) as f32);
            set(outside, slot, if leader.seated { 0.0 } else { 1.0 });
        }
        // Nobody has the places beyond the last.
        (self.active.len()..called * LANES).for_each(|slot| set(regard, slot, SHUT));
    }

    /// Who has which office, in one look at all of them.
    fn look_at_holders(&self, electorate: &mut Electorate) {
        let Electorate { at_stake, held, .. } = electorate;
        at_stake.clear();
        at_stake.resize(self.active.len(), None);
        held.clear();
        held.resize(self.active.len(), 0.0);
        for (office, state) in self.offices.iter().enumerate() {
            let slot = state.holder.map_or(usize::MAX, |who| self.slot(who));
            let Some(stake) = at_stake.get_mut(slot) else { continue };
            held[slot] += state.responsibility;
            let most = stake.map_or(0.0, |office: OfficeIx| self.offices[office].responsibility);
            if state.responsibility > most {
                *stake = Some(office);
            }
        }
    }

    /// Adds what lies between a voter and each of a group, as far as it tells when an office is
    /// filled. Not inlined, so that the lanes, and not the groups, go side by side.
    #[inline(never)]
    fn warm(&self, ties: &mut Lanes, slot: usize, group: usize, voice: f32) {
        let [by_trust, by_memory, by_leverage] = self.ties();
        let pairs = &self.pairs;
        let (trust, memory) = (pairs.trust.group(slot, group), pairs.memory.group(slot, group));
        let leverage = pairs.leverage.group_against(slot, group);
        add(ties, |lane| {
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
        let home = self.polity.offices[office].heads;
        let mut best: Option<(f32, Who)> = None;
        for group in 0..electorate.regard.len() {
            let mut regard = self.regard(office, group, electorate);
            for lane in self.lanes_of(&[target], group) {
                change(&mut regard, lane, |_| SHUT);
            }
            let most = greatest(&regard);
            if most > best.map_or(SHUT, |best| best.0) {
                let lane = regard.iter().position(|&regard| regard == most);
                best = lane.map(|lane| (most, self.active[group * LANES + lane]));
            }
        }
        for &who in electorate.bench.iter().filter(|_| home.is_some()) {
            if self.leaders[who].home == home && who != target {
                let common = electorate.total * self.common_opinion(who, office)[1];
                let regard = (common + one(&electorate.ties, self.slot(who))) as f32;
                let regard = regard - self.grudge(who, office, electorate);
                if best.is_none_or(|best| regard > best.0) {
                    best = Some((regard, who));
                }
            }
        }
        best.map(|best| best.1)
    }

    /// What all voters together think of each of a group for this office: the opinion by which it is
    /// filled, weighed with their voices.
    fn regard(&self, office: OfficeIx, group: usize, electorate: &Electorate) -> Lanes {
        let Electorate { total, regard, feared, outside, .. } = electorate;
        let (k, heads, height) = (&self.k, self.polity.offices[office].heads, self.height(office));
        let responsibility = self.offices[office].responsibility;
        // What the base that it heads speaks for, those at home there and those whom it backs; and
        // what a paramount leader is owed.
        let mut spoken_for = [0.0; LANES];
        let at_home = k.fill_home * (2.0 - height);
        for (slot, &who) in self.active.iter().enumerate().skip(group * LANES).take(LANES) {
            let mut spoken = 0.0;
            if heads.is_some() {
                let home = if self.leaders[who].home == heads { at_home } else { 0.0 };
                spoken = home + self.following(who, office);
            }
            if self.paramount == Some(who) {
                spoken += k.fill_paramount * height;
            }
            spoken_for[slot % LANES] = (total * spoken) as f32;
        }
        let times = (1.0 + responsibility) as f32;
        let barred = (total * k.fill_outsider * responsibility) as f32;
        let (known, feared, outside) = (&regard[group], &feared[group], &outside[group]);
        let mut all: Lanes = lanes(|lane| {
            known[lane] + spoken_for[lane] - times * feared[lane] - barred * outside[lane]
        });
        for &(who, _) in &self.offices[office].dismissed {
            for lane in self.lanes_of(&[who], group) {
                let grudge = self.grudge(who, office, electorate);
                change(&mut all, lane, |regard| regard - grudge);
            }
        }
        all
    }

    /// What those who voted somebody out of an office, and would have to own that they were wrong,
    /// together have against giving it back.
    fn grudge(&self, who: Who, office: OfficeIx, electorate: &Electorate) -> f32 {
        let voice = |&voter: &Who| {
            let slot = self.slot(voter);
            if slot < self.active.len() { one(&electorate.voices, slot) } else { 0.0 }
        };
        let voices: f64 = self.who_dismissed(who, office).iter().map(voice).sum();
        (voices * self.cost_of_giving_back(office)) as f32
    }

    /// How much rather each of a group would see the heir in this office than the man who has it.
    #[inline(never)]
    fn relief(&self, office: OfficeIx, target: Who, heir: Who, group: usize) -> Lanes {
        let [own, others] = self.common_opinion(heir, office);
        let common = (others - self.opinion_of_holder(target, office)) as f32;
        let [by_trust, by_memory, by_leverage] = self.ties();
        let (them, next, pairs) = (self.slot(target), self.slot(heir), &self.pairs);
        let [held, next_held] = [them, next].map(|slot| pairs.leverage.group_of(slot, group));
        let rather = [&pairs.trust, &pairs.memory].map(|grid| grid.between(them, next, group));
        let mut relief: Lanes = lanes(|lane| {
            let ties = by_trust * rather[0][lane] + by_memory * rather[1][lane];
            common + (ties + by_leverage * (next_held[lane] - held[lane]))
        });
        for lane in self.lanes_of(&[heir], group) {
            change(&mut relief, lane, |relief| relief + (own - others) as f32);
        }
        let cost = self.cost_of_giving_back(office) as f32;
        for lane in self.lanes_of(self.who_dismissed(heir, office), group) {
            change(&mut relief, lane, |relief| relief - cost);
        }
        relief
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{opened, polity};
    use super::super::state::Status;
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
        let offices = 0..polity.offices.len();
        for (office, liked) in offices.flat_map(|office| [(office, 1.0), (office, -9.0)]) {
            let mut play = divided(&polity);
            // Even if nobody thinks well of anybody.
            play.k.fill_standing = liked;
            let Some(target) = play.offices[office].holder else { continue };
            if play.office_at_stake(target) != Some(office) {
                continue;
            }
            let mut electorate = Electorate::default();
            play.poll(&mut electorate);
            let heir = play.heir(office, target, &electorate);
            assert_eq!(heir, elected(&mut play, office), "{office} {liked}");
            told += 1;
        }
        assert!(told > 1, "the fixture has offices with holders");
    }

    #[test]
    fn whoever_is_trusted_is_the_heir_though_he_waits_on_the_bench() {
        let polity = polity();
        let (mut trusted, mut not) = (0, 0);
        for office in 0..polity.offices.len() {
            for trust in [1.0, -1.0] {
                let mut play = divided(&polity);
                let Some(target) = play.offices[office].holder else { continue };
                if target == 3 || play.office_at_stake(target) != Some(office) {
                    continue;
                }
                (play.leaders[3].status, play.leaders[3].seated) = (Status::Bench(0), false);
                play.leaders[3].home = polity.offices[office].heads;
                play.muster();
                play.refresh();
                (0..3).for_each(|voter| play.pairs.trust.put(voter, 3, trust));
                let mut electorate = Electorate::default();
                play.poll(&mut electorate);
                let heir = play.heir(office, target, &electorate);
                assert_eq!(heir, elected(&mut play, office), "{office} {trust}");
                *(if heir == Some(3) { &mut trusted } else { &mut not }) += 1;
            }
        }
        assert!(trusted > 0 && not > 0, "{trusted} {not}");
    }

    #[test]
    fn one_look_at_the_offices_sees_what_each_man_has() {
        let polity = polity();
        let mut play = divided(&polity);
        let mut electorate = Electorate::default();
        for holder in [None, Some(1), Some(3)] {
            play.offices[0].holder = holder;
            play.look_at_holders(&mut electorate);
            for (slot, &who) in play.active.iter().enumerate() {
                assert_eq!(electorate.at_stake[slot], play.office_at_stake(who));
                assert_eq!(play.held_back_by(electorate.held[slot]), play.held_back(who));
            }
        }
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
            (play.expected_share_for_relief(target), play.expected_share_against(target))
        };
        let (worse, same, better) = (share(-0.5), share(0.0), share(0.5));
        assert!(worse.0 < same.0 && same.0 < better.0);
        assert_eq!((worse.1, same.1), (better.1, same.0), "whoever wants him out altogether");
    }
}
