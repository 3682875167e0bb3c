//! What earlier runs left of the handouts of one clinic.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::build::request::Request;
use crate::output::checked::Checked;
use crate::output::state::State;
use crate::output::store::{Changes, STATE};

/// Whose handouts are looked at.
pub struct Whose<'w> {
    /// The content root, as it is really called.
    pub root: &'w str,
    /// The clinic's file, where it is not the root's own.
    pub site: Option<&'w Path>,
    /// The clinic's name among several.
    pub name: Option<&'w str>,
}

/// What a run that writes no PDF knows of earlier ones.
pub struct Earlier {
    /// What the last build left in the folder where it went, if it was of this content.
    pub left: Option<State>,
    /// The folder of that build, if it was asked for and nothing is known of it.
    pub missing: Option<PathBuf>,
    /// What earlier checks found, where diagnostics alone are wanted.
    checked: Option<Checked>,
}

impl Earlier {
    /// Reads what is there.
    pub fn read(request: &Request, whose: &Whose) -> Earlier {
        let folder = request.record.as_ref().map(|folder| match whose.name {
            Some(name) => folder.join(name),
            None => folder.clone(),
        });
        let state = folder.as_ref().and_then(|folder| State::load(&folder.join(STATE)));
        let left = state.filter(|state| state.root == whose.root && state.site.as_deref() == whose.name);
        let missing = folder.filter(|_| left.is_none());
        let checked = request.only_tells.then(|| Checked::load(whose.root, whose.site));
        Earlier { left, missing, checked }
    }

    /// What earlier checks found.
    pub fn checked(&self) -> Option<&State> {
        self.checked.as_ref()?.state.as_ref()
    }

    /// Keeps what a check found; returns what is to be remembered of a run that was more. `there` tells all articles of the
    /// root, where it was looked through as a whole.
    pub fn keep<'f>(self, changes: Changes, there: impl FnOnce() -> Option<BTreeSet<&'f str>>) -> Changes {
        match self.checked {
            Some(checked) => {
                checked.save(changes, there().as_ref());
                Changes::default()
            }
            None => changes,
        }
    }
}
