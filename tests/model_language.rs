//! Every example of `docs/model-language.md` is run: models meet what they expect, formulas and settings have the
//! values the page gives, and mistakes look as it shows them.

use unipole::formula::{AtPoint, Context, Evaluation, Situation, Typed, parse_typed};
use unipole::game::Game;
use unipole::model::{Errors, Expectation, Model, Point, load, parse};
use unipole::num::Rational;

const PAGE: &str = include_str!("../docs/model-language.md");

/// What the players of the base model play in the chapter on formulas.
const PROFILE: [usize; 4] = [0, 0, 1, 0];

/// A fenced block: its tag, its text, and its line in the page.
struct Block {
    tag: &'static str,
    text: String,
    line: usize,
}

fn blocks() -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    let mut inside = false;
    for (number, line) in PAGE.lines().enumerate() {
        match line.strip_prefix("```") {
            Some(tag) if !inside => {
                found.push(Block {
                    tag,
                    text: String::new(),
                    line: number + 1,
                });
                inside = true;
            }
            Some(_) => inside = false,
            None if inside => {
                let block = found.last_mut().expect("inside a block");
                block.text += line;
                block.text.push('\n');
            }
            None => {}
        }
    }
    found
}

/// The model of a block; a fragment is laid over the base model, the first of the page.
fn model_of(block: &Block, base: &str) -> Model {
    let read = match block.tag {
        "toml" => parse("example", "mine.toml", &block.text),
        _ => {
            let folder = tempfile::tempdir().expect("a folder");
            let path = |name: &str| folder.path().join(name);
            std::fs::write(path("base.toml"), base).expect("a file");
            let text = format!("extends = \"base.toml\"\n{}", block.text);
            std::fs::write(path("mine.toml"), text).expect("a file");
            load(&path("mine.toml").display().to_string())
        }
    };
    expect(block, read)
}

fn expect<T>(block: &Block, result: Result<T, Errors>) -> T {
    result.unwrap_or_else(|errors| panic!("line {} of the page:\n{errors}", block.line))
}

fn base() -> (String, Model) {
    let first = blocks()
        .into_iter()
        .find(|block| block.tag == "toml")
        .expect("the base model");
    let model = model_of(&first, "");
    (first.text, model)
}

// ---- models

/// The payoff of a player who takes `action` while the others mix.
fn against(game: &Game, player: usize, action: usize, mixed: &[Vec<Rational>]) -> Rational {
    let indices = (0..game.profiles()).filter(|index| game.profile_at(*index)[player] == action);
    indices
        .map(|index| {
            let profile = game.profile_at(index);
            let others = (0..profile.len()).filter(|other| *other != player);
            others.fold(game.payoff(player, index), |value, other| {
                value * &mixed[other][profile[other]]
            })
        })
        .sum()
}

/// Whether every action in use is a best reply.
fn is_equilibrium(game: &Game, mixed: &[Vec<Rational>]) -> bool {
    (0..game.players().len()).all(|player| {
        let payoffs: Vec<Rational> = (0..game.counts()[player])
            .map(|action| against(game, player, action, mixed))
            .collect();
        let best = payoffs.iter().max().expect("an action");
        payoffs
            .iter()
            .zip(&mixed[player])
            .all(|(payoff, chance)| chance.is_zero() || payoff == best)
    })
}

fn pure(game: &Game, profile: &[usize]) -> Vec<Vec<Rational>> {
    let chances = profile.iter().zip(game.counts()).map(|(played, count)| {
        (0..*count)
            .map(|action| Rational::integer(i64::from(action == *played)))
            .collect()
    });
    chances.collect()
}

fn check_expectation(block: &Block, game: &Game, expectation: &Expectation) {
    let at = format!("line {} of the page, {}", block.line, expectation.from);
    if let Some(expected) = &expectation.pure {
        let profiles = (0..game.profiles()).map(|index| game.profile_at(index));
        let mut found: Vec<Vec<String>> = profiles
            .filter(|profile| is_equilibrium(game, &pure(game, profile)))
            .map(|profile| {
                let players = game.players().iter().zip(profile);
                players
                    .map(|(player, action)| player.actions[action].id.clone())
                    .collect()
            })
            .collect();
        let mut expected = expected.clone();
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{at}");
    }
    for mixed in &expectation.mixed {
        let chances: Vec<Vec<Rational>> = game
            .players()
            .iter()
            .map(|player| {
                let (_, own) = mixed
                    .iter()
                    .find(|(id, _)| *id == player.id)
                    .expect("every player");
                let chance = |id: &str| {
                    own.iter()
                        .find(|(action, _)| action == id)
                        .map(|(_, chance)| chance.clone())
                };
                player
                    .actions
                    .iter()
                    .map(|action| chance(&action.id).unwrap_or(Rational::ZERO))
                    .collect()
            })
            .collect();
        for own in &chances {
            assert_eq!(own.iter().sum::<Rational>(), Rational::ONE, "{at}");
        }
        assert!(is_equilibrium(game, &chances), "{at}");
    }
}

#[test]
fn every_model_of_the_page_is_read_and_meets_what_it_expects() {
    let (base, _) = base();
    let (mut models, mut expectations) = (0, 0);
    for block in blocks()
        .iter()
        .filter(|block| matches!(block.tag, "toml" | "toml fragment"))
    {
        let model = model_of(block, &base);
        let point = expect(block, model.point(None, &[]));
        expect(block, model.game(&point));
        for scenario in &model.scenarios {
            let point = expect(block, model.point(Some(&scenario.name), &[]));
            expect(block, model.game(&point));
        }
        for expectation in &model.expectations {
            let point = expect(block, model.point_expected(expectation));
            check_expectation(block, &expect(block, model.game(&point)), expectation);
            expectations += 1;
        }
        models += 1;
    }
    assert!(models >= 15, "only {models} models on the page");
    assert!(
        expectations >= 10,
        "only {expectations} expectations on the page"
    );
}

// ---- values

/// `1/5, 1/4` for a list parameter.
fn values_in_words(model: &Model, point: &Point, name: &str) -> String {
    let position = model
        .parameters
        .iter()
        .position(|parameter| parameter.name == name);
    let values = &point.values[position.unwrap_or_else(|| panic!("a parameter {name}"))];
    values
        .iter()
        .map(Rational::to_string)
        .collect::<Vec<_>>()
        .join(", ")
}

#[test]
fn defaults_have_the_values_the_page_gives() {
    let (base, _) = base();
    let all = blocks();
    let mut checked = 0;
    for pair in all.windows(2).filter(|pair| pair[1].tag == "values") {
        let model = model_of(&pair[0], &base);
        let point = model.point(None, &[]).expect("the default point");
        for line in pair[1].text.lines() {
            let (name, expected) = line.split_once(" = ").expect("name = value");
            assert_eq!(values_in_words(&model, &point, name), expected, "{name}");
            checked += 1;
        }
    }
    assert!(checked >= 7, "only {checked} values on the page");
}

/// `left -> right`, the arrow after the last blank-separated `->`.
fn arrow(line: &str) -> (&str, &str) {
    let (left, right) = line
        .rsplit_once("->")
        .unwrap_or_else(|| panic!("no value is given: {line}"));
    (left.trim(), right.trim())
}

#[test]
fn formulas_have_the_values_the_page_gives() {
    let (_, model) = base();
    let point = model.point(None, &[]).expect("the default point");
    let mut checked = 0;
    for block in blocks() {
        let Some(who) = block.tag.strip_prefix("formula") else {
            continue;
        };
        let own = who
            .trim()
            .strip_prefix('S')
            .map(|member| member.parse::<usize>().expect("a member") - 1);
        let context = own.map_or(Context::Game, |_| Context::MemberOf(1));
        for line in block.text.lines() {
            let (formula, expected) = arrow(line);
            let typed = parse_typed(formula, 0, model.names(), context)
                .unwrap_or_else(|error| panic!("{formula}: {}", error.kind));
            let mut evaluation = Evaluation {
                arithmetic: &mut AtPoint(&point.values),
                situation: Situation {
                    layout: &point.layout,
                    profile: &PROFILE,
                    own,
                },
            };
            let value = match typed {
                Typed::Number(number) => evaluation.number(&number).map(|value| value.to_string()),
                Typed::Truth(truth) => evaluation.truth(&truth).map(|value| value.to_string()),
            };
            assert_eq!(value.as_deref(), Ok(expected), "{formula}");
            checked += 1;
        }
    }
    assert!(checked >= 40, "only {checked} formulas on the page");
}

/// The words of a command line, quotes taken off.
fn words(line: &str) -> Vec<String> {
    let (mut found, mut word, mut quote) = (Vec::new(), String::new(), None);
    for character in line.chars() {
        match (character, quote) {
            ('\'' | '"', None) => quote = Some(character),
            (end, Some(open)) if end == open => quote = None,
            (' ', None) => found.push(std::mem::take(&mut word)),
            (other, _) => word.push(other),
        }
    }
    found.push(word);
    found
}

#[test]
fn settings_have_the_values_the_page_gives() {
    let (_, base) = base();
    let core = load("core").expect("a bundled model");
    let mut checked = 0;
    for block in blocks() {
        let model = match block.tag {
            "settings" => &base,
            "settings core" => &core,
            _ => continue,
        };
        for line in block.text.lines() {
            let (flags, expected) = arrow(line);
            let (mut scenario, mut settings) = (None, Vec::new());
            for pair in words(flags).chunks(2) {
                match pair {
                    [flag, value] if flag == "--set" => settings.push(value.clone()),
                    [flag, value] if flag == "--scenario" => scenario = Some(value.clone()),
                    other => panic!("no flag of this page: {other:?}"),
                }
            }
            let point = model
                .point(scenario.as_deref(), &settings)
                .unwrap_or_else(|errors| panic!("{line}\n{errors}"));
            for one in expected.split("; ") {
                let (name, value) = one.split_once(" = ").expect("name = value");
                assert_eq!(values_in_words(model, &point, name), value, "{line}");
            }
            checked += 1;
        }
    }
    assert!(checked >= 15, "only {checked} settings on the page");
}

// ---- mistakes, and completeness

#[test]
fn mistakes_look_as_the_page_shows_them() {
    let all = blocks();
    let mut checked = 0;
    for pair in all.windows(2).filter(|pair| pair[0].tag == "toml wrong") {
        assert_eq!(pair[1].tag, "text", "line {}", pair[1].line);
        let errors = parse("mine", "mine.toml", &pair[0].text)
            .and_then(|model| model.game(&model.point(None, &[])?))
            .expect_err("a mistake");
        assert_eq!(errors.to_string().trim_end(), pair[1].text.trim_end());
        checked += 1;
    }
    assert_eq!(checked, 2);
}

#[test]
fn every_key_and_every_word_of_the_language_occurs_in_an_example() {
    let examples: String = blocks()
        .iter()
        .filter(|block| block.tag.starts_with("toml") && block.tag != "toml wrong")
        .map(|block| block.text.clone())
        .collect();
    let keys = [
        "title",
        "summary",
        "leaves_out",
        "source",
        "extends",
        "assume",
        "default",
        "domain",
        "range",
        "meaning",
        "symbol",
        "unit",
        "of",
        "about",
        "after",
        "role",
        "count",
        "actions",
        "scenario",
        "set",
        "pure",
        "mixed",
        "from",
        "order",
        "words",
        "posture",
        "otherwise",
        "player",
        "times",
        "results",
        "types",
    ];
    for key in keys {
        let used = examples.match_indices(key).any(|(at, _)| {
            let before = examples[..at].chars().next_back();
            let after = examples[at + key.len()..].trim_start();
            before.is_none_or(|c| !c.is_alphanumeric() && c != '_') && after.starts_with('=')
        });
        assert!(used, "no example uses the key `{key}`");
    }
    for section in [
        "[parameters]",
        "[scenarios.",
        "[let]",
        "[postures]",
        "[players.",
        "[moves.",
        "[chance.",
        "[payoffs]",
        "[payoffs.",
        "[ranking]",
        "[[expect]]",
    ] {
        assert!(examples.contains(section), "no example uses {section}");
    }
    let formulas: String = blocks()
        .iter()
        .filter(|block| block.tag.starts_with("formula"))
        .map(|block| block.text.clone())
        .collect();
    for word in [
        "if ", "then ", "else ", "and ", "or ", "not ", "min(", "max(", "abs(", "count(", "sum(",
        "others", "true", "false", " < ", " <= ", " > ", " >= ", " == ", " != ", " + ", " - ", "*",
        "/", "^",
    ] {
        assert!(formulas.contains(word), "no formula uses `{word}`");
    }
    let table = PAGE
        .split("## All keys on one page")
        .nth(1)
        .expect("the table of keys");
    for key in keys {
        assert!(
            table.contains(&format!("`{key}`")) || table.contains(&format!("{{ {key} =")),
            "the table lacks `{key}`"
        );
    }
}
