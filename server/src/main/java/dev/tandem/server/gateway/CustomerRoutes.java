package dev.tandem.server.gateway;

import dev.tandem.server.application.CustomerIdentity;
import dev.tandem.server.application.Site;
import dev.tandem.server.escalation.PolicyBook;
import dev.tandem.signaling.protocol.CustomerId;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.Details;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// `POST /api/v1/sites/{site}/customers`: a visitor becomes a customer with a signed token, or
/// renews it.
final class CustomerRoutes {
    private final GatewayServices services;
    private final RandomGenerator random;
    private final ClientAddress address;
    private final AddressLimits limits;

    CustomerRoutes(
            GatewayServices services,
            RandomGenerator random,
            ClientAddress address,
            AddressLimits limits) {
        this.address = address;
        this.services = services;
        this.random = random;
        this.limits = limits;
    }

    /// What became of a request for a token.
    private sealed interface Known {
        record As(CustomerIdentity who) implements Known {}

        record No(Problem problem) implements Known {}
    }

    void create(RoutingContext context) {
        HttpServerRequest request = context.request();
        Optional<Site> site = site(Optional.ofNullable(context.pathParam("site")).orElse(""));
        if (site.isEmpty()) {
            Problem.notFound("There is no site with this key.").send(context);
            return;
        }
        if (!Origins.mayUse(site.get(), request.headers())) {
            Problem.forbidden(
                            "The widget may not run on this website; its origin is not in the site's list.")
                    .send(context);
            return;
        }
        allow(context);
        if (!limits.allows(address.of(request))) {
            Problem.tooMany().send(context);
            return;
        }
        JsonObject body;
        try {
            body = Optional.ofNullable(context.body().asJsonObject()).orElseGet(JsonObject::new);
        } catch (DecodeException | ClassCastException e) {
            Problem.badRequest("The body is a JSON object.").send(context);
            return;
        }
        switch (who(site.get(), body)) {
            case Known.As known -> answer(context, site.get(), known.who());
            case Known.No no -> no.problem().send(context);
        }
    }

    void preflight(RoutingContext context) {
        boolean allowed =
                site(Optional.ofNullable(context.pathParam("site")).orElse(""))
                        .filter(s -> Origins.mayUse(s, context.request().headers()))
                        .isPresent();
        if (!allowed) {
            Problem.forbidden("The widget may not run on this website.").send(context);
            return;
        }
        allow(context);
        context.response()
                .putHeader("Access-Control-Allow-Methods", "POST")
                .putHeader("Access-Control-Allow-Headers", "Content-Type")
                .putHeader("Access-Control-Max-Age", "86400")
                .setStatusCode(204)
                .end();
    }

    static void allow(RoutingContext context) {
        Origins.of(context.request().headers())
                .ifPresent(o ->
                        context.response()
                                .putHeader("Access-Control-Allow-Origin", o)
                                .putHeader("Vary", "Origin"));
    }

    private Optional<Site> site(String key) {
        try {
            return services.sites().find(new SiteKey(key));
        } catch (IllegalArgumentException notAKey) {
            return Optional.empty();
        }
    }

    private Known who(Site site, JsonObject body) {
        try {
            JsonObject user = body.getJsonObject("user");
            if (user != null) {
                return vouched(site, user);
            }
            return Optional.ofNullable(body.getString("token"))
                    .flatMap(t -> services.tokens().verify(t, services.clock().instant()))
                    .filter(w -> w.site().equals(site.key()))
                    .<Known>map(Known.As::new)
                    .orElseGet(() ->
                            new Known.As(
                                    new CustomerIdentity(site.key(), visitor(), Details.NOTHING)));
        } catch (ClassCastException | IllegalArgumentException e) {
            return new Known.No(Problem.badRequest("token and user have the wrong form."));
        }
    }

    private static Known vouched(Site site, JsonObject user) {
        String id = user.getString("id", "");
        Optional<String> segment =
                Optional.ofNullable(user.getString("segment")).filter(v -> !v.isBlank());
        if (segment.filter(s -> !PolicyBook.SEGMENT.matcher(s).matches()).isPresent()) {
            return new Known.No(
                    Problem.badRequest(
                            "A segment has 1 to 32 small letters, digits, hyphens and underscores."));
        }
        if (id.isEmpty()
                || !CustomerTokens.isVouchedFor(
                        site, id, segment, user.getString("signature", ""))) {
            return new Known.No(Problem.notSignedIn("The user's signature does not match its id."));
        }
        Details details =
                new Details(
                        Optional.ofNullable(user.getString("name")).filter(v -> !v.isBlank()),
                        Optional.ofNullable(user.getString("email")).filter(v -> !v.isBlank()),
                        Optional.empty(),
                        Optional.empty());
        return new Known.As(
                new CustomerIdentity(
                        site.key(),
                        CustomerTokens.ofUser(site.key(), id),
                        details,
                        segment,
                        Optional.of(id)));
    }

    private CustomerId visitor() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return new CustomerId("v" + HexFormat.of().formatHex(bytes));
    }

    private void answer(RoutingContext context, Site site, CustomerIdentity who) {
        context.json(
                new JsonObject()
                        .put("token", services.tokens().sign(who, services.clock().instant()))
                        .put("customer", who.customer().value())
                        .put("name", who.vouched().name().orElse(""))
                        .put(
                                "site",
                                new JsonObject()
                                        .put("key", site.key().value())
                                        .put("name", site.name())
                                        .put("locale", site.locale())
                                        .put(
                                                "recording",
                                                services.sites()
                                                        .recordingOf(site.key())
                                                        .name()
                                                        .toLowerCase(Locale.ROOT))));
    }
}
