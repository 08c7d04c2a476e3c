//! The printing program as a child: found, fed, held to limits, ended when nobody waits for it any more.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::LazyLock;
use std::time::Duration;

use serde::Deserialize;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::Command;
use tokio::sync::Semaphore;

use crate::documents::refusal::Refusal;

/// The name of the program.
const NAME: &str = "cordon-documents";
/// A paper is printed within this time, or not at all.
const LIMIT: Duration = Duration::from_secs(30);
/// Whoever waits longer than this for his turn is told so.
const TURN: Duration = Duration::from_secs(20);
/// So many papers are printed at once: each takes one core.
const AT_ONCE: usize = 2;
/// A paper has at most so many megabytes.
const MOST_MEGABYTES: usize = 40;
/// The child may use so many kilobytes of address space.
const MEMORY_KB: u32 = 2_000_000;

/// Where papers are printed.
pub struct Press {
    program: Option<PathBuf>,
    limit: Duration,
    turn: Duration,
    places: Semaphore,
}

/// What the child says on standard error when it refuses.
#[derive(Deserialize)]
struct Said {
    code: String,
    field: String,
    message: String,
}

/// The press of this program: the child is named by `CORDON_DOCUMENTS`, or lies beside this program.
pub static HOUSE: LazyLock<Press> = LazyLock::new(|| {
    let named = std::env::var_os("CORDON_DOCUMENTS").map(PathBuf::from);
    Press::with(
        named.or_else(beside).filter(|path| path.is_file()),
        LIMIT,
        TURN,
        AT_ONCE,
    )
});

/// Beside this program, or one folder above where test programs lie.
fn beside() -> Option<PathBuf> {
    let own = std::env::current_exe().ok()?;
    let file = format!("{NAME}{}", std::env::consts::EXE_SUFFIX);
    own.ancestors()
        .skip(1)
        .take(2)
        .map(|folder| folder.join(&file))
        .find(|path| path.is_file())
}

impl Press {
    /// A press with a program and limits of its own.
    #[must_use]
    pub fn with(program: Option<PathBuf>, limit: Duration, turn: Duration, at_once: usize) -> Self {
        Self {
            program,
            limit,
            turn,
            places: Semaphore::new(at_once),
        }
    }

    /// The program, if it is installed.
    #[must_use]
    pub fn program(&self) -> Option<&Path> {
        self.program.as_deref()
    }

    /// Prints one request.
    ///
    /// # Errors
    /// When the program is absent, busy, slow, or refuses the contents.
    pub async fn print(&self, request: Vec<u8>) -> Result<Vec<u8>, Refusal> {
        let program = self.program.as_deref().ok_or(Refusal::NoPress)?;
        let place = tokio::time::timeout(self.turn, self.places.acquire()).await;
        let _place = match place {
            Ok(Ok(place)) => place,
            _ => return Err(Refusal::PressBusy),
        };
        match tokio::time::timeout(self.limit, run(program, request)).await {
            Ok(printed) => printed,
            // The child is killed with the future that waited for it.
            Err(_) => Err(Refusal::PressSlow(self.limit.as_secs())),
        }
    }
}

/// The child with its memory limited by the shell that becomes it, and an environment of its own.
fn command(program: &Path) -> Command {
    let mut command = if cfg!(unix) {
        let mut shell = Command::new("/bin/sh");
        shell
            .arg("-c")
            .arg(format!("ulimit -v {MEMORY_KB} 2>/dev/null; exec \"$0\""))
            .arg(program);
        shell
    } else {
        Command::new(program)
    };
    command
        .env_clear()
        // Threads take address space each; a paper is small work.
        .env("RAYON_NUM_THREADS", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    command
}

async fn run(program: &Path, request: Vec<u8>) -> Result<Vec<u8>, Refusal> {
    let failed = |error: std::io::Error| {
        tracing::error!(%error, "the printing program");
        Refusal::PressFailed
    };
    let mut child = command(program).spawn().map_err(failed)?;
    let (Some(mut input), Some(out), Some(complaint)) = (child.stdin.take(), child.stdout.take(), child.stderr.take())
    else {
        return Err(Refusal::PressFailed);
    };
    let feed = async move {
        // A child that refuses early closes its end; what it says counts, not the broken pipe.
        let _ = input.write_all(&request).await;
        let _ = input.shutdown().await;
    };
    let most = MOST_MEGABYTES * 1024 * 1024;
    let ((), pdf, complaint) = tokio::join!(feed, whole(out, most), whole(complaint, 64 * 1024));
    let pdf = pdf.ok_or(Refusal::TooLarge(MOST_MEGABYTES))?;
    let status = child.wait().await.map_err(failed)?;
    if status.success() && pdf.starts_with(b"%PDF-") {
        return Ok(pdf);
    }
    let complaint = complaint.unwrap_or_default();
    match serde_json::from_slice::<Said>(complaint.trim_ascii()) {
        Ok(said) => Err(Refusal::Contents {
            code: said.code,
            field: said.field,
            message: said.message,
        }),
        Err(_) => {
            let complaint = String::from_utf8_lossy(&complaint)
                .chars()
                .take(500)
                .collect::<String>();
            tracing::error!(%status, complaint, "the printing program");
            Err(Refusal::PressFailed)
        }
    }
}

/// Everything from a pipe, or nothing when it is more than allowed.
async fn whole(from: impl AsyncRead + Unpin, most: usize) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(most).ok()?.checked_add(1)?;
    from.take(limit).read_to_end(&mut bytes).await.ok()?;
    (bytes.len() <= most).then_some(bytes)
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;
    use std::time::Instant;

    use super::*;

    /// A program of two lines that takes the place of the real one.
    fn program(name: &str, script: &str) -> PathBuf {
        let path = std::env::temp_dir().join(format!("cordon-press-{}-{name}", std::process::id()));
        std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("a script");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o700)).expect("executable");
        path
    }

    fn press(script: PathBuf) -> Press {
        Press::with(Some(script), Duration::from_millis(700), Duration::from_millis(200), 1)
    }

    #[tokio::test]
    async fn without_the_program_the_refusal_says_how_to_build_it() {
        let press = Press::with(None, LIMIT, TURN, 1);
        let refusal = press.print(vec![]).await.expect_err("no program");
        assert_eq!(refusal, Refusal::NoPress);
        assert!(
            refusal
                .to_string()
                .contains("cargo build --release -p cordon-documents")
        );
    }

    #[tokio::test]
    async fn a_slow_child_is_ended() {
        let mark = std::env::temp_dir().join(format!("cordon-press-mark-{}", std::process::id()));
        let _ = std::fs::remove_file(&mark);
        let script = program("slow", &format!("/bin/sleep 2\n/bin/echo late > {}", mark.display()));
        let began = Instant::now();
        let refusal = press(script.clone()).print(vec![]).await.expect_err("too slow");
        assert_eq!(refusal.code(), "printing-slow");
        assert!(began.elapsed() < Duration::from_secs(2));
        tokio::time::sleep(Duration::from_millis(2500)).await;
        assert!(!mark.exists(), "the child went on");
        std::fs::remove_file(script).expect("removes");
    }

    #[tokio::test]
    async fn more_than_allowed_at_once_wait_and_are_told() {
        let script = program("busy", "/bin/sleep 0.5\nprintf '%%PDF-1.7'");
        let press = press(script.clone());
        let (first, second) = tokio::join!(press.print(vec![]), press.print(vec![]));
        let codes: Vec<_> = [first, second]
            .into_iter()
            .filter_map(|r| r.err().map(|e| e.code()))
            .collect();
        assert_eq!(codes, ["printing-busy"]);
        std::fs::remove_file(script).expect("removes");
    }

    #[tokio::test]
    async fn what_the_child_says_is_passed_on_and_a_crash_is_a_failure() {
        let says = program(
            "says",
            "/bin/cat >/dev/null\necho '{\"code\":\"date\",\"field\":\"issued\",\"message\":\"no such day\"}' >&2\nexit 1",
        );
        let crash = program("crash", "kill -SEGV $$");
        let noise = program("noise", "echo hello");
        let refusal = press(says.clone()).print(b"{}".to_vec()).await.expect_err("refuses");
        assert_eq!(
            refusal,
            Refusal::Contents {
                code: "date".into(),
                field: "issued".into(),
                message: "no such day".into()
            }
        );
        for script in [&crash, &noise] {
            let refusal = press(script.clone()).print(b"{}".to_vec()).await.expect_err("fails");
            assert_eq!(refusal, Refusal::PressFailed);
        }
        for script in [says, crash, noise] {
            std::fs::remove_file(script).expect("removes");
        }
    }

    #[tokio::test]
    async fn a_child_without_end_is_cut() {
        let script = program(
            "endless",
            "while :; do printf '%%PDF-1.7 0123456789012345678901234567890123456789012345678901234567890123456789'; done",
        );
        let press = Press::with(Some(script.clone()), Duration::from_secs(20), Duration::from_secs(1), 1);
        // A million lines a second are past 40 MB soon; a slow machine ends by time instead.
        let refusal = press.print(vec![]).await.expect_err("cut");
        assert!(
            matches!(refusal, Refusal::TooLarge(_) | Refusal::PressSlow(_)),
            "{refusal:?}"
        );
        std::fs::remove_file(script).expect("removes");
    }
}
