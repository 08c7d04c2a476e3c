//! `camt.029`, in the element order of its schema.

use super::pieces;
use super::scribe::Scribe;
use crate::messages::{
    CancellationDetails, GroupStatus, RelatedPayment, Resolution, ResolutionStatus, TransactionStatus,
};

pub(crate) fn write(scribe: &mut Scribe, resolution: &Resolution) {
    scribe.element("RsltnOfInvstgtn", |scribe| {
        pieces::assignment(scribe, &resolution.assignment);
        pieces::case(scribe, "RslvdCase", resolution.case.as_ref());
        scribe.element("Sts", |scribe| status(scribe, &resolution.status));
        for part in &resolution.details {
            scribe.element("CxlDtls", |scribe| details(scribe, part));
        }
        related(scribe, resolution.related.as_ref());
    });
}

fn status(scribe: &mut Scribe, status: &ResolutionStatus) {
    match status {
        ResolutionStatus::Confirmation(code) => scribe.leaf("Conf", code),
        ResolutionStatus::RejectedModification(reasons) => {
            for reason in reasons {
                scribe.element("RjctdMod", |scribe| pieces::reason_code(scribe, reason));
            }
        }
        ResolutionStatus::DuplicateOf(case) => pieces::case(scribe, "DplctOf", Some(case)),
        ResolutionStatus::AssignmentCancelled(cancelled) => {
            scribe.leaf("AssgnmtCxlConf", if *cancelled { "true" } else { "false" });
        }
    }
}

fn details(scribe: &mut Scribe, part: &CancellationDetails) {
    if let Some(message) = &part.group {
        group(scribe, message);
    }
    for line in &part.transactions {
        transaction(scribe, line);
    }
}

fn group(scribe: &mut Scribe, group: &GroupStatus) {
    scribe.element("OrgnlGrpInfAndSts", |scribe| {
        scribe.leaf_if("OrgnlGrpCxlId", group.id.as_deref());
        pieces::case(scribe, "RslvdCase", group.case.as_ref());
        scribe.leaf("OrgnlMsgId", &group.message_id);
        scribe.leaf("OrgnlMsgNmId", group.message_kind.as_str());
        scribe.leaf_if(
            "OrgnlCreDtTm",
            group
                .message_created
                .as_ref()
                .map(crate::parts::MessageTime::as_written),
        );
        scribe.leaf_if(
            "GrpCxlSts",
            group.status.map(crate::codes::GroupCancellationStatus::as_str),
        );
        pieces::reasons(scribe, "CxlStsRsnInf", &group.reasons);
    });
}

fn transaction(scribe: &mut Scribe, line: &TransactionStatus) {
    let original = &line.original;
    scribe.element("TxInfAndSts", |scribe| {
        scribe.leaf_if("CxlStsId", line.id.as_deref());
        pieces::case(scribe, "RslvdCase", line.case.as_ref());
        pieces::original_message(scribe, original);
        scribe.leaf_if("OrgnlInstrId", original.instruction_id.as_deref());
        scribe.leaf_if("OrgnlEndToEndId", original.end_to_end_id.as_deref());
        scribe.leaf_if("OrgnlTxId", original.transaction_id.as_deref());
        scribe.leaf_if("OrgnlClrSysRef", original.clearing_reference.as_deref());
        scribe.leaf_if("OrgnlUETR", original.uetr.as_deref());
        scribe.leaf_if("TxCxlSts", line.status.map(crate::codes::LineStatus::as_str));
        pieces::reasons(scribe, "CxlStsRsnInf", &line.reasons);
        related(scribe, line.related.as_ref());
        pieces::original_amount(scribe, original);
        pieces::details(scribe, line.details.as_ref());
    });
}

fn related(scribe: &mut Scribe, related: Option<&RelatedPayment>) {
    let Some(related) = related else { return };
    scribe.element("RsltnRltdInf", |scribe| {
        scribe.leaf_if("EndToEndId", related.end_to_end_id.as_deref());
        scribe.leaf_if("TxId", related.transaction_id.as_deref());
        scribe.leaf_if("UETR", related.uetr.as_deref());
        pieces::amount(scribe, "IntrBkSttlmAmt", related.amount.as_ref());
        scribe.leaf_if(
            "IntrBkSttlmDt",
            related
                .settlement_date
                .as_ref()
                .map(crate::parts::MessageDate::as_written),
        );
        for charge in &related.charges {
            scribe.element("Chrgs", |scribe| {
                pieces::amount(scribe, "Amt", Some(&charge.amount));
                pieces::institution(scribe, "Agt", &charge.agent);
            });
        }
    });
}
