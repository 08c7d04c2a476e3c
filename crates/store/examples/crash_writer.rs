//! Writes changes from many tasks until it is killed, and prints the id of each that was answered.
//! Arguments: the store's folder and a number that makes the ids of this run unlike others.

use std::io::Write;

use cordon_store::{Change, Entry, RecordWrite, Store, StoreAt};

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(folder), Some(run)) = (arguments.next(), arguments.next()) else {
        return Err("usage: crash_writer FOLDER RUN".into());
    };
    let store = Store::open(&StoreAt::Sqlite(folder.into())).await?;
    let mut tasks = tokio::task::JoinSet::new();
    for task in 0..8 {
        tasks.spawn(write(store.clone(), format!("{run}-{task}")));
    }
    tasks.spawn(number(store));
    while let Some(ended) = tasks.join_next().await {
        ended??;
    }
    Ok(())
}

async fn number(store: Store) -> Result<(), String> {
    loop {
        if store.sequence().await.map_err(|error| error.to_string())? == 0 {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    }
}

async fn write(store: Store, name: String) -> Result<(), String> {
    for count in 0_i64.. {
        let id = format!("{name}-{count}");
        let mut change = Change::new(Entry {
            kind: "crash_written",
            actor: "crash".to_owned(),
            bureau: "bureau:QM".to_owned(),
            at_us: count,
            purpose: "crash test".to_owned(),
            case: None,
            public: serde_json::json!({ "id": id }),
            sealed: Vec::new(),
        });
        change.records.push(RecordWrite {
            kind: "crash",
            id: id.clone(),
            expected_revision: 0,
            body: "{}".to_owned(),
            keys: Vec::new(),
        });
        store.apply(change).await.map_err(|error| error.to_string())?;
        // Printed only now: the reader may rely on it.
        writeln!(std::io::stdout(), "{id}").map_err(|error| error.to_string())?;
    }
    Ok(())
}
