//! The access keys of the moderator's console, the same in every language, in one place so that none stands for two things.
//! It must not know what a key does: whoever has a control names its key.

use domain::forum::Community;
use ui::components::AccessKey;

pub const HEAR: AccessKey = AccessKey('c');
pub const SLIP: AccessKey = AccessKey('o');
pub const NO_COMMUNITY: AccessKey = AccessKey('0');
pub const THEMES: [AccessKey; 3] = [AccessKey('1'), AccessKey('2'), AccessKey('3')];
pub const PUBLISH: AccessKey = AccessKey('t');
pub const MERGE: AccessKey = AccessKey('g');
pub const STAR: AccessKey = AccessKey('b');
pub const ANSWERED: AccessKey = AccessKey('j');
pub const UNDO: AccessKey = AccessKey('u');
pub const NEXT: AccessKey = AccessKey('n');

/// The key of a kind of community.
pub const fn of_community(community: Community) -> AccessKey {
    AccessKey(match community {
        Community::Users => 'p',
        Community::Experts => 'a',
        Community::Agencies => 'i',
        Community::CivilSociety => 'm',
        Community::Media => 'w',
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_key_stands_for_two_things() {
        let others = [
            HEAR,
            SLIP,
            NO_COMMUNITY,
            PUBLISH,
            MERGE,
            STAR,
            ANSWERED,
            UNDO,
            NEXT,
        ];
        let communities = Community::ALL.iter().map(|kind| of_community(*kind));
        let keys = communities.chain(others).chain(THEMES);
        let keys: Vec<char> = keys.map(|key| key.0).collect();
        assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len());
    }
}
