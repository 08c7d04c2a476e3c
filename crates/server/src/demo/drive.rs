//! The discrete-event run: the clock stands until the outbox and the due jobs are empty, then goes to the next thing.

use std::collections::BTreeMap;

use cordon_vocabulary::{Instant, OfficerId};
use serde_json::{Value, json};

use crate::app::App;
use crate::demo::bank::{self, Bank, Book, Told};
use crate::demo::client::{Caller, Credential};
use crate::demo::truth::{Truth, draw};

/// Something that will happen at a time of the invented night.
#[derive(Debug, Clone)]
pub enum Doing {
    /// An officer files the case.
    File,
    /// A second officer releases it.
    Release,
    /// A bank says that it is on it.
    Acknowledge { bank: usize, case: String, ask: u64 },
    /// A bank answers.
    Answer { bank: usize, case: String, ask: u64 },
    /// An officer asks a bank by telephone and writes its answer down.
    Telephone { case: String, ask: u64 },
    /// A bureau answers for a bank that the directory does not know.
    BureauAnswers { case: String, ask: u64 },
    /// The merchant's bank hands in his appeal.
    Appeal { bank: usize, case: String, ask: u64 },
    /// The requesting bureau decides it.
    DecideAppeal { case: String, ask: u64 },
    /// The receiving bureau brings a court's order.
    Order { case: String, ask: u64 },
    /// What was ordered is paid back, by the bank or, where it has no client, by its bureau.
    Return { case: String, ask: u64 },
}

/// The run.
pub struct Drive {
    /// The program.
    pub app: App,
    base: String,
    seed: u64,
    fraud: Instant,
    truth: Truth,
    book: Book,
    banks: Vec<Bank>,
    bureau_streams: BTreeMap<&'static str, i64>,
    sessions: BTreeMap<String, (Caller, Instant)>,
    plan: BTreeMap<(Instant, u64), Doing>,
    counter: u64,
    /// What to say as it happens.
    pub narrator: Box<dyn FnMut(Instant, &str) + Send>,
    /// The case, once filed.
    pub case: Option<String>,
    /// How many times faster than told people and banks act: once a person watches, nobody waits minutes.
    haste: i64,
}

/// Minutes between the fraud and the report.
const REPORT: i64 = 47;

impl Drive {
    /// Sets the scene: the banks with their tokens, the plan's first two steps.
    ///
    /// # Errors
    /// Never for the story's own data.
    pub fn new(app: App, base: &str, seed: u64, fraud: Instant, banks: Vec<(String, String)>) -> anyhow::Result<Self> {
        let banks = banks
            .into_iter()
            .map(|(id, token)| Bank {
                id,
                caller: Caller::new(base, Credential::Token(token)),
                after: 0,
            })
            .collect();
        let mut drive = Self {
            truth: Truth::alder(seed, fraud),
            book: Book::new()?,
            app,
            base: base.to_owned(),
            seed,
            fraud,
            banks,
            bureau_streams: [("QM", 0), ("QS", 0)].into(),
            sessions: BTreeMap::new(),
            plan: BTreeMap::new(),
            counter: 0,
            narrator: Box::new(|_, _| {}),
            case: None,
            haste: 1,
        };
        drive.at(fraud.plus_seconds(REPORT * 60), Doing::File);
        Ok(drive)
    }

    /// The next night: the same thief, one case filed and waiting for its second person, banks that answer in seconds.
    ///
    /// # Errors
    /// When the server refuses the filing.
    pub async fn tonight(&mut self, fraud: Instant) -> anyhow::Result<()> {
        self.fraud = fraud;
        self.seed = self.seed.wrapping_add(1);
        self.truth = Truth::alder(self.seed, fraud);
        self.plan.clear();
        self.sessions.clear();
        self.haste = 12;
        self.file().await?;
        // The second person is whoever takes that role on the page.
        self.plan.clear();
        Ok(())
    }

    /// Lets the banks and bureaus of the invented world answer while people use the pages, until the program ends.
    pub async fn live(mut self) {
        loop {
            if let Err(error) = self.turn().await {
                tracing::debug!(%error, "the invented world stumbles");
            }
            tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        }
    }

    async fn turn(&mut self) -> anyhow::Result<()> {
        self.listen().await?;
        let now = self.app.now();
        while let Some(entry) = self.plan.first_entry().filter(|e| e.key().0 <= now) {
            let doing = entry.remove();
            self.perform(doing).await?;
        }
        Ok(())
    }

    fn at(&mut self, at: Instant, doing: Doing) {
        self.counter += 1;
        self.plan.insert((at, self.counter), doing);
    }

    fn after(&mut self, seconds: i64, what: &str, spread: u64, doing: Doing) {
        let drawn = i64::try_from(draw(self.seed, what, spread)).unwrap_or(0);
        self.at(self.app.now().plus_seconds((seconds + drawn) / self.haste), doing);
    }

    /// Runs until nothing is left to happen before `end`.
    ///
    /// # Errors
    /// When the server refuses something that the story needs.
    pub async fn run(&mut self, end: Instant) -> anyhow::Result<()> {
        loop {
            self.settle().await?;
            let planned = self.plan.keys().next().map(|(at, _)| *at);
            let due = self.app.store.next_due_us().await?.map(Instant::from_micros);
            let Some(next) = planned.into_iter().chain(due).min().filter(|next| *next <= end) else {
                self.set_clock(end);
                return self.settle().await;
            };
            self.set_clock(next);
            let now = self.app.now();
            while let Some(entry) = self.plan.first_entry().filter(|e| e.key().0 <= now) {
                let doing = entry.remove();
                self.perform(doing).await?;
            }
        }
    }

    fn set_clock(&self, at: Instant) {
        if let Ok(clock) = self.app.clock.read() {
            clock.set(at);
        }
    }

    /// Numbers what waits, runs what is due, lets the banks read, until nothing is new.
    async fn settle(&mut self) -> anyhow::Result<()> {
        loop {
            let numbered = self.app.sequence().await?;
            let told = |no: crate::answer::No| anyhow::anyhow!(no.detail);
            crate::links::follow::run(&self.app).await.map_err(told)?;
            let ran = crate::jobs::run_due(&self.app).await.map_err(told)?;
            self.app.sequence().await?;
            let heard = self.listen().await?;
            if numbered + ran + heard == 0 {
                return Ok(());
            }
        }
    }

    /// Everybody reads the own stream and plans what to do about it.
    async fn listen(&mut self) -> anyhow::Result<usize> {
        let mut heard = 0;
        for n in 0..self.banks.len() {
            let news = self.banks[n].news().await?;
            heard += news.len();
            for told in news {
                self.bank_hears(n, told);
            }
        }
        for bureau in ["QM", "QS"] {
            let officer = if bureau == "QM" { "mira" } else { "sol" };
            let caller = self.officer(officer).await?;
            let mut after = self.bureau_streams.get(bureau).copied().unwrap_or(0);
            let news = bank::news(&caller, &mut after).await?;
            self.bureau_streams.insert(bureau, after);
            heard += news.len();
            for told in news {
                self.bureau_hears(bureau, &caller, told).await?;
            }
        }
        Ok(heard)
    }

    fn bank_hears(&mut self, bank: usize, told: Told) {
        let id = self.banks[bank].id.clone();
        match told {
            Told::Asked { case, ask, revision } => {
                let what = format!("{id}/{ask}/{revision}");
                self.after(
                    15,
                    &format!("ack/{what}"),
                    90,
                    Doing::Acknowledge {
                        bank,
                        case: case.clone(),
                        ask,
                    },
                );
                self.after(150, &format!("answer/{what}"), 420, Doing::Answer { bank, case, ask });
            }
            Told::Question { case, ask } => self.after(
                240,
                &format!("where/{id}/{ask}"),
                300,
                Doing::Answer { bank, case, ask },
            ),
            Told::Ordered { case, ask } => self.after(
                86_400,
                &format!("return/{id}/{ask}"),
                86_400,
                Doing::Return { case, ask },
            ),
            Told::Held { .. } | Told::Release { .. } => {}
        }
    }

    async fn bureau_hears(&mut self, bureau: &str, caller: &Caller, told: Told) -> anyhow::Result<()> {
        match (bureau, told) {
            ("QM", Told::Asked { case, ask, .. }) => {
                let view = caller.get(&format!("/v1/cases/{case}/asks/{ask}")).await?;
                if view["route"]["institution"] == "b-elm" {
                    self.after(300, &format!("call/{ask}"), 300, Doing::Telephone { case, ask });
                }
            }
            ("QS", Told::Asked { case, ask, .. }) => {
                let view = caller.get(&format!("/v1/cases/{case}/asks/{ask}")).await?;
                if view["route"]["to"] == "bureau" {
                    self.after(600, &format!("bureau/{ask}"), 600, Doing::BureauAnswers { case, ask });
                }
            }
            ("QM", Told::Held { case, ask }) => self.after_a_hold(caller, case, ask).await?,
            ("QM", Told::Ordered { case, ask }) => {
                let view = caller.get(&format!("/v1/cases/{case}/asks/{ask}")).await?;
                let has_client = view["route"]["institution"]
                    .as_str()
                    .is_some_and(|i| self.banks.iter().any(|b| b.id == i));
                if !has_client {
                    self.after(
                        86_400,
                        &format!("return/bureau/{ask}"),
                        86_400,
                        Doing::Return { case, ask },
                    );
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// What follows a hold: the merchant appeals, one hold is let lapse, the others are ordered.
    async fn after_a_hold(&mut self, caller: &Caller, case: String, ask: u64) -> anyhow::Result<()> {
        let view = caller.get(&format!("/v1/cases/{case}/asks/{ask}")).await?;
        match self.book.name(&view["account"]) {
            Some("A8") => {
                let bank = self
                    .banks
                    .iter()
                    .position(|b| view["route"]["institution"] == b.id.as_str())
                    .unwrap_or(0);
                self.after(4 * 3600, "appeal", 3600, Doing::Appeal { bank, case, ask });
            }
            Some("A14") | None => {}
            Some(name) => self.after(9 * 3600, &format!("order/{name}"), 8 * 3600, Doing::Order { case, ask }),
        }
        Ok(())
    }

    async fn officer(&mut self, id: &str) -> anyhow::Result<Caller> {
        let now = self.app.now();
        if let Some((caller, until)) = self.sessions.get(id) {
            if *until > now {
                return Ok(caller.clone());
            }
        }
        let officer: cordon_members::officer::Officer =
            crate::members::queries::read(&self.app.store, "officer", OfficerId::parse(id)?.as_str())
                .await?
                .ok_or_else(|| anyhow::anyhow!("no officer {id}"))?
                .value;
        let secret = crate::members::service::open_session(&self.app, &officer, cordon_vocabulary::Means::Demo)
            .await
            .map_err(|no| anyhow::anyhow!(no.detail))?;
        let caller = Caller::new(&self.base, Credential::Session(secret));
        self.sessions
            .insert(id.to_owned(), (caller.clone(), now.plus_seconds(11 * 3600)));
        Ok(caller)
    }

    fn say(&mut self, line: &str) {
        let now = self.app.now();
        (self.narrator)(now, line);
    }

    async fn perform(&mut self, doing: Doing) -> anyhow::Result<()> {
        match doing {
            Doing::File => self.file().await,
            Doing::Release => self.release().await,
            Doing::Acknowledge { bank, case, ask } => {
                let path = format!("/v1/cases/{case}/asks/{ask}/acknowledge");
                let key = format!("ack-{ask}-{}", self.counter);
                self.banks[bank].caller.post(&path, &key, json!({})).await?;
                Ok(())
            }
            Doing::Answer { bank, case, ask } => {
                let caller = self.banks[bank].caller.clone();
                let who = self.banks[bank].id.clone();
                self.answer(&caller, &who, &case, ask, "").await
            }
            Doing::Telephone { case, ask } => {
                let caller = self.officer("mira").await?;
                self.answer(&caller, "b-elm, by telephone,", &case, ask, "?by=telephone")
                    .await
            }
            Doing::BureauAnswers { case, ask } => {
                let caller = self.officer("sol").await?;
                self.answer(&caller, "bureau QS, for a bank no directory knew,", &case, ask, "")
                    .await
            }
            Doing::Appeal { bank, case, ask } => {
                self.say("an innocent merchant appeals through Ivy Merchants Bank: the goods were delivered");
                let body = json!({"words": "We sold timber against this payment and delivered it the same night."});
                self.banks[bank]
                    .caller
                    .post(&format!("/v1/cases/{case}/asks/{ask}/appeal"), "appeal", body)
                    .await?;
                self.after(6 * 3600, "decide", 3600, Doing::DecideAppeal { case, ask });
                Ok(())
            }
            Doing::DecideAppeal { case, ask } => {
                self.say("bureau QM grants the appeal; the bank is asked to release");
                let caller = self.officer("noor").await?;
                caller
                    .post(
                        &format!("/v1/cases/{case}/asks/{ask}/decide-appeal"),
                        "decide",
                        json!({"granted": true}),
                    )
                    .await?;
                Ok(())
            }
            Doing::Order { case, ask } => self.order(&case, ask).await,
            Doing::Return { case, ask } => self.give_back(&case, ask).await,
        }
    }

    async fn file(&mut self) -> anyhow::Result<()> {
        let first = self.book.account("A1").map(ToString::to_string).unwrap_or_default();
        let ends = self.fraud.plus_seconds(14 * 86_400).to_string();
        let body = json!({
            "amount": {"value": "2320000.00", "currency": "EUR"},
            "to": first,
            "from_code": "ALDRQM20",
            "uetr": crate::demo::truth::uetr(self.seed, "alder"),
            "executed": self.fraud.to_string(),
            "discovered": self.fraud.plus_seconds(24 * 60).to_string(),
            "recall_sent": true,
            "victim": "Alder Joinery (an invented firm)",
            "facts": "A forged invoice with a changed account number was paid at 02:14.",
            "mandate": {"grounds": "Exercise criminal code, section 263", "most_hops": 6, "most_accounts": 30, "least_amount": "500.00", "ends": ends},
        });
        self.say("bureau QM: Mira Voss files the Alder invoice, 2,320,000.00 EUR, paid at 02:14");
        let case = self
            .officer("mira")
            .await?
            .post("/v1/cases", &format!("file-alder-{}", self.seed), body)
            .await?;
        self.case = case["id"].as_str().map(str::to_owned);
        self.after(25, "release", 30, Doing::Release);
        Ok(())
    }

    async fn release(&mut self) -> anyhow::Result<()> {
        let Some(case) = self.case.clone() else {
            return Ok(());
        };
        self.say("bureau QM: Noor Haddad, the second person, releases it");
        self.officer("noor")
            .await?
            .post(
                &format!("/v1/cases/{case}/release"),
                &format!("release-alder-{}", self.seed),
                json!({}),
            )
            .await?;
        Ok(())
    }

    async fn answer(&mut self, caller: &Caller, who: &str, case: &str, ask: u64, by: &str) -> anyhow::Result<()> {
        let path = format!("/v1/cases/{case}/asks/{ask}");
        let view = caller.get(&path).await?;
        let Some(name) = self.book.name(&view["account"]) else {
            return Ok(());
        };
        let currency = Book::currency(name);
        if bank::units(&view["open"], currency) == 0 {
            return Ok(());
        }
        let now = self.app.now();
        let asked_where = view["questions"].as_array().is_some_and(|q| !q.is_empty());
        let shy = name == "A11" && !asked_where && view["revision"] == 1;
        let body = bank::reply(&mut self.truth, &self.book, name, &view, now, shy);
        self.say(&sentence(who, &body));
        let key = format!("answer-{ask}-{}-{}", view["revision"], self.counter);
        caller.post(&format!("{path}/answers{by}"), &key, body).await?;
        Ok(())
    }

    async fn order(&mut self, case: &str, ask: u64) -> anyhow::Result<()> {
        let mira = self.officer("mira").await?;
        let path = format!("/v1/cases/{case}/asks/{ask}");
        let view = mira.get(&path).await?;
        if view["hold"]["units"].as_i64().unwrap_or(0) == 0 || !view["hold"]["order"].is_null() {
            return Ok(());
        }
        let country = view["country"].as_str().unwrap_or_default().to_owned();
        let officer = officer_of(&country);
        self.say(&format!("{country}: a court orders what is held at request {ask}"));
        let body = json!({"order": format!("Exercise court of {country}, order {ask}/2026")});
        self.officer(officer)
            .await?
            .post(&format!("{path}/order"), &format!("order-{ask}"), body)
            .await?;
        Ok(())
    }

    async fn give_back(&mut self, case: &str, ask: u64) -> anyhow::Result<()> {
        let path = format!("/v1/cases/{case}/asks/{ask}");
        let view = self.officer("mira").await?.get(&path).await?;
        let Some(name) = self.book.name(&view["account"]) else {
            return Ok(());
        };
        let units = view["hold"]["units"].as_i64().unwrap_or(0);
        if units == 0 {
            return Ok(());
        }
        let institution = view["route"]["institution"].as_str().unwrap_or_default();
        let country = view["country"].as_str().unwrap_or_default().to_owned();
        let caller = match self.banks.iter().find(|b| b.id == institution) {
            Some(bank) => bank.caller.clone(),
            None => self.officer(officer_of(&country)).await?,
        };
        let asset = cordon_vocabulary::Asset::parse(Book::currency(name))?;
        let money = cordon_vocabulary::Money::new(units, asset);
        self.say(&format!("{country}: {money} goes back from request {ask}"));
        let body = json!({"amount": {"value": money.decimal(), "currency": asset.code()}});
        caller
            .post(&format!("{path}/return"), &format!("return-{ask}-{units}"), body)
            .await?;
        Ok(())
    }
}

fn officer_of(country: &str) -> &'static str {
    match country {
        "QN" => "dmitra",
        "QO" => "omar",
        "QP" => "pema",
        "QQ" => "qiu",
        "QR" => "rangi",
        "QS" => "sol",
        _ => "tess",
    }
}

/// An answer in one sentence for the terminal.
fn sentence(who: &str, body: &Value) -> String {
    let parts: Vec<String> = body["lines"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|line| {
            let sum = format!(
                "{} {}",
                crate::frame::parts::grouped(line["amount"]["value"].as_str().unwrap_or("")),
                line["amount"]["currency"].as_str().unwrap_or("")
            );
            match line["line"].as_str().unwrap_or_default() {
                "held" => format!("{sum} held"),
                "moved" => format!("{sum} moved on"),
                "spent" => format!("{sum} taken as cash"),
                "refused" => "the rest refused".to_owned(),
                "moved_unsaid" => "it has moved, not saying where".to_owned(),
                "not_found" => "the rest never arrived".to_owned(),
                other => other.to_owned(),
            }
        })
        .collect();
    format!("{who} answers: {}", parts.join(", "))
}
