//! Whom cadres follow: what makes each principal attractive, and who draws each cadre most.

use std::iter;

use super::cadres::{Cadres, NOBODY};
use super::lanes::{FOUR, Four, LANES, Lanes, four_of, greater, groups, lanes, lesser};
use super::state::{Leader, Play};
use crate::polity::{BaseIx, Capacity};

/// How far standing can raise what a patron is worth to his clients, against the usual.
const BEST_PROTECTION: f64 = 1.25;

/// What makes each principal attractive to the cadres of each base, worked out once a round.
///
/// Principals are known by their columns in the cadres' tastes as they stood then.
#[derive(Clone, Debug, Default)]
pub(super) struct Appeals {
    bases: usize,
    /// Groups of as many issues as there are lanes; at least one.
    groups: usize,
    changes: u32,
    /// By group of columns and base: appeal, by column. What lies beyond the last is not read.
    appeals: Vec<Lanes>,
    /// Those who can be backed, in the order of [`Appeals::draw_up`].
    men: Vec<Man>,
    /// Stances on whatever is not in the first group of issues, by man and group.
    further: Vec<Stances>,
    taste: f32,
    inertia: f32,
    strength: f64,
}

/// One who can be backed.
#[derive(Clone, Copy, Debug, Default)]
struct Man {
    column: usize,
    /// Who he is: as wide as a score, so that he is chosen as scores are.
    who: u32,
    /// What draws his clients to him.
    protection: f32,
    /// On the first group of issues.
    stances: Stances,
}

/// Stances on a group of issues, each for four cadres who look on side by side; nought beyond the
/// last issue.
type Stances = [Four; FOUR];

impl Appeals {
    /// The table for this round.
    pub fn new(play: &Play) -> Self {
        let mut table = Self::default();
        table.draw_up(play);
        table
    }

    /// Draws the table up anew. Distance on an issue counts by its square; the part that is the
    /// same for all principals is left out, the part that is the same for all cadres is put into
    /// the principal's appeal, and a product of view and stance remains.
    ///
    /// Of men who draw a cadre alike the first counts. They stand four columns apart: an order as
    /// good as any, but histories rest on it.
    pub fn draw_up(&mut self, play: &Play) {
        let (k, tastes) = (&play.k, &play.cadres.tastes);
        let holders = tastes.holders();
        (self.bases, self.groups) = (play.bases.len(), play.groups_of_issues());
        self.changes = tastes.changes();
        self.appeals.resize(groups(holders.len()) * self.bases, [0.0; LANES]);
        (self.taste, self.inertia) = (k.taste as f32, k.cadre_inertia as f32);
        self.strength = k.cadre_strength;
        self.men.resize(holders.len(), Man::default());
        self.further.clear();
        let mood = 0.5 + play.mood();
        let usual = play.usual_standing().max(1e-9);
        let weights = |group| four_of(&play.salience, group).map(|weight| k.cadre_issues * weight);
        let first_weights = weights(0);
        let mut column = 0;
        for man in &mut self.men {
            let who = holders[column];
            let leader = &play.leaders[usize::from(who)];
            // A patron protects as far as he stands himself, among his colleagues and against what
            // he was.
            let stands = (leader.standing / usual.max(leader.anchor)).min(BEST_PROTECTION);
            let sheltered = 1.0 - k.cadre_protection * (1.0 - stands);
            (man.column, man.who) = (column, u32::from(who));
            man.protection = (k.cadre_patron * sheltered) as f32;
            let mut distance = 0.0;
            let positions = |group| four_of(&leader.positions, group);
            man.stances = take_stances(&first_weights, &positions(0), &mut distance);
            for group in 1..self.groups {
                let stances = take_stances(&weights(group), &positions(group), &mut distance);
                self.further.push(stances);
            }
            let common = common_appeal(play, leader, mood) - distance;
            let places = &mut self.appeals[column / LANES * self.bases..];
            for (place, support) in places.iter_mut().zip(&leader.support) {
                place[column % LANES] = (common + support) as f32;
            }
            let next = column + FOUR;
            column = if next < holders.len() { next } else { column % FOUR + 1 };
        }
        for (at, base) in play.bases.iter().enumerate() {
            let column = base.head.map_or(usize::MAX, |head| tastes.column(head as u16));
            if column < holders.len() {
                let place = &mut self.appeals[column / LANES * self.bases + at][column % LANES];
                *place += play.drawn_by_head(at) as f32;
            }
        }
    }

    /// Whether somebody has come to the top or gone since.
    pub fn is_stale(&self, play: &Play) -> bool {
        self.changes != play.cadres.tastes.changes()
    }

    /// Whom four cadres back from now on, and how much he draws each.
    #[inline]
    pub fn choices(&self, cadres: &Cadres, four: &[usize; FOUR]) -> ([u16; FOUR], [f64; FOUR]) {
        let plain = self.groups == 1 && self.men.len() <= LANES;
        let leading =
            if plain { self.compare(cadres, four) } else { self.compare_at_length(cadres, four) };
        let pulls = leading.leads().map(|lead| self.strength * f64::from(lead));
        (leading.who.map(|who| who as u16), pulls)
    }

    /// Four cadres look at all principals, one after the other. A function of its own that hands
    /// over whole rows: inlined, it is taken to pieces lane by lane, at twice the cost.
    #[inline(never)]
    fn compare(&self, cadres: &Cadres, four: &[usize; FOUR]) -> Leading {
        let (minds, views) = (Minds::of(cadres, four), views_of(cadres, four, 1, 0));
        let [a, b, c, d] = self.rows(cadres, four, &minds, 0);
        let drawn = [&self.drawn(a), &self.drawn(b), &self.drawn(c), &self.drawn(d)];
        let mut leading = Leading::default();
        for &man in &self.men {
            let tied = self.tied(&minds, man, drawn);
            let agreed = agreed([0.0; FOUR], &views, &man.stances);
            leading.see(man, lanes(|lane| tied[lane] + agreed[lane]));
        }
        leading
    }

    /// The same where there are more men or issues than lanes.
    #[inline(never)]
    fn compare_at_length(&self, cadres: &Cadres, four: &[usize; FOUR]) -> Leading {
        let minds = Minds::of(cadres, four);
        let mut leading = Leading::default();
        for (nth, &man) in self.men.iter().enumerate() {
            let rows = self.rows(cadres, four, &minds, man.column / LANES);
            let drawn = rows.map(|row| self.drawn(row));
            let tied = self.tied(&minds, man, drawn.each_ref());
            let further = &self.further[nth * (self.groups - 1)..][..self.groups - 1];
            let mut shared = [0.0; FOUR];
            for (group, stances) in iter::once(&man.stances).chain(further).enumerate() {
                shared = agreed(shared, &views_of(cadres, four, self.groups, group), stances);
            }
            leading.see(man, lanes(|lane| tied[lane] + shared[lane]));
        }
        leading
    }

    /// Appeals to each of four cadres, and his tastes, by column in a group.
    #[inline(always)]
    fn rows<'a>(
        &'a self,
        cadres: &'a Cadres,
        four: &[usize; FOUR],
        minds: &Minds,
        group: usize,
    ) -> [(&'a Lanes, &'a Lanes); FOUR] {
        let appeals = &self.appeals[group * self.bases..][..self.bases];
        std::array::from_fn(|lane| {
            (&appeals[minds.bases[lane]], cadres.tastes.of(four[lane], group))
        })
    }

    /// What draws one of them to whom, but for ties and issues.
    #[inline(always)]
    fn drawn(&self, (appeals, tastes): (&Lanes, &Lanes)) -> Lanes {
        lanes(|column| appeals[column] + self.taste * tastes[column])
    }

    /// What draws four cadres to one man, but for issues: each is tied to him if he is his patron,
    /// and if he backs him.
    #[inline(always)]
    fn tied(&self, minds: &Minds, man: Man, drawn: [&Lanes; FOUR]) -> Four {
        let tie = |to: &[u32; FOUR], strength: f32| -> Four {
            lanes(|lane| if man.who == to[lane] { strength } else { 0.0 })
        };
        let (client, kept) = (tie(&minds.patron, man.protection), tie(&minds.backs, self.inertia));
        lanes(|lane| drawn[lane][man.column % LANES] + (client[lane] + kept[lane]))
    }
}

impl Play<'_> {
    /// What draws the cadres of a base to whoever heads it, as such.
    pub fn drawn_by_head(&self, base: BaseIx) -> f64 {
        let administration = self.bases[base].capacities[Capacity::Administration as usize];
        self.k.cadre_head * (0.6 + 0.4 * administration)
    }
}

/// The stances of a man with these positions on a group of issues, which have these weights; adds
/// to the distance that he keeps from the middle.
#[inline(always)]
fn take_stances(weights: &[f64; FOUR], positions: &[f64; FOUR], distance: &mut f64) -> Stances {
    let pulls: [f64; FOUR] = std::array::from_fn(|lane| weights[lane] * positions[lane]);
    for (pull, position) in pulls.iter().zip(positions) {
        *distance += pull * position;
    }
    pulls.map(|pull| [(2.0 * pull) as f32; FOUR])
}

/// What draws all cadres alike to a principal, but for issues.
#[inline]
fn common_appeal(play: &Play, leader: &Leader, mood: f64) -> f64 {
    let k = &play.k;
    // A popular man gains most by it when people are listened to: in a good mood, and where he has
    // a platform.
    let popular = leader.appeal * (0.3 + leader.publicity) * mood;
    // The bandwagon: each further share of influence draws a little less.
    let bandwagon = leader.influence / (1.0 + 2.0 * leader.influence);
    let fear = k.cadre_fear * play.norms.terror;
    k.cadre_standing * leader.standing
        + k.cadre_bandwagon * bandwagon
        + fear * leader.dread * leader.coercion
        + k.cadre_appeal * 0.5 * popular
}

/// What of four cadres, but for their tastes and views, decides whom they back.
struct Minds {
    bases: [usize; FOUR],
    patron: [u32; FOUR],
    /// Whom each has backed so far.
    backs: [u32; FOUR],
}

impl Minds {
    #[inline(always)]
    fn of(cadres: &Cadres, four: &[usize; FOUR]) -> Self {
        let each = |lane: usize| &cadres.each[four[lane]];
        Self {
            bases: std::array::from_fn(|lane| usize::from(each(lane).base)),
            patron: std::array::from_fn(|lane| u32::from(each(lane).patron)),
            backs: std::array::from_fn(|lane| u32::from(each(lane).backs)),
        }
    }
}

/// How far four cadres agree with a man on a group of issues, added to what they do on those before:
/// issue by issue, so that one more that nobody minds changes no sum.
#[inline(always)]
fn agreed(before: Four, views: &[Four; FOUR], stances: &Stances) -> Four {
    lanes(|lane| {
        let on = |issue: usize| views[issue][lane] * stances[issue][lane];
        (((before[lane] + on(0)) + on(1)) + on(2)) + on(3)
    })
}

/// Views of four cadres on a group of issues, by issue.
#[inline(always)]
fn views_of(cadres: &Cadres, four: &[usize; FOUR], groups: usize, group: usize) -> [Four; FOUR] {
    let each = |lane: usize| &cadres.views[four[lane] * groups + group];
    std::array::from_fn(|issue| lanes(|lane| each(lane)[issue]))
}

/// The two greatest scores of each of four cadres as the men go by, and whose the greatest was.
#[derive(Clone, Copy)]
struct Leading {
    first: Four,
    second: Four,
    who: [u32; FOUR],
}

impl Default for Leading {
    /// Nobody as yet.
    #[inline(always)]
    fn default() -> Self {
        let least = [f32::NEG_INFINITY; FOUR];
        Self { first: least, second: least, who: [u32::from(NOBODY); FOUR] }
    }
}

impl Leading {
    /// Without a branch, so that the lanes go side by side.
    #[inline(always)]
    fn see(&mut self, man: Man, scores: Four) {
        let Self { first, second, who } = *self;
        let beaten: Four = lanes(|lane| lesser(scores[lane], first[lane]));
        self.second = lanes(|lane| greater(beaten[lane], second[lane]));
        let ahead = |lane: usize| if scores[lane] > first[lane] { man.who } else { who[lane] };
        self.who = std::array::from_fn(ahead);
        self.first = lanes(|lane| greater(scores[lane], first[lane]));
    }

    /// By how much the greatest leads over the next: by 1 where there is none.
    #[inline(always)]
    fn leads(&self) -> Four {
        let Self { first, second, .. } = *self;
        lanes(|lane| {
            let lead = first[lane] - second[lane];
            if second[lane] == f32::NEG_INFINITY { 1.0 } else { lead }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{opened, polity};
    use super::*;
    use crate::polity::Parameters;

    fn protection_by(who: u16, play: &Play) -> f32 {
        let table = Appeals::new(play);
        let him = table.men.iter().find(|man| man.who == u32::from(who));
        him.map_or(0.0, |man| man.protection)
    }

    #[test]
    fn a_patron_protects_as_far_as_he_stands() {
        let polity = polity();
        let mut play = opened(&polity);
        let mut drawn_by = |standing: f64| {
            play.leaders[0].standing = standing;
            protection_by(0, &play)
        };
        let (disgraced, usual) = (drawn_by(0.0), drawn_by(0.5));
        assert!(disgraced < drawn_by(0.2) && drawn_by(0.2) < usual);
        let k = Parameters::default();
        assert!((f64::from(usual) - k.cadre_patron).abs() < 1e-6, "all stand alike");
        let least = k.cadre_patron * (1.0 - k.cadre_protection);
        assert!((f64::from(disgraced) - least).abs() < 1e-6);
    }

    #[test]
    fn at_length_cadres_see_what_they_see_at_a_glance() {
        let polity = polity();
        let play = opened(&polity);
        let table = Appeals::new(&play);
        for first in (0..play.cadres.each.len() - FOUR).step_by(FOUR) {
            let four = std::array::from_fn(|lane| first + lane);
            let seen = table.compare(&play.cadres, &four);
            let at_length = table.compare_at_length(&play.cadres, &four);
            assert_eq!((seen.who, seen.leads()), (at_length.who, at_length.leads()));
        }
    }

    #[test]
    fn a_patron_is_measured_against_what_he_was() {
        let polity = polity();
        let mut play = opened(&polity);
        let mut drawn_by = |anchor: f64, standing: f64| {
            (play.leaders[0].anchor, play.leaders[0].standing) = (anchor, standing);
            protection_by(0, &play)
        };
        // All stand at a half: who was above that has lost by it, who was below has not won.
        assert!(drawn_by(0.9, 0.5) < drawn_by(0.5, 0.5));
        assert_eq!(drawn_by(0.1, 0.5), drawn_by(0.5, 0.5));
    }
}
