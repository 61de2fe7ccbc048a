//! The two macros with which an entity is said once: its enum choices, and its struct with its declaration.

/// An enum of words: `choices! { /// Doc. Grade { A = "a", ... } }`.
macro_rules! choices {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $crate::schema::Choice for $name {
            const WORDS: &'static [&'static str] = &[$($word),+];
            const ALL: &'static [$name] = &[$($name::$variant),+];
            fn word(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }
        }
    };
}

/// An entity: `entity! { /// Doc. Account, ACCOUNT = 1 "account" in Stream::..., Class::... { /// Doc. name: String = 1, |f| f.required(); } }`.
/// A field's line is its name, its Rust type, its permanent number, and what the declaration says of it.
macro_rules! entity {
    ($(#[$doc:meta])* $name:ident, $table:ident = $number:literal $word:literal in $stream:expr, $class:expr; {
        $($(#[$fdoc:meta])* $field:ident : $type:ty = $fnumber:literal $(. $say:ident ( $($arg:expr),* ))*;)+
    }) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Debug, Default)]
        pub struct $name {
            /// Its permanent name.
            pub id: $crate::base::id::Id,
            $($(#[$fdoc])* pub $field: $type,)+
        }

        #[doc = concat!("The declaration of [`", stringify!($name), "`].")]
        pub static $table: $crate::schema::Entity = $crate::schema::Entity {
            number: $number,
            name: $word,
            stream: $stream,
            class: $class,
            fields: &[$(
                $crate::schema::Field::new($fnumber, stringify!($field), <$type as $crate::schema::FieldType>::KIND)$(.$say($($arg),*))*,
            )+],
        };

        impl $crate::schema::Record for $name {
            const ENTITY: &'static $crate::schema::Entity = &$table;

            fn id(&self) -> $crate::base::id::Id {
                self.id
            }

            fn read(
                id: $crate::base::id::Id,
                value: &mut dyn FnMut(&'static $crate::schema::Field) -> $crate::schema::Value,
            ) -> $name {
                let mut fields = $table.fields.iter();
                let mut next = || fields.next().map(&mut *value).unwrap_or_default();
                $name { id, $($field: <$type as $crate::schema::FieldType>::get(next()),)+ }
            }

            fn values(&self) -> Vec<(u16, $crate::schema::Value)> {
                vec![$(($fnumber, $crate::schema::FieldType::put(&self.$field))),+]
            }
        }
    };
}

pub(super) use {choices, entity};
