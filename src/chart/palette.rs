//! Colours, and which belongs to whom.
//!
//! A colour goes with a person, never with a place in a table: the scenario's own, or one chosen
//! by the person's id. Colour is never alone: a dash pattern and a marker go with the id as well.

use libm::pow;

use crate::polity::Principal;

/// A colour, red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

/// Paper.
pub(super) const WHITE: Colour = Colour(255, 255, 255);
/// Text and axes.
pub(super) const INK: Colour = Colour(0x22, 0x22, 0x22);
/// Text of less weight: still 4.5:1 on white.
pub(super) const SOFT: Colour = Colour(0x55, 0x55, 0x55);
/// Rules of events.
pub(super) const RULE: Colour = Colour(0x99, 0x99, 0x99);
/// Grid lines.
pub(super) const GRID: Colour = Colour(0xE2, 0xE2, 0xE2);

/// What everything drawn as a line reaches on white.
pub(super) const CONTRAST: f64 = 3.0;

/// Lines without a colour of their own: those of the Okabe-Ito set that reach 3:1 on white, then
/// others that do.
const LINES: [Colour; 16] = [
    Colour(0x00, 0x72, 0xB2),
    Colour(0xD5, 0x5E, 0x00),
    Colour(0x00, 0x8F, 0x68),
    Colour(0xBF, 0x5F, 0x94),
    Colour(0x00, 0x00, 0x00),
    Colour(0x3B, 0x2C, 0x8F),
    Colour(0x7D, 0x1B, 0x4D),
    Colour(0x86, 0x76, 0x00),
    Colour(0x7A, 0x45, 0x0C),
    Colour(0x5C, 0x7B, 0x9E),
    Colour(0x01, 0x5A, 0x54),
    Colour(0xB8, 0x1D, 0x2E),
    Colour(0x8A, 0x5C, 0xC2),
    Colour(0x35, 0x6B, 0x1D),
    Colour(0x77, 0x77, 0x77),
    Colour(0xB0, 0x74, 0x3E),
];

/// Whoever rose in play, all in one: a grey that nobody else is given.
pub(super) const NEWCOMERS: Colour = Colour(0x40, 0x40, 0x40);

/// A world without a change, and with it. Neither is anybody's: of hues only this magenta is left.
pub(super) const WITHOUT: Colour = INK;
pub(super) const WITH: Colour = Colour(0xC0, 0x00, 0xC8);

/// Two colours nearer than this look alike; by [`Colour::distance`].
pub(super) const ALIKE: f64 = 90.0;

/// Areas, in the order in which they are given out: neighbours differ in lightness, so that grey
/// keeps them apart, and no two look alike to anyone who confuses reds and greens, or blues and
/// yellows.
const AREAS: [Colour; 12] = [
    Colour(0x1F, 0x4E, 0x79),
    Colour(0xD9, 0x8E, 0x5F),
    Colour(0x48, 0x18, 0x00),
    Colour(0x9C, 0xE4, 0xFC),
    Colour(0x6C, 0x54, 0x54),
    Colour(0x9C, 0x90, 0xF0),
    Colour(0x90, 0x3C, 0x00),
    Colour(0xF0, 0xD8, 0xC0),
    Colour(0x18, 0x18, 0x24),
    Colour(0x48, 0x9C, 0xA8),
    Colour(0x3C, 0x00, 0x48),
    Colour(0xA8, 0x84, 0x78),
];

/// Dash patterns in pixels, drawn and left out by turns. Everything simulated is dashed; solid is
/// kept for what is documented.
const DASHES: [&[f64]; 5] =
    [&[18.0, 3.0], &[10.0, 3.0], &[24.0, 3.0, 4.0, 3.0], &[6.0, 2.5], &[14.0, 3.0, 4.0, 3.0]];

/// A shape that goes with a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marker {
    Disc,
    Square,
    Diamond,
    Triangle,
    Ring,
    Frame,
    Wedge,
    Lozenge,
    Peak,
    Bar,
}

const MARKERS: [Marker; 10] = [
    Marker::Disc,
    Marker::Square,
    Marker::Diamond,
    Marker::Triangle,
    Marker::Ring,
    Marker::Frame,
    Marker::Wedge,
    Marker::Lozenge,
    Marker::Peak,
    Marker::Bar,
];

/// Markers kept for contenders.
const CONTENDERS: usize = 4;

/// Someone who is to be told from others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Person<'a> {
    pub id: &'a str,
    /// The scenario's colour, as `#rrggbb`.
    pub colour: Option<&'a str>,
    pub contender: bool,
    /// Whether he rose in play: in other histories he is not there, so that nobody else's look may
    /// hang on him.
    pub risen: bool,
}

impl<'a> Person<'a> {
    /// Somebody whom the scenario names.
    pub(super) fn named(principal: &'a Principal) -> Self {
        let Principal { id, colour, contender, .. } = principal;
        Self { id, colour: colour.as_deref(), contender: *contender, risen: false }
    }

    /// Somebody who rose in play.
    pub(super) fn risen(id: &'a str) -> Self {
        Self { id, colour: None, contender: false, risen: true }
    }
}

/// How one person is drawn, in every picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Look {
    pub colour: Colour,
    pub dash: &'static [f64],
    pub marker: Marker,
}

impl Look {
    /// The look of whoever has this id; `colour` is the scenario's, as `#rrggbb`.
    pub(super) fn of(id: &str, colour: Option<&str>) -> Self {
        Self {
            colour: own(colour).unwrap_or(LINES[pick(id, 0, LINES.len())]),
            dash: DASHES[pick(id, 20, DASHES.len())],
            marker: MARKERS[pick(id, 40, MARKERS.len())],
        }
    }

    /// The look of all who rose in play, where they are drawn as one.
    pub(super) fn newcomers() -> Self {
        Self { colour: NEWCOMERS, dash: DASHES[0], marker: Marker::Bar }
    }

    /// The look of `id` among people who should not look alike, who come in any order. Whoever
    /// has no colour of his own takes the first that is free, from where his id points. Dashes
    /// and markers go round by id, first among contenders, whose markers nobody else has.
    pub(super) fn among(id: &str, people: &[Person<'_>]) -> Self {
        let mut sorted = people.to_vec();
        sorted.sort_unstable_by_key(|one| {
            (!one.contender, own(one.colour).is_none(), one.risen, one.id)
        });
        let Some(rank) = sorted.iter().position(|one| one.id == id) else {
            return Self::of(id, None);
        };
        let kept = sorted.iter().filter(|one| one.contender).count().min(CONTENDERS);
        let marker = |rank: usize| match rank.checked_sub(kept) {
            None => rank,
            Some(later) => kept + later % (MARKERS.len() - kept),
        };
        let coloured = sorted.iter().enumerate();
        let mut taken: Vec<(Colour, usize)> =
            coloured.filter_map(|(at, one)| Some((own(one.colour)?, marker(at)))).collect();
        let mut colour = own(sorted[rank].colour).unwrap_or(LINES[0]);
        let before = if own(sorted[rank].colour).is_some() { 0 } else { rank + 1 };
        for (at, one) in sorted[..before].iter().enumerate() {
            if own(one.colour).is_some() {
                continue;
            }
            let first = pick(one.id, 0, LINES.len());
            let offered = || (0..LINES.len()).map(|step| LINES[(first + step) % LINES.len()]);
            let near = |a: Colour, b: Colour| a.distance(b) < ALIKE;
            let free = |c: &Colour| taken.iter().all(|t| !near(t.0, *c));
            // Where every colour is taken, nobody with the same marker has it.
            let with_marker =
                |c: &Colour| taken.iter().all(|t| t.1 != marker(at) || !near(t.0, *c));
            let found = offered().find(free).or_else(|| offered().find(with_marker));
            colour = found.unwrap_or(LINES[first]);
            taken.push((colour, marker(at)));
        }
        Self { colour, dash: DASHES[rank % DASHES.len()], marker: MARKERS[marker(rank)] }
    }
}

/// The scenario's colour, darkened where it would not stand out.
fn own(colour: Option<&str>) -> Option<Colour> {
    Some(colour.and_then(Colour::parse)?.darkened(WHITE, CONTRAST))
}

/// One of `n` that goes with an id; different shifts give picks that have nothing in common.
fn pick(id: &str, shift: u32, n: usize) -> usize {
    usize::try_from((hash(id) >> shift) % n as u64).unwrap_or(0)
}

/// The colour of the n-th area of a stack. Where there are more than there are colours, they come
/// again half way to white.
pub(super) fn area(n: usize) -> Colour {
    let again = n / AREAS.len();
    (0..again.min(3)).fold(AREAS[n % AREAS.len()], |Colour(r, g, b), _| {
        Colour(r.midpoint(0xFF), g.midpoint(0xFF), b.midpoint(0xFF))
    })
}

/// FNV-1a with a last stir, so that ids that differ in a letter part widely.
fn hash(id: &str) -> u64 {
    let folded = id
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    let stirred = (folded ^ (folded >> 31)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    stirred ^ (stirred >> 29)
}

impl Colour {
    /// Reads `#rrggbb`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|d| d.len() == 6 && d.is_ascii())?;
        let byte = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
        Some(Self(byte(0)?, byte(2)?, byte(4)?))
    }

    /// Relative luminance, in `[0, 1]` (WCAG 2.2).
    pub fn luminance(self) -> f64 {
        let channel = |c: u8| {
            let c = f64::from(c) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { pow((c + 0.055) / 1.055, 2.4) }
        };
        0.2126 * channel(self.0) + 0.7152 * channel(self.1) + 0.0722 * channel(self.2)
    }

    /// Contrast with another colour, from 1 to 21 (WCAG 2.2).
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// How far two colours look apart, from 0 to about 765: the red mean, a weighted Euclidean
    /// distance (Riemersma).
    pub(super) fn distance(self, other: Self) -> f64 {
        let gap = |a: u8, b: u8| f64::from(a) - f64::from(b);
        let red = f64::midpoint(f64::from(self.0), f64::from(other.0)) / 256.0;
        let (r, g, b) = (gap(self.0, other.0), gap(self.1, other.1), gap(self.2, other.2));
        ((2.0 + red) * r * r + 4.0 * g * g + (3.0 - red) * b * b).sqrt()
    }

    /// The same hue, darkened step by step until it stands out from `ground`.
    pub(super) fn darkened(self, ground: Self, contrast: f64) -> Self {
        let mut colour = self;
        while colour.contrast(ground) < contrast && colour != Self(0, 0, 0) {
            let step = |c: u8| u8::try_from(u16::from(c) * 19 / 20).unwrap_or(c);
            colour = Self(step(colour.0), step(colour.1), step(colour.2));
        }
        colour
    }

    /// White or ink, whichever reads better on this colour.
    pub(super) fn text_on(self) -> Self {
        if self.contrast(WHITE) >= self.contrast(INK) { WHITE } else { INK }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_and_text_stands_out_on_white() {
        for colour in LINES.into_iter().chain([NEWCOMERS]) {
            assert!(colour.contrast(WHITE) >= CONTRAST, "{colour:?}");
        }
        for id in ["beria", "malenkov", "khrushchev", "a", "b", "c"] {
            let pale = Look::of(id, Some("#F0E442"));
            assert!(pale.colour.contrast(WHITE) >= CONTRAST, "{pale:?}");
        }
        assert!(INK.contrast(WHITE) >= 7.0);
        assert!(SOFT.contrast(WHITE) >= 4.5);
    }

    #[test]
    fn nobody_is_given_the_colour_of_newcomers() {
        for colour in LINES {
            assert!(colour.distance(NEWCOMERS) >= ALIKE, "{colour:?}");
        }
    }

    #[test]
    fn worlds_have_nobodys_colour_and_each_its_own() {
        for world in [WITHOUT, WITH] {
            assert!(world.contrast(WHITE) >= CONTRAST, "{world:?}");
            for colour in LINES {
                assert!(colour.distance(world) >= ALIKE, "{colour:?} and {world:?}");
            }
        }
        for eye in EYES {
            assert!(apart(WITHOUT, WITH, eye) >= 30.0, "{eye:?}");
        }
        // And in grey.
        assert!(WITH.contrast(WITHOUT) >= 2.5);
    }

    #[test]
    fn names_read_on_every_fill() {
        for colour in LINES.into_iter().chain(AREAS).chain([NEWCOMERS]) {
            assert!(colour.text_on().contrast(colour) >= 3.9, "{colour:?}");
        }
    }

    #[test]
    fn neighbouring_areas_differ_in_grey() {
        for pair in AREAS.windows(2) {
            assert!(pair[0].contrast(pair[1]) >= 1.8, "{pair:?}");
        }
    }

    /// Lightness, and the two axes of colour (CIE 1976 L*a*b*), as seen through a matrix on linear
    /// light.
    fn seen(colour: Colour, eye: [[f64; 3]; 3]) -> [f64; 3] {
        let linear = |c: u8| {
            let c = f64::from(c) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { pow((c + 0.055) / 1.055, 2.4) }
        };
        let times = |m: [[f64; 3]; 3], v: [f64; 3]| {
            m.map(|row| row.iter().zip(v).map(|(a, b)| a * b).sum::<f64>().clamp(0.0, 1.09))
        };
        let xyz = [
            [0.412_456, 0.357_576, 0.180_438],
            [0.212_673, 0.715_152, 0.072_175],
            [0.019_334, 0.119_192, 0.950_304],
        ];
        let light = times(eye, [linear(colour.0), linear(colour.1), linear(colour.2)]);
        let [x, y, z] = times(xyz, light);
        let f = |t: f64| if t > 0.008_856 { pow(t, 1.0 / 3.0) } else { 7.787 * t + 16.0 / 116.0 };
        let (x, y, z) = (f(x / 0.950_47), f(y), f(z / 1.088_83));
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    /// How far two colours look apart.
    fn apart(one: Colour, other: Colour, eye: [[f64; 3]; 3]) -> f64 {
        let (a, b) = (seen(one, eye), seen(other, eye));
        a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt()
    }

    /// With all cones, and without the long, the middle, the short ones: Machado, Oliveira and
    /// Fernandes (2009).
    const EYES: [[[f64; 3]; 3]; 4] = [
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ],
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ],
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ],
    ];

    #[test]
    fn no_two_areas_look_alike_to_anyone() {
        for eye in EYES {
            for (at, one) in AREAS.into_iter().enumerate() {
                for other in &AREAS[..at] {
                    let apart = apart(one, *other, eye);
                    assert!(apart >= 15.0, "{one:?} and {other:?}: {apart:.1}");
                }
            }
        }
        for n in 0..3 * AREAS.len() {
            assert!((0..n).all(|other| area(other) != area(n)), "{n}");
        }
    }

    #[test]
    fn people_look_different_whatever_the_order_of_tables() {
        let ids = ["brezhnev", "bulganin", "kozlov", "mikoyan", "suslov", "voroshilov"];
        let person = |id, colour, contender| Person { id, colour, contender, risen: false };
        let mut people: Vec<Person<'_>> = ids.iter().map(|id| person(id, None, false)).collect();
        people.push(person("zhukov", Some("#000000"), false));
        people.push(person("beria", Some("#D55E00"), true));
        let looks = |people: &[Person<'_>]| -> Vec<Look> {
            ids.iter().map(|id| Look::among(id, people)).collect()
        };
        let before = looks(&people);
        people.reverse();
        assert_eq!(looks(&people), before);
        for (at, look) in before.iter().enumerate() {
            assert!(before[..at].iter().all(|other| other.colour != look.colour), "{before:?}");
            assert!(look.colour != Colour(0, 0, 0) && look.colour != Colour(0xD5, 0x5E, 0));
            assert!(look.marker != Look::among("beria", &people).marker);
        }
    }

    #[test]
    fn those_who_rise_in_play_look_like_nobody_else_and_change_nobody() {
        let named: Vec<String> = (0..14).map(|k| format!("named_{k}")).collect();
        let risen: Vec<String> = (0..40).map(|k| format!("party_{k}_1960_{k}")).collect();
        let person = |id, risen| Person { id, colour: None, contender: false, risen };
        let without: Vec<Person<'_>> = named.iter().map(|id| person(id.as_str(), false)).collect();
        let with: Vec<Person<'_>> =
            without.iter().copied().chain(risen.iter().map(|id| Person::risen(id))).collect();
        for id in &named {
            assert_eq!(Look::among(id, &without), Look::among(id, &with));
        }
        let looks: Vec<Look> = with.iter().map(|one| Look::among(one.id, &with)).collect();
        for (at, look) in looks.iter().enumerate() {
            let alike = |other: &&Look| (other.colour, other.marker) == (look.colour, look.marker);
            assert!(!looks[..at].iter().any(|other| alike(&other)), "{look:?}");
        }
    }

    #[test]
    fn a_look_goes_with_the_id_alone() {
        assert_eq!(Look::of("zhukov", None), Look::of("zhukov", None));
        assert_eq!(Look::of("zhukov", Some("#009E73")).colour, Colour(0x00, 0x9E, 0x73));
        assert_eq!(Look::of("zhukov", Some("green")), Look::of("zhukov", None));
        assert_eq!(Look::of("zhukov", Some("#\u{e9}\u{e9}\u{e9}")), Look::of("zhukov", None));
    }
}
