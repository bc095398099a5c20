//! Finished HTML: what every component and every page gives back, rendered at once and never touched again.
//! It must not know who asks for it, nor wait for anything: whoever makes a page has its data already.

use std::fmt;

use leptos::children::{ChildrenOptContainer, ToChildren};
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::view::{Position, PositionState};

/// The mark that Leptos sets where a browser's program would take hold of a text. These pages have no such program.
const MARK: &str = "<!>";

/// A piece of HTML that is finished. Inside `view!` it stands as it is, so views do not grow with what they contain.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// A whole document out of its view.
    pub fn document(view: impl RenderHtml) -> Self {
        let Self(html) = view.into_html();
        Self(html.replace(MARK, ""))
    }

    /// The HTML.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The HTML, to be sent.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl fmt::Debug for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Html").field(&self.0).finish()
    }
}

/// What can be rendered: views, texts, lists and options of them.
pub trait IntoHtml {
    /// Renders it.
    fn into_html(self) -> Html;
}

impl<V: RenderHtml> IntoHtml for V {
    fn into_html(self) -> Html {
        Html(self.to_html())
    }
}

/// The content of a component is rendered before the component itself.
impl<F, V> ToChildren<F> for Html
where
    F: FnOnce() -> V,
    V: RenderHtml,
{
    fn to_children(content: F) -> Self {
        content().into_html()
    }
}

/// The same for content that is only a text, which `view!` passes without a closure.
impl<V: RenderHtml> ToChildren<ChildrenOptContainer<V>> for Html {
    fn to_children(content: ChildrenOptContainer<V>) -> Self {
        content.0.into_html()
    }
}

// What follows lets Leptos take finished HTML as a part of a view. On the server only `to_html_with_buf` ever runs; what
// belongs to browsers is left to the type of Leptos for the same purpose.

type Inert = InertElement;

impl From<Html> for Inert {
    fn from(Html(html): Html) -> Self {
        Self::new(html)
    }
}

impl Render for Html {
    type State = <Inert as Render>::State;

    fn build(self) -> Self::State {
        Inert::from(self).build()
    }

    fn rebuild(self, state: &mut Self::State) {
        Inert::from(self).rebuild(state);
    }
}

impl leptos::tachys::view::add_attr::AddAnyAttr for Html {
    type Output<NewAttr: leptos::attr::Attribute> = Self;

    /// Finished HTML takes no attributes; a component has properties for what may vary.
    fn add_any_attr<NewAttr: leptos::attr::Attribute>(self, _: NewAttr) -> Self::Output<NewAttr>
    where
        Self::Output<NewAttr>: RenderHtml,
    {
        self
    }
}

impl RenderHtml for Html {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn html_len(&self) -> usize {
        self.0.len()
    }

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        buffer: &mut String,
        position: &mut Position,
        _escape: bool,
        _mark_branches: bool,
        _extra_attributes: Vec<leptos::attr::any_attribute::AnyAttribute>,
    ) {
        buffer.push_str(&self.0);
        *position = Position::NextChild;
    }

    fn hydrate<const FROM_SERVER: bool>(
        self,
        cursor: &Cursor,
        position: &PositionState,
    ) -> Self::State {
        Inert::from(self).hydrate::<FROM_SERVER>(cursor, position)
    }

    fn into_owned(self) -> Self::Owned {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[component]
    fn Frame(children: Html) -> Html {
        view! { <b>{children}</b> }.into_html()
    }

    #[test]
    fn finished_html_is_not_escaped_again_and_texts_are() {
        let finished = view! { <i>"a < b"</i> {"<script>".to_owned()} }.into_html();
        let html = view! { <Frame>{finished} "&"</Frame> }.into_html();
        assert_eq!(html.as_str(), "<b><i>a &lt; b</i>&lt;script&gt;&amp;</b>");
    }

    #[test]
    fn a_document_has_no_marks_but_keeps_what_people_wrote() {
        let text = |text: &str| text.to_owned();
        let view = view! { <p title=text("<!>")>{text("a")} {text("b")} {None::<String>} {text("<!>")}</p> };
        let html = Html::document(view);
        assert_eq!(html.as_str(), "<p title=\"&lt;!&gt;\">ab&lt;!&gt;</p>");
    }
}
