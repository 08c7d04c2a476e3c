//! A throw-away PostgreSQL cluster: made in a temporary folder, stopped and removed when it is dropped.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::Context as _;

use crate::needs::postgres_binaries;
use crate::place::{is_root, must};

/// The account that owns the cluster when this chore runs as root: PostgreSQL refuses to.
const OWNER: &str = "postgres";

/// A running cluster.
pub struct Cluster {
    bin: PathBuf,
    folder: PathBuf,
    port: u16,
}

impl Cluster {
    /// Makes and starts one; `None`, with the reason printed, where there is no PostgreSQL.
    ///
    /// # Errors
    /// When the binaries are there but the cluster does not start.
    pub fn start() -> anyhow::Result<Option<Self>> {
        let Some(bin) = postgres_binaries() else {
            println!("postgresql: not installed; the suite runs on SQLite alone");
            return Ok(None);
        };
        let folder = std::env::temp_dir().join(format!("cordon-pg-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        if is_root() {
            must(
                Command::new("chown").arg(OWNER).arg(&folder),
                "chown of the cluster's folder",
            )?;
        }
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let cluster = Self { bin, folder, port };
        cluster.make()?;
        println!(
            "postgresql: a throw-away cluster of {} on port {port}, in {}",
            cluster.bin.display(),
            cluster.folder.display()
        );
        Ok(Some(cluster))
    }

    /// The address that the tests connect to.
    pub fn url(&self) -> String {
        format!("postgres://cordon@127.0.0.1:{}/postgres", self.port)
    }

    fn make(&self) -> anyhow::Result<()> {
        let data = self.data();
        let mut init = self.run("initdb");
        init.args([
            "-A",
            "trust",
            "-U",
            "cordon",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
            "-D",
        ])
        .arg(&data);
        must(init.stdout(Stdio::null()), "initdb")?;
        // The data live as long as the tests: nothing here needs to survive a power cut.
        let options = format!(
            "-p {} -k {} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=300",
            self.port,
            self.folder.display()
        );
        let mut start = self.run("pg_ctl");
        start.arg("-D").arg(&data).arg("-l").arg(self.folder.join("log"));
        start.arg("-o").arg(options).args(["-w", "-s", "start"]);
        must(&mut start, "pg_ctl start").with_context(|| self.log())
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn log(&self) -> String {
        let log = std::fs::read_to_string(self.folder.join("log"));
        log.unwrap_or_else(|_| "the server left no log".into())
    }

    /// One of PostgreSQL's programs, as a user that it accepts.
    fn run(&self, name: &str) -> Command {
        let path: &Path = &self.bin.join(name);
        let mut command = if is_root() {
            let mut command = Command::new("setpriv");
            command
                .args(["--reuid", OWNER, "--regid", OWNER, "--init-groups", "--"])
                .arg(path);
            command
        } else {
            Command::new(path)
        };
        // A folder that the owner may enter.
        command.current_dir(std::env::temp_dir());
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let mut stop = self.run("pg_ctl");
        stop.arg("-D")
            .arg(self.data())
            .args(["-m", "immediate", "-w", "-s", "stop"]);
        if let Err(error) = must(&mut stop, "pg_ctl stop") {
            eprintln!("postgresql: {error:#}");
        }
        match std::fs::remove_dir_all(&self.folder) {
            Ok(()) => println!("postgresql: the cluster is stopped and removed"),
            Err(error) => eprintln!("postgresql: {} stays: {error}", self.folder.display()),
        }
    }
}
