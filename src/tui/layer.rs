//! The closed list of what can be shown; each is a [`Screen`].

use super::screen::Screen;
use super::{overlays, screens};

macro_rules! layers {
    ($($(#[$doc:meta])* $name:ident($state:ty)),+ $(,)?) => {
        /// Something that is shown.
        #[expect(clippy::large_enum_variant, reason = "a handful are alive at once")]
        #[derive(Debug)]
        pub enum Layer {
            $($(#[$doc])* $name($state)),+
        }

        impl Layer {
            /// As what every layer is.
            pub fn screen(&self) -> &dyn Screen {
                match self {
                    $(Layer::$name(state) => state),+
                }
            }

            /// As what every layer is, to be changed.
            pub fn screen_mut(&mut self) -> &mut dyn Screen {
                match self {
                    $(Layer::$name(state) => state),+
                }
            }
        }

        $(impl From<$state> for Layer {
            fn from(state: $state) -> Layer {
                Layer::$name(state)
            }
        })+
    };
}

layers! {
    /// Today.
    Today(screens::today::TodayScreen),
    /// The list of customers.
    Customers(screens::customers::CustomersScreen),
    /// A customer.
    Customer(screens::customer::CustomerScreen),
    /// Follow-ups.
    FollowUps(screens::follow_ups::FollowUpsScreen),
    /// The week.
    Plan(screens::plan::PlanScreen),
    /// The month.
    Month(screens::month::MonthPage),
    /// Sync.
    Sync(screens::sync::SyncScreen),
    /// Settings.
    Settings(screens::settings::SettingsScreen),
    /// What to read before the door.
    Brief(screens::briefing::BriefPage),
    /// The close of a day.
    DayClose(screens::day_close::DayClose),
    /// The steps of a visit.
    Steps(overlays::day::steps::Steps),
    /// The day in another order.
    OrderDay(overlays::day::order_day::OrderDay),
    /// Help and the palette.
    Help(overlays::help::Help),
    /// A choice by digit.
    Choice(overlays::choice::Choice),
    /// What is shown before it is done.
    Confirm(overlays::confirm::Confirm),
    /// A question answered with one line.
    Line(overlays::line::Line),
    /// A customer by letters.
    Who(overlays::who::Who),
    /// Who next.
    WhoNext(overlays::day::who_next::WhoNext),
    /// A text to read in full.
    Reading(overlays::reading::Reading),
    /// A number, large.
    Call(overlays::call::Call),
    /// A form.
    Form(super::form::Form),
    /// The correction of a log.
    Correct(overlays::correct::Correct),
    /// The log line.
    LogLine(overlays::log_line::LogLine),
    /// The file to import.
    ImportFile(overlays::import::ImportFile),
    /// A sync by a file.
    Bundle(overlays::bundle::Bundle),
    /// What an import would do.
    ImportPreview(overlays::import::ImportPreview),
    /// Joining the company.
    Connect(overlays::connect::Connect),
    /// The first start.
    Welcome(overlays::welcome::Welcome),
    /// Find.
    Find(overlays::find::Find),
    /// A record's history.
    History(overlays::history::History),
    /// What was changed on both sides.
    Decide(overlays::decide::Decide),
    /// Several of these at once.
    Several(overlays::decide::Several),
    /// The day on which a record is to be seen as it was.
    AsOf(overlays::as_of::AsOf),
    /// Two records side by side.
    Merge(overlays::merge::Merge),
    /// Customers that may be in the book twice.
    Pairs(overlays::merge::Pairs),
    /// Where customers go.
    Reassign(overlays::reassign::Reassign),
    /// A sync receipt.
    Receipt(overlays::receipt::ReceiptPage),
    /// The screen's PIN.
    Pin(super::lock::PinQuestion),
    /// What the server could not take.
    Parked(overlays::parked::Parked),
}
