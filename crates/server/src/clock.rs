//! The clock: made in one place, given to everything that needs the time.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Instant as Elapsed, SystemTime, UNIX_EPOCH};

use cordon_vocabulary::Instant;

/// Where the time comes from.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A clock that somebody drives: it stands until it is set. Used in demonstrations and tests.
    Driven(Arc<AtomicI64>),
    /// A driven clock that was let go: it runs on from where it stood, at the machine's pace.
    Running {
        /// Where it stood.
        from: Instant,
        /// When it was let go.
        since: Elapsed,
    },
}

impl Clock {
    /// A driven clock that stands at an instant.
    #[must_use]
    pub fn driven(at: Instant) -> Self {
        Self::Driven(Arc::new(AtomicI64::new(at.micros())))
    }

    /// A clock that runs on from an instant.
    #[must_use]
    pub fn running(from: Instant) -> Self {
        Self::Running {
            from,
            since: Elapsed::now(),
        }
    }

    /// The time.
    #[must_use]
    pub fn now(&self) -> Instant {
        match self {
            Self::System => {
                let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
                Instant::from_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
            }
            Self::Driven(micros) => Instant::from_micros(micros.load(Ordering::SeqCst)),
            Self::Running { from, since } => {
                let elapsed = i64::try_from(since.elapsed().as_micros()).unwrap_or(i64::MAX);
                Instant::from_micros(from.micros().saturating_add(elapsed))
            }
        }
    }

    /// Sets a driven clock forward; never back, and never any other clock.
    pub fn set(&self, at: Instant) {
        if let Self::Driven(micros) = self {
            micros.fetch_max(at.micros(), Ordering::SeqCst);
        }
    }
}
