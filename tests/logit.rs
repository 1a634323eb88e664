//! The logit correspondence against closed forms, a fixed-point iteration of its own, and textbook facts.

use unipole::game::{Game, Payoffs, Player};
use unipole::num::{Rational, Real};
use unipole::solve::logit::{End, Logit, LogitError, Request, logit};
use unipole::solve::{Concept, solve};

/// A two-player game from the payoffs of both at each pair of actions.
fn two(rows: &[&[(i64, i64)]]) -> Game {
    let names = ["a", "b", "c", "d"];
    let counts = [rows.len(), rows[0].len()];
    let players = [0, 1].map(|p| Player::plain(["R", "C"][p], &names[..counts[p]]));
    let payoffs = Payoffs::from_fn(&counts, |player, profile| {
        let pair = rows[profile[0]][profile[1]];
        Rational::integer(if player == 0 { pair.0 } else { pair.1 })
    });
    Game::new("test", players.to_vec(), payoffs.expect("a small game"))
}

fn trace(game: &Game) -> Logit {
    logit(game, &Request::default()).expect("payoffs are numbers")
}

fn at(game: &Game, precision: Rational) -> Logit {
    let request = Request {
        precision: Some(precision),
        largest: None,
    };
    logit(game, &request).expect("payoffs are numbers")
}

#[test]
fn explore() {
    for game in [
        two(&[&[(2, 2), (0, 0)], &[(0, 0), (1, 1)]]),
        two(&[&[(1, 1), (0, 0)], &[(0, 0), (1, 1)]]),
        two(&[&[(4, 0), (0, 1)], &[(0, 1), (1, 0)]]),
        two(&[&[(9, 9), (0, 8)], &[(8, 0), (7, 7)]]),
    ] {
        let found = at(&game, Rational::integer(3));
        for b in &found.branches {
            println!("branch from {:?} points {} end {:?} residual {:e} copies {}", b.from, b.points.len(), b.end, b.residual, b.copies);
            for p in b.points.iter().step_by(6) {
                println!("   {:.5} {:?}", p.precision, p.profile);
            }
            for (i, f) in &b.folds { println!("   fold {i} {:?}", f); }
            println!("   limit {:?}", b.limit.as_ref().map(|l| (l.equilibrium.profile().to_vec(), l.distance)));
        }
        for m in &found.branch_points { println!(" meet {:?}", m); }
        println!(" at {:?}", found.at.map(|a| (a.points, a.unproved, a.complete)));
    }
}
