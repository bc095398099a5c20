//! Parts that several pages are made of.
//! A component must not fetch anything: it shows what it is given.

mod breadcrumbs;
mod change_text;
mod comments;
mod commitment;
mod data_table;
mod fields;
mod figure_card;
mod forum_text;
mod indicator_text;
mod indicators;
mod live;
mod minutes_text;
mod on_time;
mod part;
mod period_choice;
mod point_text;
mod progress;
mod side_by_side;
mod standing_text;
mod summary_list;
mod tag;

pub use breadcrumbs::{Breadcrumbs, Crumb};
pub use change_text::change_text;
pub use comments::{CommentAccount, CommentReply, Comments};
pub use commitment::{CommitmentCourse, CommitmentState, aim_text, commitment_state};
pub use data_table::{AFTER, BEFORE, Column, CursorPagination, DataTable};
pub use fields::{
    AccessKey, Button, Checkbox, CheckboxGroup, Choice, CodeInput, DateInput, FieldError,
    FileInput, FilterForm, Form, FormErrors, FormFault, PasswordInput, RadioGroup, Select,
    SubmitButton, TextArea, TextInput, Width,
};
pub use figure_card::FigureCard;
pub use forum_text::{ForumTag, forum_when, forum_where};
pub use indicator_text::{
    band_name, direction_name, frequency_name, realisation_text, target_text,
};
pub use indicators::Indicators;
pub use live::{Bell, live_script};
pub use minutes_text::{MinutesTag, amendment_text, part_name};
pub use on_time::OnTime;
pub use part::{Part, Start};
pub use period_choice::PeriodChoice;
pub use point_text::{
    AnswerTag, MarkTag, PointTag, answer_name, communities, community_name, counts_text, mark_name,
    no_point_text, point_state_name, standing_reason,
};
pub use progress::{Panel, ProgressSteps, Step, StepState, WarningText};
pub use side_by_side::{Compared, Conflict, SideBySide};
pub use standing_text::{evidence_name, grade_name, missing_reason, state_text};
pub use summary_list::{SummaryList, SummaryRow, Timeline, TimelineEntry};
pub use tag::{Tag, TagKind};

#[cfg(test)]
mod tests;
