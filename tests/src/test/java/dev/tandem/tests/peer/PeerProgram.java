package dev.tandem.tests.peer;

import dev.tandem.tests.harness.ChildJvm;

import io.vertx.core.json.JsonObject;

import java.io.BufferedReader;
import java.io.IOException;

/// WebRTC endpoints without a browser, a sound card or a screen, in a process of their own: a check
/// of the native library that fails ends the process, and that must never be a server's.
///
/// Takes one JSON object per line and answers each by one.
public final class PeerProgram {
    private PeerProgram() {}

    public static void main(String[] arguments) throws IOException {
        BufferedReader requests = ChildJvm.requests();
        Endpoints endpoints = new Endpoints();
        System.out.println(ChildJvm.SAYS + "ready");
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            JsonObject request = new JsonObject(line);
            JsonObject answer;
            try {
                answer = perform(request, endpoints);
            } catch (RuntimeException failed) {
                answer = new JsonObject().put("failed", String.valueOf(failed));
            }
            System.out.println(ChildJvm.SAYS + answer.encode());
        }
        // Not by closing what is native: its threads may be anywhere.
        Runtime.getRuntime().halt(0);
    }

    private static JsonObject perform(JsonObject request, Endpoints endpoints) {
        String name = request.getString("peer");
        JsonObject done = new JsonObject();
        switch (request.getString("do")) {
            case "open" -> endpoints.open(name, request.getJsonArray("iceServers"));
            case "offer" ->
                    done.put("sdp", endpoints.get(name).offer(request.getBoolean("restart")));
            case "answer" -> endpoints.get(name).answered(request.getString("sdp"));
            case "tone" -> endpoints.get(name).voice().tone(request.getInteger("hz"));
            case "words" -> endpoints.get(name).voice().words(request.getString("file"));
            case "camera" -> endpoints.get(name).camera(request.getBoolean("on"));
            case "notice" -> done = endpoints.get(name).noticed();
            case "close" -> endpoints.close(name);
            default -> throw new IllegalArgumentException("not asked before: " + request);
        }
        return done;
    }
}
