//! What was found about places, kept for the incidents that share them.

use std::hash::BuildHasher;
use std::sync::{Arc, Mutex, PoisonError};

use foldhash::fast::RandomState;

use crate::model::{Location, Setting};

/// Places that are kept at most: tables name the same towns again and again. Source: own judgement.
const N_PLACES: usize = 1 << 13;

/// The bits of the best point, and the address of the belief where it is more than that point.
///
/// Beliefs live as long as the incidents of a run, so that no two have one address.
type Place = (u64, u64, usize);
/// The last place that asked for a slot, and what was found there.
type Slot = Mutex<Option<(Place, Arc<Setting>)>>;

/// Answers by exact position and shared belief.
#[derive(Debug)]
pub(super) struct Known {
    /// Each place has one slot, and the last one that asked keeps it.
    slots: Box<[Slot]>,
    hashes: RandomState,
}

impl Default for Known {
    fn default() -> Self {
        let slots = (0..N_PLACES).map(|_| Mutex::default()).collect();
        Self { slots, hashes: RandomState::default() }
    }
}

impl Known {
    /// What is known of a location, else what `look` finds.
    pub(super) fn of(&self, location: &Location, look: impl FnOnce() -> Setting) -> Arc<Setting> {
        let belief = if location.is_one_point() { 0 } else { location.belief.as_ptr() as usize };
        let place = (location.best.lon.to_bits(), location.best.lat.to_bits(), belief);
        let slot = self.slots.get(self.hashes.hash_one(place) as usize % N_PLACES);
        let slot = || slot.map(|slot| slot.lock().unwrap_or_else(PoisonError::into_inner));
        if let Some((known, setting)) = slot().as_deref().and_then(Option::as_ref)
            && *known == place
        {
            return Arc::clone(setting);
        }
        let setting = Arc::new(look());
        if let Some(mut slot) = slot() {
            *slot = Some((place, Arc::clone(&setting)));
        }
        setting
    }
}
