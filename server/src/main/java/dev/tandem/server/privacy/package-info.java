/// What of a customer's words nothing but people may read, and how it is taken out: pure functions
/// over texts. Imports `java.*` only, so that everything may use it.
@NullMarked
package dev.tandem.server.privacy;

import org.jspecify.annotations.NullMarked;
