/// The pure core under everything that can go wrong, by seed: slow and lost messages, crashes, two
/// writers, silence. A run is a function of its seed, and its clock is virtual.
@org.jspecify.annotations.NullMarked
package dev.tandem.tests.simulation;
