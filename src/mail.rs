//! Sending letters to staff over the city's mail server, where one is configured. Nothing depends on it: every link can be
//! handed over by hand.
//! It must not know what a letter says, nor write an address or a link to a log.

use std::time::Duration;

use domain::account::{Email, PersonName};
use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use ui::letters::Letter;

/// How long a mail server may take. Somebody waits at the page meanwhile.
const PATIENCE: Duration = Duration::from_secs(15);

/// Hands letters to a mail server.
#[derive(Clone, Debug)]
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

/// Why a letter was not sent. Neither text repeats the recipient.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The address of the mail server is none.
    #[error("the mail server's address must look like smtps://NAME:PASSWORD@mail.example.go.id")]
    ServerAddress,
    /// A letter cannot be put together for these people.
    #[error("the letter cannot be written: {0}")]
    Letter(#[from] lettre::error::Error),
    /// The mail server could not be reached, or refused.
    #[error("the mail server did not take the letter: {0}")]
    Server(#[from] lettre::transport::smtp::Error),
}

impl Mailer {
    /// A mailer for a server such as `smtps://NAME:PASSWORD@HOST` (TLS from the start),
    /// `smtp://NAME:PASSWORD@HOST:587?tls=required` (STARTTLS) or `smtp://localhost` (no TLS), whose letters come from a
    /// sender such as `Suara Warga <portal@example.go.id>`. It does not connect yet.
    pub fn new(server: &str, from: Mailbox) -> Result<Self, MailError> {
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(server);
        // The error may repeat the address with its password.
        let builder = builder.map_err(|_| MailError::ServerAddress)?;
        Ok(Self {
            transport: builder.timeout(Some(PATIENCE)).build(),
            from,
        })
    }

    /// Hands a letter over, and returns when the mail server has taken it.
    pub async fn send(
        &self,
        email: &Email,
        name: &PersonName,
        letter: Letter,
    ) -> Result<(), MailError> {
        let address: Address = email
            .as_str()
            .parse()
            .map_err(|_| lettre::error::Error::MissingTo)?;
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(Some(name.to_string()), address))
            .subject(letter.subject)
            .header(ContentType::TEXT_PLAIN)
            .body(letter.text)?;
        self.transport.send(message).await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_server_address_is_told_without_its_password() {
        let from: Mailbox = "Suara Warga <portal@suara.example>"
            .parse()
            .expect("a sender");
        assert!(Mailer::new("smtps://ani:rahasia@mail.example", from.clone()).is_ok());
        assert!(Mailer::new("smtp://localhost:2525", from.clone()).is_ok());
        let error = Mailer::new("mail://ani:rahasia@mail.example", from).expect_err("no such kind");
        assert!(!error.to_string().contains("rahasia"), "{error}");
    }
}
