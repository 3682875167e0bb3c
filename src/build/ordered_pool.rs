//! Work shared by threads, its results taken in order.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Results that may wait for an earlier one: memory stays flat when one job takes long.
const WINDOW: usize = 64;
/// Deeply nested input recurses; the main thread has as much.
const STACK: usize = 8 << 20;

/// As many threads as there are processors for us.
pub fn all_cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// What `f` makes of each item, in their order, by at most `threads` threads.
pub fn map<T: Sync, R: Send>(threads: usize, items: &[T], f: impl Fn(&T) -> R + Sync) -> Vec<R> {
    // To start a thread takes longer than to look at some dozens of files.
    let share = items.len().div_ceil(threads.max(1)).max(64);
    if items.len() <= share {
        return items.iter().map(f).collect();
    }
    thread::scope(|scope| {
        let f = &f;
        let work = |share| scope.spawn(move || share_of(share, f));
        let threads: Vec<_> = items.chunks(share).map(work).collect();
        threads
            .into_iter()
            .flat_map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

fn share_of<T, R>(share: &[T], f: impl Fn(&T) -> R) -> Vec<R> {
    share.iter().map(f).collect()
}

/// Results on their way from the threads that make them to the one that takes them.
pub struct Line<'s, R> {
    jobs: usize,
    stop: &'s AtomicBool,
    state: Mutex<State<R>>,
    changed: Condvar,
}

struct State<R> {
    /// The next job that nobody has.
    next: usize,
    /// The next result to be taken.
    taken: usize,
    done: BTreeMap<usize, R>,
    /// Threads still at work.
    working: usize,
    abandoned: bool,
}

impl<R> Line<'_, R> {
    fn state(&self) -> MutexGuard<'_, State<R>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'l>(&self, state: MutexGuard<'l, State<R>>) -> MutexGuard<'l, State<R>> {
        self.changed.wait(state).unwrap_or_else(PoisonError::into_inner)
    }

    /// A job to do, once there is room for its result; `None` when there is none, or it is time to stop.
    fn claim(&self) -> Option<usize> {
        let mut state = self.state();
        loop {
            if state.next >= self.jobs || state.abandoned || self.stop.load(Ordering::Relaxed) {
                return None;
            }
            if state.next < state.taken + WINDOW {
                state.next += 1;
                return Some(state.next - 1);
            }
            state = self.wait(state);
        }
    }

    /// The next result, in the order of the jobs; `None` when it will never come.
    pub fn take(&self) -> Option<R> {
        let mut state = self.state();
        loop {
            let next = state.taken;
            if let Some(result) = state.done.remove(&next) {
                state.taken += 1;
                self.changed.notify_all();
                return Some(result);
            }
            if state.working == 0 {
                return None;
            }
            state = self.wait(state);
        }
    }
}

/// Leaves the line even by a panic, so that nobody waits for what will not come.
struct Leaving<'l, 's, R>(&'l Line<'s, R>);

impl<R> Drop for Leaving<'_, '_, R> {
    fn drop(&mut self) {
        self.0.state().working -= 1;
        self.0.changed.notify_all();
    }
}

/// Whoever takes the results goes away: no further job is begun.
struct Abandoning<'l, 's, R>(&'l Line<'s, R>);

impl<R> Drop for Abandoning<'_, '_, R> {
    fn drop(&mut self) {
        self.0.state().abandoned = true;
        self.0.changed.notify_all();
    }
}

/// Has `jobs` jobs done by at most `threads` threads while `taker` takes their results. Each thread makes its own `tools`.
/// When `stop` is set, jobs that were begun are finished, and no others are begun.
pub fn in_line<T, R: Send, O>(
    threads: usize,
    jobs: usize,
    stop: &AtomicBool,
    tools: impl Fn() -> T + Sync,
    work: impl Fn(&mut T, usize) -> R + Sync,
    taker: impl FnOnce(&Line<R>) -> O,
) -> O {
    let threads = threads.clamp(1, jobs.max(1));
    let state = State { next: 0, taken: 0, done: BTreeMap::new(), working: 0, abandoned: false };
    let line = Line { jobs, stop, state: Mutex::new(state), changed: Condvar::new() };
    thread::scope(|scope| {
        let _abandoning = Abandoning(&line);
        for _ in 0..threads.min(jobs) {
            line.state().working += 1;
            let spawned = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || {
                let _leaving = Leaving(&line);
                let mut tools = tools();
                while let Some(job) = line.claim() {
                    let result = work(&mut tools, job);
                    line.state().done.insert(job, result);
                    line.changed.notify_all();
                }
            });
            if spawned.is_err() {
                line.state().working -= 1;
            }
        }
        taker(&line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_however_many_threads() {
        for threads in [1, 2, 7] {
            let stop = AtomicBool::new(false);
            let slow = |_: &mut (), job: usize| {
                std::thread::sleep(std::time::Duration::from_micros((job as u64 * 7919) % 97));
                job
            };
            let taken = in_line(
                threads,
                300,
                &stop,
                || (),
                slow,
                |line| std::iter::from_fn(|| line.take()).collect::<Vec<_>>(),
            );
            assert_eq!(taken, (0..300).collect::<Vec<_>>());
        }
    }

    #[test]
    fn what_was_begun_is_finished_when_it_is_time_to_stop() {
        let stop = AtomicBool::new(false);
        let work = |_: &mut (), job: usize| {
            if job == 20 {
                stop.store(true, Ordering::Relaxed);
            }
            job
        };
        let taken = in_line(3, 1000, &stop, || (), work, |line| std::iter::from_fn(|| line.take()).count());
        assert!((21..21 + WINDOW).contains(&taken), "{taken} were taken");
    }

    #[test]
    fn a_taker_who_leaves_ends_the_work() {
        let stop = AtomicBool::new(false);
        assert_eq!(in_line(2, 100_000, &stop, || (), |_: &mut (), job| job, |line| line.take()), Some(0));
    }

    #[test]
    fn a_map_keeps_the_order() {
        let items: Vec<usize> = (0..1000).collect();
        assert_eq!(map(3, &items, |item| item + 1), (1..1001).collect::<Vec<_>>());
    }
}
