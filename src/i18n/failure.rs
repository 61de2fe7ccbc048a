//! What failed underneath, in the person's words: never the operating system's or the database's own, but in brackets where they are all
//! that is known.

use chrono::{DateTime, NaiveDate};

use super::Words;
use crate::base::cause::Cause;
use crate::domain::failure::Failure;

impl Words {
    /// Why the system would not.
    pub fn cause(&self, cause: &Cause) -> String {
        let what = match cause {
            Cause::Other(said) => said.as_str(),
            _ => "",
        };
        self.with(&format!("cause-{}", cause.kind()), &[("what", what.into())])
    }

    /// What failed.
    pub fn failure(&self, failure: &Failure) -> String {
        let cause = failure.cause.as_ref().map(|cause| self.cause(cause)).unwrap_or_default();
        let day = failure.at.and_then(|at| DateTime::from_timestamp_millis(at.millis()));
        // With its year, whichever that is.
        let day = day.map(|at| self.day_of(at.date_naive(), NaiveDate::MIN)).unwrap_or_default();
        self.with(
            &failure.words,
            &[("what", (&failure.what).into()), ("cause", (&cause).into()), ("day", (&day).into())],
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::lang::Lang;

    #[test]
    fn the_systems_own_words_stand_in_brackets_and_only_where_nothing_better_is_known() {
        for (cause, expected) in [
            (Cause::Full, ["the disk is full", "磁盘满了", "磁碟滿了"]),
            (Cause::Missing, ["there is no such file or folder", "没有这个文件或文件夹", "沒有這個檔案或資料夾"]),
            (
                Cause::Other("no such column: x".into()),
                [
                    "a trouble of the system (no such column: x)",
                    "系统报错（no such column: x）",
                    "系統錯誤（no such column: x）",
                ],
            ),
        ] {
            for (lang, expected) in Lang::ALL.into_iter().zip(expected) {
                assert_eq!(Words::new(lang).cause(&cause), expected);
            }
        }
    }

    #[test]
    fn what_failed_names_what_and_why() {
        let failure = Failure::by("store-file", Cause::Missing).named("~/rounds.db");
        for (lang, expected) in [
            (
                Lang::En,
                "~/rounds.db could not be read or written: there is no such file or folder. Nothing was changed.",
            ),
            (Lang::ZhHans, "读写不了 ~/rounds.db：没有这个文件或文件夹。未作任何改动。"),
            (Lang::ZhHant, "無法讀寫 ~/rounds.db：沒有這個檔案或資料夾。未做任何更動。"),
        ] {
            assert_eq!(Words::new(lang).failure(&failure), expected);
        }
    }
}
