//! A small hall for tests: six exercise states, their delegates and the officers of the session.

use std::collections::{BTreeMap, BTreeSet};

use cordon_assembly::actor::{Actor, Capacity};
use cordon_assembly::agenda::{AgendaAct, ItemKind, NewItem};
use cordon_assembly::assembly::{Act, Assembly, decide};
use cordon_assembly::delegation::{Attendance, CredentialsState, DelegationAct, Named, NewDelegation};
use cordon_assembly::finances::{FinanceAct, Finances, NewPayment};
use cordon_assembly::language::{Language, Texts};
use cordon_assembly::majority::Count;
use cordon_assembly::member::{MemberCode, PersonId, Region, Roll, Seat};
use cordon_assembly::quorum::{Quorum, QuorumBase};
use cordon_assembly::refusal::Refusal;
use cordon_assembly::resolution::{Clause, Matter, NewParagraph, ResolutionAct, Role};
use cordon_assembly::rulebook::{Authority, Rulebook, ThirdBallot};
use cordon_assembly::session::{Session, SessionAct, Settings};
use cordon_assembly::turn::Decision;
use cordon_assembly::votes::{Choice, Mode, Papers, Subject, VoteAct};
use jiff::civil::{Date, date};
use jiff::tz::Offset;
use jiff::{SignedDuration, Span, Timestamp};

pub const STATES: [&str; 6] = ["QM", "QN", "QO", "QP", "QQ", "QR"];
pub const OPENING: Date = date(2026, 11, 23);

pub struct Hall {
    pub state: Assembly,
    pub now: Timestamp,
}

pub fn member(code: &str) -> MemberCode {
    MemberCode::new(code).expect("a code")
}

pub fn members(codes: &[&str]) -> BTreeSet<MemberCode> {
    codes.iter().map(|code| member(code)).collect()
}

pub fn person(id: &str) -> PersonId {
    PersonId::new(id).expect("an identifier")
}

pub fn officer(capacity: Capacity) -> Actor {
    let id = match capacity {
        Capacity::Chair => "chair",
        Capacity::Secretariat => "secretariat",
        _ => "officer",
    };
    Actor {
        person: person(id),
        capacity,
    }
}

pub fn chair() -> Actor {
    officer(Capacity::Chair)
}

pub fn secretariat() -> Actor {
    officer(Capacity::Secretariat)
}

pub fn committee() -> Actor {
    officer(Capacity::ExecutiveCommittee)
}

pub fn teller(id: &str) -> Actor {
    Actor {
        person: person(id),
        capacity: Capacity::Teller,
    }
}

/// The head of a delegation.
pub fn head(code: &str) -> Actor {
    Actor {
        person: person(&format!("head-{code}")),
        capacity: Capacity::Delegate { member: member(code) },
    }
}

/// Another delegate of the same delegation.
pub fn second(code: &str) -> Actor {
    Actor {
        person: person(&format!("second-{code}")),
        capacity: Capacity::Delegate { member: member(code) },
    }
}

pub fn observer() -> Actor {
    let capacity = Capacity::Observer {
        organisation: "Exercise Forum".to_owned(),
    };
    Actor {
        person: person("observer"),
        capacity,
    }
}

pub fn texts(words: &str) -> Texts {
    Texts::all(words, words, words, words)
}

pub fn roll() -> Roll {
    let regions = [Region::Africa, Region::Americas, Region::Asia, Region::Europe];
    let seat = |(index, code): (usize, &&str)| {
        let number = u16::try_from(index + 1).expect("few seats");
        (
            member(code),
            Seat {
                number,
                region: regions[index % 4],
            },
        )
    };
    Roll::new(STATES.iter().enumerate().map(seat).collect()).expect("distinct seats")
}

pub fn settings() -> Settings {
    Settings {
        quorum: Some(Quorum::Majority(QuorumBase::Entitled)),
        third_ballot: Some(ThirdBallot::Plurality),
        blanks_are_valid: Some(false),
        speech_seconds: Some(180),
        reply_seconds: Some(60),
        debate_seconds: Some(300),
    }
}

pub fn item(title: &str) -> Act {
    let item = NewItem {
        title: texts(title),
        kind: ItemKind::Debate,
        starts: None,
        minutes: 30,
        speakers: vec![],
    };
    Act::Agenda(AgendaAct::Add { item })
}

pub fn delegation(code: &str) -> NewDelegation {
    let named = |id: String, head| Named {
        person: person(&id),
        head,
    };
    NewDelegation {
        member: member(code),
        persons: vec![
            named(format!("head-{code}"), true),
            named(format!("second-{code}"), false),
        ],
        authority: Authority::Government,
    }
}

pub fn credentials(codes: &[&str], to: CredentialsState) -> Act {
    Act::Delegation(DelegationAct::Credentials {
        members: members(codes),
        to,
        note: "paper 7".to_owned(),
    })
}

pub fn arrive(codes: &[&str]) -> Act {
    Act::Delegation(DelegationAct::Arrive {
        persons: attendance(codes),
    })
}

pub fn leave(codes: &[&str]) -> Act {
    Act::Delegation(DelegationAct::Leave {
        persons: attendance(codes),
    })
}

fn attendance(codes: &[&str]) -> Vec<Attendance> {
    let one = |code: &&str| Attendance {
        member: member(code),
        person: person(&format!("head-{code}")),
    };
    codes.iter().map(one).collect()
}

pub fn operative(words: &str) -> NewParagraph {
    let role = Role::Operative {
        does: Clause::States,
        depends_on: BTreeSet::new(),
    };
    NewParagraph {
        role,
        texts: texts(words),
    }
}

pub fn preambular(words: &str) -> NewParagraph {
    NewParagraph {
        role: Role::Preambular,
        texts: texts(words),
    }
}

pub fn draft(about: Matter, paragraphs: Vec<NewParagraph>) -> Act {
    let sponsors = members(&["QM"]);
    Act::Resolution(ResolutionAct::Draft {
        title: texts("Exercise"),
        about,
        sponsors,
        costs: false,
        paragraphs,
    })
}

pub fn hands(yes: u64, no: u64, abstain: u64) -> Papers {
    Papers {
        count: Count { yes, no, abstain },
        total: yes + no + abstain,
        ..Papers::default()
    }
}

pub fn open(on: Subject, mode: Mode) -> Act {
    Act::Vote(VoteAct::Open {
        on,
        question: texts("Do you agree?"),
        mode,
    })
}

pub fn cast(ballot: u32, code: &str, choice: Choice) -> Act {
    Act::Vote(VoteAct::Cast {
        ballot,
        member: member(code),
        choice,
    })
}

pub fn close(ballot: u32) -> Act {
    Act::Vote(VoteAct::Close { ballot })
}

pub fn count(ballot: u32, papers: Papers) -> Act {
    Act::Vote(VoteAct::Count { ballot, papers })
}

impl Hall {
    /// A planned session of six members, five months before it opens.
    pub fn planned() -> Self {
        let closing = OPENING.checked_add(Span::new().days(3)).expect("a day");
        let session = Session::ordinary(94, "Exercise City", OPENING, closing, true);
        let book = Rulebook::model().expect("readable");
        let state = Assembly::new(book, roll(), session, Finances::new("EUR"));
        let mut hall = Self {
            state,
            now: Timestamp::UNIX_EPOCH,
        };
        hall.on(-150);
        hall
    }

    /// The same, convened.
    pub fn convened() -> Self {
        let mut hall = Self::planned();
        hall.ok(secretariat(), Act::Session(SessionAct::Convoke));
        hall
    }

    /// A session that sits: everybody present and accepted, the agenda of one item adopted.
    pub fn sitting() -> Self {
        let mut hall = Self::convened();
        hall.ok(secretariat(), item("Stopping stolen payments"));
        hall.seat();
        hall
    }

    /// Seats everybody, opens the session and adopts its agenda.
    pub fn seat(&mut self) {
        self.on(0);
        let delegations = STATES.iter().map(|code| delegation(code)).collect();
        self.ok(secretariat(), Act::Delegation(DelegationAct::Name { delegations }));
        self.ok(secretariat(), credentials(&STATES, CredentialsState::Submitted));
        let examiner = officer(Capacity::CredentialsCommittee);
        self.ok(examiner.clone(), credentials(&STATES, CredentialsState::Examined));
        self.ok(examiner, credentials(&STATES, CredentialsState::Accepted));
        let invite = DelegationAct::InviteObserver {
            organisation: "Exercise Forum".to_owned(),
            persons: vec![person("observer")],
        };
        self.ok(secretariat(), Act::Delegation(invite));
        self.ok(secretariat(), arrive(&STATES));
        self.ok(
            secretariat(),
            Act::Session(SessionAct::FixSettings { settings: settings() }),
        );
        self.ok(chair(), Act::Session(SessionAct::Open));
        self.ok(chair(), Act::Agenda(AgendaAct::AdoptWithoutObjection));
    }

    /// A sitting session with resolution 1 tabled and out in all languages: a reason and three decisions.
    pub fn with_resolution(about: Matter) -> Self {
        let mut hall = Self::convened();
        hall.ok(secretariat(), item("Stopping stolen payments"));
        let paragraphs = vec![
            preambular("Noting that money moves fast,"),
            operative("Asks members to answer within one hour;"),
            operative("Asks members to record outcomes;"),
            operative("Creates a group of experts."),
        ];
        hall.ok(secretariat(), draft(about, paragraphs));
        hall.seat();
        hall.ok(chair(), Act::Resolution(ResolutionAct::Table { resolution: 1 }));
        hall.distribute(1);
        hall
    }

    /// A session with `QR` in arrears for two years and sanctioned, before the opening.
    pub fn with_arrears() -> Self {
        let mut hall = Self::convened();
        hall.two_years();
        hall.ok(
            secretary_general(),
            Act::Finance(FinanceAct::ApplySanctions { year: 2026 }),
        );
        hall.ok(secretariat(), item("Stopping stolen payments"));
        hall
    }

    /// Two invoiced years of 600 units, 100 each; everybody pays but `QR`.
    pub fn two_years(&mut self) {
        let points: BTreeMap<MemberCode, u32> = STATES.iter().map(|code| (member(code), 1)).collect();
        for year in [2025, 2026] {
            let scale = FinanceAct::SetScale {
                year,
                version: "1".to_owned(),
                points: points.clone(),
                total: 600,
            };
            self.ok(secretariat(), Act::Finance(scale));
            let due = self.today();
            self.ok(secretariat(), Act::Finance(FinanceAct::Invoice { year, due }));
            for code in STATES.iter().filter(|code| **code != "QR") {
                self.ok(secretariat(), pay(&format!("{year}-{code}"), code, 100));
            }
        }
        self.later(2 * 86_400);
    }

    pub fn today(&self) -> Date {
        cordon_assembly::turn::day_of(self.now)
    }

    /// Moves to nine o'clock on a day counted from the opening.
    pub fn on(&mut self, days: i32) {
        let day = OPENING.checked_add(Span::new().days(days)).expect("a day");
        self.now = Offset::UTC.to_timestamp(day.at(9, 0, 0, 0)).expect("an instant");
    }

    pub fn later(&mut self, seconds: i64) {
        self.now = self
            .now
            .checked_add(SignedDuration::from_secs(seconds))
            .expect("an instant");
    }

    pub fn act(&mut self, actor: &Actor, act: &Act) -> Result<Decision, Refusal> {
        let decision = decide(&self.state, act, actor, self.now)?;
        self.state = decision.state.clone();
        Ok(decision)
    }

    #[track_caller]
    pub fn ok(&mut self, actor: Actor, act: Act) -> Decision {
        self.act(&actor, &act)
            .unwrap_or_else(|refusal| panic!("{}: {refusal}", refusal.code()))
    }

    /// The code of a refusal; the state stays as it was.
    #[track_caller]
    pub fn no(&mut self, actor: Actor, act: Act) -> &'static str {
        let before = self.state.clone();
        let refusal = self.act(&actor, &act).expect_err("a refusal");
        assert_eq!(self.state, before, "a refusal changes nothing");
        refusal.code()
    }

    pub fn distribute(&mut self, resolution: u32) {
        for language in Language::ALL {
            self.ok(
                secretariat(),
                Act::Resolution(ResolutionAct::Distribute { resolution, language }),
            );
        }
    }

    /// Opens a ballot and gives its number.
    #[track_caller]
    pub fn open(&mut self, on: Subject, mode: Mode) -> u32 {
        self.ok(chair(), open(on, mode));
        self.state.ballots.open_id().expect("an open ballot")
    }

    /// A whole vote by show of hands; gives whether it was carried.
    #[track_caller]
    pub fn vote(&mut self, on: Subject, yes: u64, no: u64, abstain: u64) -> bool {
        let ballot = self.open(on, Mode::Hands);
        self.finish(ballot, hands(yes, no, abstain))
    }

    /// Both tellers enter the same count and the chair closes.
    #[track_caller]
    pub fn finish(&mut self, ballot: u32, papers: Papers) -> bool {
        self.ok(teller("t1"), count(ballot, papers.clone()));
        self.ok(teller("t2"), count(ballot, papers));
        self.ok(chair(), close(ballot));
        self.state.ballots.certificate(ballot).expect("a certificate").carried()
    }
}

pub fn secretary_general() -> Actor {
    officer(Capacity::SecretaryGeneral)
}

pub fn pay(reference: &str, code: &str, units: i64) -> Act {
    let payments = vec![NewPayment {
        reference: reference.to_owned(),
        member: member(code),
        units,
    }];
    Act::Finance(FinanceAct::Pay { payments })
}
