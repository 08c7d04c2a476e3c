//! Print-quality papers: notices, decision letters, stop requests and reports as tagged PDF/A in four languages.
//!
//! The room is a program of its own, so that only a change of papers pays for building a typesetter, and so that a
//! fault in typesetting never reaches the server's memory.
