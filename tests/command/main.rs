//! What the program promises to whoever types a command.

#[path = "../shared/folder.rs"]
mod folder;
mod interrupted;
#[path = "../shared/program.rs"]
mod program;
mod refused;
mod run;
mod shell;
mod whatif;

/// What every run writes.
const FILES: [&str; 16] = [
    "charts/indicators.csv",
    "charts/indicators.png",
    "charts/indicators.svg",
    "charts/influence.csv",
    "charts/influence.png",
    "charts/influence.svg",
    "charts/makeup.csv",
    "charts/makeup.png",
    "charts/makeup.svg",
    "chronicle.md",
    "events.jsonl",
    "indicators.csv",
    "influence.csv",
    "outcome.json",
    "report.html",
    "scenario.toml",
];
