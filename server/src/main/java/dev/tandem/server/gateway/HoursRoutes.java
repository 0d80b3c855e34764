package dev.tandem.server.gateway;

import dev.tandem.server.application.HoursStore.Hours;
import dev.tandem.server.application.SiteHours;
import dev.tandem.server.routing.OpeningHours;
import dev.tandem.server.routing.OpeningHours.Span;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// `/api/v1/hours`: when the site's people serve customers, for supervisors. Whoever changes them
/// names the edition they have seen.
final class HoursRoutes {
    private final GatewayServices services;
    private final SessionRoutes sessions;
    private final SiteHours hours;

    HoursRoutes(GatewayServices services, SessionRoutes sessions, SiteHours hours) {
        this.services = services;
        this.sessions = sessions;
        this.hours = hours;
    }

    void show(RoutingContext context) {
        sessions.withSupervisor(
                context,
                who ->
                        services.offload()
                                .answer(
                                        context,
                                        "opening hours",
                                        () -> hours.stored(who.site()),
                                        stored -> context.json(json(stored))));
    }

    void change(RoutingContext context) {
        String edition = context.request().getParam("edition", "");
        if (!edition.matches("\\d{1,9}")) {
            Problem.badRequest("edition is that of the hours that were seen.").send(context);
            return;
        }
        Optional<OpeningHours> wanted;
        try {
            wanted = wanted(ApiJson.body(context).orElseThrow(HoursRoutes::noHours));
        } catch (DateTimeException | ClassCastException e) {
            Problem.badRequest(
                            "zone is a time zone as Europe/Berlin, week and exceptions have lists of spans.")
                    .send(context);
            return;
        } catch (IllegalArgumentException e) {
            Problem.badRequest("These are no opening hours: " + e.getMessage() + ".").send(context);
            return;
        }
        sessions.withSupervisor(
                context,
                who ->
                        services.offload()
                                .answer(
                                        context,
                                        "opening hours",
                                        () ->
                                                hours.change(
                                                                who.site(),
                                                                Long.parseLong(edition),
                                                                wanted)
                                                        ? Optional.of(hours.stored(who.site()))
                                                        : Optional.<Hours>empty(),
                                        stored -> changed(context, stored)));
    }

    private void changed(RoutingContext context, Optional<Hours> stored) {
        stored.ifPresentOrElse(
                h -> context.json(json(h)),
                () ->
                        new Problem(
                                        409,
                                        "stale",
                                        "It cannot be done now",
                                        "Somebody else has changed it; look again.")
                                .send(context));
    }

    private JsonObject json(Hours stored) {
        JsonObject json = new JsonObject().put("edition", stored.edition());
        stored.hours()
                .ifPresent(h -> {
                    Instant now = services.clock().instant();
                    json.put("hours", json(h)).put("openNow", h.isOpen(now));
                    h.opensAfter(now).ifPresent(at -> json.put("opensAt", at.toString()));
                });
        return json;
    }

    private static JsonObject json(OpeningHours hours) {
        JsonObject week = new JsonObject();
        hours.week().forEach((day, spans) -> week.put(ApiJson.name(day), texts(spans)));
        JsonObject exceptions = new JsonObject();
        hours.exceptions().forEach((date, spans) -> exceptions.put(date.toString(), texts(spans)));
        return new JsonObject()
                .put("zone", hours.zone().getId())
                .put("week", week)
                .put("exceptions", exceptions);
    }

    private static JsonArray texts(List<Span> spans) {
        return new JsonArray(spans.stream().map(Span::toString).toList());
    }

    /// Empty: whenever somebody is there.
    private static Optional<OpeningHours> wanted(JsonObject body) {
        if (!body.containsKey("hours")) {
            throw noHours();
        }
        return Optional.ofNullable(body.getJsonObject("hours"))
                .map(h ->
                        new OpeningHours(
                                ZoneId.of(ApiJson.text(h, "zone")),
                                days(
                                        h.getJsonObject("week", new JsonObject()),
                                        HoursRoutes::dayOfWeek),
                                days(
                                        h.getJsonObject("exceptions", new JsonObject()),
                                        LocalDate::parse)));
    }

    private static DayOfWeek dayOfWeek(String name) {
        return ApiJson.oneOf(DayOfWeek.values(), name)
                .orElseThrow(() -> new IllegalArgumentException("a week has no such day"));
    }

    private static <K> Map<K, List<Span>> days(JsonObject json, Function<String, K> day) {
        Map<K, List<Span>> days = new HashMap<>();
        for (String name : json.fieldNames()) {
            JsonArray spans =
                    Optional.ofNullable(json.getJsonArray(name))
                            .orElseThrow(() ->
                                    new IllegalArgumentException("a day has a list of spans"));
            days.put(
                    day.apply(name),
                    spans.stream().map(s -> Span.parse(String.valueOf(s))).toList());
        }
        return days;
    }

    private static IllegalArgumentException noHours() {
        return new IllegalArgumentException("the body is {\"hours\": {...}} or {\"hours\": null}");
    }
}
