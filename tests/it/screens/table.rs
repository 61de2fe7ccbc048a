//! The key table of the docs: what the command table and the keymap say, or the test fails and says how to write it anew.

use std::fmt::Write as _;

use rounds::base::lang::Lang;
use rounds::i18n::Words;
use rounds::tui::command::{Group, TABLE};
use rounds::tui::keymap::{ASSET, Keymap, written};

fn page() -> String {
    let words = Words::new(Lang::En);
    let maps: Vec<Keymap> =
        ["default", "vim", "arrows"].iter().map(|preset| Keymap::parse(ASSET, preset).unwrap()).collect();
    let mut page = String::from(
        "# Keys\n\nMade from `src/tui/command/table.rs` and `assets/keymap.toml` by `tests/it/screens/table.rs`; do not edit.\n\n\
         One key means one thing on every screen. A command that does not fit where you are says why. The presets `vim` and `arrows` are \
         chosen in Settings; where a column is empty, the command is on the palette (`:` or F7).\n",
    );
    for group in Group::ALL {
        writeln!(
            page,
            "\n## {}\n\n| command | keys | vim | arrows | what it does |\n|---|---|---|---|---|",
            words.get(group.words())
        )
        .unwrap();
        for command in TABLE.iter().filter(|command| command.group == group) {
            let keys: Vec<String> = maps
                .iter()
                .map(|map| {
                    let chords: Vec<String> = map
                        .keys(command.id)
                        .iter()
                        .map(|chord| format!("`{}`", written(chord).replace('|', "\\|")))
                        .collect();
                    chords.join(" ")
                })
                .collect();
            let about = command.about();
            writeln!(
                page,
                "| {} | {} | {} | {} | {} |",
                words.get(&command.words()),
                keys[0],
                keys[1],
                keys[2],
                words.get(&about)
            )
            .unwrap();
        }
    }
    page
}

#[test]
fn the_key_table_is_fresh() {
    crate::docs::check("KEYS.md", &page());
}
