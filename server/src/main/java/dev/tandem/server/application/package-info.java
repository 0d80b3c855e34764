/// What the server does: loads, decides, appends, publishes; and the ports it needs for that. May
/// import `conversation`, `escalation`, `routing`, `assistant`, `signaling` and slf4j; no Vert.x,
/// no Hazelcast, no JDBC. Adapters of the ports are in `store`, `cluster` and `memory`.
@NullMarked
package dev.tandem.server.application;

import org.jspecify.annotations.NullMarked;
