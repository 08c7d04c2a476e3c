//! The accounts of a file, numbered in the order in which they first appear.

use std::collections::BTreeSet;
use std::hash::{BuildHasher, RandomState};

/// The number of an account within one set of transfers, in first-seen order.
pub type AccountNumber = u32;

/// Stands between account and currency in the name of an account kept in another currency than the file's first.
/// Control characters are refused in names, so it cannot occur inside one.
pub(crate) const CURRENCY_MARK: u8 = 0x1f;

/// Whole numbers below this are looked up in a plain table, which is several times faster than hashing.
const PLAIN_TABLE: u64 = 1 << 27;
const NONE: u32 = u32::MAX;

/// Names and numbers of accounts.
#[derive(Debug)]
pub struct Names {
    text: Vec<u8>,
    ends: Vec<u64>,
    plain: Vec<u32>,
    slots: Vec<u32>,
    hashed: usize,
    /// Currencies other than the file's first, as they stand after the mark.
    currencies: BTreeSet<Vec<u8>>,
    hasher: RandomState,
}

impl Default for Names {
    fn default() -> Self {
        Self {
            text: Vec::new(),
            ends: Vec::new(),
            plain: Vec::new(),
            slots: Vec::new(),
            hashed: 0,
            currencies: BTreeSet::new(),
            // Seeded per process: a hostile file cannot be built to make every name collide.
            hasher: RandomState::new(),
        }
    }
}

/// The value of a whole number in its shortest form that the plain table can hold.
pub(crate) fn plain_number(name: &[u8]) -> Option<u32> {
    if name.is_empty() || name.len() > 9 || (name.len() > 1 && name.first() == Some(&b'0')) {
        return None;
    }
    let mut value: u64 = 0;
    for &byte in name {
        if !byte.is_ascii_digit() {
            return None;
        }
        value = value * 10 + u64::from(byte - b'0');
    }
    if value < PLAIN_TABLE {
        u32::try_from(value).ok()
    } else {
        None
    }
}

impl Names {
    /// How many accounts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no account.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The account's name as the file writes it, without its currency.
    #[must_use]
    pub fn account(&self, number: AccountNumber) -> &str {
        let key = self.key(number);
        let end = key.iter().position(|byte| *byte == CURRENCY_MARK).unwrap_or(key.len());
        std::str::from_utf8(&key[..end]).unwrap_or_default()
    }

    /// The account's currency where it differs from the file's first currency.
    #[must_use]
    pub fn other_currency(&self, number: AccountNumber) -> Option<&str> {
        let key = self.key(number);
        let mark = key.iter().position(|byte| *byte == CURRENCY_MARK)?;
        std::str::from_utf8(&key[mark + 1..]).ok()
    }

    fn key(&self, number: AccountNumber) -> &[u8] {
        let place = number as usize;
        let Some(end) = self.ends.get(place) else {
            return b"";
        };
        let start = if place == 0 { 0 } else { self.ends[place - 1] };
        // Ends are lengths of `text` at some time, so they fit in usize.
        &self.text[start as usize..*end as usize]
    }

    /// The number of the account with this key: its name, or name, mark and currency.
    pub(crate) fn find(&self, key: &[u8]) -> Option<AccountNumber> {
        let table = plain_number(key).and_then(|value| self.plain.get(value as usize));
        if let Some(number) = table {
            return Some(*number).filter(|number| *number != NONE);
        }
        if self.slots.is_empty() {
            return None;
        }
        let found = self.slots[self.slot_of(key)];
        (found != NONE).then_some(found)
    }

    /// Whether any account is kept in another currency than the file's first.
    #[must_use]
    pub fn has_currencies(&self) -> bool {
        !self.currencies.is_empty()
    }

    /// All accounts of this name, one per currency.
    #[must_use]
    pub fn pockets(&self, account: &str) -> Vec<AccountNumber> {
        let bare = self.find(account.as_bytes());
        let marked = self
            .currencies
            .iter()
            .filter_map(|currency| self.find(&[account.as_bytes(), &[CURRENCY_MARK], currency].concat()));
        bare.into_iter().chain(marked).collect()
    }

    /// The table's entry for a whole-number account, whatever it is: for loading it into the cache.
    pub(crate) fn peek_plain(&self, value: u32) -> u32 {
        self.plain.get(value as usize).copied().unwrap_or(NONE)
    }

    /// The number of a whole-number account; new ones are appended. None when the numbers are used up.
    pub(crate) fn intern_plain(&mut self, value: u32) -> Option<AccountNumber> {
        let place = value as usize;
        if place >= self.plain.len() {
            // The table stays in proportion to the accounts: one far number must not cost half a gigabyte.
            if place >= (self.len() + 1024) * 64 {
                return self.intern_hashed(value.to_string().as_bytes());
            }
            self.grow_plain((place + 1).next_power_of_two());
        }
        if self.plain[place] == NONE {
            let number = self.append(value.to_string().as_bytes())?;
            self.plain[place] = number;
        }
        Some(self.plain[place])
    }

    /// Whole numbers that were hashed while the table was shorter come over to it.
    fn grow_plain(&mut self, size: usize) {
        let known = self.plain.len();
        self.plain.resize(size, NONE);
        for number in self.slots.iter().copied().filter(|number| *number != NONE) {
            let place = plain_number(self.key(number)).map_or(usize::MAX, |value| value as usize);
            if (known..size).contains(&place) {
                self.plain[place] = number;
            }
        }
    }

    /// The number of the account with this key; new ones are appended. None when the numbers are used up.
    pub(crate) fn intern(&mut self, key: &[u8]) -> Option<AccountNumber> {
        match plain_number(key) {
            Some(value) => self.intern_plain(value),
            None => self.intern_hashed(key),
        }
    }

    fn intern_hashed(&mut self, key: &[u8]) -> Option<AccountNumber> {
        if (self.hashed + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let slot = self.slot_of(key);
        if self.slots[slot] == NONE {
            let number = self.append(key)?;
            if let Some(mark) = memchr::memchr(CURRENCY_MARK, key)
                && !self.currencies.contains(&key[mark + 1..])
            {
                self.currencies.insert(key[mark + 1..].to_vec());
            }
            self.slots[slot] = number;
            self.hashed += 1;
        }
        Some(self.slots[slot])
    }

    fn append(&mut self, key: &[u8]) -> Option<AccountNumber> {
        let number = u32::try_from(self.ends.len()).ok().filter(|number| *number != NONE)?;
        self.text.extend_from_slice(key);
        self.ends.push(self.text.len() as u64);
        Some(number)
    }

    /// Open addressing with linear probing; the table is at most half full, so an empty slot ends every search.
    fn slot_of(&self, key: &[u8]) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = self.hasher.hash_one(key) as usize & mask;
        while self.slots[slot] != NONE && self.key(self.slots[slot]) != key {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(1024);
        let old = std::mem::replace(&mut self.slots, vec![NONE; size]);
        for number in old.into_iter().filter(|number| *number != NONE) {
            let slot = self.slot_of(self.key(number));
            self.slots[slot] = number;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_numbered_in_first_seen_order() {
        let mut names = Names::default();
        for (name, number) in [
            ("7", 0),
            ("QM-1", 1),
            ("007", 2),
            ("7", 0),
            ("QM-1", 1),
            ("", 3),
            ("134217728", 4),
        ] {
            assert_eq!(names.intern(name.as_bytes()), Some(number), "{name}");
        }
        assert_eq!(
            (names.account(2), names.account(4), names.len()),
            ("007", "134217728", 5)
        );
        assert_eq!(names.find(b"8"), None);
        assert_eq!(names.find(b"QM-2"), None);
        assert_eq!(names.account(99), "");
    }

    #[test]
    fn many_names_survive_the_growth_of_the_table() {
        let mut names = Names::default();
        for round in 0..2 {
            for i in 0..5000_u32 {
                assert_eq!(names.intern(format!("acc-{i}").as_bytes()), Some(i), "round {round}");
            }
        }
        assert_eq!(names.account(4321), "acc-4321");
    }

    #[test]
    fn whole_numbers_keep_their_account_while_the_table_grows() {
        let mut names = Names::default();
        let far = |i: u32| i.wrapping_mul(7919) % 9_999_991;
        for i in 0..60_000_u32 {
            assert_eq!(names.intern(far(i).to_string().as_bytes()), Some(i));
        }
        for i in 0..60_000_u32 {
            assert_eq!(names.find(far(i).to_string().as_bytes()), Some(i));
            assert_eq!(names.intern_plain(far(i)), Some(i));
        }
        assert!(names.plain.len() < 1 << 24);
    }

    #[test]
    fn one_account_in_two_currencies_is_two_pockets() {
        let mut names = Names::default();
        names.intern(b"A");
        names.intern(b"B");
        names.intern(b"A\x1fUSD");
        assert_eq!(names.pockets("A"), [0, 2]);
        assert_eq!(
            (names.account(2), names.other_currency(2), names.other_currency(0)),
            ("A", Some("USD"), None)
        );
    }
}
