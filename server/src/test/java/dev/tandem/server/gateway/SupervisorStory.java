package dev.tandem.server.gateway;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/// What Sam, a supervisor, does over HTTP; each test has an edge to itself.
abstract class SupervisorStory {
    private final HttpClient http = HttpClient.newHttpClient();
    private final String root;
    TestEdge edge;

    /// The cookie of Sam's session.
    String sam;

    /// @param root what the paths of this story begin with
    SupervisorStory(String root) {
        this.root = root;
    }

    @BeforeEach
    void samSignsIn() throws Exception {
        edge = new TestEdge();
        sam = edge.signIn("sam");
    }

    @AfterEach
    void theEdgeStops() {
        edge.close();
    }

    HttpResponse<String> get(String cookie, String path) throws IOException, InterruptedException {
        return send(cookie, "GET", path, "");
    }

    HttpResponse<String> send(String cookie, String method, String path, String json)
            throws IOException, InterruptedException {
        return http.send(
                request(cookie, path)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<byte[]> send(String cookie, String method, String path, byte[] file)
            throws IOException, InterruptedException {
        return http.send(
                request(cookie, path)
                        .header("Content-Type", "application/octet-stream")
                        .method(method, HttpRequest.BodyPublishers.ofByteArray(file))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    /// @param cookie empty: nobody's
    private HttpRequest.Builder request(String cookie, String path) {
        return HttpRequest.newBuilder(URI.create(edge.http() + root + path))
                .header("Cookie", cookie.isEmpty() ? "none=1" : cookie);
    }

    static JsonObject json(HttpResponse<String> response) {
        return new JsonObject(response.body());
    }

    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
