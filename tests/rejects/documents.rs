//! Mistakes in model files: their keys and tables, what they declare, and the files themselves.

use std::fs;

use super::{changed, check, in_words, instead};
use unipole::model::{ErrorKind, load, parse};

#[test]
fn keys_that_mean_nothing_and_values_of_the_wrong_kind() {
    let keys = "known here: title, summary, leaves_out, source, extends, assume, map, precision, select, [repeat], [parameters], [scenarios], [let], [postures], [players], order, [moves], [chance], [payoffs], [ranking], [[expect]], [[claims]]";
    instead(
        "[let]",
        "[«lets»]",
        &["`lets` means nothing here | did you mean `let`?"],
    );
    instead(
        "\n[parameters]",
        "«zzz» = 1\n[parameters]",
        &[&format!("`zzz` means nothing here | {keys}")],
    );
    instead(
        "domain = \"> 0\"",
        "«domains» = \"> 0\"",
        &["`domains` means nothing here | did you mean `domain`?"],
    );
    instead(
        "actions = { press",
        "«tilte» = \"The unipole\"\nactions = { press",
        &["`tilte` means nothing here | did you mean `title`?"],
    );
    instead(
        "\n[parameters]",
        "title = «3»\n[parameters]",
        &["found a number, expected text"],
    );
    instead(
        "\n[parameters]",
        "source = «true»\n[parameters]",
        &["found true or false, expected a list"],
    );
    instead(
        "\n[parameters]",
        "assume = «7»\n[parameters]",
        &["found a number, expected a list"],
    );
    for (value, kind) in [
        ("1979-05-27", "a date"),
        ("0xff", "a number that is not decimal"),
        ("true", "true or false"),
    ] {
        instead(
            "c = \"1/5\"",
            &format!("c = «{value}»"),
            &[&format!("found {kind}, expected a number or a formula")],
        );
    }
    instead(
        "c = \"1/5\"",
        "c = «inf»",
        &["no parameter or `let` is called `inf`"],
    );
    instead(
        "U = \"0\"",
        "U = «[1, 2]»",
        &["found a list, expected a number or a formula"],
    );
    instead(
        "count = 3",
        "count = «{ }»",
        &["found a table, expected a number or a formula"],
    );
}

#[test]
fn names_that_cannot_be_names() {
    instead(
        "c = \"1/5\"",
        "c = \"1/5\"\n«2c» = \"1/5\"",
        &["`2c` cannot be the name of a parameter: it must begin with a letter"],
    );
    instead(
        "c = \"1/5\"",
        "c = \"1/5\"\n«c-1» = 1",
        &["`c-1` cannot be the name of a parameter: letters, digits and underscores make a name"],
    );
    instead(
        "c = \"1/5\"",
        "c = \"1/5\"\n«about» = 1",
        &["`about` cannot be the name of a parameter: scenarios use it for their description"],
    );
    instead(
        "[let]\n",
        "[let]\n«max» = \"1\"\n",
        &["`max` cannot be the name of a `let`: formulas use this word"],
    );
    instead(
        "[let]\n",
        "[let]\n«c» = \"1\"\n",
        &["`c` is already a parameter"],
    );
    instead(
        "c = \"1/5\"",
        "c = \"1/5\"\n«m_2» = 1",
        &[
            "`m_2` cannot be the name of a parameter or a `let`: it is the value of one member of a group",
        ],
    );
    instead(
        "free-ride = \"\"",
        "«-ride» = \"\"",
        &[
            "`-ride` cannot be the name of an action: letters, digits, underscores and hyphens make a name, beginning with a letter",
        ],
    );
    instead(
        "[let]",
        "[scenarios.«all»]\nc = 1\n[let]",
        &["`all` cannot be the name of a scenario: the command line uses it"],
    );
    instead(
        "[let]",
        "[postures.«\"hedging (soft)\"»]\nafter = \"neutrality\"\n[let]",
        &[
            "`hedging (soft)` cannot be the name of a posture: words make a name, without parentheses",
        ],
    );
    instead(
        "[payoffs]",
        "[players.«G2»]\nactions = { a = \"\" }\n[payoffs]\nG2 = 0",
        &["`G2` is already a member of a group"],
    );
}

#[test]
fn what_is_missing() {
    instead(
        "c = \"1/5\"",
        "«c» = { domain = \"> 0\" }",
        &["`default` is missing from [parameters.c]"],
    );
    instead(
        "[players.U]\nactions = { press = \"\", restrain = \"\" }",
        "[players.«U»]",
        &["`actions` is missing from [players.U]"],
    );
    instead(
        "{ press = \"\", restrain = \"\" }",
        "«{ }»",
        &["U has no actions"],
    );
    instead(
        "[players.U]\nactions = { press = \"\", restrain = \"\" }",
        "[players.U]\nactions = { press = \"\" }\n[players.«V»]\nactions = { press = \"\" }",
        &[
            "V has no payoffs | write [payoffs.V] with one formula per action, or V = \"..\" under [payoffs]",
        ],
    );
    instead(
        "U = \"0\"",
        "«U» = { press = \"1\" }",
        &["no payoff covers U's action `restrain`"],
    );
    instead(
        "U = \"0\"",
        "U = { press = \"1\", restrain = \"0\", «press2» = \"1\" }",
        &["U has no action `press2`; its actions are press, restrain | did you mean `press`?"],
    );
    instead(
        "U = \"0\"",
        "U = \"0\"\n«V» = \"0\"",
        &["no player is called `V`"],
    );
    instead(
        "[let]",
        "[postures.«hedging»]\n[let]",
        &["`after` is missing from [postures.hedging]"],
    );
    check("«title» = \"nobody\"", &["the model has no players"]);
    check(
        "«»",
        &["there is no model here: the file is empty, or holds comments only"],
    );
    check(
        "«»# later",
        &["there is no model here: the file is empty, or holds comments only"],
    );
}

#[test]
fn domains_ranges_postures_and_groups() {
    let hint = "write `> 0`, `>= 0`, `[0, 1]`, `(0, 1)`, `{0, 1}`, or `integer >= 1`";
    instead(
        "domain = \"> 0\"",
        "domain = «\"positive\"»",
        &[&format!("`positive` is not a domain | {hint}")],
    );
    instead(
        "domain = \"> 0\"",
        "domain = «\"(1, 0)\"»",
        &["`(1, 0)` holds no number"],
    );
    instead(
        "domain = \"> 0\"",
        "range = «[1, 0]»",
        &["`[1, 0]` holds no number"],
    );
    instead(
        "domain = \"> 0\"",
        "range = «[1]»",
        &["found a list, expected a list of two numbers, the least and the greatest"],
    );
    instead(
        "domain = \"> 0\"",
        "range = [0, «\"c\"»]",
        &["`c` is not a number"],
    );
    instead(
        "domain = \"> 0\"",
        "range = [0, «\"1/0\"»]",
        &["`1/0` divides by zero"],
    );
    instead(
        "domain = \"> 0\"",
        "range = [0, «\"\"»]",
        &["a number is missing"],
    );
    let own =
        "an author's own posture is declared under [postures]; \"\" is an action that is none";
    instead(
        "press = \"\"",
        "press = «\"soft balancin\"»",
        &["no posture is called `soft balancin` | did you mean `soft balancing`?"],
    );
    instead(
        "press = \"\"",
        "press = «\"hegemony\"»",
        &[&format!("no posture is called `hegemony` | {own}")],
    );
    instead(
        "press = \"\"",
        "press = «\"bandwagoning (floking)\"»",
        &["bandwagoning has no kind `floking` | did you mean `bandwagoning (flocking)`?"],
    );
    instead(
        "[let]",
        "[postures.«neutrality»]\nafter = \"soft balancing\"\n[let]",
        &["the posture `neutrality` exists already"],
    );
    instead("of = \"G\"", "of = «\"H\"»", &["no player is called `H`"]);
    instead(
        "c = \"1/5\"",
        "c = «[1, 2]»",
        &["c holds one value, but 2 are given"],
    );
    for count in ["0", "1.5", "1000", "\"u\"", "\"-3\""] {
        let shown = match count {
            "1.5" => "3/2",
            "\"u\"" => "3/5",
            other => other.trim_matches('"'),
        };
        let hint = match count {
            "1000" => {
                " | a game lists every profile; of rows of a file `largest = 6` keeps the largest, and `unipole capabilities` finds the smallest coalition of any number of states"
            }
            _ => "",
        };
        let expected = format!("group G cannot have {shown} members, only 1 to 64{hint}");
        changed(
            &[
                ("[\"1\", \"2\", \"3\"]", "1"),
                ("count = 3", &format!("count = «{count}»")),
            ],
            &[&expected],
        );
    }
}

#[test]
fn rankings_that_miss_or_repeat_a_profile() {
    let model = |ranking: &str| {
        format!(
            "[players.A]\nactions = [\"x\", \"y\"]\n[players.B]\nactions = [\"x\", \"z-1\"]\n[ranking]\nA = {ranking}\nB = [\"*, *\"]\n"
        )
    };
    let hint = "`*` stands for any action, `~` joins equally good profiles";
    check(
        &model("«[\"x, x\", \"y, *\"]»"),
        &[&format!("the ranking of A names x, z-1 never | {hint}")],
    );
    check(
        &model("«[\"*, x\", \"y, * ~ x, z-1\"]»"),
        &[&format!("the ranking of A names y, x twice | {hint}")],
    );
    check(
        &model("[«\"x\"», \"y, *\"]"),
        &["a profile of this model has 2 actions, but 1 are named"],
    );
    check(
        &model("[«\"x, z1\"», \"y, *\"]"),
        &["B has no action `z1`; its actions are x, z-1 | did you mean `z-1`?"],
    );
    check(&model("«\"x, x\"»"), &["found text, expected a list"]);
    check(
        &(model("[\"*, *\"]").replace("A = [\"*", "«A» = [\"*") + "[payoffs]\nA = 0"),
        &["A has both a ranking and payoff formulas"],
    );
}

#[test]
fn expectations_that_name_what_is_not_there() {
    let expect = |fields: &str| format!("[[expect]]\nfrom = \"by hand\"\n{fields}\n");
    let model =
        "[parameters]\nu = 1\n[players.A]\nactions = [\"x\", \"y\"]\n[payoffs]\nA = \"u\"\n";
    let refused =
        |fields: &str, expected: &str| check(&(model.to_owned() + &expect(fields)), &[expected]);
    refused(
        "pure = [[«\"z\"»]]",
        "A has no action `z`; its actions are x, y",
    );
    refused(
        "pure = [«[\"x\", \"y\"]»]",
        "a profile of this model has 1 actions, but 2 are named",
    );
    refused("mixed = [{ «B» = { x = 1 } }]", "no player is called `B`");
    refused(
        "mixed = [{ A = { «z» = 1 } }]",
        "A has no action `z`; its actions are x, y",
    );
    refused("mixed = [{ A = { x = «\"u\"» } }]", "`u` is not a number");
    refused(
        "set = { «v» = 1 }",
        "no parameter is called `v` | the parameters are u",
    );
    refused(
        "scenario = «\"peace\"»",
        "no scenario is called `peace` | this model has none",
    );
    check(
        &(model.to_owned() + "«[[expect]]»\npure = []\n"),
        &["`from` is missing from [[expect]]"],
    );
}

// ---- TOML

#[test]
fn what_is_not_toml() {
    check(
        "title = \"half«»",
        &["this is not TOML: invalid basic string, expected `\"`"],
    );
    check(
        "[players.U«»",
        &["this is not TOML: unclosed table, expected `]`"],
    );
    check("u = 1\n«u» = 2", &["this is not TOML: duplicate key"]);
    check(
        "[players]\nU«»",
        &["this is not TOML: key with no value, expected `=`"],
    );
    check(
        "u = 1\n«u» = 2\n[v]\n[«v»]",
        &[
            "this is not TOML: duplicate key",
            "this is not TOML: duplicate key",
        ],
    );
    let dots = "a.".repeat(100_000) + "a = 1";
    assert!(parse("mine", "mine.toml", &dots).is_err());
    let brackets = "a = ".to_owned() + &"[".repeat(100_000);
    assert!(parse("mine", "mine.toml", &brackets).is_err());
}

// ---- files

#[test]
fn files_that_are_no_models() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let refused = |name: &str| {
        load(&path(name))
            .map(|_| ())
            .expect_err("this must be refused")
            .0
            .remove(0)
    };

    fs::write(path("binary.toml"), b"title = \"\xff\xfe\"\n").expect("a file");
    let error = refused("binary.toml");
    assert_eq!(error.kind, ErrorKind::NotText);
    assert_eq!(error.spot.line_and_column(), (1, 10));

    fs::write(path("empty.toml"), " \n").expect("a file");
    assert_eq!(refused("empty.toml").kind, ErrorKind::Empty);
    assert_eq!(refused("empty.toml").spot.line_and_column(), (1, 1));

    fs::create_dir(path("folder")).expect("a folder");
    let error = refused("folder");
    assert!(matches!(&error.kind, ErrorKind::Unreadable { name, .. } if *name == path("folder")));
    assert_eq!(error.spot.source.name, "MODEL");

    let error = load("cor")
        .map(|_| ())
        .expect_err("a misspelt id")
        .0
        .remove(0);
    assert_eq!(
        in_words(&error),
        "no bundled model and no file is called `cor` | did you mean `core`?"
    );
    let error = load("")
        .map(|_| ())
        .expect_err("no name at all")
        .0
        .remove(0);
    assert_eq!(
        in_words(&error),
        "no bundled model and no file is called `` | `unipole models` lists the bundled models"
    );
    let error = refused("nowhere.toml");
    assert!(matches!(error.kind, ErrorKind::UnknownModel { .. }));
}

#[test]
fn models_that_extend_each_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file");
    let load_here = |name: &str| load(&folder.path().join(name).display().to_string());
    fs::create_dir(folder.path().join("deeper")).expect("a folder");
    write("a.toml", "extends = \"b.toml\"\n");
    write("b.toml", "title = \"b\"\nextends = \"deeper/../a.toml\"\n");
    let error = load_here("a.toml")
        .map(|_| ())
        .expect_err("a circle")
        .0
        .remove(0);
    assert_eq!(error.kind, ErrorKind::ExtendsItself("a".to_owned()));
    assert!(error.spot.source.name.ends_with("b.toml"));
    assert_eq!(error.spot.line_and_column(), (2, 11));
    write("self.toml", "extends = \"./self.toml\"\n");
    let error = load_here("self.toml")
        .map(|_| ())
        .expect_err("a circle")
        .0
        .remove(0);
    assert_eq!(error.kind, ErrorKind::ExtendsItself("self".to_owned()));

    for step in 0..30 {
        write(
            &format!("row{step}.toml"),
            &format!("extends = \"row{}.toml\"\n", step + 1),
        );
    }
    let error = load_here("row0.toml")
        .map(|_| ())
        .expect_err("a long row")
        .0
        .remove(0);
    assert_eq!(error.kind, ErrorKind::ExtendsTooLong(20));

    // a file may bear the name of the model it extends, and extend it from any folder
    write("core.toml", "title = \"mine\"\nextends = \"core\"\n");
    fs::write(
        folder.path().join("deeper/mine.toml"),
        "extends = \"../core.toml\"",
    )
    .expect("a file");
    let nested =
        load_here("deeper/mine.toml").expect("a model extending one extending a bundled one");
    assert_eq!(
        (nested.id.as_str(), nested.title.as_str()),
        ("mine", "mine")
    );
}

#[test]
fn what_a_model_extends_must_be_there() {
    check(
        "extends = «\"coer\"»",
        &["no bundled model and no file is called `coer` | did you mean `core`?"],
    );
    check(
        "extends = «3»",
        &["found a number, expected the id or path of a model"],
    );
    check(
        "extends = «\"Cargo.toml\"»",
        &[
            "no bundled model and no file is called `Cargo.toml` | `unipole models` lists the bundled models",
        ],
    );
}
