//! The access table: every route, and who may call it. The gate enforces it and a test walks it.

use cordon_members::role::Right;

/// Who may call a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anyone: sign-in, checking a request, style.
    Public,
    /// Any officer with an account in force.
    Officer,
    /// An officer with a role that brings this right.
    Right(Right),
    /// The same, and the one exception to the rule that no route takes a picture: this one is declared to take one,
    /// and its handler checks what it is given.
    RightWithPicture(Right),
    /// A machine client of an institution.
    Institution,
    /// An officer with this right, or an institution: the rulebook decides which requests are theirs.
    RightOrInstitution(Right),
    /// The bearer of a one-time link; the handler spends it.
    Link,
    /// Anyone, but only in a demonstration world: the route does not exist elsewhere.
    DemoOnly,
}

impl Access {
    /// Whether a picture may be sent here. Everywhere else one is refused before any handler sees it.
    #[must_use]
    pub const fn takes_a_picture(self) -> bool {
        matches!(self, Self::RightWithPicture(_))
    }
}

/// One row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// HTTP method.
    pub method: &'static str,
    /// The route as the router writes it.
    pub path: &'static str,
    /// Who may call it.
    pub access: Access,
    /// What the act is for, where the caller states no purpose of his own.
    pub purpose: &'static str,
}

const fn row(method: &'static str, path: &'static str, access: Access, purpose: &'static str) -> Row {
    Row {
        method,
        path,
        access,
        purpose,
    }
}

/// The table.
pub const TABLE: &[Row] = &[
    // Doors.
    row("GET", "/", Access::Public, "front page"),
    row("GET", "/sign-in", Access::Public, "sign in"),
    row("GET", "/style.css", Access::Public, "style"),
    row("GET", "/script/{name}", Access::Public, "script"),
    row("GET", "/health", Access::Public, "health"),
    row("GET", "/favicon.ico", Access::Public, "style"),
    row("GET", "/openapi.json", Access::Public, "interface description"),
    row("POST", "/demo/sign-in", Access::DemoOnly, "try a role"),
    row("POST", "/sign-out", Access::Officer, "sign out"),
    row("POST", "/language", Access::Public, "choose a language"),
    row("POST", "/passkey/login/begin", Access::Public, "sign in"),
    row("POST", "/passkey/login/finish", Access::Public, "sign in"),
    row("GET", "/enrol/{secret}", Access::Link, "enrol a passkey"),
    row("POST", "/enrol/{secret}/begin", Access::Link, "enrol a passkey"),
    row("POST", "/enrol/{secret}/finish", Access::Link, "enrol a passkey"),
    // Stop-payment pages.
    row("GET", "/desk", Access::Right(Right::ReadCases), "duty"),
    row(
        "GET",
        "/money/new",
        Access::Right(Right::WorkCases),
        "file a stolen payment",
    ),
    row(
        "POST",
        "/money/new",
        Access::Right(Right::WorkCases),
        "file a stolen payment",
    ),
    row(
        "POST",
        "/money/read",
        Access::Right(Right::WorkCases),
        "read a bank message",
    ),
    row("GET", "/money", Access::Right(Right::ReadCases), "duty"),
    row("GET", "/case/{id}", Access::Right(Right::ReadCases), "work a case"),
    row("POST", "/case/{id}/act", Access::Right(Right::WorkCases), "work a case"),
    row(
        "GET",
        "/case/{id}/ask/{ask}/call",
        Access::Right(Right::WorkCases),
        "call a bank",
    ),
    row(
        "POST",
        "/case/{id}/ask/{ask}/call",
        Access::Right(Right::WorkCases),
        "call a bank",
    ),
    row(
        "GET",
        "/case/{id}/ask/{ask}/camt056",
        Access::Right(Right::WorkCases),
        "draft a recall",
    ),
    row("GET", "/answer/{secret}", Access::Link, "answer a request"),
    row("POST", "/answer/{secret}", Access::Link, "answer a request"),
    row("GET", "/verify", Access::Public, "check a request"),
    row(
        "GET",
        "/message/{id}",
        Access::Right(Right::WorkCases),
        "read a bank message",
    ),
    row(
        "POST",
        "/message/{id}",
        Access::Right(Right::WorkCases),
        "read a bank message",
    ),
    row("GET", "/members", Access::Right(Right::ReadMembers), "look up a member"),
    row(
        "GET",
        "/members/{code}",
        Access::Right(Right::ReadMembers),
        "look up a member",
    ),
    row(
        "GET",
        "/journal",
        Access::Right(Right::ReadJournal),
        "check the journal",
    ),
    row("GET", "/live", Access::Officer, "live updates"),
    // Programs.
    row(
        "POST",
        "/v1/cases",
        Access::Right(Right::WorkCases),
        "file a stolen payment",
    ),
    row("GET", "/v1/cases", Access::Right(Right::ReadCases), "duty"),
    row("GET", "/v1/cases/{id}", Access::Right(Right::ReadCases), "work a case"),
    row(
        "POST",
        "/v1/cases/{id}/release",
        Access::Right(Right::ReleaseCases),
        "second person",
    ),
    row(
        "POST",
        "/v1/cases/{id}/stop",
        Access::Right(Right::WorkCases),
        "stop a pursuit",
    ),
    row(
        "POST",
        "/v1/cases/{id}/resume",
        Access::Right(Right::ReleaseCases),
        "second person",
    ),
    row(
        "POST",
        "/v1/cases/{id}/withdraw",
        Access::Right(Right::ReleaseCases),
        "take a case back",
    ),
    row(
        "POST",
        "/v1/cases/{id}/correct",
        Access::Right(Right::WorkCases),
        "correct a case",
    ),
    row(
        "GET",
        "/v1/asks",
        Access::RightOrInstitution(Right::ReadCases),
        "answer requests",
    ),
    row(
        "GET",
        "/v1/cases/{id}/asks/{ask}",
        Access::RightOrInstitution(Right::ReadCases),
        "answer a request",
    ),
    row(
        "POST",
        "/v1/cases/{id}/asks/{ask}/acknowledge",
        Access::RightOrInstitution(Right::WorkCases),
        "answer a request",
    ),
    row(
        "POST",
        "/v1/cases/{id}/asks/{ask}/answers",
        Access::RightOrInstitution(Right::WorkCases),
        "answer a request",
    ),
    row(
        "POST",
        "/v1/cases/{id}/asks/{ask}/message",
        Access::RightOrInstitution(Right::WorkCases),
        "answer by bank message",
    ),
    row(
        "POST",
        "/v1/cases/{id}/asks/{ask}/rate",
        Access::RightOrInstitution(Right::WorkCases),
        "state a rate",
    ),
    row(
        "POST",
        "/v1/cases/{id}/asks/{ask}/forward",
        Access::RightOrInstitution(Right::WorkCases),
        "pass a request on",
    ),
    row(
        "POST",
        "/v1/cases/{id}/asks/{ask}/return",
        Access::RightOrInstitution(Right::WorkCases),
        "return money",
    ),
    row(
        "POST",
        "/v1/cases/{id}/asks/{ask}/extend",
        Access::RightOrInstitution(Right::WorkCases),
        "extend a hold",
    ),
    row(
        "POST",
        "/v1/cases/{id}/asks/{ask}/appeal",
        Access::RightOrInstitution(Right::WorkCases),
        "appeal",
    ),
    row(
        "POST",
        "/v1/cases/{id}/asks/{ask}/confirm",
        Access::Right(Right::WorkCases),
        "confirm an answer",
    ),
    row(
        "POST",
        "/v1/cases/{id}/asks/{ask}/release",
        Access::Right(Right::WorkCases),
        "release a request",
    ),
    row(
        "POST",
        "/v1/cases/{id}/asks/{ask}/order",
        Access::Right(Right::WorkCases),
        "order a hold",
    ),
    row(
        "POST",
        "/v1/cases/{id}/asks/{ask}/release-hold",
        Access::Right(Right::WorkCases),
        "give up a hold",
    ),
    row(
        "POST",
        "/v1/cases/{id}/asks/{ask}/decide-appeal",
        Access::Right(Right::ReleaseCases),
        "decide an appeal",
    ),
    row(
        "POST",
        "/v1/cases/{id}/asks/{ask}/reopen",
        Access::Right(Right::WorkCases),
        "ask again",
    ),
    row(
        "POST",
        "/v1/cases/{id}/asks/{ask}/link",
        Access::Right(Right::WorkCases),
        "make an answer link",
    ),
    row(
        "POST",
        "/v1/messages",
        Access::RightOrInstitution(Right::WorkCases),
        "hand in a bank message",
    ),
    row(
        "GET",
        "/v1/stream",
        Access::RightOrInstitution(Right::ReadCases),
        "follow events",
    ),
    row(
        "GET",
        "/v1/members",
        Access::Right(Right::ReadMembers),
        "look up members",
    ),
    row(
        "GET",
        "/v1/journal/checkpoint",
        Access::Right(Right::ReadJournal),
        "check the journal",
    ),
];

/// The row of a route.
#[must_use]
pub fn of(method: &str, path: &str) -> Option<&'static Row> {
    TABLE
        .iter()
        .chain(crate::modules::ACCESS.iter().copied().flatten())
        .find(|row| row.method == method && row.path == path)
}
