//! What a notice hands over for links: the documents and names of the person it is about.

use std::collections::BTreeSet;

use cordon_links::Level;
use cordon_links::normalise::ValueKind;
use cordon_notices::lifecycle::{Sight, Viewer, sight};
use cordon_notices::request::Subject;
use cordon_vocabulary::{BureauId, CaseRef};

use crate::answer::No;
use crate::app::App;
use crate::links::arriving::{Arriving, NewValue};
use crate::members::queries::read;
use crate::notices::change::KIND;
use crate::notices::desk;

/// The values of a notice as it stands, for its owner and for those before whom it is published. Nobody else may know
/// even that it exists.
///
/// # Errors
/// When the store fails.
pub async fn of(app: &App, id: &str) -> Result<Option<Arriving>, No> {
    let Some(at) = read::<cordon_notices::lifecycle::Notice>(&app.store, KIND, id).await? else {
        return Ok(None);
    };
    let notice = at.value;
    let sees =
        |bureau: &cordon_notices::ids::BureauId| sight(&notice, &Viewer::Bureau(bureau.clone())) == Sight::Content;
    let malformed = |e: &cordon_vocabulary::Malformed| No::malformed("bureau", e);
    let mut readers = BTreeSet::new();
    for bureau in notice.copies.keys().filter(|bureau| sees(bureau)) {
        readers.insert(BureauId::parse(bureau.as_str()).map_err(|e| malformed(&e))?);
    }
    let request = match desk::request(app, &notice, &notice.payload.id.to_string(), notice.revision).await {
        Ok(request) => Some(request),
        // Its content was erased: nothing of it links any more.
        Err(no) if no.code == "erased" => None,
        Err(no) => return Err(no),
    };
    let gone = request.is_none();
    let values = request
        .as_ref()
        .and_then(|file| file.request.payload.subject.as_ref())
        .map(of_subject)
        .unwrap_or_default();
    Ok(Some(Arriving {
        module: "notices",
        id: id.to_owned(),
        case: CaseRef::parse(&format!("N-{id}")).map_err(|e| malformed(&e))?,
        owner: BureauId::parse(notice.owner.as_str()).map_err(|e| malformed(&e))?,
        readers,
        others: Level::Nothing,
        page: Some(format!("/notices/{id}")),
        values,
        gone,
    }))
}

fn of_subject(subject: &Subject) -> Vec<NewValue> {
    let mut values = Vec::new();
    for document in &subject.documents {
        let Some(number) = &document.number else { continue };
        let text = match &document.issuing_state {
            Some(issuer) => format!("{issuer}:{number}"),
            None => number.clone(),
        };
        values.push(NewValue::new(ValueKind::Document, text, "document"));
    }
    let name = [&subject.forename, &subject.family_name];
    let name: Vec<&str> = name.into_iter().flatten().map(String::as_str).collect();
    if !name.is_empty() {
        values.push(NewValue::new(ValueKind::Name, name.join(" "), "subject"));
    }
    values.extend(
        subject
            .aliases
            .iter()
            .map(|alias| NewValue::new(ValueKind::Name, alias.clone(), "alias")),
    );
    values
}
