//! What is written is valid, and reads back as what it was written from.

use cordon_iso20022::{
    Account, Amount, Assignment, Body, CancellationDetails, CancellationRequest, CancellationTransaction, Case, Charge,
    ClearingMember, ClearingSystem, GroupCancellation, GroupCancellationStatus, GroupStatus, Header, Institution,
    Instructing, LineStatus, MessageDate, MessageTime, NamedParty, OriginalDetails, OriginalKind, OriginalPayment,
    Parties, Party, Reason, ReasonCode, RecallDraft, RelatedPayment, Resolution, ResolutionStatus, TransactionStatus,
    Underlying, Written, read, write_cancellation_request, write_resolution,
};
use proptest::option::of;
use proptest::prelude::*;
use proptest::strategy::ValueTree;

use crate::schema::Judge;

fn text(most: usize) -> BoxedStrategy<String> {
    let letter = prop_oneof![4 => "[A-Za-z0-9]", 1 => "[&<>'\"/+:.,()?é界ع -]"];
    prop::collection::vec(letter, 1..=most.min(20))
        .prop_map(|letters| {
            let text = letters.concat();
            let text = text.trim();
            if text.is_empty() {
                "x".to_owned()
            } else {
                text.to_owned()
            }
        })
        .boxed()
}

fn bic() -> BoxedStrategy<String> {
    "[A-Z]{4}Q[M-T][A-Z0-9]0(XXX)?".boxed()
}

fn uetr() -> BoxedStrategy<String> {
    "[a-f0-9]{8}-[a-f0-9]{4}-4[a-f0-9]{3}-[89ab][a-f0-9]{3}-[a-f0-9]{12}".boxed()
}

fn amount() -> BoxedStrategy<Amount> {
    ("(0|[1-9][0-9]{0,12})(\\.[0-9]{1,5})?", "[A-Z]{3}")
        .prop_map(|(value, currency)| Amount::new(value, currency))
        .boxed()
}

fn date() -> BoxedStrategy<MessageDate> {
    (2020..2030_i16, 1..=12_i8, 1..=28_i8)
        .prop_map(|(y, m, d)| MessageDate::new(format!("{y}-{m:02}-{d:02}")))
        .boxed()
}

fn time() -> BoxedStrategy<MessageTime> {
    (1_600_000_000_000_i64..1_900_000_000_000)
        .prop_map(|milliseconds| {
            MessageTime::from_instant(jiff::Timestamp::from_millisecond(milliseconds).expect("an instant"))
        })
        .boxed()
}

fn institution() -> BoxedStrategy<Institution> {
    let member = (
        of(prop_oneof![
            "[A-Z]{5}".prop_map(ClearingSystem::Code),
            text(35).prop_map(ClearingSystem::Proprietary)
        ]),
        text(35),
    )
        .prop_map(|(system, member)| ClearingMember { system, member });
    (
        of(bic()),
        of(member),
        of("[A-Z0-9]{18}[0-9]{2}"),
        of(text(140)),
        of("[A-Z]{2}"),
        of(text(35)),
    )
        .prop_map(|(bic, clearing_member, lei, name, country, other)| Institution {
            bic,
            clearing_member,
            lei,
            name,
            country,
            other,
        })
        .boxed()
}

fn named() -> BoxedStrategy<NamedParty> {
    (
        of(text(140)),
        of("[A-Z]{2}"),
        of(bic()),
        of("[A-Z0-9]{18}[0-9]{2}"),
        of(text(35)),
    )
        .prop_map(|(name, country, bic, lei, other)| NamedParty {
            name,
            country,
            bic,
            lei,
            other,
        })
        .boxed()
}

fn party() -> BoxedStrategy<Party> {
    prop_oneof![
        institution().prop_map(Party::Institution),
        named().prop_map(Party::Named)
    ]
    .boxed()
}

fn account() -> BoxedStrategy<Account> {
    let ibans = prop::sample::select(vec![
        "QM25ALDR00001234567890",
        "QN10BRCH00009876543210",
        "QP37CEDR0000555500001111",
    ]);
    let id = prop_oneof![
        ibans.prop_map(Account::iban),
        (text(34), of(prop_oneof!["[A-Z]{4}", text(35)]), of(text(35))).prop_map(|(id, scheme, issuer)| Account {
            id: cordon_iso20022::AccountId::Other { id, scheme, issuer },
            currency: None,
            name: None,
        }),
    ];
    (id, of("[A-Z]{3}"), of(text(70)))
        .prop_map(|(account, currency, name)| Account {
            currency,
            name,
            ..account
        })
        .boxed()
}

fn case() -> BoxedStrategy<Case> {
    (text(35), party())
        .prop_map(|(id, creator)| Case { id, creator })
        .boxed()
}

fn reason() -> BoxedStrategy<Reason> {
    let code = prop_oneof![
        "[A-Z0-9]{4}".prop_map(ReasonCode::Code),
        text(35).prop_map(ReasonCode::Proprietary)
    ];
    (of(named()), of(code), prop::collection::vec(text(105), 0..3))
        .prop_map(|(originator, code, text)| Reason { originator, code, text })
        .boxed()
}

fn reasons() -> BoxedStrategy<Vec<Reason>> {
    prop::collection::vec(reason(), 0..3).boxed()
}

fn original() -> BoxedStrategy<OriginalPayment> {
    let message = of((
        text(35),
        prop::sample::select(vec!["pacs.008", "pacs.008.001.08", "MT103"]),
        of(time()),
    ));
    (
        message,
        of(text(35)),
        of(text(35)),
        of(text(35)),
        uetr(),
        of(text(35)),
        of(amount()),
        of(date()),
    )
        .prop_map(
            |(
                message,
                instruction_id,
                end_to_end_id,
                transaction_id,
                uetr,
                clearing_reference,
                amount,
                settlement_date,
            )| {
                let (message_id, message_kind, message_created) = match message {
                    Some((id, kind, created)) => (Some(id), Some(OriginalKind::new(kind)), created),
                    None => (None, None, None),
                };
                OriginalPayment {
                    message_id,
                    message_kind,
                    message_created,
                    instruction_id,
                    end_to_end_id,
                    transaction_id,
                    uetr: Some(uetr),
                    clearing_reference,
                    amount,
                    settlement_date,
                }
            },
        )
        .boxed()
}

fn details() -> BoxedStrategy<OriginalDetails> {
    let parties = (
        of(party()),
        of(account()),
        of(institution()),
        of(institution()),
        of(party()),
        of(account()),
    )
        .prop_map(
            |(debtor, debtor_account, debtor_agent, creditor_agent, creditor, creditor_account)| Parties {
                debtor,
                debtor_account,
                debtor_agent,
                creditor_agent,
                creditor,
                creditor_account,
            },
        );
    (of(amount()), of(date()), parties)
        .prop_map(|(amount, settlement_date, parties)| OriginalDetails {
            amount,
            settlement_date,
            parties,
        })
        .boxed()
}

fn header(definition: &'static str) -> BoxedStrategy<Header> {
    (party(), party(), text(35), of(text(35)), time())
        .prop_map(move |(from, to, message_id, service, created)| Header {
            from,
            to,
            message_id,
            definition: definition.into(),
            service,
            created,
        })
        .boxed()
}

fn assignment() -> BoxedStrategy<Assignment> {
    (text(35), party(), party(), time())
        .prop_map(|(id, assigner, assignee, created)| Assignment {
            id,
            assigner,
            assignee,
            created,
        })
        .boxed()
}

fn request() -> BoxedStrategy<CancellationRequest> {
    let transaction = (of(text(35)), of(case()), original(), reasons(), of(details())).prop_map(
        |(id, case, original, reasons, details)| CancellationTransaction {
            id,
            case,
            original,
            reasons,
            details,
        },
    );
    let group = (
        of(text(35)),
        of(case()),
        text(35),
        of(time()),
        of(any::<bool>()),
        reasons(),
    )
        .prop_map(
            |(id, case, message_id, message_created, whole_group, reasons)| GroupCancellation {
                id,
                case,
                message_id,
                message_kind: OriginalKind::new("pacs.008.001.08"),
                message_created,
                whole_group,
                reasons,
            },
        );
    let underlying = (of(group), prop::collection::vec(transaction, 1..3))
        .prop_map(|(group, transactions)| Underlying { group, transactions });
    (assignment(), of(case()), prop::collection::vec(underlying, 1..3))
        .prop_map(|(assignment, case, underlying)| CancellationRequest {
            assignment,
            case,
            underlying,
        })
        .boxed()
}

fn related() -> BoxedStrategy<RelatedPayment> {
    let charge = (amount(), institution()).prop_map(|(amount, agent)| Charge { amount, agent });
    (
        of(text(35)),
        of(text(35)),
        of(uetr()),
        of(amount()),
        of(date()),
        prop::collection::vec(charge, 0..2),
    )
        .prop_map(
            |(end_to_end_id, transaction_id, uetr, amount, settlement_date, charges)| RelatedPayment {
                end_to_end_id,
                transaction_id,
                uetr,
                amount,
                settlement_date,
                charges,
            },
        )
        .boxed()
}

fn resolution() -> BoxedStrategy<Resolution> {
    let status = prop_oneof![
        "[A-Z]{4}".prop_map(ResolutionStatus::Confirmation),
        case().prop_map(ResolutionStatus::DuplicateOf),
        any::<bool>().prop_map(ResolutionStatus::AssignmentCancelled),
        prop::collection::vec(text(35).prop_map(ReasonCode::Proprietary), 1..3)
            .prop_map(ResolutionStatus::RejectedModification),
    ];
    let line_status = of(prop::sample::select(LineStatus::ALL));
    let transaction = (
        of(text(35)),
        of(case()),
        original(),
        line_status,
        reasons(),
        of(related()),
        of(details()),
    )
        .prop_map(
            |(id, case, original, status, reasons, related, details)| TransactionStatus {
                id,
                case,
                original,
                status,
                reasons,
                related,
                details,
            },
        );
    let group_status = of(prop::sample::select(GroupCancellationStatus::ALL));
    let group = (of(text(35)), of(case()), text(35), of(time()), group_status, reasons()).prop_map(
        |(id, case, message_id, message_created, status, reasons)| GroupStatus {
            id,
            case,
            message_id,
            message_kind: OriginalKind::new("pacs.008"),
            message_created,
            status,
            reasons,
        },
    );
    let details =
        (of(group), prop::collection::vec(transaction, 0..3)).prop_map(|(group, transactions)| CancellationDetails {
            group,
            payments: Vec::new(),
            transactions,
        });
    (
        assignment(),
        of(case()),
        status,
        prop::collection::vec(details, 0..3),
        of(related()),
    )
        .prop_map(|(assignment, case, status, details, related)| Resolution {
            assignment,
            case,
            status,
            details,
            related,
        })
        .boxed()
}

fn valid(judge: &Judge, written: &Written, schema: &str) {
    if let Err(why) = judge.judge(&written.document(), schema) {
        panic!("{why}\n{}", written.document());
    }
    if let Err(why) = judge.judge(&written.header(), "head.001.001.02") {
        panic!("{why}\n{}", written.header());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn requests_read_back(header in header("camt.056.001.08"), request in request()) {
        let written = write_cancellation_request(&header, &request).expect("a request");
        let message = read(written.envelope(None).as_bytes()).expect("a message");
        prop_assert_eq!(message.header, Some(header));
        prop_assert_eq!(message.body, Body::CancellationRequest(request.clone()));
        let alone = read(written.document().as_bytes()).expect("a message");
        prop_assert_eq!(alone.body, Body::CancellationRequest(request));
    }

    #[test]
    fn answers_read_back(header in header("camt.029.001.09"), resolution in resolution()) {
        let written = write_resolution(&header, &resolution).expect("an answer");
        let message = read(written.envelope(None).as_bytes()).expect("a message");
        prop_assert_eq!(message.header, Some(header));
        prop_assert_eq!(message.body, Body::Resolution(resolution));
    }
}

#[test]
fn what_is_written_is_valid() {
    let Some(judge) = Judge::call("written") else {
        return;
    };
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    for _ in 0..40 {
        let header = header("camt.056.001.08")
            .new_tree(&mut runner)
            .expect("a header")
            .current();
        let request = request().new_tree(&mut runner).expect("a request").current();
        valid(
            &judge,
            &write_cancellation_request(&header, &request).expect("a request"),
            "camt.056.001.08",
        );
        let resolution = resolution().new_tree(&mut runner).expect("an answer").current();
        valid(
            &judge,
            &write_resolution(&header, &resolution).expect("an answer"),
            "camt.029.001.09",
        );
    }
}

fn draft(instructing: Instructing) -> RecallDraft {
    RecallDraft {
        message_id: "QM-2026-000114-1".into(),
        created: "2026-11-23T02:31:00Z".parse().expect("an instant"),
        instructing,
        asked: Institution::with_bic("BRCHQNA0"),
        case_id: "QM-2026-000114".into(),
        original: OriginalPayment {
            message_id: Some("ALDR-20261123-0007".into()),
            message_kind: Some(OriginalKind::new("pacs.008.001.08")),
            uetr: Some("6f1c2b1e-3a54-4c7d-9b21-0d5e8f4a7c10".into()),
            amount: Some(Amount::new("2320000.00", "EUR")),
            ..OriginalPayment::default()
        },
        reason: ReasonCode::Code("FRAD".into()),
        text: format!("Police reference QM-P-88213. {}", "A forged invoice. ".repeat(20)),
        details: None,
    }
}

#[test]
fn a_recall_is_drafted_for_the_instructing_bank() {
    let draft = draft(Instructing::Bank(Institution::with_bic("ALDRQMA0")))
        .write()
        .expect("a draft");
    let file = draft.file();
    assert!(
        file.contains("<!-- DRAFT for ALDRQMA0 to check and send. Not sent into any payment network. -->"),
        "{file}"
    );
    let Body::CancellationRequest(request) = read(file.as_bytes()).expect("a message").body else {
        panic!("a request")
    };
    let bank = Party::Institution(Institution::with_bic("ALDRQMA0"));
    assert_eq!(request.assignment.assigner, bank);
    let line = request.transactions().next().expect("a payment");
    assert_eq!(line.case.as_ref().map(|case| &case.creator), Some(&bank));
    let lines = &line.reasons.first().expect("a reason").text;
    assert!(
        lines.len() > 3 && lines.iter().all(|line| line.chars().count() <= 105),
        "{lines:?}"
    );
    if let Some(judge) = Judge::call("draft") {
        valid(&judge, &draft.written, "camt.056.001.08");
    }
}

#[test]
fn without_a_known_bank_the_bureau_stands_as_a_party() {
    let bureau = NamedParty::with_name("National Central Bureau of Quillonia");
    let draft = draft(Instructing::Bureau(bureau.clone())).write().expect("a draft");
    assert!(draft.file().contains("DRAFT: the instructing bank is not known"));
    let message = read(draft.file().as_bytes()).expect("a message");
    assert_eq!(
        message.header.map(|header| header.from),
        Some(Party::Named(bureau.clone()))
    );
    let Body::CancellationRequest(request) = message.body else {
        panic!("a request")
    };
    assert_eq!(request.assignment.assigner, Party::Named(bureau));
    if let Some(judge) = Judge::call("bureau-draft") {
        valid(&judge, &draft.written, "camt.056.001.08");
    }
}
