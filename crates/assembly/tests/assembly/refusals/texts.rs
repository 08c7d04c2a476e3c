//! Refusals on papers and resolutions.

use super::*;

pub fn papers(provoked: &mut Provoked) {
    let mut hall = Hall::convened();
    let one_language = |texts| {
        Act::Resolution(ResolutionAct::Draft {
            title: self::texts("Exercise"),
            about: Matter::Ordinary,
            sponsors: BTreeSet::new(),
            costs: false,
            paragraphs: vec![cordon_assembly::resolution::NewParagraph {
                texts,
                ..operative("x")
            }],
        })
    };
    hall.ok(secretariat(), one_language(Texts::one(Language::English, "Asks;")));
    let distribute = |language| {
        Act::Resolution(ResolutionAct::Distribute {
            resolution: 1,
            language,
        })
    };
    provoked.by(
        &mut hall,
        secretariat(),
        distribute(Language::French),
        "language-missing",
    );
    let french = ResolutionAct::Translate {
        resolution: 1,
        paragraph: 1,
        language: Language::French,
        text: "Demande ;".to_owned(),
    };
    hall.ok(secretariat(), Act::Resolution(french));
    let texts = Texts::one(Language::English, "Urges;");
    hall.ok(
        secretariat(),
        Act::Resolution(ResolutionAct::Change {
            resolution: 1,
            paragraph: 1,
            texts,
        }),
    );
    provoked.by(&mut hall, secretariat(), distribute(Language::French), "language-stale");
    let long = Texts::one(Language::English, &"x".repeat(20_001));
    provoked.by(&mut hall, secretariat(), one_language(long), "too-long");
    provoked.by(
        &mut hall,
        secretariat(),
        draft(Matter::Ordinary, vec![preambular("Noting,")]),
        "no-operative-part",
    );
    hall.on(-1);
    let file = |about| draft(about, vec![operative("Amends;")]);
    let received = date(2026, 6, 1);
    provoked.by(
        &mut hall,
        secretariat(),
        file(Matter::Membership { received }),
        "membership-request-late",
    );
    provoked.by(
        &mut hall,
        secretariat(),
        file(Matter::Regulations { opinion: true }),
        "draft-too-late",
    );
    let proposer = Proposer::Member;
    provoked.by(
        &mut hall,
        secretariat(),
        file(Matter::Constitution { proposer }),
        "constitution-draft-too-late",
    );
}

pub fn resolutions(provoked: &mut Provoked) {
    let act = Act::Resolution;
    let mut hall = Hall::with_resolution(Matter::Ordinary);
    let delete = |paragraph| {
        act(ResolutionAct::Amend {
            resolution: 1,
            oral: true,
            change: Change::Delete { paragraph },
        })
    };
    hall.ok(head("QN"), delete(2));
    hall.ok(head("QO"), delete(3));
    let amendment = |amendment| Subject::Amendment {
        resolution: 1,
        amendment,
    };
    provoked.by(&mut hall, chair(), open(WHOLE, Mode::Hands), "amendments-open");
    provoked.by(&mut hall, chair(), open(amendment(2), Mode::Hands), "out-of-order");
    let order = |ruled| {
        act(ResolutionAct::OrderAmendments {
            resolution: 1,
            ruled: Some(ruled),
            reason: None,
        })
    };
    provoked.by(&mut hall, chair(), order(vec![1]), "order-incomplete");
    provoked.by(&mut hall, chair(), order(vec![2, 1]), "reason-missing");
    hall.vote(amendment(1), 4, 1, 0);
    hall.vote(amendment(2), 1, 4, 0);
    provoked.by(&mut hall, chair(), open(WHOLE, Mode::Hands), "languages-behind");
    hall.distribute(1);
    let divide = |parts: Vec<BTreeSet<u32>>| act(ResolutionAct::Divide { resolution: 1, parts });
    provoked.by(&mut hall, head("QN"), divide(vec![]), "division-unfit");
    hall.ok(head("QN"), divide(vec![[3].into()]));
    provoked.by(&mut hall, chair(), open(WHOLE, Mode::Hands), "parts-open");
    hall.vote(Subject::Part { resolution: 1, part: 0 }, 4, 1, 0);
    hall.state.resolutions.get_mut(&1).expect("a resolution").costs = true;
    provoked.by(&mut hall, chair(), open(WHOLE, Mode::Hands), "opinion-missing");
    hall.ok(committee(), act(ResolutionAct::GiveOpinion { resolution: 1 }));
    let mut without = Hall {
        state: hall.state.clone(),
        now: hall.now,
    };
    // Nothing operative is left and yet the text is tabled: no door leads here, and the rule still holds.
    without
        .state
        .resolutions
        .get_mut(&1)
        .expect("a resolution")
        .roles
        .clear();
    without
        .state
        .resolutions
        .get_mut(&1)
        .expect("a resolution")
        .fallen
        .insert(4, "fell".to_owned());
    provoked.by(&mut without, chair(), open(WHOLE, Mode::Hands), "whole-voted");
    assert!(hall.vote(WHOLE, 4, 1, 0));
    provoked.by(&mut hall, chair(), open(WHOLE, Mode::Hands), "not-reconsidered");
    hall.ok(secretariat(), draft(Matter::Ordinary, vec![operative("Thanks.")]));
    hall.ok(chair(), act(ResolutionAct::Table { resolution: 2 }));
    hall.distribute(2);
    assert!(hall.vote(Subject::Whole { resolution: 2 }, 6, 0, 0));
    let number = "GA-2026-94-RES-01".parse().expect("a number");
    let renumber = ResolutionAct::Renumber {
        resolution: 2,
        number,
        reason: "order".to_owned(),
    };
    provoked.by(&mut hall, secretariat(), act(renumber), "number-taken");
}
