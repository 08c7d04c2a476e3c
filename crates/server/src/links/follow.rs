//! The follower of the journal: each new entry about a case makes its module hand its values over. It begins again
//! where it stopped, and doing an entry twice changes nothing, so no case is missed and none counted twice.

use std::collections::BTreeSet;

use crate::answer::No;
use crate::app::App;
use crate::journal::act::By;
use crate::links::arriving;

/// Entries read at a time.
const PAGE: i64 = 500;
/// Where the follower stands.
const CURSOR: &str = "links_followed";

/// Takes over what the journal says since the last time; gives how many entries were read.
///
/// # Errors
/// When the store fails.
pub async fn run(app: &App) -> Result<usize, No> {
    let _one = app.links.following.lock().await;
    let kept = app.store.meta(CURSOR).await?;
    let mut after: i64 = kept.and_then(|text| text.parse().ok()).unwrap_or(0);
    let mut read = 0;
    loop {
        let entries = app.store.journal(after, PAGE).await?;
        let Some(last) = entries.last() else {
            return Ok(read);
        };
        after = last.seq;
        read += entries.len();
        let mut cases: BTreeSet<(Module, String)> = BTreeSet::new();
        for entry in &entries {
            if let (Some(module), Some(case)) = (Module::of(&entry.kind), &entry.case) {
                cases.insert((module, case.clone()));
            }
        }
        for (module, case) in cases {
            take(app, module, &case).await?;
        }
        app.store.set_meta(CURSOR, &after.to_string()).await?;
    }
}

/// The modules whose cases carry values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Module {
    StopPayment,
    Notices,
    Fingerprints,
}

impl Module {
    /// The module of an entry that may have changed a case; reading one changes nothing.
    fn of(kind: &str) -> Option<Self> {
        match kind.split_once('.')? {
            ("stop_payment", "opened") => None,
            ("stop_payment", _) => Some(Self::StopPayment),
            ("notices", "act") => Some(Self::Notices),
            ("fingerprints", "reported") => Some(Self::Fingerprints),
            _ => None,
        }
    }
}

async fn take(app: &App, module: Module, case: &str) -> Result<(), No> {
    let arriving = match module {
        Module::StopPayment => crate::stop_payment::arriving::of(app, case).await?,
        Module::Notices => crate::notices::arriving::of(app, case).await?,
        Module::Fingerprints => crate::fingerprints::arriving::of(app, case).await?,
    };
    if let Some(arriving) = arriving {
        let owner = arriving.owner.as_str();
        let by = By::named(&format!("program:{owner}"), owner, "link the values of a case")?;
        arriving::enter(app, &by, &arriving).await?;
    }
    Ok(())
}
