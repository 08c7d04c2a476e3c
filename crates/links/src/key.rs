//! Keyed values: the index holds no value, only what a secret makes of it.
//!
//! A key is the first 128 bits of HMAC-SHA-256 (RFC 2104) over kind and canonical spelling, under a secret of the
//! installation. Someone who takes the index without the secret can neither read the values nor try guesses; and nobody
//! can choose values that collide in the tables.

use std::fmt;

use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::normalise::{LinkValue, ValueKind};

/// A value under the installation's secret.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LinkKey([u8; 16]);

impl LinkKey {
    /// The key's bytes, for a store.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// A key from a store.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// Keys are random bits already: eight of their bytes make a good table hash.
    pub(crate) fn table_hash(&self) -> u64 {
        let [a, b, c, d, e, f, g, h, ..] = self.0;
        u64::from_le_bytes([a, b, c, d, e, f, g, h])
    }
}

impl fmt::Debug for LinkKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LinkKey(")?;
        for byte in self.0 {
            write!(f, "{byte:02x}")?;
        }
        f.write_str(")")
    }
}

/// Makes keys under one secret.
#[derive(Clone)]
pub struct KeyMaker(Hmac<Sha256>);

impl fmt::Debug for KeyMaker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyMaker(secret)")
    }
}

impl KeyMaker {
    /// Takes the secret of the installation.
    #[must_use]
    pub fn new(secret: &[u8; 32]) -> Self {
        let mut block = [0_u8; 64];
        for (to, from) in block.iter_mut().zip(secret) {
            *to = *from;
        }
        Self(Hmac::new(&block.into()))
    }

    /// The key of a value.
    #[must_use]
    pub fn key(&self, value: &LinkValue) -> LinkKey {
        self.key_of(value.kind, &value.canonical)
    }

    /// The key of the weaker spelling, where the value has one: enter both.
    #[must_use]
    pub fn weaker_key(&self, value: &LinkValue) -> Option<LinkKey> {
        value.weaker.as_deref().map(|weaker| self.key_of(value.kind, weaker))
    }

    fn key_of(&self, kind: ValueKind, canonical: &str) -> LinkKey {
        let mut mac = self.0.clone();
        mac.update(kind.word().as_bytes());
        mac.update(&[0]);
        mac.update(canonical.as_bytes());
        let digest = mac.finalize().into_bytes();
        let mut key = [0_u8; 16];
        for (to, from) in key.iter_mut().zip(digest) {
            *to = from;
        }
        LinkKey(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalise::{Locale, normalise};

    #[test]
    fn keys_depend_on_secret_kind_and_spelling() {
        let value = |kind, text: &str| normalise(kind, text, &Locale::default()).expect(text);
        let (one, two) = (KeyMaker::new(&[1; 32]), KeyMaker::new(&[2; 32]));
        let document = value(ValueKind::Document, "12345678");
        let account = value(ValueKind::Account, "12345678");
        assert_eq!(document.canonical, account.canonical);
        assert_ne!(one.key(&document), one.key(&account));
        assert_ne!(one.key(&document), two.key(&document));
        assert_eq!(one.key(&document), one.key(&value(ValueKind::Document, "1234-5678")));
        let issued = value(ValueKind::Document, "UTO:12345678");
        assert_eq!(one.weaker_key(&issued), Some(one.key(&document)));
    }

    #[test]
    fn the_key_is_rfc_2104_over_kind_zero_and_spelling() {
        // HMAC-SHA-256 computed by hand: SHA-256(opad, SHA-256(ipad, message)).
        use sha2::Digest as _;
        let secret = [7_u8; 32];
        let pad = |with: u8| -> Vec<u8> { (0..64).map(|at| secret.get(at).copied().unwrap_or(0) ^ with).collect() };
        let inner = Sha256::new()
            .chain_update(pad(0x36))
            .chain_update(b"name\0ann bee")
            .finalize();
        let outer = Sha256::new().chain_update(pad(0x5c)).chain_update(inner).finalize();
        let value = normalise(ValueKind::Name, "Bee, Ann", &Locale::default()).expect("a name");
        assert_eq!(KeyMaker::new(&secret).key(&value).bytes()[..], outer[..16]);
    }
}
