//! In which directions half-planes are brought near a polygon of machine numbers.

use super::symmetry::{Symmetry, mirrored};

/// Of edges no longer than this the direction is noise.
const SHORT: f64 = 1e-11;

/// The outward directions of a polygon's edges and those of the axes, by their angles; with their mirror images where the players can be exchanged.
pub(super) fn directions(points: &[[f64; 2]], symmetry: Option<Symmetry>) -> Vec<[f64; 2]> {
    let mut all = vec![[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0], [0.0, -1.0]];
    for (k, from) in points.iter().enumerate() {
        let to = points[(k + 1) % points.len()];
        let normal = [to[1] - from[1], from[0] - to[0]];
        let size = normal[0].abs().max(normal[1].abs());
        if size > SHORT && normal.iter().all(|entry| entry.abs() > 1e-12 * size) {
            all.push(normal.map(|entry| entry / size));
        }
    }
    if symmetry.is_some() {
        all = mirrored(all);
    }
    let mut by_angle: Vec<(f64, [f64; 2])> = all.iter().map(|n| (angle(n), *n)).collect();
    by_angle.sort_by(|a, b| a.0.total_cmp(&b.0));
    by_angle.dedup();
    by_angle.into_iter().map(|(_, normal)| normal).collect()
}

/// The angle of a direction, from minus to plus half a turn.
pub(super) fn angle(normal: &[f64; 2]) -> f64 {
    normal[1].atan2(normal[0])
}
