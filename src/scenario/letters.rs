//! The letters that pictures have: what lies in their typeface.

use std::ops::RangeInclusive;

/// All letters of the typeface, in order: Latin, Greek, Cyrillic, and what stands between words.
const DRAWN: [RangeInclusive<char>; 30] = [
    ' '..='~',
    '\u{a0}'..='\u{148}',
    '\u{14a}'..='\u{1c3}',
    '\u{1c5}'..='\u{24f}',
    '\u{2bb}'..='\u{2bc}',
    '\u{300}'..='\u{31e}',
    '\u{321}'..='\u{328}',
    '\u{370}'..='\u{377}',
    '\u{37a}'..='\u{37f}',
    '\u{384}'..='\u{38a}',
    '\u{38c}'..='\u{38c}',
    '\u{38e}'..='\u{3a1}',
    '\u{3a3}'..='\u{3e1}',
    '\u{3f0}'..='\u{49d}',
    '\u{4a0}'..='\u{4ff}',
    '\u{52f}'..='\u{52f}',
    '\u{1e00}'..='\u{1eff}',
    '\u{2010}'..='\u{2015}',
    '\u{2018}'..='\u{201e}',
    '\u{2020}'..='\u{2022}',
    '\u{2026}'..='\u{2026}',
    '\u{2030}'..='\u{2030}',
    '\u{2032}'..='\u{2033}',
    '\u{2039}'..='\u{203a}',
    '\u{20ac}'..='\u{20ac}',
    '\u{2116}'..='\u{2116}',
    '\u{2190}'..='\u{2193}',
    '\u{2212}'..='\u{2212}',
    '\u{2248}'..='\u{2248}',
    '\u{2264}'..='\u{2265}',
];

/// Whether pictures have this letter. They leave out any other, texts and tables do not.
pub fn is_drawn(letter: char) -> bool {
    let at = DRAWN.partition_point(|some| *some.end() < letter);
    DRAWN.get(at).is_some_and(|some| some.contains(&letter))
}
