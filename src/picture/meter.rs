//! How much memory decoding and resampling may take on all threads together.

use std::sync::{Condvar, Mutex, PoisonError};

use super::MOST_COST;

/// What decoding and resampling pictures takes of memory, on all threads and in all runs of a process: one picture is decoded
/// while another is resampled. It decides who waits, and nothing of what comes of it.
pub static PICTURES: Meter = Meter::new(MOST_COST);

/// Bytes that may be taken for a while. Who wants more than is left waits until others have given theirs back.
///
/// Invariant: who holds a share of a meter asks for no second one of it, so that nobody waits for ever.
#[derive(Debug)]
pub struct Meter {
    total: usize,
    left: Mutex<usize>,
    freed: Condvar,
}

/// A part of a [`Meter`], given back when it is dropped.
pub struct Share<'m> {
    meter: &'m Meter,
    bytes: usize,
}

impl Meter {
    /// All of `total` bytes are left.
    pub const fn new(total: usize) -> Meter {
        Meter { total, left: Mutex::new(total), freed: Condvar::new() }
    }

    /// Waits until so many bytes are left, and takes them. Who wants more than there are in all gets all.
    pub fn take(&self, bytes: usize) -> Share<'_> {
        let bytes = bytes.min(self.total);
        let left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        let mut left = self.freed.wait_while(left, |left| *left < bytes).unwrap_or_else(PoisonError::into_inner);
        *left -= bytes;
        Share { meter: self, bytes }
    }
}

impl Drop for Share<'_> {
    fn drop(&mut self) {
        *self.meter.left.lock().unwrap_or_else(PoisonError::into_inner) += self.bytes;
        self.meter.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;

    use super::*;

    /// Eight threads that each want a third of it never hold more than there is, and all get through.
    #[test]
    fn no_more_is_out_than_there_is() {
        let (meter, out) = (Meter::new(90), AtomicUsize::new(0));
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..100 {
                        let share = meter.take(30);
                        assert!(out.fetch_add(30, Ordering::SeqCst) + 30 <= 90);
                        out.fetch_sub(30, Ordering::SeqCst);
                        drop(share);
                    }
                });
            }
        });
        drop(meter.take(1000));
        assert_eq!(*meter.left.lock().unwrap(), 90, "more than all is all, and comes back");
    }
}
