//! One round, in the order of the model.

use super::state::{Play, Status};
use super::{Log, Occurrence};
use crate::polity::{Deed, Num, OfficeIx, Who};

impl Play<'_> {
    /// Plays every round and hands over the log.
    pub fn run(mut self) -> Log {
        for round in 0..self.polity.calendar.rounds {
            self.round = round;
            self.play_round();
        }
        self.log
    }

    fn play_round(&mut self) {
        self.seatings = 0;
        self.calendar_turn();
        self.interventions_turn();
        // 1. World.
        self.world_turn();
        // 2. Decide.
        self.crises_turn();
        self.lines_turn();
        self.standing_turn();
        self.norms_turn();
        // 3. Act.
        self.refresh();
        self.act_turn();
        // 4. Plots, and 5. showdowns when they strike.
        self.plots_turn();
        // 6. Fill.
        self.fill_turn();
        // 7. Cadres.
        self.cadres_turn();
        // 8. Measure.
        self.measure();
    }

    /// What a what-if makes happen now. First that it does, then what comes of it.
    pub fn interventions_turn(&mut self) {
        let polity = self.polity;
        let now = self.round;
        let due = polity.interventions.iter().enumerate().filter(|(_, one)| one.at == now);
        for (k, intervention) in due {
            let took_hold = self.can_be(&intervention.deed);
            let id = intervention.id.clone();
            self.tell(Occurrence::Intervention { id, took_hold }, |_| Vec::new());
            if took_hold {
                self.intervene(&intervention.deed);
            } else {
                self.log.without_effect.push(k);
            }
        }
    }

    /// Whether there is still something for an intervention to change.
    fn can_be(&self, deed: &Deed) -> bool {
        let in_reach = |who: Who| self.leaders[who].status == Status::Active || self.available(who);
        match *deed {
            // What somebody is like changes nothing once he has fallen, but for how long he lives.
            Deed::Set(ref set) => {
                let gone =
                    |who: Who| matches!(self.leaders[who].status, Status::Fallen | Status::Dead);
                let between = self.polity.trust.iter().chain(&self.polity.files);
                let idle = |num: Num| {
                    if let Some(&(i, j, _)) = between.clone().find(|entry| entry.2 == num) {
                        return gone(i) || gone(j);
                    }
                    let mut people = self.polity.principals.iter().zip(&self.leaders);
                    let owner = people.find(|(p, _)| p.has(num));
                    owner.is_some_and(|(p, leader)| match leader.status {
                        Status::Dead => true,
                        Status::Fallen => ![p.born, p.frailty].contains(&num),
                        Status::Active | Status::Bench(_) => false,
                    })
                };
                !set.iter().all(|&(num, _)| idle(num))
            }
            Deed::Office(office, Some(who)) => {
                let state = &self.offices[office];
                state.open && state.holder != Some(who) && in_reach(who)
            }
            Deed::Crisis { .. } if self.k.with_crises < 0.5 => false,
            Deed::Office(office, None) => self.offices[office].holder.is_some(),
            Deed::Crisis { crisis, fires, .. } => {
                let comes_again = self.polity.crises[crisis].again_after.is_some();
                let made_to_come = || {
                    let mut to_come =
                        self.polity.interventions.iter().filter(|i| i.at >= self.round);
                    to_come.any(|i| {
                        matches!(i.deed, Deed::Crisis { crisis: it, fires: Some(true), .. } if it == crisis)
                    })
                };
                let in_time = fires == Some(true)
                    || !self.seasons[crisis].is_over(self.round)
                    || made_to_come();
                in_time && (comes_again || self.crises[crisis].fired.is_none())
            }
            Deed::Dies(who) => self.leaders[who].status != Status::Dead,
            // Whoever is on the bench may be brought in while he is away.
            // Who is away for longer already stays away as he would have.
            Deed::Away(who, until) => {
                let leader = &self.leaders[who];
                let gone = matches!(leader.status, Status::Fallen | Status::Dead);
                !gone && leader.away_until < until
            }
        }
    }

    fn intervene(&mut self, deed: &Deed) {
        match *deed {
            Deed::Set(ref set) => {
                self.settle_ages();
                for &(num, value) in set {
                    self.values.set(num, value);
                }
                let nums: Vec<Num> = set.iter().map(|entry| entry.0).collect();
                self.load(Some(&nums));
            }
            Deed::Office(office, holder) => self.give(office, holder),
            Deed::Crisis { crisis, fires, option, success } => {
                let forced = &mut self.crises[crisis].forced;
                forced.option = option.or(forced.option);
                forced.success = success.or(forced.success);
                match fires {
                    Some(true) => self.seasons[crisis].called = Some(self.round),
                    Some(false) => self.seasons[crisis].end(),
                    None => {}
                }
            }
            Deed::Dies(who) => self.die(who),
            Deed::Away(who, until) => {
                let away = &mut self.leaders[who].away_until;
                *away = until.max(*away);
            }
        }
    }

    /// Gives an office to somebody, or empties it. Whoever waits on the bench is brought in for it.
    fn give(&mut self, office: OfficeIx, holder: Option<Who>) {
        let before = self.offices[office].holder;
        // Whoever has it already keeps it, and goes on answering for it.
        if before == holder {
            return;
        }
        if let Some(who) = before {
            self.vacate(office);
            self.offices[office].put_out = Some(who);
            self.tell(Occurrence::Left { office, who }, |_| Vec::new());
        }
        if let Some(who) = holder {
            if self.leaders[who].status != Status::Active {
                self.bring_in(who, None);
            }
            self.install(office, who);
            // Nobody voted on it.
            self.tell(Occurrence::Took { office, who, share: 0.0 }, |_| Vec::new());
        }
    }
}
