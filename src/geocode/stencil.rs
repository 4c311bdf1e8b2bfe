//! Figures of single constraints, which are the same wherever their place lies: each is made once and
//! laid down where it is needed.

use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::constraint::{Shape, midpoint};
use super::figure::Figure;
use super::plane::Plane;
use super::product;
use crate::earth::LonLat;

/// Figures that are kept, some 12 KB each; then they are forgotten and made anew.
const MOST: usize = 1_024;
/// Half the length of the lens that all others are stretched from, in km.
const LENS_KM: f64 = 100.0;
/// The bearing of that lens, in degrees: askew to the grid, so that no rows of cells have one weight and
/// are in the 80 % area together or not at all.
const LENS_DEG: f64 = 27.0;
/// Shorter lenses have another shape.
const LEAST_LENS_KM: f64 = 1.0;
/// Where figures are made.
const ORIGIN: LonLat = LonLat::new(0.0, 0.0);

/// The form of a shape and its numbers, by their bits.
type Key = (u8, [u64; 4]);

static KNOWN: LazyLock<Mutex<FxHashMap<Key, Arc<Figure>>>> = LazyLock::new(Mutex::default);

/// The figure of a shape, and the plane on which it lies. `None` for shapes that depend on where they
/// are.
///
/// Limits: a lens is laid down on the sphere.
pub(super) fn of(shape: &Shape<'_>) -> Option<(Arc<Figure>, Plane)> {
    let (key, at_origin, plane) = standard(shape)?;
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(figure) = known.get(&key) {
        return Some((Arc::clone(figure), plane));
    }
    drop(known);
    let figure = Arc::new(product::single(&at_origin)?);
    known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if known.len() >= MOST {
        known.clear();
    }
    known.insert(key, Arc::clone(&figure));
    Some((figure, plane))
}

/// The same shape at the origin, looking north, with its key and the plane that leads back.
fn standard(shape: &Shape<'_>) -> Option<(Key, Shape<'static>, Plane)> {
    let bits = |numbers: [f64; 4]| numbers.map(f64::to_bits);
    Some(match shape {
        Shape::Disc { center, radius_km, soft_km } => (
            (0, bits([*radius_km, *soft_km, 0.0, 0.0])),
            Shape::Disc { center: ORIGIN, radius_km: *radius_km, soft_km: *soft_km },
            Plane::around(*center),
        ),
        Shape::Cone { from, bearing_deg, half_deg, start_km, scale_km } => (
            (1, bits([*half_deg, *start_km, *scale_km, 0.0])),
            Shape::Cone {
                from: ORIGIN,
                bearing_deg: 0.0,
                half_deg: *half_deg,
                start_km: *start_km,
                scale_km: *scale_km,
            },
            Plane::turned(*from, *bearing_deg),
        ),
        Shape::Ring { from, distance_km, sigma_km, heading } => {
            let (distance_km, sigma_km) = (*distance_km, *sigma_km);
            let sigma_deg = heading.map_or(-1.0, |heading| heading.sigma_deg);
            let bearing_deg = heading.map_or(0.0, |heading| heading.bearing_deg);
            let heading =
                heading.map(|heading| super::constraint::Heading { bearing_deg: 0.0, ..heading });
            (
                (2, bits([distance_km, sigma_km, sigma_deg, 0.0])),
                Shape::Ring { from: ORIGIN, distance_km, sigma_km, heading },
                Plane::turned(*from, bearing_deg),
            )
        }
        Shape::Lens { a, b, widths } => {
            let middle = midpoint(*a, *b);
            let (x, y) = Plane::around(middle).to_km(*b);
            let half_km = x.hypot(y);
            if half_km < LEAST_LENS_KM {
                return None;
            }
            let end = |km: f64| Plane::turned(ORIGIN, LENS_DEG).to_lon_lat(0.0, km);
            let bearing_deg = x.atan2(y).to_degrees();
            (
                (3, bits([widths.flat, widths.along, widths.across, 0.0])),
                Shape::Lens { a: end(-LENS_KM), b: end(LENS_KM), widths: *widths },
                Plane::turned(middle, bearing_deg - LENS_DEG).stretched(half_km / LENS_KM),
            )
        }
        Shape::Inside(_) | Shape::Part { .. } | Shape::Prefer { .. } | Shape::NearLines { .. } => {
            return None;
        }
    })
}
