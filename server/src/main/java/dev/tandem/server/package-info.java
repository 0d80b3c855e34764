/// The composition root: `Main` starts, `Wiring` constructs every shell. Nobody imports this
/// package.
@NullMarked
package dev.tandem.server;

import org.jspecify.annotations.NullMarked;
