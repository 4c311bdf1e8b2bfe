//! What was found about places, kept for the incidents that share them.

use std::collections::HashMap;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::sync::{Arc, Mutex, PoisonError};

use super::Seen;
use crate::model::Location;

/// Points that are kept at most: tables name the same towns again and again. Source: own judgement.
const N_POINTS: usize = 1 << 13;

/// The bits of a position.
type Point = (u64, u64);
/// The last position that asked for a slot, and what was found there.
type Slot = Mutex<Option<(Point, Arc<Seen>)>>;
/// A shared belief by its address, and its best point.
type Shared = (usize, Point);

/// Answers by exact position and by shared belief.
#[derive(Debug)]
pub(super) struct Known {
    /// Each position has one slot, and the last one that asked keeps it.
    points: Box<[Slot]>,
    hashes: RandomState,
    beliefs: Mutex<HashMap<Shared, Arc<Seen>>>,
}

impl Default for Known {
    fn default() -> Self {
        let points = (0..N_POINTS).map(|_| Mutex::default()).collect();
        Self { points, hashes: RandomState::new(), beliefs: Mutex::default() }
    }
}

impl Known {
    /// What is known of a location, else what `look` finds.
    pub(super) fn of(&self, location: &Location, look: impl FnOnce() -> Seen) -> Arc<Seen> {
        let best = (location.best.lon.to_bits(), location.best.lat.to_bits());
        match location.belief.as_ref() {
            [only] if only.point == location.best => self.of_point(best, look),
            _ if Arc::strong_count(&location.belief) < 2 => Arc::new(look()),
            belief => self.of_belief((belief.as_ptr() as usize, best), look),
        }
    }

    fn of_point(&self, point: Point, look: impl FnOnce() -> Seen) -> Arc<Seen> {
        let number = self.hashes.hash_one(point) as usize % N_POINTS;
        let slot = self.points.get(number);
        let slot = || slot.map(|slot| slot.lock().unwrap_or_else(PoisonError::into_inner));
        if let Some((_, seen)) = slot().as_deref().and_then(Option::as_ref).filter(|s| s.0 == point)
        {
            return Arc::clone(seen);
        }
        let seen = Arc::new(look());
        if let Some(mut slot) = slot() {
            *slot = Some((point, Arc::clone(&seen)));
        }
        seen
    }

    fn of_belief(&self, key: Shared, look: impl FnOnce() -> Seen) -> Arc<Seen> {
        let known = || self.beliefs.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(seen) = known().get(&key) {
            return Arc::clone(seen);
        }
        let seen = Arc::new(look());
        known().insert(key, Arc::clone(&seen));
        seen
    }
}
