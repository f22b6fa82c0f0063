//! Drawing the numbers that are ranges.

use std::collections::BTreeMap;

use crate::polity::{Ledger, Quantity, Spread, Values};

/// The numbers of one history.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawn {
    /// Every number: drawn where it is a range, otherwise as it stands.
    pub values: Values,
    /// Those that were drawn, by path.
    pub by_path: BTreeMap<String, f64>,
}

/// Draws each range of a ledger. `uniform` gives a number above 0 and below 1 for each path; what
/// it gives for one path moves no other number.
pub fn draw(ledger: &Ledger, mut uniform: impl FnMut(&str) -> f64) -> Drawn {
    let mut drawn = Drawn { values: ledger.central(), by_path: BTreeMap::new() };
    for (num, quantity) in ledger.iter() {
        if quantity.spread == Spread::Fixed {
            continue;
        }
        let value = quantile(quantity, uniform(&quantity.path));
        drawn.values.set(num, value);
        drawn.by_path.insert(quantity.path.clone(), value);
    }
    drawn
}

/// The value below which a share `u` of what a number may be lies. A normal is cut to what is valid.
pub fn quantile(quantity: &Quantity, u: f64) -> f64 {
    let u = u.clamp(0.0, 1.0);
    let (least, greatest) = quantity.valid;
    match quantity.spread {
        Spread::Fixed => quantity.central,
        Spread::Uniform { low, high } => (low + u * (high - low)).clamp(low, high),
        Spread::Normal { mean, sd } => {
            let from = normal_share((least - mean) / sd);
            let to = normal_share((greatest - mean) / sd);
            let share = from + u * (to - from);
            (mean + sd * normal_quantile(share)).clamp(least, greatest)
        }
    }
}

/// Share of a standard normal that lies below `z`.
pub fn normal_share(z: f64) -> f64 {
    0.5 * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2)
}

/// The point below which a share `p` of a standard normal lies; infinite at 0 and 1.
///
/// Wichura (1988), algorithm AS 241, Applied Statistics 37(3), routine PPND16: relative accuracy
/// about 1e-16.
pub fn normal_quantile(p: f64) -> f64 {
    if p <= 0.0 {
        return f64::NEG_INFINITY;
    }
    if p >= 1.0 {
        return f64::INFINITY;
    }
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        return q * polynomial(&published::A, r) / polynomial(&published::B, r);
    }
    let tail = if q < 0.0 { p } else { 1.0 - p };
    let r = libm::sqrt(-libm::log(tail));
    let z = if r <= 5.0 {
        polynomial(&published::C, r - 1.6) / polynomial(&published::D, r - 1.6)
    } else {
        polynomial(&published::E, r - 5.0) / polynomial(&published::F, r - 5.0)
    };
    if q < 0.0 { -z } else { z }
}

fn polynomial(coefficients: &[f64; 8], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, c| sum * x + c)
}

#[expect(clippy::excessive_precision, reason = "the digits are those published")]
mod published {
    pub(super) const A: [f64; 8] = [
        3.387_132_872_796_366_608,
        133.141_667_891_784_377_45,
        1_971.590_950_306_551_442_7,
        13_731.693_765_509_461_125,
        45_921.953_931_549_871_457,
        67_265.770_927_008_700_853,
        33_430.575_583_588_128_105,
        2_509.080_928_730_122_672_7,
    ];
    pub(super) const B: [f64; 8] = [
        1.0,
        42.313_330_701_600_911_252,
        687.187_007_492_057_908_3,
        5_394.196_021_424_751_107_7,
        21_213.794_301_586_595_867,
        39_307.895_800_092_710_61,
        28_729.085_735_721_942_674,
        5_226.495_278_852_854_561,
    ];
    pub(super) const C: [f64; 8] = [
        1.423_437_110_749_683_577_34,
        4.630_337_846_156_545_295_9,
        5.769_497_221_460_691_405_5,
        3.647_848_324_763_204_605_04,
        1.270_458_252_452_368_382_58,
        0.241_780_725_177_450_611_77,
        0.022_723_844_989_269_184_507,
        7.745_450_142_783_414_076_4e-4,
    ];
    pub(super) const D: [f64; 8] = [
        1.0,
        2.053_191_626_637_758_821_87,
        1.676_384_830_183_803_849_4,
        0.689_767_334_985_100_004_55,
        0.148_103_976_427_480_074_59,
        0.015_198_666_563_616_457_196_6,
        5.475_938_084_995_344_946e-4,
        1.050_750_071_644_416_843_24e-9,
    ];
    pub(super) const E: [f64; 8] = [
        6.657_904_643_501_103_777_2,
        5.463_784_911_164_114_369_9,
        1.784_826_539_917_291_335_8,
        0.296_560_571_828_504_891_23,
        0.026_532_189_526_576_123_093,
        1.242_660_947_388_078_438_6e-3,
        2.711_555_568_743_487_578_15e-5,
        2.010_334_399_292_288_132_65e-7,
    ];
    pub(super) const F: [f64; 8] = [
        1.0,
        0.599_832_206_555_887_937_69,
        0.136_929_880_922_735_805_31,
        0.014_875_361_290_850_615_025,
        7.868_691_311_456_132_591e-4,
        1.846_318_317_510_054_681_8e-5,
        1.421_511_758_316_445_888_7e-7,
        2.044_263_103_389_939_785_64e-15,
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity(spread: Spread) -> Quantity {
        Quantity { path: "a".into(), central: 0.5, spread, valid: (0.0, 1.0), written: true }
    }

    #[test]
    fn the_normal_quantile_undoes_the_normal_share() {
        for p in [1e-12, 1e-6, 0.001, 0.02, 0.07, 0.075, 0.3, 0.5, 0.8, 0.93, 0.999] {
            let back = normal_share(normal_quantile(p));
            assert!((back / p - 1.0).abs() < 1e-12, "{p} came back as {back}");
        }
        assert!((normal_quantile(0.975) - 1.959_963_984_540_054).abs() < 1e-14);
    }

    #[test]
    fn a_normal_is_cut_to_what_is_valid_and_a_range_to_its_ends() {
        let normal = quantity(Spread::Normal { mean: 0.9, sd: 0.3 });
        let range = quantity(Spread::Uniform { low: 0.2, high: 0.4 });
        let mut last = (0.0, 0.0);
        for k in 1..1000 {
            let u = f64::from(k) / 1000.0;
            let (n, r) = (quantile(&normal, u), quantile(&range, u));
            assert!((0.0..=1.0).contains(&n) && (0.2..=0.4).contains(&r));
            assert!(n >= last.0 && r > last.1);
            last = (n, r);
        }
        assert!((quantile(&range, 0.5) - 0.3).abs() < 1e-15);
    }
}
