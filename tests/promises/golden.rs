//! One history that is known to the last bit, so that no change of it goes unnoticed.

use interregnum::engine::Detail;

use crate::plays::{BASELINE, bytes, central};

/// Where the fingerprint of history 0 of seed 1953 is kept. `BLESS=1 cargo test golden` rewrites
/// it, after a change that is meant.
const PLACE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/promises/golden.txt");

#[test]
fn history_0_of_seed_1953_is_the_one_we_know() {
    let log = central(&BASELINE.polity, 0, Detail::Light);
    let found = blake3::hash(bytes(&log).as_bytes()).to_hex().to_string();
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(PLACE, found.clone() + "\n").expect("the package can be written");
    }
    let known = std::fs::read_to_string(PLACE).unwrap_or_default();
    assert_eq!(known.trim(), found, "if this change is meant: BLESS=1 cargo test golden");
}
