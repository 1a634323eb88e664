//! Every bundled model meets its own `[[expect]]`: answers known from closed forms, not from this program.

use unipole::game::Game;
use unipole::model::{BUNDLED, load};

fn pure_by_definition(game: &Game) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for index in 0..game.profiles() {
        let stays = (0..game.players().len()).all(|player| {
            (0..game.counts()[player]).all(|action| {
                game.payoff(player, game.deviation(index, player, action))
                    <= game.payoff(player, index)
            })
        });
        if stays {
            let profile = game.profile_at(index);
            found.push(
                profile
                    .iter()
                    .zip(game.players())
                    .map(|(action, player)| player.actions[*action].id.clone())
                    .collect(),
            );
        }
    }
    found
}

#[test]
fn every_bundled_model_has_the_pure_equilibria_its_closed_forms_give() {
    let mut checked = 0;
    for (id, _) in BUNDLED {
        let model = load(id).unwrap_or_else(|errors| panic!("{errors}"));
        for expectation in &model.expectations {
            let game = model
                .point_expected(expectation)
                .and_then(|point| model.game(&point))
                .unwrap_or_else(|errors| panic!("{errors}"));
            let Some(expected) = &expectation.pure else {
                continue;
            };
            let mut expected = expected.clone();
            let mut found = pure_by_definition(&game);
            expected.sort();
            found.sort();
            assert_eq!(
                found, expected,
                "{id} at {:?}: {}",
                expectation.spot, expectation.from
            );
            checked += 1;
        }
    }
    assert!(checked > 20, "only {checked} expectations were checked");
}
