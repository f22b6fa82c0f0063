//! What is refused, with which exit code, and that nothing is written then.

use std::fs;

use super::folder::names;
use super::program::{code, run, said};

#[test]
fn a_what_if_that_cannot_be_is_refused_before_anything_is_played() {
    let dir = tempfile::tempdir().expect("a folder");
    let write = |name: &str, more: &str| {
        let text = format!(
            "extends = \"ussr-1953\"\n[whatif]\nrewrite = \"a\"\nbecause = \"b\"\njudgement = \"c\"\n{more}"
        );
        fs::write(dir.path().join(name), text).expect("written");
    };
    write("late.toml", "[interventions.x]\nat = \"1970-01\"\ndies = \"beria\"\n");
    write(
        "dead.toml",
        "[interventions.a]\nat = \"1953-04\"\ndies = \"beria\"\n[interventions.b]\nat = \
         \"1954-01\"\noffice = \"premier\"\nholder = \"beria\"\n",
    );
    write(
        "absent.toml",
        "[interventions.a]\nat = \"1953-04\"\noffice = \"premier\"\nholder = \"brezhnev\"\n",
    );
    write("asks.toml", "asks = [\"beria_ut\"]\n");
    write(
        "takes.toml",
        "[interventions.x]\nat = \"1957-01\"\n[interventions.x.set]\n\"principals.beria.dred\" = 0.1\n",
    );
    let plain = |name: &str, text: &str| {
        fs::write(dir.path().join(name), text).expect("written");
    };
    plain("removes.toml", "extends = \"ussr-1953\"\nremove = [\"crises.u2_incidnt\"]\n");
    plain("circle.toml", "extends = \"other.toml\"\n");
    plain("other.toml", "extends = \"circle.toml\"\n");
    plain("orphan.toml", "extends = \"nowhere.toml\"\n");
    plain("stray.toml", "extends = \"ussr-1935\"\n");
    for (typed, exit, words) in [
        (&["whatif"][..], 2, "nothing is changed"),
        (&["whatif", "army-neutral", "--runs", "100000001"], 2, "from 1 to 100,000,000"),
        (&["whatif", "army-neutral", "--runs", "-1"], 2, "-1"),
        (&["whatif", "./asks.toml"], 3, "no question is called `beria_ut`"),
        (&["whatif", "./asks.toml"], 3, "did you mean `beria_out`?"),
        (&["whatif", "./takes.toml"], 3, "did you mean `principals.beria.dread`?"),
        (&["whatif", "./removes.toml"], 3, "did you mean `crises.u2_incident`?"),
        (&["whatif", "./circle.toml"], 3, "extends itself"),
        (&["whatif", "./orphan.toml"], 3, "nowhere.toml"),
        (&["whatif", "./stray.toml"], 3, "did you mean `ussr-1953`?"),
        (&["whatif", "army-neutral", "--runs", "0"], 2, "0"),
        (&["whatif", "army-neutral", "--runs", "99999999999999999999"], 2, "runs"),
        (&["whatif", "army-neutral", "--at", "1957-06"], 2, "--set"),
        (&["whatif", "--set", "principals.beria.dred=0.3"], 3, "did you mean"),
        (&["whatif", "--set", "principals.beria.dred=0.3", "--at", "1957-06"], 3, "did you mean"),
        (&["whatif", "--set", "principals.beria.dread=3", "--at", "1957-06"], 3, "between 0 and 1"),
        (&["whatif", "--set", "principals.beria.dread=a", "--at", "1957-06"], 2, "on a date"),
        (&["whatif", "--set", "principals.beria.dread=0.3", "--at", "1977-06"], 3, "1977-06"),
        (&["whatif", "army-neutrl"], 3, "did you mean `army-neutral`?"),
        (&["whatif", "./late.toml"], 3, "1970-01"),
        (&["whatif", "./dead.toml"], 3, "is dead by then"),
        (&["whatif", "./absent.toml"], 3, "not within reach"),
    ] {
        let output = run(dir.path(), typed);
        assert_eq!(code(&output), exit, "{typed:?}: {}", said(&output));
        assert!(said(&output).contains(words), "{typed:?}: {}", said(&output));
        assert!(output.stdout.is_empty(), "{typed:?}");
    }
    assert!(!dir.path().join("output").exists());
}

#[test]
fn a_mistyped_command_ends_with_2() {
    let dir = tempfile::tempdir().expect("a folder");
    for typed in [&["run", "--sed", "1"][..], &["run", "--set", "nonsense"], &["dance"], &[]] {
        let output = run(dir.path(), typed);
        assert_eq!(code(&output), 2, "{typed:?}");
        assert!(!output.stderr.is_empty() && output.stdout.is_empty(), "{typed:?}");
    }
}

#[test]
fn who_does_not_program_is_told_what_is_wanted() {
    let dir = tempfile::tempdir().expect("a folder");
    for typed in [&["run", "--seed", "x"][..], &["ensemble", "--runs", "1.000"]] {
        let output = run(dir.path(), typed);
        assert_eq!(code(&output), 2, "{typed:?}");
        let told = said(&output);
        assert!(told.contains("a whole number"), "{told}");
        assert!(!told.contains("digit found"), "{told}");
    }
    fs::write(dir.path().join("my-scenario.toml"), "extends = \"ussr-1953\"\n").expect("written");
    let told = said(&run(dir.path(), &["run", "my-scenario"]));
    assert!(told.contains("did you mean the file `my-scenario.toml`?"), "{told}");
}

#[test]
fn a_scenario_that_is_not_valid_ends_with_3_and_writes_nothing() {
    let dir = tempfile::tempdir().expect("a folder");
    fs::write(dir.path().join("bad.toml"), "[scenario]\ntitel = \"x\"\n").expect("written");
    let edit = "principals.beria.dread=7";
    for typed in [
        &["run", "./bad.toml"][..],
        &["run", "./missing.toml"],
        &["run", "atlantis"],
        &["run", "--set", edit],
    ] {
        let output = run(dir.path(), typed);
        assert_eq!(code(&output), 3, "{typed:?}: {}", said(&output));
        assert!(!output.stderr.is_empty() && output.stdout.is_empty(), "{typed:?}");
    }
    assert_eq!(names(dir.path()), ["bad.toml"]);
}

#[test]
fn output_that_cannot_be_written_ends_with_4() {
    let dir = tempfile::tempdir().expect("a folder");
    fs::write(dir.path().join("file"), "mine").expect("written");
    for out in ["file", "file/below"] {
        let output = run(dir.path(), &["run", "--json", "--out", out]);
        assert_eq!(code(&output), 4, "{out}: {}", said(&output));
        assert!(output.stdout.is_empty());
    }
    assert_eq!(fs::read_to_string(dir.path().join("file")).expect("text"), "mine");
    assert_eq!(names(dir.path()), ["file"]);
}
