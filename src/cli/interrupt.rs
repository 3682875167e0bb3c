//! Ctrl-C and a polite kill.

use handout::build::Session;

use super::status::INTERRUPTED;

/// Ctrl-C and a polite kill cancel the session, so that what is being written is finished; the second time they end the
/// process at once.
#[cfg(unix)]
pub fn cancel_on_ctrl_c(session: &Session) {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::flag;

    let is_cancelled = session.cancel_flag().shared();
    for signal in [SIGINT, SIGTERM, SIGHUP] {
        // In this order: the first signal finds the flag unset, and sets it. Without a handler, Ctrl-C ends the process at
        // once, which harms nothing either.
        let _ = flag::register_conditional_shutdown(signal, i32::from(INTERRUPTED), is_cancelled.clone());
        let _ = flag::register(signal, is_cancelled.clone());
    }
}

/// The same where a thread has to wait for them.
#[cfg(not(unix))]
pub fn cancel_on_ctrl_c(session: &Session) {
    let flag = session.cancel_flag();
    let cancel = move || {
        if flag.cancel() {
            std::process::exit(i32::from(INTERRUPTED));
        }
    };
    let _ = ctrlc::set_handler(cancel);
}
