//! The values that a profile's rows may have, and how they are written in the tables.
//!
//! Most are `key=value` words, such as `by=bank on=account count=7 unit=days first_day=yes ends=same_time roll=none`. A word
//! that is not known, or missing, refuses the row.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::profile::Topic;

/// Declares a closed list whose words in the tables are those of its JSON.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$line:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$line])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// Every value.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its word.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            fn read(text: &str) -> Result<Self, String> {
                let found = Self::ALL.iter().copied().find(|value| value.word() == text);
                found.ok_or_else(|| {
                    let known: Vec<_> = Self::ALL.iter().map(|value| value.word()).collect();
                    format!("'{text}' is not one of {}", known.join(", "))
                })
            }
        }
    };
}

words! {
    /// Who may hold money.
    Holder {
        /// The bank where it lies.
        Bank = "bank",
        /// The bank that is about to send it.
        SendingBank = "sending_bank",
        /// The financial intelligence unit.
        Fiu = "fiu",
        /// The police.
        Police = "police",
        /// A prosecutor.
        Prosecutor = "prosecutor",
        /// A court.
        Court = "court",
    }
}

words! {
    /// On what a hold is placed.
    HoldObject {
        /// An amount on an account.
        Account = "account",
        /// A single payment.
        Transaction = "transaction",
        /// The victim's own account, to stop more from leaving.
        OwnAccount = "own_account",
    }
}

words! {
    /// What a term counts.
    TermUnit {
        /// Hours from the instant of the hold.
        Hours = "hours",
        /// Calendar days.
        Days = "days",
        /// Days that are neither week-end nor holiday.
        WorkingDays = "working_days",
    }
}

words! {
    /// When on its last day a term ends.
    TermEnd {
        /// At the time of day at which it began.
        SameTime = "same_time",
        /// At 23:59 local time.
        EndOfDay = "end_of_day",
    }
}

words! {
    /// What happens if the last day is a day off.
    TermRoll {
        /// Nothing.
        None = "none",
        /// The term ends on the next working day.
        NextWorkingDay = "next_working_day",
    }
}

words! {
    /// What a red notice is worth.
    RedNoticeValue {
        /// It is ground for provisional arrest.
        ProvisionalArrest = "provisional_arrest",
        /// A warrant of its own is needed first.
        WarrantNeeded = "warrant_needed",
        /// The person is located and reported, not arrested.
        Locate = "locate",
    }
}

words! {
    /// How new money held is divided among several requests.
    Allocation {
        /// By the instant at which the bank received the requests.
        ReceiptOrder = "receipt_order",
        /// In proportion to what each asks.
        ProRata = "pro_rata",
    }
}

/// Who may hold money, on what, how long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HoldPower {
    /// Who.
    pub by: Holder,
    /// On what.
    pub on: HoldObject,
    /// How many units.
    pub count: u16,
    /// Of what.
    pub unit: TermUnit,
    /// Whether the day of the hold is the first day.
    pub first_day_counts: bool,
    /// When on the last day it ends.
    pub ends: TermEnd,
    /// What happens if the last day is a day off.
    pub roll: TermRoll,
    /// How often it may be extended, if that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extensions: Option<u16>,
    /// What has to be shown for it, if that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needs: Option<String>,
}

/// Days off each week: 1 is Monday, 7 is Sunday.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Weekend(pub Vec<i8>);

/// A day off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Holiday {
    /// The local date.
    pub date: Date,
    /// Its name in English.
    pub name: String,
}

/// How long a step of extradition may take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExtraditionClock {
    /// The step, such as `papers`.
    pub step: String,
    /// The country to which it applies; absent: to every country with no row of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with: Option<String>,
    /// How many units.
    pub count: u16,
    /// Of what.
    pub unit: TermUnit,
}

/// How a desk is reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contact {
    /// The desk, such as `ncb` or `fiu`.
    pub desk: String,
    /// Its telephone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Its mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail: Option<String>,
    /// When it answers, such as `always`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<String>,
}

/// A value of any topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    Hold(HoldPower),
    Weekend(Weekend),
    Holiday(Holiday),
    Languages(Vec<String>),
    RedNotice(RedNoticeValue),
    Extradition(ExtraditionClock),
    Allocation(Allocation),
    Contact(Contact),
    YesNo(bool),
}

impl Value {
    /// Reads the value of a row on a topic.
    pub fn parse(topic: Topic, text: &str) -> Result<Self, String> {
        Ok(match topic {
            Topic::Hold => Self::Hold(hold(text)?),
            Topic::Weekend => Self::Weekend(weekend(text)?),
            Topic::Holiday => Self::Holiday(holiday(text)?),
            Topic::Languages => Self::Languages(languages(text)?),
            Topic::RedNotice => Self::RedNotice(RedNoticeValue::read(text)?),
            Topic::Extradition => Self::Extradition(extradition(text)?),
            Topic::Allocation => Self::Allocation(Allocation::read(text)?),
            Topic::Contact => Self::Contact(contact(text)?),
            Topic::AutomatedAsks | Topic::AppealThroughBank | Topic::AskFiuWhereTo => Self::YesNo(yes_no(text)?),
        })
    }
}

/// The `key=value` words of a row, each to be taken once.
struct Words<'t>(Vec<(&'t str, &'t str)>);

impl<'t> Words<'t> {
    fn read(text: &'t str) -> Result<Self, String> {
        let pair = |word: &'t str| word.split_once('=').filter(|(_, value)| !value.is_empty());
        let words: Option<Vec<_>> = text.split_whitespace().map(pair).collect();
        words
            .map(Self)
            .ok_or_else(|| format!("'{text}' is not made of key=value words"))
    }

    fn take_if(&mut self, key: &str) -> Option<&'t str> {
        let place = self.0.iter().position(|(known, _)| *known == key)?;
        Some(self.0.remove(place).1)
    }

    fn take(&mut self, key: &str) -> Result<&'t str, String> {
        self.take_if(key).ok_or_else(|| format!("`{key}=` is missing"))
    }

    /// Nothing may be left over.
    fn done(self) -> Result<(), String> {
        match self.0.first() {
            None => Ok(()),
            Some((key, _)) => Err(format!("`{key}=` is not known here, or stands twice")),
        }
    }
}

fn number(text: &str) -> Result<u16, String> {
    text.parse()
        .ok()
        .filter(|number| *number > 0)
        .ok_or_else(|| format!("'{text}' is not a number from 1 to {}", u16::MAX))
}

fn yes_no(text: &str) -> Result<bool, String> {
    match text {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(format!("'{text}' is neither yes nor no")),
    }
}

fn hold(text: &str) -> Result<HoldPower, String> {
    let mut words = Words::read(text)?;
    let power = HoldPower {
        by: Holder::read(words.take("by")?)?,
        on: HoldObject::read(words.take("on")?)?,
        count: number(words.take("count")?)?,
        unit: TermUnit::read(words.take("unit")?)?,
        first_day_counts: yes_no(words.take("first_day")?)?,
        ends: TermEnd::read(words.take("ends")?)?,
        roll: TermRoll::read(words.take("roll")?)?,
        extensions: words.take_if("extensions").map(number).transpose()?,
        needs: words.take_if("needs").map(str::to_owned),
    };
    words.done()?;
    Ok(power)
}

fn weekend(text: &str) -> Result<Weekend, String> {
    let day = |word: &str| word.parse::<i8>().ok().filter(|day| (1..=7).contains(day));
    let days: Option<Vec<i8>> = text.split_whitespace().map(day).collect();
    match days {
        // Seven days off would leave no working day to count to.
        Some(mut days) if (1..=6).contains(&days.len()) => {
            days.sort_unstable();
            days.dedup();
            Ok(Weekend(days))
        }
        _ => Err(format!("'{text}' are not days of the week, 1 (Monday) to 7 (Sunday)")),
    }
}

fn holiday(text: &str) -> Result<Holiday, String> {
    let (date, name) = text
        .split_once(' ')
        .ok_or_else(|| format!("'{text}' is not a date and a name"))?;
    let date = date.parse().map_err(|_| format!("'{date}' is not a date"))?;
    Ok(Holiday {
        date,
        name: name.trim().to_owned(),
    })
}

fn languages(text: &str) -> Result<Vec<String>, String> {
    let languages: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
    let tag = |word: &String| matches!(word.len(), 2 | 3) && word.bytes().all(|byte| byte.is_ascii_lowercase());
    if languages.is_empty() || !languages.iter().all(tag) {
        return Err(format!("'{text}' are not language codes"));
    }
    Ok(languages)
}

fn extradition(text: &str) -> Result<ExtraditionClock, String> {
    let mut words = Words::read(text)?;
    let clock = ExtraditionClock {
        step: words.take("step")?.to_owned(),
        with: words.take_if("with").map(str::to_owned),
        count: number(words.take("count")?)?,
        unit: TermUnit::read(words.take("unit")?)?,
    };
    words.done()?;
    Ok(clock)
}

fn contact(text: &str) -> Result<Contact, String> {
    let mut words = Words::read(text)?;
    let contact = Contact {
        desk: words.take("desk")?.to_owned(),
        phone: words.take_if("phone").map(str::to_owned),
        mail: words.take_if("mail").map(str::to_owned),
        hours: words.take_if("hours").map(str::to_owned),
    };
    words.done()?;
    if contact.phone.is_none() && contact.mail.is_none() {
        return Err("a contact needs `phone=` or `mail=`".into());
    }
    Ok(contact)
}
