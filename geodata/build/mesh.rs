//! Areas that share their edges exactly: on a grid of 1e-5° (about a metre), as sums of edges.
//!
//! An area is a chain: how often each edge is run, and in which direction, interior on the left.
//! Two neighbours run their common edge in opposite directions, so that their sum is their union.

use std::collections::{BTreeMap, BTreeSet};

use geo::{Coord, Intersects, LineString, MultiPolygon, Point, Polygon};
use rstar::{AABB, RTree};

/// Grid steps in a degree.
const STEPS: f64 = 1e5;

/// Nodes this near, in steps, are one; a node this near to an edge lies on it. The sources have no
/// edge shorter than 100 steps.
const NEAR: i64 = 3;

/// Bent edges may come near to further nodes; measured: the second round finds few, the third none.
const ROUNDS: usize = 8;

pub type Node = [i64; 2];

type Ring = Vec<Node>;

/// An area as the sum of its edges: the lesser node first, how often it is run from it.
#[derive(Clone, Debug, Default)]
pub struct Chain(BTreeMap<(Node, Node), i32>);

/// Puts areas on the grid so that they share edges: nodes that nearly agree become one, and edges
/// get the nodes that lie on them. Where two differ, the earlier area's node is kept. The first
/// `n_kept` areas keep all their nodes; others lose those that the overlay left on straight edges.
pub fn weave(areas: &[MultiPolygon<f64>], n_kept: usize) -> Vec<Chain> {
    let mut rings: Vec<Vec<Ring>> = areas.iter().map(on_grid).collect();
    let mut nodes: RTree<Node> = RTree::new();
    for node in rings.iter_mut().flatten().flatten() {
        *node = snapped(&mut nodes, *node);
    }
    let kept: BTreeSet<Node> = rings.iter().take(n_kept).flatten().flatten().copied().collect();
    for _ in 0..ROUNDS {
        let mut is_changed = false;
        for ring in rings.iter_mut().flatten() {
            let split = split(ring, &nodes);
            is_changed |= split.len() != ring.len();
            *ring = split;
        }
        if !is_changed {
            break;
        }
    }
    for _ in 0..2 * ROUNDS {
        if !straighten(&mut rings, &kept) {
            break;
        }
    }
    rings.iter().map(|rings| Chain::of(rings)).collect()
}

/// Takes nodes out where only two edges meet in nearly a straight line; of neighbours one at a
/// time. Says whether there were any.
fn straighten(rings: &mut [Vec<Ring>], kept: &BTreeSet<Node>) -> bool {
    let mut beside: BTreeMap<Node, BTreeSet<Node>> = BTreeMap::new();
    for (from, to) in rings.iter().flatten().flat_map(|ring| edges(ring)) {
        beside.entry(from).or_default().insert(to);
        beside.entry(to).or_default().insert(from);
    }
    let is_needless = |node: &Node, ends: &BTreeSet<Node>| {
        let mut ends = ends.iter();
        let (Some(a), Some(b), None) = (ends.next(), ends.next(), ends.next()) else {
            return false;
        };
        let position = place_on(*a, *b, *node);
        !kept.contains(node) && position.is_some_and(|(_, off)| off <= 1.0)
    };
    let needless: BTreeSet<Node> =
        beside.iter().filter(|(node, ends)| is_needless(node, ends)).map(|(n, _)| *n).collect();
    let is_first =
        |node: &Node| beside[node].iter().all(|other| !needless.contains(other) || node < other);
    let gone: BTreeSet<Node> = needless.iter().copied().filter(is_first).collect();
    for ring in rings.iter_mut().flatten() {
        ring.retain(|node| !gone.contains(node));
    }
    !gone.is_empty()
}

impl Chain {
    fn of(rings: &[Ring]) -> Self {
        let mut chain = Self::default();
        for ring in rings {
            for (from, to) in edges(ring) {
                chain.run(from, to, 1);
            }
        }
        chain
    }

    fn run(&mut self, from: Node, to: Node, times: i32) {
        let (key, times) = if from < to { ((from, to), times) } else { ((to, from), -times) };
        let sum = self.0.entry(key).or_default();
        *sum += times;
        if *sum == 0 || from == to {
            self.0.remove(&key);
        }
    }

    /// Adds another chain so many times.
    pub fn add(&mut self, other: &Self, times: i32) {
        for ((from, to), n) in &other.0 {
            self.run(*from, *to, n * times);
        }
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The length, in steps, of the edges that both run in the same direction.
    pub fn along(&self, other: &Self) -> f64 {
        let (few, many) = if self.0.len() < other.0.len() { (self, other) } else { (other, self) };
        let same = few
            .0
            .iter()
            .filter(|(edge, n)| many.0.get(edge).is_some_and(|other| other.signum() == n.signum()));
        same.map(|(edge, _)| length(edge.0, edge.1)).sum()
    }

    /// The chain run backwards.
    pub fn reversed(&self) -> Self {
        Self(self.0.iter().map(|(edge, n)| (*edge, -n)).collect())
    }

    /// The parts that hang together.
    pub fn components(&self) -> Vec<Self> {
        let mut beside: BTreeMap<Node, Vec<(Node, Node)>> = BTreeMap::new();
        for edge in self.0.keys() {
            beside.entry(edge.0).or_default().push(*edge);
            beside.entry(edge.1).or_default().push(*edge);
        }
        let mut components = Vec::new();
        let mut seen = BTreeSet::new();
        for start in self.0.keys() {
            let mut component = Self::default();
            let mut open = vec![*start];
            while let Some(edge) = open.pop() {
                if !seen.insert(edge) {
                    continue;
                }
                component.0.insert(edge, self.0[&edge]);
                for node in [edge.0, edge.1] {
                    open.extend(beside.get(&node).into_iter().flatten());
                }
            }
            if !component.is_empty() {
                components.push(component);
            }
        }
        components
    }

    /// Twice the area that the chain runs around, in square steps; clockwise counts below 0.
    pub fn doubled_area(&self) -> f64 {
        let cross = |(a, b): &(Node, Node)| a[0] as f64 * b[1] as f64 - b[0] as f64 * a[1] as f64;
        self.0.iter().map(|(edge, n)| cross(edge) * f64::from(*n)).sum()
    }

    /// The polygons that the chain runs around.
    pub fn to_area(&self) -> MultiPolygon<f64> {
        let (exteriors, holes): (Vec<Ring>, Vec<Ring>) =
            self.rings().into_iter().partition(|ring| doubled_area(ring) > 0.0);
        let mut polygons: Vec<Polygon<f64>> =
            exteriors.iter().map(|ring| Polygon::new(line(ring), Vec::new())).collect();
        // The least exterior first: a hole belongs to the smallest that holds it.
        polygons.sort_by_key(|polygon| {
            doubled_area(&polygon.exterior().coords().map(|c| node(*c)).collect::<Vec<_>>()) as i64
        });
        for hole in holes {
            let points: Vec<Point<f64>> = hole.iter().map(|n| Point::from(coord(*n))).collect();
            let holds = |p: &&mut Polygon<f64>| points.iter().all(|point| p.intersects(point));
            if let Some(polygon) = polygons.iter_mut().find(holds) {
                polygon.interiors_push(line(&hole));
            }
        }
        polygons.reverse();
        MultiPolygon::new(polygons)
    }

    /// Simple rings: a walk is cut wherever it comes back to a node.
    fn rings(&self) -> Vec<Ring> {
        let mut out: BTreeMap<Node, Vec<Node>> = BTreeMap::new();
        for ((a, b), n) in &self.0 {
            let (from, to) = if *n > 0 { (a, b) } else { (b, a) };
            for _ in 0..n.abs() {
                out.entry(*from).or_default().push(*to);
            }
        }
        let mut rings = Vec::new();
        while let Some((start, _)) = out.first_key_value() {
            let mut walk = vec![*start];
            while let Some(next) = step(&mut out, &walk) {
                if let Some(i) = walk.iter().position(|n| *n == next) {
                    rings.push(walk.split_off(i));
                }
                walk.push(next);
            }
        }
        rings
    }
}

/// Takes the leftmost edge out of the last node of a walk.
fn step(out: &mut BTreeMap<Node, Vec<Node>>, walk: &[Node]) -> Option<Node> {
    let at = *walk.last()?;
    let ways = out.get_mut(&at)?;
    let turn = |to: &Node| match walk.len().checked_sub(2).and_then(|i| walk.get(i)) {
        Some(before) => {
            let (ax, ay) = ((at[0] - before[0]) as f64, (at[1] - before[1]) as f64);
            let (bx, by) = ((to[0] - at[0]) as f64, (to[1] - at[1]) as f64);
            (ax * by - ay * bx).atan2(ax * bx + ay * by)
        }
        None => 0.0,
    };
    let best = (0..ways.len()).max_by(|a, b| turn(&ways[*a]).total_cmp(&turn(&ways[*b])))?;
    let next = ways.remove(best);
    if ways.is_empty() {
        out.remove(&at);
    }
    Some(next)
}

fn on_grid(area: &MultiPolygon<f64>) -> Vec<Ring> {
    let rings = area.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
    rings
        .map(|ring| {
            let mut nodes: Ring = ring.coords().map(|c| node(*c)).collect();
            nodes.pop();
            nodes
        })
        .collect()
}

/// The node that stands for this one.
fn snapped(nodes: &mut RTree<Node>, node: Node) -> Node {
    let distance = |other: &Node| {
        let (dx, dy) = (other[0] - node[0], other[1] - node[1]);
        dx * dx + dy * dy
    };
    let near = nodes.locate_in_envelope(&around(node, node)).copied();
    let nearest = near.min_by_key(|other| (distance(other), *other));
    match nearest.filter(|other| distance(other) <= NEAR * NEAR) {
        Some(other) => other,
        None => {
            nodes.insert(node);
            node
        }
    }
}

/// The ring with the nodes that lie on its edges.
fn split(ring: &[Node], nodes: &RTree<Node>) -> Ring {
    let mut out = Vec::with_capacity(ring.len());
    for (from, to) in edges(ring) {
        if from == to {
            continue;
        }
        out.push(from);
        let mut on: Vec<(f64, Node)> = nodes
            .locate_in_envelope(&around(from, to))
            .filter(|node| **node != from && **node != to)
            .filter_map(|node| {
                let (share, off) = place_on(from, to, *node)?;
                (off <= NEAR as f64).then_some((share, *node))
            })
            .collect();
        on.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
        out.extend(on.into_iter().map(|(_, node)| node));
    }
    out
}

/// Where a node lies beside an edge: its share of the way, and how far off; none beyond the ends.
fn place_on(from: Node, to: Node, node: Node) -> Option<(f64, f64)> {
    let (dx, dy) = ((to[0] - from[0]) as f64, (to[1] - from[1]) as f64);
    let (x, y) = ((node[0] - from[0]) as f64, (node[1] - from[1]) as f64);
    let share = (x * dx + y * dy) / (dx * dx + dy * dy);
    let off = (x * dy - y * dx).abs() / dx.hypot(dy);
    (share > 0.0 && share < 1.0).then_some((share, off))
}

fn around(a: Node, b: Node) -> AABB<Node> {
    let low = [a[0].min(b[0]) - NEAR, a[1].min(b[1]) - NEAR];
    AABB::from_corners(low, [a[0].max(b[0]) + NEAR, a[1].max(b[1]) + NEAR])
}

fn edges(ring: &[Node]) -> impl Iterator<Item = (Node, Node)> {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
}

fn doubled_area(ring: &[Node]) -> f64 {
    edges(ring).map(|(a, b)| a[0] as f64 * b[1] as f64 - b[0] as f64 * a[1] as f64).sum()
}

fn length(a: Node, b: Node) -> f64 {
    ((a[0] - b[0]) as f64).hypot((a[1] - b[1]) as f64)
}

fn node(at: Coord<f64>) -> Node {
    [(at.x * STEPS).round() as i64, (at.y * STEPS).round() as i64]
}

fn coord(node: Node) -> Coord<f64> {
    Coord { x: node[0] as f64 / STEPS, y: node[1] as f64 / STEPS }
}

fn line(ring: &[Node]) -> LineString<f64> {
    ring.iter().chain(ring.first()).map(|node| coord(*node)).collect()
}
