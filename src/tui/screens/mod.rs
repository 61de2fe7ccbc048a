//! The screens. One file each; what only one of them draws lies beside it.

pub mod customer;
pub mod customers;
pub mod follow_ups;
pub mod plan;
pub mod settings;
pub mod sync;
pub mod today;
