//! Empty seats are filled, from outside, from the bench and in the end from the cadres; congresses renew
//! the seats of cadres.

use super::cadres::{NO_SEAT, NOBODY};
use super::following::Appeals;
use super::opening::blank;
use super::state::{Play, Status, Tapes};
use super::{Figure, Occurrence, Reading};
use crate::chance::{Key, Purpose, Stream, Tape, choose, unit};
use crate::polity::{BaseIx, CrisisIx, FEWEST_SEATS, MOST_SEATS, OrganIx, Sitting, Who};

impl Play<'_> {
    /// Empty seats: from the outsiders and the bench, and when that is empty from the highest
    /// cadres, each sponsored by a member.
    pub fn fill_seats(&mut self) {
        // One a round: an organ renews itself by degrees, unless hardly anyone is left.
        loop {
            let seated = self.active.iter().filter(|&&i| self.leaders[i].seated).count();
            if seated >= self.seats {
                return;
            }
            let voters: Vec<Who> = self.voters().collect();
            let candidates: Vec<Who> = (0..self.leaders.len())
                .filter(|&c| {
                    let outside = self.present(c)
                        && !self.leaders[c].seated
                        && self.held_by(c).next().is_some();
                    outside || self.available(c)
                })
                .collect();
            match self.best_newcomer(&voters, &candidates) {
                Some((who, sponsor, reads)) => self.seat(who, sponsor, reads),
                None => {
                    self.raise_from_cadres();
                }
            }
            if seated + 1 >= 4.min(self.seats) {
                return;
            }
        }
    }

    /// Adds seats to the organ of principals, or takes some. Nobody loses his: of those taken, the ones
    /// that are held are not filled again.
    pub fn resize(&mut self, by: f64) {
        let most = MOST_SEATS as f64;
        let least = FEWEST_SEATS.min(self.seats) as f64;
        self.seats = (self.seats as f64 + libm::round(by)).clamp(least, most) as usize;
    }

    /// Whom the organ would rather have, and who speaks for him most.
    fn best_newcomer(
        &self,
        voters: &[Who],
        candidates: &[Who],
    ) -> Option<(Who, Option<Who>, Vec<Reading>)> {
        let occurrence = (self.round as u64) << 8 | (self.seatings & 0xff);
        let organ = Key::of("organ", &self.polity.organs[self.polity.presidium].id, 0);
        let voices: f64 = voters.iter().map(|&v| self.voice(v)).sum();
        // What is thought of each, and who is warmest.
        let reception = |&c: &Who| {
            // Whoever holds a high office belongs among those who decide.
            let held = self.held_by(c).map(|office| self.offices[office].responsibility);
            let claim = voices * self.k.fill_claim * held.sum::<f64>();
            let (mut sum, mut warmest, mut sponsor) = (claim, f64::NEG_INFINITY, None);
            for &v in voters {
                let trust = self.pairs.trust.at(v, c);
                let view = self.k.fill_trust * trust
                    - self.k.hostility_issues * self.gap(v, c)
                    - 0.3 * self.k.fill_fear * self.leaders[c].influence;
                let voice = self.voice(v);
                sum += voice * view;
                if voice * (0.2 + trust) > warmest {
                    (warmest, sponsor) = (voice * (0.2 + trust), Some(v));
                }
            }
            (sum, sponsor)
        };
        let receptions: Vec<(f64, Option<Who>)> = candidates.iter().map(reception).collect();
        let luck = candidates.iter().map(|&c| {
            let stream = Stream::new(Purpose::Fill, organ, self.leaders[c].key);
            self.chance.bits(stream, occurrence)
        });
        let best = choose(luck, |at, luck| receptions[at].0 + self.k.fill_noise * luck)?;
        let who = candidates[best];
        let reads = self.regards(candidates, who, |at| receptions[at].0 / voices.max(1e-9));
        Some((who, receptions[best].1, reads))
    }

    /// Mean gap between two principals' positions by salience, in `[0, 1]`.
    fn gap(&self, i: Who, j: Who) -> f64 {
        let positions = self.leaders[i].positions.iter().zip(&self.leaders[j].positions);
        let gaps = positions.zip(&self.salience).map(|((x, y), weight)| weight * (x - y).abs());
        0.5 * gaps.sum::<f64>()
    }

    fn seat(&mut self, who: Who, sponsor: Option<Who>, reads: Vec<Reading>) {
        self.seatings += 1;
        if matches!(self.leaders[who].status, Status::Bench(_)) {
            self.bring_in(who, sponsor);
        }
        self.leaders[who].seated = true;
        self.call_roll();
        let organ = self.polity.presidium;
        self.tell(Occurrence::Seated { organ, who, sponsor }, |_| reads);
    }

    /// Somebody comes to the top: he trusts his sponsor, for a time, and brings clients.
    pub fn bring_in(&mut self, who: Who, sponsor: Option<Who>) {
        self.leaders[who].status = Status::Active;
        if let Some(sponsor) = sponsor {
            for (i, j, by) in [(who, sponsor, 0.5), (sponsor, who, 0.25)] {
                self.pairs.trust.add(i, j, by, -1.0, 1.0);
            }
        }
        self.muster();
        if let Some(home) = self.leaders[who].home {
            self.bring_clients(who, home);
        }
        self.measure_grip();
    }

    /// A newcomer's clients: some of the unattached cadres of his base, highest first.
    fn bring_clients(&mut self, who: Who, base: BaseIx) {
        let range = self.cadres.of(base);
        let mut left = (self.k.newcomer_clients * range.len() as f64) as usize;
        let table = Appeals::new(self);
        for at in range {
            if left == 0 {
                break;
            }
            if self.cadres.each[at].patron == NOBODY {
                self.cadres.each[at].patron = who as u16;
                self.cadres.reconsider(&[at], &table);
                left -= 1;
            }
        }
    }

    /// The bench is empty: whoever has the highest post in the base that counts most comes up, with
    /// the views that he has and through his patron. He is named by his post and the month, which
    /// is also what his luck is keyed by; the post goes to somebody else.
    pub fn raise_from_cadres(&mut self) -> Who {
        let base = (0..self.bases.len()).fold(0, |best, b| {
            if self.bases[b].weight > self.bases[best].weight { b } else { best }
        });
        // The highest post in which there is anybody.
        let mut posts = self.cadres.of(base);
        let first = posts.start;
        let at = posts.find(|at| !self.bases[base].vacant.contains(at)).unwrap_or(first);
        let (post, patron) = (self.cadres.each[at].post, self.cadres.each[at].patron);
        let (b, round) = (&self.polity.bases[base], self.round);
        let label = self.polity.calendar.label(round).replace('-', "_");
        let id = format!("{}_{}_{label}_{}", b.id, post + 1, self.seatings + 1);
        let year = self.polity.calendar.date(round).year();
        let dated = |at| self.polity.calendar.date(at).year();
        let before = self.log.cast.iter().filter_map(|figure| figure.risen);
        let nth = 1 + before.filter(|&at| dated(at) == year).count();
        let (name, short) = risen_names(nth, &b.name, year);
        let key = self.register.enter("principal", &id);
        let stream = Stream::new(Purpose::Rise, self.bases[base].key, Key::number(post as usize));
        let block = self.chance.block(stream, (round as u64) << 8 | (self.seatings & 0xff));
        let draw = |slot: usize, low: f64, high: f64| low + unit(block[slot]) * (high - low);
        let mut leader = blank(self.polity, key, &self.chance);
        leader.home = Some(base);
        leader.born = f64::from(year) - draw(0, 45.0, 56.0);
        leader.ambition = draw(1, 0.3, 0.8);
        leader.cunning = draw(2, 0.3, 0.8);
        leader.resolve = draw(3, 0.2, 0.8);
        leader.dread = draw(4, 0.0, 0.3);
        leader.taint = draw(5, 0.1, 0.5);
        leader.appeal = draw(6, 0.1, 0.6);
        leader.rigidity = draw(7, 0.2, 0.8);
        leader.standing = draw(8, 0.15, 0.35);
        leader.anchor = leader.standing;
        let groups = self.groups_of_issues();
        let views = self.cadres.views[at * groups..][..groups].as_flattened();
        for (position, &view) in leader.positions.iter_mut().zip(views) {
            *position = f64::from(view);
        }
        let who = self.leaders.len();
        self.leaders.push(leader);
        self.tapes.push(Tapes::of(key));
        self.pairs.grow(who + 1);
        self.log.cast.push(Figure { id, name, short, contender: false, risen: Some(round) });
        self.make_room(who);
        let voters: Vec<Who> = self.voters().collect();
        let strongest = voters.iter().copied().fold(None, |best: Option<Who>, v| match best {
            Some(b) if self.leaders[b].influence >= self.leaders[v].influence => Some(b),
            _ => Some(v),
        });
        let own = voters.iter().copied().find(|&voter| voter as u16 == patron);
        let sponsor = own.or(strongest);
        self.bring_in(who, sponsor);
        self.seat(who, sponsor, Vec::new());
        let table = Appeals::new(self);
        self.place(at, None, &table);
        who
    }

    /// A congress: organs of cadres renew a share of their seats, favouring the clients of whoever
    /// places most cadres.
    pub fn congress(&mut self, crisis: CrisisIx, occurrence: u64) {
        let patron = (self.active.iter().copied()).fold(None, |best: Option<Who>, i| {
            let places = |i: Who| self.leaders[i].patronage;
            match best {
                Some(b) if places(b) >= places(i) => Some(b),
                _ => (places(i) > 0.0).then_some(i).or(best),
            }
        });
        let patron = patron.map_or(NOBODY, |who| who as u16);
        for organ in 0..self.polity.organs.len() {
            if let Sitting::Cadres { renewal } = self.polity.organs[organ].sitting {
                let [sitting, rising] = self.standing_for(organ, patron, crisis, occurrence);
                let renewed = (self.values[renewal] * sitting.len() as f64) as usize;
                let (sitting, rising) = (least(sitting, renewed), least(rising, renewed));
                for (&out, &new) in sitting.iter().zip(&rising) {
                    self.give_way(organ, out, new);
                }
                let seats = sitting.len().min(rising.len()) as u32;
                self.tell(Occurrence::Renewed { organ, seats }, |_| Vec::new());
            }
        }
    }

    /// Those who sit in an organ, by how safe their seats are, and those who may rise to it, the
    /// nearest least: candidates come first, then whoever has no seat, in either case the high
    /// before the low.
    fn standing_for(
        &mut self,
        organ: OrganIx,
        patron: u16,
        crisis: CrisisIx,
        occurrence: u64,
    ) -> [Vec<(f64, usize)>; 2] {
        let seat = organ as u8;
        // Each congress renews each organ by luck of its own.
        let organ = &self.polity.organs[organ].id;
        let key = Key::of("renewal", organ, self.crises[crisis].key.bits());
        let cadres = &self.cadres.each;
        let mut sitting = Vec::with_capacity(cadres.len());
        let mut rising = Vec::with_capacity(cadres.len());
        for (b, base) in self.bases.iter().enumerate() {
            let mut tape = Tape::new(Stream::new(Purpose::Congress, key, base.key));
            for at in self.cadres.of(b) {
                let cadre = &cadres[at];
                let luck = tape.unit(&mut self.chance, occurrence << 29 | u64::from(cadre.post));
                let client = f64::from(u8::from(patron != NOBODY && cadre.patron == patron));
                let backs = f64::from(u8::from(patron != NOBODY && cadre.backs == patron));
                let loyal = client + 0.5 * backs + luck;
                if cadre.seat == seat && cadre.votes {
                    sitting.push((loyal, at));
                } else if cadre.seat == seat || cadre.seat == NO_SEAT {
                    let candidate = f64::from(u8::from(cadre.seat == seat));
                    let rank = loyal + 0.5 * candidate + f64::from(cadre.weight) * 1e-6;
                    rising.push((-rank, at));
                }
            }
        }
        [sitting, rising]
    }

    /// One cadre takes another's seat in an organ, who gets in return what seat he had himself.
    fn give_way(&mut self, organ: OrganIx, out: usize, new: usize) {
        self.cadres.count_seat(out, false);
        let (was, votes) = (self.cadres.each[new].seat, self.cadres.each[new].votes);
        self.cadres.each[new].seat = organ as u8;
        self.cadres.each[new].votes = true;
        self.cadres.each[out].seat = was;
        self.cadres.each[out].votes = votes;
        self.cadres.count_seat(new, true);
        self.cadres.count_seat(out, true);
    }
}

/// What the `nth` of those who rise in a year are called, in full and in short: not alike within a
/// history.
fn risen_names(nth: usize, base: &str, year: i16) -> (String, String) {
    const ORDINALS: [&str; 9] = [
        "a second",
        "a third",
        "a fourth",
        "a fifth",
        "a sixth",
        "a seventh",
        "an eighth",
        "a ninth",
        "a tenth",
    ];
    let Some(before) = nth.checked_sub(2) else {
        return (format!("a newcomer of {year} from the {base}"), format!("Newcomer of {year}"));
    };
    let name = match ORDINALS.get(before) {
        Some(ordinal) => format!("{ordinal} newcomer of {year} from the {base}"),
        None => format!("newcomer number {nth} of {year} from the {base}"),
    };
    (name, format!("Newcomer {nth} of {year}"))
}

/// So many places with the least values, in their order; of equals the lower place first.
fn least(mut all: Vec<(f64, usize)>, how_many: usize) -> Vec<usize> {
    let order =
        |a: &(f64, usize), b: &(f64, usize)| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1));
    if how_many < all.len() {
        all.select_nth_unstable_by(how_many, order);
        all.truncate(how_many);
    }
    all.sort_unstable_by(order);
    all.into_iter().map(|entry| entry.1).collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{opened, polity};
    use super::super::state::Status;

    #[test]
    fn a_high_office_is_a_claim_to_a_seat() {
        let polity = polity();
        let mut play = opened(&polity);
        let voters = [0, 3];
        // Two outsiders who are alike, but that one holds an office.
        for who in [1, 2] {
            play.leaders[who].seated = false;
            play.leaders[who].influence = 0.2;
        }
        play.k.fill_noise = 0.0;
        let mut chosen = |claim| {
            play.k.fill_claim = claim;
            play.best_newcomer(&voters, &[1, 2]).map(|(who, ..)| who)
        };
        assert_eq!((chosen(0.8), chosen(-0.8)), (Some(1), Some(2)));
    }

    #[test]
    fn what_a_newcomer_owes_his_sponsor_fades() {
        let polity = polity();
        let mut play = opened(&polity);
        play.leaders[3].status = Status::Bench(0);
        play.muster();
        let before = play.pairs.trust.at(3, 0);
        play.bring_in(3, Some(0));
        let owed = |play: &super::Play| play.pairs.trust.at(3, 0) - before;
        let at_first = owed(&play);
        assert!(at_first > 0.4 && play.pairs.trust.at(0, 3) < play.pairs.trust.at(3, 0));
        (0..60).for_each(|_| play.standing_turn());
        assert!(
            owed(&play) < 0.5 * at_first && owed(&play) > 0.0,
            "{at_first}, then {}",
            owed(&play)
        );
    }
}
