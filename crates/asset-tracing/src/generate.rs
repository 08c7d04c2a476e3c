//! Transfers made up from a seed, of any size, with planted thefts whose truth is known: same seed, same bytes.
//!
//! The recipe, so that anyone can write it again:
//! - Randomness is SplitMix64 (Steele, Lea and Flood 2014); a draw below `n` is the high half of a 128-bit product.
//! - Of `M` accounts the last six for each theft are its own; the others, numbered from 0, are the public. There is one theft for
//!   every 1,000 transfers, at least one, at most 1,000 and as many as leave two thirds of the accounts to the public. Below twelve
//!   transfers or accounts there is none.
//! - A public transfer repeats the pair before it once in 16 draws; otherwise each side is drawn evenly half of the time, and
//!   half of the time below a power of two that is itself drawn evenly, which makes few accounts very busy.
//! - Amounts are a power of two up to 2^17 minor units plus a draw below it. Time starts at 1,700,000,000 seconds and rises by a
//!   draw of 0 to 3, so that one time in four is equal to the one before.
//! - The transfers are parted into as many blocks as there are thefts; five places of each block are the theft's: the victim pays the
//!   mule `S` (the claim, all of it), an employer pays the mule `C`, the mule pays a second mule `P` and a shop `Q`, the second mule pays on
//!   `R`. No account of a theft moves anything else, so the tainted part of each transfer follows from `S C P Q R` alone.

use std::io::{self, Write};

use crate::amount::Scale;
use crate::rules::Rule;
use crate::rules::apportion::rateable_pair;
use crate::transfers::MAX_TRANSFERS;

const ROLES: u64 = 6;
const START: u64 = 1_700_000_000;
const PUBLIC_STREAM: u64 = 0x9e6c_63d0_876a_68ee;
const THEFT_STREAM: u64 = 0x1fb2_24a5_5c1c_ea9b;
const BALANCE_STREAM: u64 = 0x6a09_e667_f3bc_c909;

/// SplitMix64.
#[derive(Debug, Clone)]
struct Draws(u64);

impl Draws {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Below `limit`, which is above zero.
    fn below(&mut self, limit: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(limit)) >> 64) as u64
    }
}

/// What cannot be generated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadSize {
    /// More transfers than one trace can number.
    #[error("at most {MAX_TRANSFERS} transfers can be generated")]
    TooManyTransfers,
    /// Nobody to pay.
    #[error("at least 2 accounts are needed")]
    TooFewAccounts,
}

/// A world to be written.
#[derive(Debug, Clone, Copy)]
pub struct Generator {
    transfers: u64,
    public: u64,
    thefts: u64,
    seed: u64,
}

/// One line of the truth: what a transfer of a theft carries under a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Truth {
    /// Id of the stolen transfer, which is claimed in full.
    pub claim: u64,
    /// The rule.
    pub rule: Rule,
    /// Id of a transfer.
    pub transfer: u64,
    /// Its tainted part, in minor units.
    pub tainted: i64,
}

struct Theft {
    stolen: i64,
    wages: i64,
    passed: i64,
    spent: i64,
    onward: i64,
    first_account: u64,
}

impl Generator {
    /// A world of so many transfers among so many accounts.
    ///
    /// # Errors
    /// [`BadSize`].
    pub fn new(transfers: u64, accounts: u32, seed: u64) -> Result<Self, BadSize> {
        if transfers > u64::from(MAX_TRANSFERS) {
            return Err(BadSize::TooManyTransfers);
        }
        let accounts = u64::from(accounts);
        if accounts < 2 {
            return Err(BadSize::TooFewAccounts);
        }
        let thefts = if transfers < 12 || accounts < 12 {
            0
        } else {
            (transfers / 1000).clamp(1, 1000).min((accounts / 3 / ROLES).max(1))
        };
        Ok(Self {
            transfers,
            public: accounts - thefts * ROLES,
            thefts,
            seed,
        })
    }

    /// How many thefts are planted.
    #[must_use]
    pub fn thefts(&self) -> u64 {
        self.thefts
    }

    /// Writes `id,time,from,to,amount` and the transfers, in time order. `progress` hears of the lines written.
    ///
    /// # Errors
    /// What the writer gives.
    pub fn write_transfers(&self, out: &mut impl Write, progress: &mut dyn FnMut(u64)) -> io::Result<()> {
        const LINES: u64 = 1 << 16;
        let mut draws = Draws(self.seed ^ PUBLIC_STREAM);
        let mut time = START;
        let mut pair = (0, 1);
        let mut text = Vec::with_capacity(1 << 22);
        text.extend_from_slice(b"id,time,from,to,amount\n");
        for place in 0..self.transfers {
            time += draws.below(4);
            let (from, to, amount) = match self.planted(place) {
                Some((theft, step)) => self.theft(theft).transfer(step),
                None => {
                    pair = self.pair(&mut draws, pair);
                    (pair.0, pair.1, amount(&mut draws))
                }
            };
            line(&mut text, [place + 1, time, from, to], amount);
            if (place + 1) % LINES == 0 {
                out.write_all(&text)?;
                text.clear();
                progress(place + 1);
            }
        }
        out.write_all(&text)?;
        out.flush()
    }

    fn pair(&self, draws: &mut Draws, last: (u64, u64)) -> (u64, u64) {
        if draws.below(16) == 0 {
            return last;
        }
        (self.account(draws), self.account(draws))
    }

    fn account(&self, draws: &mut Draws) -> u64 {
        let draw = draws.next();
        if draw & 1 == 0 {
            return ((u128::from(draw) * u128::from(self.public)) >> 64) as u64;
        }
        let powers = u64::from(64 - self.public.leading_zeros());
        let limit = 1_u64 << draws.below(powers);
        draws.below(limit.min(self.public))
    }

    /// Which theft's which step stands at this place.
    fn planted(&self, place: u64) -> Option<(u64, u64)> {
        if self.thefts == 0 {
            return None;
        }
        let size = self.transfers / self.thefts;
        let (theft, offset) = (place / size, place % size);
        let spacing = size / 6;
        let is_step = offset % spacing == 0 && (1..=5).contains(&(offset / spacing));
        (theft < self.thefts && is_step).then(|| (theft, offset / spacing - 1))
    }

    fn theft(&self, number: u64) -> Theft {
        let mut draws = Draws(self.seed ^ THEFT_STREAM ^ number.wrapping_mul(0xd605_0b4f_ea11_aa95));
        let mut up_to = |most: i64| draws.below(most.max(1).unsigned_abs()).cast_signed() + 1;
        let stolen = up_to(50_000_000);
        let wages = up_to(50_000_000);
        let passed = up_to(stolen + wages - 1);
        let spent = up_to(stolen + wages - passed);
        let onward = up_to(passed);
        Theft {
            stolen,
            wages,
            passed,
            spent,
            onward,
            first_account: self.public + number * ROLES,
        }
    }

    /// The truth of every theft, rule and transfer.
    pub fn truth(&self) -> impl Iterator<Item = Truth> + '_ {
        (0..self.thefts).flat_map(move |number| {
            let theft = self.theft(number);
            let size = self.transfers / self.thefts;
            let id = move |step: u64| number * size + (step + 1) * (size / 6) + 1;
            Rule::ALL.into_iter().flat_map(move |rule| {
                let carried = theft.carried(rule);
                [0, 2, 3, 4].into_iter().zip(carried).map(move |(step, tainted)| Truth {
                    claim: id(0),
                    rule,
                    transfer: id(step),
                    tainted,
                })
            })
        })
    }

    /// Writes `claim,rule,transfer,tainted`; a transfer that carries nothing is written with zero.
    ///
    /// # Errors
    /// What the writer gives.
    pub fn write_truth(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "claim,rule,transfer,tainted")?;
        for line in self.truth() {
            let tainted = Scale::new(2).map_or_else(String::new, |scale| scale.show(i128::from(line.tainted)));
            writeln!(out, "{},{},{},{tainted}", line.claim, line.rule, line.transfer)?;
        }
        out.flush()
    }

    /// Writes `account,balance` for the public; accounts of thefts open at zero.
    ///
    /// # Errors
    /// What the writer gives.
    pub fn write_balances(&self, out: &mut impl Write) -> io::Result<()> {
        let mut draws = Draws(self.seed ^ BALANCE_STREAM);
        let mut text = b"account,balance\n".to_vec();
        for account in 0..self.public {
            number(&mut text, account);
            text.push(b',');
            decimal(&mut text, amount(&mut draws) * 4);
            text.push(b'\n');
            if text.len() > 1 << 20 {
                out.write_all(&text)?;
                text.clear();
            }
        }
        out.write_all(&text)?;
        out.flush()
    }
}

fn amount(draws: &mut Draws) -> i64 {
    let power = 1_u64 << draws.below(18);
    (power + draws.below(power)).cast_signed()
}

impl Theft {
    /// Payer, payee and amount of a step. Roles: victim, mule, employer, second mule, shop, end.
    fn transfer(&self, step: u64) -> (u64, u64, i64) {
        let (from, to, amount) = match step {
            0 => (0, 1, self.stolen),
            1 => (2, 1, self.wages),
            2 => (1, 3, self.passed),
            3 => (1, 4, self.spent),
            _ => (3, 5, self.onward),
        };
        (self.first_account + from, self.first_account + to, amount)
    }

    /// The tainted part of the stolen, passed, spent and onward transfers, in closed form.
    fn carried(&self, rule: Rule) -> [i64; 4] {
        let Self {
            stolen,
            wages,
            passed,
            spent,
            onward,
            ..
        } = *self;
        let clean_first = |amount: i64, clean: i64| (amount - clean).max(0);
        // One split of an account with `dirty` stolen and `clean` own money, in the state that this story leads to: under FIFO
        // the stolen money is always the older, under LIFO the own money is always on top.
        let part = |amount: i64, dirty: i64, clean: i64| match rule {
            Rule::Fifo | Rule::TaintFirst => amount.min(dirty),
            Rule::Lifo | Rule::LowestBalance => clean_first(amount, clean),
            Rule::ProRata if dirty == 0 => 0,
            Rule::ProRata => rateable_pair(amount, dirty, clean),
            Rule::Poison => amount,
        };
        let second = part(passed, stolen, wages);
        let own_left = if rule == Rule::Poison {
            0
        } else {
            wages - (passed - second)
        };
        let third = part(spent, stolen - second.min(stolen), own_left);
        let fourth = part(onward, second, passed - second);
        [stolen, second, third, fourth]
    }
}

fn line(text: &mut Vec<u8>, fields: [u64; 4], amount: i64) {
    for field in fields {
        number(text, field);
        text.push(b',');
    }
    decimal(text, amount);
    text.push(b'\n');
}

fn number(text: &mut Vec<u8>, value: u64) {
    let mut digits = [0_u8; 20];
    let mut start = digits.len();
    let mut left = value;
    loop {
        start -= 1;
        digits[start] = b'0' + u8::try_from(left % 10).unwrap_or(0);
        left /= 10;
        if left == 0 {
            break;
        }
    }
    text.extend_from_slice(&digits[start..]);
}

fn decimal(text: &mut Vec<u8>, units: i64) {
    let units = units.unsigned_abs();
    number(text, units / 100);
    text.push(b'.');
    let cents = u8::try_from(units % 100).unwrap_or(0);
    text.extend_from_slice(&[b'0' + cents / 10, b'0' + cents % 10]);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(transfers: u64, accounts: u32, seed: u64) -> Vec<u8> {
        let mut out = Vec::new();
        let generator = Generator::new(transfers, accounts, seed).expect("a size that works");
        generator
            .write_transfers(&mut out, &mut |_| {})
            .expect("memory takes all");
        out
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes() {
        assert_eq!(bytes(5000, 300, 7), bytes(5000, 300, 7));
        assert_ne!(bytes(5000, 300, 7), bytes(5000, 300, 8));
        let start = String::from_utf8_lossy(&bytes(3, 5, 1)).into_owned();
        assert_eq!(start.lines().count(), 4);
        assert_eq!(
            bytes(70_000, 300, 7).iter().filter(|byte| **byte == b'\n').count(),
            70_001
        );
    }

    #[test]
    fn sizes_that_cannot_be_are_refused() {
        assert_eq!(Generator::new(5, 1, 0).expect_err("nobody"), BadSize::TooFewAccounts);
        assert_eq!(
            Generator::new(1 << 40, 9, 0).expect_err("too many"),
            BadSize::TooManyTransfers
        );
        assert_eq!(Generator::new(11, 100, 0).expect("small").thefts(), 0);
        assert_eq!(Generator::new(12, 12, 0).expect("small").thefts(), 1);
    }
}
