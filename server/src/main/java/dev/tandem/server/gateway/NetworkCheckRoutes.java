package dev.tandem.server.gateway;

import dev.tandem.server.application.NetworkChecks;
import dev.tandem.signaling.protocol.IceServer;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

import java.util.List;
import java.util.Optional;

/// `POST /api/v1/sites/{site}/network-checks`: a leg to try the network with, for the site's
/// customers (by their token) and its agents (by their session).
final class NetworkCheckRoutes {
    private final GatewayServices services;
    private final SessionRoutes sessions;
    private final ClientAddress address;
    private final AddressLimits limits;

    NetworkCheckRoutes(
            GatewayServices services,
            SessionRoutes sessions,
            ClientAddress address,
            AddressLimits limits) {
        this.services = services;
        this.sessions = sessions;
        this.address = address;
        this.limits = limits;
    }

    void begin(RoutingContext context) {
        String site = Optional.ofNullable(context.pathParam("site")).orElse("");
        String sdp;
        Optional<String> token;
        try {
            JsonObject body =
                    Optional.ofNullable(context.body().asJsonObject()).orElseGet(JsonObject::new);
            sdp = body.getString("sdp", "");
            token = Optional.ofNullable(body.getString("token"));
        } catch (DecodeException | ClassCastException e) {
            Problem.badRequest("The body is {\"sdp\", \"token\"}.").send(context);
            return;
        }
        if (token.isEmpty()) {
            sessions.withAgent(
                    context,
                    agent -> {
                        if (agent.site().value().equals(site)) {
                            begin(context, sdp);
                        } else {
                            Problem.forbidden("This is another site.").send(context);
                        }
                    });
            return;
        }
        boolean known =
                services.customer(token.get(), context.request().headers())
                        .filter(who -> who.site().value().equals(site))
                        .isPresent();
        if (!known) {
            Problem.notSignedIn("The token is not good here.").send(context);
            return;
        }
        CustomerRoutes.allow(context);
        begin(context, sdp);
    }

    private void begin(RoutingContext context, String sdp) {
        if (!limits.allows(address.of(context.request()))) {
            Problem.tooMany().send(context);
            return;
        }
        services.offload()
                .run("network check", () -> services.networkChecks().begin(sdp))
                .onFailure(_ -> Problem.UNAVAILABLE.send(context))
                .onSuccess(begun -> {
                    switch (begun) {
                        case NetworkChecks.Begun.Answered yes ->
                                context.json(
                                        new JsonObject()
                                                .put("sdp", yes.sdp())
                                                .put("iceServers", json(yes.iceServers())));
                        case NetworkChecks.Begun.Refused no ->
                                new Problem(
                                                isOurs(no.code()) ? 503 : 400,
                                                no.code(),
                                                "The network cannot be checked",
                                                isOurs(no.code())
                                                        ? "Try again in a moment."
                                                        : "The offer is not one that a call begins with.")
                                        .send(context);
                    }
                });
    }

    private static boolean isOurs(String code) {
        return List.of("busy", "no_bridge", "bridge_failed", "full").contains(code);
    }

    private static JsonArray json(List<IceServer> servers) {
        JsonArray all = new JsonArray();
        for (IceServer server : servers) {
            JsonObject one = new JsonObject().put("urls", new JsonArray(server.urls()));
            server.username().ifPresent(v -> one.put("username", v));
            server.credential().ifPresent(v -> one.put("credential", v));
            all.add(one);
        }
        return all;
    }
}
