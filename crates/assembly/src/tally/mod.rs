//! Tallying roll-call votes from a file: `ballot_id,member,vote`, one row per vote.
//!
//! The file is read as a stream; memory grows with the number of votes only, because a member that votes twice in a ballot
//! must be found wherever the second row stands. Nothing is tallied from a file with a fault in it: half a result would be
//! read as a result.

mod fault;
mod rows;

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io::Read;

use serde::Serialize;

pub use fault::{Fault, TallyError};

use crate::majority::{Count, Hall, Majority, decide};
use crate::quorum::Quorum;
use rows::{Row, Rows};

/// Longest name of a ballot or member, in bytes.
const NAME_LIMIT: usize = 200;
/// How many faults are listed before the rest is only counted.
const FAULT_LIMIT: usize = 20;

/// The result of one ballot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BallotTally {
    /// The ballot, as the file names it.
    pub ballot_id: String,
    /// Votes for.
    pub yes: u64,
    /// Votes against.
    pub no: u64,
    /// Abstentions.
    pub abstain: u64,
    /// Whether the question is carried under the rule.
    pub carried: bool,
    /// The arithmetic.
    pub why: String,
}

/// Tallies every ballot in `input` under one majority, in the order in which the ballots first appear.
///
/// `members` is the number of members of the organisation; [`Majority::TwoThirdsMembers`] needs it.
///
/// # Errors
/// Refuses the whole file when it cannot be read, when a row is malformed, when a vote is not yes, no or abstain, when a
/// member votes twice in a ballot, or when a ballot holds more votes than there are members.
pub fn tally(input: impl Read, majority: Majority, members: Option<u64>) -> Result<Vec<BallotTally>, TallyError> {
    let mut book = Book::default();
    let mut rows = Rows::new(input);
    let columns = match rows.next()? {
        Some(header) => Columns::find(&header)?,
        None => return Err(Fault::EmptyFile.into()),
    };
    while let Some(row) = rows.next()? {
        book.enter(&row, &columns)?;
    }
    book.close(majority, members)
}

/// Where the three columns stand.
struct Columns {
    ballot: usize,
    member: usize,
    vote: usize,
    width: usize,
}

impl Columns {
    fn find(header: &Row<'_>) -> Result<Self, TallyError> {
        let mut places: [Option<usize>; 3] = [None; 3];
        const NAMES: [&str; 3] = ["ballot_id", "member", "vote"];
        for index in 0..header.width() {
            let field = header.field(index).unwrap_or_default();
            let field = field.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(field);
            let name = field.trim_ascii();
            for (place, wanted) in places.iter_mut().zip(NAMES) {
                if name.eq_ignore_ascii_case(wanted.as_bytes()) && place.replace(index).is_some() {
                    return Err(Fault::RepeatedColumn { column: wanted }.into());
                }
            }
        }
        let mut found = places
            .into_iter()
            .zip(NAMES)
            .map(|(place, column)| place.ok_or(TallyError::from(Fault::MissingColumn { column })));
        let mut next = || found.next().unwrap_or(Err(Fault::EmptyFile.into()));
        Ok(Self {
            ballot: next()?,
            member: next()?,
            vote: next()?,
            width: header.width(),
        })
    }
}

/// Everything counted so far.
#[derive(Default)]
struct Book {
    ballots: HashMap<Box<str>, u32>,
    members: HashMap<Box<str>, u32>,
    /// In order of first appearance.
    counts: Vec<(Box<str>, Count)>,
    /// Line of the vote of each (ballot, member).
    cast: HashMap<(u32, u32), u64>,
    faults: Vec<Fault>,
    faults_total: u64,
}

impl Book {
    fn enter(&mut self, row: &Row<'_>, columns: &Columns) -> Result<(), TallyError> {
        if row.width() != columns.width {
            return Err(Fault::WrongWidth {
                line: row.line,
                found: row.width(),
                expected: columns.width,
            }
            .into());
        }
        let ballot_name = name(row, columns.ballot, "ballot_id")?;
        let member_name = name(row, columns.member, "member")?;
        let vote = row.field(columns.vote).unwrap_or_default().trim_ascii();
        let ballot = self.ballot(ballot_name);
        let member = self.member(member_name);
        match self.cast.entry((ballot, member)) {
            Entry::Vacant(free) => {
                free.insert(row.line);
            }
            Entry::Occupied(first) => {
                let first_line = *first.get();
                self.fault(Fault::VotedTwice {
                    line: row.line,
                    first_line,
                    member: member_name.to_owned(),
                    ballot: ballot_name.to_owned(),
                });
                return Ok(());
            }
        }
        let Some((_, count)) = self.counts.get_mut(ballot as usize) else {
            return Ok(());
        };
        if vote.eq_ignore_ascii_case(b"yes") {
            count.yes += 1;
        } else if vote.eq_ignore_ascii_case(b"no") {
            count.no += 1;
        } else if vote.eq_ignore_ascii_case(b"abstain") {
            count.abstain += 1;
        } else {
            let vote = fault::shown(vote);
            self.fault(Fault::UnknownVote {
                line: row.line,
                member: member_name.to_owned(),
                ballot: ballot_name.to_owned(),
                vote,
            });
        }
        Ok(())
    }

    fn ballot(&mut self, name: &str) -> u32 {
        if let Some(number) = self.ballots.get(name) {
            return *number;
        }
        let number = next_number(&self.ballots);
        self.ballots.insert(name.into(), number);
        self.counts.push((name.into(), Count::default()));
        number
    }

    /// Members are told apart without regard to letter case: `qm` and `QM` are one country with one vote.
    fn member(&mut self, name: &str) -> u32 {
        let folded = if name.bytes().all(|b| b.is_ascii() && !b.is_ascii_lowercase()) {
            std::borrow::Cow::Borrowed(name)
        } else {
            std::borrow::Cow::Owned(name.to_uppercase())
        };
        if let Some(number) = self.members.get(folded.as_ref()) {
            return *number;
        }
        let number = next_number(&self.members);
        self.members.insert(folded.as_ref().into(), number);
        number
    }

    fn fault(&mut self, fault: Fault) {
        self.faults_total += 1;
        if self.faults.len() < FAULT_LIMIT {
            self.faults.push(fault);
        }
    }

    fn close(self, majority: Majority, members: Option<u64>) -> Result<Vec<BallotTally>, TallyError> {
        if !self.faults.is_empty() {
            let more = self.faults_total.saturating_sub(self.faults.len() as u64);
            return Err(TallyError::Faults {
                faults: self.faults,
                more,
            });
        }
        let hall = Hall {
            members,
            ..Hall::default()
        };
        let close_one = |(ballot_id, count): (Box<str>, Count)| {
            let verdict = decide(majority, count, hall, Quorum::None).map_err(|reason| TallyError::Undecidable {
                ballot: ballot_id.to_string(),
                reason,
            })?;
            Ok(BallotTally {
                ballot_id: ballot_id.into(),
                yes: count.yes,
                no: count.no,
                abstain: count.abstain,
                carried: verdict.carried,
                why: verdict.why,
            })
        };
        self.counts.into_iter().map(close_one).collect()
    }
}

/// Names are numbered in order of appearance; more than four thousand million distinct names do not fit in memory.
fn next_number(names: &HashMap<Box<str>, u32>) -> u32 {
    u32::try_from(names.len()).unwrap_or(u32::MAX)
}

/// A name out of a row: text, not empty, without invisible characters that would make one member look like two.
fn name<'a>(row: &Row<'a>, index: usize, column: &'static str) -> Result<&'a str, TallyError> {
    let line = row.line;
    let bytes = row.field(index).unwrap_or_default();
    let text = std::str::from_utf8(bytes)
        .map_err(|_| Fault::NotText { line, column })?
        .trim();
    if text.is_empty() {
        return Err(Fault::EmptyField { line, column }.into());
    }
    if text.len() > NAME_LIMIT {
        return Err(Fault::NameTooLong {
            line,
            column,
            limit: NAME_LIMIT,
        }
        .into());
    }
    if !text.is_ascii() && text.chars().any(is_hidden) || text.bytes().any(|byte| byte.is_ascii_control()) {
        return Err(Fault::HiddenCharacter { line, column }.into());
    }
    Ok(text)
}

fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
            | '\u{E0000}'..='\u{E0FFF}')
}
