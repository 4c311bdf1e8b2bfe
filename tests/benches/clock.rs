//! What the benchmarks measure time with.

use std::fs;
use std::time::{Duration, Instant};

/// The processor's time of this thread (Linux), else that of the wall.
pub(crate) struct Clock {
    wall: Instant,
    of_thread: Option<Duration>,
}

impl Clock {
    pub(crate) fn start() -> Self {
        Self { wall: Instant::now(), of_thread: Self::of_thread() }
    }

    pub(crate) fn elapsed(&self) -> Duration {
        let of_thread = self.of_thread.zip(Self::of_thread()).map(|(start, end)| end - start);
        of_thread.unwrap_or_else(|| self.wall.elapsed())
    }

    fn of_thread() -> Option<Duration> {
        let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        Some(Duration::from_nanos(text.split_whitespace().next()?.parse().ok()?))
    }
}
