//! How long histories take: `cargo bench --bench history`.

use divan::{Bencher, black_box};
use interregnum::engine::{Detail, Luck, play};
use interregnum::ensemble::{Ensemble, Sampling, Unwatched};
use interregnum::scenario::{Scenario, ScenarioName};

fn main() {
    divan::main();
}

fn scenario(edits: &[String]) -> Scenario {
    Scenario::load(&ScenarioName::parse("ussr-1953"), edits).expect("the baseline is sound")
}

/// The baseline with about so many cadres, shared out among its bases as they are.
fn with_cadres(total: usize) -> Scenario {
    let plain = scenario(&[]);
    let bases = &plain.polity.bases;
    let posts: usize = bases.iter().map(|base| base.cohort.posts).sum();
    let edits: Vec<String> = bases
        .iter()
        .map(|base| {
            let more = (base.cohort.posts * total).div_ceil(posts);
            format!("cadres.{}.posts={more}", base.id)
        })
        .collect();
    scenario(&edits)
}

fn luck(history: u64) -> Luck {
    Luck { seed: 1953, history, branch: 0 }
}

fn one(bencher: Bencher<'_, '_>, scenario: &Scenario) {
    let values = scenario.polity.ledger.central();
    let mut history = 0;
    bencher.bench_local(|| {
        history += 1;
        play(black_box(&scenario.polity), &values, luck(history), Detail::Light)
    });
}

/// One history of the baseline, at central values.
#[divan::bench]
fn baseline(bencher: Bencher<'_, '_>) {
    one(bencher, &scenario(&[]));
}

/// One history with a hundred thousand cadres.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn cadres_100_000(bencher: Bencher<'_, '_>) {
    one(bencher, &with_cadres(100_000));
}

/// Drawing the values of one history.
#[divan::bench]
fn values(bencher: Bencher<'_, '_>) {
    let scenario = scenario(&[]);
    let sampling = Sampling::of(&scenario.polity);
    let mut history = 0;
    bencher.bench_local(|| {
        history += 1;
        sampling.values(luck(history))
    });
}

/// An ensemble of two hundred histories, on all processors, without its charts.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn ensemble_200(bencher: Bencher<'_, '_>) {
    let scenario = scenario(&[]);
    bencher.bench_local(|| {
        let ensemble = Ensemble::new(&scenario.polity, &scenario.questions, 1953);
        let mut tally = ensemble.nothing();
        let stop = ensemble.play_to(200, &mut tally, &Unwatched, |rows, _| {
            black_box(rows);
            Ok::<(), std::convert::Infallible>(())
        });
        (stop, tally.histories())
    });
}
