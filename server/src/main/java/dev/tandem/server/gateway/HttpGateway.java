package dev.tandem.server.gateway;

import dev.tandem.server.knowledge.SiteFiles;
import dev.tandem.signaling.protocol.CloseCode;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;
import java.util.random.RandomGenerator;

/// Everything on the public port, on one event loop; as many are deployed as there are loops.
public final class HttpGateway extends VerticleBase {
    private static final Logger log = LoggerFactory.getLogger(HttpGateway.class);

    /// Bodies of the HTTP API are small objects.
    static final int BODY_BYTES = 64 * 1024;

    /// Tokens that one address gets: a household, a small office behind one address.
    static final double TOKENS_PER_SECOND = 5;

    static final double TOKEN_BURST = 100;

    /// Sign-ins that one address tries.
    static final double SIGN_INS_PER_SECOND = 0.5;

    static final double SIGN_IN_BURST = 20;

    /// Checks of the network that one address begins; each is a leg on a bridge for 15 s.
    static final double CHECKS_PER_SECOND = 0.1;

    static final double CHECK_BURST = 6;

    /// Uploaded files that one address opens.
    static final double FILES_PER_SECOND = 2;

    static final double FILE_BURST = 40;

    private final Settings settings;
    private final GatewayServices services;
    private final KnowledgeServices known;
    private final PolicyServices policies;
    private final RandomGenerator random;
    private final String name;
    private @Nullable HttpServer server;
    private @Nullable WebSocketShell sockets;

    /// @param demo whether `/demo/` is served
    /// @param proxies in front of this server that add to `X-Forwarded-For`
    public record Settings(String host, int port, boolean demo, int proxies) {}

    public HttpGateway(
            Settings settings,
            GatewayServices services,
            KnowledgeServices known,
            PolicyServices policies,
            RandomGenerator random,
            String name) {
        this.settings = settings;
        this.services = services;
        this.known = known;
        this.policies = policies;
        this.random = random;
        this.name = name;
    }

    @Override
    public Future<?> start() {
        WebSocketShell shell = new WebSocketShell(vertx, services, name);
        sockets = shell;
        HttpServer http =
                vertx.createHttpServer(
                        WebSocketShell.configure(
                                new HttpServerOptions()
                                        .setHost(settings.host())
                                        .setPort(settings.port())
                                        .setMaxHeaderSize(16 * 1024)
                                        .setMaxInitialLineLength(8 * 1024)
                                        .setIdleTimeout(120)
                                        // HTTP/2 in clear has no Host header, by which pages of
                                        // our own are known.
                                        .setHttp2ClearTextEnabled(false)
                                        .setCompressionSupported(true)));
        server = http;
        http.webSocketHandshakeHandler(shell::handshake);
        http.webSocketHandler(shell::connected);
        http.requestHandler(routes());
        return http.listen();
    }

    /// The port that was really taken, for tests that ask for any.
    public int port() {
        return Optional.ofNullable(server).map(HttpServer::actualPort).orElse(0);
    }

    @Override
    public Future<?> stop() {
        if (sockets != null) {
            sockets.closeAll(CloseCode.GOING_AWAY);
        }
        return server == null ? Future.succeededFuture() : server.close();
    }

    /// Every route, for this loop.
    Router routes() {
        Router router = Router.router(vertx);
        StaticFiles files = new StaticFiles();
        AddressLimits tokens =
                new AddressLimits(TOKENS_PER_SECOND, TOKEN_BURST, services::nowMillis);
        ClientAddress address = new ClientAddress(settings.proxies());
        AddressLimits signIns =
                new AddressLimits(SIGN_INS_PER_SECOND, SIGN_IN_BURST, services::nowMillis);
        CustomerRoutes customers = new CustomerRoutes(services, random, address, tokens);
        SessionRoutes sessions = new SessionRoutes(services, address, signIns);
        HistoryRoutes history = new HistoryRoutes(services, sessions);
        KnowledgeRoutes knowledge = new KnowledgeRoutes(services, sessions, known);
        PolicyRoutes policy = new PolicyRoutes(services, sessions, policies);
        HoursRoutes hours = new HoursRoutes(services, sessions, policies.hours());
        FileRoutes uploads =
                new FileRoutes(
                        services,
                        sessions,
                        known.files(),
                        address,
                        new AddressLimits(FILES_PER_SECOND, FILE_BURST, services::nowMillis));
        NetworkCheckRoutes networkChecks =
                new NetworkCheckRoutes(
                        services,
                        sessions,
                        address,
                        new AddressLimits(CHECKS_PER_SECOND, CHECK_BURST, services::nowMillis));
        RecordingRoutes recordings = new RecordingRoutes(services, sessions);

        router.route().handler(HttpGateway::securityHeaders);
        // Before the handler of small bodies: who may send a file is known before it is read.
        router.route("/api/v1/knowledge/files").handler(uploads::supervisorsOnly);
        router.route("/api/v1/knowledge/files")
                .handler(BodyHandler.create(false).setBodyLimit(SiteFiles.FILE_BYTES));
        router.route("/api/*").handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES));
        router.post("/api/v1/sites/:site/customers").handler(customers::create);
        router.options("/api/v1/sites/:site/customers").handler(customers::preflight);
        router.post("/api/v1/sites/:site/network-checks").handler(networkChecks::begin);
        router.options("/api/v1/sites/:site/network-checks").handler(customers::preflight);
        router.post("/api/v1/session").handler(sessions::signIn);
        router.get("/api/v1/session").handler(sessions::who);
        router.delete("/api/v1/session").handler(sessions::signOut);
        router.get("/api/v1/conversations").handler(history::list);
        router.get("/api/v1/messages").handler(history::messages);
        router.get("/api/v1/conversations/:id").handler(history::one);
        router.get("/api/v1/conversations/:id/handoff").handler(history::handoff);
        router.get("/api/v1/conversations/:id/recordings").handler(recordings::list);
        router.delete("/api/v1/conversations/:id/recordings/:call").handler(recordings::delete);
        router.get("/api/v1/conversations/:id/recordings/:call/:file").handler(recordings::file);
        router.get("/api/v1/knowledge").handler(knowledge::progress);
        router.post("/api/v1/knowledge/crawl").handler(knowledge::learnAgain);
        router.get("/api/v1/knowledge/gaps").handler(knowledge::gaps);
        router.put("/api/v1/knowledge/gaps").handler(knowledge::dismiss);
        router.get("/api/v1/knowledge/pages").handler(knowledge::pages);
        router.get("/api/v1/knowledge/page").handler(knowledge::page);
        router.put("/api/v1/knowledge/page").handler(knowledge::use);
        router.post("/api/v1/knowledge/entries").handler(knowledge::write);
        router.put("/api/v1/knowledge/entries").handler(knowledge::rewrite);
        router.delete("/api/v1/knowledge/entries").handler(knowledge::erase);
        router.get("/api/v1/policy").handler(policy::book);
        router.get("/api/v1/policy/shadow").handler(policy::shadow);
        router.post("/api/v1/policy/versions").handler(policy::write);
        router.put("/api/v1/policy/versions/:number").handler(policy::rewrite);
        router.delete("/api/v1/policy/versions/:number").handler(policy::delete);
        router.put("/api/v1/policy/versions/:number/state").handler(policy::move);
        router.get("/api/v1/policy/versions/:number/replay").handler(policy::replay);
        router.get("/api/v1/hours").handler(hours::show);
        router.put("/api/v1/hours").handler(hours::change);
        router.post("/api/v1/knowledge/files").handler(uploads::upload);
        router.put("/api/v1/knowledge/files").handler(uploads::replace);
        router.get("/api/v1/knowledge/files").handler(uploads::original);
        router.delete("/api/v1/knowledge/files").handler(uploads::erase);
        router.get("/api/v1/openapi.json")
                .handler(c -> files.send(c, "api", "openapi.json", "no-cache"));
        router.route("/api/*")
                .handler(c -> Problem.notFound("There is nothing at this address.").send(c));

        router.get("/files/:site/:id").handler(uploads::shown);
        router.get("/widget.js").handler(c -> widget(files, c, "widget.js"));
        router.get("/widget/*").handler(c -> widget(files, c, "widget/" + rest(c, "/widget/")));
        router.get("/fonts/*").handler(c -> widget(files, c, "fonts/" + rest(c, "/fonts/")));
        router.get("/desk").handler(c -> toFolder(c, "/desk"));
        router.get("/desk/*").handler(c -> desk(files, c));
        if (settings.demo()) {
            router.get("/").handler(c -> redirect(c, "/demo/"));
            router.get("/demo").handler(c -> toFolder(c, "/demo"));
            router.get("/demo/*").handler(c -> demo(files, c));
            // A crawler asks for these at the root of the host.
            router.get("/robots.txt").handler(c -> files.send(c, "demo", "robots.txt", "no-cache"));
            router.get("/sitemap.xml")
                    .handler(c -> files.send(c, "demo", "sitemap.xml", "no-cache"));
        } else {
            router.get("/").handler(c -> redirect(c, "/desk/"));
        }
        router.route().handler(c -> Problem.notFound("There is nothing at this address.").send(c));
        router.errorHandler(
                500,
                c -> {
                    log.error("A request for {} failed", c.normalizedPath(), c.failure());
                    new Problem(
                                    500,
                                    "internal",
                                    "Something went wrong here",
                                    "It has been logged. Try again in a moment.")
                            .send(c);
                });
        router.errorHandler(413, c -> tooLarge(FileRoutes.isUpload(c)).send(c));
        return router;
    }

    private static Problem tooLarge(boolean isUpload) {
        int most = isUpload ? SiteFiles.FILE_BYTES : BODY_BYTES;
        return new Problem(
                413, "too_large", "The body is too large", "At most " + most + " bytes.");
    }

    private static String rest(RoutingContext context, String prefix) {
        return context.normalizedPath().substring(prefix.length());
    }

    /// Routes match with and without a slash at the end; only the one without is sent on.
    private static void toFolder(RoutingContext context, String path) {
        if (path.equals(context.request().path())) {
            redirect(context, path + "/");
        } else {
            context.next();
        }
    }

    private static void redirect(RoutingContext context, String to) {
        context.response().setStatusCode(302).putHeader("Location", to).end();
    }

    /// The widget runs on other websites: they may load it, its parts and its fonts.
    private static void widget(StaticFiles files, RoutingContext context, String path) {
        context.response()
                .putHeader("Access-Control-Allow-Origin", "*")
                .putHeader("Cross-Origin-Resource-Policy", "cross-origin");
        files.send(context, "web", path, "public, max-age=300");
    }

    private static void desk(StaticFiles files, RoutingContext context) {
        context.response()
                .putHeader(
                        "Content-Security-Policy",
                        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
                                + "connect-src 'self' ws: wss:; media-src 'self' blob:; "
                                + "frame-ancestors 'none'; base-uri 'none'; form-action 'self'")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader(
                        "Permissions-Policy",
                        "camera=(self), microphone=(self), display-capture=(self)");
        String path = rest(context, "/desk/");
        boolean isFile = files.has("web", "desk/" + path);
        files.send(
                context,
                "web",
                // Addresses of the app itself are all the one page.
                "desk/" + (isFile || path.contains(".") ? path : ""),
                path.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache");
    }

    private static void demo(StaticFiles files, RoutingContext context) {
        String path = rest(context, "/demo/");
        if (!path.isEmpty()
                && !path.endsWith("/")
                && !path.contains(".")
                && files.has("demo", path + "/")) {
            redirect(context, "/demo/" + path + "/");
            return;
        }
        files.send(context, "demo", path, "no-cache");
    }

    private static void securityHeaders(RoutingContext context) {
        HttpServerResponse response = context.response();
        response.putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "strict-origin-when-cross-origin");
        if (context.request().method().equals(HttpMethod.TRACE)) {
            Problem.notFound("There is nothing at this address.").send(context);
            return;
        }
        context.next();
    }
}
