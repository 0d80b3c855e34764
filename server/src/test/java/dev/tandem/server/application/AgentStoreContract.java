package dev.tandem.server.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.Participant;

import org.junit.jupiter.api.Test;

import java.util.List;

/// What every store of agents has to do.
public abstract class AgentStoreContract {
    private static final PasswordHash PASSWORD = PasswordHash.of("correct horse");
    private static final SiteKey SITE = new SiteKey("nordlink");

    protected abstract AgentStore store();

    @Test
    void an_agent_is_found_by_login_in_any_case_and_by_id() {
        AgentAccount ada = agent("ada", "Ada@Example.com", "Ada");
        assertThat(store().create(ada)).isTrue();

        assertThat(store().byLogin(" ADA@example.com ")).contains(ada);
        assertThat(store().byId(ada.id())).contains(ada);
        assertThat(store().byLogin("ada")).isEmpty();
        assertThat(store().byId(new AgentId("bob"))).isEmpty();
        assertThat(
                        store().byLogin("ada@example.com")
                                .orElseThrow()
                                .password()
                                .matches("correct horse"))
                .isTrue();
    }

    @Test
    void who_is_a_supervisor_is_kept() {
        store().create(agent("ada", "ada", "Ada"));
        AgentAccount sam =
                new AgentAccount(
                        new AgentId("sam"), SITE, "sam", "Sam", PASSWORD, 1, List.of(), true);
        store().create(sam);

        assertThat(store().byLogin("sam")).contains(sam);
        assertThat(store().byId(new AgentId("sam")).orElseThrow().participant())
                .isEqualTo(Participant.supervisor(sam.id(), "Sam"));
        assertThat(store().byLogin("ada").orElseThrow().supervisor()).isFalse();
    }

    @Test
    void a_login_and_an_id_are_given_once() {
        store().create(agent("ada", "ada", "Ada"));

        assertThat(store().create(agent("other", "ADA", "Not Ada"))).isFalse();
        assertThat(store().create(agent("ada", "other", "Not Ada"))).isFalse();

        assertThat(store().byId(new AgentId("other"))).isEmpty();
        assertThat(store().byLogin("other")).isEmpty();
        assertThat(store().byLogin("ada").orElseThrow().name()).isEqualTo("Ada");
    }

    @Test
    void an_account_that_makes_no_sense_cannot_be_made() {
        assertThatThrownBy(() ->
                        new AgentAccount(
                                new AgentId("a"), SITE, "a", "A", PASSWORD, 0, List.of(), false))
                .hasMessageContaining("capacity");
        assertThatThrownBy(() ->
                        new AgentAccount(
                                new AgentId("a"), SITE, " ", "A", PASSWORD, 1, List.of(), false))
                .hasMessageContaining("login");
    }

    private static AgentAccount agent(String id, String login, String name) {
        return new AgentAccount(
                new AgentId(id),
                SITE,
                login,
                name,
                PASSWORD,
                3,
                List.of("support", "sales"),
                false);
    }
}
