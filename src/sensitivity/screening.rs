//! Screening: which numbers turn an answer at all.

use rayon::prelude::*;

use super::{Answers, Inquiry, Played};
use crate::statistics::{Estimate, STEP, Walk, effect, tango};

/// What the walks found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Screening {
    /// How many walks there were.
    pub walks: u64,
    /// How each question was answered, over all histories.
    pub answers: Vec<Answers>,
    /// Steps that turned the answer to yes, and to no, as the number went up; by question and
    /// number.
    turned: Vec<Vec<[u32; 2]>>,
}

/// What moving one number does to the answer of one question.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Screened {
    /// Morris's mean effect: how much likelier yes becomes over the whole range, by steps of half
    /// of it, upwards. With Tango's interval for the pairs before and after the step.
    pub mu: Estimate,
    /// Mean size of the effect under the luck of the walk, in either direction.
    pub mu_star: f64,
    /// Standard deviation of the effects.
    pub sigma: f64,
}

/// Plays so many walks through the ranges, each under a luck of its own, and counts which steps
/// turn which answers. Runs on the threads of the pool it is called in; the counts do not depend
/// on them.
pub fn screen(inquiry: &Inquiry<'_>, walks: u64, played: Played<'_>) -> Screening {
    let (questions, factors) = (inquiry.questions().len(), inquiry.factors().len());
    let nothing = || Screening {
        walks: 0,
        answers: vec![Answers::default(); questions],
        turned: vec![vec![[0; 2]; factors]; questions],
    };
    let numbers: Vec<u64> = (0..walks).collect();
    let walked = numbers.into_par_iter().with_max_len(1).fold(nothing, |mut sum, number| {
        sum.walk(inquiry, number, played);
        sum
    });
    walked.reduce(nothing, Screening::and)
}

impl Screening {
    fn walk(&mut self, inquiry: &Inquiry<'_>, number: u64, played: Played<'_>) {
        let walk = Walk::new(inquiry.factors().len(), inquiry.seed(), number);
        let mut before: Option<Vec<Option<bool>>> = None;
        for (k, point) in walk.points().enumerate() {
            let here = inquiry.answers(&inquiry.values(&point), number);
            played();
            for (answers, answer) in self.answers.iter_mut().zip(&here) {
                answers.add(*answer);
            }
            if let Some(before) = &before {
                let (factor, up) = walk.steps[k - 1];
                for (question, (old, new)) in before.iter().zip(&here).enumerate() {
                    let (low, high) = if up { (old, new) } else { (new, old) };
                    match (low, high) {
                        (Some(false), Some(true)) => self.turned[question][factor][0] += 1,
                        (Some(true), Some(false)) => self.turned[question][factor][1] += 1,
                        _ => {}
                    }
                }
            }
            before = Some(here);
        }
        self.walks += 1;
    }

    fn and(mut self, other: Self) -> Self {
        self.walks += other.walks;
        for (own, more) in self.answers.iter_mut().zip(other.answers) {
            *own = own.and(more);
        }
        for (own, more) in self.turned.iter_mut().flatten().zip(other.turned.into_iter().flatten())
        {
            own[0] += more[0];
            own[1] += more[1];
        }
        self
    }

    /// What moving a number does to the answer of a question; `None` without a walk.
    pub fn of(&self, question: usize, factor: usize) -> Option<Screened> {
        let [up, down] = self.turned[question][factor].map(u64::from);
        let mu = tango(up, down, self.walks)?;
        let same = self.walks - up - down;
        let steps = [(1.0 / STEP, up), (-1.0 / STEP, down), (0.0, same)];
        let each = steps.iter().flat_map(|(x, n)| std::iter::repeat_n(*x, *n as usize));
        let found = effect(&each.collect::<Vec<_>>())?;
        let whole = |x: f64| x / STEP;
        Some(Screened {
            mu: Estimate { p: found.mu, lo: whole(mu.lo), hi: whole(mu.hi), n: mu.n },
            mu_star: found.mu_star,
            sigma: found.sigma,
        })
    }

    /// The numbers, by how far they move the answer of this question: by the size of `mu`, then of
    /// `mu_star`. The latter cannot come first: under fixed luck even a number of no weight turns
    /// some histories.
    pub fn ranked(&self, question: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.turned[question].len()).collect();
        order.sort_by_key(|factor| {
            let [up, down] = self.turned[question][*factor];
            (std::cmp::Reverse((up.abs_diff(down), up + down)), *factor)
        });
        order
    }
}
