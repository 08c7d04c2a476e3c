//! `cordon-documents`: one request as JSON on standard input, the PDF on standard output. An error is one line of JSON
//! on standard error, and exit status 1.

use std::io::{Read as _, Write as _};
use std::process::ExitCode;

use cordon_documents::{Fault, LARGEST_REQUEST};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let in_one_line = |fault: &Fault| serde_json::to_string(fault).unwrap_or_else(|e| e.to_string());
    let mut request = Vec::new();
    // One byte more than allowed is enough to know that it is too much.
    let most = u64::try_from(LARGEST_REQUEST).unwrap_or(u64::MAX).saturating_add(1);
    std::io::stdin()
        .lock()
        .take(most)
        .read_to_end(&mut request)
        .map_err(|e| format!("standard input: {e}"))?;
    let pdf = cordon_documents::print(&request).map_err(|fault| in_one_line(&fault))?;
    let mut out = std::io::stdout().lock();
    out.write_all(&pdf)
        .and_then(|()| out.flush())
        .map_err(|e| format!("standard output: {e}"))
}
