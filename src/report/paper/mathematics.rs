//! Formulas for a browser: LaTeX mathematics as MathML, which browsers set without any help.

use std::sync::LazyLock;

use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};

use super::super::svg::escaped;

/// The converter; it has no macros that could be wrong.
static CONVERTER: LazyLock<LatexToMathML> =
    LazyLock::new(|| LatexToMathML::new(MathCoreConfig::default()).unwrap_or_default());

/// A formula within a line; its plain text where its LaTeX has no form in MathML.
pub(in crate::report) fn inline(text: &str, latex: &str) -> String {
    converted(text, latex, MathDisplay::Inline)
}

/// A formula on a line of its own.
pub(super) fn display(text: &str, latex: &str) -> String {
    converted(text, latex, MathDisplay::Block)
}

fn converted(text: &str, latex: &str, display: MathDisplay) -> String {
    // Sizes are for paper.
    let latex = latex
        .replace(r"\displaystyle", "")
        .replace(r"\boldmath", "");
    let latex = without_nesting(latex.trim());
    match CONVERTER.convert_with_local_state(&latex, display) {
        Ok(found) => found.mathml,
        Err(_) => format!("<code>{}</code>", escaped(text)),
    }
}

/// A formula within words within a formula, `\text{in $x$:}`, stands between two pieces of the words.
fn without_nesting(latex: &str) -> String {
    let mut out = String::new();
    for (place, part) in latex.split('$').enumerate() {
        match place {
            0 => {}
            odd if odd % 2 == 1 => out.push('}'),
            _ => out.push_str(r"\text{"),
        }
        out.push_str(part);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_cases_and_indices_are_set() {
        for latex in [
            r"\frac{u}{u + c} \ge K_U",
            r"\begin{cases} 0 & \text{if } S = \text{balance} \\ 1 & \text{otherwise} \end{cases}",
            r"\sum_{j \ne i : S_j = \text{bal\_ance}} m_j",
            r"\left(\mathit{c\_h}\right)^{2}\,\lambda \cdot 3",
            r"\#\{j : S_j = \text{balance}\}",
            r"\delta \in [0, 1)",
            r"\min\left(a, b\right) \neg \left|x\right|",
            r"\approx 0.5",
            r"{m_i}_{1}",
            r"\text{of degree 3 in $\gamma$: no formula}",
        ] {
            let mathml = inline("text", latex);
            assert!(mathml.starts_with("<math"), "{latex}: {mathml}");
        }
    }

    #[test]
    fn what_has_no_form_is_shown_as_text() {
        assert_eq!(inline("a < b", r"\nonesuch{a}"), "<code>a &lt; b</code>");
    }
}
