use super::*;
use crate::register::tests::{slug, unit};

fn register() -> Register {
    let units = vec![
        unit("kota", None),
        unit("dinkes", Some("kota")),
        unit("puskesmas", Some("dinkes")),
        unit("capil", Some("kota")),
    ];
    Register::new(units, vec![], vec![]).expect("consistent")
}

fn person(grants: &[(Role, &str)]) -> Person {
    Person {
        id: AccountId(Uuid::nil()),
        name: "Contoh".to_owned(),
        grants: grants
            .iter()
            .map(|(role, unit)| Grant {
                role: *role,
                unit: slug(unit),
            })
            .collect(),
    }
}

#[test]
fn a_role_reaches_what_is_below_its_unit_and_nothing_else() {
    let register = register();
    let operator = person(&[(Role::Operator, "dinkes")]);
    let reach = operator.reach(Right::Invite, &register);
    assert_eq!(reach, [slug("dinkes"), slug("puskesmas")].into());
    assert!(operator.reach(Right::Seal, &register).is_empty());
    assert_eq!(operator.permit_everywhere(Right::Invite, &register), None);
}

#[test]
fn a_permit_names_the_role_that_gives_it() {
    let register = register();
    let both = person(&[(Role::Moderator, "kota"), (Role::Operator, "capil")]);
    let role = |right, unit: &str| {
        both.permit(right, &slug(unit), &register)
            .and_then(|permit| permit.role())
    };
    assert_eq!(role(Right::Moderate, "puskesmas"), Some(Role::Moderator));
    assert_eq!(role(Right::Reply, "capil"), Some(Role::Operator));
    assert_eq!(role(Right::Reply, "puskesmas"), None);
}

#[test]
fn rights_in_two_places_do_not_add_up_to_the_city() {
    let register = register();
    let two = person(&[(Role::Publisher, "dinkes"), (Role::Publisher, "capil")]);
    assert_eq!(two.permit_everywhere(Right::Seal, &register), None);
}

#[test]
fn whoever_publishes_appraises_or_gives_rights_needs_a_second_factor() {
    for role in Role::ALL {
        let expected = matches!(
            role,
            Role::Administrator | Role::Publisher | Role::Appraiser
        );
        assert_eq!(
            person(&[(*role, "capil")]).needs_second_factor(),
            expected,
            "{role:?}"
        );
    }
}

#[test]
fn nobody_is_above_the_rules() {
    // Giving rights and publishing are different people's work, and so are reading the trail and leaving traces in it.
    let apart = [
        (Right::ManagePeople, Right::Seal),
        (Right::EnterRealisations, Right::ConfirmRealisations),
        (Right::RunForums, Right::ConfirmMinutes),
        (Right::ReadAudit, Right::ManagePeople),
        (Right::ReadAudit, Right::Moderate),
    ];
    for (one, other) in apart {
        for role in one.roles() {
            assert!(
                !other.roles().contains(role),
                "{role:?}: {one:?} and {other:?}"
            );
        }
    }
}

#[test]
fn every_right_belongs_to_somebody() {
    assert!(Right::ALL.iter().all(|right| !right.roles().is_empty()));
}
