package dev.tandem.server.gateway;

import dev.tandem.server.application.AgentAccount;
import dev.tandem.server.application.PolicyEditor;
import dev.tandem.server.application.PolicyEditor.Changed;
import dev.tandem.server.escalation.BusinessValues;
import dev.tandem.server.escalation.PolicyBook;
import dev.tandem.server.escalation.PolicyBook.Change;
import dev.tandem.server.escalation.PolicyState;
import dev.tandem.server.escalation.PolicyValue;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// `/api/v1/policy`: the versions of a site's escalation policy, for supervisors. Whoever changes
/// something names the edition of the book they have seen.
final class PolicyRoutes {
    private static final Problem NO_VERSION = Problem.notFound("No such version is known.");

    private final GatewayServices services;
    private final SessionRoutes sessions;
    private final PolicyEditor editor;
    private final ReplayStream replays;
    private final PolicyJson json;

    PolicyRoutes(GatewayServices services, SessionRoutes sessions, PolicyServices policy) {
        this.services = services;
        this.sessions = sessions;
        this.editor = policy.editor();
        this.json = new PolicyJson(services.codec());
        this.replays = new ReplayStream(services, policy.replay(), json);
    }

    void book(RoutingContext context) {
        sessions.withSupervisor(
                context,
                who ->
                        answer(
                                context,
                                () -> editor.book(who.site()),
                                book -> context.json(PolicyJson.of(book))));
    }

    void write(RoutingContext context) {
        withDraft(
                context,
                draft -> change(context, 201, (book, who) -> book.write(draft, who.name(), now())));
    }

    void rewrite(RoutingContext context) {
        withDraft(
                context,
                draft ->
                        change(
                                context,
                                200,
                                (book, who) ->
                                        book.rewrite(number(context), draft, who.name(), now())));
    }

    void delete(RoutingContext context) {
        change(context, 200, (book, _) -> book.delete(number(context)));
    }

    void move(RoutingContext context) {
        Optional<PolicyState> state = ApiJson.body(context).flatMap(PolicyRoutes::state);
        state.ifPresentOrElse(
                wanted ->
                        change(
                                context,
                                200,
                                (book, _) ->
                                        switch (wanted) {
                                            case LIVE -> book.makeLive(number(context), now());
                                            case SHADOW -> book.startShadow(number(context), now());
                                            case DRAFT, RETIRED ->
                                                    book.endShadow(number(context), now());
                                        }),
                () ->
                        Problem.badRequest(
                                        "The body is {\"state\": \"live\", \"shadow\" or \"draft\"}.")
                                .send(context));
    }

    private static Optional<PolicyState> state(JsonObject body) {
        return List.of(PolicyState.LIVE, PolicyState.SHADOW, PolicyState.DRAFT).stream()
                .filter(s -> ApiJson.name(s).equals(body.getValue("state")))
                .findFirst();
    }

    void shadow(RoutingContext context) {
        sessions.withSupervisor(
                context,
                who ->
                        answer(
                                context,
                                () -> editor.shadow(editor.book(who.site())),
                                compared -> context.json(json.of(compared))));
    }

    void replay(RoutingContext context) {
        sessions.withSupervisor(
                context,
                who ->
                        answer(
                                context,
                                () -> editor.book(who.site()),
                                book ->
                                        book.version(number(context))
                                                .ifPresentOrElse(
                                                        v ->
                                                                replays.send(
                                                                        context,
                                                                        book,
                                                                        v.settings()),
                                                        () -> NO_VERSION.send(context))));
    }

    private interface How {
        Change change(PolicyBook book, AgentAccount who);
    }

    private void change(RoutingContext context, int status, How how) {
        Optional<Long> edition = edition(context);
        if (edition.isEmpty()) {
            Problem.badRequest("edition is that of the book that was seen.").send(context);
            return;
        }
        sessions.withSupervisor(
                context,
                who ->
                        answer(
                                context,
                                () ->
                                        editor.change(
                                                who.site(),
                                                edition.get(),
                                                book -> how.change(book, who)),
                                changed -> changed(context, status, changed)));
    }

    private static void changed(RoutingContext context, int status, Changed changed) {
        switch (changed) {
            case Changed.Now(PolicyBook book, int number) -> {
                context.response().setStatusCode(status);
                context.json(PolicyJson.of(book).put("number", number));
            }
            case Changed.Refused(Change.Refused(PolicyBook.Refusal why)) ->
                    refusal(why).send(context);
            case Changed.OutOfRange(Change.OutOfRange(List<PolicyValue> values)) ->
                    outOfRange(values).send(context);
            case Changed.Stale() ->
                    conflict("stale", "Somebody else has changed it; look again.").send(context);
        }
    }

    private static Problem refusal(PolicyBook.Refusal why) {
        return switch (why) {
            case UNKNOWN -> NO_VERSION;
            case NAME ->
                    Problem.badRequest(
                            "The name has 1 to " + PolicyBook.NAME_CHARS + " characters.");
            case NOTE ->
                    Problem.badRequest(
                            "The note has at most " + PolicyBook.NOTE_CHARS + " characters.");
            case SEGMENTS ->
                    Problem.badRequest(
                            "At most "
                                    + BusinessValues.SEGMENTS_AT_MOST
                                    + " segments, each of 1 to 32 small letters, digits, hyphens and underscores, with a value from "
                                    + PolicyValue.CUSTOMER_VALUE.least()
                                    + " to "
                                    + PolicyValue.CUSTOMER_VALUE.most()
                                    + ".");
            case TOO_MANY ->
                    conflict(
                            "too_many_versions",
                            "At most " + PolicyBook.VERSIONS_AT_MOST + "; delete a draft first.");
            case NO_DRAFT -> conflict("no_draft", "That can only be done with a draft.");
            case NOT_IN_SHADOW -> conflict("not_in_shadow", "It is not in shadow.");
            case ALREADY_LIVE -> conflict("already_live", "It is live already.");
        };
    }

    private static Problem outOfRange(List<PolicyValue> values) {
        return Problem.badRequest(
                values.stream()
                        .map(v ->
                                PolicyJson.name(v)
                                        + " is from "
                                        + v.least()
                                        + " to "
                                        + v.most()
                                        + (v.isWhole() ? ", a whole number." : "."))
                        .collect(Collectors.joining(" ")));
    }

    private static Problem conflict(String type, String detail) {
        return new Problem(409, type, "It cannot be done now", detail);
    }

    private <T> void answer(RoutingContext context, Callable<T> work, Consumer<T> then) {
        services.offload().answer(context, "policy", work, then);
    }

    private static void withDraft(RoutingContext context, Consumer<PolicyBook.Draft> then) {
        ApiJson.body(context)
                .flatMap(PolicyJson::draft)
                .ifPresentOrElse(
                        then,
                        () ->
                                Problem.badRequest(
                                                "The body is {\"name\", \"note\", \"values\"}; a value is a number by its name.")
                                        .send(context));
    }

    private static Optional<Long> edition(RoutingContext context) {
        return whole(context.request().getParam("edition", ""));
    }

    /// What is no number names no version.
    private static int number(RoutingContext context) {
        return Optional.ofNullable(context.pathParam("number"))
                .flatMap(PolicyRoutes::whole)
                .map(Long::intValue)
                .orElse(-1);
    }

    private static Optional<Long> whole(String text) {
        return text.matches("\\d{1,9}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    /// As the store keeps times.
    private Instant now() {
        return services.clock().instant().truncatedTo(ChronoUnit.MICROS);
    }
}
