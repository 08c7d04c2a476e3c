//! The record of a session as papers: minutes and adopted resolutions, sealed, checked and recalled like every paper.

mod decisions;
mod minutes;
mod resolutions;
mod said;

use cordon_assembly::assembly::Assembly;
use cordon_assembly::resolution::ResolutionState;
use cordon_store::Change;
use cordon_vocabulary::Instant;
use jiff::Timestamp;

use crate::answer::No;
use crate::app::App;
use crate::documents::follow;
use crate::documents::paper::{self, About, Audience, Block, Content, Edition, Paper, Part};
use crate::frame::locale::Language;
use said::Said;

/// What is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sheet {
    /// Everything that the session decided, for its members.
    Minutes,
    /// Every adopted resolution, for anybody.
    Resolutions,
    /// One adopted resolution, for anybody.
    Resolution(u32),
}

impl Sheet {
    /// The name under which its papers are found, and recalled together.
    #[must_use]
    pub fn about(self, session: &str) -> About {
        let id = match self {
            Self::Minutes => format!("{session}/minutes"),
            Self::Resolutions => format!("{session}/resolutions"),
            Self::Resolution(n) => format!("{session}/resolution/{n}"),
        };
        About::Assembly { id }
    }

    /// Whether there is anything to print: minutes always, resolutions once they are adopted.
    #[must_use]
    pub fn is_there(self, state: &Assembly) -> bool {
        let adopted = |n: &u32| {
            state
                .resolutions
                .get(n)
                .is_some_and(|one| one.state == ResolutionState::Adopted)
        };
        match self {
            Self::Minutes => true,
            Self::Resolutions => state.resolutions.keys().any(|n| adopted(n)),
            Self::Resolution(n) => adopted(&n),
        }
    }
}

/// The paper of a session as it stands, one part for each language.
///
/// # Errors
/// When nothing of the kind was adopted, or an adopted text lacks one of the languages.
pub fn paper(session: &str, state: &Assembly, sheet: Sheet, languages: &[Language]) -> Result<Paper, No> {
    if !sheet.is_there(state) {
        return Err(No::not_found());
    }
    let parts = languages.iter().map(|language| {
        part(
            &Said {
                state,
                language: *language,
            },
            sheet,
        )
    });
    let (edition, audience) = match sheet {
        Sheet::Minutes => (Edition::Members, Audience::Members),
        Sheet::Resolutions | Sheet::Resolution(_) => (Edition::Public, Audience::Public),
    };
    Ok(Paper {
        about: sheet.about(session),
        audience,
        languages: languages.to_vec(),
        drill: state.session.exercise,
        content: Content::Report(paper::Report {
            edition,
            contents: !matches!(sheet, Sheet::Resolution(_)),
            parts: parts.collect::<Result<_, No>>()?,
        }),
    })
}

fn part(said: &Said<'_>, sheet: Sheet) -> Result<Part, No> {
    let line = said.session_line();
    let (title, subtitle, blocks): (String, String, Vec<Block>) = match sheet {
        Sheet::Minutes => (said.t("view-minutes"), line, minutes::blocks(said)?),
        Sheet::Resolutions => (said.t("print-adopted"), line, resolutions::all(said)?),
        Sheet::Resolution(n) => {
            let one = said.state.resolutions.get(&n).ok_or_else(No::not_found)?;
            let number = one.number.map_or_else(String::new, |number| format!(" · {number}"));
            (
                said.text(&one.title),
                format!("{line}{number}"),
                resolutions::one(said, n)?,
            )
        }
    };
    Ok(Part {
        language: said.language,
        title,
        subtitle: Some(subtitle),
        blocks,
    })
}

/// Recalls the papers of resolutions that an act made untrue: renumbered, or opened again.
///
/// # Errors
/// When the store fails.
pub async fn follow(
    app: &App,
    id: &str,
    before: &Assembly,
    after: &Assembly,
    at: Timestamp,
    change: &mut Change,
) -> Result<(), No> {
    let at = Instant::from_micros(at.as_microsecond());
    let mut any = false;
    for (n, was) in before
        .resolutions
        .iter()
        .filter(|(_, one)| one.state == ResolutionState::Adopted)
    {
        let same = after
            .resolutions
            .get(n)
            .is_some_and(|now| now.state == was.state && now.number == was.number);
        if !same {
            any = true;
            follow::recall_about(app, change, &Sheet::Resolution(*n).about(id), at).await?;
        }
    }
    if any {
        follow::recall_about(app, change, &Sheet::Resolutions.about(id), at).await?;
    }
    Ok(())
}
