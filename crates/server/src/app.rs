//! What every handler is given: the store, the clock, and the settings of the organisation.

use std::sync::Arc;

use cordon_store::{ApplyError, StoreError};
use cordon_vocabulary::{Exercise, Instant};
use tokio::sync::watch;

use crate::clock::Clock;

/// What kind of world this store holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum World {
    /// The real one.
    Real,
    /// An invented one: loopback only, marked on every page.
    Demo,
}

impl World {
    /// The mark that records of this world carry.
    #[must_use]
    pub fn exercise(self) -> Exercise {
        match self {
            Self::Real => Exercise::Real,
            Self::Demo => Exercise::Exercise,
        }
    }
}

/// Settings that an organisation makes for itself.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The organisation's own name, as papers and pages carry it.
    pub organisation: String,
    /// The address under which browsers reach this program; passkeys are bound to it.
    pub origin: String,
}

/// The running program, shared by all handlers.
#[derive(Clone)]
pub struct App {
    /// The store.
    pub store: cordon_store::Store,
    /// The clock.
    pub clock: std::sync::Arc<std::sync::RwLock<Clock>>,
    /// The world.
    pub world: World,
    /// The settings.
    pub settings: Arc<Settings>,
    /// The lists that travellers are checked against, indexed.
    pub lists: Arc<crate::screening::shelves::Shelves>,
    /// Passkey ceremonies that have begun and not ended.
    pub ceremonies: Arc<crate::doors::passkey::Ceremonies>,
    /// Known pictures by hash, as they are searched.
    pub known: Arc<crate::fingerprints::index::Known>,
    /// Link values of all cases, as they are searched.
    pub links: Arc<crate::links::index::Links>,
    /// Raised each time the sequencer has numbered something: readers wake up.
    pub numbered: watch::Sender<u64>,
    /// The notices in force, indexed for the check of travellers.
    pub notices: Arc<crate::notices::live::Shelf>,
    /// Raised when an act has left something to number or to do.
    pub acted: Arc<tokio::sync::Notify>,
}

impl App {
    /// Puts the parts together.
    #[must_use]
    pub fn new(store: cordon_store::Store, clock: Clock, world: World, settings: Settings) -> Self {
        Self {
            store,
            clock: Arc::new(std::sync::RwLock::new(clock)),
            world,
            settings: Arc::new(settings),
            lists: Arc::default(),
            ceremonies: Arc::default(),
            known: Arc::default(),
            links: Arc::default(),
            notices: Arc::default(),
            numbered: watch::channel(0).0,
            acted: Arc::new(tokio::sync::Notify::new()),
        }
    }

    /// The time.
    #[must_use]
    pub fn now(&self) -> Instant {
        match self.clock.read() {
            Ok(clock) => clock.now(),
            Err(poisoned) => poisoned.into_inner().now(),
        }
    }

    /// The day in UTC, for dated data.
    #[must_use]
    pub fn today(&self) -> jiff::civil::Date {
        let utc = jiff::tz::TimeZone::UTC;
        self.now().timestamp().to_zoned_datetime(utc).date()
    }

    /// Exchanges the clock: a demonstration lets its driven clock go when the story has been told.
    pub fn set_clock(&self, clock: Clock) {
        match self.clock.write() {
            Ok(mut place) => *place = clock,
            Err(poisoned) => *poisoned.into_inner() = clock,
        }
    }

    /// Numbers everything that waits, and wakes the readers of streams.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn sequence(&self) -> Result<usize, StoreError> {
        let mut all = 0;
        loop {
            let numbered = self.store.sequence().await?;
            if numbered == 0 {
                break;
            }
            all += numbered;
        }
        if all > 0 {
            self.numbered.send_modify(|n| *n += 1);
        }
        Ok(all)
    }

    /// Applies a change and tells the sequencer that there is work.
    ///
    /// # Errors
    /// See [`cordon_store::Store::apply`].
    pub async fn apply(&self, change: cordon_store::Change) -> Result<cordon_store::Applied, ApplyError> {
        let applied = self.store.apply(change).await;
        self.acted.notify_one();
        applied
    }
}

/// A secret of 256 random bits as 64 hexadecimal digits.
///
/// # Errors
/// When the system gives no randomness.
pub fn secret() -> Result<String, getrandom::Error> {
    let mut bytes = [0u8; 32];
    getrandom::fill(&mut bytes)?;
    Ok(hex::encode(bytes))
}

/// What the store keeps of a secret: its SHA-256.
#[must_use]
pub fn fingerprint(secret: &str) -> String {
    use sha2::Digest as _;
    hex::encode(sha2::Sha256::digest(secret.as_bytes()))
}

/// A new identifier: UUID version 7.
#[must_use]
pub fn new_id() -> String {
    uuid::Uuid::now_v7().to_string()
}
