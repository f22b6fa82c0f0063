//! One round, in the order of the model.

use super::state::{Play, Status};
use super::{Log, Occurrence};
use crate::polity::{Deed, Num};

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

    /// What a what-if makes happen now.
    fn interventions_turn(&mut self) {
        let polity = self.polity;
        let now = self.round;
        for intervention in polity.interventions.iter().filter(|i| i.at == now) {
            match &intervention.deed {
                Deed::Set(set) => {
                    for &(num, value) in set {
                        self.values.set(num, value);
                    }
                    let nums: Vec<Num> = set.iter().map(|entry| entry.0).collect();
                    self.load(Some(&nums));
                }
                // Whoever has it already keeps it, and goes on answering for it.
                &Deed::Office(office, holder) if self.offices[office].holder == holder => {}
                &Deed::Office(office, holder) => {
                    if self.offices[office].holder.is_some() {
                        self.vacate(office);
                    }
                    let ready = self.offices[office].open;
                    if let Some(who) =
                        holder.filter(|&who| ready && self.leaders[who].status == Status::Active)
                    {
                        self.install(office, who);
                    }
                }
                &Deed::Crisis { crisis, fires, option, success } => {
                    let forced = &mut self.crises[crisis].forced;
                    forced.option = option.or(forced.option);
                    forced.success = success.or(forced.success);
                    match fires {
                        Some(true) => forced.fires_at = Some(self.round),
                        Some(false) => self.crises[crisis].blocked = true,
                        None => {}
                    }
                }
                &Deed::Dies(who) => {
                    if self.leaders[who].status != Status::Dead {
                        self.die(who);
                    }
                }
                &Deed::Away(who, until) => self.leaders[who].away_until = until,
            }
            let id = intervention.id.clone();
            self.tell(Occurrence::Intervention { id }, |_| Vec::new());
        }
    }
}
