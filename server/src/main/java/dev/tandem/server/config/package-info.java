/// Settings: read, checked, printed once. Imports nothing of the server.
@NullMarked
package dev.tandem.server.config;

import org.jspecify.annotations.NullMarked;
