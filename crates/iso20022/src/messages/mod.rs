//! The messages themselves, as values.

mod cancellation_request;
mod credit_transfer;
mod header;
mod payment_return;
mod resolution;

pub use cancellation_request::{CancellationRequest, CancellationTransaction, GroupCancellation, Underlying};
pub use credit_transfer::{CreditTransfer, CreditTransferTransaction};
pub use header::Header;
pub use payment_return::{PaymentReturn, ReturnedTransaction};
pub use resolution::{
    CancellationDetails, GroupStatus, PaymentStatus, RelatedPayment, Resolution, ResolutionStatus, TransactionStatus,
};
