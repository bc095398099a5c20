//! What the invented people tell of themselves.
//! It must not know what they answer.

use domain::rating::{AgeBand, Disability, Education, Gender, Occupation, Profile};

use crate::chance::Chance;

const GENDERS: [(Gender, u64); 2] = [(Gender::Male, 46), (Gender::Female, 54)];

const AGES: [(AgeBand, u64); 6] = [
    (AgeBand::Under20, 8),
    (AgeBand::From20, 25),
    (AgeBand::From30, 25),
    (AgeBand::From40, 20),
    (AgeBand::From50, 13),
    (AgeBand::From60, 9),
];

const SCHOOLING: [(Education, u64); 3] = [
    (Education::Primary, 5),
    (Education::LowerSecondary, 35),
    (Education::UpperSecondary, 60),
];

const EDUCATIONS: [(Education, u64); 7] = [
    (Education::Primary, 8),
    (Education::LowerSecondary, 13),
    (Education::UpperSecondary, 43),
    (Education::Diploma, 11),
    (Education::Bachelor, 21),
    (Education::Master, 3),
    (Education::Doctorate, 1),
];

const FIRST_OCCUPATIONS: [(Occupation, u64); 3] = [
    (Occupation::Private, 6),
    (Occupation::SelfEmployed, 4),
    (Occupation::Other, 90),
];

const OCCUPATIONS: [(Occupation, u64); 6] = [
    (Occupation::CivilServant, 12),
    (Occupation::Military, 1),
    (Occupation::Police, 1),
    (Occupation::Private, 22),
    (Occupation::SelfEmployed, 31),
    (Occupation::Other, 33),
];

const DISABILITIES: [(Disability, u64); 2] = [(Disability::Yes, 5), (Disability::No, 95)];

/// One person's answers about themselves. Some skip the whole page, others single questions.
pub(super) fn profile(chance: &mut Chance) -> Profile {
    if chance.happens(140) {
        return Profile::default();
    }
    let age = given(chance, 830, &AGES);
    let young = age == Some(AgeBand::Under20);
    Profile {
        age,
        gender: given(chance, 900, &GENDERS),
        education: if young {
            given(chance, 800, &SCHOOLING)
        } else {
            given(chance, 800, &EDUCATIONS)
        },
        occupation: if young {
            given(chance, 790, &FIRST_OCCUPATIONS)
        } else {
            given(chance, 790, &OCCUPATIONS)
        },
        disability: given(chance, 700, &DISABILITIES),
    }
}

fn given<T: Copy>(chance: &mut Chance, per_mille: u64, answers: &[(T, u64)]) -> Option<T> {
    chance
        .happens(per_mille)
        .then(|| chance.weighted(answers))
        .flatten()
}
