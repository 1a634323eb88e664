//! The appendix: which command, version, models and file stand behind every table, figure and proposition.

use std::collections::BTreeMap;

use super::super::dialect::csv;
use super::super::study::Solved;
use super::super::table::Table;
use super::article::{Block, Kind, Label, Origin, code, heading, paragraph, words};
use super::checksum::checksum;
use super::part::PaperPart;

/// The folder of the paper below that of the report.
pub(super) const FOLDER: &str = "paper";

/// The file that holds the numbers of a table.
pub(super) fn file_of(table: &Table) -> String {
    format!("{FOLDER}/{}.csv", table.id())
}

/// The appendix on the blocks that stand before it.
pub(super) fn origins(
    blocks: &[Block],
    studies: &[Solved],
    parts: &[PaperPart],
    command: &str,
) -> Vec<Block> {
    let all = vec!["all models".to_owned()];
    let owners = owners(parts);
    let of_payoffs = |label: &Label| {
        let mut ids = studies.iter().map(|study| study.id.as_str());
        ids.find(|id| label.id == format!("{id}-formulas"))
    };
    let owner = |label: &Label| {
        let id = owners.get(label).copied().or_else(|| of_payoffs(label));
        id.map(|id| vec![id.to_owned()])
    };
    let mut numbers: Vec<Origin> = Vec::new();
    for block in blocks {
        let Some(label) = block.label() else { continue };
        match block {
            Block::Table(table) => numbers.push(Origin {
                title: table.caption.plain(),
                models: owner(&label).unwrap_or_else(|| all.clone()),
                command: command.to_owned(),
                file: file_of(table),
                checksum: checksum(csv(table).as_bytes()),
                labels: vec![label],
            }),
            Block::Figure { .. } => numbers.extend(figure(studies, parts, &owners, label)),
            _ => {}
        }
    }
    let mut stated: Vec<Origin> = Vec::new();
    for part in parts {
        let kinds = [
            ("conditions", &part.conditions.1),
            ("repeat", &part.patience.1),
        ];
        for (what, labels) in kinds {
            stated.extend(propositions(studies, part, what, labels));
        }
    }
    let mut appendix = vec![
        Block::Appendix,
        heading(1, "origins", "Where every number comes from"),
        Block::Paragraph(vec![
            words("Everything in this paper was written by "),
            code(command),
            words(format!(
                ", version {} of unipole, without any number typed by hand. The same command writes the files named here into the folder ",
                env!("CARGO_PKG_VERSION")
            )),
            code("results/"),
            words("; with "),
            code("--check"),
            words(
                " it compares them with what it would write, byte by byte. Checksums are SHA-256.",
            ),
        ]),
        heading(2, "origins-models", "Models"),
        Block::Origins(models(studies)),
        heading(2, "origins-tables", "Tables and figures"),
        Block::Origins(numbers),
    ];
    if !stated.is_empty() {
        appendix.push(heading(2, "origins-propositions", "Propositions"));
        appendix.push(paragraph(
            "Each file has the conditions of all profiles as data, also of those that are not printed.",
        ));
        appendix.push(Block::Origins(stated));
    }
    appendix
}

/// The model behind what stands in its part of the paper.
fn owners(parts: &[PaperPart]) -> BTreeMap<Label, &str> {
    let mut owners = BTreeMap::new();
    for part in parts {
        let labels = part.blocks().filter_map(Block::label);
        owners.extend(labels.map(|label| (label, part.id.as_str())));
    }
    owners
}

fn figure(
    studies: &[Solved],
    parts: &[PaperPart],
    owners: &BTreeMap<Label, &str>,
    label: Label,
) -> Option<Origin> {
    let id = *owners.get(&label)?;
    let part = parts.iter().find(|part| part.id == id)?;
    let study = studies.iter().find(|study| study.id == id)?;
    let file = format!("{id}-map.svg");
    Some(Origin {
        labels: vec![label],
        title: study.title().to_owned(),
        models: vec![id.to_owned()],
        command: study.command(),
        checksum: part.checksum_of(&file)?.to_owned(),
        file,
    })
}

fn propositions(
    studies: &[Solved],
    part: &PaperPart,
    what: &str,
    labels: &[Label],
) -> Option<Origin> {
    let study = studies.iter().find(|study| study.id == part.id)?;
    let file = format!("{}-{what}.json", part.id);
    let labels = match labels {
        [] => return None,
        [one] => vec![one.clone()],
        [first, .., last] => vec![first.clone(), last.clone()],
    };
    Some(Origin {
        labels,
        title: study.title().to_owned(),
        models: vec![part.id.clone()],
        command: study.command(),
        checksum: part.checksum_of(&file)?.to_owned(),
        file,
    })
}

/// The files of the models, each once, with the models that are read from it.
fn models(studies: &[Solved]) -> Vec<Origin> {
    let mut files: BTreeMap<String, (String, Vec<String>)> = BTreeMap::new();
    for study in studies {
        for source in &study.sources {
            let sum = checksum(source.contents.as_bytes());
            let entry = files.entry(format!("models/{}", source.name));
            let readers = &mut entry.or_insert_with(|| (sum, Vec::new())).1;
            readers.push(study.id.clone());
        }
    }
    files
        .into_iter()
        .map(|(file, (checksum, models))| Origin {
            labels: Vec::new(),
            title: String::new(),
            models,
            command: String::new(),
            file,
            checksum,
        })
        .collect()
}

/// The tables of the paper, each as a file of its own.
pub(super) fn tables(blocks: &[Block]) -> impl Iterator<Item = &Table> {
    blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    })
}

/// What the words of a kind are for several.
pub(super) fn plural(kind: Kind) -> String {
    format!("{}s", kind.word())
}
