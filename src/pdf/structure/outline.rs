//! Bookmarks, nested as the headings are (ISO 32000-1, 12.3.3).

use super::destinations::{Destination, Destinations};
use crate::pdf::error::Error;
use crate::pdf::file::File;
use crate::pdf::file::syntax::{Ref, int, reference, text};
use crate::pdf::part::Part;

/// The outline as a whole.
pub(in crate::pdf) struct Outline {
    /// Its dictionary.
    pub number: Ref,
    /// Whether there is more in it than titles.
    pub has_sections: bool,
}

/// A bookmark and its neighbours, as indexes into the list of all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Bookmark {
    parent: Option<usize>,
    previous: Option<usize>,
    next: Option<usize>,
    first: Option<usize>,
    last: Option<usize>,
    /// All that is below it, for everything is shown open.
    below: usize,
}

/// Title, level and destination of all bookmarks. A part that somebody else wrote has one: its own are left behind.
fn entries<'a>(parts: &[Part<'a>], destinations: &Destinations) -> Result<Vec<(&'a str, u8, Destination)>, Error> {
    let mut entries = Vec::new();
    let mut handouts = 0;
    for (index, part) in parts.iter().enumerate() {
        match part {
            Part::Handout(handout) => {
                for entry in &handout.outline {
                    entries.push((entry.title.as_str(), entry.level, destinations.get(handouts, entry.node)?));
                }
                handouts += 1;
            }
            Part::Foreign { title, .. } => entries.push((*title, 1, destinations.part(index).ok_or(Error::NoPages)?)),
        }
    }
    Ok(entries)
}

/// Writes the bookmarks of all parts, one after another.
pub(in crate::pdf) fn write(
    parts: &[Part],
    destinations: &Destinations,
    file: &mut File,
) -> Result<Option<Outline>, Error> {
    let entries = entries(parts, destinations)?;
    if entries.is_empty() {
        return Ok(None);
    }
    let levels: Vec<u8> = entries.iter().map(|(_, level, _)| *level).collect();
    let bookmarks = nest(&levels);
    let number = file.number();
    let first = file.numbers(entries.len());
    for (index, ((title, _, destination), bookmark)) in entries.iter().zip(&bookmarks).enumerate() {
        file.object(first.plus(index), |out| {
            out.extend_from_slice(b"<</Title");
            text(out, title);
            out.extend_from_slice(b"/Parent ");
            reference(out, bookmark.parent.map_or(number, |parent| first.plus(parent)));
            write_neighbours(out, bookmark, first);
            destination.write(out);
            out.extend_from_slice(b">>");
        });
    }
    let top = || bookmarks.iter().enumerate().filter(|(_, bookmark)| bookmark.parent.is_none()).map(|(index, _)| index);
    let whole = Bookmark { first: top().next(), last: top().next_back(), below: entries.len(), ..Bookmark::default() };
    file.object(number, |out| {
        out.extend_from_slice(b"<<");
        write_neighbours(out, &whole, first);
        out.extend_from_slice(b">>");
    });
    Ok(Some(Outline { number, has_sections: levels.iter().any(|level| *level > 1) }))
}

fn write_neighbours(out: &mut Vec<u8>, bookmark: &Bookmark, base: Ref) {
    let neighbours: [(&[u8], Option<usize>); 4] = [
        (b"/Prev ", bookmark.previous),
        (b"/Next ", bookmark.next),
        (b"/First ", bookmark.first),
        (b"/Last ", bookmark.last),
    ];
    for (key, index) in neighbours {
        if let Some(index) = index {
            out.extend_from_slice(key);
            reference(out, base.plus(index));
        }
    }
    if bookmark.below > 0 {
        out.extend_from_slice(b"/Count ");
        int(out, bookmark.below as i64);
    }
}

/// Puts each bookmark below the last one of a smaller level.
fn nest(levels: &[u8]) -> Vec<Bookmark> {
    let mut bookmarks: Vec<Bookmark> = vec![Bookmark::default(); levels.len()];
    let mut open: Vec<(u8, usize)> = Vec::new();
    for (index, &level) in levels.iter().enumerate() {
        let mut previous = None;
        while let Some(&(above, candidate)) = open.last()
            && above >= level
        {
            previous = Some(candidate);
            open.pop();
        }
        let parent = open.last().map(|(_, parent)| *parent);
        for (_, ancestor) in &open {
            bookmarks[*ancestor].below += 1;
        }
        if let Some(parent) = parent {
            bookmarks[parent].first.get_or_insert(index);
            bookmarks[parent].last = Some(index);
        }
        if let Some(previous) = previous {
            bookmarks[previous].next = Some(index);
        }
        bookmarks[index] = Bookmark { parent, previous, ..Bookmark::default() };
        open.push((level, index));
    }
    bookmarks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_become_a_tree() {
        let bookmarks = nest(&[1, 2, 3, 3, 2, 1]);
        let parents: Vec<_> = bookmarks.iter().map(|it| it.parent).collect();
        assert_eq!(parents, [None, Some(0), Some(1), Some(1), Some(0), None]);
        let below: Vec<_> = bookmarks.iter().map(|it| it.below).collect();
        assert_eq!(below, [4, 2, 0, 0, 0, 0]);
        assert_eq!((bookmarks[0].first, bookmarks[0].last, bookmarks[0].next), (Some(1), Some(4), Some(5)));
        assert_eq!((bookmarks[2].previous, bookmarks[2].next), (None, Some(3)));
        assert_eq!((bookmarks[4].previous, bookmarks[1].next), (Some(1), Some(4)));
    }
}
