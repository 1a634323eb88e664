//! What one model contributes to the paper while its conditions, map and repeated game are at hand.

use super::super::bundle::File;
use super::super::page::{Regions, Repeated};
use super::super::study::Solved;
use super::article::{Block, Label};
use super::checksum::checksum;
use super::{conditions, maps, patience};

/// The contribution of one model.
#[derive(Debug, Clone)]
pub struct PaperPart {
    /// What the model's files are called.
    pub(super) id: String,
    /// The conditions as propositions, and their labels.
    pub(super) conditions: (Vec<Block>, Vec<Label>),
    /// What these propositions say, to know those of another model that say the same.
    pub(super) stated: String,
    /// Whether another model has said them before.
    pub(super) is_repetition: bool,
    /// How thresholds move.
    pub(super) statics: Vec<Block>,
    /// The phase map.
    pub(super) maps: Vec<Block>,
    /// What lasts, with the labels of the propositions.
    pub(super) patience: (Vec<Block>, Vec<Label>),
    /// The checksums of the model's files in the report.
    pub(super) checksums: Vec<(String, String)>,
}

impl PaperPart {
    /// What a model contributes; `files` are those of its report.
    pub(in crate::report) fn of(
        study: &Solved,
        regions: Option<&Regions>,
        repeated: Option<&Repeated>,
        files: &[File],
    ) -> Self {
        let stated = regions.map(|regions| conditions::conditions(study, regions));
        let lasting = repeated.map(|repeated| patience::patience(study, repeated));
        let statics = regions.and_then(|regions| regions.conditions.as_ref().ok());
        PaperPart {
            id: study.id.clone(),
            stated: stated.as_ref().map_or_else(String::new, |s| s.says.clone()),
            is_repetition: false,
            conditions: stated.map_or_else(Default::default, |s| (s.blocks, s.labels)),
            statics: statics.map_or_else(Vec::new, |found| conditions::statics(study, found)),
            maps: regions.map_or_else(Vec::new, |regions| maps::map(study, regions)),
            patience: lasting.map_or_else(Default::default, |l| (l.blocks, l.labels)),
            checksums: files
                .iter()
                .map(|file| (file.name.clone(), checksum(file.contents.as_bytes())))
                .collect(),
        }
    }

    /// The checksum of one of the model's files.
    pub(super) fn checksum_of(&self, file: &str) -> Option<&str> {
        let mut all = self.checksums.iter();
        let found = all.find(|(name, _)| name == file)?;
        Some(&found.1)
    }

    /// All blocks.
    pub(super) fn blocks(&self) -> impl Iterator<Item = &Block> {
        let conditions = self.conditions.0.iter();
        conditions
            .chain(&self.statics)
            .chain(&self.maps)
            .chain(&self.patience.0)
    }
}
