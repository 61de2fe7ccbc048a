//! Where the cursor is after an act has sorted its row away, and what a theme paints where nothing stands.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use rounds::base::lang::Lang;
use rounds::tui::draw;
use rounds::tui::subject::Row;
use rounds::tui::theme::Role;

use super::fixed::{EN, Fixed, NOW as FIXED};
use super::kept::{Kept, NOW};
use super::stage::Stage;

fn stage() -> Stage<Kept> {
    Stage::new(Kept::new(), Lang::En, (100, 30), NOW)
}

fn under(stage: &Stage<Kept>) -> String {
    stage.model.subject().account.map(|(_, name)| name).unwrap_or_default()
}

#[test]
fn the_next_row_is_under_the_cursor_when_an_act_sorts_one_away() {
    for (script, here, act, next) in [
        // By grade: A A B B C and none. The first becomes C and goes down the list.
        ("2 s s s", "Harbour Dental", "t 3", "Tan Pharmacy"),
        // Nothing is sorted: one stays where one is.
        ("2", "Blue Finch Cafe", "t 3", "Blue Finch Cafe"),
        ("3", "Harbour Dental", "d", "Blue Finch Cafe"),
        ("3", "Harbour Dental", "m `+30d` enter", "Blue Finch Cafe"),
        ("4", "Harbour Dental", "m `fri` enter", "Blue Finch Cafe"),
        ("4", "Harbour Dental", "m `+7d` enter", "Blue Finch Cafe"),
        ("1", "Harbour Dental", "m `fri` enter", "Blue Finch Cafe"),
        // The last of a list: the one before it.
        ("1 down down", "Ferry Garage", "m `fri` enter", "Blue Finch Cafe"),
    ] {
        let mut stage = stage();
        stage.keys(script);
        assert_eq!(under(&stage), here, "{script}\n{}", stage.screen());
        stage.keys(act);
        assert!(stage.notice().starts_with("Saved"), "{script} {act}: {}", stage.notice());
        assert_eq!(under(&stage), next, "{script} {act}\n{}", stage.screen());
        // Taken back, the cursor is on what came back.
        stage.keys("u");
        assert_eq!(under(&stage), here, "{script} {act} u\n{}", stage.screen());
    }
}

#[test]
fn a_visit_that_was_found_is_under_the_cursor_on_its_customers_page() {
    let mut stage = stage();
    stage.keys("2 l `grumbles about zebras` enter f `zebras` enter");
    assert!(matches!(stage.model.subject().row, Row::Visit(..)), "{}", stage.screen());
    stage.keys("e");
    assert!(stage.screen().contains("grumbles about zebras"), "{}", stage.screen());
}

/// The line in which one begins to write has its foot to itself.
#[test]
fn what_was_saved_is_not_said_below_the_next_line() {
    let mut stage = stage();
    stage.keys("2 l `met the owner` enter");
    assert!(stage.notice().starts_with("Saved"));
    stage.keys("l");
    assert_eq!(stage.notice(), "");
}

#[test]
fn a_window_that_grows_is_filled() {
    let mut book = Kept::new();
    for number in 0..120 {
        book.customer(&format!("Zebra {number:03}"), &[]);
    }
    let mut stage = Stage::new(book, Lang::En, (80, 24), NOW);
    stage.keys("2");
    stage.resize((160, 112));
    assert_eq!(stage.screen().matches("Zebra").count(), 100, "{}", stage.screen());
    stage.keys("end");
    assert!(stage.screen().contains("Zebra 119"), "{}", stage.screen());
    assert_eq!(under(&stage), "Zebra 119");
}

#[test]
fn another_order_begins_at_its_top() {
    let mut stage = stage();
    stage.keys("2 j j s s s");
    assert_eq!(under(&stage), "Harbour Dental", "{}", stage.screen());
}

/// A mark that is not there must not be painted: in the theme of high contrast it would be a bar.
#[test]
fn nothing_is_painted_where_nothing_stands() {
    for theme in rounds::config::Theme::NAMES {
        for script in ["", "2", "enter", "3", "4", "w"] {
            let mut stage = Stage::new(Fixed::new(&EN), Lang::En, (100, 30), FIXED);
            let settings = rounds::config::Settings { theme: theme.to_string(), ..Default::default() };
            stage.model.cx.theme = rounds::tui::theme::Theme::new(&settings, true);
            stage.keys(script);
            let area = Rect::new(0, 0, 100, 30);
            let mut buffer = Buffer::empty(area);
            draw(&stage.model, &mut buffer, area);
            let look = &stage.model.cx.theme;
            let grounds = [Role::Text, Role::Cursor, Role::Field, Role::Chip].map(|role| look.style(role).bg);
            for (x, y) in (0..30).flat_map(|y| (1..99).map(move |x| (x, y))) {
                let at = |x: u16| buffer.cell((x, y)).unwrap();
                let alone = [x - 1, x, x + 1].iter().all(|x| at(*x).symbol() == " ");
                let ground = at(x).style().bg;
                let plain = ground == Some(ratatui::style::Color::Reset) || grounds.contains(&ground);
                assert!(!alone || plain, "{theme} {script:?}: {x},{y} is painted {ground:?}\n{}", stage.screen());
            }
        }
    }
}

/// What is planned is what the next key is for, wherever the cursor was.
#[test]
fn the_cursor_goes_to_the_visit_that_was_just_planned() {
    let mut stage = stage();
    stage.keys("4");
    let before = under(&stage);
    stage.keys("a `tan fri` enter");
    // Behind the name it was said when.
    assert!(stage.notice().starts_with("Saved") && stage.notice().contains("27 Nov"), "{}", stage.notice());
    assert_ne!(before, "Tan Pharmacy");
    assert_eq!(under(&stage), "Tan Pharmacy", "{}", stage.screen());
    // Of another week it is not on this page, and the cursor stays.
    stage.keys("a `harb +14d` enter");
    assert_eq!(under(&stage), "Tan Pharmacy", "{}", stage.screen());
}
