//! The pieces that messages share, in the element order of the schemas.

use super::scribe::Scribe;
use crate::messages::Header;
use crate::parts::{
    Account, AccountId, Amount, Assignment, Case, ClearingSystem, Institution, NamedParty, OriginalDetails,
    OriginalPayment, Party, Reason, ReasonCode,
};

pub(crate) fn header(scribe: &mut Scribe, header: &Header) {
    for (name, party) in [("Fr", &header.from), ("To", &header.to)] {
        scribe.element(name, |scribe| match party {
            Party::Institution(agent) => institution(scribe, "FIId", agent),
            Party::Named(named) => named_party(scribe, "OrgId", named),
        });
    }
    scribe.leaf("BizMsgIdr", &header.message_id);
    scribe.leaf("MsgDefIdr", &header.definition);
    scribe.leaf_if("BizSvc", header.service.as_deref());
    scribe.leaf("CreDt", header.created.as_written());
}

pub(crate) fn assignment(scribe: &mut Scribe, assignment: &Assignment) {
    scribe.element("Assgnmt", |scribe| {
        scribe.leaf("Id", &assignment.id);
        party(scribe, "Assgnr", &assignment.assigner);
        party(scribe, "Assgne", &assignment.assignee);
        scribe.leaf("CreDtTm", assignment.created.as_written());
    });
}

/// A case, under the name that the message gives it.
pub(crate) fn case(scribe: &mut Scribe, name: &str, case: Option<&Case>) {
    if let Some(case) = case {
        scribe.element(name, |scribe| {
            scribe.leaf("Id", &case.id);
            party(scribe, "Cretr", &case.creator);
        });
    }
}

pub(crate) fn party(scribe: &mut Scribe, name: &str, party: &Party) {
    scribe.element(name, |scribe| match party {
        Party::Institution(agent) => institution(scribe, "Agt", agent),
        Party::Named(named) => named_party(scribe, "Pty", named),
    });
}

pub(crate) fn institution(scribe: &mut Scribe, name: &str, institution: &Institution) {
    scribe.element(name, |scribe| {
        scribe.element("FinInstnId", |scribe| {
            scribe.leaf_if("BICFI", institution.bic.as_deref());
            if let Some(member) = &institution.clearing_member {
                scribe.element("ClrSysMmbId", |scribe| {
                    if let Some(system) = &member.system {
                        scribe.element("ClrSysId", |scribe| match system {
                            ClearingSystem::Code(code) => scribe.leaf("Cd", code),
                            ClearingSystem::Proprietary(name) => scribe.leaf("Prtry", name),
                        });
                    }
                    scribe.leaf("MmbId", &member.member);
                });
            }
            scribe.leaf_if("LEI", institution.lei.as_deref());
            scribe.leaf_if("Nm", institution.name.as_deref());
            country(scribe, institution.country.as_deref());
            if let Some(other) = &institution.other {
                scribe.element("Othr", |scribe| scribe.leaf("Id", other));
            }
        });
    });
}

pub(crate) fn named_party(scribe: &mut Scribe, name: &str, party: &NamedParty) {
    scribe.element(name, |scribe| {
        scribe.leaf_if("Nm", party.name.as_deref());
        country(scribe, party.country.as_deref());
        if party.bic.is_some() || party.lei.is_some() || party.other.is_some() {
            scribe.element("Id", |scribe| {
                scribe.element("OrgId", |scribe| {
                    scribe.leaf_if("AnyBIC", party.bic.as_deref());
                    scribe.leaf_if("LEI", party.lei.as_deref());
                    if let Some(other) = &party.other {
                        scribe.element("Othr", |scribe| scribe.leaf("Id", other));
                    }
                });
            });
        }
    });
}

fn country(scribe: &mut Scribe, country: Option<&str>) {
    if let Some(country) = country {
        scribe.element("PstlAdr", |scribe| scribe.leaf("Ctry", country));
    }
}

pub(crate) fn amount(scribe: &mut Scribe, name: &str, amount: Option<&Amount>) {
    if let Some(amount) = amount {
        scribe.leaf_with_currency(name, &amount.currency, &amount.value);
    }
}

pub(crate) fn account(scribe: &mut Scribe, name: &str, account: Option<&Account>) {
    let Some(account) = account else { return };
    scribe.element(name, |scribe| {
        scribe.element("Id", |scribe| match &account.id {
            AccountId::Iban(iban) => scribe.leaf("IBAN", iban),
            AccountId::Other { id, scheme, issuer } => scribe.element("Othr", |scribe| {
                scribe.leaf("Id", id);
                if let Some(scheme) = scheme {
                    // External scheme codes have at most four characters; longer names are the parties' own.
                    let element = if scheme.chars().count() <= 4 { "Cd" } else { "Prtry" };
                    scribe.element("SchmeNm", |scribe| scribe.leaf(element, scheme));
                }
                scribe.leaf_if("Issr", issuer.as_deref());
            }),
        });
        scribe.leaf_if("Ccy", account.currency.as_deref());
        scribe.leaf_if("Nm", account.name.as_deref());
    });
}

pub(crate) fn reason_code(scribe: &mut Scribe, code: &ReasonCode) {
    match code {
        ReasonCode::Code(code) => scribe.leaf("Cd", code),
        ReasonCode::Proprietary(code) => scribe.leaf("Prtry", code),
    }
}

pub(crate) fn reasons(scribe: &mut Scribe, name: &str, reasons: &[Reason]) {
    for reason in reasons {
        scribe.element(name, |scribe| {
            if let Some(originator) = &reason.originator {
                named_party(scribe, "Orgtr", originator);
            }
            if let Some(code) = &reason.code {
                scribe.element("Rsn", |scribe| reason_code(scribe, code));
            }
            for line in &reason.text {
                scribe.leaf("AddtlInf", line);
            }
        });
    }
}

/// The original message of a payment.
pub(crate) fn original_message(scribe: &mut Scribe, original: &OriginalPayment) {
    if original.message_id.is_none() && original.message_kind.is_none() && original.message_created.is_none() {
        return;
    }
    scribe.element("OrgnlGrpInf", |scribe| {
        scribe.leaf_if("OrgnlMsgId", original.message_id.as_deref());
        scribe.leaf_if(
            "OrgnlMsgNmId",
            original.message_kind.as_ref().map(crate::kind::OriginalKind::as_str),
        );
        scribe.leaf_if(
            "OrgnlCreDtTm",
            original
                .message_created
                .as_ref()
                .map(crate::parts::MessageTime::as_written),
        );
    });
}

pub(crate) fn original_amount(scribe: &mut Scribe, original: &OriginalPayment) {
    amount(scribe, "OrgnlIntrBkSttlmAmt", original.amount.as_ref());
    scribe.leaf_if(
        "OrgnlIntrBkSttlmDt",
        original
            .settlement_date
            .as_ref()
            .map(crate::parts::MessageDate::as_written),
    );
}

pub(crate) fn details(scribe: &mut Scribe, details: Option<&OriginalDetails>) {
    let Some(details) = details else { return };
    let parties = &details.parties;
    scribe.element("OrgnlTxRef", |scribe| {
        amount(scribe, "IntrBkSttlmAmt", details.amount.as_ref());
        scribe.leaf_if(
            "IntrBkSttlmDt",
            details
                .settlement_date
                .as_ref()
                .map(crate::parts::MessageDate::as_written),
        );
        if let Some(debtor) = &parties.debtor {
            party(scribe, "Dbtr", debtor);
        }
        account(scribe, "DbtrAcct", parties.debtor_account.as_ref());
        if let Some(agent) = &parties.debtor_agent {
            institution(scribe, "DbtrAgt", agent);
        }
        if let Some(agent) = &parties.creditor_agent {
            institution(scribe, "CdtrAgt", agent);
        }
        if let Some(creditor) = &parties.creditor {
            party(scribe, "Cdtr", creditor);
        }
        account(scribe, "CdtrAcct", parties.creditor_account.as_ref());
    });
}
