/// Who gets the next waiting customer. Pure, knows ids only: neither conversations nor sockets.
@NullMarked
package dev.tandem.server.routing;

import org.jspecify.annotations.NullMarked;
