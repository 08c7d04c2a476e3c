//! The invented world of the demonstration: exercise states, bureaus, officers, banks and their accounts.

use std::collections::BTreeMap;

use cordon_members::bureau::{Bureau, BureauKind};
use cordon_members::institution::{Contact, ContactKind, Institution};
use cordon_members::officer::Officer;
use cordon_members::role::Role;
use cordon_vocabulary::{Account, BureauId, Country, Iban, Instant, InstitutionId, OfficerId};

/// A bank of this world.
pub struct BankOf {
    /// Its identifier in the directory.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its country.
    pub country: &'static str,
    /// Its code, as IBANs of its country carry it.
    pub code: &'static str,
    /// How it can be reached.
    pub reach: Reach,
}

/// How a bank can be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// A machine client.
    Api,
    /// By telephone alone.
    Telephone,
    /// Not in the directory: its country's bureau finds it.
    Unknown,
}

/// The banks. The eighth character of a BIC here is always 0: it can never be a real one.
pub const BANKS: &[BankOf] = &[
    BankOf {
        id: "b-birch",
        name: "Birch Savings",
        country: "QN",
        code: "BIRC",
        reach: Reach::Api,
    },
    BankOf {
        id: "b-cedar",
        name: "Cedar Commerce Bank",
        country: "QO",
        code: "CEDA",
        reach: Reach::Api,
    },
    BankOf {
        id: "b-dogwood",
        name: "Dogwood Trust",
        country: "QP",
        code: "DOGW",
        reach: Reach::Api,
    },
    BankOf {
        id: "b-elm",
        name: "Elm Co-operative",
        country: "QQ",
        code: "ELMC",
        reach: Reach::Telephone,
    },
    BankOf {
        id: "b-fir",
        name: "Fir International",
        country: "QR",
        code: "FIRI",
        reach: Reach::Api,
    },
    BankOf {
        id: "b-ginkgo",
        name: "Ginkgo Bank",
        country: "QS",
        code: "GINK",
        reach: Reach::Api,
    },
    BankOf {
        id: "b-hazel",
        name: "Hazel & Sons",
        country: "QT",
        code: "HAZL",
        reach: Reach::Api,
    },
    BankOf {
        id: "b-ivy",
        name: "Ivy Merchants Bank",
        country: "QN",
        code: "IVYM",
        reach: Reach::Api,
    },
    BankOf {
        id: "b-juniper",
        name: "Juniper Rural Bank",
        country: "QS",
        code: "JUNI",
        reach: Reach::Unknown,
    },
];

/// The bank behind a code.
#[must_use]
pub fn bank_of_code(code: &str) -> Option<&'static BankOf> {
    BANKS.iter().find(|b| b.code == code)
}

/// An account of this world: the n-th at a bank.
///
/// # Errors
/// When the country or number is malformed; the world's own are not.
pub fn account(bank: &BankOf, n: u32) -> anyhow::Result<Account> {
    let country = Country::parse(bank.country)?;
    Ok(Account::Iban {
        iban: Iban::of(country, &format!("{}{n:014}", bank.code))?,
    })
}

fn names(en: &str, fr: &str, es: &str, ar: &str) -> BTreeMap<String, String> {
    [("en", en), ("fr", fr), ("es", es), ("ar", ar)]
        .iter()
        .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
        .collect()
}

const STATES: [(&str, &str, &str); 8] = [
    ("QM", "Europe/Paris", "M"),
    ("QN", "Europe/Athens", "N"),
    ("QO", "Asia/Dubai", "O"),
    ("QP", "Asia/Kathmandu", "P"),
    ("QQ", "Asia/Singapore", "Q"),
    ("QR", "Pacific/Auckland", "R"),
    ("QS", "America/Sao_Paulo", "S"),
    ("QT", "America/New_York", "T"),
];

/// The bureaus: one a state, and the headquarters.
///
/// # Errors
/// Never for this world's own identifiers.
pub fn bureaus() -> anyhow::Result<Vec<Bureau>> {
    let mut all = vec![Bureau {
        id: BureauId::parse("HQ")?,
        kind: BureauKind::Headquarters,
        country: None,
        names: names("Headquarters", "Siège", "Sede", "المقر"),
        zone: "UTC".into(),
        suspended: None,
    }];
    for (code, zone, letter) in STATES {
        all.push(Bureau {
            id: BureauId::parse(code)?,
            kind: BureauKind::Ncb,
            country: Some(Country::parse(code)?),
            names: names(
                &format!("Bureau of exercise state {letter}"),
                &format!("Bureau de l’État d’exercice {letter}"),
                &format!("Oficina del Estado de ejercicio {letter}"),
                &format!("مكتب دولة التمرين {letter}"),
            ),
            zone: zone.into(),
            suspended: None,
        });
    }
    Ok(all)
}

/// Officer, bureau, name, roles, language.
type OfficerRow = (&'static str, &'static str, &'static str, &'static [Role], &'static str);

const OFFICERS: &[OfficerRow] = &[
    ("mira", "QM", "Mira Voss", &[Role::DutyOfficer], "en"),
    ("noor", "QM", "Noor Haddad", &[Role::Supervisor], "en"),
    (
        "lea",
        "QM",
        "Léa Marchetti",
        &[Role::Analyst, Role::ChildProtectionAssessor],
        "fr",
    ),
    ("ada", "QM", "Ada Lindqvist", &[Role::Administrator], "en"),
    (
        "dmitra",
        "QN",
        "Dimitra Kale",
        &[Role::DutyOfficer, Role::Supervisor],
        "en",
    ),
    (
        "omar",
        "QO",
        "Omar Sayegh",
        &[Role::DutyOfficer, Role::Supervisor],
        "ar",
    ),
    (
        "pema",
        "QP",
        "Pema Lhamo",
        &[
            Role::DutyOfficer,
            Role::Supervisor,
            Role::BorderOfficer,
            Role::ChildProtectionAssessor,
        ],
        "en",
    ),
    ("qiu", "QQ", "Qiu Lan", &[Role::DutyOfficer, Role::Supervisor], "en"),
    (
        "rangi",
        "QR",
        "Rangi Tahu",
        &[Role::DutyOfficer, Role::Supervisor, Role::ChildProtectionAssessor],
        "en",
    ),
    ("sol", "QS", "Sol Ibáñez", &[Role::DutyOfficer, Role::Supervisor], "es"),
    (
        "tess",
        "QT",
        "Tess Okafor",
        &[Role::DutyOfficer, Role::Supervisor, Role::BorderOfficer],
        "en",
    ),
    ("greta", "HQ", "Greta Halloran", &[Role::DutyDesk], "en"),
    ("ines", "HQ", "Inès Delorme", &[Role::LegalReviewer], "fr"),
    (
        "farid",
        "HQ",
        "Farid Mansour",
        &[Role::LegalReviewer, Role::Administrator],
        "ar",
    ),
    ("ylva", "HQ", "Ylva Brandt", &[Role::Translator], "en"),
    ("bilal", "HQ", "Bilal Nasser", &[Role::Translator], "ar"),
    ("odile", "HQ", "Odile Ferrand", &[Role::Oversight], "fr"),
    ("hana", "HQ", "Hana Moreau", &[Role::Analyst], "en"),
    ("sana", "HQ", "Sana Rahal", &[Role::Secretariat], "en"),
    ("dele", "QM", "Dele Amadi", &[Role::Delegate], "en"),
    ("dalia", "QO", "Dalia Mansouri", &[Role::Delegate], "ar"),
    ("chandra", "HQ", "Chandra Weiss", &[Role::Chair], "en"),
    ("tomas", "HQ", "Tomás Rey", &[Role::Teller], "es"),
    ("tala", "HQ", "Tala Brandt", &[Role::Teller], "en"),
    ("kira", "HQ", "Kira Solheim", &[Role::CredentialsCommittee], "en"),
    ("esi", "HQ", "Esi Laurent", &[Role::ExecutiveCommittee], "fr"),
    ("goran", "HQ", "Goran Pike", &[Role::SecretaryGeneral], "en"),
    ("obi", "HQ", "Obi Farrell", &[Role::Observer], "en"),
];

/// The officers. Nobody of them exists.
///
/// # Errors
/// Never for this world's own identifiers.
pub fn officers() -> anyhow::Result<Vec<Officer>> {
    OFFICERS
        .iter()
        .map(|(id, bureau, name, roles, language)| {
            Ok(Officer {
                id: OfficerId::parse(id)?,
                bureau: BureauId::parse(bureau)?,
                name: (*name).to_owned(),
                roles: roles.to_vec(),
                language: (*language).to_owned(),
                suspended: None,
            })
        })
        .collect()
}

/// The institutions of the directory, with the contacts that have been proven.
///
/// # Errors
/// Never for this world's own identifiers.
pub fn institutions(now: Instant) -> anyhow::Result<Vec<Institution>> {
    BANKS
        .iter()
        .filter(|b| b.reach != Reach::Unknown)
        .map(|b| {
            let telephone = Contact {
                kind: ContactKind::Telephone,
                value: format!("+00 0 555 01{:02}", b.code.len() + b.id.len()),
                proven: Some(now),
            };
            let api = Contact {
                kind: ContactKind::Api,
                value: format!("{}-desk", b.id),
                proven: Some(now),
            };
            Ok(Institution {
                id: InstitutionId::parse(b.id)?,
                name: b.name.to_owned(),
                country: Country::parse(b.country)?,
                contacts: if b.reach == Reach::Api {
                    vec![api, telephone]
                } else {
                    vec![telephone]
                },
                suspended: None,
            })
        })
        .collect()
}

/// The directory as a file, as an operator would import it.
#[must_use]
pub fn directory_file() -> String {
    let mut file = String::from("country,scheme,code,institution,name,contact,valid_from,source,verified\n");
    for b in BANKS.iter().filter(|b| b.reach != Reach::Unknown) {
        file.push_str(&format!(
            "{c},IBAN,{code},{id},{name},,2026-01-01,exercise,true\n",
            c = b.country,
            code = b.code,
            id = b.id,
            name = b.name
        ));
        file.push_str(&format!(
            "{c},BIC,{code}{c}20,{id},{name},,2026-01-01,exercise,true\n",
            c = b.country,
            code = b.code,
            id = b.id,
            name = b.name
        ));
    }
    file
}
