//! The colours that the scenarios give their people.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::super::Colour;
use super::super::palette::{ALIKE, INK, Look, NEWCOMERS, WHITE, WITH};

/// Keys and colours of everybody in a file, with those of the scenario it is laid over.
fn people(folder: &Path, file: &Path) -> BTreeMap<String, String> {
    let written: toml::Table = fs::read_to_string(file).unwrap().parse().unwrap();
    let mut people = match written.get("extends").and_then(|under| under.as_str()) {
        Some(under) => people(folder, &folder.join(format!("{under}.toml"))),
        None => BTreeMap::new(),
    };
    let own = written.get("principals").and_then(|own| own.as_table());
    for (id, person) in own.into_iter().flatten() {
        let colour = person.get("colour").and_then(|colour| colour.as_str());
        people.extend(colour.map(|colour| (id.clone(), colour.to_owned())));
    }
    people
}

/// Anyone may come to be drawn beside anyone, so this holds of all pairs, not only of those who are
/// likely to meet.
#[test]
fn no_two_people_of_a_scenario_look_alike() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let files = [folder.clone(), folder.join("whatif")]
        .into_iter()
        .flat_map(|folder| fs::read_dir(folder).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"));
    for file in files {
        let looks: Vec<(String, Colour)> = people(&folder, &file)
            .into_iter()
            .map(|(id, colour)| (id.clone(), Look::of(&id, Some(&colour)).colour))
            .collect();
        assert!(looks.len() > 20, "{}", file.display());
        for (at, (id, colour)) in looks.iter().enumerate() {
            assert!(colour.contrast(WHITE).max(colour.contrast(INK)) >= 3.9, "{id}: {colour:?}");
            for taken in [NEWCOMERS, WITH] {
                assert!(colour.distance(taken) >= ALIKE, "{}: {id}", file.display());
            }
            for (other, like) in &looks[..at] {
                let apart = colour.distance(*like);
                assert!(apart >= ALIKE, "{}: {id} and {other}: {apart:.0}", file.display());
            }
        }
    }
}
