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

mod choice;
mod cipher;
mod race;
mod range;
mod shapes;

pub use choice::choose;
pub use race::{FIELD, Race, contenders, luck};
pub use range::{Ranges, normal_share, quantile};
pub use shapes::{at_a_glance, exp, exponential, gumbel, logistic, normal, unit};

use cipher::Cipher;
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
    /// Whether a denunciation tells; by accuser, target and round.
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
    /// What a cadre is like: the first by base and post, later ones by round, spread over base, post
    /// and patron.
    Cadre,
    /// What a principal risen in play is like; by post and month.
    Rise,
    /// Who keeps and who gains a seat at a congress; by congress, organ and post.
    Congress,
    /// Which plot goes before which; by round, for the target of each.
    PlotOrder,
    /// Whether a plot is broken up; by its target, its leader and round.
    Counter,
    /// How long a plot takes to ripen; by plot.
    Ripening,
    /// Whether a target meets a vote with force; by showdown.
    Resist,
    /// Whether a client passes to his patron's heir; by patron, base and post.
    Inherit,
    /// When somebody falls ill, and then for how long; once a person each.
    Illness,
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
        Self::folded((n as u64).wrapping_add(1) & Self::MASK)
    }

    /// The key of an id of some kind. Salted so that a clash can be resolved.
    pub fn of(kind: &str, id: &str, salt: u64) -> Self {
        let folded = hash(&[kind, ".", id], salt) >> (64 - Self::BITS);
        Self::folded(folded.max(1))
    }

    /// The key with these bits, all of them among the lowest twenty-eight.
    #[expect(clippy::cast_possible_truncation, reason = "twenty-eight bits are left")]
    const fn folded(bits: u64) -> Self {
        Self(bits as u32)
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
        let mut salt = 0;
        let mut key = Key::of(kind, id, salt);
        while self.taken.contains(&key) {
            salt += 1;
            key = Key::of(kind, id, salt);
        }
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
        Self((purpose as u64) << 56 | hash(&[name], 0) >> 8)
    }
}

/// FNV-1a of texts one after the other, with a finaliser: the same on every machine.
fn hash(texts: &[&str], salt: u64) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64 ^ mix(salt);
    for text in texts {
        for byte in text.bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    mix(hash)
}

/// Thirty-two draws that lie side by side in one stream.
pub type Block = [u64; 32];

/// The source of all draws of one history.
#[derive(Clone, Debug)]
pub struct Chance {
    /// For single words.
    cipher: Cipher,
    /// For whole blocks.
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
        Self { cipher: Cipher::new(key), generator: ChaCha8Rng::from_seed(key) }
    }

    /// The `index`-th block of a stream. The index must stay below 2^56.
    pub fn block(&mut self, stream: Stream, index: u64) -> Block {
        // Position first, then stream: aligned as it is, neither generates anything by itself.
        self.generator.set_word_pos(u128::from(index) * 64);
        self.generator.set_stream(stream.0);
        let mut bytes = [0; size_of::<Block>()];
        self.generator.fill_bytes(&mut bytes);
        let words = bytes.as_chunks().0;
        std::array::from_fn(|at| u64::from_le_bytes(words[at]))
    }

    /// The first bits of the `index`-th block of a stream.
    pub fn bits(&self, stream: Stream, index: u64) -> u64 {
        // A block of draws is four of the cipher's.
        self.cipher.first(stream.0, index * 4)
    }

    /// One uniform draw in (0, 1) for one occurrence.
    pub fn unit(&self, stream: Stream, occurrence: u64) -> f64 {
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
            self.block = chance.block(self.stream, index);
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
    fn a_single_word_is_the_first_of_its_block() {
        let mut chance = chance();
        for purpose in [Purpose::Life, Purpose::Congress] {
            let stream = Stream::new(purpose, Key::of("principal", "a", 0), Key::number(3));
            for index in [0, 1, 5, u64::from(u32::MAX), (1 << 55) + 3] {
                assert_eq!(chance.bits(stream, index), chance.block(stream, index)[0]);
            }
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
        // Of 60,000 ids some seven pairs share their 28 bits.
        let key = |n: u32| Key::of("principal", &format!("p{n}"), 0);
        let mut all: Vec<_> = (0..60_000).map(|n| (key(n).bits(), n)).collect();
        all.sort_unstable();
        let clash = all.windows(2).find(|two| two[0].0 == two[1].0).expect("some clash");
        let [one, other] = [clash[0].1, clash[1].1];
        assert!(one != other && key(one) == key(other));
        let mut register = Register::default();
        let keys = [one, other].map(|n| register.enter("principal", &format!("p{n}")));
        assert_eq!(keys[0], key(one));
        assert_ne!(keys[0], keys[1]);
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
