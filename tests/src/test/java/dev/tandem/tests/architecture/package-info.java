/// What keeps the shape of the code: who may import whom, and what no file may hold. The enforced
/// copy of what every package says about itself.
@org.jspecify.annotations.NullMarked
package dev.tandem.tests.architecture;
