//! Whole files as printed, and whether LaTeX accepts them.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use super::super::super::{
    Align, Cell, Column, Glance, GlanceRow, Mark, Notation, Table, glance_table,
};
use super::super::tests::sample;
use super::{latex, macro_name};
use crate::num::Rational;

#[test]
fn a_file_says_how_to_use_it_and_holds_a_booktabs_table() {
    insta::assert_snapshot!(latex(&[sample()], "unipole report core"), @r#"
    % Made by: unipole report core
    % Compiles alone with pdflatex. From a paper: \usepackage{amsmath,array,booktabs} and \input.
    % To change a caption or a label, define it before \input:
    %   \newcommand{\unipoleCoreEquilibriaCaption}{...}
    %   \newcommand{\unipoleCoreEquilibriaLabel}{tab:core-equilibria}
    \expandafter\ifx\csname @nodocument\endcsname\relax
      \def\unipoleEnd{}
    \else
      \documentclass[11pt]{article}
      \IfFileExists{lmodern.sty}{\usepackage[T1]{fontenc}\usepackage{lmodern}}{}
      \usepackage{amsmath,array,booktabs}
      \pagestyle{empty}
      \begin{document}
      \def\unipoleEnd{\end{document}}
    \fi

    \begingroup
    \providecommand{\unipoleCoreEquilibriaCaption}{Equilibria at $u = 3/5$.}
    \providecommand{\unipoleCoreEquilibriaLabel}{tab:core-equilibria}
    \setlength{\abovetopsep}{4pt}
    \begin{table}[htbp]
      \centering\small
      \caption{\unipoleCoreEquilibriaCaption}\label{\unipoleCoreEquilibriaLabel}
      \sbox0{%
      \begin{tabular}{@{}llrrc@{}}
        \toprule
        Scenario & Secondary state & $\beta$ & Payoff & Strict \\
        \midrule
        unipolar & \textbf{bandwagon} & $2/5$ & $-3/20$ & $\bullet$ \\
        & $1/3$ balance & $1/2$ & $-0.67$ & \\
        \addlinespace
        bi\_polar \& 50\% \textbar{} \textless{}x\textgreater{} & balance & $1$ & $0$ & $\circ$ \\
        \bottomrule
      \end{tabular}}%
      \usebox0
      \ifdim\wd0<0.6\linewidth \wd0=0.6\linewidth \fi
      \par\smallskip
      \begin{minipage}{\wd0}\footnotesize
        $\bullet$ strict, $\circ$ weak.\par
      \end{minipage}
    \end{table}
    \endgroup

    \unipoleEnd
    "#);
}

#[test]
fn macro_names_are_letters_only() {
    assert_eq!(macro_name("core-equilibria"), "CoreEquilibria");
    assert_eq!(macro_name("b2_k10"), "BTwoKOneZero");
}

#[test]
fn a_row_that_starts_with_a_bracket_is_no_argument_of_the_row_above() {
    let mut table = Table::new("t", "", vec![Column::new("range", Align::Left)]);
    table.row(vec!["[0, 1]".into()]);
    assert!(latex(&[table], "").contains("    {}[0, 1] \\\\\n"));
}

/// A table too wide and one too long, with every awkward character.
fn demanding() -> Vec<Table> {
    let columns = vec![
        Column::new("Claim", Align::Left),
        Column::new("What it says, in the words of the essay", Align::Left),
        Column::new("Condition", Align::Left),
        Column::new("Share of the parameter box", Align::Right),
        Column::new("Verdict", Align::Left),
    ];
    let mut wide = Table::new(
        "claims-2",
        "The propositions, tested “exactly” – Gündoğdu & others.",
        columns,
    );
    for number in [29, 30, 32] {
        wide.row(vec![
            Cell::from(format!("P{number}")),
            "[secondary] states with s < s** bandwagon; 100% of the weak, #1 & c_1 {as} ~ ^ \\ | told \"there\"".into(),
            Cell::Run(vec![
                Cell::math("s >= num/den", "s \\geq \\frac{u(1-\\beta)+\\pi}{\\beta\\lambda-k}"),
                ", else never: é ß ø å Å œ ł ı İ ş ğ ž … § ± × · ≤ ≥ ≠ ∈ ∞ √ → ● ◐ ○ α 中".into(),
            ]),
            Cell::Number(Rational::ratio(-2, 3), Notation::Decimals(4)),
            Cell::emphasis("conditional"),
        ]);
        wide.rule();
    }
    wide.note("Shares are of the parameter box, exact and then rounded.");
    wide.note("A second note.");
    let columns = vec![
        Column::new("Grid point", Align::Right),
        Column::new("Equilibrium", Align::Left),
    ];
    let mut long = Table::new("sweep", "A sweep.", columns);
    for point in 0..100 {
        long.row(vec![
            Cell::Number(Rational::ratio(point, 100), Notation::Exact),
            "press, resist, balance".into(),
        ]);
    }
    long.note("Every point is exact.");
    let marked = GlanceRow {
        model: "Hard balancing as a threshold public good".into(),
        scenario: "multipolar-unforced".into(),
        marks: vec![
            Mark::Strict,
            Mark::Weak,
            Mark::MixedOnly,
            Mark::NoEquilibrium,
            Mark::NotAnOption,
        ],
    };
    let columns = [
        "targeted hard balancing",
        "asymmetric balancing",
        "leash-slipping",
        "bandwagoning",
        "neutrality",
    ];
    let glance = Glance {
        columns: columns.repeat(2).into_iter().map(str::to_owned).collect(),
        rows: vec![GlanceRow {
            marks: marked.marks.repeat(2),
            ..marked
        }],
    };
    vec![sample(), wide, long, glance_table(&glance)]
}

/// Runs pdflatex in a folder and returns its log; where it or a package is missing, says so and returns none.
fn compiles(folder: &Path, file: &str) -> Option<String> {
    let run = Command::new("pdflatex")
        .args(["-interaction=nonstopmode", "-halt-on-error", file])
        .current_dir(folder)
        .stdin(Stdio::null())
        .output();
    let Ok(run) = run else {
        eprintln!("note: no pdflatex here, so LaTeX was not asked");
        return None;
    };
    let log = String::from_utf8_lossy(&run.stdout).into_owned();
    if log.contains(".sty' not found") {
        eprintln!("note: LaTeX here lacks a recommended package, so it was not asked");
        return None;
    }
    assert!(run.status.success(), "{log}");
    assert!(!log.contains("Overfull"), "{log}");
    Some(log)
}

#[test]
fn the_file_compiles_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(
        folder.path().join("tables.tex"),
        latex(&demanding(), "unipole report"),
    )
    .expect("written");
    compiles(folder.path(), "tables.tex");
}

#[test]
fn a_paper_reads_the_file_and_sets_its_own_caption_and_label() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(
        folder.path().join("tables.tex"),
        latex(&demanding(), "unipole report"),
    )
    .expect("written");
    let paper = "\\documentclass{article}\n\\usepackage{amsmath,array,booktabs,graphicx,longtable}\n\\begin{document}\nBefore.\n\
        \\newcommand{\\unipoleCoreEquilibriaCaption}{My own words.}\n\
        \\newcommand{\\unipoleSweepLabel}{tab:mine}\n\
        \\input{tables}\nAfter: Table~\\ref{tab:claims-2}.\n\\end{document}\n";
    fs::write(folder.path().join("paper.tex"), paper).expect("written");
    if compiles(folder.path(), "paper.tex").is_some() {
        let references = fs::read_to_string(folder.path().join("paper.aux")).expect("references");
        assert!(references.contains("My own words."), "{references}");
        assert!(
            references.contains("\\newlabel{tab:core-equilibria}"),
            "{references}"
        );
        assert!(references.contains("\\newlabel{tab:mine}"), "{references}");
        assert!(!references.contains("tab:sweep"), "{references}");
    }
}
