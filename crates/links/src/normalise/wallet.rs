//! Wallets on public chains: Base58Check with its checksum (Bitcoin and kin, Tron), Bech32 and Bech32m with theirs
//! (BIP 173, BIP 350), `0x` addresses (Ethereum and kin, one address on all of them), and others as written.

use sha2::{Digest as _, Sha256};

use super::{LinkValue, NotAValue, ValueKind};

const KIND: ValueKind = ValueKind::Wallet;
const BASE58: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const BECH32: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";

pub(super) fn normalise(text: &str) -> Result<LinkValue, NotAValue> {
    let address = address(text);
    if let Some(value) = checked(text) {
        return Ok(value);
    }
    let (prefix, _) = address.rsplit_once('1').unwrap_or(("", ""));
    if matches!(prefix.to_ascii_lowercase().as_str(), "bc" | "tb" | "ltc") {
        return Err(NotAValue::Check {
            kind: KIND,
            rule: "Bech32".into(),
        });
    }
    let fits = (20..=128).contains(&address.len()) && address.bytes().all(|b| b.is_ascii_alphanumeric());
    if !fits {
        return Err(NotAValue::Form {
            kind: KIND,
            rule: "20 to 128 letters and digits",
        });
    }
    // The length and first letter are those of a Base58Check address, but its checksum does not hold.
    let like_bitcoin = (26..=35).contains(&address.len())
        && matches!(address.as_bytes().first(), Some(b'1' | b'3' | b'T'))
        && address.bytes().all(|b| BASE58.contains(&b));
    if like_bitcoin {
        return Err(NotAValue::Check {
            kind: KIND,
            rule: "Base58Check".into(),
        });
    }
    Ok(LinkValue::new(KIND, format!("other:{address}")))
}

/// An address whose form or checksum leaves no doubt.
pub(super) fn checked(text: &str) -> Option<LinkValue> {
    let address = address(text);
    if let Some(digits) = address.strip_prefix("0x").or_else(|| address.strip_prefix("0X")) {
        let fits = digits.len() == 40 && digits.bytes().all(|b| b.is_ascii_hexdigit());
        return fits.then(|| LinkValue::new(KIND, format!("evm:0x{}", digits.to_ascii_lowercase())));
    }
    if bech32_holds(address) {
        return Some(LinkValue::new(KIND, format!("bech32:{}", address.to_ascii_lowercase())));
    }
    base58_check_holds(address).then(|| LinkValue::new(KIND, format!("base58:{address}")))
}

/// Payment links carry a scheme before the address, and a chain or an amount behind it.
fn address(text: &str) -> &str {
    let known = ["bitcoin", "litecoin", "dogecoin", "ethereum", "tron"];
    let address = match text.split_once(':') {
        Some((scheme, rest)) if known.contains(&scheme.to_ascii_lowercase().as_str()) => rest,
        _ => text,
    };
    let address = address.strip_prefix("pay-").unwrap_or(address);
    address.split(['?', '@', '/']).next().unwrap_or(address).trim()
}

fn base58_check_holds(address: &str) -> bool {
    if !(26..=36).contains(&address.len()) {
        return false;
    }
    let mut bytes = [0_u8; 25];
    for digit in address.bytes() {
        let Some(value) = BASE58.iter().position(|known| *known == digit) else {
            return false;
        };
        let mut carry = value as u32;
        for byte in bytes.iter_mut().rev() {
            carry += u32::from(*byte) * 58;
            *byte = (carry & 0xff) as u8;
            carry >>= 8;
        }
        if carry != 0 {
            return false;
        }
    }
    let (payload, check) = bytes.split_at(21);
    let twice = Sha256::digest(Sha256::digest(payload));
    twice.get(..4) == Some(check)
}

fn bech32_holds(address: &str) -> bool {
    if !(14..=90).contains(&address.len())
        || (address.bytes().any(|b| b.is_ascii_lowercase()) && address.bytes().any(|b| b.is_ascii_uppercase()))
    {
        return false;
    }
    let lower = address.to_ascii_lowercase();
    let Some((prefix, data)) = lower.rsplit_once('1') else {
        return false;
    };
    if prefix.is_empty() || data.len() < 6 || !prefix.bytes().all(|b| b.is_ascii_graphic()) {
        return false;
    }
    let high = prefix.bytes().map(|b| b >> 5);
    let low = prefix.bytes().map(|b| b & 31);
    let mut check = 1_u32;
    for value in high.chain([0]).chain(low) {
        check = bech32_step(check, value);
    }
    for digit in data.bytes() {
        let Some(value) = BECH32.iter().position(|known| *known == digit) else {
            return false;
        };
        check = bech32_step(check, value as u8);
    }
    matches!(check, 1 | 0x2bc8_30a3)
}

fn bech32_step(check: u32, value: u8) -> u32 {
    const GENERATORS: [u32; 5] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3];
    let top = check >> 25;
    let mut next = ((check & 0x01ff_ffff) << 5) ^ u32::from(value);
    for (bit, generator) in GENERATORS.iter().enumerate() {
        if top >> bit & 1 == 1 {
            next ^= generator;
        }
    }
    next
}
