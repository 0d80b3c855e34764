package dev.tandem.server.application;

import static dev.tandem.server.application.SampleConversations.SITE;
import static dev.tandem.server.application.SampleConversations.START;
import static dev.tandem.server.application.SampleConversations.at;
import static dev.tandem.server.application.SampleConversations.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.conversation.CallIds;
import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.server.conversation.PhaseKind;
import dev.tandem.server.memory.MemoryConversationStore;
import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.RejectionCode;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.Role;
import dev.tandem.signaling.timeline.TimelineEntry;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A recording goes when its time is over: the log says so first, and what cannot go now goes with
/// the next look.
class RecordedCallsTest {
    private static final Duration KEEP = Duration.ofDays(90);
    private static final CallId OLD = new CallId("c1-4");
    private static final CallId YOUNG = new CallId("c2-4");
    private static final SiteKey OTHER = new SiteKey("other");
    private static final AgentId SAM = new AgentId("sam");

    private final MemoryConversationStore store = new MemoryConversationStore();
    private final Files files = new Files();
    private final Owner owner = new Owner();
    private final RecordedCalls recorded = new RecordedCalls(store, files, owner);
    private final List<String> happened = new ArrayList<>();

    /// What lies on the disk, by when it was written to.
    private final class Files implements RecordingFiles {
        final Map<CallId, Instant> touched = new HashMap<>();
        final Set<CallId> stuck = new HashSet<>();

        @Override
        public List<RecordedFile> of(CallId call) {
            return List.of();
        }

        @Override
        public Optional<Path> find(CallId call, String name) {
            return Optional.empty();
        }

        @Override
        public void delete(CallId call) throws IOException {
            if (stuck.contains(call)) {
                throw new IOException("the disk says no");
            }
            happened.add("file " + call);
            touched.remove(call);
        }

        @Override
        public List<CallId> untouchedSince(Instant then) {
            return touched.entrySet().stream()
                    .filter(e -> e.getValue().isBefore(then))
                    .map(Map.Entry::getKey)
                    .sorted((one, other) -> one.value().compareTo(other.value()))
                    .toList();
        }
    }

    /// Commits a deletion, unless the call is still on or nobody answers.
    private final class Owner implements Doer {
        final Set<ConversationId> inCall = new HashSet<>();
        final Set<ConversationId> gone = new HashSet<>();

        @Override
        public CompletionStage<AskOutcome> act(
                ConversationId conversation, ConversationCommand command) {
            if (gone.contains(conversation)) {
                return CompletableFuture.failedStage(new IOException("its node is gone"));
            }
            if (inCall.contains(conversation)) {
                return CompletableFuture.completedStage(
                        new AskOutcome.Rejected(RejectionCode.NOT_NOW, "the call is on"));
            }
            assertThat(command).isInstanceOf(ConversationCommand.DeleteRecording.class);
            ConversationCommand.DeleteRecording wish =
                    (ConversationCommand.DeleteRecording) command;
            says(new ConversationEvent.RecordingDeleted(wish.call(), wish.by()), conversation);
            happened.add("log " + wish.call());
            return CompletableFuture.completedStage(new AskOutcome.Accepted(conversation, 0));
        }

        @Override
        public void tell(ConversationId conversation, Role role, ServerMessage message) {}
    }

    private void says(ConversationEvent event, ConversationId conversation) {
        int version = store.read(conversation, 0, ConversationStore.APPEND_ENTRIES).size();
        store.append(
                new ConversationStore.Append(
                        conversation,
                        version,
                        List.of(new TimelineEntry(version + 1, START, Optional.empty(), event)),
                        at(
                                summary(conversation.value()),
                                version + 1,
                                PhaseKind.WRAP_UP,
                                Optional.empty())));
    }

    private void lies(CallId call, Duration before) {
        says(
                new ConversationEvent.RecordingStarted(call, Optional.empty()),
                CallIds.conversationOf(call));
        files.touched.put(call, START.minus(before));
    }

    @Test
    void whatIsOlderGoesTheLogFirst() {
        lies(OLD, KEEP.plusSeconds(1));
        lies(YOUNG, KEEP);
        recorded.deleteOlder(START, KEEP);
        assertThat(happened).containsExactly("log c1-4", "file c1-4");
        assertThat(files.touched).containsOnlyKeys(YOUNG);

        recorded.deleteOlder(START.plusSeconds(1), KEEP);
        assertThat(files.touched).isEmpty();
    }

    @Test
    void aCallThatIsStillOnKeepsItsRecording() {
        lies(OLD, KEEP.plusDays(1));
        owner.inCall.add(CallIds.conversationOf(OLD));
        recorded.deleteOlder(START, KEEP);
        assertThat(files.touched).containsOnlyKeys(OLD);

        owner.inCall.clear();
        recorded.deleteOlder(START, KEEP);
        assertThat(happened).containsExactly("log c1-4", "file c1-4");
    }

    @Test
    void aFileThatStaysGoesWithTheNextLookAndIsInTheLogOnce() {
        lies(OLD, KEEP.plusDays(1));
        lies(YOUNG, KEEP.plusDays(1));
        files.stuck.add(OLD);
        recorded.deleteOlder(START, KEEP);
        assertThat(happened).containsExactly("log c1-4", "log c2-4", "file c2-4");

        files.stuck.clear();
        recorded.deleteOlder(START, KEEP);
        assertThat(happened).containsExactly("log c1-4", "log c2-4", "file c2-4", "file c1-4");
    }

    @Test
    void aConversationThatDoesNotAnswerHoldsUpNoOther() {
        lies(OLD, KEEP.plusDays(1));
        lies(YOUNG, KEEP.plusDays(1));
        owner.gone.add(CallIds.conversationOf(OLD));
        recorded.deleteOlder(START, KEEP);
        assertThat(happened).containsExactly("log c2-4", "file c2-4");
        assertThat(files.touched).containsOnlyKeys(OLD);
    }

    @Test
    void filesOfAConversationThatNobodyKnowsGoToo() {
        files.touched.put(new CallId("c9-1"), START.minus(KEEP).minusSeconds(1));
        files.touched.put(new CallId("nonsense"), START.minus(KEEP).minusSeconds(1));
        recorded.deleteOlder(START, KEEP);
        assertThat(happened).containsExactly("file c9-1");
    }

    @Test
    void whoeverIsOfAnotherSiteDeletesNothing() throws IOException {
        lies(OLD, Duration.ZERO);
        assertThat(recorded.of(SITE, CallIds.conversationOf(OLD))).isPresent();
        assertThat(recorded.of(OTHER, CallIds.conversationOf(OLD))).isEmpty();
        assertThat(recorded.delete(OTHER, OLD, SAM))
                .isEqualTo(RecordedCalls.Deletion.NOTHING_THERE);
        assertThat(recorded.delete(SITE, OLD, SAM)).isEqualTo(RecordedCalls.Deletion.DONE);
        assertThat(recorded.delete(SITE, OLD, SAM)).isEqualTo(RecordedCalls.Deletion.NOTHING_THERE);
        owner.inCall.add(CallIds.conversationOf(YOUNG));
        lies(YOUNG, Duration.ZERO);
        assertThat(recorded.delete(SITE, YOUNG, SAM)).isEqualTo(RecordedCalls.Deletion.NOT_NOW);
        assertThat(happened).containsExactly("log c1-4", "file c1-4");
    }
}
