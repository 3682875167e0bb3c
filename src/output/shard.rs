//! A share of the articles, for one machine of several.

use std::fmt;
use std::str::FromStr;

/// One of `of` shares. Which share an article is in depends on its path alone, so that any machine comes to the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    index: u64,
    of: u64,
}

impl Shard {
    /// Whether the article at this path below the root is in this share.
    pub fn holds(&self, source: &str) -> bool {
        let digest = blake3::hash(source.as_bytes());
        let start = *digest.as_bytes().first_chunk().expect("a hash has 32 bytes");
        u64::from_le_bytes(start) % self.of == self.index
    }

    /// A name for files of this share alone.
    pub fn name(&self) -> String {
        format!("{}-of-{}", self.index, self.of)
    }
}

impl FromStr for Shard {
    type Err = String;

    /// `I/N`. Some job engines count from 0 and some from 1: share 0 of N is share N.
    fn from_str(text: &str) -> Result<Shard, String> {
        let parts: Option<(u64, u64)> =
            text.split_once('/').and_then(|(index, of)| Some((index.parse().ok()?, of.parse().ok()?)));
        match parts {
            Some((index, of)) if of > 0 && index <= of => Ok(Shard { index: index % of, of }),
            _ => Err("write the share and how many there are, such as 1/4 to 4/4, or 0/4 to 3/4".to_owned()),
        }
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.index, self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_article_is_in_one_share_and_shares_are_even() {
        for of in 1..9 {
            let shards: Vec<Shard> = (1..=of).filter_map(|index| format!("{index}/{of}").parse().ok()).collect();
            let mut held = vec![0; of];
            for article in 0..1000 {
                let source = format!("side-effects/{article}.yaml");
                let holders: Vec<usize> = (0..of).filter(|&at| shards[at].holds(&source)).collect();
                assert_eq!(holders.len(), 1);
                held[holders[0]] += 1;
            }
            assert!(held.iter().all(|&held| held > 1000 / of / 2), "{held:?}");
        }
    }

    #[test]
    fn counting_from_0_is_counting_from_1() {
        assert_eq!("0/4".parse::<Shard>(), "4/4".parse());
        assert!(["5/4", "1/0", "0/0", "-1/4", "1", "a/b", ""].iter().all(|text| text.parse::<Shard>().is_err()));
    }
}
