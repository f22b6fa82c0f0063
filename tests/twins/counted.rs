//! What many pairs come to.

use interregnum::counterfactual::compare;
use interregnum::engine::{Detail, Luck};
use interregnum::scenario::Scenario;

use super::{KINDER, SEED, base, changed, compared, twins};

#[test]
fn each_world_by_itself_is_counted_as_an_ensemble_would() {
    let (base, whatif) = (base(), changed(&["parameters.weary_months=60"]));
    let twins = twins(&base, &whatif);
    let pairs = 200;
    let found = compared(&base, &whatif, pairs);
    let mut selected = 0;
    for (q, asked) in found.questions.iter().zip(&twins.asked) {
        let worlds = [(&twins.base, &asked.base), (&twins.whatif, &asked.whatif)];
        for ((world, question), counted) in worlds.into_iter().zip(q.by_itself()) {
            let luck = |history| Luck { seed: SEED, history, branch: 0 };
            let logs = (0..pairs).map(|history| world.play(luck(history), Detail::Light));
            let answers: Vec<bool> =
                logs.filter_map(|log| question.answer(world.polity, &log)).collect();
            let yes = answers.iter().filter(|yes| **yes).count() as f64;
            let seen = counted.map(|e| (e.n, (e.p * e.n as f64).round()));
            let own = (!answers.is_empty()).then_some((answers.len() as u64, yes));
            assert_eq!(seen, own, "{}", q.id);
        }
        selected += u64::from(q.is_selected());
    }
    assert!(selected > 0, "the change moves whether something arises");
}

#[test]
fn whoever_is_in_one_world_only_has_no_influence_in_the_other() {
    let base = base();
    let without = "extends = \"./small.toml\"\nremove = [\"principals.gorse\"]\n";
    let whatif = Scenario::parse("tests/worlds/without.toml", without, &[]);
    let whatif = whatif.unwrap_or_else(|found| panic!("{found}"));
    let found = compared(&base, &whatif, 20);
    let gorse = found.months().into_iter().find(|months| months.id == "gorse");
    let gaps = gorse.expect("he is in the base").gaps;
    assert!(gaps.iter().all(|gap| gap.mean <= 0.0));
    assert!(gaps.iter().any(|gap| gap.mean < 0.0), "he comes up in some histories");
}

#[test]
fn the_pair_that_is_shown_is_one_in_which_something_happens() {
    let (base, whatif) = (base(), changed(KINDER));
    let twins = twins(&base, &whatif);
    let mut rows = Vec::new();
    let mut found = compare(&twins, SEED, 150, |row| {
        rows.push(row.clone());
        Ok::<(), ()>(())
    })
    .expect("nothing refuses");
    let flips = |k: usize, history: u64| {
        let row = &rows[usize::try_from(history).expect("a small number")];
        row.base[k].zip(row.whatif[k]).is_some_and(|(base, whatif)| base != whatif)
    };
    let some: Vec<usize> =
        (0..found.questions.len()).filter(|k| found.questions[*k].example.is_some()).collect();
    for k in &some {
        assert!(found.telling(&[*k]).is_some_and(|history| flips(*k, history)), "{k}");
    }
    // Where the main question never flips, any other that does.
    found.questions[some[0]].example = None;
    let other = found.telling(&[some[0]]).expect("another question flips");
    assert!(some[1..].iter().any(|k| flips(*k, other)));
    // Where none does, a pair that ends under another leader.
    found.questions.iter_mut().for_each(|q| q.example = None);
    let first = rows.iter().find(|row| row.base_leader != row.whatif_leader);
    assert_eq!(found.telling(&[0]), first.map(|row| row.history));
    // Where that never is, one whose twins are not alike.
    let same = compare(&twins, SEED, 1, |_| Ok::<(), ()>(())).expect("nothing refuses");
    assert_eq!(same.alike, 0, "the change is read in the first pair");
    assert_eq!(same.telling(&[]), Some(0));
    assert_eq!(compared(&base, &base, 5).telling(&[0]), None);
}

#[test]
fn whoever_rises_in_play_is_one_in_the_flows_and_no_change_is_lost() {
    let (base, whatif) = (base(), changed(KINDER));
    let mut changes = 0;
    let found = compare(&twins(&base, &whatif), SEED, 300, |row| {
        changes += u64::from(row.base_leader != row.whatif_leader);
        Ok::<(), ()>(())
    });
    let found = found.expect("nothing refuses");
    let known = |id: &str| {
        base.polity.principals.iter().any(|p| p.id == id) || ["risen", "other_risen"].contains(&id)
    };
    assert!(found.flows.iter().all(|flow| known(&flow.from) && known(&flow.to)));
    assert_eq!(found.flows.iter().map(|flow| flow.n).sum::<u64>(), 300);
    assert_eq!(found.changes_of_winner().map(|flow| flow.n).sum::<u64>(), changes);
}

#[test]
fn how_often_luck_alone_changes_the_leader_is_counted_where_each_twin_has_luck_of_its_own() {
    let (base, whatif) = (base(), changed(KINDER));
    let twins = twins(&base, &whatif);
    let (mut played, mut other) = (0_u64, 0_u64);
    let found = compare(&twins, SEED, 220, |row| {
        if let Some(second) = &row.second {
            // The second playing: the same values, and luck that no twin shares.
            let luck = Luck { seed: SEED, history: row.history, branch: 1 };
            let log = twins.whatif.play(luck, Detail::Light);
            let leader = log.measures.first.last().map(|who| log.cast[*who].id.clone());
            assert_eq!(second.leader, leader, "{}", row.history);
            played += 1;
            other += u64::from(second.leader != row.base_leader);
        }
        Ok::<(), ()>(())
    });
    let apart = found.expect("nothing refuses").winner_apart().expect("some were played so");
    assert_eq!((apart.n, (apart.p * apart.n as f64).round()), (played, other as f64));
    assert!((1..played).contains(&other), "{other} of {played}");
}
