//! What a form of this room sends: fields, and at most one file of text in place of a field's text.

use std::collections::BTreeMap;

use axum::extract::{Form, FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::answer::No;

/// The fields by name. A file that was chosen stands in the field whose name it carries, in place of what was typed there.
#[derive(Debug, Clone, Default)]
pub struct Sent(pub BTreeMap<String, String>);

impl Sent {
    /// A field, or nothing.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }
}

fn unreadable(why: &str) -> No {
    No::new(
        StatusCode::BAD_REQUEST,
        "form",
        format!("the form cannot be read: {why}"),
    )
}

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        if !kind.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data")) {
            let Form(pairs) = Form::<Vec<(String, String)>>::from_request(request, state)
                .await
                .map_err(IntoResponse::into_response)?;
            return Ok(Self(pairs.into_iter().collect()));
        }
        let form = Multipart::from_request(request, state).await;
        let form = form.map_err(|e| unreadable(&e.body_text()).into_response())?;
        fields(form).await.map(Self).map_err(IntoResponse::into_response)
    }
}

async fn fields(mut form: Multipart) -> Result<BTreeMap<String, String>, No> {
    let (mut typed, mut files) = (BTreeMap::new(), BTreeMap::new());
    while let Some(field) = form.next_field().await.map_err(|e| unreadable(&e.body_text()))? {
        let name = field.name().unwrap_or_default().to_owned();
        let is_file = field.file_name().is_some();
        let bytes = field.bytes().await.map_err(|e| unreadable(&e.body_text()))?;
        let text = String::from_utf8(bytes.to_vec());
        let text = text.map_err(|_| {
            No::field(
                &name,
                "not-text",
                "this is no UTF-8 text; save the table as CSV in UTF-8",
            )
        })?;
        // A form without a chosen file sends an empty one.
        if !is_file {
            typed.insert(name, text);
        } else if !text.trim().is_empty() {
            files.insert(name, text);
        }
    }
    typed.extend(files);
    Ok(typed)
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    /// A form of parts: name, file name if it is a file, bytes.
    async fn sent(parts: &[(&str, Option<&str>, &[u8])]) -> Result<BTreeMap<String, String>, u16> {
        let mut body = Vec::new();
        for (name, file, bytes) in parts {
            let file = file.map_or(String::new(), |f| format!("; filename=\"{f}\""));
            body.extend(
                format!("--edge\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n").into_bytes(),
            );
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--edge--\r\n");
        let request = Request::builder()
            .method("POST")
            .header("content-type", "multipart/form-data; boundary=edge")
            .body(Body::from(body))
            .unwrap();
        Sent::from_request(request, &())
            .await
            .map(|sent| sent.0)
            .map_err(|response| response.status().as_u16())
    }

    #[tokio::test]
    async fn a_chosen_file_stands_in_place_of_what_was_typed() {
        let both = sent(&[
            ("file", None, b"typed"),
            ("key", None, b"k"),
            ("file", Some("a.csv"), b"a,b\n1,2\n"),
        ])
        .await
        .unwrap();
        assert_eq!((both["file"].as_str(), both["key"].as_str()), ("a,b\n1,2\n", "k"));
        let before = sent(&[("file", Some("a.csv"), b"a,b\n"), ("file", None, b"typed")])
            .await
            .unwrap();
        assert_eq!(before["file"], "a,b\n");
    }

    #[tokio::test]
    async fn no_chosen_file_leaves_what_was_typed() {
        assert_eq!(
            sent(&[("file", Some(""), b""), ("file", None, b"typed")])
                .await
                .unwrap()["file"],
            "typed"
        );
        let request = Request::builder()
            .method("POST")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from("file=typed&key=k"))
            .unwrap();
        assert_eq!(Sent::from_request(request, &()).await.unwrap().text("file"), "typed");
    }

    #[tokio::test]
    async fn what_is_no_text_or_no_form_is_refused() {
        assert_eq!(
            sent(&[("file", Some("a.xlsx"), &[0xff, 0xfe, 0, 0xd8])]).await,
            Err(422)
        );
        let request = Request::builder()
            .method("POST")
            .header("content-type", "multipart/form-data; boundary=edge")
            .body(Body::from("no parts here"))
            .unwrap();
        assert_eq!(
            Sent::from_request(request, &()).await.unwrap_err().status().as_u16(),
            400
        );
    }
}
