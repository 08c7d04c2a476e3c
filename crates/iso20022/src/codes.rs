//! The codes of cancellation and return: closed lists of the schemas, and the external lists as far as they matter here.
//!
//! Closed lists come from the schemas; the external codes from the ISO 20022 external code sets
//! (`ExternalCancellationReason1Code`, `ExternalPaymentCancellationRejection1Code`, `ExternalReturnReason1Code`,
//! `ExternalInvestigationExecutionConfirmation1Code`). A code that is not listed here is kept as it is written.

/// Declares a list of codes: a variant for each, with its code, and, for external lists, one for all others.
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident, open { $($(#[$line:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$line])* $variant,)+
            /// Another code, as written.
            Other(String),
        }

        impl $name {
            /// Every code that has a name of its own.
            pub const NAMED: &'static [Self] = &[$(Self::$variant),+];

            /// Reads a code; it is never refused.
            #[must_use]
            pub fn of(code: &str) -> Self {
                match code {
                    $($code => Self::$variant,)+
                    other => Self::Other(other.to_owned()),
                }
            }

            /// The code as written.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $code,)+
                    Self::Other(code) => code,
                }
            }
        }
    };
    ($(#[$doc:meta])* $name:ident, closed { $($(#[$line:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$line])* $variant,)+
        }

        impl $name {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Reads a code; the list is closed.
            #[must_use]
            pub fn of(code: &str) -> Option<Self> {
                match code {
                    $($code => Some(Self::$variant),)+
                    _ => None,
                }
            }

            /// The code as written.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)+
                }
            }
        }
    };
}

codes! {
    /// The outcome of a case as a whole (`Sts/Conf` of a camt.029).
    Confirmation, open {
        /// Cancelled as asked.
        Cancelled = "CNCL",
        /// Pending.
        Pending = "PDCR",
        /// Refused; the reason stands below.
        Rejected = "RJCR",
        /// Partly executed.
        PartlyExecuted = "PECR",
        /// Passed to the next agent.
        ForwardedToNextAgent = "FTNA",
        /// A payment was initiated: not about cancellation.
        PaymentInitiated = "IPAY",
        /// Information: not about cancellation.
        Information = "INFO",
    }
}

codes! {
    /// The outcome for one payment (`TxCxlSts`). `CNCL` is not among them.
    LineStatus, closed {
        /// Accepted.
        Accepted = "ACCR",
        /// Refused; the reason stands below.
        Rejected = "RJCR",
        /// Pending.
        Pending = "PDCR",
    }
}

codes! {
    /// The outcome for an original message as a whole (`GrpCxlSts`).
    GroupCancellationStatus, closed {
        /// Accepted for some of its payments.
        PartlyAccepted = "PACR",
        /// Accepted.
        Accepted = "ACCR",
        /// Refused; the reason stands below.
        Rejected = "RJCR",
        /// Pending.
        Pending = "PDCR",
    }
}

codes! {
    /// Why a cancellation is refused or has to wait (`CxlStsRsnInf` of a camt.029).
    RefusalReason, open {
        /// No money is left on the account.
        InsufficientFunds = "AM04",
        /// The account is closed.
        AccountClosed = "AC04",
        /// The payment was passed on.
        PassedOn = "PTNA",
        /// The payment was already returned.
        AlreadyReturned = "ARDT",
        /// The beneficiary has not answered.
        NoAnswer = "NOAS",
        /// A reply is awaited.
        AwaitingReply = "ARPL",
        /// Not before an indemnity is agreed.
        IndemnityRequired = "IDMN",
        /// The beneficiary's authority is needed.
        CreditorAuthorityRequired = "RQDA",
        /// The authority to debit is awaited.
        AwaitingDebitAuthority = "ADAC",
        /// A decision of law.
        LegalDecision = "LEGL",
        /// A reason of regulation.
        Regulation = "RR04",
        /// The payment was never received.
        NeverReceived = "NOOR",
        /// The beneficiary refuses.
        BeneficiaryRefuses = "CUST",
        /// The institution refuses.
        InstitutionRefuses = "AGNT",
        /// See the text.
        Narrative = "NARR",
    }
}

codes! {
    /// Why a payment is to be cancelled (`CxlRsnInf` of a camt.056).
    CancellationReason, open {
        /// Of fraudulent origin.
        Fraud = "FRAD",
        /// Not authorised by the payer, such as with stolen credentials.
        Unauthorised = "UAPA",
        /// The payer asks for it.
        CustomerRequest = "CUST",
        /// Sent twice.
        Duplicate = "DUPL",
        /// A technical error.
        TechnicalError = "TECH",
        /// A wrong amount.
        WrongAmount = "AM09",
        /// A wrong account.
        WrongAccount = "AC03",
        /// A wrong institution.
        WrongInstitution = "AGNT",
        /// A wrong currency.
        WrongCurrency = "CURR",
        /// An undue payment.
        UnduePayment = "UPAY",
        /// The cover payment was cancelled or returned.
        CoverCancelled = "COVR",
        /// An indemnity is wished for.
        Indemnity = "INDM",
        /// See the text.
        Narrative = "NARR",
    }
}

codes! {
    /// Why money comes back (`RtrRsnInf` of a pacs.004).
    ReturnReason, open {
        /// Following a request to cancel.
        FollowingCancellation = "FOCR",
        /// Because of fraud.
        Fraud = "FR01",
        /// At the payer's request.
        CustomerRequest = "MD06",
        /// The receiver's bank could not apply it.
        UnableToApply = "RUTA",
        /// The money is blocked.
        Blocked = "AM07",
        /// The account is closed.
        AccountClosed = "AC04",
        /// The account number is wrong.
        WrongAccount = "AC01",
        /// See the text.
        Narrative = "NARR",
    }
}

impl ReturnReason {
    /// Whether the money comes back because it was asked back.
    #[must_use]
    pub const fn answers_a_recall(&self) -> bool {
        matches!(self, Self::FollowingCancellation | Self::Fraud | Self::CustomerRequest)
    }
}

#[cfg(test)]
mod tests {
    use super::{Confirmation, GroupCancellationStatus, LineStatus, RefusalReason};

    #[test]
    fn the_two_levels_of_a_refusal_have_lists_of_their_own() {
        assert_eq!(Confirmation::of("CNCL"), Confirmation::Cancelled);
        assert_eq!(LineStatus::of("CNCL"), None);
        assert_eq!(LineStatus::of("PACR"), None);
        assert_eq!(
            GroupCancellationStatus::of("PACR"),
            Some(GroupCancellationStatus::PartlyAccepted)
        );
    }

    #[test]
    fn codes_read_back_as_written() {
        for reason in RefusalReason::NAMED {
            assert_eq!(&RefusalReason::of(reason.as_str()), reason);
        }
        for status in LineStatus::ALL {
            assert_eq!(LineStatus::of(status.as_str()), Some(*status));
        }
        assert_eq!(RefusalReason::of("ZZ99").as_str(), "ZZ99");
    }
}
