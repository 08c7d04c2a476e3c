//! Answers counted: a view of the raw answers, made when a report is made.

use std::collections::{BTreeMap, BTreeSet};

use super::{AnswerSheet, ApartKind, Questionnaire};
use crate::ranking::{ResponseCount, Share};

/// One item on one scale, for the world or a region.
#[derive(Debug, Clone, PartialEq)]
pub struct Tally {
    /// The item.
    pub item: String,
    /// The scale.
    pub scale: String,
    /// The region; none for all.
    pub region: Option<String>,
    /// Answers per point of the scale, lowest first.
    pub points: Vec<u64>,
    /// Answers at the top points.
    pub top: u64,
    /// Who was asked and what came back.
    pub responses: ResponseCount,
}

impl Tally {
    /// The share at the top points among those who gave a point; none if nobody did.
    #[must_use]
    pub fn share(&self) -> Option<Share> {
        Share::new(self.top, self.responses)
    }
}

/// Counts every item on every scale, for all and for each region. One respondent is one vote.
#[must_use]
pub fn tally(questionnaire: &Questionnaire, sheet: &AnswerSheet) -> Vec<Tally> {
    let region_of: BTreeMap<&str, &str> = sheet.asked.iter().map(|r| (r.id.as_str(), r.region.as_str())).collect();
    let mut by_question: BTreeMap<(&str, &str), Vec<(&str, &str)>> = BTreeMap::new();
    for answer in &sheet.answers {
        let region = region_of.get(answer.respondent.as_str()).copied().unwrap_or("");
        by_question
            .entry((&answer.item, &answer.scale))
            .or_default()
            .push((region, &answer.code));
    }
    let scopes: Vec<Option<String>> = std::iter::once(None)
        .chain(sheet.regions().into_iter().map(Some))
        .collect();
    let mut found = Vec::new();
    for item in &questionnaire.items {
        for scale in &questionnaire.scales {
            let answers = by_question
                .get(&(item.id.as_str(), scale.id.as_str()))
                .map_or(&[][..], Vec::as_slice);
            for region in &scopes {
                let inside = |of: &str| region.as_deref().is_none_or(|region| region == of);
                let asked = sheet
                    .asked
                    .iter()
                    .filter(|respondent| inside(&respondent.region))
                    .count() as u64;
                let codes = answers.iter().filter(|(of, _)| inside(of)).map(|(_, code)| *code);
                found.push(counted(
                    questionnaire,
                    item.id.clone(),
                    scale,
                    region.clone(),
                    asked,
                    codes,
                ));
            }
        }
    }
    found
}

fn counted<'a>(
    questionnaire: &Questionnaire,
    item: String,
    scale: &super::Scale,
    region: Option<String>,
    asked: u64,
    codes: impl Iterator<Item = &'a str>,
) -> Tally {
    let mut points = vec![0; scale.points.len()];
    let mut responses = ResponseCount {
        asked,
        ..ResponseCount::default()
    };
    let top_codes: BTreeSet<&str> = scale.top.iter().map(String::as_str).collect();
    let mut top = 0;
    for code in codes {
        if let Some(i) = scale.points.iter().position(|point| point.code == code) {
            points[i] += 1;
            responses.answered += 1;
            top += u64::from(top_codes.contains(code));
            continue;
        }
        match questionnaire
            .apart
            .iter()
            .find(|apart| apart.code == code)
            .map(|apart| apart.kind)
        {
            Some(ApartKind::DontKnow) => responses.dont_know += 1,
            Some(ApartKind::NotApplicable) => responses.not_applicable += 1,
            Some(ApartKind::Refused) => responses.refused += 1,
            None => {}
        }
    }
    Tally {
        item,
        scale: scale.id.clone(),
        region,
        points,
        top,
        responses,
    }
}
