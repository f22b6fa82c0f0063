//! Every random draw.
//!
//! A draw is a pure function of (seed, history, branch) and of what it is for: never of how many
//! draws came before it. The key of a ChaCha8 generator holds the first three; the stream packs
//! the purpose, the subject and the object; the position within the stream is the round, or the
//! how-manieth occurrence, and the slot within it. So an edit that leaves a decision's reasons
//! alone leaves its luck alone, and two histories that differ in one thing share all the rest.
//!
//! Streams are packed without collision: eight bits of purpose and twenty-eight each of subject
//! and object. Ids are hashed to those twenty-eight bits; [`Register`] answers for their being
//! distinct.

mod race;
mod range;

pub use race::Race;
pub use range::{Ranges, normal_share, quantile};

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// Version of the scheme of keys. Part of the key: a new scheme is new luck.
const SCHEME: u32 = 2;

/// Which luck a history has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Luck {
    /// Seed of the whole run.
    pub seed: u64,
    /// Number of the history, from 0.
    pub history: u64,
    /// 0 in both twins; 1 for a second sharing of luck.
    pub branch: u32,
}

/// What a draw is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Purpose {
    /// A value from a range, by path; once a history.
    Range = 1,
    /// A lifetime's threshold of dying; once a person.
    Life,
    /// Monthly noise of an indicator.
    Indicator,
    /// The month within its window, or the threshold of its hazard; by occurrence.
    Crisis,
    /// Which option is chosen; by occurrence, one for each option.
    Option,
    /// Whether the option comes off; by occurrence.
    Outcome,
    /// Who acts before whom; by round.
    Order,
    /// Whether he is there to act; by round.
    Engagement,
    /// Which kind of action; by round, spread over the kinds.
    Kind,
    /// Which target of the kind; by round, spread over the targets' names.
    Target,
    /// Whether a denunciation tells, a counter succeeds; by round.
    Deed,
    /// Whether a colleague joins a plot; by plot.
    Join,
    /// When a plot leaks; by plot.
    Leak,
    /// Force in a showdown; by showdown.
    Force,
    /// One member's vote; by showdown.
    Ballot,
    /// The shock common to all votes; by showdown.
    Shock,
    /// Whether the higher organ meets; by showdown.
    Convene,
    /// One seat's vote in the higher organ; by showdown.
    SeatBallot,
    /// The shock common to the higher organ; by showdown.
    SeatShock,
    /// What becomes of a loser; by showdown.
    Fate,
    /// Who fills an office or a seat; by filling, one stream for each candidate.
    Fill,
    /// What a cadre is like; by post, at the month in which he comes into it.
    Cadre,
    /// What a principal risen in play is like; by post and month.
    Rise,
    /// Who keeps and who gains a seat at a congress; by congress and post.
    Congress,
}

/// Twenty-eight bits that stand for an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Key(u32);

impl Key {
    /// No subject, or no object. No id hashes to it.
    pub const NONE: Self = Self(0);
    const BITS: u32 = 28;
    const MASK: u64 = (1 << Self::BITS) - 1;

    /// The key of a numbered thing, such as a post. Numbers from 0 below 2^28 - 1 stay distinct.
    pub fn number(n: usize) -> Self {
        Self(u32::try_from((n as u64 + 1) & Self::MASK).expect("masked to 28 bits"))
    }

    /// The key of an id of some kind. Salted so that a clash can be resolved.
    pub fn of(kind: &str, id: &str, salt: u64) -> Self {
        let folded = hash(&format!("{kind}.{id}"), salt) >> (64 - Self::BITS);
        Self(u32::try_from(folded.max(1)).expect("28 bits"))
    }

    /// The key's bits.
    pub fn bits(self) -> u64 {
        u64::from(self.0)
    }
}

/// Hands out keys and sees to it that no two ids share one.
#[derive(Clone, Debug, Default)]
pub struct Register {
    taken: Vec<Key>,
}

impl Register {
    /// The key of an id. Should it clash with one already given, the next salt is tried: which of
    /// two clashing ids comes first is decided by the order of calls, which is by sorted id.
    pub fn enter(&mut self, kind: &str, id: &str) -> Key {
        let key = (0..)
            .map(|salt| Key::of(kind, id, salt))
            .find(|key| !self.taken.contains(key))
            .expect("salts are endless");
        self.taken.push(key);
        key
    }
}

/// A stream of draws: what for, whose, and whom it concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stream(u64);

impl Stream {
    /// Packs the three without collision.
    pub fn new(purpose: Purpose, subject: Key, object: Key) -> Self {
        Self((purpose as u64) << 56 | subject.bits() << Key::BITS | object.bits())
    }
}

impl Stream {
    /// A stream named by a text, such as the path of a number: 56 bits of its hash. A thousand
    /// paths clash with a chance of about 1e-11.
    pub fn named(purpose: Purpose, name: &str) -> Self {
        Self((purpose as u64) << 56 | hash(name, 0) >> 8)
    }
}

/// FNV-1a with a finaliser: the same on every machine.
fn hash(text: &str, salt: u64) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64 ^ mix(salt);
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    mix(hash)
}

/// Thirty-two draws that lie side by side in one stream.
pub type Block = [u64; 32];

/// The source of all draws of one history.
#[derive(Clone, Debug)]
pub struct Chance {
    generator: ChaCha8Rng,
}

impl Chance {
    /// The luck of one history.
    pub fn new(luck: Luck) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&luck.seed.to_le_bytes());
        key[8..16].copy_from_slice(&luck.history.to_le_bytes());
        key[16..20].copy_from_slice(&luck.branch.to_le_bytes());
        key[20..24].copy_from_slice(&SCHEME.to_le_bytes());
        Self { generator: ChaCha8Rng::from_seed(key) }
    }

    /// The `index`-th block of a stream. The index must stay below 2^56.
    pub fn block(&mut self, stream: Stream, index: u64) -> Block {
        let mut block = [0; 32];
        self.fill(stream, index, &mut block);
        block
    }

    fn fill(&mut self, stream: Stream, index: u64, words: &mut [u64]) {
        // Position first, then stream: aligned as it is, neither generates anything by itself.
        self.generator.set_word_pos(u128::from(index) * 64);
        self.generator.set_stream(stream.0);
        let mut bytes = [0; size_of::<Block>()];
        let bytes = &mut bytes[..size_of_val(words)];
        self.generator.fill_bytes(bytes);
        for (word, bytes) in words.iter_mut().zip(bytes.as_chunks().0) {
            *word = u64::from_le_bytes(*bytes);
        }
    }

    /// The first bits of the `index`-th block of a stream.
    pub fn bits(&mut self, stream: Stream, index: u64) -> u64 {
        let mut word = [0; 1];
        self.fill(stream, index, &mut word);
        word[0]
    }

    /// One uniform draw in (0, 1) for one occurrence.
    pub fn unit(&mut self, stream: Stream, occurrence: u64) -> f64 {
        unit(self.bits(stream, occurrence))
    }
}

/// A stream read in order of position, a block at a time.
#[derive(Clone, Debug)]
pub struct Tape {
    stream: Stream,
    index: u64,
    block: Block,
}

impl Tape {
    /// A tape of this stream, not yet read.
    pub fn new(stream: Stream) -> Self {
        Self { stream, index: u64::MAX, block: [0; 32] }
    }

    /// The bits at a position.
    #[inline]
    pub fn bits(&mut self, chance: &mut Chance, position: u64) -> u64 {
        let index = position / 32;
        if index != self.index {
            chance.fill(self.stream, index, &mut self.block);
            self.index = index;
        }
        self.block[(position % 32) as usize]
    }

    /// A uniform draw in (0, 1) at a position.
    #[inline]
    pub fn unit(&mut self, chance: &mut Chance, position: u64) -> f64 {
        unit(self.bits(chance, position))
    }
}

/// A uniform draw in (0, 1) from 64 bits: 52 of them, at the middle of their step.
///
/// Not 53: the middle of the highest step would then round up to 1, whose Gumbel is infinite.
#[inline]
pub fn unit(bits: u64) -> f64 {
    ((bits >> 12) as f64 + 0.5) * (1.0 / 4_503_599_627_370_496.0)
}

/// Standard Gumbel by inverse distribution function.
#[inline]
pub fn gumbel(u: f64) -> f64 {
    -libm::log(-libm::log(u))
}

/// Standard exponential by inverse distribution function.
#[inline]
pub fn exponential(u: f64) -> f64 {
    -libm::log(u)
}

/// The exponential function, by sums and products only, so that several go side by side: the
/// argument is split into a whole multiple of ln 2 and a rest of at most half of it, whose
/// exponential is its Taylor polynomial of degree 11. Relative error below 2e-14. Arguments beyond
/// 700 either way count as 700.
#[inline]
pub fn exp(x: f64) -> f64 {
    // Adding and taking away 1.5 x 2^52 rounds to a whole number, and leaves it in the low bits.
    const ROUND: f64 = 6_755_399_441_055_744.0;
    // ln 2 in two parts; the first has trailing zeros, so that its multiples are exact.
    const LN2: [f64; 2] = [6.931_471_803_691_238e-1, 1.908_214_929_270_587_7e-10];
    let x = x.clamp(-700.0, 700.0);
    let shifted = x * core::f64::consts::LOG2_E + ROUND;
    let whole = shifted - ROUND;
    let r = (x - whole * LN2[0]) - whole * LN2[1];
    let (r2, r4) = (r * r, r * r * (r * r));
    let low = (1.0 + r) + r2 * (1.0 / 2.0 + r * (1.0 / 6.0));
    let middle = (1.0 / 24.0 + r * (1.0 / 120.0)) + r2 * (1.0 / 720.0 + r * (1.0 / 5040.0));
    let high = (1.0 / 40_320.0 + r * (1.0 / 362_880.0))
        + r2 * (1.0 / 3_628_800.0 + r * (1.0 / 39_916_800.0));
    let power = f64::from_bits((shifted.to_bits() << 52).wrapping_add(1023 << 52));
    (low + r4 * (middle + r4 * high)) * power
}

/// The logistic function.
#[inline]
pub fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + exp(-x))
}

/// A cheap stand-in for the logistic function, with the same slope in the middle and heavier
/// tails: for what somebody sees at a glance, where it is asked for each pair each month.
#[inline]
pub fn at_a_glance(x: f64) -> f64 {
    let half = 0.5 * x;
    0.5 + 0.5 * half / (1.0 + half.abs())
}

/// Standard normal by inverse distribution function: M. J. Wichura, Algorithm AS 241 (1988),
/// routine PPND16; relative error about 1e-16. `u` lies in (0, 1).
pub fn normal(u: f64) -> f64 {
    let q = u - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        return q * ratio(r, &CENTRE);
    }
    let tail = if q < 0.0 { u } else { 1.0 - u };
    let r = libm::sqrt(-libm::log(tail));
    let x = if r <= 5.0 { ratio(r - 1.6, &MIDDLE) } else { ratio(r - 5.0, &FAR) };
    if q < 0.0 { -x } else { x }
}

/// Numerator and denominator of a rational approximation, lowest power first.
type Rational = ([f64; 8], [f64; 8]);

const CENTRE: Rational = (
    [
        3.3871328727963665,
        133.14166789178438,
        1971.5909503065513,
        13731.69376550946,
        45921.95393154987,
        67265.7709270087,
        33430.57558358813,
        2509.0809287301227,
    ],
    [
        1.0,
        42.31333070160091,
        687.1870074920579,
        5394.196021424751,
        21213.794301586597,
        39307.89580009271,
        28729.085735721943,
        5226.495278852854,
    ],
);
const MIDDLE: Rational = (
    [
        1.4234371107496835,
        4.630337846156546,
        5.769497221460691,
        3.6478483247632045,
        1.2704582524523684,
        0.2417807251774506,
        0.022723844989269184,
        0.0007745450142783414,
    ],
    [
        1.0,
        2.053191626637759,
        1.6763848301838038,
        0.6897673349851,
        0.14810397642748008,
        0.015198666563616457,
        0.0005475938084995345,
        1.0507500716444169e-09,
    ],
);
const FAR: Rational = (
    [
        6.657904643501103,
        5.463784911164114,
        1.7848265399172913,
        0.29656057182850487,
        0.026532189526576124,
        0.0012426609473880784,
        2.7115555687434876e-05,
        2.0103343992922881e-07,
    ],
    [
        1.0,
        0.599832206555888,
        0.1369298809227358,
        0.014875361290850615,
        0.0007868691311456133,
        1.8463183175100548e-05,
        1.421511758316446e-07,
        2.0442631033899397e-15,
    ],
);

fn ratio(x: f64, (top, bottom): &Rational) -> f64 {
    let horner = |c: &[f64; 8]| c.iter().rev().fold(0.0, |sum, &term| sum * x + term);
    horner(top) / horner(bottom)
}

/// A 64-bit finaliser (the constants of splitmix64): spreads one keyed word over many named uses.
#[inline]
pub const fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// Spreads one keyed word over uses with different names.
#[inline]
pub fn spread(word: u64, name: u64) -> u64 {
    mix(word ^ mix(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exponential_is_the_library_s_to_fourteen_digits() {
        for step in -14_000..=14_000 {
            let x = f64::from(step) * 0.049_987;
            let (ours, theirs) = (exp(x), libm::exp(x));
            assert!((ours / theirs - 1.0).abs() < 2e-14, "{x}: {ours} {theirs}");
        }
        assert_eq!(exp(0.0), 1.0);
        assert!(exp(-1e9) > 0.0 && exp(1e9).is_finite());
    }

    fn chance() -> Chance {
        Chance::new(Luck { seed: 1953, history: 7, branch: 0 })
    }

    #[test]
    fn a_draw_does_not_depend_on_the_draws_before_it() {
        let stream = Stream::new(Purpose::Life, Key::of("principal", "a", 0), Key::NONE);
        let other = Stream::new(Purpose::Deed, Key::of("principal", "b", 0), Key::number(3));
        let alone = chance().block(stream, 5);
        let mut busy = chance();
        busy.block(other, 9);
        busy.block(stream, 4);
        assert_eq!(busy.block(stream, 5), alone);
        let mut tape = Tape::new(stream);
        assert_eq!(tape.bits(&mut busy, 5 * 32 + 31), alone[31]);
    }

    #[test]
    fn a_tape_reads_what_lies_in_the_blocks() {
        let stream = Stream::new(Purpose::Kind, Key::of("principal", "a", 0), Key::NONE);
        let (mut chance, mut tape) = (chance(), Tape::new(stream));
        for position in [96, 97, 127, 0, 31, 32] {
            let block = chance.block(stream, position / 32);
            assert_eq!(tape.bits(&mut chance, position), block[(position % 32) as usize]);
        }
    }

    #[test]
    fn golden_words() {
        let stream = Stream::new(Purpose::Range, Key::number(0), Key::NONE);
        let block = chance().block(stream, 0);
        assert_eq!(format!("{:016x} {:016x}", block[0], block[31]), GOLDEN);
    }
    const GOLDEN: &str = "4427d476aaac5868 50800a510298f8e9";

    #[test]
    fn seed_history_branch_purpose_subject_object_and_place_all_matter() {
        let luck = Luck { seed: 1, history: 1, branch: 0 };
        let stream = Stream::new(Purpose::Life, Key::number(1), Key::number(2));
        let first = |luck, stream, index| Chance::new(luck).block(stream, index)[0];
        let mut seen = vec![first(luck, stream, 0)];
        seen.push(first(Luck { seed: 2, ..luck }, stream, 0));
        seen.push(first(Luck { history: 2, ..luck }, stream, 0));
        seen.push(first(Luck { branch: 1, ..luck }, stream, 0));
        for other in [
            Stream::new(Purpose::Leak, Key::number(1), Key::number(2)),
            Stream::new(Purpose::Life, Key::number(2), Key::number(1)),
            Stream::new(Purpose::Life, Key::number(1), Key::number(3)),
        ] {
            seen.push(first(luck, other, 0));
        }
        seen.push(first(luck, stream, 1));
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 8);
    }

    #[test]
    fn clashing_ids_get_different_keys() {
        let mut register = Register::default();
        let first = register.enter("principal", "a");
        let again = register.enter("principal", "a");
        assert_ne!(first, again);
    }

    #[test]
    fn quantiles_match_the_tables() {
        for (u, z) in [(0.5, 0.0), (0.975, 1.959_963_984_540_054), (1e-9, -5.997_807_015_007_687)] {
            assert!((normal(u) - z).abs() < 1e-9, "{u}: {}", normal(u));
        }
        assert!((gumbel(0.5) - 0.366_512_920_581_664_35).abs() < 1e-12);
        assert!((exponential(0.5) - core::f64::consts::LN_2).abs() < 1e-12);
        assert!(unit(0) > 0.0 && unit(u64::MAX) < 1.0);
    }

    /// The chance of the same choice under p and under q, with one Gumbel an alternative, is
    /// sum_i 1 / sum_j max(p_j / p_i, q_j / q_i) = 0.55889 for these two. Two hundred thousand
    /// draws: standard error 0.0011.
    #[test]
    fn gumbel_choice_shares_as_much_luck_as_theory_says() {
        let (p, q) = ([0.5, 0.3, 0.15, 0.05], [0.2, 0.45, 0.05, 0.3]);
        let mut chance = chance();
        let choose = |weights: [f64; 4], luck: &[f64]| {
            let score = |i: usize| libm::log(weights[i]) + luck[i];
            (1..4).fold(0, |best, i| if score(i) > score(best) { i } else { best })
        };
        let (mut same, mut first) = (0, [0_u32; 4]);
        let n = 200_000_u64;
        let stream = Stream::new(Purpose::Option, Key::number(1), Key::NONE);
        for draw in 0..n {
            let block = chance.block(stream, draw);
            let luck: Vec<f64> = block[..4].iter().map(|&bits| gumbel(unit(bits))).collect();
            let (a, b) = (choose(p, &luck), choose(q, &luck));
            same += u64::from(a == b);
            first[a] += 1;
        }
        let share = |count: f64| count / n as f64;
        assert!((share(same as f64) - 0.558_89).abs() < 0.0045);
        for (count, p) in first.into_iter().zip(p) {
            assert!((share(f64::from(count)) - p).abs() < 0.005);
        }
    }
}
