package dev.tandem.server.gateway;

import dev.tandem.server.application.AgentAccount;
import dev.tandem.server.knowledge.FileKind;
import dev.tandem.server.knowledge.SiteFiles;
import dev.tandem.server.knowledge.SiteFiles.Kept;
import dev.tandem.server.knowledge.UploadedFile;
import dev.tandem.signaling.protocol.SiteKey;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/// `/api/v1/knowledge/files`: supervisors upload, replace, fetch and delete files. `/files/...`:
/// customers open one that the assistant has cited.
final class FileRoutes {
    private static final Problem NO_FILE = Problem.notFound("There is no such file.");

    private static final String PATH = "/api/v1/knowledge/files";

    /// Under which the context keeps the supervisor who was let in.
    private static final String WHO = "supervisor";

    private final GatewayServices services;
    private final SessionRoutes sessions;
    private final SiteFiles files;
    private final ClientAddress address;
    private final AddressLimits limits;

    /// @param limits of what customers open
    FileRoutes(
            GatewayServices services,
            SessionRoutes sessions,
            SiteFiles files,
            ClientAddress address,
            AddressLimits limits) {
        this.services = services;
        this.sessions = sessions;
        this.files = files;
        this.address = address;
        this.limits = limits;
    }

    static boolean isUpload(RoutingContext context) {
        return PATH.equals(context.normalizedPath());
    }

    /// Nobody else's bytes are kept in memory.
    void supervisorsOnly(RoutingContext context) {
        context.request().pause();
        // What was refused is read and dropped, so that the browser gets to read why.
        context.addEndHandler(_ -> context.request().resume());
        sessions.withSupervisor(
                context,
                who -> {
                    context.put(WHO, who);
                    context.request().resume();
                    context.next();
                });
    }

    void upload(RoutingContext context) {
        SiteKey site = who(context).site();
        answer(
                context,
                () -> files.upload(site, name(context), bytes(context)),
                kept -> kept(context, 201, kept));
    }

    void replace(RoutingContext context) {
        withUrl(
                context,
                (site, page) ->
                        answer(
                                context,
                                () -> files.replace(site, page, name(context), bytes(context)),
                                kept -> kept(context, 200, kept)));
    }

    void erase(RoutingContext context) {
        withUrl(
                context,
                (site, page) ->
                        answer(
                                context,
                                () -> files.erase(site, page),
                                erased -> {
                                    if (erased) {
                                        context.response().setStatusCode(204).end();
                                    } else {
                                        NO_FILE.send(context);
                                    }
                                }));
    }

    /// The bytes as they were uploaded, to be saved and not shown.
    void original(RoutingContext context) {
        withUrl(
                context,
                (site, page) ->
                        answer(
                                context,
                                () -> files.original(site, page),
                                found ->
                                        found.ifPresentOrElse(
                                                file -> save(context, file),
                                                () -> NO_FILE.send(context))));
    }

    /// A PDF as it is, everything else as a page of our own with its words: nothing that somebody
    /// uploaded runs on this host.
    void shown(RoutingContext context) {
        if (!limits.allows(address.of(context.request()))) {
            Problem.tooMany().send(context);
            return;
        }
        String site = String.valueOf(context.pathParam("site"));
        String id = String.valueOf(context.pathParam("id"));
        if (!site.matches(SITE) || !id.matches(ID)) {
            NO_FILE.send(context);
            return;
        }
        answer(
                context,
                () -> files.shown(new SiteKey(site), id),
                found ->
                        found.ifPresentOrElse(
                                file -> show(context, file), () -> NO_FILE.send(context)));
    }

    private static final String SITE = "[A-Za-z0-9_-]{1,64}";

    private static final String ID = "[A-Za-z0-9_-]{1,64}";

    private static void show(RoutingContext context, SiteFiles.Shown shown) {
        HttpServerResponse response = context.response();
        response.putHeader("Cache-Control", "no-cache").putHeader("X-Frame-Options", "DENY");
        if (shown.file().kind() == FileKind.PDF) {
            response.putHeader("Content-Type", FileKind.PDF.mediaType())
                    .putHeader("Content-Disposition", disposition("inline", shown.file()))
                    .putHeader(
                            "Content-Security-Policy",
                            "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; "
                                    + "frame-ancestors 'none'")
                    .end(Buffer.buffer(shown.file().bytes()));
        } else {
            response.putHeader("Content-Type", "text/html; charset=utf-8")
                    .putHeader(
                            "Content-Security-Policy",
                            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
                                    + "form-action 'none'; frame-ancestors 'none'; sandbox")
                    .end(FilePage.of(shown.text()));
        }
    }

    private static void save(RoutingContext context, UploadedFile file) {
        context.response()
                .putHeader("Content-Type", "application/octet-stream")
                .putHeader("Cache-Control", "private, no-store")
                .putHeader("Content-Disposition", disposition("attachment", file))
                .end(Buffer.buffer(file.bytes()));
    }

    /// RFC 6266 and 8187: names of any language.
    private static String disposition(String how, UploadedFile file) {
        String name = URLEncoder.encode(file.name(), StandardCharsets.UTF_8).replace("+", "%20");
        return how + "; filename*=UTF-8''" + name;
    }

    private static void kept(RoutingContext context, int status, Kept kept) {
        switch (kept) {
            case Kept.At(URI page) -> {
                context.response().setStatusCode(status);
                context.json(new JsonObject().put("url", page.toString()));
            }
            case Kept.Refused(SiteFiles.Refusal why) -> refusal(why).send(context);
        }
    }

    private static Problem refusal(SiteFiles.Refusal why) {
        return switch (why) {
            case NAME ->
                    new Problem(
                            400,
                            "file_name",
                            "The file needs a name",
                            "1 to " + SiteFiles.NAME_CHARS + " characters without a slash.");
            case TYPE ->
                    new Problem(
                            415,
                            "file_type",
                            "This kind of file is not read",
                            "PDF, plain text, Markdown and HTML are; the name must say which.");
            case EMPTY -> unreadable("file_empty", "The file is empty", "Nothing stands in it.");
            case TOO_BIG ->
                    new Problem(
                            413,
                            "file_too_big",
                            "The file is too big",
                            "Its bytes, pages or words are more than are read.");
            case TOO_MANY ->
                    new Problem(
                            409,
                            "too_many_files",
                            "There are too many files",
                            "At most " + SiteFiles.FILES_AT_MOST + "; delete one first.");
            case DUPLICATE ->
                    new Problem(
                            409,
                            "file_name_taken",
                            "Another file has this name",
                            "Replace that file, or choose another name.");
            case NO_TEXT ->
                    unreadable(
                            "file_without_text",
                            "The file has no text",
                            "It holds pictures only; a scan has to be recognised first.");
            case ENCRYPTED ->
                    unreadable(
                            "file_encrypted",
                            "The file needs a password",
                            "Save it without one first.");
            case BROKEN ->
                    unreadable(
                            "file_broken",
                            "The file is damaged",
                            "It is not what its name says, or only a part of it.");
            case TOO_SLOW ->
                    unreadable(
                            "file_too_slow",
                            "The file takes too long to read",
                            "It may be damaged, or too large.");
            case UNKNOWN -> NO_FILE;
        };
    }

    private static Problem unreadable(String type, String title, String detail) {
        return new Problem(422, type, title, detail);
    }

    private static AgentAccount who(RoutingContext context) {
        @Nullable AgentAccount who = context.get(WHO);
        return Objects.requireNonNull(who, "supervisorsOnly comes first");
    }

    private static String name(RoutingContext context) {
        return context.request().getParam("name", "");
    }

    private static byte[] bytes(RoutingContext context) {
        Buffer body = context.body().buffer();
        return body == null ? new byte[0] : body.getBytes();
    }

    private <T> void answer(RoutingContext context, Callable<T> work, Consumer<T> then) {
        services.offload().answer(context, "files", work, then);
    }

    private interface WithPage {
        void go(SiteKey site, URI page);
    }

    private static void withUrl(RoutingContext context, WithPage then) {
        String text = context.request().getParam("url", "");
        Optional<URI> url;
        try {
            url = text.isEmpty() ? Optional.empty() : Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            url = Optional.empty();
        }
        url.ifPresentOrElse(
                page -> then.go(who(context).site(), page),
                () -> Problem.badRequest("url names the file.").send(context));
    }
}
