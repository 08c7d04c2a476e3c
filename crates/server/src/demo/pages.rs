//! The demonstration's own pages: "It is 02:14. Who are you?"
