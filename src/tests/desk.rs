//! Who gets in where: every address with every role, signing in, and forms from elsewhere.

use axum::http::Method;
use domain::access::{AccountId, Grant, Permit, Right, Role};
use reqwest::{Response, StatusCode};
use store::Newcomer;
use suara_warga::identity::one_time_code;
use suara_warga::routes::{Access, Address, addresses};

use crate::portal::{Database, Portal, on_both_databases, slug};

on_both_databases!(
    administrators_invite_people_who_then_sign_in,
    closing_an_account_ends_its_sessions,
    the_last_administrator_stays
);

pub const PASSWORD: &str = "kuda berlari di atas awan";

/// Somebody at the desk, with the cookie of a session.
#[derive(Clone)]
pub struct Staff {
    pub id: AccountId,
    pub email: String,
    pub cookie: String,
}

impl Staff {
    /// What a browser sends to show the session.
    pub fn cookie(&self) -> &str {
        &self.cookie
    }
}

impl Portal {
    /// Makes an account with roles, without signing in. Who needs one-time codes has them set up.
    pub async fn account(&self, name: &str, grants: &[(Role, &str)]) -> (AccountId, String) {
        let email = format!("{name}@suara.example");
        let newcomer = Newcomer {
            email: email.parse().expect("an address"),
            name: name.parse().expect("a name"),
            grants: grants
                .iter()
                .map(|(role, unit)| Grant {
                    role: *role,
                    unit: slug(unit),
                })
                .collect(),
        };
        let permit = Permit::console(Right::ManagePeople);
        let invited = self
            .store
            .invite_person(&permit, &newcomer, self.state.clock.moment());
        let (id, token) = invited.await.expect("invited");
        let form = format!("sandi_baru={}", PASSWORD.replace(' ', "+"));
        let entered = self.post(&format!("/undangan/{token}"), &form).await;
        assert_eq!(entered.status(), 303);
        if newcomer
            .grants
            .iter()
            .any(|grant| grant.role.needs_second_factor())
        {
            let secret = suara_warga::demo::accounts::one_time_secret();
            let set = self.store.set_second_factor(id, &secret, 0, &[], now());
            set.await.expect("set");
        }
        (id, email)
    }

    /// Signs somebody with roles in.
    pub async fn staff(&self, name: &str, grants: &[(Role, &str)]) -> Staff {
        let (id, email) = self.account(name, grants).await;
        let form = format!("surel={email}&sandi={}", PASSWORD.replace(' ', "+"));
        let mut response = self.post("/masuk", &form).await;
        assert_eq!(response.status(), 303, "{name}");
        if location(&response).starts_with("/masuk/kode") {
            let cookie = cookie(&response);
            let secret = suara_warga::demo::accounts::one_time_secret();
            let code = one_time_code::code_at(&secret, now());
            response = self
                .send(
                    Method::POST,
                    "/masuk/kode",
                    &cookie,
                    &format!("kode={code}"),
                )
                .await;
            assert_eq!(response.status(), 303, "{name}");
        }
        Staff {
            id,
            email,
            cookie: cookie(&response),
        }
    }

    pub async fn send(&self, method: Method, path: &str, cookie: &str, form: &str) -> Response {
        let request = self
            .client
            .request(method, format!("{}{path}", self.url))
            .header("cookie", cookie)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form.to_owned());
        request.send().await.expect("an answer")
    }

    pub async fn get_as(&self, staff: &Staff, path: &str) -> Response {
        self.send(Method::GET, path, &staff.cookie, "").await
    }

    pub async fn post_as(&self, staff: &Staff, path: &str, form: &str) -> Response {
        self.send(Method::POST, path, &staff.cookie, form).await
    }

    /// The body of a desk page that is there.
    pub async fn desk_page(&self, staff: &Staff, path: &str) -> String {
        let response = self.get_as(staff, path).await;
        assert_eq!(response.status(), 200, "{path}");
        response.text().await.expect("a text")
    }
}

pub fn now() -> i64 {
    suara_warga::clock::Clock::default().now()
}

pub fn location(response: &Response) -> &str {
    response
        .headers()
        .get("location")
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

/// The cookie of the session that a response begins.
pub fn cookie(response: &Response) -> String {
    cookie_named(response, "meja=").expect("a session")
}

/// A cookie that a response sets, by how it begins.
pub fn cookie_named(response: &Response, name: &str) -> Option<String> {
    let set = response.headers().get_all("set-cookie").iter();
    let mut set = set.filter_map(|cookie| cookie.to_str().ok()?.split(';').next());
    set.find(|cookie| cookie.starts_with(name))
        .map(str::to_owned)
}

/// The path of an address with something in place of its parameters.
pub fn path(address: &Address) -> String {
    let mut path = String::new();
    for (place, part) in address.path.split('{').enumerate() {
        if place == 0 {
            path.push_str(part);
        } else {
            let (_, rest) = part.split_once('}').expect("a parameter ends");
            path.push('x');
            path.push_str(rest);
        }
    }
    path
}

/// Whether a response is that of a guard rather than of what is behind it.
fn is_refused(response: &Response) -> bool {
    let status = response.status();
    let to_sign_in = status.is_redirection() && location(response).starts_with("/masuk?ke=");
    status == StatusCode::UNAUTHORIZED || status == StatusCode::FORBIDDEN || to_sign_in
}

#[tokio::test(flavor = "multi_thread")]
async fn every_address_lets_in_who_has_the_right_and_nobody_else() {
    let portal = Portal::start().await;
    let listed = addresses();
    for role in Role::ALL {
        let staff = portal.staff(role.code(), &[(*role, "kota")]).await;
        // Leaving would end the session under which the other addresses are tried.
        let leaving = ["/keluar", "/meja/akun/keluar", "/meja/akun/kode"];
        for address in listed
            .iter()
            .filter(|address| !leaving.contains(&address.path))
        {
            let response = portal
                .send(address.method(), &path(address), &staff.cookie, "")
                .await;
            let may = match address.access {
                Access::Everybody => true,
                Access::With(right) => right.roles().contains(role),
                Access::Key | Access::Token => false,
            };
            assert_eq!(
                !is_refused(&response),
                may,
                "{role:?} {} {}",
                address.method(),
                address.path
            );
        }
    }
}

#[tokio::test]
async fn who_is_not_signed_in_is_asked_to() {
    let portal = Portal::start().await;
    for address in addresses() {
        let response = portal.send(address.method(), &path(&address), "", "").await;
        let status = response.status();
        match (address.access, address.method() == Method::GET) {
            (Access::Everybody, _) => assert!(!is_refused(&response), "{}", address.path),
            (Access::With(_), true) => {
                assert!(
                    location(&response).starts_with("/masuk?ke=%2Fmeja"),
                    "{}",
                    address.path
                );
            }
            (Access::With(_) | Access::Key | Access::Token, _) => {
                assert_eq!(status, StatusCode::UNAUTHORIZED, "{}", address.path);
            }
        }
    }
}

async fn administrators_invite_people_who_then_sign_in(database: Database) {
    let portal = Portal::start_on(database).await;
    let administrator = portal.staff("ani", &[(Role::Administrator, "kota")]).await;
    let form = "surel=budi@suara.example&nama=Budi+Contoh&peran-1=operator&unit-1=capil";
    let shown = portal
        .post_as(&administrator, "/meja/orang/baru", form)
        .await;
    let shown = shown.text().await.expect("a text");
    let token = shown.split("/undangan/").nth(1).expect("a link")[..64].to_owned();
    let link = format!("/undangan/{token}");

    let weak = portal.post(&link, "sandi_baru=bukittinggi1").await;
    assert_eq!(weak.status(), 422);
    // Dinas Kependudukan is a unit of this city.
    for named in ["dinaskependudukan", "Kependudukan2026"] {
        let weak = portal.post(&link, &format!("sandi_baru={named}")).await;
        assert_eq!(weak.status(), 422, "{named}");
    }
    let entered = portal
        .post(&link, "sandi_baru=kapal+kecil+warna+ungu")
        .await;
    assert_eq!(
        (entered.status().as_u16(), location(&entered)),
        (303, "/masuk?ke=%2Fmeja&kuki=uji")
    );
    assert_eq!(portal.get(&link).await.status(), 410);

    let people = portal.desk_page(&administrator, "/meja/orang").await;
    assert!(people.contains("Budi Contoh") && people.contains("Operator unit"));
    let again = portal
        .post_as(&administrator, "/meja/orang/baru", form)
        .await;
    assert_eq!(again.status(), 422);
    assert!(
        again
            .text()
            .await
            .expect("a text")
            .contains("Sudah ada akun")
    );
}

#[tokio::test]
async fn roles_are_given_only_within_reach() {
    let portal = Portal::start().await;
    let of_unit = portal.staff("ani", &[(Role::Administrator, "capil")]).await;
    let form = "surel=c@suara.example&nama=C&peran-1=penerbit&unit-1=kota";
    let refused = portal.post_as(&of_unit, "/meja/orang/baru", form).await;
    assert_eq!(refused.status(), 422);
    let (other, _) = portal.account("dewi", &[(Role::Publisher, "kota")]).await;
    let hidden = portal
        .get_as(&of_unit, &format!("/meja/orang/{other}"))
        .await;
    assert_eq!(hidden.status(), 403);
    let list = portal.desk_page(&of_unit, "/meja/orang").await;
    assert!(!list.contains("dewi@suara.example"));
}

async fn closing_an_account_ends_its_sessions(database: Database) {
    let portal = Portal::start_on(database).await;
    let administrator = portal.staff("ani", &[(Role::Administrator, "kota")]).await;
    let operator = portal.staff("budi", &[(Role::Operator, "capil")]).await;
    let path = format!("/meja/orang/{}", operator.id);
    let form = "nama=Budi&peran-1=operator&unit-1=capil&versi=1";
    let closed = portal.post_as(&administrator, &path, form).await;
    assert_eq!(closed.status(), 303);
    let shut_out = portal.get_as(&operator, "/meja").await;
    assert!(is_refused(&shut_out));
    let stale = portal.post_as(&administrator, &path, form).await;
    assert_eq!(
        stale.status(),
        422,
        "somebody else's change is not overwritten"
    );
    let sign_in = format!(
        "surel={}&sandi={}",
        operator.email,
        PASSWORD.replace(' ', "+")
    );
    assert_eq!(portal.post("/masuk", &sign_in).await.status(), 422);
}

async fn the_last_administrator_stays(database: Database) {
    let portal = Portal::start_on(database).await;
    let ani = portal.staff("ani", &[(Role::Administrator, "kota")]).await;
    let path = format!("/meja/orang/{}", ani.id);
    let refused = portal.post_as(
        &ani,
        &path,
        "nama=Ani&peran-1=auditor&unit-1=kota&versi=1&aktif=ya",
    );
    assert_eq!(refused.await.status(), 422);
}

#[tokio::test]
async fn forms_from_other_sites_are_refused() {
    let portal = Portal::start().await;
    let post = |path: &str, headers: &[(&str, &str)]| {
        let mut request = portal.client.post(format!("{}{path}", portal.url)).body("");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        async move { request.send().await.expect("an answer").status() }
    };
    let elsewhere = [
        ("sec-fetch-site", "cross-site"),
        ("origin", "https://evil.example"),
    ];
    for path in [
        "/masuk",
        "/meja/orang/baru",
        "/keluar",
        "/nilai/layanan/ktp",
        "/en/masuk",
    ] {
        assert_eq!(post(path, &elsewhere).await, 403, "{path}");
        assert_eq!(post(path, &elsewhere[1..]).await, 403, "{path}");
    }
    // An old browser on a page that hides its address.
    let hidden = [("origin", "null")];
    assert_eq!(
        post("/nilai/layanan/ktp", &hidden).await,
        400,
        "it lacks its token"
    );
    assert_eq!(post("/masuk", &hidden).await, 403);
}

#[tokio::test]
async fn forms_are_taken_of_the_public_address_behind_a_proxy_that_rewrites_the_host() {
    let portal = Portal::start().await;
    let post = async |origin: &str| {
        let request = portal.client.post(format!("{}/masuk", portal.url)).body("");
        let request = request.header("host", "dalam.internal:8080");
        let answer = request.header("origin", origin).send().await;
        answer.expect("an answer").status()
    };
    assert_eq!(post(&portal.url).await, 422, "only the password is wrong");
    assert_eq!(post("https://evil.example").await, 403);
}
