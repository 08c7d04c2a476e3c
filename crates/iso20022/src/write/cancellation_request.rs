//! `camt.056`, in the element order of its schema.

use super::pieces;
use super::scribe::Scribe;
use crate::messages::{CancellationRequest, CancellationTransaction, GroupCancellation};

pub(crate) fn write(scribe: &mut Scribe, request: &CancellationRequest) {
    scribe.element("FIToFIPmtCxlReq", |scribe| {
        pieces::assignment(scribe, &request.assignment);
        pieces::case(scribe, "Case", request.case.as_ref());
        for underlying in &request.underlying {
            scribe.element("Undrlyg", |scribe| {
                if let Some(message) = &underlying.group {
                    group(scribe, message);
                }
                for line in &underlying.transactions {
                    transaction(scribe, line);
                }
            });
        }
    });
}

fn group(scribe: &mut Scribe, group: &GroupCancellation) {
    scribe.element("OrgnlGrpInfAndCxl", |scribe| {
        scribe.leaf_if("GrpCxlId", group.id.as_deref());
        pieces::case(scribe, "Case", group.case.as_ref());
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
            "GrpCxl",
            group.whole_group.map(|whole| if whole { "true" } else { "false" }),
        );
        pieces::reasons(scribe, "CxlRsnInf", &group.reasons);
    });
}

fn transaction(scribe: &mut Scribe, line: &CancellationTransaction) {
    let original = &line.original;
    scribe.element("TxInf", |scribe| {
        scribe.leaf_if("CxlId", line.id.as_deref());
        pieces::case(scribe, "Case", line.case.as_ref());
        pieces::original_message(scribe, original);
        scribe.leaf_if("OrgnlInstrId", original.instruction_id.as_deref());
        scribe.leaf_if("OrgnlEndToEndId", original.end_to_end_id.as_deref());
        scribe.leaf_if("OrgnlTxId", original.transaction_id.as_deref());
        scribe.leaf_if("OrgnlUETR", original.uetr.as_deref());
        scribe.leaf_if("OrgnlClrSysRef", original.clearing_reference.as_deref());
        pieces::original_amount(scribe, original);
        pieces::reasons(scribe, "CxlRsnInf", &line.reasons);
        pieces::details(scribe, line.details.as_ref());
    });
}
