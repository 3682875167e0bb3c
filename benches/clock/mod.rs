//! The processor's time of other programs.

use std::fs;

/// Seconds that the processes that have ended were on a processor: on Linux the 16th and 17th field, in hundredths (proc(5)).
/// `None` where the system does not tell.
pub fn children_seconds() -> Option<f64> {
    let told = fs::read_to_string("/proc/self/stat").ok()?;
    // The second field, the name, may hold spaces; a bracket closes it.
    let fields = told.rsplit(')').next()?.split_whitespace();
    let ticks = fields.skip(13).take(2).map(|ticks| ticks.parse::<f64>().ok());
    Some(ticks.sum::<Option<f64>>()? / 100.0)
}
