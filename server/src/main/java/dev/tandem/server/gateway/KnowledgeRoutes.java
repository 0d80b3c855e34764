package dev.tandem.server.gateway;

import dev.tandem.server.application.AgentAccount;
import dev.tandem.server.application.ContentGaps;
import dev.tandem.server.application.DismissedGaps;
import dev.tandem.server.assistant.SiteCalibration;
import dev.tandem.server.knowledge.KnownPage;
import dev.tandem.server.knowledge.Language;
import dev.tandem.server.knowledge.PageUse;
import dev.tandem.server.knowledge.SiteEditor;
import dev.tandem.server.knowledge.SiteEditor.Entry;
import dev.tandem.server.knowledge.SiteEditor.Written;
import dev.tandem.server.knowledge.SiteLearner;
import dev.tandem.signaling.protocol.Limits;
import dev.tandem.signaling.protocol.SiteKey;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;

/// `/api/v1/knowledge`: how far the crawl of their site is, for every agent; for supervisors the
/// pages as the assistant sees them, which of them it may use, and what people write themselves.
final class KnowledgeRoutes {
    private static final Problem NO_PAGE = Problem.notFound("No such page is known.");

    private final GatewayServices services;
    private final SessionRoutes sessions;
    private final SiteLearner learner;
    private final SiteEditor editor;
    private final ContentGaps gaps;
    private final Function<SiteKey, SiteCalibration> confidence;

    KnowledgeRoutes(GatewayServices services, SessionRoutes sessions, KnowledgeServices knowledge) {
        this.services = services;
        this.sessions = sessions;
        this.learner = knowledge.learner();
        this.editor = knowledge.editor();
        this.gaps = knowledge.gaps();
        this.confidence = knowledge.confidence();
    }

    void progress(RoutingContext context) {
        sessions.withAgent(
                context,
                who -> {
                    JsonArray sites = new JsonArray();
                    crawlOf(who.site()).ifPresent(p -> sites.add(KnowledgeJson.of(p)));
                    context.json(new JsonObject().put("sites", sites));
                });
    }

    void pages(RoutingContext context) {
        String search = context.request().getParam("search", "");
        if (search.length() > Limits.NAME_CHARS) {
            Problem.badRequest("The search is too long.").send(context);
            return;
        }
        withOptionalUrl(
                context,
                "after",
                after ->
                        sessions.withSupervisor(
                                context,
                                who ->
                                        answer(
                                                context,
                                                () -> editor.pages(who.site(), search, after),
                                                found -> context.json(list(who.site(), found)))));
    }

    void page(RoutingContext context) {
        withUrl(
                context,
                (who, url) ->
                        answer(
                                context,
                                () -> editor.page(who.site(), url),
                                found ->
                                        found.map(KnowledgeJson::of)
                                                .ifPresentOrElse(
                                                        context::json,
                                                        () -> NO_PAGE.send(context))));
    }

    void use(RoutingContext context) {
        Optional<PageUse> use =
                ApiJson.body(context)
                        .map(b -> ApiJson.text(b, "use"))
                        .flatMap(text -> ApiJson.oneOf(PageUse.values(), text));
        if (use.isEmpty()) {
            Problem.badRequest("The body is {\"use\": \"answers\", \"pinned\" or \"excluded\"}.")
                    .send(context);
            return;
        }
        withUrl(
                context,
                (who, url) ->
                        answer(
                                context,
                                () -> editor.use(who.site(), url, use.get()),
                                known -> done(context, known)));
    }

    void gaps(RoutingContext context) {
        sessions.withSupervisor(
                context,
                who ->
                        answer(
                                context,
                                () -> gaps.of(who.site()),
                                found -> context.json(KnowledgeJson.of(found))));
    }

    /// A gap that is to be listed no more, or again after all.
    void dismiss(RoutingContext context) {
        Optional<JsonObject> body = ApiJson.body(context);
        String question = body.map(b -> ApiJson.text(b, "question").strip()).orElse("");
        if (question.isEmpty()
                || question.length() > Limits.TEXT_CHARS
                || !(body.orElseThrow().getValue("dismissed") instanceof Boolean dismissed)) {
            Problem.badRequest(
                            "The body is {\"question\", \"dismissed\": true or false}; a question has 1 to "
                                    + Limits.TEXT_CHARS
                                    + " characters.")
                    .send(context);
            return;
        }
        sessions.withSupervisor(
                context,
                who ->
                        answer(
                                context,
                                () -> {
                                    if (dismissed) {
                                        return gaps.dismiss(
                                                who.site(),
                                                new DismissedGaps.Dismissed(
                                                        question,
                                                        who.name(),
                                                        services.clock()
                                                                .instant()
                                                                .truncatedTo(ChronoUnit.MICROS)));
                                    }
                                    gaps.listAgain(who.site(), question);
                                    return true;
                                },
                                done -> dismissed(context, done)));
    }

    private static void dismissed(RoutingContext context, boolean done) {
        if (done) {
            context.response().setStatusCode(204).end();
        } else {
            new Problem(
                            409,
                            "too_many_dismissed",
                            "It cannot be done now",
                            "At most " + DismissedGaps.AT_MOST + "; list one again first.")
                    .send(context);
        }
    }

    void learnAgain(RoutingContext context) {
        sessions.withSupervisor(
                context,
                who ->
                        answer(
                                context,
                                () -> {
                                    editor.learnAgain(who.site());
                                    return true;
                                },
                                _ -> context.response().setStatusCode(202).end()));
    }

    void write(RoutingContext context) {
        withEntry(
                context,
                entry ->
                        sessions.withSupervisor(
                                context,
                                who ->
                                        answer(
                                                context,
                                                () ->
                                                        editor.write(
                                                                who.site(),
                                                                entry,
                                                                start(who.site())),
                                                written -> written(context, 201, written))));
    }

    void rewrite(RoutingContext context) {
        withEntry(
                context,
                entry ->
                        withUrl(
                                context,
                                (who, url) ->
                                        answer(
                                                context,
                                                () -> editor.rewrite(who.site(), url, entry),
                                                written -> written(context, 200, written))));
    }

    void erase(RoutingContext context) {
        withUrl(
                context,
                (who, url) ->
                        answer(
                                context,
                                () -> editor.erase(who.site(), url),
                                known -> done(context, known)));
    }

    private static void written(RoutingContext context, int status, Written written) {
        switch (written) {
            case Written.At(URI page) -> {
                context.response().setStatusCode(status);
                context.json(new JsonObject().put("url", page.toString()));
            }
            case Written.Refused(SiteEditor.Refusal why) -> refusal(why).send(context);
        }
    }

    private static Problem refusal(SiteEditor.Refusal why) {
        return switch (why) {
            case QUESTION ->
                    Problem.badRequest(
                            "The question has 1 to " + SiteEditor.QUESTION_CHARS + " characters.");
            case ANSWER ->
                    Problem.badRequest(
                            "The answer has 1 to " + SiteEditor.ANSWER_CHARS + " characters.");
            case LINK -> Problem.badRequest("The link is an http or https address.");
            case TOO_MANY ->
                    new Problem(
                            409,
                            "too_many_entries",
                            "There are too many entries",
                            "At most "
                                    + SiteEditor.WRITTEN_AT_MOST
                                    + " can be written; delete one first.");
            case UNKNOWN -> NO_PAGE;
        };
    }

    /// Where a customer reads more if nothing better is named.
    private String start(SiteKey site) {
        return services.sites()
                .find(site)
                .flatMap(s -> s.startUrl().or(() -> s.allowedOrigins().stream().findFirst()))
                .orElse("");
    }

    private static void done(RoutingContext context, boolean known) {
        if (known) {
            context.response().setStatusCode(204).end();
        } else {
            NO_PAGE.send(context);
        }
    }

    private <T> void answer(RoutingContext context, Callable<T> work, Consumer<T> then) {
        services.offload().answer(context, "knowledge", work, then);
    }

    private interface WithPage {
        void go(AgentAccount who, URI page);
    }

    private void withUrl(RoutingContext context, WithPage then) {
        withOptionalUrl(
                context,
                "url",
                url ->
                        url.ifPresentOrElse(
                                page -> sessions.withSupervisor(context, who -> then.go(who, page)),
                                () -> Problem.badRequest("url names the page.").send(context)));
    }

    private static void withOptionalUrl(
            RoutingContext context, String name, Consumer<Optional<URI>> then) {
        String text = context.request().getParam(name, "");
        if (text.isEmpty()) {
            then.accept(Optional.empty());
            return;
        }
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            Problem.badRequest(name + " is an address.").send(context);
            return;
        }
        then.accept(Optional.of(url));
    }

    private static void withEntry(RoutingContext context, Consumer<Entry> then) {
        Optional<Entry> entry = ApiJson.body(context).flatMap(KnowledgeRoutes::entry);
        entry.ifPresentOrElse(
                then,
                () ->
                        Problem.badRequest(
                                        "The body is {\"question\", \"answer\", \"language\", \"link\"}; language is en, es or fr, the link may be left out.")
                                .send(context));
    }

    private static Optional<Entry> entry(JsonObject body) {
        Language language = Language.of(ApiJson.text(body, "language"));
        String link = ApiJson.text(body, "link").strip();
        return language == Language.OTHER
                ? Optional.empty()
                : Optional.of(
                        new Entry(
                                ApiJson.text(body, "question"),
                                ApiJson.text(body, "answer"),
                                language,
                                link.isEmpty() ? Optional.empty() : Optional.of(link)));
    }

    private JsonObject list(SiteKey site, List<KnownPage> pages) {
        JsonArray rows = new JsonArray();
        pages.forEach(page -> rows.add(KnowledgeJson.of(page)));
        JsonObject list =
                new JsonObject()
                        .put("pages", rows)
                        .put("more", pages.size() == SiteEditor.LISTED)
                        .put("embedding", editor.isEmbedding(site))
                        .put("confidence", KnowledgeJson.of(confidence.apply(site)));
        crawlOf(site).ifPresent(p -> list.put("crawl", KnowledgeJson.of(p)));
        return list;
    }

    private Optional<SiteLearner.Progress> crawlOf(SiteKey site) {
        return learner.progress().stream().filter(p -> p.site().equals(site)).findFirst();
    }
}
