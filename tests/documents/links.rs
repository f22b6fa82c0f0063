//! What documents link to is there: files, and headings within them.

use std::fs;
use std::path::Path;

use crate::{document, documents, root};

/// What a page links to, apart from addresses: a file, which is empty for the page itself, and a
/// heading, which is empty where none is named.
fn links(page: &str) -> Vec<(&str, &str)> {
    (page.match_indices("](").map(|(at, _)| &page[at + 2..]))
        .filter_map(|rest| rest.split([')', ' ']).next())
        .filter(|target| !target.is_empty() && !target.contains("://"))
        .map(|target| target.split_once('#').unwrap_or((target, "")))
        .collect()
}

/// The places within a page that its headings make, as they are named in links: in small letters,
/// with hyphens for blanks and without punctuation.
fn places(page: &str) -> Vec<String> {
    let mut fenced = false;
    let mut headings = Vec::new();
    for line in page.lines() {
        if line.starts_with("```") {
            fenced = !fenced;
        } else if !fenced && line.starts_with('#') {
            headings.push(line.trim_start_matches('#').trim());
        }
    }
    let named = |c: char| match c {
        ' ' => Some('-'),
        c if c.is_alphanumeric() || c == '-' || c == '_' => Some(c.to_ascii_lowercase()),
        _ => None,
    };
    headings.into_iter().map(|heading| heading.chars().filter_map(named).collect()).collect()
}

/// Whether a link of a page leads somewhere.
fn leads(folder: &Path, page: &str, (file, heading): (&str, &str)) -> bool {
    let at = folder.join(file);
    if !file.is_empty() && !at.exists() {
        return false;
    }
    if heading.is_empty() {
        return true;
    }
    let there = if file.is_empty() { Ok(page.to_owned()) } else { fs::read_to_string(&at) };
    there.is_ok_and(|there| places(&there).iter().any(|place| place == heading))
}

#[test]
fn links_of_the_documents_lead_somewhere() {
    let mut seen = 0;
    for name in documents() {
        let page = document(&name);
        let at = root().join(&name);
        let folder = at.parent().expect("a page lies somewhere");
        let all = links(&page);
        seen += all.len();
        let dead: Vec<_> = all.into_iter().filter(|link| !leads(folder, &page, *link)).collect();
        assert!(dead.is_empty(), "{name} links to what is not there: {dead:?}");
    }
    assert!(seen > 20, "{seen}");
}

#[test]
fn a_link_to_nothing_is_noticed() {
    let page = "# One `thing`: 2. More\n```\n# no heading\n```\n[a](#one-thing-2-more) [b](#no-heading)\n\
        [c](https://a.b/c#d) [e](docs/model.md#hostility) [f](docs/model.md#love) [g](no.md)\n";
    let found: Vec<_> = links(page).into_iter().map(|link| leads(root(), page, link)).collect();
    assert_eq!(found, [true, false, true, false, false]);
}
