//! The picture of a tree, in no dialect.

use super::super::map::{
    Anchor, Colour, Drawing, Fill, Hatch, LEADING, POINT, Pen, Point, Shape, Text, Words, curve,
    lines, width,
};
use super::layout::{Joint, Layout};
use super::{ENDS, NODES, TreeTooLarge};
use crate::game::{Node, Tree};
use crate::num::Rational;

/// Sizes of letters in points: names in boxes and payoffs, what is done, notes.
const NAME: f64 = 7.5;
const LABEL: f64 = 7.0;
const NOTE: f64 = 7.0;
/// Half the height of a box, and the room beside the name in it, in millimetres.
const HALF: f64 = 1.9;
const BESIDE: f64 = 1.3;
/// How far lines spread before they run level.
const SPREAD: f64 = 7.0;
/// The distance of tracks.
const TRACK: f64 = 1.5;
/// The distance of rows: as much as fits a page, within bounds.
const PAGE: f64 = 215.0;
const ROWS: (f64, f64) = (4.8, 7.0);
/// The distance of the table's head from the first row.
const HEAD: f64 = 5.2;
/// How far what is done stands above its line.
const ABOVE: f64 = 0.95;
/// The most room for a name and for what is done.
const NAMES: f64 = 26.0;
const LABELS: f64 = 40.0;
/// The least width of a note's lines.
const MEASURE: f64 = 70.0;
/// Some fonts are wider than the estimate, bold ones all the more.
const MARGIN: f64 = 1.12;

const PLAYER: Fill = Fill {
    colour: Colour([0xe9, 0xee, 0xf3]),
    hatch: Hatch::Plain,
};
const CHANCE: Fill = Fill {
    colour: Colour([0xff, 0xff, 0xff]),
    hatch: Hatch::Plain,
};

/// The picture of a tree.
///
/// From left to right: who decides in boxes, what is done along the lines, draws of chance with their probabilities, dashed lines between nodes
/// that the player who decides cannot tell apart, payoffs in a table. With a plan, what happens is thick and in colour, and what else is planned
/// half as thick. [`svg`](super::super::map::svg) and [`tikz`](super::super::map::tikz) draw it.
/// # Shapes
/// `plan` has an action for each information set.
/// # Errors
/// A tree too large for a picture.
///
/// # Examples
/// ```
/// use unipole::game::{InformationSet, Player, TreeBuilder};
/// use unipole::num::Rational;
/// use unipole::report::{map::svg, tree_drawing};
/// let mut tree = TreeBuilder::new("alone", vec![Player::plain("S", &[])]);
/// let set = tree.set(InformationSet::plain("S", 0, &["yield", "resist"]));
/// tree.decision(set)?;
/// tree.outcome(vec![Rational::ZERO])?;
/// tree.outcome(vec![Rational::ratio(1, 3)])?;
/// let drawing = tree_drawing(&tree.build()?, Some(&[1]), "alone").expect("a small tree");
/// assert!(svg(&drawing).contains(">resist</text>"));
/// # Ok::<(), unipole::game::TreeError>(())
/// ```
pub fn tree_drawing(
    tree: &Tree,
    plan: Option<&[usize]>,
    title: &str,
) -> Result<Drawing, TreeTooLarge> {
    let (nodes, ends) = (tree.nodes().len(), tree.outcomes());
    if nodes > NODES || ends > ENDS {
        return Err(TreeTooLarge { nodes, ends });
    }
    let layout = Layout::new(tree);
    let (lefts, boxes) = across(tree, &layout);
    let mut sheet = Sheet {
        tree,
        reached: reached(tree, plan),
        plan,
        top: HEAD + NAME * POINT + 0.4,
        pitch: (PAGE / ends as f64).clamp(ROWS.0, ROWS.1),
        table: lefts.last().copied().unwrap_or(0.0) + 1.5,
        layout,
        lefts,
        boxes,
        shapes: Vec::new(),
    };
    sheet.lines();
    sheet.joints();
    sheet.boxes();
    sheet.labels();
    let right = sheet.payoffs();
    let width = right.max(MEASURE) + 0.8;
    let bottom = sheet.notes(width);
    Ok(Drawing {
        width,
        height: bottom + 0.8,
        title: title.to_owned(),
        description: description(tree, &sheet.reached, plan),
        shapes: sheet.shapes,
    })
}

/// Which nodes play gets to; none without a plan.
fn reached(tree: &Tree, plan: Option<&[usize]>) -> Vec<bool> {
    let mut reached = vec![false; tree.nodes().len()];
    let Some(plan) = plan else {
        return reached;
    };
    reached[0] = true;
    for (node, kind) in tree.nodes().iter().enumerate() {
        for (branch, &child) in tree.children(node).iter().enumerate() {
            let happens = match kind {
                Node::Decision { set, .. } => plan[*set as usize] == branch,
                _ => !tree.probabilities(node)[branch].is_zero(),
            };
            reached[child as usize] = reached[node] && happens;
        }
    }
    reached
}

/// What a box says.
fn name_of(tree: &Tree, node: usize) -> String {
    let name = match tree.nodes()[node] {
        Node::Decision { set, .. } => &tree.players()[tree.sets()[set as usize].player].id,
        Node::Chance { draw, .. } => &tree.draws()[draw as usize].id,
        Node::Outcome(_) => return String::new(),
    };
    cut(name, NAME, NAMES)
}

/// What a line says.
fn label_of(tree: &Tree, node: usize, branch: usize) -> Words {
    match tree.nodes()[node] {
        Node::Decision { set, .. } => {
            let action = &tree.sets()[set as usize].actions[branch].id;
            Words::new(&cut(action, LABEL, LABELS))
        }
        Node::Chance { draw, .. } => {
            let result = cut(&tree.draws()[draw as usize].results[branch], LABEL, LABELS);
            let words = Words::new(&result);
            let probability = &tree.probabilities(node)[branch];
            Words::with_latex(
                &format!("{} {probability}", words.plain),
                &format!("{} ${probability}$", words.latex),
            )
        }
        Node::Outcome(_) => Words::new(""),
    }
}

fn number(value: &Rational, bold: bool) -> Words {
    let plain = value.to_string();
    // Bold mathematics stands in a group of its own: TikZ stumbles over what it leaves behind.
    let latex = match bold {
        true => format!("{{\\boldmath${plain}$}}"),
        false => format!("${plain}$"),
    };
    Words::with_latex(&plain.replace('-', "−"), &latex)
}

/// A text no wider than there is room for.
fn cut(text: &str, size: f64, room: f64) -> String {
    let mut letters: Vec<char> = text
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    let mut short: String = letters.iter().collect();
    while width(&short, size) > room && letters.pop().is_some() {
        short = letters.iter().collect::<String>().trim_end().to_owned() + "…";
    }
    short
}

/// Where the boxes of each column begin, at last where the table of payoffs does, and how wide the boxes of each column are.
fn across(tree: &Tree, layout: &Layout) -> (Vec<f64>, Vec<f64>) {
    let mut boxes = vec![0.0f64; layout.columns];
    let mut labels = vec![0.0f64; layout.columns];
    for node in 0..tree.nodes().len() {
        if let Node::Outcome(_) = tree.nodes()[node] {
            continue;
        }
        let column = layout.column[node];
        let name = MARGIN * width(&name_of(tree, node), NAME) + 2.0 * BESIDE;
        boxes[column] = boxes[column].max(name);
        for branch in 0..tree.children(node).len() {
            let label = MARGIN * width(&label_of(tree, node, branch).plain, LABEL);
            labels[column] = labels[column].max(label);
        }
    }
    let mut lefts = Vec::new();
    let mut left = 0.4;
    for column in 0..layout.columns {
        left += match layout.tracks[column] {
            0 => 0.0,
            tracks => TRACK * tracks as f64 + 0.8,
        };
        lefts.push(left);
        left += boxes[column] + SPREAD + labels[column] + 2.4;
    }
    lefts.push(left);
    (lefts, boxes)
}

struct Sheet<'a> {
    tree: &'a Tree,
    plan: Option<&'a [usize]>,
    reached: Vec<bool>,
    layout: Layout,
    lefts: Vec<f64>,
    boxes: Vec<f64>,
    /// Where the first row stands.
    top: f64,
    /// The distance of rows.
    pitch: f64,
    /// Where the table of payoffs begins.
    table: f64,
    shapes: Vec<Shape>,
}

impl Sheet<'_> {
    fn y(&self, node: usize) -> f64 {
        self.top + self.layout.row[node] * self.pitch
    }

    fn is_end(&self, node: usize) -> bool {
        matches!(self.tree.nodes()[node], Node::Outcome(_))
    }

    fn left(&self, node: usize) -> f64 {
        match self.is_end(node) {
            true => self.lefts[self.layout.columns],
            false => self.lefts[self.layout.column[node]],
        }
    }

    fn right(&self, node: usize) -> f64 {
        let column = self.layout.column[node];
        self.lefts[column] + self.boxes[column]
    }

    fn line(&mut self, points: Vec<Point>, pen: Pen) {
        self.shapes.push(Shape::Line { points, pen });
    }

    /// All branches of nodes that are no ends: node, number of the branch, child.
    fn branches(&self) -> Vec<(usize, usize, usize)> {
        let nodes = 0..self.tree.nodes().len();
        let of = |node: usize| {
            let children = self.tree.children(node).iter().enumerate();
            children.map(move |(branch, child)| (node, branch, *child as usize))
        };
        nodes.flat_map(of).collect()
    }

    /// The lines from node to node, the thickest on top.
    fn lines(&mut self) {
        let accent = curve(0);
        for pen in [Pen::Boundary, Pen::Planned(accent), Pen::Curve(accent)] {
            for (node, branch, child) in self.branches() {
                let is_planned = match self.tree.nodes()[node] {
                    Node::Decision { set, .. } => {
                        self.plan.is_some_and(|plan| plan[set as usize] == branch)
                    }
                    _ => false,
                };
                let own = match (self.reached[child], is_planned) {
                    (true, _) => Pen::Curve(accent),
                    (false, true) => Pen::Planned(accent),
                    (false, false) => Pen::Boundary,
                };
                if own == pen {
                    let (from, y) = (self.right(node), self.y(child));
                    let bend = [from + SPREAD - 0.6, y];
                    let points = vec![[from, self.y(node)], bend, [self.left(child), y]];
                    self.line(points, pen);
                }
            }
        }
    }

    /// The dashed lines between nodes that cannot be told apart.
    fn joints(&mut self) {
        for set in 0..self.tree.sets().len() {
            let members = self.tree.members(set).iter();
            let members: Vec<usize> = members.map(|node| *node as usize).collect();
            match self.layout.joints[set] {
                Joint::None => {}
                Joint::Straight => {
                    for pair in members.windows(2) {
                        let ends = [pair[0], pair[1]]
                            .map(|node| [self.left(node).midpoint(self.right(node)), self.y(node)]);
                        self.line(ends.to_vec(), Pen::Dashed);
                    }
                }
                Joint::Track(track) => {
                    // Below the line that leads to the box.
                    let below = 0.65 * HALF;
                    let left = self.left(members[0]);
                    let x = left - 1.2 - TRACK * track as f64;
                    for node in &members {
                        let y = self.y(*node) + below;
                        self.line(vec![[x, y], [left, y]], Pen::Dashed);
                    }
                    let rows = [members[0], members[members.len() - 1]];
                    let ends = rows.map(|node| [x, self.y(node) + below]);
                    self.line(ends.to_vec(), Pen::Dashed);
                }
            }
        }
    }

    fn boxes(&mut self) {
        for node in 0..self.tree.nodes().len() {
            if self.is_end(node) {
                continue;
            }
            let (left, right, y) = (self.left(node), self.right(node), self.y(node));
            let fill = match self.tree.nodes()[node] {
                Node::Chance { .. } => CHANCE,
                _ => PLAYER,
            };
            self.shapes.push(Shape::Area {
                loops: vec![vec![
                    [left, y - HALF],
                    [right, y - HALF],
                    [right, y + HALF],
                    [left, y + HALF],
                ]],
                fill,
                outlined: true,
            });
            let words = Words::new(&name_of(self.tree, node));
            let at = [left.midpoint(right), y + 0.34 * NAME * POINT];
            self.shapes
                .push(Shape::Text(Text::new(at, Anchor::Middle, NAME, words)));
        }
    }

    /// What is done, above the level part of each line.
    fn labels(&mut self) {
        for (node, branch, child) in self.branches() {
            let at = [self.right(node) + SPREAD, self.y(child) - ABOVE];
            let words = label_of(self.tree, node, branch);
            self.shapes
                .push(Shape::Text(Text::new(at, Anchor::Start, LABEL, words)));
        }
    }

    /// The table of payoffs; gives back where it ends.
    fn payoffs(&mut self) -> f64 {
        let mut right = self.table;
        for (player, named) in self.tree.players().iter().enumerate() {
            let head = cut(&named.id, NAME, NAMES);
            let payoff =
                |outcome: usize, bold: bool| number(&self.tree.payoffs(outcome)[player], bold);
            let widths =
                (0..self.tree.outcomes()).map(|outcome| width(&payoff(outcome, true).plain, NAME));
            let widest = widths.fold(width(&head, NAME), f64::max);
            right += MARGIN * 1.05 * widest;
            let base = 0.34 * NAME * POINT;
            let mut texts = vec![([right, self.top - HEAD + base], Words::new(&head), true)];
            for (node, kind) in self.tree.nodes().iter().enumerate() {
                if let Node::Outcome(outcome) = kind {
                    let at = [right, self.y(node) + base];
                    let bold = self.reached[node];
                    texts.push((at, payoff(*outcome as usize, bold), bold));
                }
            }
            for (at, words, bold) in texts {
                let mut text = Text::new(at, Anchor::End, NAME, words);
                text.bold = bold;
                self.shapes.push(Shape::Text(text));
            }
            right += 3.0;
        }
        right - 3.0
    }

    /// What the lines mean and what the players' ids stand for; gives back where that ends.
    fn notes(&mut self, width: f64) -> f64 {
        let mut notes = Vec::new();
        if self.plan.is_some() {
            let elsewhere = self.branches().into_iter().any(|(node, branch, child)| {
                let planned = match self.tree.nodes()[node] {
                    Node::Decision { set, .. } => {
                        self.plan.is_some_and(|plan| plan[set as usize] == branch)
                    }
                    _ => false,
                };
                planned && !self.reached[child]
            });
            notes.push(match elsewhere {
                true => "Thick: what happens in equilibrium; thinner: what is planned where play does not lead.",
                false => "Thick: what happens in equilibrium.",
            }.to_owned());
        }
        if self.layout.joints.iter().any(|joint| *joint != Joint::None) {
            notes.push("Dashed: the player cannot tell these apart.".to_owned());
        }
        let players = self.tree.players().iter();
        let titled: Vec<String> = players
            .filter(|player| player.title.replace(' ', "") != player.id)
            .map(|player| format!("{}: {}", player.id, player.title))
            .collect();
        if !titled.is_empty() {
            notes.push(format!("{}.", titled.join(", ")));
        }
        let rows = self.tree.outcomes() as f64 - 1.0;
        let mut y = self.top + rows * self.pitch + HALF;
        if !notes.is_empty() {
            y += 1.6;
        }
        for line in lines(&notes.join(" "), NOTE, width / MARGIN) {
            y += NOTE * LEADING * POINT;
            let words = Words::new(&line);
            self.shapes
                .push(Shape::Text(Text::new([0.4, y], Anchor::Start, NOTE, words)));
        }
        y
    }
}

/// What is seen, in words.
fn description(tree: &Tree, reached: &[bool], plan: Option<&[usize]>) -> String {
    let (inner, ends) = (tree.nodes().len() - tree.outcomes(), tree.outcomes());
    let mut text = format!("A game tree with {inner} decisions and draws, and {ends} ends.");
    let mut path = Vec::new();
    for (node, kind) in tree.nodes().iter().enumerate() {
        if let (Node::Decision { set, .. }, Some(plan), true) = (kind, plan, reached[node]) {
            let known = &tree.sets()[*set as usize];
            let words = format!("{}: {}", known.id, known.actions[plan[*set as usize]].id);
            if !path.contains(&words) {
                path.push(words);
            }
        }
    }
    if !path.is_empty() {
        text.push_str(&format!(" What happens: {}.", path.join(", ")));
    }
    text
}
