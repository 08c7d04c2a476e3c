//! "These two are the same person": a decision by an officer, on record, that can be taken back. Nothing is merged:
//! whoever wants the cluster of a person walks the decisions that stand, through subjects he may read.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use cordon_vocabulary::{BureauId, Instant};
use serde::{Deserialize, Serialize};

/// A person as one case knows him: an id of the case's own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SubjectRef(pub String);

/// What was decided of two subjects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The same person.
    Same,
    /// Two persons: never to be joined while this stands.
    Different,
}

/// One decision. Decisions are never changed, only taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Its number, in the order of the record.
    pub number: usize,
    /// One subject.
    pub a: SubjectRef,
    /// The other.
    pub b: SubjectRef,
    /// What was decided.
    pub verdict: Verdict,
    /// By whom.
    pub by: BureauId,
    /// When.
    pub at: Instant,
    /// On what ground.
    pub reason: String,
    /// Taken back: by whom, when, why.
    pub taken_back: Option<(BureauId, Instant, String)>,
}

/// Why a decision was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PersonRefusal {
    /// A decision needs its ground.
    #[error("give the ground of the decision")]
    ReasonMissing,
    /// One subject twice.
    #[error("a subject needs no decision with itself")]
    SameSubject,
    /// The same decision stands.
    #[error("decision {0} says that already")]
    AlreadyDecided(usize),
    /// It contradicts what stands.
    #[error("decision {0} says the contrary; take it back first, with its ground")]
    Contradicts(usize),
    /// There is no such decision, or it was taken back.
    #[error("there is no standing decision {0}")]
    NoSuchDecision(usize),
}

impl PersonRefusal {
    /// A name that does not change between versions.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::ReasonMissing => "reason-missing",
            Self::SameSubject => "same-subject",
            Self::AlreadyDecided(_) => "already-decided",
            Self::Contradicts(_) => "contradicts-decision",
            Self::NoSuchDecision(_) => "no-such-decision",
        }
    }
}

/// The record of decisions.
#[derive(Debug, Clone, Default)]
pub struct PersonLinks {
    decisions: Vec<Decision>,
    of_subject: HashMap<SubjectRef, Vec<usize>>,
}

impl PersonLinks {
    /// The record as it was kept: decisions in the order of their numbers.
    #[must_use]
    pub fn restore(decisions: Vec<Decision>) -> Self {
        let mut links = Self::default();
        for decision in decisions {
            for subject in [&decision.a, &decision.b] {
                links
                    .of_subject
                    .entry(subject.clone())
                    .or_default()
                    .push(decision.number);
            }
            links.decisions.push(decision);
        }
        links
    }

    /// Decides. Joining is refused while a decision of difference stands between the two clusters it would join.
    ///
    /// # Errors
    /// [`PersonRefusal`].
    pub fn decide(
        &mut self,
        (a, b): (&SubjectRef, &SubjectRef),
        verdict: Verdict,
        (by, at, reason): (&BureauId, Instant, &str),
    ) -> Result<usize, PersonRefusal> {
        if a == b {
            return Err(PersonRefusal::SameSubject);
        }
        if reason.trim().is_empty() {
            return Err(PersonRefusal::ReasonMissing);
        }
        let cluster_a = self.cluster(a, |_| true);
        match verdict {
            Verdict::Same => {
                if let Some(number) = self.standing_between(a, b, Verdict::Same) {
                    return Err(PersonRefusal::AlreadyDecided(number));
                }
                let cluster_b = self.cluster(b, |_| true);
                if let Some(number) = self.difference_between(&cluster_a, &cluster_b) {
                    return Err(PersonRefusal::Contradicts(number));
                }
            }
            Verdict::Different => {
                if let Some(number) = self.standing_between(a, b, Verdict::Different) {
                    return Err(PersonRefusal::AlreadyDecided(number));
                }
                if cluster_a.contains(b) {
                    let number = self
                        .standing_between(a, b, Verdict::Same)
                        .or_else(|| self.first_step(a, b))
                        .unwrap_or_default();
                    return Err(PersonRefusal::Contradicts(number));
                }
            }
        }
        let number = self.decisions.len();
        self.decisions.push(Decision {
            number,
            a: a.clone(),
            b: b.clone(),
            verdict,
            by: by.clone(),
            at,
            reason: reason.trim().to_owned(),
            taken_back: None,
        });
        for subject in [a, b] {
            self.of_subject.entry(subject.clone()).or_default().push(number);
        }
        Ok(number)
    }

    /// Takes a decision back. The record keeps both.
    ///
    /// # Errors
    /// [`PersonRefusal::NoSuchDecision`], [`PersonRefusal::ReasonMissing`].
    pub fn take_back(
        &mut self,
        number: usize,
        (by, at, reason): (&BureauId, Instant, &str),
    ) -> Result<(), PersonRefusal> {
        if reason.trim().is_empty() {
            return Err(PersonRefusal::ReasonMissing);
        }
        let decision = self
            .decisions
            .get_mut(number)
            .filter(|decision| decision.taken_back.is_none())
            .ok_or(PersonRefusal::NoSuchDecision(number))?;
        decision.taken_back = Some((by.clone(), at, reason.trim().to_owned()));
        Ok(())
    }

    /// The subjects that standing decisions join with this one, itself included, walked only through subjects that
    /// `readable` admits: a reader's cluster never runs through a case that is not his.
    #[must_use]
    pub fn cluster(&self, subject: &SubjectRef, readable: impl Fn(&SubjectRef) -> bool) -> BTreeSet<SubjectRef> {
        let mut cluster = BTreeSet::new();
        if !readable(subject) {
            return cluster;
        }
        let mut open = vec![subject.clone()];
        while let Some(next) = open.pop() {
            let neighbours = self.standing(&next, Verdict::Same).map(|(_, other)| other);
            open.extend(
                neighbours
                    .filter(|other| !cluster.contains(*other) && readable(other))
                    .cloned(),
            );
            cluster.insert(next);
        }
        cluster
    }

    /// The decisions on record, taken-back ones included, in order.
    #[must_use]
    pub fn decisions(&self) -> &[Decision] {
        &self.decisions
    }

    /// Standing decisions of one verdict on a subject, with the other subject.
    fn standing<'a>(
        &'a self,
        subject: &'a SubjectRef,
        verdict: Verdict,
    ) -> impl Iterator<Item = (usize, &'a SubjectRef)> {
        self.of_subject
            .get(subject)
            .into_iter()
            .flatten()
            .filter_map(|number| self.decisions.get(*number))
            .filter(move |decision| decision.taken_back.is_none() && decision.verdict == verdict)
            .map(move |decision| {
                let other = if decision.a == *subject {
                    &decision.b
                } else {
                    &decision.a
                };
                (decision.number, other)
            })
    }

    fn standing_between(&self, a: &SubjectRef, b: &SubjectRef, verdict: Verdict) -> Option<usize> {
        self.standing(a, verdict)
            .find(|(_, other)| *other == b)
            .map(|(number, _)| number)
    }

    fn difference_between(&self, one: &BTreeSet<SubjectRef>, other: &BTreeSet<SubjectRef>) -> Option<usize> {
        one.iter().find_map(|subject| {
            self.standing(subject, Verdict::Different)
                .find(|(_, far)| other.contains(*far))
                .map(|(number, _)| number)
        })
    }

    /// The decision with which the chain from `a` to `b` begins.
    fn first_step(&self, a: &SubjectRef, b: &SubjectRef) -> Option<usize> {
        let mut first: BTreeMap<SubjectRef, usize> = BTreeMap::new();
        let mut open: Vec<SubjectRef> = vec![a.clone()];
        while let Some(next) = open.pop() {
            for (number, other) in self.standing(&next, Verdict::Same) {
                let start = first.get(&next).copied().unwrap_or(number);
                if other == b {
                    return Some(start);
                }
                if other != a && !first.contains_key(other) {
                    first.insert(other.clone(), start);
                    open.push(other.clone());
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn subject(name: u8) -> SubjectRef {
        SubjectRef(format!("subject-{name}"))
    }

    fn act(reason: &str) -> (BureauId, Instant, String) {
        (
            BureauId::parse("QM").expect("a bureau"),
            Instant::from_micros(0),
            reason.to_owned(),
        )
    }

    fn decide(links: &mut PersonLinks, a: u8, b: u8, verdict: Verdict) -> Result<usize, PersonRefusal> {
        let (by, at, reason) = act("same passport");
        links.decide((&subject(a), &subject(b)), verdict, (&by, at, &reason))
    }

    #[test]
    fn a_decision_joins_and_taking_it_back_parts_again() {
        let mut links = PersonLinks::default();
        decide(&mut links, 1, 2, Verdict::Same).expect("decided");
        let second = decide(&mut links, 2, 3, Verdict::Same).expect("decided");
        assert_eq!(links.cluster(&subject(1), |_| true).len(), 3);
        assert_eq!(links.cluster(&subject(1), |other| *other != subject(2)).len(), 1);
        assert!(links.cluster(&subject(1), |_| false).is_empty());
        let (by, at, reason) = act("another birth date");
        links.take_back(second, (&by, at, &reason)).expect("taken back");
        assert_eq!(links.cluster(&subject(1), |_| true).len(), 2);
        assert_eq!(links.decisions().len(), 2);
        let kept = PersonLinks::restore(links.decisions().to_vec());
        assert_eq!(
            kept.cluster(&subject(1), |_| true),
            links.cluster(&subject(1), |_| true)
        );
    }

    #[test]
    fn each_refusal_has_its_cause() {
        let mut links = PersonLinks::default();
        decide(&mut links, 1, 2, Verdict::Same).expect("decided");
        decide(&mut links, 2, 3, Verdict::Same).expect("decided");
        decide(&mut links, 3, 4, Verdict::Different).expect("decided");
        let code = |links: &mut PersonLinks, a, b, verdict| decide(links, a, b, verdict).expect_err("refused").code();
        assert_eq!(code(&mut links, 1, 1, Verdict::Same), "same-subject");
        assert_eq!(code(&mut links, 2, 1, Verdict::Same), "already-decided");
        assert_eq!(code(&mut links, 4, 3, Verdict::Different), "already-decided");
        assert_eq!(code(&mut links, 1, 4, Verdict::Same), "contradicts-decision");
        assert_eq!(
            decide(&mut links, 1, 3, Verdict::Different),
            Err(PersonRefusal::Contradicts(0))
        );
        let (by, at, _) = act("");
        assert_eq!(
            links.take_back(0, (&by, at, " ")).expect_err("no ground").code(),
            "reason-missing"
        );
        links.take_back(0, (&by, at, "wrong")).expect("taken back");
        assert_eq!(
            links.take_back(0, (&by, at, "wrong")).expect_err("gone").code(),
            "no-such-decision"
        );
        assert!(decide(&mut links, 1, 4, Verdict::Same).is_ok());
    }

    proptest! {
        /// Clusters are what the standing decisions say, however they came about, and no difference lies inside one.
        #[test]
        fn clusters_follow_the_standing_decisions(acts in proptest::collection::vec((0_u8..8, 0_u8..8, 0_u8..4), 0..60)) {
            let mut links = PersonLinks::default();
            for (a, b, what) in acts {
                let (by, at, reason) = act("ground");
                match what {
                    0 | 1 => { let _either = decide(&mut links, a, b, Verdict::Same); }
                    2 => { let _either = decide(&mut links, a, b, Verdict::Different); }
                    _ => { let _either = links.take_back(usize::from(a), (&by, at, &reason)); }
                }
            }
            let standing: Vec<&Decision> = links.decisions().iter().filter(|decision| decision.taken_back.is_none()).collect();
            let mut label: Vec<u8> = (0..8).collect();
            for _ in 0..8 {
                for decision in standing.iter().filter(|decision| decision.verdict == Verdict::Same) {
                    let place = |subject: &SubjectRef| (0..8_u8).find(|name| *subject == self::subject(*name)).expect("known");
                    let (a, b) = (usize::from(place(&decision.a)), usize::from(place(&decision.b)));
                    let least = label[a].min(label[b]);
                    label[a] = least;
                    label[b] = least;
                }
            }
            for name in 0..8_u8 {
                let expected: BTreeSet<SubjectRef> = (0..8_u8)
                    .filter(|other| label[usize::from(*other)] == label[usize::from(name)])
                    .map(subject)
                    .collect();
                let cluster = links.cluster(&subject(name), |_| true);
                prop_assert_eq!(&cluster, &expected);
                for decision in standing.iter().filter(|decision| decision.verdict == Verdict::Different) {
                    prop_assert!(!(cluster.contains(&decision.a) && cluster.contains(&decision.b)));
                }
            }
        }
    }
}
