//! Every code has a page, and the examples on it are true.

use std::fs;

use interregnum::scenario::{Code, Findings, Scenario, ScenarioName};

/// The fenced examples of a page: language and text.
fn examples(page: &str) -> Vec<(String, String)> {
    let mut examples = Vec::new();
    for part in page.split("```").skip(1).step_by(2) {
        let (language, text) = part.split_once('\n').expect("a language");
        examples.push((language.to_owned(), text.to_owned()));
    }
    examples
}

#[test]
fn every_code_has_a_page_with_an_example_before_and_after() {
    for code in Code::ALL {
        let page = code.page();
        assert!(page.starts_with(&format!("# {}: ", code.id())), "{page}");
        assert!(!code.title().is_empty() && !code.title().ends_with('.'), "{page}");
        let prose = page.split("Before:").next().expect("prose");
        assert!(prose.split_whitespace().count() > 15, "{} is not explained", code.id());
        let (before, after) = (page.find("Before:"), page.find("After:"));
        assert!(before.is_some() && before < after, "{page}");
        assert_eq!(examples(&page).len(), 2, "{page}");
        assert_eq!(Code::parse(&code.id().to_lowercase()), Some(*code));
    }
}

const PAGES: &str = "<!-- pages: generated, BLESS=1 cargo test --test findings pages -->\n\n";

#[test]
fn the_pages_in_the_documents_are_those_of_the_program() {
    let document = fs::read_to_string("docs/findings.md").expect("the document");
    let (prose, written) = document.split_once(PAGES).expect("the mark before the pages");
    let pages: Vec<_> = Code::ALL.iter().map(|code| format!("#{}", code.page())).collect();
    let pages = pages.join("\n");
    if std::env::var_os("BLESS").is_some() {
        fs::write("docs/findings.md", format!("{prose}{PAGES}{pages}")).expect("written");
        return;
    }
    assert!(written == pages, "out of date: BLESS=1 cargo test --test findings pages");
}

/// What is found in an example laid over the small scenario.
fn found(example: &str) -> Findings {
    let folder = tempfile::tempdir().expect("a folder");
    let base = include_str!("base/small.toml");
    fs::write(folder.path().join("small.toml"), base).expect("written");
    let over = if example.contains("extends =") { "" } else { "extends = \"small.toml\"\n" };
    let path = folder.path().join("example.toml");
    fs::write(&path, format!("{over}{example}")).expect("written");
    match Scenario::load(&ScenarioName::File(path), &[]) {
        Ok(scenario) => scenario.warnings,
        Err(found) => found,
    }
}

#[test]
fn an_example_in_toml_has_its_finding_before_and_none_after() {
    let mut tried = 0;
    for code in Code::ALL {
        let [before, after] = <[_; 2]>::try_from(examples(&code.page())).expect("two");
        if before.0 != "toml" {
            continue;
        }
        tried += 1;
        let (then, now) = (found(&before.1), found(&after.1));
        assert!(then.iter().any(|f| f.code == *code), "{} before:\n{then}", code.id());
        assert!(now.is_empty(), "{} after:\n{now}", code.id());
    }
    assert!(tried > 40, "only {tried} examples");
}
