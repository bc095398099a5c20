//! Who looks at a page of the desk, as the guard of its address found out.
//! It must not know how the person signed in.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use domain::access::{Permit, Person, Right};
use domain::register::Register;
use domain::slug::Slug;

use super::trouble::Problem;

/// Somebody who is signed in and has the right that the address asks for, at least for one unit.
#[derive(Clone, Debug)]
pub struct Viewer(pub Person);

impl Viewer {
    /// The permit to use a right for a unit; without it there is a page that says so.
    pub fn permit(
        &self,
        right: Right,
        unit: &Slug,
        register: &Register,
    ) -> Result<Permit, Problem> {
        self.0
            .permit(right, unit, register)
            .ok_or_else(Problem::forbidden)
    }

    /// The permit to use a right for the whole city; without it there is a page that says so.
    pub fn permit_everywhere(&self, right: Right, register: &Register) -> Result<Permit, Problem> {
        self.0
            .permit_everywhere(right, register)
            .ok_or_else(Problem::forbidden)
    }
}

impl<S: Sync> FromRequestParts<S> for Viewer {
    type Rejection = Problem;

    /// The viewer whom the guard found. An address that nobody guards has none, and so nobody may pass.
    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        let viewer = parts.extensions.get::<Self>().cloned();
        viewer.ok_or_else(Problem::forbidden)
    }
}
