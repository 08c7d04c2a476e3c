//! Bureaus and countries as papers name them.

use cordon_members::bureau::Bureau;
use cordon_members::countries::CountryBook;

use crate::answer::No;
use crate::app::App;
use crate::documents::paper::Party;
use crate::frame::locale::Language;
use crate::members::queries::read;

/// A bureau by its identifier, or a country by its code, with the names that are known.
///
/// # Errors
/// When the store fails.
pub async fn party(app: &App, code: &str) -> Result<Party, No> {
    let mut party = Party {
        code: code.to_owned(),
        ..Party::default()
    };
    if let Some(bureau) = read::<Bureau>(&app.store, "bureau", code).await?
        && !bureau.value.names.is_empty()
    {
        party.names = names(|language| bureau.value.name(language).to_owned());
    } else {
        party = country(code);
    }
    Ok(party)
}

/// A country by its code, with its names where the code is known.
#[must_use]
pub fn country(code: &str) -> Party {
    let known = CountryBook::shipped().ok().and_then(|book| book.find(code));
    let names = known.map(|country| names(|language| country.names.in_language(language).to_owned()));
    Party {
        code: code.to_owned(),
        names: names.unwrap_or_default(),
    }
}

fn names(of: impl Fn(&'static str) -> String) -> crate::documents::paper::Texts {
    Language::ALL
        .iter()
        .map(|l| (l.code().to_owned(), of(l.code())))
        .collect()
}
