//! Where the variance of an answer comes from.

use rayon::prelude::*;

use super::{Answers, Inquiry, Played};
use crate::statistics::{Crossing, Indices, MOST_DIMENSIONS, Points, indices};

/// Resamples on which the intervals rest.
const RESAMPLES: usize = 500;
/// Bits of an answer: under the first luck, under the second, and whether it arose under both.
const FIRST: u8 = 1;
const SECOND: u8 = 2;
const ARISES: u8 = 4;

/// Numbers that have a share of the variance together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Group {
    /// One number, by its place in the inquiry.
    One(usize),
    /// All that have no share of their own, by their places.
    Others(Vec<usize>),
}

impl Group {
    fn factors(&self) -> &[usize] {
        match self {
            Self::One(factor) => std::slice::from_ref(factor),
            Self::Others(factors) => factors,
        }
    }
}

/// What was answered at the points and where they cross.
#[derive(Clone, Debug, PartialEq)]
pub struct Shares {
    /// Whose shares are told, in the order of the indices.
    pub groups: Vec<Group>,
    /// Base points.
    pub points: u32,
    /// How each question was answered, over all histories.
    pub answers: Vec<Answers>,
    /// By point, then by question, then `a`, `b` and the crossed ones: intervals rest on resampled
    /// points, so that each is kept, in a byte an answer.
    told: Vec<u8>,
    seed: u64,
}

/// Histories that a base point takes, with so many groups: two points and one more for each group, each
/// under two lucks.
pub fn per_point(groups: usize) -> u64 {
    2 * (groups as u64 + 2)
}

/// The greatest power of two of base points for which so many histories suffice, with so many
/// groups. 0 if there are too few for one.
pub fn base_points(histories: u64, groups: usize) -> u32 {
    let most = histories / per_point(groups);
    most.checked_ilog2().map_or(0, |power| 1 << power.min(24))
}

/// Plays the crossings of so many base points. `own` have shares of their own, all other numbers
/// have one together. `None` where there are more numbers than Sobol's points have dimensions
/// for, half of [`MOST_DIMENSIONS`].
pub fn shares(
    inquiry: &Inquiry<'_>,
    own: &[usize],
    points: u32,
    played: Played<'_>,
) -> Option<Shares> {
    let factors = inquiry.factors().len();
    if 2 * factors > MOST_DIMENSIONS {
        return None;
    }
    let others: Vec<usize> = (0..factors).filter(|factor| !own.contains(factor)).collect();
    // The earliest dimensions are the most even ones: those with shares of their own have them.
    let place: Vec<usize> = own.iter().chain(&others).copied().collect();
    let mut groups: Vec<Group> = own.iter().map(|factor| Group::One(*factor)).collect();
    if !others.is_empty() {
        groups.push(Group::Others(others));
    }
    let sequence = Points::scrambled(2 * factors, inquiry.seed())?;
    let questions = inquiry.questions().len();
    let places = groups.len() + 2;
    let mut told = vec![0; points as usize * questions * places];
    told.par_chunks_mut((questions * places).max(1)).zip(0..points).with_max_len(1).for_each(
        |(told, index)| {
            let point = sequence.at(index);
            let (mut a, mut b) = (vec![0.0; factors], vec![0.0; factors]);
            for (pair, factor) in point.chunks_exact(2).zip(&place) {
                (a[*factor], b[*factor]) = (pair[0], pair[1]);
            }
            let crossed = groups.iter().map(|group| {
                let mut mixed = a.clone();
                for factor in group.factors() {
                    mixed[*factor] = b[*factor];
                }
                mixed
            });
            let all: Vec<Vec<f64>> = [a.clone(), b.clone()].into_iter().chain(crossed).collect();
            tell(told, inquiry, u64::from(index), &all, played);
        },
    );
    let mut answers = vec![Answers::default(); questions];
    for (at, bits) in told.chunks_exact(places).enumerate() {
        let counts = &mut answers[at % questions];
        *counts = counts.and(answers_of(bits));
    }
    Some(Shares { groups, points, answers, told, seed: inquiry.seed() })
}

/// Tells the answers at these places under both lucks of a base point, by question.
fn tell(told: &mut [u8], inquiry: &Inquiry<'_>, index: u64, all: &[Vec<f64>], played: Played<'_>) {
    for (at, place) in all.iter().enumerate() {
        let values = inquiry.values(place);
        let both = [2 * index, 2 * index + 1].map(|history| {
            let answers = inquiry.answers(&values, history);
            played();
            answers
        });
        for (question, bits) in told.chunks_exact_mut(all.len()).enumerate() {
            let [first, second] = [both[0][question], both[1][question]];
            let bit = |answer: Option<bool>, bit| if answer == Some(true) { bit } else { 0 };
            let arises = if first.is_some() && second.is_some() { ARISES } else { 0 };
            bits[at] = bit(first, FIRST) | bit(second, SECOND) | arises;
        }
    }
}

/// The counts of one question at one base point. Where it did not arise under one luck, it counts as
/// not arising under both.
fn answers_of(all: &[u8]) -> Answers {
    let mut answers = Answers::default();
    for bits in all {
        for luck in [FIRST, SECOND] {
            answers.add((bits & ARISES != 0).then_some(bits & luck != 0));
        }
    }
    answers
}

impl Shares {
    /// Where the variance of the answer to a question comes from, group by group; `None` where it
    /// does not vary or does not always arise.
    pub fn of(&self, question: usize) -> Option<Indices> {
        if self.answers[question].none > 0 {
            return None;
        }
        let number =
            |bits: u8| [FIRST, SECOND].map(|luck| if bits & luck == 0 { 0.0 } else { 1.0 });
        let crossing = |bits: &[u8]| match bits {
            [a, b, crossed @ ..] => Crossing {
                a: number(*a),
                b: number(*b),
                crossed: crossed.iter().map(|bits| number(*bits)).collect(),
            },
            _ => Crossing::certain(0.0, 0.0, &[]),
        };
        let all = self.told.chunks_exact(self.groups.len() + 2);
        let own = all.skip(question).step_by(self.answers.len());
        let crossings: Vec<Crossing> = own.map(crossing).collect();
        indices(&crossings, RESAMPLES, self.seed)
    }
}
