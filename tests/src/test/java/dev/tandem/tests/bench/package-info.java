/// Figures, measured on purpose and never by the ordinary build: each benchmark is run by its name
/// and writes `target/bench/NAME.json`. May import everything.
@org.jspecify.annotations.NullMarked
package dev.tandem.tests.bench;
