//! What the schemas say: which elements stand where, how often, and what their texts look like.
//!
//! The tables in `grammar/*.txt` are drawn from the ISO 20022 schemas by `grammar/from_schema.py`.

mod check;
mod shape;
mod table;

pub(crate) use check::check;
pub(crate) use shape::iban_check_digits_hold;
pub(crate) use table::Grammar;

use std::sync::LazyLock;

use crate::kind::MessageKind;

/// The grammar of one message.
pub(crate) fn of_message(kind: MessageKind) -> &'static Grammar {
    static CAMT056: LazyLock<Grammar> =
        LazyLock::new(|| Grammar::load(include_str!("../../grammar/camt.056.001.08.txt")));
    static CAMT029: LazyLock<Grammar> =
        LazyLock::new(|| Grammar::load(include_str!("../../grammar/camt.029.001.09.txt")));
    static PACS004_09: LazyLock<Grammar> =
        LazyLock::new(|| Grammar::load(include_str!("../../grammar/pacs.004.001.09.txt")));
    static PACS004_10: LazyLock<Grammar> =
        LazyLock::new(|| Grammar::load(include_str!("../../grammar/pacs.004.001.10.txt")));
    static PACS008: LazyLock<Grammar> =
        LazyLock::new(|| Grammar::load(include_str!("../../grammar/pacs.008.001.08.txt")));
    match kind {
        MessageKind::Camt056V08 => &CAMT056,
        MessageKind::Camt029V09 => &CAMT029,
        MessageKind::Pacs004V09 => &PACS004_09,
        MessageKind::Pacs004V10 => &PACS004_10,
        MessageKind::Pacs008V08 => &PACS008,
    }
}

/// The grammar of the business application header, version 02.
pub(crate) fn of_header() -> &'static Grammar {
    static HEAD: LazyLock<Grammar> = LazyLock::new(|| Grammar::load(include_str!("../../grammar/head.001.001.02.txt")));
    &HEAD
}
