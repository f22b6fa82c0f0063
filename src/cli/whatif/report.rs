//! One self-contained page about a what-if: `report.html`.

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, Value, context};

use crate::chart::Figure;
use crate::counterfactual::fewer_or_more;
use crate::scenario::WhatIfKind;
use crate::statistics::grouped;

use super::{Found, lenses, text};

/// The page: the answer, the charts, every question, one pair side by side, the warnings. It loads
/// nothing from anywhere.
pub(super) fn report(found: &Found<'_>, pictures: &[Figure]) -> String {
    let (meant, comparison) = (found.meant, &found.comparison);
    let foremost = text::foremost(meant, comparison);
    let answers: Value = foremost
        .iter()
        .map(|k| &comparison.questions[*k])
        .map(|q| {
            let lines: Value =
                text::full(q).into_iter().map(|(level, told)| context! { level, told }).collect();
            context! { ask => q.ask.as_str(), lines }
        })
        .collect();
    let rows: Value = comparison
        .questions
        .iter()
        .filter_map(|q| {
            let difference = q.counts.difference()?;
            Some(context! {
                ask => q.ask.as_str(),
                base => text::hundred(q.counts.base()?.p),
                whatif => text::hundred(q.counts.whatif()?.p),
                difference => fewer_or_more(difference),
                n => grouped(q.counts.n()),
                clear => !difference.interval().contains(0.0),
            })
        })
        .collect();
    let charts: Value = pictures
        .iter()
        .map(|p| {
            let svg = p.svg.find("<svg").map_or("", |from| &p.svg[from..]);
            let svg = Value::from_safe_string(svg.to_owned());
            context! { name => p.name.as_str(), alt => p.alt.as_str(), svg }
        })
        .collect();
    let months: Value = found
        .pair
        .months
        .iter()
        .map(|m| {
            context! {
                label => m.label.as_str(),
                base => m.base.clone(),
                whatif => m.whatif.clone(),
                same => m.base == m.whatif,
            }
        })
        .collect();
    let last = meant.base.polity.calendar.rounds - 1;
    let page = context! {
        rewrite => meant.rewrite.as_str(),
        because => meant.because.as_str(),
        cite => meant.cite.join(", "),
        miracle => meant.kind == Some(WhatIfKind::Miracle),
        base => meant.base.id.as_str(),
        title => meant.base.title.as_str(),
        pairs => grouped(comparison.pairs),
        second => grouped(comparison.second),
        answers, rows, charts, months,
        winner => text::winner(found, &meant.base.polity.calendar.words(last)),
        told => found.pair.told.clone(),
        history => found.pair.history,
        lenses => lenses::told(found),
        warnings => found.warnings.iter().map(|w| w.text.clone()).collect::<Vec<_>>(),
        sources => meant.sources().into_iter().map(|(key, source)| context! {
            key => key, title => source.title.as_str(), note => source.note.as_str()
        }).collect::<Value>(),
        seed => found.seed,
        fingerprint => meant.whatif.fingerprint.as_str(),
        base_fingerprint => meant.base.fingerprint.as_str(),
        version => env!("CARGO_PKG_VERSION"),
    };
    render(&page)
}

fn render(page: &Value) -> String {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    environment.set_syntax(syntax.expect("the usual delimiters do not clash"));
    environment
        .add_template("whatif.html", include_str!("../../../templates/whatif.html"))
        .expect("the template is part of the program and parses");
    let template = environment.get_template("whatif.html").expect("it was just added");
    template.render(page).expect("every name in the template is given")
}
