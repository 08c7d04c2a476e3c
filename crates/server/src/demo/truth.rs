//! What really happens to the money in the invented world: accounts, credits, and the thief's plan.
//!
//! Nothing here knows of requests. Money moves when its time comes, unless the bank has frozen it before.

use std::collections::BTreeMap;

use cordon_vocabulary::{Instant, share};
use sha2::Digest as _;

/// A number drawn from the seed and what it is for: the same everywhere, whatever order things happen in.
#[must_use]
pub fn draw(seed: u64, what: &str, most: u64) -> u64 {
    let hash = sha2::Sha256::digest(format!("{seed}/{what}").as_bytes());
    let mut first = [0u8; 8];
    first.copy_from_slice(&hash[..8]);
    u64::from_be_bytes(first) % most.max(1)
}

/// A payment number drawn from the seed.
#[must_use]
pub fn uetr(seed: u64, what: &str) -> String {
    let hash = sha2::Sha256::digest(format!("{seed}/uetr/{what}").as_bytes());
    let mut bytes = [0u8; 16];
    bytes.copy_from_slice(&hash[..16]);
    uuid::Builder::from_random_bytes(bytes).into_uuid().to_string()
}

/// How money leaves an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// To another account of this world, by name.
    To(&'static str),
    /// To an account in another currency: units credited for each hundred units debited net, and the rate as the bank
    /// states it.
    Converted(&'static str, i64, &'static str),
    /// As cash.
    Cash,
}

/// One step of the thief's plan.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Minutes after the fraud.
    pub minute: i64,
    /// Ledger units debited, the charge included.
    pub units: i64,
    /// The bank's charge.
    pub charge: i64,
    /// The way.
    pub way: Way,
}

/// A step that was carried out.
#[derive(Debug, Clone)]
pub struct Left {
    /// When.
    pub at: Instant,
    /// The step.
    pub plan: Plan,
    /// What arrived.
    pub credited: i64,
    /// The payment's number.
    pub uetr: String,
    /// Whether the bank has told it already.
    pub told: bool,
}

/// An account of the invented world.
#[derive(Debug, Clone, Default)]
pub struct Purse {
    /// Stolen money that lies there, free.
    pub free: i64,
    /// Money that the bank has frozen.
    pub frozen: i64,
    /// What is still to happen.
    pub plans: Vec<Plan>,
    /// What has happened.
    pub left: Vec<Left>,
}

/// All accounts.
pub struct Truth {
    seed: u64,
    fraud: Instant,
    /// By the account's name in the story.
    pub purses: BTreeMap<&'static str, Purse>,
}

const fn step(minute: i64, euros: i64, way: Way) -> Plan {
    Plan {
        minute,
        units: euros * 100,
        charge: 0,
        way,
    }
}

impl Truth {
    /// The Alder invoice: 2,320,000.00 EUR arrive at the first account, and the thief has a plan for every account.
    #[must_use]
    pub fn alder(seed: u64, fraud: Instant) -> Self {
        use Way::{Cash, Converted, To};
        let plans: [(&'static str, Vec<Plan>); 14] = [
            (
                "A1",
                vec![
                    step(9, 700_000, To("A2")),
                    step(13, 520_000, To("A3")),
                    step(17, 400_000, To("A4")),
                    Plan {
                        charge: 12_500,
                        ..step(21, 300_000, Converted("A5", 108, "1.08"))
                    },
                    step(58, 250_000, To("A2")),
                ],
            ),
            (
                "A2",
                vec![
                    step(18, 260_000, To("A6")),
                    step(25, 180_000, To("A7")),
                    step(33, 20_000, Cash),
                    step(75, 120_000, To("A9")),
                ],
            ),
            (
                "A3",
                vec![
                    step(22, 48_000, To("A8")),
                    step(24, 210_000, To("A12")),
                    step(30, 160_000, To("A9")),
                    step(80, 60_000, Cash),
                ],
            ),
            (
                "A4",
                vec![
                    Plan {
                        charge: 4_000,
                        ..step(26, 150_000, To("A10"))
                    },
                    step(120, 90_000, To("A13")),
                ],
            ),
            ("A5", vec![step(40, 120_000, To("A11")), step(110, 100_000, To("A11"))]),
            ("A6", vec![step(38, 110_000, To("A7")), step(130, 80_000, Cash)]),
            ("A7", vec![]),
            ("A8", vec![]),
            ("A9", vec![step(45, 90_000, To("A13")), step(140, 40_000, Cash)]),
            ("A10", vec![step(70, 30_000, Cash)]),
            ("A11", vec![step(55, 25_000, Cash), step(150, 60_000, Cash)]),
            ("A12", vec![step(48, 100_000, To("A14")), step(52, 10_000, Cash)]),
            ("A13", vec![step(190, 50_000, Cash)]),
            ("A14", vec![]),
        ];
        let mut purses: BTreeMap<&'static str, Purse> = plans
            .into_iter()
            .map(|(name, plans)| {
                (
                    name,
                    Purse {
                        plans,
                        ..Purse::default()
                    },
                )
            })
            .collect();
        if let Some(first) = purses.get_mut("A1") {
            first.free = 232_000_000;
        }
        Self { seed, fraud, purses }
    }

    /// Lets everything happen that is due, in order of time.
    pub fn until(&mut self, now: Instant) {
        while let Some((at, name, place)) = self.next_due(now) {
            let Some(purse) = self.purses.get_mut(name) else {
                return;
            };
            let mut plan = purse.plans.remove(place);
            plan.units = plan.units.min(purse.free);
            if plan.units <= plan.charge {
                continue;
            }
            purse.free -= plan.units;
            let net = plan.units - plan.charge;
            let (to, credited) = match plan.way {
                Way::To(to) => (Some(to), net),
                Way::Converted(to, per_hundred, _) => {
                    (Some(to), share::divide(net.saturating_mul(per_hundred), &[1, 99])[0])
                }
                Way::Cash => (None, 0),
            };
            let uetr = uetr(self.seed, &format!("{name}/{}", plan.minute));
            purse.left.push(Left {
                at,
                plan,
                credited,
                uetr,
                told: false,
            });
            if let Some(purse) = to.and_then(|to| self.purses.get_mut(to)) {
                purse.free += credited;
            }
        }
    }

    fn next_due(&self, now: Instant) -> Option<(Instant, &'static str, usize)> {
        let mut due: Vec<(Instant, &'static str, usize)> = Vec::new();
        for (name, purse) in &self.purses {
            for (place, plan) in purse.plans.iter().enumerate() {
                let jitter = draw(self.seed, &format!("plan/{name}/{}", plan.minute), 180);
                let at = self
                    .fraud
                    .plus_seconds(plan.minute * 60 + i64::try_from(jitter).unwrap_or(0));
                if at <= now {
                    due.push((at, name, place));
                }
            }
        }
        due.into_iter().min()
    }

    /// Freezes at most so much of what lies free; gives what was frozen.
    pub fn freeze(&mut self, name: &str, wanted: i64) -> i64 {
        let Some(purse) = self.purses.get_mut(name) else {
            return 0;
        };
        let frozen = wanted.clamp(0, purse.free);
        purse.free -= frozen;
        purse.frozen += frozen;
        frozen
    }

    /// What left an account and has not been told yet; told from now on.
    pub fn tell(&mut self, name: &str) -> Vec<Left> {
        let Some(purse) = self.purses.get_mut(name) else {
            return vec![];
        };
        let news: Vec<Left> = purse.left.iter().filter(|l| !l.told).cloned().collect();
        purse.left.iter_mut().for_each(|l| l.told = true);
        news
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_moves_by_the_plan_and_frozen_money_stays() {
        let fraud = Instant::from_micros(0);
        let mut truth = Truth::alder(7, fraud);
        truth.until(fraud.plus_seconds(16 * 60));
        assert_eq!(truth.purses["A2"].free, 70_000_000);
        let frozen = truth.freeze("A1", i64::MAX);
        truth.until(fraud.plus_seconds(3600 * 5));
        assert_eq!(truth.purses["A1"].frozen, frozen);
        assert!(
            truth.purses["A4"].free == 0,
            "the payment that was due later found nothing"
        );
    }

    #[test]
    fn draws_depend_on_seed_and_purpose_alone() {
        assert_eq!(draw(7, "x", 100), draw(7, "x", 100));
        assert_ne!(uetr(7, "x"), uetr(8, "x"));
        assert!(cordon_vocabulary::Uetr::parse(&uetr(1, "a")).is_ok());
    }
}
