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
    let mut read = 0;
    loop {
        match page(app).await? {
            0 => return Ok(read),
            more => read += more,
        }
    }
}

/// Takes over a page at most, and nothing while another does: a reader never waits for a long backlog.
///
/// # Errors
/// When the store fails.
pub async fn briefly(app: &App) -> Result<(), No> {
    let Ok(_one) = app.links.following.try_lock() else {
        return Ok(());
    };
    page(app).await.map(|_| ())
}

/// Takes over the next page of the journal; gives how many entries it had.
async fn page(app: &App) -> Result<usize, No> {
    let kept = app.store.meta(CURSOR).await?;
    let after: i64 = kept.and_then(|text| text.parse().ok()).unwrap_or(0);
    let entries = app.store.journal(after, PAGE).await?;
    let Some(last) = entries.last() else {
        return Ok(0);
    };
    let cases: BTreeSet<(Module, &String)> = entries
        .iter()
        .filter_map(|entry| Some((Module::of(&entry.kind)?, entry.case.as_ref()?)))
        .collect();
    for (module, case) in cases {
        take(app, module, case).await?;
    }
    app.store.set_meta(CURSOR, &last.seq.to_string()).await?;
    Ok(entries.len())
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
