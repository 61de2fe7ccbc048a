//! Words for the tests of filters: as declared, and a few in Chinese.

use super::{Figure, Speech};
use crate::schema::{Entity, Field};

/// As declared, but for three words.
pub(super) struct Plain;

impl Speech for Plain {
    fn field<'a>(&'a self, _: &Entity, field: &'static Field) -> &'a str {
        if field.name == "grade" { "等级" } else { field.name }
    }
    fn choice<'a>(&'a self, _: &Entity, _: &Field, word: &'a str) -> &'a str {
        if word == "active" { "活跃" } else { word }
    }
    fn figure(&self, figure: Figure) -> &str {
        if figure == Figure::Due { "到期" } else { figure.name() }
    }
}
