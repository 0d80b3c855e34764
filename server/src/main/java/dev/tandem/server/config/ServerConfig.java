package dev.tandem.server.config;

import dev.tandem.server.assistant.Pricing;
import dev.tandem.server.assistant.Reach;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// All settings of one process, checked. What each is for stands in `tandem-defaults.properties`.
public record ServerConfig(
        Set<ServerRole> roles,
        boolean demo,
        Http http,
        Management management,
        Data data,
        Media media,
        Turn turn,
        Cluster cluster,
        Knowledge knowledge,
        Writer writer,
        Recordings recordings,
        boolean agentsSeeMonitoring,
        Said said,
        Duration drain) {
    /// RFC 7065; without a transport it is UDP, and browsers speak TLS over TCP only.
    private static final Pattern TURN_URL =
            Pattern.compile(
                    "turn:HOST(\\?transport=(udp|tcp))?|turns:HOST(\\?transport=tcp)?"
                            .replace("HOST", "([\\w.-]+|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?"));

    /// Of a million tokens.
    private static final int MAX_PRICE = 10_000;

    /// Of a conversation.
    private static final int MAX_COST = 1_000_000;

    /// @param proxies in front of this server
    public record Http(String host, int port, int eventLoops, int proxies) {}

    public record Management(String host, int port) {}

    /// @param url of an external PostgreSQL; empty: the own one in `folder`
    public record Data(Optional<String> url, String user, String password, Path folder) {
        @Override
        public String toString() {
            return "Data[" + folder + "]";
        }
    }

    public record Media(
            int port,
            String bindAddress,
            List<String> announce,
            int eventLoops,
            int maxCalls,
            int maxLegs) {}

    public record Turn(List<String> urls, String secret, Duration lifetime) {
        @Override
        public String toString() {
            return "Turn" + urls;
        }
    }

    /// @param members of the installation, besides this one; empty with no `service`: it is alone
    /// @param service DNS name of all members
    public record Cluster(
            String name,
            String bindAddress,
            int port,
            List<String> members,
            Optional<String> service) {
        boolean isAlone() {
            return members.isEmpty() && service.isEmpty();
        }
    }

    /// @param lite words only, no model
    public record Knowledge(boolean lite, Set<String> trustedHosts, Duration every) {}

    /// The model that writes answers.
    ///
    /// @param url of the endpoint; empty: answers are quoted
    /// @param reach what it may look at by itself
    public record Writer(
            Optional<String> url,
            String model,
            String key,
            Duration timeout,
            int tokensPerHour,
            Pricing pricing,
            Reach reach) {
        @Override
        public String toString() {
            return "Writer[" + url.orElse("none") + ", " + model + "]";
        }
    }

    /// @param folder where they lie; empty: nothing is recorded
    /// @param keep then they are deleted
    public record Recordings(Optional<Path> folder, Duration keep) {}

    /// What is said in calls: `english`, an Ogg Opus file or `say:VOICE:TEXT`; empty: nothing.
    ///
    /// @param recording to whoever is recorded
    /// @param hold to who is on hold, with so much music between
    public record Said(Optional<String> recording, Optional<String> hold, Duration holdEvery) {}

    public static ServerConfig of(SettingsReader s) throws ConfigProblem {
        int processors = Runtime.getRuntime().availableProcessors();
        int loops = s.number("http.event-loops", 0, 256);
        int mediaLoops = s.number("media.event-loops", 0, 64);
        ServerConfig config =
                new ServerConfig(
                        roles(s),
                        s.flag("demo"),
                        new Http(
                                s.text("http.host"),
                                s.number("http.port", 0, 65_535),
                                loops == 0 ? processors : loops,
                                s.number("http.proxies", 0, 8)),
                        new Management(
                                s.text("management.host"), s.number("management.port", 0, 65_535)),
                        new Data(
                                s.optional("database.url"),
                                s.text("database.user"),
                                s.text("database.password"),
                                Path.of(s.text("data.folder"))),
                        new Media(
                                s.number("media.port", 0, 65_535),
                                s.text("media.bind-address"),
                                s.list("media.announce"),
                                mediaLoops == 0 ? processors : mediaLoops,
                                s.number("media.max-calls", 1, 100_000),
                                s.number("media.max-legs", 2, 8)),
                        new Turn(
                                s.list("turn.urls"),
                                s.text("turn.secret"),
                                Duration.ofSeconds(s.number("turn.lifetime-seconds", 60, 86_400))),
                        new Cluster(
                                s.text("cluster.name"),
                                s.text("cluster.bind-address"),
                                s.number("cluster.port", 1, 65_535),
                                s.list("cluster.members"),
                                s.optional("cluster.service")),
                        new Knowledge(
                                s.oneOf("assistant.model", "meaning", "lite").equals("lite"),
                                Set.copyOf(s.list("crawler.trusted-hosts")),
                                Duration.ofHours(s.number("crawler.every-hours", 1, 8_760))),
                        new Writer(
                                s.optional("writer.url"),
                                s.text("writer.model"),
                                s.text("writer.key"),
                                Duration.ofSeconds(s.number("writer.timeout-seconds", 1, 20)),
                                s.number("writer.tokens-per-hour", 1, 1_000_000_000),
                                new Pricing(
                                        s.amount("writer.price-in", MAX_PRICE),
                                        s.amount("writer.price-out", MAX_PRICE),
                                        s.amount("writer.cost-per-conversation", MAX_COST)),
                                new Reach(
                                        s.flag("writer.searches"),
                                        LookupSettings.of(s.text("writer.lookups")))),
                        new Recordings(
                                s.optional("recordings.folder").map(Path::of),
                                Duration.ofDays(s.number("recordings.keep-days", 1, 36_500))),
                        s.flag("supervision.agents-see-monitoring"),
                        new Said(
                                s.optional("recordings.announcement"),
                                s.optional("calls.hold-announcement"),
                                Duration.ofSeconds(
                                        s.number("calls.hold-announcement-seconds", 5, 3_600))),
                        Duration.ofSeconds(s.number("drain.seconds", 0, 86_400)));
        config.requireConsistent();
        return config;
    }

    /// Carries calls for the other members and owns nothing.
    public boolean isBridgeOnly() {
        return roles.equals(Set.of(ServerRole.MEDIA));
    }

    private static Set<ServerRole> roles(SettingsReader s) throws ConfigProblem {
        Set<ServerRole> roles = EnumSet.noneOf(ServerRole.class);
        for (String name : s.list("roles")) {
            switch (name.toLowerCase(Locale.ROOT)) {
                case "all" -> roles.addAll(EnumSet.allOf(ServerRole.class));
                case "edge" -> roles.add(ServerRole.EDGE);
                case "core" -> roles.add(ServerRole.CORE);
                case "media" -> roles.add(ServerRole.MEDIA);
                case String other ->
                        throw new ConfigProblem(
                                "roles names all, edge, core or media, not \"" + other + "\".");
            }
        }
        if (roles.isEmpty()) {
            throw new ConfigProblem("roles names at least one of all, edge, core, media.");
        }
        return Set.copyOf(roles);
    }

    private void requireConsistent() throws ConfigProblem {
        if (isBridgeOnly()) {
            if (cluster.isAlone()) {
                throw new ConfigProblem(
                        "roles is media, but cluster.members and cluster.service are not set; a"
                                + " bridge on its own has nobody to carry calls for.");
            }
        } else if (!roles.containsAll(Set.of(ServerRole.EDGE, ServerRole.CORE))) {
            throw new ConfigProblem(
                    "roles is all, or edge,core, or media: sockets and conversations are in one"
                            + " process.");
        }
        for (String url : turn.urls()) {
            if (!TURN_URL.matcher(url).matches()) {
                throw new ConfigProblem(
                        "turn.urls holds addresses like turn:turn.example.com:3478?transport=udp,"
                                + " turn:turn.example.com:3478?transport=tcp and"
                                + " turns:turn.example.com:5349?transport=tcp, not \""
                                + url
                                + "\".");
            }
        }
        if (!turn.urls().isEmpty() && turn.secret().isEmpty()) {
            throw new ConfigProblem(
                    "turn.urls is set, but turn.secret is not; it is the secret shared with the TURN server.");
        }
        if (writer.url().filter(u -> !u.matches("https?://\\S+")).isPresent()) {
            throw new ConfigProblem(
                    "writer.url is an address like https://api.example.com/v1, or empty.");
        }
        if (writer.url().isPresent() && writer.model().isEmpty()) {
            throw new ConfigProblem(
                    "writer.url is set, but writer.model is not; it is the model's name there.");
        }
        if (writer.pricing().perConversation().signum() > 0
                && writer.pricing().in().signum() == 0
                && writer.pricing().out().signum() == 0) {
            throw new ConfigProblem(
                    "writer.cost-per-conversation is set, but writer.price-in and writer.price-out"
                            + " are not; without a price nothing costs anything.");
        }
        if (!cluster.isAlone() && data.url().isEmpty()) {
            throw new ConfigProblem(
                    "cluster.members or cluster.service is set, but database.url is not; the members"
                            + " of a cluster share one PostgreSQL.");
        }
        if (!cluster.members().isEmpty() && cluster.service().isPresent()) {
            throw new ConfigProblem("Set cluster.members or cluster.service, not both.");
        }
        if (data.url().filter(u -> !u.startsWith("jdbc:postgresql:")).isPresent()) {
            throw new ConfigProblem("database.url begins with jdbc:postgresql:.");
        }
    }
}
