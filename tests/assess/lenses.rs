//! What lenses promise.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use interregnum::polity::Parameters;
use interregnum::scenario::{BUILT_IN, Code, LENSES, Lens, Scenario, ScenarioName, WHAT_IFS};

const GOOD: &str = "[lens]\nname = \"Made up\"\nsays = \"Nothing counts.\"\n\
    [sources.a]\ntitle = \"A book\"\n[parameters]\ncadre_patron = 3\n";

fn through(name: &str, lens: &Lens) -> Scenario {
    Scenario::load_through(&ScenarioName::parse(name), &[], Some(lens))
        .unwrap_or_else(|found| panic!("{found}"))
}

fn built_in() -> Vec<Lens> {
    LENSES.iter().map(|(name, _)| Lens::load(name).unwrap_or_else(|f| panic!("{f}"))).collect()
}

/// Central values by path.
fn values(scenario: &Scenario) -> BTreeMap<String, String> {
    let ledger = &scenario.polity.ledger;
    ledger.iter().map(|(_, q)| (q.path.clone(), format!("{} {:?}", q.central, q.spread))).collect()
}

#[test]
fn a_lens_moves_the_parameters_it_names_and_nothing_else() {
    for (name, _) in BUILT_IN {
        let plain = Scenario::load(&ScenarioName::parse(name), &[]).expect("built in");
        for lens in built_in() {
            let seen = through(name, &lens);
            let (before, after) = (values(&plain), values(&seen));
            let moved: Vec<&str> = before
                .iter()
                .filter(|(path, value)| after[*path] != **value)
                .map(|(path, _)| path.strip_prefix("parameters.").expect("a parameter"))
                .collect();
            assert_eq!(before.len(), after.len());
            assert!(moved.iter().all(|id| lens.parameters.iter().any(|own| own == id)));
            assert!(moved.len() >= 5, "{}: {moved:?}", lens.id);
            assert_eq!((seen.lens.as_deref(), &seen.record), (Some(&*lens.id), &plain.record));
            assert!(!seen.edited && seen.title.contains(&lens.name));
        }
    }
}

#[test]
fn every_lens_says_what_it_is_and_on_what_it_rests() {
    assert_eq!(LENSES.len(), 5);
    for lens in built_in() {
        assert!(lens.says.ends_with('.') && !lens.sources.is_empty(), "{}", lens.id);
        for source in lens.sources.values() {
            assert!(source.title.contains("(19") || source.title.contains("(20"), "{source:?}");
            assert!(source.note.len() > 40, "{source:?}");
        }
    }
}

/// What the rule of all lenses gives for a line of one: twice the default up to what is valid, or a
/// third of it with two digits.
fn by_the_rule(id: &str, decisive: bool) -> f64 {
    let p = Parameters::SPEC.iter().find(|p| p.id == id).unwrap_or_else(|| panic!("{id}"));
    if decisive {
        let twice = (2.0 * p.default).min(p.high);
        return format!("{twice:.6}").parse().expect("a number");
    }
    format!("{:.1e}", p.default / 3.0).parse().expect("a number")
}

#[test]
fn lenses_follow_one_rule_so_that_none_can_be_tuned() {
    let bless = std::env::var_os("BLESS").is_some();
    for (name, _) in LENSES {
        let path =
            Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("scenarios/lenses/{name}.toml"));
        let text = fs::read_to_string(&path).expect("a lens");
        let (mut decisive, mut inside, mut new) = (true, false, String::new());
        for line in text.lines() {
            inside |= line == "[parameters]";
            decisive &= !line.starts_with("# Idle");
            let said = line.split_once(" = ").filter(|_| inside && !line.starts_with('#'));
            let Some((id, rest)) = said else {
                new += &format!("{line}\n");
                continue;
            };
            let (value, comment) = rest.split_once('#').expect("each says why");
            let ruled = by_the_rule(id, decisive);
            let value: f64 = value.trim().parse().expect("a number");
            if !bless {
                assert!(
                    (value - ruled).abs() < 1e-9,
                    "{name}: {id} is {value}, by the rule {ruled}"
                );
            }
            let padded = format!("{id} = {ruled:?}");
            let wide = line.find('#').expect("each says why") - 2;
            new += &format!("{padded:<wide$}  #{comment}\n");
        }
        if bless {
            fs::write(&path, new).expect("it can be written");
        }
    }
}

#[test]
fn a_what_if_keeps_its_change_through_any_lens() {
    // The lens sets what the what-if sets too: the what-if has the last word on its own change.
    let text = GOOD.replace("cadre_patron = 3", "with_appeals = 1\ncadre_patron = 3");
    let lens = Lens::parse("made_up", "made-up.toml", &text).expect("sound");
    let seen = through("no-appeal", &lens);
    let value = |scenario: &Scenario, id: &str| {
        let num = scenario.polity.ledger.find(&format!("parameters.{id}")).expect(id);
        scenario.polity.ledger.quantity(num).central
    };
    assert_eq!((value(&seen, "with_appeals"), value(&seen, "cadre_patron")), (0.0, 3.0));
    let base = through("ussr-1953", &lens);
    assert_eq!((value(&base, "with_appeals"), value(&base, "cadre_patron")), (1.0, 3.0));
    for (name, _) in WHAT_IFS {
        for lens in built_in() {
            assert!(through(name, &lens).whatif.is_some(), "{name}");
        }
    }
    // Edits come last.
    let edits = ["parameters.cadre_patron=1.5".to_owned()];
    let name = ScenarioName::parse("ussr-1953");
    let edited = Scenario::load_through(&name, &edits, Some(&lens)).expect("sound");
    assert_eq!(value(&edited, "cadre_patron"), 1.5);
}

#[track_caller]
fn refused(text: &str, code: Code, line: &str, hint: &str) {
    let found = Lens::parse("made_up", "made-up.toml", text).expect_err("refused");
    let finding = found.iter().find(|f| f.code == code).unwrap_or_else(|| panic!("{found}"));
    let place = finding.place.as_ref().expect("a place");
    assert!(place.text.contains(line), "{found}");
    assert!(finding.to_string().contains(hint), "{found}");
}

#[test]
fn a_lens_that_touches_anything_but_parameters_is_refused() {
    assert!(Lens::parse("made_up", "made-up.toml", GOOD).is_ok());
    let touches = format!("{GOOD}[principals.beria]\ndread = 0.1\n");
    refused(&touches, Code::MoreThanALens, "[principals.beria]", "touches `principals`");
    refused(&touches, Code::MoreThanALens, "[principals.beria]", "into a what-if");
    let odd = format!("{GOOD}[spectacles]\nred = 1\n");
    refused(&odd, Code::MoreThanALens, "[spectacles]", "[lens], [sources.ID] and [parameters]");
    let extends = format!("extends = \"ussr-1953\"\n{GOOD}");
    refused(&extends, Code::MoreThanALens, "extends", "touches `extends`");
}

#[test]
fn a_lens_that_says_too_little_is_refused() {
    refused(&GOOD.replace("says", "sais"), Code::UnknownKey, "sais", "did you mean `says`?");
    refused(&GOOD.replace("title", "titel"), Code::UnknownKey, "titel", "did you mean `title`?");
    refused(&GOOD.replace("cadre_patron = 3\n", ""), Code::MissingKey, "", "[parameters]");
    refused("[lens", Code::NotToml, "[lens", "this bracket is not closed");
}

#[test]
fn a_lens_with_a_wrong_parameter_is_refused_by_itself() {
    for (to, code, hint) in [
        ("cadre_patrom = 3", Code::UnknownKey, "did you mean `cadre_patron`?"),
        ("cadre_patron = 99", Code::OutOfRange, "between 0 and 5"),
    ] {
        let text = GOOD.replace("cadre_patron = 3", to);
        refused(&text, code, to, hint);
    }
}

#[test]
fn an_unknown_lens_names_those_there_are() {
    let found = Lens::load("patronag").expect_err("refused").to_string();
    assert!(
        found.contains("did you mean `patronage`?") && found.contains("selectorate"),
        "{found}"
    );
}
