//! The bank directory: which institution stands behind a code.

use cordon_vocabulary::{Account, Country, InstitutionId};
use serde::{Deserialize, Serialize};

/// One row of the directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DirectoryRow {
    /// The country.
    pub country: Country,
    /// The scheme of the code: `BIC`, `IBAN` (bank code inside it), `ABA`, `IFSC`…
    pub scheme: String,
    /// The code.
    pub code: String,
    /// The institution's identifier.
    pub institution: InstitutionId,
    /// The institution's name.
    pub name: String,
    /// A telephone or mail address, where one is known.
    #[serde(default)]
    pub contact: String,
    /// From which date the row holds.
    pub valid_from: jiff::civil::Date,
    /// Where the row comes from.
    pub source: String,
    /// Whether somebody there was reached through the contact.
    pub verified: bool,
}

/// A line of a directory file that cannot be taken: the line's number and the reason.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct BadRow {
    /// The line in the file, the heading being line 1.
    pub line: u64,
    /// What is wrong with it.
    pub reason: String,
}

/// Reads a directory file: CSV with the heading
/// `country,scheme,code,institution,name,contact,valid_from,source,verified`.
///
/// # Errors
/// The first line that cannot be taken; a file is taken whole or not at all.
pub fn read(bytes: &[u8]) -> Result<Vec<DirectoryRow>, BadRow> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes);
    let mut rows = Vec::new();
    for (n, row) in reader.deserialize::<DirectoryRow>().enumerate() {
        let line = n as u64 + 2;
        let row = row.map_err(|e| BadRow {
            line,
            reason: e.to_string(),
        })?;
        if row.code.is_empty() || row.scheme.is_empty() {
            return Err(BadRow {
                line,
                reason: "scheme and code must not be empty".into(),
            });
        }
        rows.push(row);
    }
    Ok(rows)
}

/// The codes under which the directory may know an account's bank, as `country|scheme|code`, best first.
#[must_use]
pub fn codes_of(account: &Account, written_code: &str) -> Vec<String> {
    let mut codes = Vec::new();
    let mut push = |country: &str, scheme: &str, code: &str| {
        if !code.is_empty() {
            codes.push(key(country, scheme, code));
        }
    };
    match account {
        Account::Iban { iban } => {
            let country = iban.country().map(String::from).unwrap_or_default();
            push(&country, "IBAN", iban.bank_code().unwrap_or(""));
        }
        Account::BicNumber { bic, .. } => {
            let country = bic.country().map(String::from).unwrap_or_default();
            push(&country, "BIC", bic.institution());
        }
        Account::National {
            country, scheme, code, ..
        } => push(country.code(), scheme, code),
        Account::Card { country, reference } => {
            push(country.code(), "CARD", &reference.chars().take(6).collect::<String>())
        }
        Account::Wallet { chain, token, .. } => push("", &format!("CHAIN-{chain}"), token),
    }
    if let Ok(bic) = cordon_vocabulary::Bic::parse(written_code) {
        let country = bic.country().map(String::from).unwrap_or_default();
        push(&country, "BIC", bic.institution());
    }
    codes
}

/// The key of a directory row.
#[must_use]
pub fn key(country: &str, scheme: &str, code: &str) -> String {
    format!(
        "{}|{}|{}",
        country.to_ascii_uppercase(),
        scheme.to_ascii_uppercase(),
        code.to_ascii_uppercase()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "country,scheme,code,institution,name,contact,valid_from,source,verified\n\
        QM,BIC,ALDRQM20,b-alder,Alder Bank,+00 1,2026-01-01,exercise,true\n";

    #[test]
    fn a_file_is_taken_whole_or_not_at_all() {
        assert_eq!(read(GOOD.as_bytes()).unwrap().len(), 1);
        let bad = format!("{GOOD}Q1,BIC,X,b,B,,2026-01-01,exercise,true\n");
        assert_eq!(read(bad.as_bytes()).unwrap_err().line, 3);
        let empty = format!("{GOOD}QM,BIC,,b,B,,2026-01-01,exercise,true\n");
        assert!(read(empty.as_bytes()).unwrap_err().reason.contains("code"));
    }

    #[test]
    fn an_account_is_looked_up_by_its_own_code_then_by_the_written_one() {
        let account = Account::parse("ALDRQM20XXX/12345").unwrap();
        assert_eq!(codes_of(&account, "elmsqn20"), ["QM|BIC|ALDRQM20", "QN|BIC|ELMSQN20"]);
    }
}
