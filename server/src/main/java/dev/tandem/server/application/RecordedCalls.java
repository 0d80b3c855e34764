package dev.tandem.server.application;

import dev.tandem.server.conversation.CallIds;
import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.ConversationEvent;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What was recorded: found by its conversation, deleted on request or when its time is over. The
/// log says what there is; the files are where it lies. Methods block.
public final class RecordedCalls {
    private static final Logger log = LoggerFactory.getLogger(RecordedCalls.class);

    private static final long WITHIN_SECONDS = 20;

    private final ConversationStore store;
    private final RecordingFiles files;
    private final Doer doer;

    public RecordedCalls(ConversationStore store, RecordingFiles files, Doer doer) {
        this.store = store;
        this.files = files;
        this.doer = doer;
    }

    public record RecordedCall(CallId call, List<RecordedFile> files) {}

    /// Empty if the site has no such conversation.
    public Optional<List<RecordedCall>> of(SiteKey site, ConversationId conversation)
            throws IOException {
        if (!isOf(site, conversation)) {
            return Optional.empty();
        }
        List<RecordedCall> calls = new ArrayList<>();
        for (CallId call : recorded(conversation)) {
            calls.add(new RecordedCall(call, files.of(call)));
        }
        return Optional.of(List.copyOf(calls));
    }

    public Optional<Path> file(SiteKey site, CallId call, String name) {
        return isOf(site, CallIds.conversationOf(call)) ? files.find(call, name) : Optional.empty();
    }

    /// What became of a wish to delete.
    public enum Deletion {
        DONE,
        NOTHING_THERE,
        /// The call is still on.
        NOT_NOW
    }

    /// First the log says that it is gone, then it goes.
    public Deletion delete(SiteKey site, CallId call, AgentId by) throws IOException {
        ConversationId conversation = CallIds.conversationOf(call);
        if (!isOf(site, conversation) || !recorded(conversation).contains(call)) {
            return Deletion.NOTHING_THERE;
        }
        return delete(call, Optional.of(by)) ? Deletion.DONE : Deletion.NOT_NOW;
    }

    private boolean delete(CallId call, Optional<AgentId> by) throws IOException {
        ConversationCommand command = new ConversationCommand.DeleteRecording(call, by);
        try {
            AskOutcome outcome =
                    doer.act(CallIds.conversationOf(call), command)
                            .toCompletableFuture()
                            .get(WITHIN_SECONDS, TimeUnit.SECONDS);
            if (outcome instanceof AskOutcome.Rejected) {
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the log does not answer", e);
        }
        files.delete(call);
        return true;
    }

    /// Deletes what is older, and what the log says is gone already.
    public void deleteOlder(Instant now, Duration keep) {
        try {
            for (CallId call : files.untouchedSince(now.minus(keep))) {
                expire(call);
            }
        } catch (IOException e) {
            log.warn("Old recordings cannot be looked for: {}", e.toString());
        }
    }

    private void expire(CallId call) {
        try {
            if (recorded(CallIds.conversationOf(call)).contains(call)) {
                delete(call, Optional.empty());
            } else {
                files.delete(call);
            }
            log.info("The recording of call {} was deleted, its time is over", call);
        } catch (IOException | RuntimeException e) {
            log.warn("The recording of call {} cannot be deleted: {}", call, e.toString());
        }
    }

    private boolean isOf(SiteKey site, ConversationId conversation) {
        return store.summary(conversation).filter(s -> s.site().equals(site)).isPresent();
    }

    /// The calls whose recording the log has, in order.
    private Set<CallId> recorded(ConversationId conversation) {
        Set<CallId> calls = new LinkedHashSet<>();
        for (ConversationEvent event : store.recordings(conversation)) {
            if (event instanceof ConversationEvent.RecordingStarted e) {
                calls.add(e.call());
            } else if (event instanceof ConversationEvent.RecordingDeleted e) {
                calls.remove(e.call());
            }
        }
        return calls;
    }
}
