//! Which edges of half-planes the lines through a corner cross: machine numbers, to propose by which of them to bound what lies above it.

/// A half-plane as an upper bound of one coordinate, or of its negative, by the other: `height - slope * x`.
#[derive(Debug)]
struct Crossing {
    edge: usize,
    height: f64,
    slope: f64,
}

/// For each axis the half-planes that bound the other coordinate from above, and from below.
#[derive(Debug)]
pub(super) struct Crossings([[Vec<Crossing>; 2]; 2]);

impl Crossings {
    /// Of half-planes `n w <= c`, those of the axes among them.
    pub fn new(normals: &[[f64; 2]], levels: &[f64]) -> Self {
        Crossings([0, 1].map(|axis| {
            [1.0, -1.0].map(|sign: f64| {
                let other = 1 - axis;
                let all = (0..normals.len()).filter(|j| sign * normals[*j][other] > 0.0);
                let crossing = |edge: usize| Crossing {
                    edge,
                    height: sign * levels[edge] / normals[edge][other],
                    slope: sign * normals[edge][axis] / normals[edge][other],
                };
                all.map(crossing).collect()
            })
        }))
    }

    /// The edges crossed above by the lines along which one coordinate is the corner's, and those crossed below: (axis, edge) of each.
    #[inline]
    pub fn of(&self, corner: [f64; 2]) -> [(usize, usize); 4] {
        [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(axis, end)| {
            let at = corner[axis];
            let mut nearest = (f64::INFINITY, 0);
            for crossing in &self.0[axis][end] {
                let height = crossing.height - crossing.slope * at;
                if height < nearest.0 {
                    nearest = (height, crossing.edge);
                }
            }
            (axis, nearest.1)
        })
    }
}
