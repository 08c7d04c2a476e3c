//! What each kind of notice must hold, read from the catalogue; the UN link; the silver pilot.

use std::collections::BTreeSet;

use super::{Bench, Checked, Fault, RequestFacts, fault::said, general::kind_row, general::shown};
use crate::{
    image::ImageFacts,
    penalty::Reach,
    request::{Photograph, World},
    rulebook::{Datum, Need, Route},
};

/// The needs of the kind, each met by one of its routes.
pub(super) fn conditions(f: &RequestFacts<'_>, bench: &Bench<'_>) -> Checked {
    let kind = kind_row(f, bench)?;
    let faults = kind.needs.iter().filter_map(|need| {
        let lacking = need
            .routes
            .iter()
            .map(|route| lacking(route, f, bench))
            .min_by_key(Vec::len)?;
        (!lacking.is_empty()).then(|| missing(need, &lacking).value("kind", &kind.kind))
    });
    Some(faults.collect())
}

fn missing(need: &Need, lacking: &[String]) -> Fault {
    let message = format!("Needed: {}. Nearest to it lacks: {}.", need.say, lacking.join(", "));
    Fault::missing("kind_condition_missing", &need.field, message)
}

fn lacking(route: &Route, f: &RequestFacts<'_>, bench: &Bench<'_>) -> Vec<String> {
    let mut lacking: Vec<String> = route
        .all
        .iter()
        .filter(|datum| !has(**datum, f, bench))
        .map(|datum| word(*datum))
        .collect();
    if !route.one_of.is_empty() && !route.one_of.iter().any(|datum| has(*datum, f, bench)) {
        lacking.push(
            route
                .one_of
                .iter()
                .map(|datum| word(*datum))
                .collect::<Vec<_>>()
                .join(" or "),
        );
    }
    lacking
}

fn word(datum: Datum) -> String {
    let name = serde_json::to_value(datum)
        .ok()
        .and_then(|v| v.as_str().map(str::to_owned))
        .unwrap_or_default();
    name.replace('_', " ")
}

/// Whether a request holds a datum.
#[must_use]
#[allow(clippy::too_many_lines, reason = "one line for each datum")]
pub(crate) fn has(datum: Datum, f: &RequestFacts<'_>, bench: &Bench<'_>) -> bool {
    let payload = &f.request.payload;
    let s = payload.subject.as_ref();
    let threat = payload.threat.as_ref();
    let record = payload.police_record.as_ref();
    let object = payload.object.as_ref();
    let pattern = payload.pattern.as_ref();
    let good = |picture: &Photograph| picture.image.is_some_and(|image| good_picture(image, bench));
    match datum {
        Datum::FamilyName => s.is_some_and(|s| said(s.family_name.as_ref())),
        Datum::Forename => s.is_some_and(|s| said(s.forename.as_ref())),
        Datum::Sex => s.is_some_and(|s| s.sex.is_some()),
        Datum::BirthDate => s.is_some_and(|s| s.birth_date.is_some()),
        Datum::Description => s
            .and_then(|s| s.description.as_ref())
            .is_some_and(|d| d.says_something()),
        Datum::Dna => s.is_some_and(|s| s.dna.iter().any(|b| said(b.reference.as_ref()))),
        Datum::Fingerprints => s.is_some_and(|s| s.fingerprints.iter().any(|b| said(b.reference.as_ref()))),
        Datum::Document => s.is_some_and(|s| {
            s.documents
                .iter()
                .any(|d| said(d.number.as_ref()) && said(d.issuing_state.as_ref()))
        }),
        Datum::Photograph => s.is_some_and(|s| s.photographs.iter().any(|p| p.image.is_some_and(|i| i.width > 0))),
        Datum::GoodPhotograph => s.is_some_and(|s| s.photographs.iter().any(good)),
        Datum::Alias => s.is_some_and(|s| s.aliases.iter().any(|a| !a.trim().is_empty())),
        Datum::Parents => s
            .and_then(|s| s.parents.as_ref())
            .is_some_and(|p| said(p.father.as_ref()) || said(p.mother.as_ref())),
        Datum::UnidentifiedPerson => s.is_some_and(|s| s.status.as_deref() == Some("unidentified")),
        Datum::NoName => s.is_none_or(|s| !said(s.family_name.as_ref()) && !said(s.forename.as_ref())),
        Datum::SurelyMinor => s
            .and_then(|s| s.birth_date)
            .is_some_and(|birth| birth.oldest_age(bench.today) < 18),
        Datum::InvestigationReference => payload
            .investigation
            .as_ref()
            .is_some_and(|i| said(i.reference.as_ref())),
        Datum::InformationWanted => payload
            .investigation
            .as_ref()
            .is_some_and(|i| said(i.information_wanted.as_ref())),
        Datum::ThreatDescription => threat.is_some_and(|t| said(t.description.as_ref())),
        Datum::ThreatAssessed => threat.is_some_and(|t| said(t.assessed_by.as_ref())),
        Datum::ThreatGrounds => threat.is_some_and(|t| said(t.grounds.as_ref())),
        Datum::ThreatImminent => threat.is_some_and(|t| t.imminent == Some(true)),
        Datum::PoliceRecorded => record.and_then(|r| r.recorded_on).is_some_and(|day| day <= bench.today),
        Datum::WhereaboutsUnknown => record.is_some_and(|r| r.whereabouts_unknown == Some(true)),
        Datum::PrivacyAllows => record.is_some_and(|r| r.privacy_law_allows == Some(true)),
        Datum::PatternDescription => pattern.is_some_and(|p| said(p.description.as_ref())),
        Datum::PatternSeriousCrime => pattern.is_some_and(|p| said(p.serious_crime.as_ref())),
        Datum::SeveralMembers => {
            pattern.is_some_and(|p| p.countries_interested.iter().collect::<BTreeSet<_>>().len() > 1)
        }
        Datum::ObjectDescription => object.is_some_and(|o| said(o.description.as_ref())),
        Datum::ObjectImage => object.is_some_and(|o| o.images.iter().any(good)),
        Datum::UniqueFeatures => object.is_some_and(|o| said(o.unique_features.as_ref())),
        Datum::ConsiderableValue => object.is_some_and(|o| o.considerable_value == Some(true)),
        Datum::TheftRecorded => object
            .and_then(|o| o.theft_recorded_on)
            .is_some_and(|day| day <= bench.today),
        Datum::EntityName => said(payload.entity_name.as_ref()),
        Datum::UnReference => payload.un.as_ref().is_some_and(|u| said(u.reference.as_ref())),
        Datum::UnResolution => payload.un.as_ref().is_some_and(|u| said(u.resolution.as_ref())),
        Datum::Agreement => payload.agreement.as_ref().is_some_and(|a| said(a.reference.as_ref())),
    }
}

fn good_picture(image: ImageFacts, bench: &Bench<'_>) -> bool {
    let quality = &bench.book.public_photo;
    quality.media.contains(&image.media) && image.width >= quality.min_width && image.height >= quality.min_height
}

/// The reference stands on the current list of the sanctions committee.
pub(super) fn un_listed(f: &RequestFacts<'_>, bench: &Bench<'_>) -> Vec<Fault> {
    let Some(reference) = f
        .request
        .payload
        .un
        .as_ref()
        .and_then(|u| u.reference.as_ref())
        .filter(|r| !r.trim().is_empty())
    else {
        return vec![Fault::missing(
            "un_reference_missing",
            "un.reference",
            "Give the reference of the sanctions list.",
        )];
    };
    let invented = (bench.world == World::Exercise).then_some(&bench.book.exercise.un_references);
    match f.desk.un_references.as_ref().or(invented) {
        None => {
            let message =
                "The current sanctions list is not at hand here; a person must compare the reference with it.";
            vec![Fault::unclear("un_list_unknown", "un.reference", message)]
        }
        Some(list) if list.contains(reference) => Vec::new(),
        Some(_) => {
            let message = format!(
                "{} is not on the current sanctions list; correct the reference, or the listing has ended.",
                shown(reference)
            );
            vec![Fault::broken("un_not_listed", "un.reference", message)]
        }
    }
}

/// Participant, quota, natural person investigated, threshold, no coercion.
pub(super) fn silver_pilot(
    f: &RequestFacts<'_>,
    months: u32,
    aims: &BTreeSet<String>,
    bench: &Bench<'_>,
) -> Vec<Fault> {
    let pilot = &bench.book.silver;
    if !pilot.enabled || pilot.until.is_some_and(|last| last < bench.today) {
        return vec![Fault::broken(
            "silver_not_running",
            "kind",
            "The silver pilot does not run on this day.",
        )];
    }
    let mut faults = silver_participation(f, bench);
    faults.extend(conditions(f, bench).unwrap_or_default());
    if let [aim] = f.request.head.purposes.as_slice()
        && !aims.contains(aim)
    {
        faults.push(Fault::broken(
            "silver_aim",
            "purposes[0]",
            format!("{} is not a purpose of the pilot.", shown(aim)),
        ));
    }
    let silver = f.request.payload.silver.clone().unwrap_or_default();
    match silver.person_investigated {
        Some(true) => {}
        Some(false) => faults.push(Fault::broken(
            "silver_no_investigation",
            "silver.person_investigated",
            "The pilot needs a natural person under criminal investigation.",
        )),
        None => faults.push(Fault::missing(
            "silver_investigation_unsaid",
            "silver.person_investigated",
            "Say whether a natural person is under criminal investigation.",
        )),
    }
    match silver.coercive {
        Some(false) => {}
        Some(true) => faults.push(Fault::broken(
            "silver_coercive",
            "silver.coercive",
            "The pilot allows no coercive step; ask for it by a bilateral request.",
        )),
        None => faults.push(Fault::missing(
            "silver_coercive_unsaid",
            "silver.coercive",
            "Say that no coercive step is asked for.",
        )),
    }
    if !said(silver.assets.as_ref()) {
        faults.push(Fault::missing(
            "silver_assets",
            "silver.assets",
            "Describe the assets that are sought.",
        ));
    }
    faults.extend(silver_threshold(f, months));
    faults
}

fn silver_participation(f: &RequestFacts<'_>, bench: &Bench<'_>) -> Vec<Fault> {
    let pilot = &bench.book.silver;
    let exercise = (bench.world == World::Exercise).then_some(&bench.book.exercise);
    let participants = f
        .desk
        .silver_participants
        .as_ref()
        .or(pilot.participants.as_ref())
        .or(exercise.map(|e| &e.silver_participants));
    let mut faults = Vec::new();
    match (f.request.requesting_country(), participants) {
        (None, _) => {}
        (Some(_), None) => faults.push(Fault::unclear(
            "silver_participants_unknown",
            "requester.country",
            "The list of participants is not at hand; a person must check it.",
        )),
        (Some(country), Some(list)) if !list.contains(country) => {
            faults.push(
                Fault::broken(
                    "silver_not_participant",
                    "requester.country",
                    format!("{country} does not take part in the pilot."),
                )
                .value("country", country),
            );
        }
        _ => {}
    }
    let quota = (f.desk.silver_quota)
        .or(pilot.quota_per_country)
        .or(exercise.map(|e| e.silver_quota_per_country));
    match (f.desk.silver_used_by_country, quota) {
        (Some(used), Some(quota)) if used >= quota => {
            let message = format!("The country's quota of {quota} is used up; withdraw one first.");
            faults.push(Fault::broken("silver_quota_country", "requester.country", message).value("n", quota));
        }
        (_, None) => {
            let message = "The country's quota is not known here; a person must check it.";
            faults.push(Fault::unclear("silver_quota_unknown", "requester.country", message));
        }
        _ => {}
    }
    if f.desk.silver_used_total.is_some_and(|used| used >= pilot.quota_total) {
        let message = format!(
            "All {} silver notices and diffusions of the pilot are in use.",
            pilot.quota_total
        );
        faults.push(Fault::broken("silver_quota_total", "kind", message).value("n", pilot.quota_total));
    }
    faults
}

fn silver_threshold(f: &RequestFacts<'_>, months: u32) -> Option<Fault> {
    let offences = f
        .request
        .payload
        .case
        .as_ref()
        .map(|c| c.offences.as_slice())
        .unwrap_or_default();
    let stated: Vec<(usize, _)> = offences
        .iter()
        .enumerate()
        .filter_map(|(at, o)| Some((at, o.max_penalty?)))
        .collect();
    let Some((at, penalty)) = stated.first() else {
        let message = format!(
            "State the heaviest penalty of the offence under investigation; at least {months} months are needed."
        );
        return Some(
            Fault::missing("silver_penalty_missing", "case.offences[0].max_penalty", message).value("n", months),
        );
    };
    if stated.iter().any(|(_, p)| p.reaches(months) == Reach::Yes) {
        return None;
    }
    let field = format!("case.offences[{at}].max_penalty");
    if stated.iter().any(|(_, p)| p.reaches(months) == Reach::Unsure) {
        return Some(
            Fault::unclear(
                "silver_penalty_unclear",
                field,
                format!("State the penalty in months; at least {months} are needed."),
            )
            .value("n", months),
        );
    }
    Some(
        Fault::broken(
            "silver_below_threshold",
            field,
            format!("The heaviest penalty is {penalty}; the pilot needs at least {months} months."),
        )
        .value("n", months),
    )
}
