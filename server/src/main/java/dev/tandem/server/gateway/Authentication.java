package dev.tandem.server.gateway;

import dev.tandem.server.application.AgentAccount;
import dev.tandem.server.application.AgentStore;
import dev.tandem.server.application.PasswordHash;
import dev.tandem.server.application.SessionStore;
import dev.tandem.server.application.SessionToken;

import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import io.vertx.core.MultiMap;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Who is at the desk. Methods that ask the store block.
public final class Authentication {
    static final String COOKIE = "tandem_session";

    /// A working day and some; then the agent signs in again.
    static final Duration SESSION = Duration.ofHours(14);

    /// Checked when the login does not exist, so that it takes as long as a wrong password.
    private static final PasswordHash NOBODY = PasswordHash.of("nobody has this password");

    private final AgentStore agents;
    private final SessionStore sessions;
    private final InstantSource clock;
    private final RandomGenerator random;

    public Authentication(
            AgentStore agents, SessionStore sessions, InstantSource clock, RandomGenerator random) {
        this.agents = agents;
        this.sessions = sessions;
        this.clock = clock;
        this.random = random;
    }

    record SignedIn(AgentAccount agent, SessionToken token) {}

    Optional<SignedIn> signIn(String login, String password) {
        Optional<AgentAccount> agent = agents.byLogin(login);
        boolean right = agent.map(AgentAccount::password).orElse(NOBODY).matches(password);
        if (agent.isEmpty() || !right) {
            return Optional.empty();
        }
        SessionToken token = SessionToken.random(random);
        sessions.create(token, agent.get().id(), clock.instant().plus(SESSION));
        return Optional.of(new SignedIn(agent.get(), token));
    }

    Optional<AgentAccount> agentOf(Optional<SessionToken> token) {
        return token.flatMap(t -> sessions.agentOf(t, clock.instant())).flatMap(agents::byId);
    }

    void signOut(SessionToken token) {
        sessions.delete(token);
    }

    static Optional<SessionToken> tokenOf(MultiMap headers) {
        return headers.getAll("Cookie").stream()
                .flatMap(h -> ServerCookieDecoder.STRICT.decode(h).stream())
                .filter(c -> c.name().equals(COOKIE))
                .map(io.netty.handler.codec.http.cookie.Cookie::value)
                .filter(v -> !v.isEmpty() && v.length() <= 100)
                .map(SessionToken::new)
                .findFirst();
    }

    /// @param secure the browser came by https, here or at a proxy
    static Cookie cookie(SessionToken token, boolean secure) {
        return cookie(token.value(), SESSION.toSeconds(), secure);
    }

    static Cookie expired(boolean secure) {
        return cookie("", 0, secure);
    }

    private static Cookie cookie(String value, long maxAge, boolean secure) {
        return Cookie.cookie(COOKIE, value)
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.STRICT)
                .setSecure(secure)
                .setPath("/")
                .setMaxAge(maxAge);
    }
}
