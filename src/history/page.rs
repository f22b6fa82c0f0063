//! Pages: a template, filled.

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, Value};

/// How all pages look.
const STYLE: &str = include_str!("../../templates/style.css");

/// A page of this template with these values: text in them stays text. The template has the look of
/// all pages at hand as `style.css`.
///
/// # Panics
/// The template does not parse, or names a value that is not given; both are part of the program.
#[must_use]
pub fn page(template: &str, values: &Value) -> String {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|name| match name {
        "style.css" => AutoEscape::None,
        _ => AutoEscape::Html,
    });
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    environment.set_syntax(syntax.expect("the usual delimiters do not clash"));
    for (name, text) in [("style.css", STYLE), ("page", template)] {
        environment
            .add_template(name, text)
            .expect("the template is part of the program, and parses");
    }
    let template = environment.get_template("page").expect("it was just added");
    template.render(values).expect("every name in the template is given")
}

#[cfg(test)]
mod tests {
    #[test]
    fn whatever_is_wider_than_a_small_screen_scrolls_by_itself() {
        for (name, template) in [
            ("report.html", include_str!("../../templates/report.html")),
            ("ensemble.html", include_str!("../../templates/ensemble.html")),
            ("whatif.html", include_str!("../../templates/whatif.html")),
            ("assess.html", include_str!("../../templates/assess.html")),
        ] {
            let mut before = "";
            for line in template.lines() {
                if line.starts_with("<table") || line.contains("chart.svg") {
                    assert_eq!(before, r#"<div class="wide">"#, "{name}: {line}");
                }
                before = line;
            }
        }
    }
}
