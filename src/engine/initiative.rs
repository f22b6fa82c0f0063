//! Initiatives: what somebody would gain by taking one up, and what he would propose.

use super::scene::Scene;
use super::state::Play;
use crate::polity::{BaseIx, CrisisIx, Effect, OfficeIx, Selector, Trait, Who};

impl Play<'_> {
    /// The option he would propose, with what he would gain by it; never one that dares least, which
    /// is to leave things as they are.
    pub fn worth_taking_up(
        &self,
        i: Who,
        offer: &Offer,
        influence: f64,
        scene: &Scene,
    ) -> Option<(usize, f64)> {
        let me = &self.leaders[i];
        // The less secure, the grander the promise.
        let influence = influence * (1.0 + 2.0 * me.pressure);
        let apart: [f64; Trait::ALL.len()] =
            std::array::from_fn(|at| me.trait_of(Trait::ALL[at]) - scene.usual[at]);
        let worth = |held: &Stake| {
            let mut own = held.argued;
            for &(office, by) in &held.offices {
                own += if self.offices[office].holder == Some(i) { by } else { 0.0 };
            }
            for (by, apart) in held.traits.iter().zip(apart) {
                // What reaches everyone by a trait goes from -1 to 1.
                own += 2.0 * by * apart;
            }
            // A base that comes to weigh more raises whoever has more of it than of the whole.
            for &(base, by) in &held.bases {
                own += by * (self.bases[base].grip[i] - me.influence);
            }
            let mut gain = own * influence;
            let way = &self.polity.crises[offer.crisis].options[held.option];
            for &(issue, num) in &way.stance {
                // The line moves a tenth of the way.
                let (own, line) = (me.positions[issue], self.issues[issue].line);
                let moved = line + 0.1 * (self.values[num] - line);
                let better = (own - line).abs() - (own - moved).abs();
                gain += self.k.value_conviction * self.salience(issue) * better;
            }
            me.speak * (gain - self.k.daring * (self.values[way.daring] - me.resolve).max(0.0))
        };
        let all = offer.stakes.iter().map(|held| (held.option, worth(held)));
        all.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
    }

    /// What an initiative can promise anybody at most.
    pub fn promise(&self, offer: &Offer) -> Promise {
        // The line comes no nearer to anybody than it moves.
        let options = &self.polity.crises[offer.crisis].options;
        let conviction = |held: &Stake| {
            let better = options[held.option].stance.iter().map(|&(issue, num)| {
                self.salience(issue) * (self.issues[issue].line - self.values[num]).abs()
            });
            self.k.value_conviction * 0.1 * better.sum::<f64>()
        };
        let conviction = offer.stakes.iter().map(conviction).fold(0.0, f64::max);
        Promise { influence: offer.most, conviction }
    }

    /// An initiative, with what whoever took it up would have at stake in each option but those that
    /// dare least; in all where all dare alike.
    pub fn offer(&self, crisis: CrisisIx, weight: &[f64], response: f64) -> Offer {
        let options = &self.polity.crises[crisis].options;
        let daring = |option: usize| self.values[options[option].daring];
        let least = (0..options.len()).map(daring).fold(f64::INFINITY, f64::min);
        let alike = (0..options.len()).all(|option| daring(option) == least);
        let others = (0..options.len()).filter(|&option| alike || daring(option) > least);
        let stakes = others.map(|option| {
            let way = &options[option];
            let likely = self.values[way.success];
            let mut stake = Stake {
                option,
                argued: 0.0,
                offices: Vec::new(),
                traits: Default::default(),
                bases: Vec::new(),
            };
            let ends = [
                (likely, &way.success_way.effects),
                (1.0 - likely, &way.failure_way.effects),
                (1.0, &way.effects),
            ];
            for (chance, effects) in ends {
                for effect in effects {
                    self.add_stake(&mut stake, effect, chance, weight, response);
                }
            }
            stake
        });
        let stakes: Vec<Stake> = stakes.collect();
        Offer { crisis, most: stakes.iter().map(Stake::most).fold(0.0, f64::max), stakes }
    }

    /// What an effect would add to somebody's influence against the others', if he argued for it.
    fn add_stake(
        &self,
        stake: &mut Stake,
        effect: &Effect,
        chance: f64,
        weight: &[f64],
        response: f64,
    ) {
        let (who, by) = match effect {
            Effect::Standing(who, by) => (who, self.values[*by] * self.k.standing_share * 0.3),
            Effect::Support(who, base, by) => {
                let weight = base.map_or(1.0, |base| weight[base]);
                (who, self.values[*by] * weight * response)
            }
            Effect::Weight(base, times) => {
                let share = (1.0 - self.k.standing_share) * weight[*base];
                stake.bases.push((*base, chance * (self.values[*times] - 1.0) * share));
                return;
            }
            _ => return,
        };
        match *who {
            Selector::ArguedFor => stake.argued += chance * by,
            Selector::Office(office) => stake.offices.push((office, chance * by)),
            Selector::Trait(what) => stake.traits[what as usize] += chance * by,
            _ => {}
        }
    }
}

/// The most that an initiative can be worth to anybody, see [`Play::worth_taking_up`].
#[derive(Debug)]
pub(super) struct Promise {
    /// For each unit of what influence is worth to him.
    pub influence: f64,
    /// By where the options stand.
    pub conviction: f64,
}

/// An initiative that is open.
pub(super) struct Offer {
    pub crisis: CrisisIx,
    /// The most influence that an option can give anybody who argues for it.
    most: f64,
    stakes: Vec<Stake>,
}

/// What somebody has at stake in an option that he argues for, by what he is.
struct Stake {
    option: usize,
    /// Whoever argues for it.
    argued: f64,
    /// Whoever holds an office.
    offices: Vec<(OfficeIx, f64)>,
    /// By how much he has of each trait, against the mean of the active.
    traits: [f64; Trait::ALL.len()],
    /// What each base comes to count for more, or less, of all influence.
    bases: Vec<(BaseIx, f64)>,
}

impl Stake {
    /// The most of it that anybody can have.
    fn most(&self) -> f64 {
        let offices: f64 = self.offices.iter().map(|office| office.1.max(0.0)).sum();
        // Nobody has more of a trait than one, nor less than nought.
        let traits: f64 = self.traits.iter().map(|by| 2.0 * by.abs()).sum();
        // Nor does anybody have more of a base than all of it.
        let bases: f64 = self.bases.iter().map(|base| base.1.abs()).sum();
        self.argued + offices + traits + bases
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{opened, polity, put_issue, put_matter};
    use super::super::{Act, Occurrence};
    use crate::polity::{Effect, Selector, Trait};

    /// Options of an initiative with so much daring each that somebody would propose.
    fn proposable(daring: &[f64]) -> Vec<usize> {
        let mut polity = polity();
        put_matter(&mut polity, daring);
        let play = opened(&polity);
        let offer = play.offer(0, &vec![0.5; play.bases.len()], 0.1);
        offer.stakes.iter().map(|stake| stake.option).collect()
    }

    #[test]
    fn nobody_raises_a_matter_to_leave_things_as_they_are() {
        assert_eq!(proposable(&[0.7, 0.1]), [0]);
        assert_eq!(proposable(&[0.7, 0.1, 0.1]), [0], "two ways of leaving them");
        assert_eq!(proposable(&[0.7, 0.1, 0.3]), [0, 2]);
    }

    #[test]
    fn where_all_dare_alike_each_can_be_proposed() {
        assert_eq!(proposable(&[0.3, 0.3]), [0, 1]);
        assert_eq!(proposable(&[0.3]), [0]);
    }

    #[test]
    fn what_is_taken_up_is_no_longer_on_offer() {
        let mut polity = polity();
        put_matter(&mut polity, &[0.7, 0.1]);
        // It can be had once, and everyone would have it.
        polity.crises[0].again_after = None;
        let much = polity.crises[0].options[0].daring;
        polity.crises[0].options[0].effects = vec![Effect::Standing(Selector::ArguedFor, much)];
        let mut play = opened(&polity);
        play.k.value_influence = 100.0;
        play.k.daring = 0.0;
        play.leaders.iter_mut().for_each(|leader| leader.speak = 1.0);
        play.act_turn();
        let acts = |wanted: fn(&Act) -> bool| {
            let acts = play.log.events.iter().filter_map(|event| match &event.what {
                Occurrence::Act { act, .. } => Some(act),
                _ => None,
            });
            acts.filter(|act| wanted(act)).count()
        };
        assert_eq!(acts(|act| matches!(act, Act::Initiative(_))), 1);
        assert_eq!(acts(|_| true), 4, "nobody loses his month");
    }

    #[test]
    fn what_a_trait_brings_is_weighed_as_it_comes() {
        let mut polity = polity();
        put_matter(&mut polity, &[0.7, 0.1]);
        let much = polity.crises[0].options[0].daring;
        let mut worth = |whom: Selector| {
            polity.crises[0].options[0].effects = vec![Effect::Standing(whom, much)];
            let mut play = opened(&polity);
            // The first alone has more of it than the rest, who have a half: it brings him all, and
            // them nothing, as his office does.
            play.leaders[0].taint = 1.0;
            play.leaders[0].speak = 1.0;
            let scene = play.scene();
            let offer = &scene.initiatives[0];
            let worth = play.worth_taking_up(0, offer, 1.0, &scene).expect("an option").1;
            let promise = play.promise(offer);
            assert!(worth <= promise.influence * (1.0 + 2.0 * play.leaders[0].pressure) + 1e-9);
            worth + play.k.daring * (0.7 - play.leaders[0].resolve).max(0.0)
        };
        let (by_office, by_trait) =
            (worth(Selector::Office(0)), worth(Selector::Trait(Trait::Taint)));
        // Against the mean, of which he is a quarter.
        assert!((by_trait / by_office - 0.75).abs() < 1e-9, "{by_trait} {by_office}");
    }

    #[test]
    fn whoever_grips_a_base_would_have_it_weigh_more() {
        let mut polity = polity();
        put_matter(&mut polity, &[0.7, 0.1]);
        // Seven tenths of what the guards weighed is left.
        let times = polity.crises[0].options[0].daring;
        polity.crises[0].options[0].effects = vec![Effect::Weight(1, times)];
        let mut play = opened(&polity);
        play.leaders.iter_mut().for_each(|leader| leader.speak = 1.0);
        let scene = play.scene();
        let offer = &scene.initiatives[0];
        let worth = |who| play.worth_taking_up(who, offer, 1.0, &scene).expect("an option").1;
        // The second commands them, the first has desks instead.
        assert!(worth(0) > worth(1));
        // To first order what it brings is what measuring would then find.
        let before = play.leaders[0].influence;
        let expected = worth(0) + play.k.daring * (0.7 - play.leaders[0].resolve).max(0.0);
        let expected = expected / (1.0 + 2.0 * play.leaders[0].pressure);
        play.bases[1].weight *= 0.7;
        play.take_stock();
        let found = play.leaders[0].influence - before;
        assert!(found > 0.0 && (expected / found - 1.0).abs() < 0.3, "{expected} {found}");
    }

    #[test]
    fn a_step_towards_an_option_beyond_him_still_brings_the_line_nearer() {
        let mut polity = polity();
        put_issue(&mut polity, &[0.0, 0.0]);
        put_matter(&mut polity, &[0.7, 0.1]);
        let far = polity.crises[0].options[0].daring;
        polity.crises[0].options[0].stance = vec![(0, far)];
        let mut play = opened(&polity);
        play.k.daring = 0.0;
        play.leaders.iter_mut().for_each(|leader| leader.speak = 1.0);
        let scene = play.scene();
        let offer = &scene.initiatives[0];
        let mut worth = |position: f64| {
            play.leaders[0].positions[0] = position;
            let worth = play.worth_taking_up(0, offer, 1.0, &scene).expect("an option").1;
            let most = play.promise(offer).conviction;
            assert!(worth <= most + 1e-9, "no more than promised: {worth} {most}");
            worth
        };
        // The line is in the middle, the option at 0.7: it moves to 0.07.
        let all = worth(1.0);
        assert!(all > 0.0 && (worth(0.3) - all).abs() < 1e-9, "he does not overshoot so soon");
        assert!(worth(0.05).abs() < all && worth(-0.3) < 0.0);
    }
}
