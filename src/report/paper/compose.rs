//! The whole paper, section after section.

use super::super::marks::glance;
use super::super::page::words as in_words;
use super::super::study::Solved;
use super::super::svg::glance_table;
use super::super::table::Table;
use super::article::{Article, Block, Kind, Piece, code, heading, paragraph, see, words};
use super::notation::notation;
use super::origins::origins;
use super::part::PaperPart;
use super::references::References;
use super::{formulas, polarity, postures};

/// The paper on some models; `verdicts` is the table of claims and what became of them, where claims were made.
pub(super) fn article(
    studies: &[Solved],
    parts: &[PaperPart],
    command: &str,
    verdicts: Option<&Table>,
) -> Article {
    let references = References::new();
    let parts = &without_repetitions(studies, parts);
    let mut blocks = introduction(studies);
    let symbols = notation(studies);
    if !symbols.is_empty() {
        blocks.push(heading(1, "notation", "Notation"));
        blocks.push(Block::Paragraph(vec![
            see(Kind::Table, symbols.id()),
            words(" has every parameter with its default and its domain. A symbol belongs to its models: the same letter may mean something else in another one."),
        ]));
        blocks.push(Block::Table(symbols));
    }
    blocks.extend(models(studies, &references));
    blocks.extend(equilibria(studies));
    blocks.extend(of_parts("conditions", "Conditions", parts, |p| &p.conditions.0, || {
        paragraph("For all parameters in their domains, a profile of pure actions is an equilibrium if and only if what is stated of it holds. Each line is one comparison: the action taken, and the one it is not worth changing to.")
    }));
    blocks.extend(of_parts("statics", "Comparative statics", parts, |p| &p.statics, || {
        paragraph("The conditions of the profiles that are an equilibrium at the point at which the model's map is drawn, solved for the parameters on its sides; and how each bound moves with every other parameter, by the sign of its derivative, proved on the whole domain. Equilibria in which somebody mixes have no such bounds and are not here.")
    }));
    blocks.extend(of_parts("maps", "Phase maps", parts, |p| &p.maps, || {
        paragraph("Where each set of pure equilibria holds. A black dot is the default point or a scenario, as far as it lies in the plane of the map.")
    }));
    blocks.extend(of_parts("patience", "Critical discount factors", parts, |p| &p.patience.0, || {
        paragraph("Some games are played again and again. A payoff one period later counts as much as the discount factor times it now. Every number is exact, also one that is shown by its first digits.")
    }));
    blocks.extend(verdicts.map(verdict_section).unwrap_or_default());
    blocks.extend(polarity::polarity(studies));
    blocks.extend(limits());
    let appendix = origins(&blocks, studies, parts, command);
    blocks.push(Block::References);
    blocks.extend(appendix);
    Article {
        title: "When is balancing, bandwagoning or neutrality an equilibrium?".to_owned(),
        summary: summary(studies),
        blocks,
    }
}

fn summary(studies: &[Solved]) -> Vec<Piece> {
    let scenarios: usize = studies.iter().map(|study| study.answers.len()).sum();
    let equilibria: usize = studies.iter().map(Solved::equilibria).sum();
    vec![words(format!(
        "{} of alignment under a dominant power, solved exactly in {}: {} in all, with the conditions on payoffs under which each profile of pure actions is an equilibrium, how the thresholds move, and where each posture of the balancing continuum is to be expected. What is an equilibrium belongs to a model and its assumptions; it says nothing yet about the world.",
        in_words::capital(&in_words::counted(studies.len(), "model", "models")),
        in_words::counted(scenarios, "scenario", "scenarios"),
        in_words::counted(equilibria, "equilibrium", "equilibria"),
    ))]
}

fn introduction(studies: &[Solved]) -> Vec<Block> {
    let complete = studies.iter().flat_map(|study| &study.answers);
    let (all, sure) = complete.fold((0, 0), |(all, sure), answer| {
        let is_sure = answer.solution.completeness.is_complete();
        (all + 1, sure + usize::from(is_sure))
    });
    vec![
        heading(1, "introduction", "What is asked, and how it is answered"),
        paragraph(
            "States facing a dominant power may balance against it, stay out, or side with it. Which of these is an equilibrium depends on what they are assumed to gain and to lose. Each model below says so in payoffs with named parameters; the answers follow by computation with exact fractions, not by estimation, and nothing is rounded but where it is shown as a decimal.",
        ),
        paragraph(format!(
            "An equilibrium is strict if whoever changes its action alone does worse, weak if somebody would do as well, and mixed if somebody leaves its action to chance. In {sure} of {all} scenarios it is proved that no other equilibria exist than those listed; in the others all equilibria in pure actions are listed, and mixed ones as far as they were searched for."
        )),
    ]
}

fn models(studies: &[Solved], references: &References) -> Vec<Block> {
    let mut blocks = vec![heading(1, "models", "Models")];
    for study in studies {
        blocks.push(heading(2, &format!("model-{}", study.id), study.title()));
        let Some(model) = &study.model else {
            let players = study.answers[0].game.players().len();
            blocks.push(paragraph(format!(
                "A game without parameters, of {}.",
                in_words::counted(players, "player", "players")
            )));
            continue;
        };
        let mut first = vec![words(one_line(&model.summary))];
        let (known, unknown): (Vec<String>, Vec<String>) = model
            .references
            .iter()
            .cloned()
            .partition(|key| references.get(key).is_some());
        if !known.is_empty() {
            first.push(words(" It goes back to "));
            first.push(Piece::Cite(known));
            first.push(words("."));
        }
        if !unknown.is_empty() {
            first.push(words(" Its file names as sources "));
            first.push(code(unknown.join(", ")));
            first.push(words("."));
        }
        blocks.push(Block::Paragraph(first));
        if !model.leaves_out.trim().is_empty() {
            blocks.push(Block::Paragraph(vec![
                Piece::Emphasis("Left out.".to_owned()),
                words(format!(" {}", one_line(&model.leaves_out))),
            ]));
        }
        blocks.extend(formulas(study, model).map(Block::Table));
    }
    blocks
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn equilibria(studies: &[Solved]) -> Vec<Block> {
    let glance = glance(studies);
    let table = glance_table(&glance);
    let mut blocks = vec![
        heading(1, "equilibria", "Equilibria by posture"),
        Block::Paragraph(vec![
            see(Kind::Table, table.id()),
            words(
                " says of each posture of the continuum, from hard balancing to regional balancing, in which sense some player takes it in an equilibrium; the tables after it have the equilibria. Kinds of a posture are taken together.",
            ),
        ]),
        Block::Table(table),
    ];
    blocks.extend(postures::postures(studies, &glance.columns));
    blocks
}

/// A section with what each model contributes; nothing where none does.
fn of_parts<'a>(
    id: &str,
    title: &str,
    parts: &'a [PaperPart],
    own: impl Fn(&'a PaperPart) -> &'a Vec<Block>,
    opening: impl Fn() -> Block,
) -> Vec<Block> {
    let found: Vec<Block> = parts.iter().flat_map(|part| own(part).clone()).collect();
    match found.is_empty() {
        true => found,
        false => [vec![heading(1, id, title), opening()], found].concat(),
    }
}

/// Claims and what became of them: a table with the columns id, proposition, model, verdict and why.
fn verdict_section(table: &Table) -> Vec<Block> {
    vec![
        heading(1, "verdicts", "Verdicts"),
        Block::Paragraph(vec![
            see(Kind::Table, table.id()),
            words(" has each claim with the model that was asked, the verdict, and why."),
        ]),
        Block::Table(table.clone()),
    ]
}

/// The contributions, those to conditions and statics once where several models have the same stage game.
fn without_repetitions(studies: &[Solved], parts: &[PaperPart]) -> Vec<PaperPart> {
    let mut kept: Vec<PaperPart> = Vec::new();
    for part in parts {
        let mut part = part.clone();
        let same = kept.iter().find(|known| {
            !part.stated.is_empty() && known.stated == part.stated && !known.is_repetition
        });
        let title = |id: &str| studies.iter().find(|s| s.id == id).map(Solved::title);
        if let (Some(known), Some(own)) = (same, title(&part.id)) {
            let first = format!("conditions-{}", known.id);
            part.is_repetition = true;
            part.statics = Vec::new();
            part.conditions = (
                vec![
                    heading(2, &format!("conditions-{}", part.id), own),
                    Block::Paragraph(vec![
                        words("The game of one period has the conditions of "),
                        see(Kind::Section, &first),
                        words("."),
                    ]),
                ],
                Vec::new(),
            );
        }
        kept.push(part);
    }
    kept
}

fn limits() -> Vec<Block> {
    vec![
        heading(1, "limits", "What this does not show"),
        paragraph(
            "The models are small, their payoffs are assumptions, and their default numbers are illustrations. That a posture is an equilibrium of a model shows that the argument behind it is consistent, not that states act on it; that it is none shows what the argument would need. Conditions are statements on the whole domain of the parameters, scenarios on one point. Equilibria say what nobody leaves, not how states come to it.",
        ),
    ]
}
