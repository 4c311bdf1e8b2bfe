//! The `harmattan` binary.

fn main() {}
