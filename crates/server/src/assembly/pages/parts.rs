//! Parts that the assembly's pages share: names in kebab case, text differences, the arithmetic of a certificate, next steps.

use cordon_assembly::difference::Piece;
use cordon_assembly::member::MemberCode;
use cordon_assembly::next_step::{NextStep, Step};
use cordon_assembly::rulebook::{MotionKind, Post, RowState, RuleUsed};
use cordon_assembly::votes::{Certificate, Exclusion, Mode, Outcome, Papers, Standing};
use maud::{Markup, html};

use super::seen::Seen;

pub const fn motion(kind: MotionKind) -> &'static str {
    match kind {
        MotionKind::SuspendMeeting => "suspend-meeting",
        MotionKind::AdjournMeeting => "adjourn-meeting",
        MotionKind::AdjournDebate => "adjourn-debate",
        MotionKind::CloseDebate => "close-debate",
    }
}

pub const fn post(post: Post) -> &'static str {
    match post {
        Post::President => "president",
        Post::VicePresident => "vice-president",
        Post::CommitteeDelegate => "committee-delegate",
        Post::FilesCommission => "files-commission",
        Post::Auditor => "auditor",
        Post::SecretaryGeneral => "secretary-general",
    }
}

pub const fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Hands => "hands",
        Mode::Record => "record",
        Mode::RollCall => "roll-call",
        Mode::Electronic => "electronic",
        Mode::Paper => "paper",
    }
}

/// Why a member has no vote, as the end of a message id; nothing where it has one.
pub const fn hindrance(standing: Standing) -> Option<&'static str> {
    match standing {
        Standing {
            out: Some(Exclusion::Arrears),
            ..
        } => Some("arrears"),
        Standing {
            out: Some(Exclusion::NoDelegation),
            ..
        } => Some("no-delegation"),
        Standing {
            out: Some(Exclusion::Credentials),
            ..
        } => Some("credentials"),
        Standing { present: false, .. } => Some("absent"),
        Standing {
            present: true,
            out: None,
        } => None,
    }
}

/// What a yes changes: what goes is struck out, what comes is underlined, and both are said for those who hear the page.
pub fn difference(seen: &Seen<'_>, pieces: &[Piece]) -> Markup {
    html! {
        p.diff { @for piece in pieces {
            @match piece {
                Piece::Kept(text) => { (text) " " },
                Piece::Gone(text) => { del { span.hidden { (seen.t("gone")) " " } (text) } " " },
                Piece::New(text) => { ins { span.hidden { (seen.t("new")) " " } (text) } " " },
            }
        } }
    }
}

/// The rule in words and the arithmetic in figures, as anyone can redo it by hand.
pub fn arithmetic(seen: &Seen<'_>, certificate: &Certificate) -> Markup {
    html! {
        @match &certificate.outcome {
            Outcome::Question { verdict, margins } => {
                @for margin in margins.iter().filter(|margin| margin.majority == certificate.majority) {
                    span { (seen.t(&format!("majority-{}", margin.majority.name()))) ": " }
                    b { bdi dir="ltr" { (figures(&margin.arithmetic)) } }
                }
                @if !verdict.quorate { " · " (seen.t("no-quorum-word")) }
            },
            Outcome::Round { votes, why, elected, .. } => @for ((n, papers), line) in votes.iter().zip(why) {
                div { (seen.with("candidate-n", &[("n", &n.to_string())])) ": " b { (papers) }
                    @if let Some(figures) = round_figures(line) { " · " bdi dir="ltr" { (figures) } }
                    @if elected.contains(n) { " · " (seen.t("elected-word")) } }
            },
        }
    }
}

/// Only the figures of an arithmetic; what it says in words behind them stands in English and is left to the certificate.
pub fn figures(arithmetic: &str) -> &str {
    arithmetic.split(';').next().unwrap_or(arithmetic)
}

/// The figures of one candidate's line in a round, where it has any: words around them stand in English.
pub fn round_figures(line: &str) -> Option<&str> {
    line.rsplit(": ")
        .next()
        .filter(|figures| !figures.contains(char::is_alphabetic))
}

/// The rules that a decision used, with version and standing.
pub fn rules(seen: &Seen<'_>, used: &[RuleUsed]) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(seen.t("rules-used")) { table {
            thead { tr {
                th { (seen.t("rule")) } th { (seen.t("article")) } th { (seen.t("version")) } th { (seen.t("standing")) } th { (seen.t("arithmetic")) }
            } }
            tbody { @for rule in used {
                tr {
                    td { span.tag { (rule.row.0) } " " (seen.rule(rule.row, &rule.name)) }
                    td { bdi lang="en" dir="ltr" { (rule.article) } }
                    td { bdi dir="ltr" { (rule.version) } }
                    td { (standing(seen, rule.state, rule.verified)) }
                    td { bdi lang="en" dir="ltr" { (rule.arithmetic) } }
                }
            } }
        } }
    }
}

pub const fn row_state(state: RowState) -> &'static str {
    match state {
        RowState::Model => "model",
        RowState::Adopted => "adopted",
        RowState::Withdrawn => "withdrawn",
    }
}

/// Model or adopted, verified or not.
pub fn standing(seen: &Seen<'_>, state: RowState, verified: bool) -> Markup {
    html! {
        span.sign.(if state == RowState::Adopted { "good" } else { "soon" }) { (seen.t(&format!("rule-{}", row_state(state)))) }
        @if !verified { small { (seen.t("unverified")) } }
    }
}

/// A step as a sentence: what is done, and why it comes now.
pub fn step(seen: &Seen<'_>, step: &NextStep) -> Markup {
    html! {
        b { (what(seen, &step.step)) } " "
        span.small { (seen.t(&format!("why-{}", step.code))) @if let Some(row) = step.row { " " span.tag { (seen.with("row", &[("n", &row.0.to_string())])) } } }
    }
}

/// A speaker of a step: a member by its seat, an observer by its name.
fn named(seen: &Seen<'_>, speaker: &str) -> String {
    let member = MemberCode::new(speaker)
        .ok()
        .filter(|member| seen.state.roll.contains(member));
    member.map_or_else(|| speaker.to_owned(), |member| seen.seat(&member))
}

fn what(seen: &Seen<'_>, step: &Step) -> String {
    let one = |id: &str, name: &'static str, value: &str| seen.with(&format!("step-{id}"), &[(name, value)]);
    match step {
        Step::Convoke => seen.t("step-convoke"),
        Step::Reschedule => seen.t("step-reschedule"),
        Step::FixSettings { .. } => seen.t("step-fix-settings"),
        Step::OpenSession => seen.t("step-open-session"),
        Step::Resume => seen.t("step-resume"),
        Step::FinishBallot { ballot } => one("finish-ballot", "n", &ballot.to_string()),
        Step::RuleOnPoint { point } => one("rule-on-point", "n", &point.to_string()),
        Step::OpenBallot { subject } => one("open-ballot", "subject", &seen.subject(subject)),
        Step::HearAgainst { .. } => seen.t("step-hear-against"),
        Step::Listen { speaker, .. } => one("listen", "who", &named(seen, speaker)),
        Step::GiveFloor { speaker } => one("give-floor", "who", &named(seen, speaker)),
        Step::AwaitLanguage { languages, .. } => {
            let names: Vec<String> = languages
                .iter()
                .map(|one| seen.t(&format!("language-{}", one.code())))
                .collect();
            one("await-language", "languages", &names.join(", "))
        }
        Step::AwaitOpinion { resolution } => one("await-opinion", "n", &resolution.to_string()),
        Step::DrawLot { election } => one("draw-lot", "n", &election.to_string()),
        Step::OpenDebate { item } => {
            let title = seen
                .state
                .agenda
                .items
                .get(item)
                .map_or_else(String::new, |one| seen.text(&one.title));
            one("open-debate", "title", &title)
        }
        Step::CloseSession => seen.t("step-close-session"),
        Step::Over => seen.t("step-over"),
    }
}

/// A count of a question in one line, or the candidates' votes.
pub fn papers(seen: &Seen<'_>, papers: &Papers) -> Markup {
    let line = |id: &str, n: u64| html! { span { (seen.t(id)) " " b { (n) } } " " };
    html! {
        @if papers.candidates.is_empty() {
            (line("yes", papers.count.yes)) (line("no", papers.count.no)) (line("abstain", papers.count.abstain))
        } @else { @for (id, votes) in &papers.candidates { span { (seen.with("candidate-n", &[("n", &id.to_string())])) " " b { (votes) } } " " } }
        (line("blank", papers.blank)) (line("invalid", papers.invalid)) (line("total", papers.total))
    }
}
