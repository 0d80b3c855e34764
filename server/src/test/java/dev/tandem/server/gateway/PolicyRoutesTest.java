package dev.tandem.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.application.ConversationStore;
import dev.tandem.server.application.PolicySource;
import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.Rules;
import dev.tandem.server.conversation.SummaryComposer;
import dev.tandem.server.escalation.Observation;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.CustomerId;
import dev.tandem.signaling.timeline.AnswerBand;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.EscalationOutcome;
import dev.tandem.signaling.timeline.TimelineEntry;
import dev.tandem.signaling.timeline.Trigger;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a supervisor does with the versions of the escalation policy.
class PolicyRoutesTest extends SupervisorStory {
    private static final String EARLIER =
            "{\"name\":\"Earlier\",\"note\":\"Too many leave\",\"values\":{\"failures\":1}}";

    PolicyRoutesTest() {
        super("/api/v1/policy");
    }

    private PolicySource.InForce inForce() {
        return edge.policies.of(TestEdge.SITE);
    }

    @Test
    void theProgramsPolicyIsThereAndLive() throws Exception {
        JsonObject policy = json(get(sam, ""));
        assertThat(policy.getInteger("edition")).isZero();
        JsonObject program = version(policy, 0);
        assertThat(program.getString("state")).isEqualTo("live");
        assertThat(program.getJsonObject("values").getDouble("failures")).isEqualTo(2);
        assertThat(policy.getJsonArray("values"))
                .contains(
                        new JsonObject()
                                .put("name", "failures")
                                .put("least", 1.0)
                                .put("most", 10.0)
                                .put("whole", true));
    }

    @Test
    void aDraftIsWrittenPutInShadowMadeLiveAndTakenBack() throws Exception {
        HttpResponse<String> written = send(sam, "POST", "/versions?edition=0", EARLIER);
        assertThat(written.statusCode()).isEqualTo(201);
        assertThat(json(written).getInteger("number")).isEqualTo(1);
        JsonObject draft = version(json(written), 1);
        assertThat(draft.getString("state")).isEqualTo("draft");
        assertThat(draft.getString("author")).isEqualTo("Sam");
        assertThat(draft.getString("named")).isEqualTo("v1");
        assertThat(draft.getJsonObject("values").getDouble("failures")).isEqualTo(1);

        move(1, 1, "shadow");
        assertThat(inForce().beside()).isNotSameAs(PolicySource.Beside.NOBODY);
        move(1, 2, "draft");
        assertThat(inForce().beside()).isSameAs(PolicySource.Beside.NOBODY);
        HttpResponse<String> rewritten =
                send(
                        sam,
                        "PUT",
                        "/versions/1?edition=3",
                        "{\"name\":\"Earlier still\",\"values\":{\"failures\":1,\"agentMinute\":0.5}}");
        assertThat(version(json(rewritten), 1).getString("name")).isEqualTo("Earlier still");

        JsonObject live = move(1, 4, "live");
        assertThat(version(live, 1).getString("state")).isEqualTo("live");
        assertThat(version(live, 0).getString("state")).isEqualTo("retired");
        JsonObject back = move(0, 5, "live");
        assertThat(version(back, 0).getString("state")).isEqualTo("live");
    }

    @Test
    void ofTwoSupervisorsTheSecondIsToldThatSomethingHasChanged() throws Exception {
        send(sam, "POST", "/versions?edition=0", EARLIER);
        HttpResponse<String> second = send(sam, "POST", "/versions?edition=0", EARLIER);
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(json(second).getString("type")).isEqualTo("urn:tandem:problem:stale");
        assertThat(json(get(sam, "")).getJsonArray("versions")).hasSize(2);
    }

    @Test
    void aDraftIsDeletedAndWhatIsLiveIsNot() throws Exception {
        send(sam, "POST", "/versions?edition=0", EARLIER);
        move(1, 1, "live");
        assertThat(send(sam, "DELETE", "/versions/1?edition=2", "").statusCode()).isEqualTo(409);
        send(sam, "POST", "/versions?edition=2", EARLIER);
        assertThat(send(sam, "DELETE", "/versions/2?edition=3", "").statusCode()).isEqualTo(200);
        assertThat(send(sam, "DELETE", "/versions/2?edition=4", "").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"name\":1}",
                "{\"name\":\" \"}",
                "{\"name\":\"A\",\"note\":[]}",
                "{\"name\":\"A\",\"values\":{\"failures\":\"two\"}}",
                "{\"name\":\"A\",\"values\":{\"failures\":1.5}}",
                "{\"name\":\"A\",\"values\":{\"leaves\":1.01}}",
                "{\"name\":\"A\",\"values\":{\"agentMinute\":-1}}",
                "{\"name\":\"A\",\"values\":{\"explicitRequest\":1}}"
            })
    void whatIsNoDraftIsRefusedAndNothingIsKept(String body) throws Exception {
        assertThat(send(sam, "POST", "/versions?edition=0", body).statusCode()).isEqualTo(400);
        assertThat(edge.policyStore.book(TestEdge.SITE).versions()).isEmpty();
    }

    @Test
    void anEditionAndAVersionHaveToBeNamed() throws Exception {
        assertThat(send(sam, "POST", "/versions", EARLIER).statusCode()).isEqualTo(400);
        assertThat(send(sam, "POST", "/versions?edition=x", EARLIER).statusCode()).isEqualTo(400);
        assertThat(get(sam, "/versions/7/replay").statusCode()).isEqualTo(404);
        assertThat(get(sam, "/versions/x/replay").statusCode()).isEqualTo(404);
        assertThat(
                        send(sam, "PUT", "/versions/7/state?edition=0", "{\"state\":\"live\"}")
                                .statusCode())
                .isEqualTo(404);
        assertThat(
                        send(sam, "PUT", "/versions/0/state?edition=0", "{\"state\":\"retired\"}")
                                .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aReplayTellsHowFarItIsAndThenWhatWouldChange() throws Exception {
        asked("c1", "Do you sell shoes?");
        asked("c2", "How long is the warranty? I paid with 4111 1111 1111 1111 12/27");
        send(sam, "POST", "/versions?edition=0", EARLIER);

        HttpResponse<String> replay = get(sam, "/versions/1/replay");
        assertThat(replay.headers().firstValue("content-type")).contains("application/x-ndjson");
        List<JsonObject> lines = replay.body().lines().map(JsonObject::new).toList();
        assertThat(lines.getFirst().getInteger("conversations")).isPositive();
        JsonObject result = lines.getLast().getJsonObject("result");
        assertThat(result.getInteger("conversations")).isEqualTo(2);
        assertThat(result.getBoolean("whole")).isTrue();
        assertThat(result.getJsonObject("live").getInteger("persons")).isZero();
        assertThat(result.getJsonObject("tried").getInteger("persons")).isEqualTo(2);
        JsonObject comparison = result.getJsonObject("comparison");
        assertThat(comparison.getInteger("changed")).isEqualTo(2);
        JsonObject example = comparison.getJsonArray("examples").getJsonObject(0);
        assertThat(example.getJsonArray("lines"))
                .isEqualTo(
                        JsonArray.of(
                                new JsonObject()
                                        .put("by", "customer")
                                        .put(
                                                "text",
                                                "How long is the warranty? I paid with [card]"
                                                        + " 12/27")));
        assertThat(example.getJsonObject("tried").getString("outcome")).isEqualTo("escalate");
        assertThat(edge.policyStore.book(TestEdge.SITE).live().number())
                .as("nothing has changed")
                .isZero();
    }

    @Test
    void whatTheShadowDecidedIsTold() throws Exception {
        assertThat(json(get(sam, "/shadow")).getInteger("decisions")).isZero();
        send(sam, "POST", "/versions?edition=0", EARLIER);
        move(1, 1, "shadow");
        Conversation state = asked("c1", "Do you sell shoes?");
        inForce()
                .beside()
                .decided(
                        state,
                        new Observation(
                                2,
                                "Do you sell shoes?",
                                Optional.of(AnswerBand.NONE),
                                List.of(),
                                List.of()),
                        decision());
        edge.policies.look();
        JsonObject compared = json(get(sam, "/shadow"));
        assertThat(compared.getInteger("decisions")).isEqualTo(1);
        assertThat(compared.getInteger("changed")).isEqualTo(1);
    }

    @Test
    void anAgentWhoIsNoSupervisorSeesAndDoesNothing() throws Exception {
        String maya = edge.signIn("maya");
        for (String path : List.of("", "/shadow", "/versions/0/replay")) {
            assertThat(get(maya, path).statusCode()).isEqualTo(403);
        }
        assertThat(send(maya, "POST", "/versions?edition=0", EARLIER).statusCode()).isEqualTo(403);
        assertThat(edge.policyStore.book(TestEdge.SITE).edition()).isZero();
        assertThat(get("tandem_session=none", "").statusCode()).isEqualTo(401);
    }

    private static ConversationEvent.EscalationDecided decision() {
        return new ConversationEvent.EscalationDecided(
                2, EscalationOutcome.CONTINUE, Trigger.NONE, "no_rule", "default-2", List.of());
    }

    private Conversation asked(String id, String text) {
        Instant begun = Instant.parse("2026-11-14T19:46:00Z").plusSeconds(id.charAt(1));
        List<ConversationEvent> events =
                List.of(
                        new ConversationEvent.Started(
                                TestEdge.SITE,
                                new CustomerId("z-" + id),
                                "en",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        new ConversationEvent.CustomerSaid(text),
                        decision(),
                        new ConversationEvent.AssistantSaid(
                                2, AnswerBand.NONE, "", List.of(), 0.1, Optional.empty()));
        List<TimelineEntry> entries = new ArrayList<>();
        for (ConversationEvent event : events) {
            entries.add(new TimelineEntry(entries.size() + 1, begun, Optional.empty(), event));
        }
        Conversation state = Conversation.replay(new ConversationId(id), entries);
        edge.store.append(
                new ConversationStore.Append(
                        state.id(), 0, entries, SummaryComposer.compose(state, Rules.DEFAULT)));
        return state;
    }

    private JsonObject move(int number, int edition, String state) throws Exception {
        HttpResponse<String> moved =
                send(
                        sam,
                        "PUT",
                        "/versions/" + number + "/state?edition=" + edition,
                        new JsonObject().put("state", state).encode());
        assertThat(moved.statusCode()).isEqualTo(200);
        return json(moved);
    }

    private static JsonObject version(JsonObject policy, int number) {
        return policy.getJsonArray("versions").getJsonObject(number);
    }
}
