//! What programs send about stolen payments, and how it becomes the rulebook's values.

use cordon_stop_payment::case::Silence;
use cordon_stop_payment::{Character, Filing, HoldTerm, Line, Mandate, NoReason, Payment, Reply, Route, SpentHow};
use cordon_vocabulary::{Account, AccountFlag, Asset, CaseRef, Country, Instant, Money, PartRef, Uetr};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::answer::No;

/// A sum: a decimal string and a currency code.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Amount {
    /// Decimal, for instance `2320000.00`.
    pub value: String,
    /// ISO 4217 code, or a token of the asset registry.
    pub currency: String,
}

impl Amount {
    /// Reads it.
    ///
    /// # Errors
    /// Names the field and the rule.
    pub fn money(&self, field: &str) -> Result<Money, No> {
        Money::parse(&self.value, &self.currency).map_err(|e| No::malformed(field, &e))
    }
}

/// An account: an IBAN or `BIC/number` as text, or one of the tagged forms.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum AccountIn {
    /// `QN21BIRC…` or `BIRCQN20/12345`.
    Text(String),
    /// A tagged form: `{"kind": "national", "country": "QN", "scheme": "ABA", "code": "…", "number": "…"}`.
    Tagged(serde_json::Value),
}

impl AccountIn {
    /// Reads it.
    ///
    /// # Errors
    /// Names the field and the rule.
    pub fn account(&self, field: &str) -> Result<Account, No> {
        let account = match self {
            Self::Text(text) => Account::parse(text),
            Self::Tagged(value) => serde_json::from_value::<Account>(value.clone())
                .map_err(|e| No::field(field, "malformed", e.to_string()))?
                .checked(),
        };
        account.map_err(|e| No::malformed(field, &e))
    }
}

/// A stolen payment, as an officer or a national system files it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct NewCaseIn {
    /// The stolen amount.
    pub amount: Amount,
    /// The payee's account.
    pub to: AccountIn,
    /// The payee's bank: a BIC or national code, where known.
    #[serde(default)]
    pub to_code: String,
    /// The country of the account, where its number does not say.
    #[serde(default)]
    pub to_country: Option<String>,
    /// What is known of the account: `joint`, `pooled`, `virtual_iban`, `merchant`.
    #[serde(default)]
    pub to_flags: Vec<String>,
    /// The payer's bank.
    #[serde(default)]
    pub from_code: String,
    /// The payment's number.
    #[serde(default)]
    pub uetr: Option<String>,
    /// When it was executed (RFC 3339), or its settlement date when `in_flight`.
    pub executed: String,
    /// The settlement lies ahead.
    #[serde(default)]
    pub in_flight: bool,
    /// When the fraud was found.
    #[serde(default)]
    pub discovered: Option<String>,
    /// Whether the payer's bank has recalled it already.
    #[serde(default)]
    pub recall_sent: bool,
    /// `ordinary_crime`; anything else is refused with the article.
    #[serde(default = "ordinary")]
    #[schema(value_type = String)]
    pub character: Character,
    /// ICCS code; `0701` is fraud.
    #[serde(default = "fraud")]
    pub crime: String,
    /// The victim. Sealed; later banks never see it.
    pub victim: String,
    /// What happened, in short. Sealed.
    pub facts: String,
    /// The mandate asked for.
    pub mandate: MandateIn,
    /// "Do not inform the customer".
    #[serde(default)]
    pub silence: Option<SilenceIn>,
}

fn ordinary() -> Character {
    Character::OrdinaryCrime
}

fn fraud() -> String {
    "0701".into()
}

/// What a correction of a filing may change.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Correction {
    /// The sum that was really stolen.
    pub amount: Amount,
    /// The account that was really credited, where it was another.
    #[serde(default)]
    pub to: Option<AccountIn>,
    /// The code of its bank.
    #[serde(default)]
    pub to_code: String,
}

/// Where a request that is "not ours" is passed on to: an institution of the directory, or a country's bureau.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
pub struct Onward {
    /// The country, where only that is known.
    #[serde(default)]
    pub country: Option<String>,
    /// The institution, by its number in the directory.
    #[serde(default)]
    pub institution: Option<String>,
    /// The code by which its country's bureau may find it.
    #[serde(default)]
    pub code: String,
}

/// The limits of the pursuit.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct MandateIn {
    /// The legal grounds.
    pub grounds: String,
    /// Payments to follow at most.
    #[serde(default = "six")]
    pub most_hops: u16,
    /// Accounts to ask at most.
    #[serde(default = "fifty")]
    pub most_accounts: u16,
    /// Smaller parts are not chased; in the stolen currency.
    #[serde(default)]
    pub least_amount: Option<String>,
    /// Countries never asked without an officer.
    #[serde(default)]
    pub barred: Vec<String>,
    /// When the mandate ends.
    pub ends: String,
}

fn six() -> u16 {
    6
}

fn fifty() -> u16 {
    50
}

/// "Do not inform the customer": its basis and its end.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SilenceIn {
    /// The legal basis.
    pub basis: String,
    /// Until when.
    pub until: String,
}

fn instant(field: &str, text: &str) -> Result<Instant, No> {
    Instant::parse(text).map_err(|e| No::malformed(field, &e))
}

fn country(field: &str, text: &str) -> Result<Country, No> {
    Country::parse(text).map_err(|e| No::malformed(field, &e))
}

fn uetr(field: &str, text: Option<&String>) -> Result<Option<String>, No> {
    text.filter(|t| !t.trim().is_empty())
        .map(|t| Uetr::parse(t).map(String::from).map_err(|e| No::malformed(field, &e)))
        .transpose()
}

fn flags(field: &str, texts: &[String]) -> Result<Vec<AccountFlag>, No> {
    texts
        .iter()
        .map(|t| {
            serde_json::from_value(serde_json::Value::String(t.clone()))
                .map_err(|e| No::field(field, "malformed", e.to_string()))
        })
        .collect()
}

impl NewCaseIn {
    /// The filing, with the places where its sealed texts lie. Reference and route are the service's to give.
    ///
    /// # Errors
    /// Names the first field that cannot be taken, and the rule it breaks.
    pub fn filing(&self, exercise: cordon_vocabulary::Exercise, victim: PartRef, facts: PartRef) -> Result<Filing, No> {
        let amount = self.amount.money("amount")?;
        let to = self.to.account("to")?;
        let stated = self.to_country.as_ref().filter(|c| !c.is_empty());
        let stated = stated.map(|c| country("to_country", c)).transpose()?;
        let country_of = to.country().or(stated);
        let there = country_of
            .ok_or_else(|| No::field("to_country", "country-unknown", "the account names no country; give it"))?;
        let least = match &self.mandate.least_amount {
            Some(text) => {
                Money::parse(text, amount.asset.code())
                    .map_err(|e| No::malformed("mandate.least_amount", &e))?
                    .units
            }
            None => 0,
        };
        if self.victim.trim().is_empty() {
            return Err(No::field("victim", "missing", "name the victim: a person or a firm"));
        }
        Ok(Filing {
            reference: CaseRef::parse("new").map_err(|e| No::malformed("reference", &e))?,
            exercise,
            character: self.character,
            crime: self.crime.clone(),
            payment: Payment {
                uetr: uetr("uetr", self.uetr.as_ref())?,
                from_code: self.from_code.clone(),
                flags: flags("to_flags", &self.to_flags)?,
                country: there,
                route: Route::Bureau {
                    country: there,
                    code: self.to_code.clone(),
                },
                to,
                amount,
                executed: instant("executed", &self.executed)?,
                discovered: self.discovered.as_ref().map(|t| instant("discovered", t)).transpose()?,
                recall_sent: self.recall_sent,
            },
            mandate: Mandate {
                grounds: self.mandate.grounds.clone(),
                most_hops: self.mandate.most_hops,
                most_accounts: self.mandate.most_accounts,
                least_units: least,
                barred: self
                    .mandate
                    .barred
                    .iter()
                    .map(|c| country("mandate.barred", c))
                    .collect::<Result<_, _>>()?,
                ends: instant("mandate.ends", &self.mandate.ends)?,
            },
            victim,
            facts,
            silence: match &self.silence {
                Some(s) => Some(Silence {
                    basis: s.basis.clone(),
                    until: instant("silence.until", &s.until)?,
                }),
                None => None,
            },
            officer_needed: false,
            reported_elsewhere: false,
        })
    }
}

/// A reply to a request.
///
/// It answers what is open at the revision named; where nothing is open it is a second reply to all that was settled.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct AnswerIn {
    /// The revision answered.
    pub revision: u32,
    /// Its lines.
    pub lines: Vec<LineIn>,
    /// Everything held on this account, all requests together.
    #[serde(default)]
    pub account_total: Option<Amount>,
    /// The sum of the lines, as the institution counts it.
    #[serde(default)]
    pub accounts_for: Option<Amount>,
    /// The holder's name, where the law lets the institution give it. Sealed.
    #[serde(default)]
    pub holder: Option<String>,
}

/// One line of a reply.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(tag = "line", rename_all = "snake_case")]
pub enum LineIn {
    /// So much is held.
    Held {
        /// In the account's currency.
        amount: Amount,
        /// The legal basis.
        #[serde(default)]
        basis: String,
        /// The term as the institution states it.
        #[serde(default)]
        #[schema(value_type = Option<Object>)]
        term: Option<HoldTerm>,
    },
    /// It was paid on.
    Moved {
        /// The onward payment's number.
        #[serde(default)]
        uetr: Option<String>,
        /// When it was executed.
        executed: String,
        /// What left the account, charges included.
        amount: Amount,
        /// What arrived, where the currency changed.
        #[serde(default)]
        credited: Option<Amount>,
        /// The rate, as the institution states it.
        #[serde(default)]
        rate: Option<String>,
        /// The institution's charge.
        #[serde(default)]
        charge: Option<Amount>,
        /// The currency that arrived, where it differs and no rate is stated.
        #[serde(default)]
        arrives_in: Option<String>,
        /// The account credited.
        to: AccountIn,
        /// The code of its bank.
        #[serde(default)]
        to_code: String,
        /// Its country, where the account does not name it.
        #[serde(default)]
        to_country: Option<String>,
        /// What is known of it.
        #[serde(default)]
        to_flags: Vec<String>,
        /// The true holder's country where it differs.
        #[serde(default)]
        holder_country: Option<String>,
    },
    /// Taken out or spent.
    Spent {
        /// When.
        executed: String,
        /// How much.
        amount: Amount,
        /// `cash`, `card` or `spent`.
        #[schema(value_type = String)]
        how: SpentHow,
    },
    /// The institution's charge.
    Charge {
        /// When.
        executed: String,
        /// How much.
        amount: Amount,
    },
    /// Paid back.
    Returned {
        /// How much.
        amount: Amount,
        /// The returning payment's number.
        #[serde(default)]
        uetr: Option<String>,
    },
    /// It moved; where to is not said.
    MovedUnsaid,
    /// The rest was never here.
    NotFound,
    /// The rest is refused.
    Refused {
        /// `customer`, `agent`, `law` or `other`.
        #[schema(value_type = String)]
        reason: NoReason,
    },
    /// Not decided yet.
    Waiting {
        /// The code, for instance `ARPL`.
        code: String,
    },
}

impl LineIn {
    /// The rulebook's line. The destination still lacks what directory and profile know.
    ///
    /// # Errors
    /// Names the field and the rule.
    pub fn line(&self, at: &str) -> Result<Line, No> {
        let f = |name: &str| format!("{at}.{name}");
        Ok(match self {
            Self::Held { amount, basis, term } => Line::Held {
                amount: amount.money(&f("amount"))?,
                basis: basis.clone(),
                term: term.clone(),
            },
            Self::Moved {
                uetr: number,
                executed,
                amount,
                credited,
                rate,
                charge,
                arrives_in,
                to,
                to_code,
                to_country,
                to_flags,
                holder_country,
            } => {
                let account = to.account(&f("to"))?;
                let stated = to_country.as_ref().map(|c| country(&f("to_country"), c)).transpose()?;
                let there = account.country().or(stated);
                Line::Moved {
                    uetr: uetr(&f("uetr"), number.as_ref())?,
                    executed: instant(&f("executed"), executed)?,
                    debited: amount.money(&f("amount"))?,
                    credited: credited.as_ref().map(|a| a.money(&f("credited"))).transpose()?,
                    rate: rate.clone(),
                    charge: charge.as_ref().map(|a| a.money(&f("charge"))).transpose()?,
                    arrives_in: arrives_in
                        .as_ref()
                        .map(|a| Asset::parse(a).map_err(|e| No::malformed(&f("arrives_in"), &e)))
                        .transpose()?,
                    to: cordon_stop_payment::Destination {
                        country: there.ok_or_else(|| {
                            No::field(
                                &f("to_country"),
                                "country-unknown",
                                "the account names no country; give it",
                            )
                        })?,
                        account,
                        code: to_code.clone(),
                        institution: None,
                        flags: flags(&f("to_flags"), to_flags)?,
                        holder_country: holder_country
                            .as_ref()
                            .map(|c| country(&f("holder_country"), c))
                            .transpose()?,
                        officer_needed: false,
                    },
                }
            }
            Self::Spent { executed, amount, how } => Line::Spent {
                executed: instant(&f("executed"), executed)?,
                amount: amount.money(&f("amount"))?,
                how: *how,
            },
            Self::Charge { executed, amount } => Line::Charge {
                executed: instant(&f("executed"), executed)?,
                amount: amount.money(&f("amount"))?,
            },
            Self::Returned { amount, uetr: number } => Line::Returned {
                amount: amount.money(&f("amount"))?,
                uetr: uetr(&f("uetr"), number.as_ref())?,
            },
            Self::MovedUnsaid => Line::MovedUnsaid,
            Self::NotFound => Line::NotFound,
            Self::Refused { reason } => Line::Refused { reason: *reason },
            Self::Waiting { code } => Line::Waiting { code: code.clone() },
        })
    }
}

impl AnswerIn {
    /// The rulebook's reply; destinations still lack what directory and profile know.
    ///
    /// # Errors
    /// Names the field and the rule.
    pub fn reply(&self, holder: Option<PartRef>) -> Result<Reply, No> {
        if self.lines.len() > 1000 {
            return Err(No::field(
                "lines",
                "too-many",
                "a reply has at most 1000 lines; send the statement as a file",
            ));
        }
        let lines = self
            .lines
            .iter()
            .enumerate()
            .map(|(n, line)| line.line(&format!("lines[{n}]")))
            .collect::<Result<_, _>>()?;
        Ok(Reply {
            revision: self.revision,
            lines,
            account_total: self
                .account_total
                .as_ref()
                .map(|a| a.money("account_total"))
                .transpose()?,
            accounts_for: self
                .accounts_for
                .as_ref()
                .map(|a| a.money("accounts_for"))
                .transpose()?,
            holder,
        })
    }
}
