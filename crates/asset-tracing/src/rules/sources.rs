//! Where each rule is known: versioned data, every row with its source and whether somebody read it at that source.
//!
//! A name, not advice: which rule a court applies is for the court. A row that is not verified is shown as such.

use crate::rules::Rule;

/// The version of these rows.
pub const VERSION: &str = "2026-11";

/// One place where a rule is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Source {
    /// The rule.
    pub rule: Rule,
    /// The jurisdiction, in English, or `research`.
    pub place: &'static str,
    /// The decision, statute or paper.
    pub authority: &'static str,
    /// Where it can be read.
    pub address: &'static str,
    /// Whether the row was held against a primary source.
    pub verified: bool,
}

const fn row(
    rule: Rule,
    place: &'static str,
    authority: &'static str,
    address: &'static str,
    verified: bool,
) -> Source {
    Source {
        rule,
        place,
        authority,
        address,
        verified,
    }
}

/// All rows.
pub const SOURCES: &[Source] = &[
    row(
        Rule::Fifo,
        "England and Wales",
        "Devaynes v Noble (Clayton's Case) (1816)",
        "https://en.m.wikipedia.org/wiki/Clayton%27s_case",
        false,
    ),
    row(
        Rule::Fifo,
        "research",
        "Anderson, Shumailov, Ahmed: tracing stolen coins, first in first out",
        "https://www.lightbluetouchpaper.org/2018/03/26/tracing-stolen-bitcoin/",
        true,
    ),
    row(
        Rule::Lifo,
        "United States, second circuit",
        "In re Bolognesi, 254 F. 770 (1918): claimants preferred in inverse order of payment",
        "https://app.midpage.ai/document/in-re-bolognesi-8809970",
        true,
    ),
    row(
        Rule::Lifo,
        "research",
        "Tironsakkul and others, arXiv 1906.05754",
        "https://arxiv.org/abs/1906.05754",
        false,
    ),
    row(
        Rule::ProRata,
        "England and Wales",
        "Barlow Clowes International v Vaughan (1992): the rolling charge considered",
        "https://www.coursehero.com/file/pi9gatp/Barlow-Clowes-International-Ltd-v-Vaughan-1992-CA-B-were-a-financial-firm-which/",
        false,
    ),
    row(
        Rule::ProRata,
        "research",
        "the haircut of research on traced coins",
        "https://www.lightbluetouchpaper.org/2018/03/26/tracing-stolen-bitcoin/",
        true,
    ),
    row(
        Rule::LowestBalance,
        "England and Wales",
        "Re Hallett's Estate (1880); James Roscoe (Bolton) Ltd v Winder [1915] 1 Ch 62",
        "https://en.wikipedia.org/wiki/James_Roscoe_(Bolton)_Ltd_v_Winder",
        false,
    ),
    row(
        Rule::LowestBalance,
        "Alberta, Canada",
        "Easy Loan Corp v Wiseman 2017 ABCA 58",
        "http://supremeadvocacy.ca/proof-pudding-court-appeal-determines-appropriate-tracing-methodology/",
        false,
    ),
    row(
        Rule::LowestBalance,
        "Jersey; Privy Council",
        "Brazil v Durant [2015] UKPC 35",
        "https://vlex.co.uk/vid/federal-republic-of-brazil-818715421",
        false,
    ),
    row(
        Rule::TaintFirst,
        "England and Wales",
        "Re Oatway [1903] 2 Ch 356: the claimant's election; Shalson v Russo",
        "https://en.wikipedia.org/wiki/James_Roscoe_(Bolton)_Ltd_v_Winder",
        false,
    ),
    row(
        Rule::Poison,
        "research",
        "no rule of law: a bound for a search",
        "https://www.lightbluetouchpaper.org/2018/03/26/tracing-stolen-bitcoin/",
        true,
    ),
];

/// The statute that makes the rule a choice: it names no formula.
pub const NO_FORMULA: Source = row(
    Rule::ProRata,
    "United Kingdom",
    "Proceeds of Crime Act 2002, sections 304 to 306: the portion attributable, without a formula",
    "https://www.legislation.gov.uk/ukpga/2002/29/part/5/chapter/4/enacted",
    true,
);

/// The rows of one rule.
pub fn of(rule: Rule) -> impl Iterator<Item = &'static Source> {
    SOURCES.iter().filter(move |source| source.rule == rule)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_a_row_with_an_address() {
        for rule in Rule::ALL {
            assert!(of(rule).count() > 0, "{rule}");
        }
        for source in SOURCES.iter().chain([&NO_FORMULA]) {
            assert!(source.address.starts_with("http") && !source.authority.is_empty());
        }
        assert!(
            SOURCES.iter().any(|source| !source.verified),
            "what nobody read at its source is said to be so"
        );
    }
}
