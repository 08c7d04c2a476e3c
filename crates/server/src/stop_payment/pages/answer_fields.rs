//! A typed answer, turned into the lines of a reply.

use cordon_stop_payment::{Ask, Case, NoReason, SpentHow};
use cordon_vocabulary::Money;

use super::fields::{Fields, Mistake, reason};
use super::names;
use crate::answer::No;
use crate::frame::locale::Language;
use crate::frame::parts;
use crate::stop_payment::wire::{AccountIn, Amount, AnswerIn, LineIn};

/// So many onward payments fit on the form; longer lists come as a file.
pub(super) const ROWS: usize = 4;

/// The reply that the form says, and for each line the form's own prefix of its fields.
pub(super) fn reply(
    fields: &Fields,
    case: &Case,
    ask: &Ask,
    language: Language,
) -> Result<(AnswerIn, Vec<String>), Vec<Mistake>> {
    let mut lines: Vec<(String, LineIn)> = Vec::new();
    let currency = ask.currency.code();
    let mut mistakes = Vec::new();
    match fields.get("answer") {
        "held" => {
            lines.push(("held".into(), held(fields, case, ask, language, &mut mistakes)));
            onward(fields, currency, language, &mut lines, &mut mistakes);
        }
        "moved" => {
            onward(fields, currency, language, &mut lines, &mut mistakes);
            if lines.is_empty() && mistakes.is_empty() {
                lines.push(("moved".into(), LineIn::MovedUnsaid));
            }
        }
        "not_found" => lines.push(("not_found".into(), LineIn::NotFound)),
        "refused" => {
            let reason = match fields.get("reason") {
                "customer" => NoReason::Customer,
                "agent" => NoReason::Agent,
                "law" => NoReason::Law,
                _ => NoReason::Other,
            };
            lines.push(("refused".into(), LineIn::Refused { reason }));
        }
        "waiting" => {
            let code = fields.some("waiting").unwrap_or_else(|| "ARPL".into());
            lines.push(("waiting".into(), LineIn::Waiting { code }));
        }
        _ => mistakes.push(Mistake {
            field: "answer".into(),
            why: language.t("answer-choose"),
        }),
    }
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    let (places, lines): (Vec<String>, Vec<LineIn>) = lines.into_iter().unzip();
    let answer = AnswerIn {
        revision: fields.get("revision").parse().unwrap_or_else(|_| ask.revision()),
        lines,
        account_total: None,
        accounts_for: None,
        holder: fields.some("holder"),
    };
    Ok((answer, places))
}

/// So much is held. More than was asked is mostly a slip of a comma: it is taken once it has been said twice.
fn held(fields: &Fields, case: &Case, ask: &Ask, language: Language, mistakes: &mut Vec<Mistake>) -> LineIn {
    let currency = ask.currency.code().to_owned();
    let most = names::askable(case, ask);
    let value = fields.amount("held-amount").unwrap_or_else(|| most.decimal());
    let typed = Money::parse(&value, &currency);
    if typed.is_ok_and(|typed| typed.units > most.units) && fields.get("more") != "yes" {
        let texts = [
            ("typed", parts::grouped(&value)),
            ("most", parts::grouped(&most.decimal())),
        ];
        let why = language.with("answer-more", &[(texts[0].0, &texts[0].1), (texts[1].0, &texts[1].1)]);
        mistakes.push(Mistake {
            field: "held-amount".into(),
            why,
        });
    }
    LineIn::Held {
        amount: Amount { value, currency },
        basis: fields.get("basis").to_owned(),
        term: None,
    }
}

/// The onward payments: a row counts once anything is typed in it.
fn onward(
    fields: &Fields,
    currency: &str,
    language: Language,
    lines: &mut Vec<(String, LineIn)>,
    mistakes: &mut Vec<Mistake>,
) {
    for n in 0..ROWS {
        let f = |name: &str| format!("m{n}-{name}");
        let Some(value) = fields.amount(&f("amount")) else {
            if fields.some(&f("to")).is_some() || fields.some(&f("executed")).is_some() {
                mistakes.push(Mistake {
                    field: f("amount"),
                    why: language.t("answer-amount-missing"),
                });
            }
            continue;
        };
        let amount = Amount {
            value,
            currency: currency.to_owned(),
        };
        let Some(executed) = fields.instant(&f("executed")) else {
            mistakes.push(Mistake {
                field: f("executed"),
                why: language.t("answer-when-missing"),
            });
            continue;
        };
        let how = match fields.get(&f("how")) {
            "cash" => Some(SpentHow::Cash),
            "card" => Some(SpentHow::Card),
            "spent" => Some(SpentHow::Spent),
            _ => None,
        };
        if let Some(how) = how {
            lines.push((format!("m{n}"), LineIn::Spent { executed, amount, how }));
            continue;
        }
        let Some(to) = fields.some(&f("to")) else {
            mistakes.push(Mistake {
                field: f("to"),
                why: language.t("answer-to-missing"),
            });
            continue;
        };
        let credited = match (fields.amount(&f("credited")), fields.some(&f("currency"))) {
            (Some(value), Some(currency)) => Some(Amount { value, currency }),
            _ => None,
        };
        lines.push((
            format!("m{n}"),
            LineIn::Moved {
                uetr: fields.some(&f("uetr")),
                executed,
                amount,
                arrives_in: fields.some(&f("currency")).filter(|_| credited.is_none()),
                credited,
                rate: fields.some(&f("rate")),
                charge: None,
                to: AccountIn::Text(to),
                to_code: fields.get(&f("code")).to_owned(),
                to_country: fields.some(&f("country")),
                to_flags: vec![],
                holder_country: None,
            },
        ));
    }
}

/// Where on the form a refusal belongs: `lines[1].to` is the account of the second line.
pub(super) fn mistake(no: &No, places: &[String], language: Language) -> Mistake {
    let why = reason(no, language);
    let place = no.field.as_deref().and_then(|field| {
        let (number, name) = field.strip_prefix("lines[")?.split_once("].")?;
        let at = places.get(number.parse::<usize>().ok()?)?;
        Some(match (at.as_str(), name) {
            ("held", _) => "held-amount".to_owned(),
            (at, "to_country") => format!("{at}-country"),
            (at, "arrives_in") => format!("{at}-currency"),
            (at, name) => format!("{at}-{name}"),
        })
    });
    let field = place.unwrap_or_else(|| match no.code.as_str() {
        "more-than-held" | "contradiction" | "wrong-currency" => "held-amount".into(),
        _ => "answer".into(),
    });
    let why = if no.field.is_some() && why != no.detail {
        format!("{why} {}", no.detail)
    } else {
        why
    };
    Mistake { field, why }
}
