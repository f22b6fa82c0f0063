//! What everyone can see of a month, worked out once and read by every decision in it.

use super::appeal::Sides;
use super::following::Appeals;
use super::initiative::Offer;
use super::lanes::{FOUR, Four, LANES, Lanes, add, at_a_glance, groups, lanes, one, set};
use super::motions::stake_of_office;
use super::stakes::HOSTILE;
use super::state::Play;
use crate::polity::{BaseIx, IssueIx, OrganIx, Trait, Who};

/// The month as everyone sees it; set anew after a showdown.
#[derive(Default)]
pub(super) struct Scene {
    /// Influence of whoever leads.
    pub greatest: f64,
    /// What losing costs.
    pub price: f64,
    /// The active as targets, by place, in groups; beyond the last all is nought.
    pub faces: Vec<Faces>,
    /// What it is worth to whoever stands above the line on an issue, and costs whoever stands below
    /// it, that each be heard less: by issue and place, in groups.
    pub heard: Vec<Lanes>,
    /// What draws cadres to each, as the month begins.
    pub appeals: Appeals,
    /// Initiatives open now.
    pub initiatives: Vec<Offer>,
    /// Mean of each trait among the active, by trait; where there are initiatives.
    pub usual: [f64; Trait::ALL.len()],
    /// Weight of each base, as it was when this scene was last weighed anew.
    weighed: Vec<f64>,
    /// The same, of all bases.
    pub weight: Vec<f64>,
    /// The same in single precision.
    pub weight_f32: Vec<f32>,
    /// What one post in each base is worth in influence, as long as the client keeps it.
    pub lasting: Vec<f64>,
    /// Where the cadres of each base stand, by four issues and base.
    pub views: Vec<Four>,
    /// How a cadre's choice answers to a unit of support.
    pub response: f64,
    /// The most targets that any kind of action has.
    pub targets: usize,
}

/// Principals as the others see them, side by side.
#[derive(Clone, Debug, Default)]
pub(super) struct Faces {
    pub influence: Lanes,
    /// Nought for the active, and the least possible in a place that nobody has.
    pub absent: Lanes,
    /// 1 for whoever is not away.
    pub there: Lanes,
    /// Expected share of votes against him, if somebody moved.
    pub votes: Lanes,
    /// The same, if it were for his weightiest office; nought where he has none.
    pub moved: Lanes,
    /// How a plot that goes by vote looks at first sight, where no appeal undoes it.
    pub by_vote: Lanes,
    /// Share of coercion in hands hostile to him, and in his own.
    pub force: Lanes,
    pub coercion: Lanes,
    /// Mean hostility of the voters to him.
    pub ill_will: Lanes,
    /// How bad his record looks.
    pub blemish: Lanes,
    /// What his influence makes his fall worth.
    pub prize: Lanes,
    /// His influence against the greatest.
    pub rivalry: Lanes,
    /// What an accuser fears: troops of a man who is dreaded, and the hand of one who stands above
    /// the rest.
    pub fear: Lanes,
    /// How likely he seems to be saved on appeal, as far as anyone expects an appeal; nought while
    /// all are weary, as nobody asks.
    pub saved: Lanes,
    /// Share of the price of losing that striking at him costs.
    pub cheaper: Lanes,
    /// Weight of his weightiest office, and what the loss of it weighs against a fall.
    pub office: Lanes,
    pub stake: Lanes,
    /// What a censure of him weighs.
    pub rebuke: Lanes,
    /// The most that it can be worth to anybody that he be heard less.
    pub voice: Lanes,
}

// None of these is inlined, so that the compiler makes the lanes, and not the groups, go side by
// side.
impl Faces {
    /// One more has so much against each, and sends his troops along; and his vote, if he has one,
    /// of this sharpness.
    #[inline(never)]
    fn meet(&mut self, hostility: &Lanes, bias: &Lanes, coercion: f32, vote: Option<f32>) {
        add(&mut self.force, |lane| if hostility[lane] > HOSTILE { coercion } else { 0.0 });
        if let Some(sharpness) = vote {
            add(&mut self.ill_will, |lane| hostility[lane]);
            add(&mut self.votes, |lane| aye(sharpness * (hostility[lane] - bias[lane])));
        }
    }

    /// How events have borne out positions on an issue whose poles do so well: what it adds to the
    /// bias of voters, and takes from blemish, each with its weight.
    #[inline(never)]
    fn judge(&mut self, bias: &mut Lanes, positions: &Lanes, going: [f32; 2], weights: [f32; 2]) {
        let borne_out: Lanes = lanes(|lane| {
            let going = if positions[lane] < 0.0 { going[0] } else { going[1] };
            positions[lane].abs() * going
        });
        let [votes, blemish] = weights;
        add(bias, |lane| votes * borne_out[lane]);
        add(&mut self.blemish, |lane| -blemish * borne_out[lane]);
    }

    /// Adds what follows from influence and from what all have against each.
    #[inline(never)]
    fn complete(&mut self, share: f32, majority: f32, unrivalled: f32, half: f32) {
        let (votes, ill_will) = (self.votes, self.ill_will);
        self.votes = lanes(|lane| votes[lane] * share);
        self.ill_will = lanes(|lane| ill_will[lane] * share);
        let saved = self.saved;
        self.by_vote = lanes(|lane| {
            at_a_glance(10.0 * (votes[lane] * share - majority)) * (1.0 - saved[lane])
        });
        let influence = self.influence;
        self.prize = lanes(|lane| influence[lane] / (influence[lane] + half));
        self.rivalry = lanes(|lane| {
            let rivalry = influence[lane] * unrivalled;
            if rivalry < 1.0 { rivalry } else { 1.0 }
        });
    }
}

/// Positions of the active, by issue and place.
#[derive(Clone, Debug, Default)]
pub(super) struct Ground {
    groups: usize,
    positions: Vec<Lanes>,
}

impl Scene {
    /// How far the cadres of a base agree with a position on an issue.
    pub fn agreement(&self, base: BaseIx, issue: IssueIx, position: f64) -> f64 {
        let bases = self.weight.len();
        let view = self.views[issue / FOUR * bases + base][issue % FOUR];
        0.6 - (f64::from(view) - position).abs()
    }
}

impl Ground {
    /// Positions on an issue, by place.
    #[inline]
    pub fn on(&self, issue: IssueIx) -> &[Lanes] {
        &self.positions[issue * self.groups..][..self.groups]
    }
}

#[cfg(test)]
impl Play<'_> {
    /// The month as it now looks.
    pub fn scene(&self) -> Scene {
        let mut scene = Scene::default();
        self.set_scene(&mut scene);
        scene
    }
}

impl Play<'_> {
    /// Sets the scene anew, as the month now looks. What has not changed since it was last set is
    /// left as it is.
    pub fn set_scene(&self, scene: &mut Scene) {
        self.look_at_faces(&mut scene.faces);
        self.listen(scene);
        // Logit share of one among several: a small lead moves about this much.
        scene.response = (1.0 - self.k.standing_share) * 0.15 / self.k.taste.max(0.1);
        let weights = self.bases.iter().map(|base| base.weight);
        if !weights.eq(scene.weighed.iter().copied()) {
            self.weigh_bases_for(scene);
        }
        self.see_offers(scene);
        scene.greatest = self.greatest;
        scene.price = self.price_of_losing();
        scene.appeals.draw_up(self);
    }

    /// Looks anew at which initiatives are open, and makes room for as many targets as there may be.
    pub fn see_offers(&self, scene: &mut Scene) {
        self.look_for_initiatives(scene);
        scene.targets = (self.active.len())
            .max(self.bases.len())
            .max(self.issues.len())
            .max(scene.initiatives.len());
    }

    /// What of the scene changes only with the weights of the bases.
    fn weigh_bases_for(&self, scene: &mut Scene) {
        scene.weighed = self.bases.iter().map(|base| base.weight).collect();
        let total: f64 = scene.weighed.iter().sum::<f64>().max(1e-9);
        scene.weight = scene.weighed.iter().map(|weight| weight / total).collect();
        scene.weight_f32 = scene.weight.iter().map(|&weight| weight as f32).collect();
        let lasting = scene.weight.iter().enumerate();
        scene.lasting = lasting.map(|(base, &weight)| self.lasting(base, weight)).collect();
        let bases = self.bases.len();
        scene.views = vec![[0.0; FOUR]; self.issues.len().div_ceil(FOUR) * bases];
        for (at, base) in self.polity.bases.iter().enumerate() {
            for (issue, &num) in base.cohort.mean.iter().enumerate() {
                scene.views[issue / FOUR * bases + at][issue % FOUR] = self.values[num] as f32;
            }
        }
        scene.initiatives.clear();
    }

    /// Which initiatives are open now. What there is to gain by one changes only with the weights
    /// of the bases.
    fn look_for_initiatives(&self, scene: &mut Scene) {
        let any = self.k.with_initiatives >= 0.5 && self.k.with_crises >= 0.5;
        let mut at = 0;
        for &crisis in &self.initiatives {
            let open = any && self.initiative_open(crisis);
            let known = scene.initiatives.get(at).is_some_and(|offer| offer.crisis == crisis);
            if open && !known {
                let offer = self.offer(crisis, &scene.weight, scene.response);
                scene.initiatives.insert(at, offer);
            } else if known && !open {
                scene.initiatives.remove(at);
            }
            at += usize::from(open);
        }
        scene.usual =
            if scene.initiatives.is_empty() { Default::default() } else { self.usual_traits() };
    }

    /// What one post in a base of this weight is worth in influence, as long as the client keeps it.
    fn lasting(&self, base: BaseIx, weight: f64) -> f64 {
        let each = 1.0 / self.cadres.of(base).len().max(1) as f64;
        // A client stays as long as his post; what courting wins fades sooner.
        let tenure = self.values[self.polity.bases[base].cohort.tenure];
        let ahead = self.foresight();
        let lasting = tenure.min(3.0 * ahead) / ahead;
        each * lasting * weight * (1.0 - self.k.standing_share)
    }

    /// Mean of each trait among the active.
    fn usual_traits(&self) -> [f64; Trait::ALL.len()] {
        let share = 1.0 / self.active.len().max(1) as f64;
        let mut all = [0.0; Trait::ALL.len()];
        for &i in &self.active {
            let leader = &self.leaders[i];
            for (all, what) in all.iter_mut().zip(Trait::ALL) {
                *all += leader.trait_of(what);
            }
        }
        all.map(|all| share * all)
    }

    /// Lays the positions of the active side by side.
    pub fn lay_ground(&mut self) {
        let (ground, groups) = (&mut self.ground, groups(self.active.len()));
        ground.groups = groups;
        ground.positions.clear();
        ground.positions.resize(groups * self.issues.len(), [0.0; LANES]);
        for (slot, &who) in self.active.iter().enumerate() {
            for (issue, &position) in self.leaders[who].positions.iter().enumerate() {
                let place = issue * groups + slot / LANES;
                ground.positions[place][slot % LANES] = position as f32;
            }
        }
    }

    /// Somebody has shifted on an issue.
    pub fn shift_ground(&mut self, who: Who, issue: IssueIx) {
        let (slot, groups) = (self.slot(who), self.ground.groups);
        let row = &mut self.ground.positions[issue * groups..][..groups];
        set(row, slot, self.leaders[who].positions[issue] as f32);
        self.measure_apart_from(who);
    }

    /// Everyone as the others see him.
    fn look_at_faces(&self, faces: &mut Vec<Faces>) {
        let k = &self.k;
        faces.clear();
        faces.extend(self.active.chunks(LANES).map(|men| self.bearings(men)));
        // The weightiest of his offices is what he could lose.
        for office in &self.offices {
            let Some(slot) = office.holder.map(|who| self.slot(who)) else { continue };
            let stake = stake_of_office(office.responsibility);
            let weight = office.responsibility as f32;
            if slot < self.active.len() && weight > faces[slot / LANES].office[slot % LANES] {
                let (face, lane) = (&mut faces[slot / LANES], slot % LANES);
                (face.office[lane], face.stake[lane]) = (weight, stake as f32);
            }
        }
        // Who can convene the higher organ may be saved by it. While all are weary nobody may
        // strike at him, and nobody asks.
        let asked = self.norms.precedent > 0.0 && self.round >= self.weary_until;
        let organ = self.higher_organ().filter(|_| asked);
        if let Some(organ) = organ {
            for (who, slot) in self.conveners(organ).map(|who| (who, self.slot(who))) {
                if slot < self.active.len() {
                    faces[slot / LANES].saved[slot % LANES] =
                        self.saved_at_a_glance(who, organ) as f32;
                }
            }
        }
        let share = 1.0 / (self.roll.present as f32).max(1.0);
        let majority = self.majority() as f32;
        let unrivalled = (1.0 / self.greatest.max(1e-9)) as f32;
        for (group, face) in faces.iter_mut().enumerate() {
            self.hostilities_seen(group, face);
            face.complete(share, majority, unrivalled, k.plot_prize_half as f32);
        }
        // While all are weary nobody moves, and nobody asks.
        if self.round >= self.weary_until {
            for (slot, &who) in self.active.iter().enumerate() {
                let (face, lane) = (&mut faces[slot / LANES], slot % LANES);
                if face.office[lane] > 0.0 {
                    face.moved[lane] = self.expected_share_for_relief(who) as f32;
                }
            }
        }
    }

    /// How much it is worth to others that each be heard less. While all are weary nobody asks.
    fn listen(&self, scene: &mut Scene) {
        let groups = scene.faces.len();
        scene.heard.clear();
        scene.heard.resize(groups * self.issues.len(), [0.0; LANES]);
        if self.round < self.weary_until {
            return;
        }
        for (slot, &who) in self.active.iter().enumerate() {
            let mut most = 0.0;
            for issue in 0..self.issues.len() {
                let worth = self.worth_of_silence(who, issue) as f32;
                set(&mut scene.heard[issue * groups..], slot, worth);
                most += worth.abs();
            }
            scene.faces[slot / LANES].voice[slot % LANES] = most;
        }
    }

    /// What a group of the active show of themselves.
    fn bearings(&self, men: &[Who]) -> Faces {
        let k = &self.k;
        let limit = self.allowed_influence();
        let usual = self.usual_standing().max(1e-9);
        let mut face = Faces { absent: [f32::NEG_INFINITY; LANES], ..Faces::default() };
        for (lane, &who) in men.iter().enumerate() {
            let (leader, lane) = (&self.leaders[who], lane % LANES);
            face.absent[lane] = 0.0;
            face.influence[lane] = leader.influence as f32;
            face.coercion[lane] = leader.coercion as f32;
            face.there[lane] = f32::from(u8::from(leader.away_until <= self.round));
            let above = (leader.influence - limit).max(0.0);
            face.fear[lane] = (leader.dread * leader.coercion + k.denounce_reprisal * above) as f32;
            face.cheaper[lane] = self.relief_of_striking(who) as f32;
            face.blemish[lane] = (0.4 * leader.taint + 0.6 * (1.0 - leader.standing)) as f32;
            face.rebuke[lane] = self.stake_of_censure(who, usual) as f32;
        }
        face
    }

    /// How likely somebody who can convene this higher organ seems to be saved by it, if whoever
    /// menaces him most moved against him alone.
    fn saved_at_a_glance(&self, who: Who, organ: OrganIx) -> f64 {
        let against = self.pairs.hostility.against(self.slot(who));
        let menace = |i: Who| self.leaders[i].influence * one(against, self.slot(i)).max(0.0);
        let others = self.active.iter().copied().filter(|&i| i != who);
        let foe = others.map(|i| (menace(i), i));
        let Some((_, foe)) = foe.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))) else {
            return 0.0;
        };
        let members = [foe];
        let sides = Sides { target: who, leader: foe, members: &members, alone: true };
        self.saved_by_appeal(organ, sides, self.norms.precedent)
    }

    /// Sums up what everyone has against each of a group: force at hand, ill will, votes to be
    /// expected; and how his course has fared.
    fn hostilities_seen(&self, group: usize, face: &mut Faces) {
        debug_assert!(self.is_called());
        let k = &self.k;
        let mut bias = [k.vote_bias as f32; LANES];
        for (issue, state) in self.issues.iter().enumerate() {
            let going = state.performance.map(|x| x as f32);
            let weights = [k.vote_refuted * self.salience(issue), 0.6 * self.pressing(issue)];
            let weights = weights.map(|weight| weight as f32);
            face.judge(&mut bias, &self.ground.on(issue)[group], going, weights);
        }
        let sharpness = k.vote_sharpness as f32;
        for slot in 0..self.active.len() {
            let (called, lane) = (&self.roll.called[slot / LANES], slot % LANES);
            let votes = called.votes[lane] > 0.0;
            let hostility = self.pairs.hostility.group_of(slot, group);
            let coercion = called.coercion[lane] as f32;
            face.meet(hostility, &bias, coercion, votes.then_some(sharpness));
            // Nobody votes against himself.
            if votes && slot / LANES == group {
                face.votes[lane] -= aye(sharpness * (0.0 - bias[lane]));
            }
        }
    }

    /// Chance that denouncing somebody's record tells: when the record is bad, and the accuser's
    /// is no worse.
    pub fn denunciation_tells(&self, scene: &Scene, i: Who, j: Who) -> f64 {
        let (i, j) = (self.slot(i), self.slot(j));
        let blemish = |slot: usize| one_of(&scene.faces, slot, |face| &face.blemish);
        f64::from(denunciation_tells(blemish(j), blemish(i)))
    }

    /// Whether somebody active has a vote in the organ of principals, and is there to cast it.
    #[inline]
    pub fn votes(&self, who: Who) -> bool {
        let leader = &self.leaders[who];
        leader.seated & (leader.away_until <= self.round)
    }
}

/// Share of an aye to be expected by a logit, as in [`Play::votes_at_a_glance`].
#[inline]
fn aye(x: f32) -> f32 {
    at_a_glance(2.0 * x)
}

/// One number of one of them.
#[inline]
pub(super) fn one_of(faces: &[Faces], slot: usize, what: impl Fn(&Faces) -> &Lanes) -> f32 {
    what(&faces[slot / LANES])[slot % LANES]
}

/// Chance that a denunciation tells of a record that looks so bad, by one whose own looks so bad.
#[inline]
pub(super) fn denunciation_tells(blemish: f32, own: f32) -> f32 {
    at_a_glance(6.0 * (blemish - 0.5 * own - 0.35))
}

#[cfg(test)]
mod tests {
    use super::super::act::Kind;
    use super::super::fixture::{opened, polity, put_matter};

    #[test]
    fn a_scene_set_anew_is_as_one_never_seen() {
        let mut polity = polity();
        put_matter(&mut polity, &[0.7, 0.1]);
        polity.crises[0].trigger.initiative = true;
        let mut play = opened(&polity);
        let mut scene = play.scene();
        let season = play.seasons[0];
        for (over, times) in [(true, 1.0), (false, 1.0), (false, 2.0)] {
            play.seasons[0] = season;
            if over {
                play.seasons[0].end();
            }
            play.bases[0].weight *= times;
            play.set_scene(&mut scene);
            let anew = play.scene();
            assert_eq!((&scene.weight, &scene.lasting), (&anew.weight, &anew.lasting));
            assert_eq!((&scene.views, scene.targets), (&anew.views, anew.targets));
            assert_eq!(scene.initiatives.len(), anew.initiatives.len());
            assert_eq!(scene.initiatives.is_empty(), over);
        }
    }

    #[test]
    fn what_an_appeal_would_save_is_asked_as_long_as_anybody_may_strike() {
        let polity = polity();
        let mut play = opened(&polity);
        play.norms.precedent = 0.5;
        for weary_until in [play.round, play.round + 1] {
            play.weary_until = weary_until;
            let saved = play.scene().faces[0].saved.iter().any(|&saved| saved > 0.0);
            let open = |kind: Kind| (0..4).any(|who| play.open_to(who, kind));
            assert_eq!(saved, open(Kind::Plot) || open(Kind::Move), "{weary_until}");
        }
    }
}
