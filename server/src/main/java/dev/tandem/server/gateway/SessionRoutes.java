package dev.tandem.server.gateway;

import dev.tandem.server.application.AgentAccount;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// `/api/v1/session`: agents sign in, ask who they are, sign out.
final class SessionRoutes {
    private final GatewayServices services;
    private final ClientAddress address;
    private final AddressLimits limits;

    SessionRoutes(GatewayServices services, ClientAddress address, AddressLimits limits) {
        this.address = address;
        this.services = services;
        this.limits = limits;
    }

    void signIn(RoutingContext context) {
        if (!isOwnPage(context.request())) {
            Problem.forbidden("Sign in on the desk's own page.").send(context);
            return;
        }
        if (!limits.allows(address.of(context.request()))) {
            Problem.tooMany().send(context);
            return;
        }
        String login;
        String password;
        try {
            JsonObject body =
                    Optional.ofNullable(context.body().asJsonObject()).orElseGet(JsonObject::new);
            login = body.getString("login", "");
            password = body.getString("password", "");
        } catch (DecodeException | ClassCastException e) {
            Problem.badRequest("The body is {\"login\", \"password\"}.").send(context);
            return;
        }
        if (login.length() > 200 || password.length() > 1_000) {
            Problem.badRequest("Login or password is too long.").send(context);
            return;
        }
        services.offload()
                .run("sign in", () -> services.authentication().signIn(login, password))
                .onFailure(e -> Problem.UNAVAILABLE.send(context))
                .onSuccess(signedIn ->
                        signedIn.ifPresentOrElse(
                                s -> {
                                    context.response()
                                            .addCookie(
                                                    Authentication.cookie(
                                                            s.token(),
                                                            isSecure(context.request())));
                                    context.json(me(s.agent()));
                                },
                                () ->
                                        Problem.notSignedIn("Login or password is wrong.")
                                                .send(context)));
    }

    void who(RoutingContext context) {
        withAgent(context, agent -> context.json(me(agent)));
    }

    void signOut(RoutingContext context) {
        Authentication.tokenOf(context.request().headers())
                .ifPresent(t ->
                        services.offload()
                                .run(
                                        "sign out",
                                        () -> {
                                            services.authentication().signOut(t);
                                            return true;
                                        }));
        context.response()
                .addCookie(Authentication.expired(isSecure(context.request())))
                .setStatusCode(204)
                .end();
    }

    void withSupervisor(RoutingContext context, Consumer<AgentAccount> then) {
        withAgent(
                context,
                agent -> {
                    if (agent.supervisor()) {
                        then.accept(agent);
                    } else {
                        Problem.forbidden("Supervisors only.").send(context);
                    }
                });
    }

    /// Goes on with the signed-in agent, or answers 401.
    void withAgent(RoutingContext context, Consumer<AgentAccount> then) {
        services.offload()
                .run(
                        "session",
                        () ->
                                services.authentication()
                                        .agentOf(
                                                Authentication.tokenOf(
                                                        context.request().headers())))
                .onFailure(e -> Problem.UNAVAILABLE.send(context))
                .onSuccess(agent ->
                        agent.ifPresentOrElse(
                                then,
                                () -> Problem.notSignedIn("Sign in at the desk.").send(context)));
    }

    private JsonObject me(AgentAccount agent) {
        return new JsonObject()
                .put("id", agent.id().value())
                .put("name", agent.name())
                .put("site", agent.site().value())
                .put("supervisor", agent.supervisor())
                .put(
                        "recording",
                        services.sites().recordingOf(agent.site()).name().toLowerCase(Locale.ROOT));
    }

    private static boolean isOwnPage(HttpServerRequest request) {
        return Origins.of(request.headers())
                .map(o -> Origins.isOwn(request.headers(), o))
                .orElse(true);
    }

    private static boolean isSecure(HttpServerRequest request) {
        return request.isSSL() || "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
    }
}
