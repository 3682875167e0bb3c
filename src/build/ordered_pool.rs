//! Work shared by threads, its results taken in order.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use crate::fs::cancel::CancelFlag;

/// How many results may wait for an earlier one: memory stays flat when one job takes long.
const WINDOW: usize = 64;
/// The stack of a thread in bytes. Deeply nested input recurses; the main thread has as much.
const STACK: usize = 8 << 20;

/// How many processors this process may use.
pub fn all_cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// What `f` makes of each item, in the order of the items, by at most `threads` threads.
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

/// Results on their way from the threads that make them to the one that takes them, in the order of the jobs.
pub struct OrderedResults<'s, R> {
    jobs: usize,
    cancel: &'s CancelFlag,
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

impl<R> OrderedResults<'_, R> {
    fn state(&self) -> MutexGuard<'_, State<R>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'g>(&self, state: MutexGuard<'g, State<R>>) -> MutexGuard<'g, State<R>> {
        self.changed.wait(state).unwrap_or_else(PoisonError::into_inner)
    }

    /// Jobs to do, once there is room for their results; `None` when none is left, or the run was cancelled. Towards the end
    /// they are fewer, so that all threads end together.
    fn claim(&self, most: usize, threads: usize) -> Option<Range<usize>> {
        let mut state = self.state();
        loop {
            if state.next >= self.jobs || state.abandoned || self.cancel.is_cancelled() {
                return None;
            }
            if state.next < state.taken + WINDOW {
                let first = state.next;
                let count = most.min((self.jobs - first).div_ceil(2 * threads)).max(1);
                state.next = first + count;
                return Some(first..state.next);
            }
            state = self.wait(state);
        }
    }

    /// Hands on the results of jobs that follow each other. Whoever takes them waits for the next one alone.
    fn put(&self, first: usize, results: Vec<R>) {
        let mut state = self.state();
        let is_next = first == state.taken && !results.is_empty();
        state.done.extend((first..).zip(results));
        drop(state);
        if is_next {
            self.changed.notify_all();
        }
    }

    /// The next result, in the order of the jobs; `None` when it will never come.
    pub fn next(&self) -> Option<R> {
        let mut state = self.state();
        loop {
            let next = state.taken;
            if let Some(result) = state.done.remove(&next) {
                // Threads wait for room alone. To wake others is a call of the system, a result.
                let may_be_awaited = state.next >= state.taken + WINDOW;
                state.taken += 1;
                if may_be_awaited {
                    self.changed.notify_all();
                }
                return Some(result);
            }
            if state.working == 0 {
                return None;
            }
            state = self.wait(state);
        }
    }
}

/// Counts a thread out when it ends, even by a panic, so that nobody waits for results that will not come.
struct CountedOut<'r, 's, R>(&'r OrderedResults<'s, R>);

impl<R> Drop for CountedOut<'_, '_, R> {
    fn drop(&mut self) {
        self.0.state().working -= 1;
        self.0.changed.notify_all();
    }
}

/// Ends the work when whoever takes the results has gone: no further job is begun.
struct AbandonedAtEnd<'r, 's, R>(&'r OrderedResults<'s, R>);

impl<R> Drop for AbandonedAtEnd<'_, '_, R> {
    fn drop(&mut self) {
        self.0.state().abandoned = true;
        self.0.changed.notify_all();
    }
}

/// Work for several threads.
pub struct Pool<'c> {
    /// At most so many threads.
    pub threads: usize,
    /// How many jobs there are.
    pub jobs: usize,
    /// At most so many are done by a thread at a time.
    pub share: usize,
    /// Once it is set, jobs that were begun are finished, and no others are begun.
    pub cancel: &'c CancelFlag,
}

impl Pool<'_> {
    /// Has all jobs done while `taker` takes their results. Each thread makes a worker of its own. `work` does jobs that follow
    /// each other, all of them also when the run is cancelled meanwhile: what is done behind a gap would not be taken.
    pub fn run<W, R: Send, O>(
        &self,
        new_worker: impl Fn() -> W + Sync,
        work: impl Fn(&mut W, Range<usize>) -> Vec<R> + Sync,
        taker: impl FnOnce(&OrderedResults<R>) -> O,
    ) -> O {
        let threads = self.threads.clamp(1, self.jobs.max(1)).min(self.jobs);
        let state = State { next: 0, taken: 0, done: BTreeMap::new(), working: 0, abandoned: false };
        let results =
            OrderedResults { jobs: self.jobs, cancel: self.cancel, state: Mutex::new(state), changed: Condvar::new() };
        let work_all = || {
            let _counted_out = CountedOut(&results);
            let mut worker = new_worker();
            while let Some(jobs) = results.claim(self.share, threads) {
                let first = jobs.start;
                results.put(first, work(&mut worker, jobs));
            }
        };
        // A thread for one job would cost a tenth of a millisecond and memory of its own. (Windows gives the main thread less.)
        if self.jobs == 1 && cfg!(unix) {
            results.state().working = 1;
            work_all();
            return taker(&results);
        }
        thread::scope(|scope| {
            let _abandoned_at_end = AbandonedAtEnd(&results);
            for _ in 0..threads {
                results.state().working += 1;
                let spawned = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work_all);
                if spawned.is_err() {
                    results.state().working -= 1;
                }
            }
            taker(&results)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all<R>(results: &OrderedResults<R>) -> Vec<R> {
        std::iter::from_fn(|| results.next()).collect()
    }

    #[test]
    fn results_come_in_order_however_many_threads() {
        for (threads, share) in [(1, 1), (2, 1), (7, 1), (1, 8), (2, 5), (7, 64)] {
            let pool = Pool { threads, jobs: 300, share, cancel: &CancelFlag::default() };
            let slow = |_: &mut (), jobs: Range<usize>| {
                std::thread::sleep(std::time::Duration::from_micros((jobs.start as u64 * 7919) % 97));
                jobs.collect()
            };
            assert_eq!(pool.run(|| (), slow, all), (0..300).collect::<Vec<_>>());
        }
    }

    #[test]
    fn what_was_begun_is_finished_when_the_run_is_cancelled() {
        let cancel = CancelFlag::default();
        let work = |_: &mut (), jobs: Range<usize>| {
            if jobs.contains(&20) {
                cancel.cancel();
            }
            jobs.collect()
        };
        let taken = Pool { threads: 3, jobs: 1000, share: 4, cancel: &cancel }.run(|| (), work, all).len();
        assert!((21..21 + WINDOW).contains(&taken), "{taken} were taken");
    }

    #[test]
    fn a_taker_who_leaves_ends_the_work() {
        let pool = Pool { threads: 2, jobs: 100_000, share: 1, cancel: &CancelFlag::default() };
        assert_eq!(pool.run(|| (), |_: &mut (), jobs| jobs.collect(), |results| results.next()), Some(0));
    }

    #[test]
    fn a_map_keeps_the_order() {
        let items: Vec<usize> = (0..1000).collect();
        assert_eq!(map(3, &items, |item| item + 1), (1..1001).collect::<Vec<_>>());
    }
}
