//! `unipole models`: what is bundled, and the text of one model to start from.

use super::arguments::ModelsOptions;
use super::error::Error;
use super::output;
use crate::formula::closest;
use crate::model::{BUNDLED, bundled_text, load};
use crate::report::{Align, Cell, Column, Table, text};

pub(super) fn run(options: &ModelsOptions) -> Result<(), Error> {
    match &options.id {
        None => output::print(&list()?),
        Some(id) => match bundled_text(id) {
            Some(model) => output::print(model),
            None => {
                let nearest = closest(id, BUNDLED.iter().map(|(id, _)| *id));
                let hint = nearest.map_or("`unipole models` lists them".to_owned(), |nearest| {
                    format!("did you mean `{nearest}`?")
                });
                Err(Error::request(
                    format!("no bundled model is called `{id}`"),
                    Some(&hint),
                ))
            }
        },
    }
}

fn list() -> Result<String, Error> {
    let columns = vec![
        Column::new("model", Align::Left),
        Column::new("title", Align::Left),
        Column::new("players", Align::Left),
        Column::new("scenarios", Align::Left),
    ];
    let mut table = Table::new("models", "", columns);
    for (id, _) in BUNDLED {
        let model = load(id)?;
        let players: Vec<String> = model
            .players
            .iter()
            .map(|player| match &player.count {
                Some(count) => format!("{} (group of {})", player.id, count.text),
                None => player.id.clone(),
            })
            .collect();
        let scenarios: Vec<&str> = model.scenarios.iter().map(|s| s.name.as_str()).collect();
        table.row(vec![
            Cell::emphasis(id),
            model.title.as_str().into(),
            players.join(", ").into(),
            scenarios.join(", ").into(),
        ]);
    }
    let listed = text(&table, output::terminal(false));
    Ok(format!(
        "{listed}\n`unipole models core > mine.toml` prints one to start your own from; `unipole solve core` solves it.\n"
    ))
}
