//! One self-contained page: `report.html`.

use minijinja::value::Serde;
use minijinja::{Value, context};

use super::chronicle::HERE_TOO;
use super::page::page;
use super::{Account, chronicle, departure, discussion};

/// A chart, ready to be put into a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// File name without its ending.
    pub name: String,
    /// The finding.
    pub title: String,
    /// Alternative text.
    pub alt: String,
    /// The picture as SVG, from `<svg` on.
    pub svg: String,
}

/// The page: charts inline, the chronicle, the record beside it, where this history left it, what
/// to discuss, the sources. It loads nothing from anywhere.
pub fn report(account: &Account<'_>, pictures: &[Picture]) -> String {
    let a = account;
    let told = chronicle(a);
    let answers: Value = a
        .answers
        .iter()
        .map(|q| {
            let answer = match q.answer {
                Some(true) => "yes",
                Some(false) => "no",
                None => "does not arise",
            };
            context! { ask => q.ask.as_str(), answer }
        })
        .collect();
    let charts: Value = pictures
        .iter()
        .map(|p| {
            let svg = Value::from_safe_string(inline(&p.svg));
            context! { name => p.name.as_str(), alt => p.alt.as_str(), svg }
        })
        .collect();
    let left = departure(a).map(|d| context! { what => d.what, why => d.why });
    let command = command(a);
    let values = context! {
        told => Serde(&told),
        here_too => HERE_TOO,
        answers, charts, left, command,
        questions => discussion(a),
        fingerprint => a.fingerprint,
        history_fingerprint => super::fingerprint(a.log),
        version => env!("CARGO_PKG_VERSION"),
    };
    page(include_str!("../../templates/report.html"), &values)
}

/// How to play this history again.
fn command(a: &Account<'_>) -> String {
    let mut text = format!("interregnum run scenario.toml --seed {}", a.seed);
    if a.history != 0 {
        text.push_str(&format!(" --history {}", a.history));
    }
    if a.drawn {
        text.push_str(" --drawn");
    }
    text
}

/// The picture without an XML declaration, which has no place inside a page.
fn inline(svg: &str) -> String {
    svg.find("<svg").map_or_else(String::new, |from| svg[from..].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::fixture;

    fn picture() -> Picture {
        Picture {
            name: "influence".to_owned(),
            title: "Khrushchev overtakes Malenkov".to_owned(),
            alt: "A line chart.".to_owned(),
            svg: "<?xml version=\"1.0\"?>\n<svg role=\"img\"></svg>".to_owned(),
        }
    }

    #[test]
    fn the_page_holds_charts_chronicle_record_and_questions() {
        let world = fixture::World::new();
        let page = report(&world.account(), &[picture()]);
        for part in [
            "<svg role=\"img\">",
            "Workers in East Berlin strike",
            "What happened in fact",
            "Malenkov gives up the premiership",
            "Does Beria fall first?",
            "The nearest vote",
            "The struggle for succession",
        ] {
            assert!(page.contains(part), "{part} is missing");
        }
        assert!(!page.contains("<?xml"));
    }

    #[test]
    fn the_page_loads_nothing_from_anywhere() {
        let world = fixture::World::new();
        let page = report(&world.account(), &[picture()]);
        for outside in ["http://", "https://", "src=", "@import", "url(", "<script", "<link"] {
            assert!(!page.contains(outside), "{outside}");
        }
    }

    #[test]
    fn a_scenario_cannot_smuggle_in_markup() {
        let world = fixture::World::new();
        let mut account = world.account();
        account.title = "<script>alert(1)</script>";
        account.facts[0].text = "<img onerror=x>".to_owned();
        let page = report(&account, &[]);
        assert!(!page.contains("<script>") && !page.contains("<img"));
        assert!(page.contains("&lt;script&gt;"));
    }
}
