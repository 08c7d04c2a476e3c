//! The banks of the demonstration: each follows its stream, looks at its own accounts, and answers.

use std::collections::BTreeMap;

use cordon_vocabulary::{Instant, Money};
use serde_json::{Value, json};

use crate::demo::client::Caller;
use crate::demo::truth::{Left, Truth, Way};
use crate::demo::world;

/// Which account of the story is which account number.
pub struct Book {
    by_key: BTreeMap<String, &'static str>,
    by_name: BTreeMap<&'static str, cordon_vocabulary::Account>,
}

/// Where each account of the story lies.
const PLACES: [(&str, &str, u32); 14] = [
    ("A1", "BIRC", 41_207),
    ("A2", "CEDA", 90_331),
    ("A3", "DOGW", 11_758),
    ("A4", "ELMC", 70_024),
    ("A5", "FIRI", 33_590),
    ("A6", "GINK", 58_816),
    ("A7", "HAZL", 20_463),
    ("A8", "IVYM", 77_102),
    ("A9", "FIRI", 33_871),
    ("A10", "JUNI", 6_045),
    ("A11", "HAZL", 20_988),
    ("A12", "IVYM", 77_640),
    ("A13", "CEDA", 90_902),
    ("A14", "GINK", 58_017),
];

impl Book {
    /// The book of the story.
    ///
    /// # Errors
    /// Never for the story's own accounts.
    pub fn new() -> anyhow::Result<Self> {
        let mut book = Self {
            by_key: BTreeMap::new(),
            by_name: BTreeMap::new(),
        };
        for (name, code, number) in PLACES {
            let bank = world::bank_of_code(code).ok_or_else(|| anyhow::anyhow!("no bank {code}"))?;
            let account = world::account(bank, number)?;
            book.by_key.insert(account.key(), name);
            book.by_name.insert(name, account);
        }
        Ok(book)
    }

    /// The story's name of an account as the interface shows it.
    #[must_use]
    pub fn name(&self, account: &Value) -> Option<&'static str> {
        let account: cordon_vocabulary::Account = serde_json::from_value(account.clone()).ok()?;
        self.by_key.get(&account.key()).copied()
    }

    /// The account behind a name.
    #[must_use]
    pub fn account(&self, name: &str) -> Option<&cordon_vocabulary::Account> {
        self.by_name.get(name)
    }

    /// The currency of an account.
    #[must_use]
    pub fn currency(name: &str) -> &'static str {
        if matches!(name, "A5" | "A11") { "USD" } else { "EUR" }
    }
}

/// A bank that follows its stream through the public interface.
pub struct Bank {
    /// Its identifier.
    pub id: String,
    /// Its door.
    pub caller: Caller,
    /// The last number of its stream that it has read.
    pub after: i64,
}

/// Something in a bank's stream that asks for an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// A request, or a raise of one.
    Asked { case: String, ask: u64, revision: u64 },
    /// "Where did it go?"
    Question { case: String, ask: u64 },
    /// A court ordered what is held.
    Ordered { case: String, ask: u64 },
    /// The requester gives a hold up.
    Release { case: String, ask: u64 },
    /// A hold was placed.
    Held { case: String, ask: u64 },
}

impl Bank {
    /// Reads what is new in the stream.
    ///
    /// # Errors
    /// When the server cannot be reached.
    pub async fn news(&mut self) -> anyhow::Result<Vec<Told>> {
        news(&self.caller, &mut self.after).await
    }
}

/// Reads what is new in a caller's stream.
///
/// # Errors
/// When the server cannot be reached.
pub async fn news(caller: &Caller, after: &mut i64) -> anyhow::Result<Vec<Told>> {
    let page = caller.get(&format!("/v1/stream?after={after}")).await?;
    *after = page["after"].as_i64().unwrap_or(*after);
    let items = page["items"].as_array().cloned().unwrap_or_default();
    let mut told = Vec::new();
    for item in &items {
        let case = item["case"].as_str().unwrap_or_default().to_owned();
        for event in item["events"].as_array().into_iter().flatten() {
            let ask = event["ask"].as_u64().unwrap_or_default();
            let case = case.clone();
            match event["what"].as_str().unwrap_or_default() {
                "ask_sent" | "ask_raised" => {
                    told.push(Told::Asked {
                        case,
                        ask,
                        revision: event["revision"].as_u64().unwrap_or(1),
                    });
                }
                "question_opened" => told.push(Told::Question { case, ask }),
                "hold_ordered" => told.push(Told::Ordered { case, ask }),
                "release_asked" => told.push(Told::Release { case, ask }),
                "placed" if event["bucket"] == "held" => told.push(Told::Held { case, ask }),
                _ => {}
            }
        }
    }
    Ok(told)
}

/// What an honest desk answers to a request, from its own books: it freezes what still lies there, up to the sum asked,
/// and tells every payment that has left since.
///
/// `shy` leaves the onward payments out: the bank will be asked where to.
#[must_use]
pub fn reply(truth: &mut Truth, book: &Book, name: &'static str, ask: &Value, now: Instant, shy: bool) -> Value {
    truth.until(now);
    let currency = Book::currency(name);
    let open = units(&ask["open"], currency);
    let mut lines = Vec::new();
    // This bank reads its law narrowly: it holds no more than 200,000.00 for one request.
    let room = 20_000_000 - truth.purses.get(name).map_or(0, |p| p.frozen);
    let wanted = if name == "A7" { open.min(room) } else { open };
    let frozen = truth.freeze(name, wanted);
    if frozen > 0 {
        lines.push(
            json!({"line": "held", "amount": amount(frozen, currency), "basis": "exercise law on suspicious payments"}),
        );
    }
    let mut told: i64 = frozen;
    if shy {
        lines.push(json!({"line": "moved_unsaid"}));
        return json!({"revision": ask["revision"], "lines": lines});
    }
    for left in truth.tell(name) {
        told += left.plan.units;
        lines.push(line(book, name, &left));
    }
    if told < open {
        lines.push(match name {
            "A7" => json!({"line": "refused", "reason": "law"}),
            _ => json!({"line": "not_found"}),
        });
    }
    json!({"revision": ask["revision"], "lines": lines, "holder": format!("Invented holder of {name}")})
}

fn line(book: &Book, name: &str, left: &Left) -> Value {
    let currency = Book::currency(name);
    let executed = left.at.to_string();
    let amount_out = amount(left.plan.units, currency);
    let to = |name: &str| book.account(name).map(ToString::to_string).unwrap_or_default();
    let mut line = match &left.plan.way {
        Way::Cash => {
            json!({"line": "spent", "executed": executed, "amount": amount_out, "how": "cash"})
        }
        Way::To(target) => {
            json!({"line": "moved", "executed": executed, "amount": amount_out, "to": to(target), "uetr": left.uetr})
        }
        Way::Converted(target, _, rate) => json!({
            "line": "moved", "executed": executed, "amount": amount_out, "to": to(target), "uetr": left.uetr,
            "credited": amount(left.credited, Book::currency(target)), "rate": rate,
        }),
    };
    if let Way::To("A8") = left.plan.way {
        line["to_flags"] = json!(["merchant"]);
    }
    if left.plan.charge > 0 {
        line["charge"] = amount(left.plan.charge, currency);
    }
    line
}

fn amount(units: i64, currency: &str) -> Value {
    let asset = cordon_vocabulary::Asset::parse(currency);
    let value = asset.map(|a| Money::new(units, a).decimal()).unwrap_or_default();
    json!({"value": value, "currency": currency})
}

/// The ledger units of a sum as the interface shows it.
#[must_use]
pub fn units(sum: &Value, currency: &str) -> i64 {
    Money::parse(sum["value"].as_str().unwrap_or("0"), currency).map_or(0, |m| m.units)
}
