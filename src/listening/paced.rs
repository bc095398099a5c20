//! A connection whose client has to keep pace: to send a head, to ask again, to take an answer.
//! It must not know what passes; while a request is worked on, the limits are those of the router.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep, sleep_until};

use super::Bounds;

/// Whether a request of the connection is being worked on.
#[derive(Clone, Default)]
pub(super) struct Work(Arc<AtomicBool>);

/// A request that is being worked on, until this is gone.
pub(super) struct UnderWay(Arc<AtomicBool>);

impl Work {
    pub fn begin(&self) -> UnderWay {
        self.0.store(true, Relaxed);
        UnderWay(self.0.clone())
    }

    fn is_under_way(&self) -> bool {
        self.0.load(Relaxed)
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.store(false, Relaxed);
    }
}

/// A stream that ends with an error when its client does not keep pace.
pub(super) struct Paced<S> {
    stream: S,
    bounds: Bounds,
    work: Work,
    /// Whether a request has begun whose head is not complete. A client who just came has to send one at once.
    in_head: bool,
    /// When the head began, or when something was last sent.
    since: Instant,
    reading: Option<Pin<Box<Sleep>>>,
    writing: Option<Pin<Box<Sleep>>>,
}

impl<S> Paced<S> {
    pub fn new(stream: S, bounds: Bounds, work: Work) -> Self {
        Self {
            stream,
            bounds,
            work,
            in_head: true,
            since: Instant::now(),
            reading: None,
            writing: None,
        }
    }

    /// Something came from the client.
    fn heard(&mut self) {
        if !self.in_head && !self.work.is_under_way() {
            self.in_head = true;
            self.since = Instant::now();
        }
    }

    /// Something went to the client, so the request before was understood.
    fn said(&mut self) {
        self.writing = None;
        self.in_head = false;
        self.since = Instant::now();
    }

    /// When the client has to have sent more. Work under way puts it off.
    fn deadline(&self) -> Instant {
        if self.work.is_under_way() {
            Instant::now() + self.bounds.idle
        } else if self.in_head {
            self.since + self.bounds.head
        } else {
            self.since + self.bounds.idle
        }
    }

    /// Waits with the client, but not for ever. The alarm is set during work, too: nobody asks to read again after it.
    fn wait_to_read(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let deadline = self.deadline();
        let alarm = self
            .reading
            .get_or_insert_with(|| Box::pin(sleep_until(deadline)));
        // One that goes off too early is set again then: most requests never hear it.
        if alarm.deadline() > deadline || alarm.is_elapsed() {
            alarm.as_mut().reset(deadline);
        }
        ready!(alarm.as_mut().poll(cx));
        if Instant::now() < deadline {
            alarm.as_mut().reset(deadline);
            ready!(alarm.as_mut().poll(cx));
        }
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }

    /// Watches over whether a client takes what it is sent.
    fn sent<T>(&mut self, cx: &mut Context<'_>, sent: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if sent.is_ready() {
            self.said();
            return sent;
        }
        let unread = self.bounds.unread;
        let alarm = self.writing.get_or_insert_with(|| Box::pin(sleep(unread)));
        ready!(alarm.as_mut().poll(cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Paced<S> {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buffer.filled().len();
        match Pin::new(&mut this.stream).poll_read(cx, buffer) {
            Poll::Pending => this.wait_to_read(cx),
            read @ Poll::Ready(_) => {
                if buffer.filled().len() > before {
                    this.heard();
                }
                read
            }
        }
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Paced<S> {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let sent = Pin::new(&mut this.stream).poll_write(cx, bytes);
        this.sent(cx, sent)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let sent = Pin::new(&mut this.stream).poll_write_vectored(cx, parts);
        this.sent(cx, sent)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(cx)
    }
}
