//! Names in formulas: parameters, `let`s, players, their actions, and crowds of members.

use std::sync::Arc;

use super::super::error::{FormulaError, FormulaErrorKind as Kind};
use super::super::names::closest;
use super::super::token::{Kind as TokenKind, Token};
use super::super::tree::{Crowd, Member, Number, PlayerReference, Truth};
use super::{DEPTH_LIMIT, Parsed, Parser, Value, is_reserved};

impl Parser<'_, '_> {
    pub(super) fn named(&mut self, name: &str) -> Parsed<Value> {
        let token = self.next();
        let place = self.place(token.start, token.end);
        if let Some(parameter) = self.names.parameter(name) {
            let Some(group) = self.names.parameters[parameter].group else {
                return Ok(Value::Number(Number::Parameter(parameter)));
            };
            if self.context.own_group() == Some(group) {
                return Ok(Value::Number(Number::OfMember {
                    parameter,
                    member: Member::Own,
                    place,
                }));
            }
            let kind = Kind::ListWithoutMember {
                name: name.to_owned(),
                group: self.names.players[group].id.clone(),
            };
            return Err(self.error(token, kind));
        }
        if let Some(sub_expression) = self.names.sub_expression(name) {
            return self.sub_expression(sub_expression, token);
        }
        if let Some((parameter, position)) = self.names.parameter_of_member(name) {
            return Ok(Value::Number(Number::OfMember {
                parameter,
                member: Member::Position(position),
                place,
            }));
        }
        Err(self.error(token, self.unknown(name)))
    }

    fn unknown(&self, name: &str) -> Kind {
        if self.names.player(name).is_some() || self.names.member(name).is_some() {
            return Kind::PlayerAsNumber(name.to_owned());
        }
        let players = &self.names.players;
        if players.iter().any(|p| p.actions.iter().any(|a| a == name)) {
            return Kind::ActionAsNumber(name.to_owned());
        }
        let parameters = self.names.parameters.iter().map(|p| p.name.as_str());
        let lets = self.names.lets.iter().map(|l| l.name.as_str());
        Kind::UnknownName {
            name: name.to_owned(),
            nearest: closest(name, parameters.chain(lets)).map(str::to_owned),
        }
    }

    fn sub_expression(&mut self, name: usize, token: Token<'_>) -> Parsed<Value> {
        let names = self.names;
        let definition = &names.lets[name];
        if self.shared.open.contains(&name) {
            return Err(self.error(token, Kind::Circular(definition.name.clone())));
        }
        self.shared.open.push(name);
        self.shared.depth += 1;
        if self.shared.depth > DEPTH_LIMIT {
            return Err(self.error(token, Kind::TooDeep(DEPTH_LIMIT)));
        }
        let value = Parser::new(
            &definition.formula,
            definition.text,
            names,
            self.context,
            self.shared,
        )
        .and_then(|mut inner| {
            let value = inner.expression()?;
            inner.end()?;
            Ok(value)
        })
        .map_err(|error| match error.kind {
            // too much for this formula, though each `let` may be well by itself
            Kind::TooLong(_) | Kind::TooDeep(_) => self.error(token, error.kind),
            _ => error,
        })?;
        self.shared.depth -= 1;
        self.shared.open.pop();
        Ok(match value {
            Value::Number(value) => Value::Number(Number::Let {
                name,
                value: Arc::new(value),
            }),
            Value::Truth(value) => Value::Truth(Truth::Let {
                name,
                value: Arc::new(value),
            }),
        })
    }

    /// `U == press` or `U != press`, if that is what stands here.
    pub(super) fn plays(&mut self) -> Parsed<Option<Truth>> {
        let token = self.peek();
        let TokenKind::Name(name) = token.kind else {
            return Ok(None);
        };
        let operator = self.tokens.get(self.at + 1).map(|t| t.kind);
        let negated = match operator {
            Some(TokenKind::Symbol("==")) => false,
            Some(TokenKind::Symbol("!=")) => true,
            Some(TokenKind::Name("is")) => return self.is_of_type(name).map(Some),
            _ => return Ok(None),
        };
        let (declared, member) = match (self.names.player(name), self.names.member(name)) {
            (Some(player), _) => (player, None),
            (None, Some((group, position))) => (group, Some(position)),
            (None, None) => return Ok(None),
        };
        let before = self.at;
        self.at += 2;
        let is_number = |name: &str| {
            self.names.parameter(name).is_some() || self.names.sub_expression(name).is_some()
        };
        let also_a_number = is_number(name)
            && match self.peek().kind {
                TokenKind::Name(other) => {
                    is_number(other)
                        || is_reserved(other)
                        || self.names.parameter_of_member(other).is_some()
                }
                _ => true,
            };
        let action = match self.action(declared) {
            Ok(action) => action,
            Err(_) if also_a_number => {
                self.at = before;
                return Ok(None);
            }
            Err(error) => return Err(error),
        };
        self.count_term()?;
        let player = match member {
            Some(position) => PlayerReference::Member {
                group: declared,
                position,
                place: self.place(token.start, token.end),
            },
            None if !self.names.players[declared].is_group => PlayerReference::Single(declared),
            None if self.context.own_group() == Some(declared) => PlayerReference::Own(declared),
            None => return Err(self.error(token, Kind::GroupWithoutMember(name.to_owned()))),
        };
        if !self.context.sees_actions() {
            return Err(self.error(token, Kind::ActionsNotVisible));
        }
        let plays = Truth::Plays { player, action };
        Ok(Some(if negated {
            Truth::Not(Arc::new(plays))
        } else {
            plays
        }))
    }

    /// `U is predatory`.
    fn is_of_type(&mut self, name: &str) -> Parsed<Truth> {
        let token = self.next();
        self.next();
        let found = match (self.names.player(name), self.names.member(name)) {
            (Some(player), _) => Some((player, None)),
            (None, Some((group, position))) => Some((group, Some(position))),
            (None, None) => None,
        };
        let Some((declared, member)) = found else {
            let ids = self.names.players.iter().map(|p| p.id.as_str());
            let kind = Kind::UnknownPlayer {
                name: name.to_owned(),
                nearest: closest(name, ids).map(str::to_owned),
            };
            return Err(self.error(token, kind));
        };
        let Some(types) = self.names.types_of(declared) else {
            return Err(self.error(token, Kind::NoTypes(name.to_owned())));
        };
        let action = self.action(types).map_err(|error| match error.kind {
            Kind::UnknownAction {
                action,
                known,
                nearest,
                ..
            } => FormulaError {
                kind: Kind::UnknownType {
                    player: name.to_owned(),
                    name: action,
                    known,
                    nearest,
                },
                ..error
            },
            _ => error,
        })?;
        self.count_term()?;
        if !self.context.sees_actions() {
            return Err(self.error(token, Kind::ActionsNotVisible));
        }
        let player = match member {
            Some(position) => PlayerReference::Member {
                group: types,
                position,
                place: self.place(token.start, token.end),
            },
            None if !self.names.players[declared].is_group => PlayerReference::Single(types),
            None if self.context.own_group() == Some(declared) => PlayerReference::Own(types),
            None => return Err(self.error(token, Kind::GroupWithoutMember(name.to_owned()))),
        };
        Ok(Truth::Plays { player, action })
    }

    /// An action of a player; hyphens belong to the name.
    fn action(&mut self, player: usize) -> Parsed<usize> {
        let first = self.peek();
        if !matches!(first.kind, TokenKind::Name(_)) {
            return Err(self.unexpected("the name of an action"));
        }
        let end = first.start + action_length(&self.formula[first.start..]);
        while self.peek().start < end {
            self.next();
        }
        let action = &self.formula[first.start..end];
        let known = &self.names.players[player];
        known
            .actions
            .iter()
            .position(|a| a == action)
            .ok_or_else(|| {
                let kind = Kind::UnknownAction {
                    player: known.id.clone(),
                    action: action.to_owned(),
                    known: known.actions.join(", "),
                    nearest: closest(action, known.actions.iter().map(String::as_str))
                        .map(str::to_owned),
                };
                FormulaError {
                    place: self.place(first.start, end),
                    kind,
                }
            })
    }

    /// An action of a group, in a formula that may look at actions.
    fn visible_action(&mut self, group: usize) -> Parsed<usize> {
        let token = self.peek();
        let action = self.action(group)?;
        if self.context.sees_actions() {
            return Ok(action);
        }
        Err(self.error(token, Kind::ActionsNotVisible))
    }

    fn crowd(&mut self) -> Parsed<(Crowd, usize)> {
        self.expect("(", "`(`")?;
        let token = self.peek();
        let TokenKind::Name(name) = token.kind else {
            return Err(self.unexpected("a group or `others`"));
        };
        self.next();
        if name == "others" {
            return match self.context.own_group() {
                Some(group) => Ok((Crowd::Others(group), group)),
                None => Err(self.error(token, Kind::OthersWithoutGroup)),
            };
        }
        match self.names.player(name) {
            Some(player) if self.names.players[player].is_group => {
                Ok((Crowd::Group(player), player))
            }
            Some(_) => Err(self.error(token, Kind::NotAGroup(name.to_owned()))),
            None => {
                let groups = self.names.players.iter().filter(|p| p.is_group);
                let kind = Kind::UnknownPlayer {
                    name: name.to_owned(),
                    nearest: closest(name, groups.map(|p| p.id.as_str())).map(str::to_owned),
                };
                Err(self.error(token, kind))
            }
        }
    }

    pub(super) fn count(&mut self) -> Parsed<Value> {
        self.next();
        let (crowd, group) = self.crowd()?;
        self.expect(",", "`,` and an action")?;
        let action = self.visible_action(group)?;
        self.expect(")", "`)`")?;
        Ok(Value::Number(Number::Count { crowd, action }))
    }

    /// `sum(S, balance, m)` or `sum(S, m)`.
    pub(super) fn total(&mut self) -> Parsed<Value> {
        self.next();
        let (crowd, group) = self.crowd()?;
        self.expect(",", "`,` and an action or a formula")?;
        let before = self.at;
        let action = match self.visible_action(group) {
            Ok(action) if self.takes(TokenKind::Symbol(",")) => Some(action),
            Err(error) if self.peek().kind == TokenKind::Symbol(",") => return Err(error),
            _ => {
                self.at = before;
                None
            }
        };
        let outside = self.context;
        self.context = outside.of_member(group);
        let term = self.argument();
        self.context = outside;
        let term = Arc::new(term?);
        self.expect(")", "`)`")?;
        Ok(Value::Number(Number::Total {
            crowd,
            action,
            term,
        }))
    }
}

/// Length of the name at the beginning: words joined by hyphens without blanks.
fn action_length(text: &str) -> usize {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut length = 0;
    for word in text.split('-') {
        let end = word.find(|c| !is_word(c)).unwrap_or(word.len());
        if end == 0 {
            return length - 1;
        }
        length += end;
        if end < word.len() {
            return length;
        }
        length += 1;
    }
    length - 1
}
