package dev.tandem.server.assistant;

import java.util.List;

/// What the settings let a model look at beyond the passages that it is given.
///
/// @param searches whether it may search the site for more
/// @param lookups in the businesses' own systems, of all sites
public record Reach(boolean searches, List<Lookup> lookups) {
    public static final Reach NOTHING = new Reach(false, List.of());

    public Reach {
        lookups = List.copyOf(lookups);
    }
}
