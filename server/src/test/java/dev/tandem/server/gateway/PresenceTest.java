package dev.tandem.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.Map;

/// An agent goes on a break: said to be done when it is stored, and not before.
class PresenceTest {
    private static final String STORED = "presence.maya";
    private TestEdge edge;

    @BeforeEach
    void start() throws Exception {
        edge = new TestEdge();
    }

    @AfterEach
    void stop() {
        edge.close();
    }

    private TestSocket maya() throws Exception {
        TestSocket socket =
                edge.socket(Map.of("Origin", edge.http(), "Cookie", edge.signIn("maya")));
        socket.say("{\"type\":\"hello\"}").hear("welcome");
        return socket;
    }

    private static String says(String id, String presence) {
        return new JsonObject()
                .put("type", "set_presence")
                .put("id", id)
                .put("presence", presence)
                .encode();
    }

    private static JsonObject deskWith(TestSocket socket, String presence) throws Exception {
        return socket.hear("desk", "presence", presence);
    }

    @Test
    void itIsStoredWhenItIsAcknowledgedAndTheDeskFollows() throws Exception {
        TestSocket maya = maya();
        maya.say(says("p1", "break")).hear("accepted");
        assertThat(edge.settings.get(STORED)).contains("BREAK");
        deskWith(maya, "break");
    }

    @Test
    void whatCannotBeStoredIsRefusedAndChangesNothing() throws Exception {
        TestSocket maya = maya();
        edge.settings.broken = true;
        JsonObject refused = maya.say(says("p1", "break")).hear("rejected");
        assertThat(refused.getString("code")).isEqualTo("unavailable");
        assertThat(edge.settings.get(STORED)).isEmpty();

        edge.settings.broken = false;
        maya.say(says("p2", "break")).hear("accepted");
        assertThat(edge.settings.get(STORED)).contains("BREAK");
        deskWith(maya, "break");
    }

    @Test
    void ofManyInARowTheLastOneStands() throws Exception {
        TestSocket maya = maya();
        for (int i = 0; i < 20; i++) {
            maya.say(says("p" + i, i % 2 == 0 ? "break" : "available"));
        }
        maya.hear("accepted", "id", "p19");
        assertThat(edge.settings.get(STORED)).contains("AVAILABLE");
    }
}
