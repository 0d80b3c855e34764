/// How well the assistant answers and when it brings in a person, in figures: `mvn -Peval verify`.
/// Over the project's own sets, and over files that somebody else wrote.
@org.jspecify.annotations.NullMarked
package dev.tandem.tests.evaluation;
