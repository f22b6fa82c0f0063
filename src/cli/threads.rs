//! On how many threads histories are played.

use super::{Exit, Failure};

/// Threads to play on; one for each processor unless so many are asked for.
///
/// # Errors
/// If the system gives none.
pub(super) fn pool(threads: Option<u16>) -> Result<rayon::ThreadPool, Failure> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads.map_or(0, usize::from))
        .build()
        .map_err(|e| Failure::new(Exit::Usage, format_args!("error: no threads to play on: {e}")))
}
