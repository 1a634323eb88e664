//! Conditions and maps as they are typed.

use std::fs;
use std::io::Read;
use std::process::{Command as Process, Stdio};

use unipole::model::BUNDLED;

use crate::{folder, names, printed, printed_in, refused, refused_without_a_trace, unipole};

const HINT_DOMAIN: &str = "a map looks at points that the model accepts: narrow the box";

#[test]
fn what_cannot_be_an_axis_is_refused() {
    let folder = folder();
    for (arguments, fragments) in [
        (
            &["core", "--x", "lamb=1..2"][..],
            &["no parameter is called `lamb`", "did you mean `lam`?"][..],
        ),
        (
            &["core", "--x", "q=0..1"],
            &["no parameter is called `q`", "the parameters are u, c, s"],
        ),
        (&["core", "--x", "=0..1"], &["no parameter is called ``"]),
        (
            &["core", "--x", "u=1..0"],
            &["--x u=1..0", "1 is not less than 0", "--x u=0..1"],
        ),
        (
            &["core", "--x", "u=1/2..1/2"],
            &["1/2 is not less than 1/2"],
        ),
        (
            &["core", "--x", "u=a..1"],
            &["--x u=a..1", "`a` is not a number", "--x u=1/20..1"],
        ),
        (&["core", "--x", "u=1"], &["no `..` between two numbers"]),
        (
            &["core", "--x", "u=1/10..1/0"],
            &["--x u=1/10..1/0", "zero"],
        ),
        (
            &["core", "--x", "u=-1..1"],
            &["goes below 0, where `u` means nothing", HINT_DOMAIN],
        ),
        (
            &["core", "--x", "be=0..2"],
            &["goes above 1, where `be` means nothing", HINT_DOMAIN],
        ),
        (
            &["core", "--x", "u=1/10..1", "--y", "be=-1..1"],
            &["from -1 to 1 goes below 0, where `be`", HINT_DOMAIN],
        ),
        (
            &["core", "--set", "c=4/5-u", "--x", "u=1/100..9/10"],
            &["leaves the domain: u < 4/5 fails at u = ", HINT_DOMAIN],
        ),
        (
            &["arms-or-allies", "--x", "u=1/10..1", "--y", "phi=1..2"],
            &["leaves the domain: phi*u > 1/5 fails at u = ", HINT_DOMAIN],
        ),
        (
            &["soft-balancing", "--x", "n=1..5"],
            &["`n` decides how many players there are", "--set n=4"],
        ),
        (
            &["soft-balancing", "--x", "q=1..5"],
            &["`q` takes single values only", "--set"],
        ),
        (
            &["regional-protectorates", "--x", "cg=0..1"],
            &["`cg` takes single values only", "--set"],
        ),
        (
            &["core", "--x", "u=1/10..1", "--y", "u=1/10..1"],
            &["`u` is named twice"],
        ),
        (
            &["core", "--x", "u=1/10..1", "--set", "u=1/2"],
            &["`u` is set to a value, so it cannot be free", "leave out"],
        ),
        (
            &["hard-balancing", "--x", "pi=0..1"],
            &["there is nothing to map: whatever pi", "conditions"],
        ),
        (&["core", "--y", "u=1/10..1"], &["--x"]),
        (
            &["core", "--x", "u=1/10..1", "--scenario", "bipolr"],
            &["`bipolr`", "did you mean `bipolar`?"],
        ),
        (&["core", "--format", "xml"], &["xml", "possible values"]),
        (&["corre"], &["`corre`", "did you mean `core`?"]),
    ] {
        let arguments: Vec<&str> = ["map"].iter().chain(arguments).copied().collect();
        refused_without_a_trace(folder.path(), &arguments, fragments);
    }
    for resolution in ["0", "2", "1/10000000", "x"] {
        let box_of = ["map", "core", "--x", "u", "--y", "s", "--resolution"];
        let arguments: Vec<&str> = box_of.into_iter().chain([resolution]).collect();
        let shown = format!("`--resolution {resolution}` is no share of a side");
        refused_without_a_trace(folder.path(), &arguments, &[&shown, "1/65536"]);
    }
}

#[test]
fn what_cannot_be_free_or_asked_for_is_refused() {
    let folder = folder();
    for (arguments, fragments) in [
        (
            &["core", "--free", "lamb"][..],
            &[
                "no parameter is called `lamb`",
                "--free:1:1",
                "did you mean `lam`?",
            ][..],
        ),
        (
            &["core", "--free", "u,zz"],
            &["no parameter is called `zz`", "the parameters are u, c, s"],
        ),
        (&["core", "--free", "u,u"], &["`u` is named twice"]),
        (
            &["core", "--free", "u", "--set", "u=1/2"],
            &["`u` is set to a value, so it cannot be free", "--free:1:1"],
        ),
        (
            &["soft-balancing", "--free", "n"],
            &["`n` decides how many players there are", "--set n=4"],
        ),
        (
            &["hard-balancing", "--free", "m_9"],
            &["m_9", "names a member that is not there"],
        ),
        (
            &["core", "--for", "lamb"],
            &[
                "`lamb` is not among the free parameters",
                "did you mean `lam`?",
            ],
        ),
        (
            &["core", "--free", "u", "--for", "c"],
            &["`c` is not among the free parameters", "free are u"],
        ),
        (
            &["core", "--profile", "X=press"],
            &["no player is called `X`", "the players are U, C, S"],
        ),
        (
            &["core", "--profile", "U=pres"],
            &["`pres` is neither an action", "did you mean `press`?"],
        ),
        (
            &["core", "--profile", "press"],
            &["`press` is not PLAYER=ACTION", "--profile U=press"],
        ),
        (
            &["core", "--posture", "S=soft balancing"],
            &["neither an action nor a posture of S", "bandwagon"],
        ),
        (
            &["core", "--scenario", "bipolr"],
            &["`bipolr`", "did you mean `bipolar`?"],
        ),
        (&["core", "--set", "be=2"], &["be = 2", "[0, 1]"]),
        (&["core", "--format", "svg"], &["svg", "possible values"]),
        (&["nothing.toml"], &["`nothing.toml`"]),
    ] {
        let arguments: Vec<&str> = ["conditions"].iter().chain(arguments).copied().collect();
        refused_without_a_trace(folder.path(), &arguments, fragments);
    }
}

#[test]
fn a_degree_without_a_formula_is_said_and_the_map_has_the_numbers() {
    let folder = folder();
    let model = "title = 'Cubic'\n[parameters]\nx = { default = '1/2', domain = '(0, 2)' }\nk = { default = '1/4', domain = '> 0' }\n\
        [players.S]\nactions = ['balance', 'wait']\n[payoffs.S]\nbalance = 'x^3 + x - k'\nwait = '0'\n";
    fs::write(folder.path().join("cubic.toml"), model).expect("the folder can be written");
    let of = |arguments: &[&str]| printed_in(folder.path(), arguments);
    let text = of(&["conditions", "cubic.toml", "--for", "x"]);
    assert!(text.contains("of degree 3 in x"), "{text}");
    assert!(
        text.contains("`unipole map cubic.toml --x x=LO..HI`"),
        "{text}"
    );
    let latex = of(&[
        "conditions",
        "cubic.toml",
        "--for",
        "x",
        "--format",
        "latex",
    ]);
    assert!(latex.contains("of degree 3 in $x$"), "{latex}");
    // The root of x^3 + x = 1/4: 0.2367^3 + 0.2367 < 1/4 < 0.2368^3 + 0.2368.
    let map = of(&["map", "cubic.toml", "--x", "x=0..1"]);
    assert!(map.contains("0.2367"), "{map}");
}

#[test]
fn a_game_without_parameters_has_neither_conditions_nor_a_map() {
    let folder = folder();
    printed_in(folder.path(), &["convert", "core", "core.nfg"]);
    for arguments in [
        &["conditions", "core.nfg"][..],
        &["map", "core.nfg", "--x", "u=0..1"],
    ] {
        refused_without_a_trace(
            folder.path(),
            arguments,
            &[
                "`core.nfg` is a game without parameters",
                "unipole models core",
            ],
        );
    }
}

#[test]
fn where_nothing_can_be_written_nothing_is() {
    let folder = folder();
    let path = folder.path();
    for command in [
        &["conditions", "core"][..],
        &["map", "core"],
        &["map", "core", "--x", "u=1/10..1"],
    ] {
        for (output, fragments) in [
            ("answer.xyz", &["`answer.xyz`", "which format", ".json"][..]),
            (
                "nowhere/answer.json",
                &["cannot write `nowhere/answer.json`", "no directory"],
            ),
        ] {
            refused(unipole(path, command).args(["-o", output]), fragments);
        }
    }
    assert!(names(path).is_empty());
}

const DECISION: &str = r#"
title = "A decision"
[parameters]
u = { default = "2", domain = "> 0", range = ["1/2", "3"], meaning = "one" }
c = { default = "1", domain = "> 0", range = ["1/2", "3"], meaning = "other" }
[players.S]
title = "State"
role = "secondary state"
actions = { resist = "", yield = "" }
[payoffs.S]
resist = "FORMULA"
yield = "0"
"#;

#[test]
fn formulas_that_cannot_be_worked_with_over_symbols_are_refused_at_their_place() {
    let folder = folder();
    let path = folder.path();
    for (formula, arguments, fragments) in [
        (
            "1/(u - c)",
            &["--x", "u=1/2..3", "--y", "c=1/2..3"][..],
            &[
                "the divisor u - c is zero at u = ",
                "S = resist",
                "mine.toml:11:13",
            ][..],
        ),
        (
            "1/(u - c)",
            &["--x", "u=1/2..3"],
            &[
                "the divisor u - 1 is zero at u = 1",
                "mine.toml:11:13",
                "guard it",
            ],
        ),
        (
            "(u + c)^64*(u - c)^64",
            &["--x", "u=1/2..3"],
            &["grows to", "degree", "mine.toml:11:"],
        ),
        (
            "(((u + c)^64)^64)^64",
            &["--x", "u=1/2..3"],
            &["beyond 4096", "mine.toml:11:"],
        ),
    ] {
        let text = DECISION.replace("FORMULA", formula);
        fs::write(path.join("mine.toml"), text).expect("a file");
        let map: Vec<&str> = ["map", "mine.toml"]
            .iter()
            .chain(arguments)
            .copied()
            .collect();
        refused_without_a_trace(path, &map, fragments);
        let place: Vec<&str> = fragments
            .iter()
            .filter(|f| f.contains("toml"))
            .copied()
            .collect();
        refused_without_a_trace(path, &["conditions", "mine.toml"], &place);
    }
    let text = DECISION.replace("FORMULA", "u - c");
    fs::write(path.join("mine.toml"), text).expect("a file");
    refused_without_a_trace(
        path,
        &["map", "mine.toml"],
        &["which parameters?", "--x NAME=LO..HI"],
    );
    printed_in(path, &["map", "mine.toml", "--x", "u"]);
}

#[cfg(unix)]
#[test]
fn a_reader_that_leaves_is_no_mistake() {
    for arguments in [
        &["conditions", "continuum"][..],
        &["map", "continuum", "--format", "json"],
    ] {
        let mut child = Process::new(env!("CARGO_BIN_EXE_unipole"))
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program is built");
        drop(child.stdout.take());
        let mut complaints = String::new();
        let mut stderr = child.stderr.take().expect("a pipe");
        stderr.read_to_string(&mut complaints).expect("text");
        assert_eq!(complaints, "", "{arguments:?}");
        child.wait().expect("it ends");
    }
}

#[test]
fn the_number_of_threads_changes_no_byte_of_conditions_and_maps() {
    for (id, _) in BUNDLED {
        let answer = |arguments: &[&str], threads: &str| {
            let more = ["--format", "json", "--threads", threads];
            let done = unipole(".".as_ref(), &[arguments, &more].concat());
            { done }.output().expect("it runs").stdout
        };
        let map = ["map", id, "--resolution", "1/128"];
        assert_eq!(answer(&map, "1"), answer(&map, "2"), "{id}");
        let conditions = ["conditions", id];
        assert_eq!(answer(&conditions, "1"), answer(&conditions, "2"), "{id}");
    }
}

/// By hand: with a balancer the unipole wins with probability u/T, T = u + c + s, so pressing pays iff u V/T >= KU and resisting iff
/// (c + s) V/T >= KC; balance earns -(u/T)(lam + pi) - k, neutrality -u/(u + c) lam - nu, and bandwagoning
/// rho - al - (u + s)/T be lam - c/T chi.
#[test]
fn conditions_of_the_core_game_read_well() {
    insta::assert_snapshot!(printed(&["conditions", "core", "--profile", "U=press,C=resist,S=balance"]), @r"
    The core alignment game
    for all u, c, s, V, lam > 0;  KU, KC, pi, k, nu, rho, al, chi >= 0;  be in [0, 1]

    U press, C resist, S balance: an equilibrium iff all of these hold
      U press over restrain       u*V >= KU*(u + c + s)
      C resist over accommodate   V*(c + s) >= KC*(u + c + s)
      S balance over neutral      lam*u*s >= (u + c)*(pi*u + (k - nu)*(u + c + s))
      S balance over bandwagon    chi*c + lam*be*s >= (k + rho - al)*(u + c + s) + u*(pi + lam*(1 - be))
      strict iff with > and < throughout
    ");
}

/// By hand: a general treaty earns B - cg, a specific one w1 B - cs, none 0.
#[test]
fn conditions_solved_for_a_cost_read_well() {
    insta::assert_snapshot!(printed(&["conditions", "treaties", "--for", "cg", "--profile", "S=general"]), @r"
    Specific or general treaties
    for all w1 in [0, 1];  B, cs, cg >= 0

    S general: an equilibrium iff all of these hold
      S general over none       cg <= B
      S general over specific   cg <= cs + B*(1 - w1)
      strict iff with > and < throughout
      => with the others at their values: iff 0 <= cg <= 3/5

      how it moves with                   w1   B  cs
      ──────────────────────────────────  ──  ──  ──
      S general over none, threshold           +
      S general over specific, threshold  -0  +0   +
      + rises, - falls, 0 stays, +0 never falls, -0 never rises: proved wherever the threshold lies inside the domain of cg
    ");
}

/// By hand: the specific treaty is best where w1 >= 1/5 and cg >= 6/5 - w1, on 8/25 of the square.
#[test]
fn a_map_in_words_reads_well() {
    insta::assert_snapshot!(printed(&["map", "treaties"]), @r"
    Specific or general treaties
      w1 from 0 to 1: probability that the threat is the one the specific treaty names
      cg from 0 to 1: cost of a general treaty
      with B = 1;  cs = 1/5

       share  pure equilibria
    ────────  ───────────────
    68.000 %  S general
    32.000 %  S specific
    Proved, but for < 0.001 % of the box, which is undecided.

    default (w1 = 3/5, cg = 1/2): S general
    known-enemy (w1 = 9/10, cg = 1/2): S specific
    fog (w1 = 1/10, cg = 4/5): S general
    ");
}

/// Thresholds by hand, with u + c = 4/5 and s = 1/5: the unipole presses a neutral from u = 3/25 and a balancer from 3/20, s** is 1/5 at 47/100,
/// the challenger gives way from 13/20.
#[test]
fn a_line_in_words_reads_well() {
    let line = ["map", "core", "--set", "c=4/5-u", "--x", "u=1/100..79/100"];
    insta::assert_snapshot!(printed(&line), @r"
    The core alignment game
      u from 1/100 to 79/100: capability of the unipole
      with s = 1/5;  V = 1;  KU = 3/20;  KC = 3/20;  lam = 1;  pi = 1/10;  k = 1/20;  nu = 1/10;  rho = 1/10;  al = 3/10;  be = 2/5;  chi = 3/10;  c = 4/5-u

      from      to  pure equilibria between
    ──────  ──────  ──────────────────────────────────────
     1/100    3/25  S stays neutral (U restrain, C resist)
      3/25    3/20  no pure equilibrium
      3/20  47/100  S balances (U press, C resist)
    47/100   13/20  S bandwagons (U press, C resist)
     13/20  79/100  S bandwagons (U press, C accommodate)

       share  pure equilibria
    ────────  ──────────────────────────────────────
    41.026 %  S balances (U press, C resist)
    23.077 %  S bandwagons (U press, C resist)
    17.949 %  S bandwagons (U press, C accommodate)
    14.103 %  S stays neutral (U restrain, C resist)
     3.846 %  no pure equilibrium
    Every share is exact or rounded; nothing is undecided.

    default (u = 3/5): S bandwagons (U press, C resist)
    bipolar (u = 2/5): S balances (U press, C resist)
    multipolar (u = 1/4): S balances (U press, C resist)
    no-challenger-left (u = 3/4): S bandwagons (U press, C accommodate)
    no-rest (u = 7/50): no pure equilibrium
    ");
}
