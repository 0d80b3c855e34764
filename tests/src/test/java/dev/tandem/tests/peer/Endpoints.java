package dev.tandem.tests.peer;

import io.vertx.core.json.JsonArray;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The endpoints of a process, and the clock of what they say and show.
final class Endpoints {
    static final int AUDIO_MILLIS = 10;
    private static final int FRAME_MILLIS = 50;

    private final Map<String, Endpoint> byName = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    Endpoints() {
        clock.scheduleAtFixedRate(
                () -> byName.values().forEach(Endpoint::speak),
                0,
                AUDIO_MILLIS,
                TimeUnit.MILLISECONDS);
        clock.scheduleAtFixedRate(
                () -> byName.values().forEach(Endpoint::show),
                0,
                FRAME_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    void open(String name, JsonArray iceServers) {
        byName.put(name, new Endpoint(iceServers));
    }

    Endpoint get(String name) {
        Endpoint endpoint = byName.get(name);
        if (endpoint == null) {
            throw new IllegalStateException("no endpoint is called " + name);
        }
        return endpoint;
    }

    void close(String name) {
        Endpoint endpoint = get(name);
        byName.remove(name);
        clock.execute(endpoint::close);
    }
}
