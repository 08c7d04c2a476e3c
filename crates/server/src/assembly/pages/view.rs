//! Which page of a session: its address, its title, who may open it, and who draws it.

use cordon_members::role::Right;
use maud::Markup;

use super::seen::Seen;
use super::{
    ballots, chair, country, delegate, delegations, elections, finances, minutes, papers, resolution, results, rules,
    secretariat, sessions, tellers,
};
use crate::answer::No;

/// A page of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    Session,
    Delegate,
    Chair,
    Tellers,
    Secretariat,
    Delegations,
    Papers,
    Paper(u32),
    Resolutions,
    Resolution(u32),
    Results,
    Ballot(u32),
    Elections,
    Finances,
    Rules,
    Country,
    Minutes,
}

impl View {
    /// The pages of the row of tabs, in order, with the right that shows each.
    pub const TABS: [(Self, Right); 13] = [
        (Self::Session, Right::ReadAssembly),
        (Self::Delegate, Right::ActInAssembly),
        (Self::Chair, Right::PresideAssembly),
        (Self::Tellers, Right::CountVotes),
        (Self::Secretariat, Right::RunAssembly),
        (Self::Delegations, Right::ReadAssembly),
        (Self::Resolutions, Right::ReadAssembly),
        (Self::Papers, Right::ReadAssembly),
        (Self::Results, Right::ReadAssembly),
        (Self::Elections, Right::ReadAssembly),
        (Self::Country, Right::ReadAssembly),
        (Self::Finances, Right::ReadAssembly),
        (Self::Rules, Right::ReadAssembly),
    ];

    /// The right that opens it; what is public needs none.
    pub fn right(self) -> Option<Right> {
        match self {
            Self::Results | Self::Ballot(_) => None,
            _ => {
                let tab = Self::TABS.iter().find(|(view, _)| view.name() == self.name());
                Some(tab.map_or(Right::ReadAssembly, |(_, right)| *right))
            }
        }
    }

    /// The last step of the address, and the message of the title.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Delegate => "delegate",
            Self::Chair => "chair",
            Self::Tellers => "tellers",
            Self::Secretariat => "secretariat",
            Self::Delegations => "delegations",
            Self::Papers => "papers",
            Self::Paper(_) => "paper",
            Self::Resolutions => "resolutions",
            Self::Resolution(_) => "resolution",
            Self::Results => "results",
            Self::Ballot(_) => "ballot",
            Self::Elections => "elections",
            Self::Finances => "finances",
            Self::Rules => "rules",
            Self::Country => "country",
            Self::Minutes => "minutes",
        }
    }

    /// The address behind that of the session.
    pub fn path(self) -> String {
        match self {
            Self::Session => String::new(),
            Self::Paper(n) | Self::Resolution(n) | Self::Ballot(n) => format!("/{}/{n}", self.name()),
            _ => format!("/{}", self.name()),
        }
    }

    /// Reads what [`Self::path`] wrote; anything else is the session's first page.
    pub fn parse(path: &str) -> Self {
        let (name, number) = match path.trim_start_matches('/').split_once('/') {
            Some((name, number)) => (name, number.parse().unwrap_or(0)),
            None => (path.trim_start_matches('/'), 0),
        };
        let numbered = [Self::Paper(number), Self::Resolution(number), Self::Ballot(number)];
        let all = Self::TABS
            .iter()
            .map(|(view, _)| *view)
            .chain([Self::Minutes])
            .chain(numbered);
        all.into_iter()
            .find(|view| view.name() == name)
            .unwrap_or(Self::Session)
    }

    pub fn title(self, seen: &Seen<'_>) -> String {
        match self {
            Self::Ballot(n) => seen.with("title-ballot", &[("n", &n.to_string())]),
            Self::Resolution(n) => seen
                .state
                .resolutions
                .get(&n)
                .map_or_else(|| seen.t("view-resolutions"), |one| seen.text(&one.title)),
            Self::Paper(n) => seen
                .state
                .documents
                .get(&n)
                .map_or_else(|| seen.t("view-papers"), |one| seen.text(&one.title)),
            _ => seen.t(&format!("view-{}", self.name())),
        }
    }

    /// The page itself.
    ///
    /// # Errors
    /// When what it is about does not exist, or is not the viewer's.
    pub fn body(self, seen: &Seen<'_>) -> Result<Markup, No> {
        Ok(match self {
            Self::Session => sessions::one(seen),
            Self::Delegate => delegate::body(seen),
            Self::Chair => chair::body(seen),
            Self::Tellers => tellers::body(seen),
            Self::Secretariat => secretariat::body(seen),
            Self::Delegations => delegations::body(seen),
            Self::Papers => papers::list(seen),
            Self::Paper(n) => papers::one(seen, n)?,
            Self::Resolutions => resolution::list(seen),
            Self::Resolution(n) => resolution::one(seen, n)?,
            Self::Results => results::body(seen),
            Self::Ballot(n) => ballots::one(seen, n)?,
            Self::Elections => elections::body(seen),
            Self::Finances => finances::body(seen),
            Self::Rules => rules::body(seen),
            Self::Country => country::body(seen),
            Self::Minutes => minutes::body(seen),
        })
    }
}
