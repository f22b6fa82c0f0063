//! A number as typed: a value or a range.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

use crate::polity::Spread;

/// A number as typed. By hand rather than as an untagged enum, so that errors keep their place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Amount {
    /// `0.9`
    Value(f64),
    /// `{ low = 0.8, high = 1.0 }`
    Range {
        /// Least value.
        low: f64,
        /// Greatest value.
        high: f64,
    },
    /// `{ mean = 0.9, sd = 0.05 }`
    Normal {
        /// Mean before cutting.
        mean: f64,
        /// Standard deviation before cutting.
        sd: f64,
    },
}

impl Amount {
    /// What a single run uses: the value, the middle of a range, the mean of a normal.
    pub fn central(&self) -> f64 {
        match *self {
            Self::Value(value) => value,
            Self::Range { low, high } => f64::midpoint(low, high),
            Self::Normal { mean, .. } => mean,
        }
    }

    /// What an ensemble draws from. A range of no width is a fixed value.
    pub fn spread(&self) -> Spread {
        match *self {
            Self::Range { low, high } if low < high => Spread::Uniform { low, high },
            Self::Value(_) | Self::Range { .. } => Spread::Fixed,
            Self::Normal { mean, sd } => Spread::Normal { mean, sd },
        }
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AmountVisitor)
    }
}

struct AmountVisitor;

impl<'de> Visitor<'de> for AmountVisitor {
    type Value = Amount;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, { low = a, high = b } or { mean = m, sd = s }")
    }

    fn visit_f64<E>(self, value: f64) -> Result<Amount, E> {
        Ok(Amount::Value(value))
    }

    #[expect(clippy::cast_precision_loss, reason = "no number of a scenario is near 2^53")]
    fn visit_i64<E>(self, value: i64) -> Result<Amount, E> {
        Ok(Amount::Value(value as f64))
    }

    #[expect(clippy::cast_precision_loss, reason = "no number of a scenario is near 2^53")]
    fn visit_u64<E>(self, value: u64) -> Result<Amount, E> {
        Ok(Amount::Value(value as f64))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Amount, A::Error> {
        const KEYS: [&str; 4] = ["low", "high", "mean", "sd"];
        let mut found = [None; 4];
        while let Some(key) = map.next_key::<String>()? {
            let Some(k) = KEYS.iter().position(|known| *known == key) else {
                return Err(A::Error::unknown_field(&key, &KEYS));
            };
            found[k] = Some(map.next_value::<f64>()?);
        }
        match found {
            [Some(low), Some(high), None, None] => Ok(Amount::Range { low, high }),
            [None, None, Some(mean), Some(sd)] => Ok(Amount::Normal { mean, sd }),
            _ => Err(A::Error::custom("a range is { low, high } or { mean, sd }")),
        }
    }
}
