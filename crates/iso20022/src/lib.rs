//! The banks' messages: bytes in, typed values out, and back.
//!
//! Read: `camt.056.001.08` (a bank asks a bank to cancel a payment), `camt.029.001.09` (the answer), `pacs.004.001.09` and
//! `.10` (money sent back), `pacs.008.001.08` (a payment). Written: `camt.056` and `camt.029`, with their header
//! `head.001.001.02`. A `camt.056` is only ever written as a draft that the instructing bank may send ([`RecallDraft`]).
//!
//! [`read`] holds every message against its schema to the last element, then against profile rules that the schemas
//! leave open. [`Resolution::answers`] says what an answer means for the money. [`Summary`] is the flat view of a
//! message that the command line prints.
//!
//! The crate stands alone: no clock, no files, no network. Amounts stay decimal text; see [`Amount::units`].
//!
//! ```
//! let bytes = br#"<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.029.001.09"><RsltnOfInvstgtn>
//!   <Assgnmt><Id>ANSWER-1</Id>
//!     <Assgnr><Agt><FinInstnId><BICFI>BRCHQNA0</BICFI></FinInstnId></Agt></Assgnr>
//!     <Assgne><Agt><FinInstnId><BICFI>ALDRQMA0</BICFI></FinInstnId></Agt></Assgne>
//!     <CreDtTm>2026-11-23T02:31:00+00:00</CreDtTm></Assgnmt>
//!   <Sts><Conf>RJCR</Conf></Sts>
//!   <CxlDtls><TxInfAndSts><OrgnlUETR>174c245f-2682-4291-ad67-2a41e530cd27</OrgnlUETR><TxCxlSts>RJCR</TxCxlSts>
//!     <CxlStsRsnInf><Rsn><Cd>AM04</Cd></Rsn></CxlStsRsnInf></TxInfAndSts></CxlDtls>
//! </RsltnOfInvstgtn></Document>"#;
//! let message = cordon_iso20022::read(bytes)?;
//! let cordon_iso20022::Body::Resolution(resolution) = message.body else { panic!() };
//! let meaning = &resolution.answers()[0].meaning;
//! assert_eq!(*meaning, cordon_iso20022::Meaning::AlreadyMoved(cordon_iso20022::Moved::Spent));
//! # Ok::<(), cordon_iso20022::Fault>(())
//! ```

mod answer;
mod codes;
mod cursor;
mod draft;
mod fault;
mod grammar;
mod kind;
mod messages;
mod parts;
mod profile;
mod reader;
mod remarks;
mod summary;
mod tree;
mod write;

pub use answer::{Awaited, LineAnswer, Meaning, Moved, Refuser};
pub use codes::{CancellationReason, Confirmation, GroupCancellationStatus, LineStatus, RefusalReason, ReturnReason};
pub use draft::{Draft, Instructing, RecallDraft};
pub use fault::{Fault, FaultCode};
pub use kind::{MessageKind, OriginalFamily, OriginalKind};
pub use messages::{
    CancellationDetails, CancellationRequest, CancellationTransaction, CreditTransfer, CreditTransferTransaction,
    GroupCancellation, GroupStatus, Header, PaymentReturn, PaymentStatus, RelatedPayment, Resolution, ResolutionStatus,
    ReturnedTransaction, TransactionStatus, Underlying,
};
pub use parts::{
    Account, AccountId, Amount, Assignment, Case, Charge, ClearingMember, ClearingSystem, Institution, MessageDate,
    MessageTime, NamedParty, OriginalDetails, OriginalPayment, Parties, Party, Reason, ReasonCode,
};
pub use reader::{BankMessage, Body, read};
pub use remarks::Remark;
pub use summary::{OriginalSummary, PartySummary, ReasonSummary, Summary, TransactionSummary};
pub use tree::{MAX_BYTES, MAX_DEPTH, MAX_ELEMENTS};
pub use write::{Written, write_cancellation_request, write_resolution};
