//! Whose list it is, who holds a copy of it, and who still has to take withdrawals out of his copy.

use std::collections::BTreeMap;

use cordon_vocabulary::{BureauId, Instant};
use serde::{Deserialize, Serialize};

use super::Tombstone;

/// The longest name of a list, in characters.
pub const LONGEST_LIST_NAME: usize = 64;

/// A bureau's copy of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldCopy {
    /// When it was last handed out.
    pub handed_out: Instant,
    /// Withdrawals up to this instant are out of the copy, as its holder says.
    pub purged: Instant,
}

/// A list: its source alone puts records on it and withdraws them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownList {
    /// Its name.
    pub name: String,
    /// The bureau that answers for it.
    pub source: BureauId,
    /// Region of its category numbers, where its scheme has regions.
    pub region: Option<String>,
    /// Who holds a copy.
    pub holders: BTreeMap<BureauId, HeldCopy>,
}

/// Why an act on a list was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ListRefusal {
    /// Not a name.
    #[error("a list's name has 1 to {LONGEST_LIST_NAME} letters, digits, dots, dashes or underscores")]
    Name,
    /// Somebody else's list.
    #[error("bureau {0} answers for this list; dispute a record, or ask that bureau to withdraw it")]
    NotTheSource(BureauId),
    /// A withdrawal needs its reason.
    #[error("say why the record is withdrawn: everyone who holds it is told to take it out")]
    ReasonMissing,
    /// The bureau was never given a copy.
    #[error("your bureau holds no copy of this list")]
    NoCopy,
}

impl ListRefusal {
    /// A name that does not change between versions.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Name => "list-name",
            Self::NotTheSource(_) => "not-the-source",
            Self::ReasonMissing => "reason-missing",
            Self::NoCopy => "no-copy",
        }
    }
}

impl KnownList {
    /// A list that holds nothing yet.
    ///
    /// # Errors
    /// [`ListRefusal::Name`].
    pub fn new(name: &str, source: &BureauId) -> Result<Self, ListRefusal> {
        let fits = (1..=LONGEST_LIST_NAME).contains(&name.len())
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte));
        if !fits {
            return Err(ListRefusal::Name);
        }
        Ok(Self {
            name: name.to_owned(),
            source: source.clone(),
            region: None,
            holders: BTreeMap::new(),
        })
    }

    /// Whether a bureau may put records on the list.
    ///
    /// # Errors
    /// [`ListRefusal::NotTheSource`].
    pub fn may_put(&self, bureau: &BureauId) -> Result<(), ListRefusal> {
        if *bureau == self.source {
            Ok(())
        } else {
            Err(ListRefusal::NotTheSource(self.source.clone()))
        }
    }

    /// Whether a bureau may withdraw a record, for a reason.
    ///
    /// # Errors
    /// [`ListRefusal::NotTheSource`], [`ListRefusal::ReasonMissing`].
    pub fn may_withdraw(&self, bureau: &BureauId, reason: &str) -> Result<(), ListRefusal> {
        self.may_put(bureau)?;
        if reason.trim().is_empty() {
            return Err(ListRefusal::ReasonMissing);
        }
        Ok(())
    }

    /// Hands a copy out. It is fresh: what was withdrawn before is not in it.
    pub fn hand_out(&mut self, to: &BureauId, at: Instant) {
        let copy = HeldCopy {
            handed_out: at,
            purged: at,
        };
        self.holders.insert(to.clone(), copy);
    }

    /// A holder says that every withdrawal up to now is out of his copy.
    ///
    /// # Errors
    /// [`ListRefusal::NoCopy`].
    pub fn purged(&mut self, holder: &BureauId, at: Instant) -> Result<(), ListRefusal> {
        let copy = self.holders.get_mut(holder).ok_or(ListRefusal::NoCopy)?;
        copy.purged = copy.purged.max(at);
        Ok(())
    }

    /// Withdrawals that a holder has not yet said to have taken out, oldest first. `known_at` is when the withdrawal
    /// became known here: what counts is not when the source wrote it.
    #[must_use]
    pub fn outstanding<'a>(
        &self,
        holder: &BureauId,
        withdrawn: impl IntoIterator<Item = (&'a Tombstone, Instant)>,
    ) -> Vec<&'a Tombstone> {
        let Some(copy) = self.holders.get(holder) else {
            return Vec::new();
        };
        let mut open: Vec<(Instant, &Tombstone)> = withdrawn
            .into_iter()
            // At the same instant nobody can say which came first: taking it out twice harms nobody.
            .filter(|(_, known_at)| *known_at >= copy.purged)
            .map(|(stone, known_at)| (known_at, stone))
            .collect();
        open.sort_by(|a, b| (a.0, &a.1.key).cmp(&(b.0, &b.1.key)));
        open.into_iter().map(|(_, stone)| stone).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lists::RecordKey;

    fn bureau(name: &str) -> BureauId {
        BureauId::parse(name).expect("a bureau")
    }

    fn at(second: i64) -> Instant {
        Instant::from_micros(second * 1_000_000)
    }

    #[test]
    fn only_the_source_puts_and_withdraws_and_each_refusal_has_its_cause() {
        let list = KnownList::new("national", &bureau("QP")).expect("a list");
        assert_eq!(list.may_put(&bureau("QP")), Ok(()));
        assert_eq!(
            list.may_put(&bureau("QM")).expect_err("not his").code(),
            "not-the-source"
        );
        assert_eq!(
            list.may_withdraw(&bureau("QP"), " ").expect_err("why").code(),
            "reason-missing"
        );
        for name in ["", "a b", "a/b", &"x".repeat(65)] {
            let refusal = KnownList::new(name, &bureau("QP")).expect_err(name);
            assert_eq!(refusal.code(), "list-name");
        }
        let mut list = list;
        assert_eq!(list.purged(&bureau("QM"), at(1)).expect_err("none").code(), "no-copy");
    }

    #[test]
    fn a_withdrawal_stays_open_with_each_holder_until_he_has_taken_it_out() {
        let mut list = KnownList::new("national", &bureau("QP")).expect("a list");
        list.hand_out(&bureau("QM"), at(10));
        let stone = |id: &str| Tombstone {
            key: RecordKey {
                list: "national".into(),
                id: id.into(),
            },
            at: None,
            reason: None,
        };
        let (before, after, last) = (stone("a"), stone("b"), stone("c"));
        let all = [(&last, at(14)), (&before, at(9)), (&after, at(12))];
        assert_eq!(list.outstanding(&bureau("QM"), all), [&after, &last]);
        assert!(list.outstanding(&bureau("QN"), all).is_empty());
        list.purged(&bureau("QM"), at(13)).expect("a copy");
        assert_eq!(list.outstanding(&bureau("QM"), all), [&last]);
        list.hand_out(&bureau("QM"), at(20));
        assert!(list.outstanding(&bureau("QM"), all).is_empty());
    }
}
