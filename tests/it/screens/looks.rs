//! How the screens look: snapshots at three sizes in two languages, and what must hold at any size.

use rounds::base::lang::Lang;
use rounds::base::width::cells;

use super::fixed::{EN, Fixed, NOW, Words, ZH};
use super::stage::Stage;
use rounds::tui::message::Effect;

const SIZES: [(u16, u16); 4] = [(60, 20), (80, 24), (100, 30), (160, 50)];
const LANGS: [(Lang, &Words); 3] = [(Lang::En, &EN), (Lang::ZhHans, &ZH), (Lang::ZhHant, &ZH)];

fn look(name: &str, script: &str) {
    for (lang, words) in LANGS {
        for size in SIZES {
            let mut stage = Stage::new(Fixed::new(words), lang, size, NOW);
            stage.keys(script);
            insta::assert_snapshot!(format!("{name}-{lang}-{}x{}", size.0, size.1), stage.screen());
        }
    }
}

#[test]
fn today_looks_like_a_day() {
    look("today", "");
}

#[test]
fn customers_are_a_list_with_columns_by_width() {
    look("customers", "2 j space j");
}

#[test]
fn a_customer_has_its_page() {
    look("customer", "enter");
}

#[test]
fn follow_ups_are_grouped_by_when_they_are_due() {
    look("follow-ups", "3 j");
}

#[test]
fn the_week_is_planned_by_day() {
    look("plan", "4");
}

#[test]
fn the_month_is_planned_by_days_and_by_who_is_due() {
    look("month", "M right");
    look("month-proposed", "M M");
}

#[test]
fn settings_say_what_can_be_set() {
    look("settings", "6 down down");
}

#[test]
fn overlays_lie_over_the_screen() {
    for (name, script) in [
        ("who-next", "w"),
        ("call", "c"),
        ("reason", "x"),
        ("date", "m `fri`"),
        ("help", "?"),
        ("palette", ": `move`"),
        ("which-key", "g"),
        ("whose", "down down down down down enter"),
    ] {
        for (lang, words) in LANGS {
            let mut stage = Stage::new(Fixed::new(words), lang, (100, 30), NOW);
            stage.keys(script);
            insta::assert_snapshot!(format!("{name}-{lang}"), stage.screen());
            if matches!(name, "who-next" | "help" | "palette") {
                stage.sizes(&format!("{name}-{lang}"));
            }
        }
    }
}

#[test]
fn an_empty_day_opens_on_who_next() {
    for (lang, words) in LANGS {
        let book = Fixed { empty_day: true, ..Fixed::new(words) };
        let stage = Stage::new(book, lang, (100, 30), NOW);
        insta::assert_snapshot!(format!("empty-day-{lang}"), stage.screen());
    }
}

/// At any size: no line is wider than the screen, nothing panics, a key shows something.
#[test]
fn every_size_is_drawn() {
    let scripts = [
        "",
        "2",
        "2 / `blue`",
        "enter",
        "3",
        "4",
        "5",
        "6",
        "w",
        "c",
        "x",
        "m",
        "?",
        ":",
        "g",
        "4 a",
        "M",
        "M M",
        "enter tab tab",
    ];
    for (lang, words) in LANGS {
        for size in [(20, 5), (30, 8), (40, 10), (60, 20), (80, 24), (81, 25), (120, 15), (200, 60), (300, 9)] {
            for script in scripts {
                let mut stage = Stage::new(Fixed::new(words), lang, size, NOW);
                stage.keys(script);
                let screen = stage.screen();
                for line in screen.lines() {
                    assert!(cells(line) <= usize::from(size.0), "{size:?} {script:?}: {line}");
                }
                assert!(screen.chars().any(|c| !c.is_whitespace()), "{size:?} {script:?} is empty");
            }
        }
    }
}

#[test]
fn a_tiny_terminal_says_so() {
    let mut stage = Stage::new(Fixed::new(&EN), Lang::En, (20, 5), NOW);
    assert!(stage.screen().contains("small"), "{}", stage.screen());
    // What cannot be seen is not done; what is being typed goes on, and one can leave.
    let mut fresh = Stage::new(Fixed::new(&EN), Lang::En, (80, 24), NOW);
    stage.keys("2 j d enter x 1 enter a 1");
    assert_eq!(stage.resize((80, 24)).screen(), fresh.screen());
    stage.keys("l `ac`").resize((20, 5)).keys("`me`");
    assert_eq!(stage.resize((80, 24)).screen(), fresh.keys("l `acme`").screen());
    for leave in ["q", "ctrl-c ctrl-c"] {
        let mut stage = Stage::new(Fixed::new(&EN), Lang::En, (20, 5), NOW);
        stage.keys(leave);
        assert!(stage.out.contains(&Effect::Quit), "{leave}");
    }
}

/// What is needed is said in as many cells as there are, and that nothing is lost; what would save or delete is not done unseen.
#[test]
fn a_window_that_is_too_small_says_how_large_it_must_be_and_does_nothing_unseen() {
    for (lang, words, said, writing) in [
        (Lang::En, &EN, ["30x8", "Nothing is lost", "q leaves"], ["30x8", "is kept", "Ctrl-C twice leaves"]),
        (Lang::ZhHans, &ZH, ["30列8行", "内容都在", "q 退出"], ["30列8行", "写的都在", "Ctrl-C 退出"]),
        (Lang::ZhHant, &ZH, ["30欄8列", "內容都在", "q 離開"], ["30欄8列", "寫的都在", "Ctrl-C 離開"]),
    ] {
        let together = |screen: String| screen.lines().map(str::trim).collect::<Vec<_>>().join(" ");
        let holds = |screen: String, all: [&str; 3]| {
            let plain = |text: &str| text.replace(' ', "");
            let screen = together(screen);
            all.iter().for_each(|one| assert!(plain(&screen).contains(&plain(one)), "{lang}: {one} in {screen}"));
        };
        let mut stage = Stage::new(Fixed::new(words), lang, (20, 5), NOW);
        holds(stage.screen(), said);
        stage.resize((80, 24)).keys("l `acme met them`").resize((20, 5));
        holds(stage.screen(), writing);
        let screen = |stage: &mut Stage<Fixed>| stage.resize((80, 24)).screen();
        let before = screen(&mut stage);
        for key in ["enter", "ctrl-s", "backspace", "delete", "down", "ctrl-u", "f2", "tab"] {
            stage.resize((20, 5)).keys(key);
            assert_eq!(screen(&mut stage), before, "{key}");
        }
        // The bound that is named is the true one.
        for (size, small) in [((30, 8), false), ((29, 8), true), ((30, 7), true)] {
            let mut stage = Stage::new(Fixed::new(words), lang, size, NOW);
            assert_eq!(together(stage.resize(size).screen()).contains(said[0]), small, "{size:?}");
        }
    }
}

/// No key of the locale files stands on a screen in place of its words.
#[test]
fn every_word_is_there() {
    let scripts = ["", "2", "enter", "3", "4", "5", "6", "w", "c", "x", "m", "?", ":", "g", "2 s", "a", "M", "M M"];
    for lang in Lang::ALL {
        let words = if lang == Lang::En { &EN } else { &ZH };
        for script in scripts {
            let mut stage = Stage::new(Fixed::new(words), lang, (160, 50), NOW);
            stage.keys(script);
            let screen = stage.screen();
            for word in screen.split_whitespace() {
                let key = word.contains('-')
                    && word.chars().all(|c| c.is_ascii_lowercase() || c == '-')
                    && !word.starts_with('-');
                assert!(
                    !key || word == "follow-up" || word == "follow-ups" || word == "mon-fri",
                    "{lang} {script:?}: {word}"
                );
            }
        }
    }
}

#[test]
fn a_resize_draws_the_same_as_a_start_at_that_size() {
    for script in ["", "2 j j j", "enter", "3", "4"] {
        let mut grown = Stage::new(Fixed::new(&EN), Lang::En, (60, 20), NOW);
        let grown = grown.keys(script).resize((100, 30)).screen();
        let mut fresh = Stage::new(Fixed::new(&EN), Lang::En, (100, 30), NOW);
        assert_eq!(grown, fresh.keys(script).screen(), "{script}");
    }
}

/// What Enter would save is seen before it, in the narrowest window too.
#[test]
fn each_chip_of_a_long_line_is_seen_in_any_size() {
    let english = "l `acme met the buyer, likes A100, too dear ^Acme 12k 60% >send quote next fri 10am <decision by 30 nov +sample 3`";
    let chinese = "l `见采购，要报价 ^海川 12万 把握60% >报价 周五 《定供应商 月底 !回款2万 月底 +样机 3台`";
    for (lang, words, script, chips) in [
        (Lang::En, &EN, english, ["We promise: send quote", "They promise: decision", "60% chance"]),
        (Lang::ZhHans, &ZH, chinese, ["我方答应：报价", "对方答应：定供应商", "答应回款"]),
    ] {
        for size in SIZES {
            let mut stage = Stage::new(Fixed::new(words), lang, size, NOW);
            stage.keys(script);
            let bare = |text: &str| text.split_whitespace().collect::<String>();
            let screen = stage.screen();
            for chip in chips {
                assert!(bare(&screen).contains(&bare(chip)), "{chip} in {size:?}: {screen}");
            }
        }
    }
}

/// What is cut off a list is counted; on a screen of one column it is said of each part that promises are late.
#[test]
fn rows_that_are_not_drawn_are_counted() {
    for (size, expected) in [((80, 16), "more"), ((60, 16), "more"), ((60, 20), "! 3 late")] {
        let mut stage = Stage::new(Fixed::new(&EN), Lang::En, size, NOW);
        let screen = stage.keys("up up up up up up up up").screen();
        assert!(screen.contains(expected), "{expected} in {size:?}: {screen}");
    }
}

/// What a box lies over steps back: no mark of what is next or late is left beside it, and no letter touches its frame.
#[test]
fn what_lies_under_a_box_is_quiet() {
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use rounds::tui::theme::{Role, Theme};
    let mut stage = Stage::new(Fixed::new(&EN), Lang::En, (100, 30), NOW);
    stage.model.cx.theme = Theme::new(&rounds::config::Settings::default(), true);
    let area = Rect::new(0, 0, 100, 30);
    let loud = |stage: &Stage<Fixed>| {
        let mut buffer = Buffer::empty(area);
        rounds::tui::draw(&stage.model, &mut buffer, area);
        let [late, next] = [Role::Late, Role::Accent].map(|role| stage.model.cx.theme.style(role).fg);
        let left = (2..28).flat_map(|y| (0..12).map(move |x| (x, y)));
        left.filter(|at| [late, next].contains(&buffer.cell(*at).map(|cell| cell.fg))).count()
    };
    assert!(loud(&stage) > 0);
    stage.keys("m");
    assert_eq!(loud(&stage), 0, "{}", stage.screen());
}
