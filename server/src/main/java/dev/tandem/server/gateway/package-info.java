/// The edge: HTTP routes, WebSocket sessions, authentication, rate limits. Vert.x lives here. May
/// import `application`, `knowledge`'s progress and `signaling`; decides nothing about
/// conversations.
@NullMarked
package dev.tandem.server.gateway;

import org.jspecify.annotations.NullMarked;
