use interregnum::chance::*;
use interregnum::engine::*;
use interregnum::scenario;
use rayon::prelude::*;
use std::collections::BTreeMap;
fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let runs: u64 = args.first().map_or(500, |s| s.parse().unwrap());
    let edits: Vec<String> = args[1.min(args.len())..].to_vec();
    let sc = match scenario::Scenario::load(
        &scenario::ScenarioName::parse(&std::env::var("SC").unwrap_or("ussr-1953".into())),
        &edits,
    ) {
        Ok(s) => s,
        Err(f) => {
            println!("{f}");
            std::process::exit(3)
        }
    };
    let p = &sc.polity;
    let t = std::time::Instant::now();
    let logs: Vec<Log> = (0..runs)
        .into_par_iter()
        .map(|h| {
            let luck = Luck { seed: 1953, history: h, branch: 0 };
            let mut ch = Chance::new(luck);
            let d =
                scenario::draw(&p.ledger, |path| ch.unit(Stream::named(Purpose::Range, path), 0));
            let det = if std::env::var("FULL").is_ok() { Detail::Full } else { Detail::Light };
            play(p, &d.values, luck, det)
        })
        .collect();
    let el = t.elapsed();
    println!("{runs} in {el:?}: {:.3} ms each (per core)", el.as_secs_f64() * 2000.0 / runs as f64);
    let n = runs as f64;
    for q in &sc.questions {
        let (mut y, mut c) = (0, 0);
        for l in &logs {
            if let Some(a) = q.answer(p, l) {
                c += 1;
                y += u32::from(a);
            }
        }
        println!(
            "{:>6.1} of {:>5}  {} - {}",
            100.0 * y as f64 / f64::from(c.max(1)),
            c,
            q.id,
            q.ask
        );
    }
    for at in [
        "1953-06", "1953-12", "1955-01", "1955-12", "1956-12", "1957-12", "1958-12", "1960-12",
        "1962-12", "1964-12",
    ] {
        let r = (0..p.calendar.rounds).find(|&r| p.calendar.label(r) == at).unwrap();
        let mut m: BTreeMap<String, u32> = BTreeMap::new();
        let mut par = 0;
        let mut infl = 0.0;
        for l in &logs {
            *m.entry(l.cast[l.measures.first[r]].short.clone()).or_default() += 1;
            par += u32::from(l.measures.paramount[r].is_some());
            infl += l.measures.influence[r][l.measures.first[r]];
        }
        let mut v: Vec<_> = m.into_iter().collect();
        v.sort_by_key(|e| std::cmp::Reverse(e.1));
        let s: Vec<String> = v
            .iter()
            .take(7)
            .map(|(k, c)| format!("{k} {:.0}", 100.0 * f64::from(*c) / n))
            .collect();
        println!(
            "{at} leads: {}   paramount {:.0}%  lead {:.2}",
            s.join(", "),
            100.0 * f64::from(par) / n,
            infl / n as f32
        );
    }
    let avg = |f: &dyn Fn(&Log) -> f64| logs.iter().map(|l| f(l)).sum::<f64>() / n;
    println!(
        "plots {:.1} dropped {:.1} strikes {:.1} motions {:.1} won strikes {:.1} won motions {:.1} falls {:.1} lesser {:.1} executed {:.2} imprisoned {:.2} deaths {:.1} crises {:.1} risen {:.1} appeals {:.2} resisted {:.2} turns {:.1}",
        avg(&|l| l.plots.len() as f64),
        avg(&|l| l.dropped.len() as f64),
        avg(&|l| l.showdowns.iter().filter(|s| s.plan != Plan::Motion).count() as f64),
        avg(&|l| l.showdowns.iter().filter(|s| s.plan == Plan::Motion).count() as f64),
        avg(&|l| l.showdowns.iter().filter(|s| s.plan != Plan::Motion && s.won).count() as f64),
        avg(&|l| l.showdowns.iter().filter(|s| s.plan == Plan::Motion && s.won).count() as f64),
        avg(&|l| l.falls.iter().filter(|f| f.fate.is_fall()).count() as f64),
        avg(&|l| l.falls.iter().filter(|f| !f.fate.is_fall()).count() as f64),
        avg(&|l| l.falls.iter().filter(|f| f.fate == Fate::Executed).count() as f64),
        avg(&|l| l.falls.iter().filter(|f| f.fate == Fate::Imprisoned).count() as f64),
        avg(&|l| l.deaths.len() as f64),
        avg(&|l| l.happenings.len() as f64),
        avg(&|l| l.cast.iter().filter(|f| f.risen.is_some()).count() as f64),
        avg(&|l| l
            .showdowns
            .iter()
            .filter(|s| s.stages.iter().any(|x| matches!(x, Stage::Appeal { met: true, .. })))
            .count() as f64),
        avg(&|l| l
            .showdowns
            .iter()
            .filter(|s| s.stages.iter().any(|x| matches!(x, Stage::Force { resisted: true, .. })))
            .count() as f64),
        avg(&|l| l.turns.len() as f64)
    );
    // calibration of odds
    let mut bins = vec![(0.0, 0.0, 0.0); 10];
    for l in &logs {
        for s in &l.showdowns {
            if s.plan != Plan::Motion {
                let b = ((s.odds * 10.0) as usize).min(9);
                bins[b].0 += 1.0;
                bins[b].1 += s.odds;
                bins[b].2 += f64::from(u8::from(s.won));
            }
        }
    }
    println!(
        "odds: {}",
        bins.iter()
            .filter(|b| b.0 > 0.0)
            .map(|b| format!("{:.0}: {:.2}->{:.2}", b.0, b.1 / b.0, b.2 / b.0))
            .collect::<Vec<_>>()
            .join("  ")
    );
    let mut bins = vec![(0.0, 0.0, 0.0); 10];
    for l in &logs {
        for s in &l.showdowns {
            if s.plan == Plan::Motion {
                let b = ((s.odds * 10.0) as usize).min(9);
                bins[b].0 += 1.0;
                bins[b].1 += s.odds;
                bins[b].2 += f64::from(u8::from(s.won));
            }
        }
    }
    println!(
        "motions odds: {}",
        bins.iter()
            .filter(|b| b.0 > 0.0)
            .map(|b| format!("{:.0}: {:.2}->{:.2}", b.0, b.1 / b.0, b.2 / b.0))
            .collect::<Vec<_>>()
            .join("  ")
    );
    for at in
        ["1953-03", "1953-06", "1953-12", "1954-12", "1955-12", "1957-05", "1958-12", "1962-12"]
    {
        let r = (0..p.calendar.rounds).find(|&r| p.calendar.label(r) == at).unwrap();
        let mut v: Vec<(f64, String)> = (0..p.principals.len())
            .map(|w| {
                let m = avg(&|l| f64::from(l.measures.influence[r][w]));
                let s = avg(&|l| f64::from(l.measures.standing[r][w]));
                (m, format!("{} {:.3}/{:.2}", p.principals[w].short, m, s))
            })
            .collect();
        v.sort_by(|a, b| b.0.total_cmp(&a.0));
        println!(
            "{at} {}  terror {:.2} coll {:.2} prec {:.2} lines {:?}",
            v.iter().take(9).map(|x| x.1.clone()).collect::<Vec<_>>().join("  "),
            avg(&|l| f64::from(l.measures.norms[r][0])),
            avg(&|l| f64::from(l.measures.norms[r][1])),
            avg(&|l| f64::from(l.measures.norms[r][2])),
            (0..p.issues.len())
                .map(|i| (avg(&|l| f64::from(l.measures.lines[r][i])) * 100.0).round() / 100.0)
                .collect::<Vec<_>>()
        );
        for (o, off) in p.offices.iter().enumerate() {
            let mut m: BTreeMap<String, u32> = BTreeMap::new();
            for l in &logs {
                let h = l
                    .tenures
                    .iter()
                    .find(|t| t.office == o && t.from <= r && t.to.is_none_or(|x| x > r));
                *m.entry(h.map_or("-".into(), |t| l.cast[t.who].short.clone())).or_default() += 1;
            }
            let mut v: Vec<_> = m.into_iter().collect();
            v.sort_by_key(|e| std::cmp::Reverse(e.1));
            println!(
                "      {}: {}",
                off.id,
                v.iter()
                    .take(5)
                    .map(|(k, c)| format!("{k} {:.0}", 100.0 * f64::from(*c) / n))
                    .collect::<Vec<_>>()
                    .join(", ")
            );
        }
    }
    for at in ["1955-12", "1958-04", "1962-12"] {
        let r = (0..p.calendar.rounds).find(|&r| p.calendar.label(r) == at).unwrap();
        let mut v: Vec<(f32, f32)> = logs
            .iter()
            .filter(|l| l.cast[l.measures.first[r]].short == "Khrushchev")
            .map(|l| {
                let f = l.measures.first[r];
                let i = l.measures.influence[r][f];
                let s = l.measures.influence[r]
                    .iter()
                    .enumerate()
                    .filter(|x| x.0 != f)
                    .map(|x| *x.1)
                    .fold(0.0, f32::max);
                (i, i / s)
            })
            .collect();
        let both = v.iter().filter(|x| x.0 > 0.3 && x.1 > 1.6).count();
        v.sort_by(|a, b| a.0.total_cmp(&b.0));
        let q = |v: &Vec<(f32, f32)>, f: f64, k: usize| {
            let x = v[((v.len() - 1) as f64 * f) as usize];
            if k == 0 { x.0 } else { x.1 }
        };
        if v.len() > 3 {
            print!(
                "K leads {at} n {} influence 10/50/90: {:.2} {:.2} {:.2}",
                v.len(),
                q(&v, 0.1, 0),
                q(&v, 0.5, 0),
                q(&v, 0.9, 0)
            );
            v.sort_by(|a, b| a.1.total_cmp(&b.1));
            println!(
                " ratio {:.2} {:.2} {:.2}; both conditions {} ",
                q(&v, 0.1, 1),
                q(&v, 0.5, 1),
                q(&v, 0.9, 1),
                both
            );
        }
    }
    // falls by person: share fallen, median date
    for w in 0..p.principals.len() {
        let mut at: Vec<usize> = logs
            .iter()
            .filter_map(|l| l.falls.iter().find(|f| f.who == w && f.fate.is_fall()).map(|f| f.at))
            .collect();
        at.sort_unstable();
        let active = avg(&|l| f64::from(u8::from(l.measures.influence.iter().any(|r| r[w] > 0.0))));
        if at.len() as f64 > 0.01 * n {
            let fates: BTreeMap<&str, u32> = logs
                .iter()
                .filter_map(|l| {
                    l.falls.iter().find(|f| f.who == w && f.fate.is_fall()).map(|f| f.fate.id())
                })
                .fold(BTreeMap::new(), |mut m, f| {
                    *m.entry(f).or_default() += 1;
                    m
                });
            println!(
                "{:<12} active {:.2} falls {:.2} 10% {} median {} 90% {}  {:?}",
                p.principals[w].short,
                active,
                at.len() as f64 / n,
                p.calendar.label(at[at.len() / 10]),
                p.calendar.label(at[at.len() / 2]),
                p.calendar.label(at[at.len() * 9 / 10]),
                fates
            );
        }
    }
    let mut targets: BTreeMap<&str, [u32; 4]> = BTreeMap::new();
    for l in &logs {
        for s in &l.showdowns {
            let e = targets
                .entry(p.principals.get(s.target).map_or("risen", |x| x.short.as_str()))
                .or_default();
            let m = usize::from(s.plan == Plan::Motion);
            e[2 * m] += 1;
            e[2 * m + 1] += u32::from(s.won);
        }
    }
    println!(
        "targets (strikes won motions won, per history): {}",
        targets
            .iter()
            .map(|(k, v)| format!(
                "{k} {:.2}/{:.2} {:.2}/{:.2}",
                f64::from(v[0]) / n,
                f64::from(v[1]) / n,
                f64::from(v[2]) / n,
                f64::from(v[3]) / n
            ))
            .collect::<Vec<_>>()
            .join("; ")
    );
    for (c, crisis) in p.crises.iter().enumerate() {
        let mut at: Vec<usize> = logs
            .iter()
            .filter_map(|l| l.happenings.iter().find(|h| h.crisis == c).map(|h| h.at))
            .collect();
        at.sort_unstable();
        if at.is_empty() {
            println!("  never: {}", crisis.id);
            continue;
        }
        let opts: Vec<String> = crisis
            .options
            .iter()
            .enumerate()
            .map(|(o, w)| {
                let k: Vec<_> = logs
                    .iter()
                    .flat_map(|l| l.happenings.iter().filter(|h| h.crisis == c))
                    .filter_map(|h| h.chosen)
                    .filter(|x| x.0 == o)
                    .collect();
                format!(
                    "{} {:.2} (ok {:.2})",
                    w.id,
                    k.len() as f64 / at.len() as f64,
                    k.iter().filter(|x| x.1).count() as f64 / k.len().max(1) as f64
                )
            })
            .collect();
        println!(
            "  {:<22} {:.2} median {} | {}",
            crisis.id,
            at.len() as f64 / n,
            p.calendar.label(at[at.len() / 2]),
            opts.join(", ")
        );
    }
    if std::env::var("FULL").is_ok() {
        let mut acts: BTreeMap<String, u32> = BTreeMap::new();
        let mut months = 0.0;
        for l in &logs {
            for e in &l.events {
                if let Occurrence::Act { act, .. } = &e.what {
                    months += 1.0;
                    let s = format!("{act:?}");
                    *acts.entry(s.split('(').next().unwrap().to_string()).or_default() += 1;
                }
            }
        }
        println!(
            "acts: {}",
            acts.iter()
                .map(|(k, v)| format!("{k} {:.1}%", 100.0 * f64::from(*v) / months))
                .collect::<Vec<_>>()
                .join(", ")
        );
        for w in [0usize] {
            let _ = w;
        }
        for name in ["Khrushchev", "Malenkov", "Beria", "Molotov", "Zhukov"] {
            let mut acts: BTreeMap<String, u32> = BTreeMap::new();
            let mut m = 0.0;
            for l in &logs {
                for e in &l.events {
                    if let Occurrence::Act { who, act } = &e.what {
                        if l.cast[*who].short == name {
                            m += 1.0;
                            let s = format!("{act:?}");
                            *acts.entry(s.split('(').next().unwrap().to_string()).or_default() += 1;
                        }
                    }
                }
            }
            println!(
                "  {name}: {}",
                acts.iter()
                    .map(|(k, v)| format!("{k} {:.1}%", 100.0 * f64::from(*v) / m))
                    .collect::<Vec<_>>()
                    .join(", ")
            );
        }
        // first history: mean gains
        let mut g: BTreeMap<String, (f64, f64)> = BTreeMap::new();
        for l in &logs {
            for e in &l.events {
                if matches!(e.what, Occurrence::Act { .. }) {
                    for r in &e.reads {
                        let key = r.what.replace(" (chosen)", "");
                        if key.starts_with("gain") || key.starts_with("price") {
                            let x = g.entry(key).or_default();
                            x.0 += 1.0;
                            x.1 += r.value;
                        }
                    }
                }
            }
        }
        for (k, (c, s)) in g {
            println!("   {k}: mean {:.4} ({c:.0})", s / c);
        }
    }
}
