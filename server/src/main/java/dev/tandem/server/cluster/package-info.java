/// One installation, several processes: who is there, who owns which conversation and site, the way
/// to the owner, and which bridge carries which call. Hazelcast is used here and only here.
@NullMarked
package dev.tandem.server.cluster;

import org.jspecify.annotations.NullMarked;
