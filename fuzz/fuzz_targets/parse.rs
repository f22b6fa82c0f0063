#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| interregnum_fuzz::parse(text));
