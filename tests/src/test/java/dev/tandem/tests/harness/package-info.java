/// The product as it is shipped, run as a process of its own that a test may kill. May import only
/// `java.*` and slf4j.
package dev.tandem.tests.harness;
