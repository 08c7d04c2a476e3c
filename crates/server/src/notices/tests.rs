//! What no sequence of acts may show.
