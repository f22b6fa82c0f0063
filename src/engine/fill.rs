//! Vacant offices are filled by the vote of their organ.

use super::state::{Play, Status, reading};
use super::{Detail, Occurrence, Reading};
use crate::chance::{Purpose, Stream, choose};
use crate::polity::{OfficeIx, Who};

/// Who wins an office.
struct Election {
    who: Who,
    /// Share of the voices that are for him.
    share: f64,
    /// What it was decided by.
    reads: Vec<Reading>,
}

impl Play<'_> {
    /// Fills vacant offices, then empty seats.
    pub fn fill_turn(&mut self) {
        let weight = |play: &Self, o: OfficeIx| play.offices[o].responsibility;
        let mut vacant: Vec<OfficeIx> = (0..self.offices.len())
            .filter(|&o| self.offices[o].open && self.offices[o].holder.is_none())
            .collect();
        vacant.sort_by(|&a, &b| weight(self, b).total_cmp(&weight(self, a)).then(a.cmp(&b)));
        for office in vacant {
            self.fill_office(office);
        }
        self.offices.iter_mut().for_each(|office| office.put_out = None);
        if self.k.with_co_option >= 0.5 {
            self.fill_seats();
        }
        if !self.active.iter().any(|&i| self.leaders[i].seated) {
            // Nobody is left: whoever is highest steps in, so that no organ stands empty.
            self.raise_from_cadres();
        }
    }

    /// On the bench and of age.
    pub fn available(&self, who: Who) -> bool {
        matches!(self.leaders[who].status, Status::Bench(from) if from <= self.round)
    }

    /// The organ's vote on who takes an office, by what each voter thinks of each candidate.
    fn fill_office(&mut self, office: OfficeIx) {
        let voters: Vec<Who> = self.voters().collect();
        // Not whoever a what-if has just put out.
        let put_out = self.offices[office].put_out;
        let home = self.polity.offices[office].heads;
        let at_home = |c: Who| home.is_some() && self.leaders[c].home == home;
        let candidates: Vec<Who> = (0..self.leaders.len())
            .filter(|&c| self.may_take_office(c) || at_home(c) && self.may_come_for_office(c))
            .filter(|&c| put_out != Some(c))
            .collect();
        let Some(Election { who, share, reads }) = self.elect(office, &voters, &candidates) else {
            return;
        };
        if matches!(self.leaders[who].status, Status::Bench(_)) {
            self.bring_in(who, None);
        }
        self.install(office, who);
        self.tell(Occurrence::Took { office, who, share }, |_| reads);
        self.measure_grip();
    }

    /// Whether somebody active may be given an office now. Whoever has just been relieved does not
    /// come back by the same door.
    #[inline]
    pub fn may_take_office(&self, who: Who) -> bool {
        self.present(who) && self.leaders[who].quiet_until <= self.round
    }

    /// Whether somebody may be fetched from the bench for an office now, if he is at home in the base
    /// that it heads.
    #[inline]
    pub fn may_come_for_office(&self, who: Who) -> bool {
        self.available(who) && self.leaders[who].quiet_until <= self.round
    }

    fn elect(&mut self, office: OfficeIx, voters: &[Who], candidates: &[Who]) -> Option<Election> {
        let occurrence = self.offices[office].fillings;
        self.offices[office].fillings += 1;
        let voices: Vec<(Who, f64)> = voters.iter().map(|&v| (v, self.voice(v))).collect();
        let total = voices.iter().map(|voice| voice.1).sum::<f64>().max(1e-9);
        // What is thought of each, and the share of voices that are for him.
        let standing = |&c: &Who| {
            let common = self.common_opinion(c, office);
            let (mut sum, mut agree) = (0.0, 0.0);
            for &(v, voice) in &voices {
                let opinion = self.opinion_given(v, c, common) - self.scruple(v, c, office);
                sum += voice * opinion;
                agree += if opinion > 0.0 { voice } else { 0.0 };
            }
            (sum / total, agree / total)
        };
        let standings: Vec<(f64, f64)> = candidates.iter().map(standing).collect();
        let luck = candidates.iter().map(|&c| {
            let stream = Stream::new(Purpose::Fill, self.offices[office].key, self.leaders[c].key);
            self.chance.bits(stream, occurrence)
        });
        let best = choose(luck, |at, luck| standings[at].0 + self.k.fill_noise * luck)?;
        let (who, share) = (candidates[best], standings[best].1);
        let mut reads = self.regards(candidates, who, |at| standings[at].0);
        if self.detail == Detail::Full {
            reads.extend(voters.iter().map(|&v| {
                let what = format!("{} on {}", self.id(v), self.id(who));
                reading(what, self.opinion(v, who, office))
            }));
        }
        Some(Election { who, share, reads })
    }

    /// What the organ thinks of each candidate, as it is read; nothing where no events are kept.
    pub fn regards(
        &self,
        candidates: &[Who],
        winner: Who,
        regard: impl Fn(usize) -> f64,
    ) -> Vec<Reading> {
        if self.detail == Detail::Light {
            return Vec::new();
        }
        let regarded = candidates.iter().enumerate().map(|(at, &candidate)| {
            let what = format!("the organ's regard for {}", self.id(candidate));
            Reading { chosen: candidate == winner, ..reading(what, regard(at)) }
        });
        regarded.collect()
    }

    pub fn voice(&self, who: Who) -> f64 {
        0.03 + self.leaders[who].influence
    }

    /// What speaks against another office for somebody: one man shall not hold everything, and
    /// nobody can attend to everything.
    pub fn held_back(&self, who: Who) -> f64 {
        self.held_back_but_for(who, None)
    }

    /// The same if he had not one of the offices that he has.
    fn held_back_but_for(&self, who: Who, but: Option<OfficeIx>) -> f64 {
        let held = self.held_by(who).filter(|&office| Some(office) != but);
        self.held_back_by(held.map(|office| self.offices[office].responsibility).sum())
    }

    /// The same for whoever has offices of so much weight.
    pub fn held_back_by(&self, already: f64) -> f64 {
        self.k.fill_plurality * already * self.norms.collegiality.max(already)
    }

    /// Responsibility of the weightiest office that is open now.
    pub fn highest(&self) -> f64 {
        let open = self.offices.iter().filter(|o| o.open);
        open.map(|o| o.responsibility).fold(1e-9, f64::max)
    }

    /// Responsibility of an office against that.
    pub fn height(&self, office: OfficeIx) -> f64 {
        self.offices[office].responsibility / self.highest()
    }

    /// What a voter thinks of a candidate for an office.
    pub fn opinion(&self, voter: Who, candidate: Who, office: OfficeIx) -> f64 {
        self.opinion_given(voter, candidate, self.common_opinion(candidate, office))
            - self.scruple(voter, candidate, office)
    }

    /// What keeps a voter from giving an office back to whom he has voted out of it: he would have to
    /// own that he was wrong.
    fn scruple(&self, voter: Who, candidate: Who, office: OfficeIx) -> f64 {
        let dismissed = self.who_dismissed(candidate, office).contains(&voter);
        if dismissed { self.cost_of_giving_back(office) } else { 0.0 }
    }

    /// Who last voted somebody out of an office, if anybody did.
    pub fn who_dismissed(&self, candidate: Who, office: OfficeIx) -> &[Who] {
        let entry = self.offices[office].dismissed.iter().find(|entry| entry.0 == candidate);
        entry.map_or(&[], |entry| &entry.1)
    }

    /// What giving it back costs each of them.
    pub fn cost_of_giving_back(&self, office: OfficeIx) -> f64 {
        self.k.fill_dismissed * self.offices[office].responsibility
    }

    /// What is thought of a candidate for an office, by himself and, before what lies between them,
    /// by everybody else.
    pub fn common_opinion(&self, candidate: Who, office: OfficeIx) -> [f64; 2] {
        let with_it = 1.0 + self.offices[office].responsibility;
        let following = self.following(candidate, office);
        self.opinion_at(candidate, office, self.held_back(candidate), with_it, following)
    }

    /// What it speaks for a candidate that the base which the office heads backs him.
    pub fn following(&self, candidate: Who, office: OfficeIx) -> f64 {
        let base = self.polity.offices[office].heads;
        base.map_or(0.0, |base| self.k.fill_following * self.cadres.share(base, candidate))
    }

    /// The same of whoever has the office, as it would be if he had not: of those who back the head of
    /// their base some back him for that. Cadres choose by logit, as their tastes are Gumbel, so that
    /// the odds of a choice fall by the exponential of what it loses, against the scale of tastes.
    fn following_of_his_own(&self, holder: Who, office: OfficeIx) -> f64 {
        let Some(base) = self.polity.offices[office].heads else { return 0.0 };
        let share = self.cadres.share(base, holder);
        let drawn = self.drawn_by_head(base) / self.k.taste.max(0.05);
        let left = share * libm::exp(-drawn);
        self.k.fill_following * left / (left + 1.0 - share).max(1e-9)
    }

    /// What everybody else thinks of whoever has the office, as if he stood for it: it does not hold
    /// him back, what influence it gives he has, and of those whom it has won for him nothing is made.
    pub fn opinion_of_holder(&self, holder: Who, office: OfficeIx) -> f64 {
        let held_back = self.held_back_but_for(holder, Some(office));
        let following = self.following_of_his_own(holder, office);
        self.opinion_at(holder, office, held_back, 1.0, following)[1]
    }

    /// [`Self::common_opinion`] of one who is held back so far, will have so many times the influence
    /// that he has, and for whom his following in the base speaks so much.
    fn opinion_at(
        &self,
        candidate: Who,
        office: OfficeIx,
        held_back: f64,
        times: f64,
        following: f64,
    ) -> [f64; 2] {
        let height = self.height(office);
        let k = &self.k;
        let c = &self.leaders[candidate];
        let at_home = self.polity.offices[office].heads.is_some_and(|b| c.home == Some(b));
        // The highest posts are political; a lesser one wants a man of the trade, and is less than
        // a paramount leader is owed.
        let mut opinion = if at_home { k.fill_home * (2.0 - height) } else { 0.0 };
        // Whom the base itself backs, and who is known at all.
        opinion += following + k.fill_standing * c.standing;
        opinion -= held_back;
        if !c.seated {
            // The higher the post, the less it is given to a man from outside.
            opinion -= k.fill_outsider * self.offices[office].responsibility;
        }
        let paramount = self.paramount == Some(candidate);
        if paramount {
            // Nobody wants to have been the one who voted against.
            opinion += k.fill_paramount * height;
        }
        // What he would be with the office; it speaks against him as long as he can be prevented.
        let influence = c.influence * times;
        let fear = k.fill_fear * (influence + 0.3 * c.dread * c.coercion);
        let fear = if paramount { fear.min(0.0) } else { fear };
        [opinion + k.fill_self * c.ambition, opinion - fear]
    }

    fn opinion_given(&self, voter: Who, candidate: Who, [own, others]: [f64; 2]) -> f64 {
        if voter == candidate {
            return own;
        }
        let k = &self.k;
        others
            + k.fill_trust * self.pairs.trust.at(voter, candidate)
            + k.fill_allies * self.pairs.memory.at(voter, candidate)
            + k.vote_leverage * self.pairs.leverage.at(candidate, voter)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Aim;
    use super::super::fixture::{opened, polity};

    #[test]
    fn fear_of_a_strong_candidate_counts_until_he_is_paramount() {
        let polity = polity();
        let mut play = opened(&polity);
        let mut thinks = |paramount, influence| {
            play.paramount = paramount;
            play.leaders[3].influence = influence;
            play.opinion(0, 3, 1)
        };
        assert!(thinks(None, 0.6) < thinks(None, 0.2));
        let (strong, weak) = (thinks(Some(3), 0.6), thinks(Some(3), 0.2));
        assert_eq!(strong, weak);
        assert!(strong > thinks(None, 0.2));
        // Where strength speaks for a man, it goes on doing so.
        play.k.fill_fear = -2.0;
        let mut thinks = |influence| {
            play.leaders[3].influence = influence;
            play.opinion(0, 3, 1)
        };
        assert!(thinks(0.6) > thinks(0.2));
    }

    #[test]
    fn whoever_voted_a_man_out_is_slow_to_give_the_office_back() {
        let polity = polity();
        let mut play = opened(&polity);
        // The others outvote the captain, who has no way to resist.
        play.k.with_force = 0.0;
        for voter in [0, 2, 3] {
            play.pairs.hostility.put(voter, 1, 5.0);
        }
        play.open_motion(0, 1, Aim::Relieve(1));
        assert!(play.offices[1].holder.is_none(), "relieved");
        let voted = play.offices[1].dismissed.clone();
        assert_eq!(voted, [(1, vec![0, 2, 3])]);
        let scruple = play.k.fill_dismissed * play.offices[1].responsibility;
        assert!(scruple > 0.0);
        for voter in [0, 2, 3] {
            let had = play.opinion(voter, 1, 1);
            let dismissed = std::mem::take(&mut play.offices[1].dismissed);
            assert!((play.opinion(voter, 1, 1) - had - scruple).abs() < 1e-12);
            play.offices[1].dismissed = dismissed;
            // Of another office nobody has voted him out.
            assert_eq!(play.scruple(voter, 1, 0), 0.0);
        }
    }
}
