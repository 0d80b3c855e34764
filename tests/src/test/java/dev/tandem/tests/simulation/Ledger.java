package dev.tandem.tests.simulation;

import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.CommandId;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.SupervisionMode;
import dev.tandem.signaling.timeline.TimelineEntry;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the log of one conversation says about the rules, read without the conversation's own code.
final class Ledger {
    /// In one call, at most.
    private static final int SUPERVISORS = 4;

    private final Map<CommandId, Integer> appendOf = new HashMap<>();
    private final Set<Long> answered = new HashSet<>();
    private int appends;
    private Optional<AgentId> talks = Optional.empty();
    private Optional<AgentId> busy = Optional.empty();
    private Optional<AgentId> asked = Optional.empty();
    private Optional<AgentId> rungToTakeOver = Optional.empty();
    private boolean toTalkFirst;
    private Optional<AgentId> consulted = Optional.empty();
    private boolean assistantHasFloor;
    private boolean personWished;
    private Optional<CallId> call = Optional.empty();
    private boolean held;
    private final Map<AgentId, SupervisionMode> supervisors = new HashMap<>();

    /// Entries that are about to be committed together.
    void append(List<TimelineEntry> entries) {
        appends++;
        for (TimelineEntry entry : entries) {
            entry.cause().ifPresent(this::once);
            read(entry);
        }
        boolean spoke =
                entries.stream()
                        .anyMatch(e -> e.event() instanceof ConversationEvent.AssistantSaid);
        if (spoke && personWished) {
            throw new Violation(7, "a person was asked for, and the assistant went on");
        }
    }

    private void once(CommandId cause) {
        Integer before = appendOf.putIfAbsent(cause, appends);
        if (before != null && before != appends) {
            throw new Violation(3, "command " + cause + " added events twice");
        }
    }

    private void read(TimelineEntry entry) {
        switch (entry.event()) {
            case ConversationEvent.Started _ -> assistantHasFloor = true;
            case ConversationEvent.CustomerSaid e -> {
                if (assistantHasFloor && Sayings.WISHES.contains(e.text())) {
                    personWished = true;
                }
            }
            case ConversationEvent.AssistantSaid e -> {
                if (!assistantHasFloor) {
                    throw new Violation(4, "the assistant spoke without the floor");
                }
                if (!answered.add(e.inReplyTo())) {
                    throw new Violation(4, "the assistant answered " + e.inReplyTo() + " twice");
                }
            }
            case ConversationEvent.ChannelsOffered _, ConversationEvent.NobodyAvailable _ -> {
                personWished = false;
                assistantHasFloor = true;
            }
            case ConversationEvent.ChannelChosen _, ConversationEvent.Queued _ -> {
                personWished = false;
                assistantHasFloor = false;
            }
            case ConversationEvent.ChannelsDeclined _,
                    ConversationEvent.QueueLeft _,
                    ConversationEvent.WaitGivenUp _,
                    ConversationEvent.MessageLeft _,
                    ConversationEvent.HandedBack _ -> {
                assistantHasFloor = true;
                talks = Optional.empty();
                busy = Optional.empty();
                notAsked();
            }
            case ConversationEvent.TransferAsked e -> {
                if (!talks.equals(Optional.of(e.by())) || asked.isPresent()) {
                    throw new Violation(4, e.by() + " passes on what is with " + talks);
                }
                if (e.consult().orElse(false) && call.isEmpty()) {
                    throw new Violation(8, e.to() + " is to talk in a call that is not there");
                }
                if (consulted.isPresent()) {
                    throw new Violation(8, e.to() + " is asked while " + consulted + " is there");
                }
                asked = Optional.of(e.to());
                toTalkFirst = e.consult().orElse(false);
            }
            case ConversationEvent.ConsultStarted e -> {
                if (!toTalkFirst
                        || !rungToTakeOver.equals(Optional.of(e.agent()))
                        || !call.equals(Optional.of(e.call()))) {
                    throw new Violation(8, e.agent() + " came into a call unasked");
                }
                notAsked();
                consulted = Optional.of(e.agent());
                held = true;
            }
            case ConversationEvent.ConsultEnded e -> {
                if (!consulted.equals(Optional.of(e.agent()))) {
                    throw new Violation(8, e.agent() + " left, but " + consulted + " was there");
                }
                consulted = Optional.empty();
                held = false;
            }
            case ConversationEvent.TransferEnded e -> {
                if (!asked.equals(Optional.of(e.to()))) {
                    throw new Violation(4, e.to() + " was not asked");
                }
                notAsked();
            }
            case ConversationEvent.Requeued e -> {
                if (!talks.equals(Optional.of(e.by()))
                        || asked.isPresent()
                        || consulted.isPresent()) {
                    throw new Violation(4, e.by() + " gives back what is with " + talks);
                }
                talks = Optional.empty();
                busy = Optional.empty();
            }
            case ConversationEvent.AgentRung e when asked.isPresent() -> {
                if (!asked.equals(Optional.of(e.agent()))) {
                    throw new Violation(4, e.agent() + " was rung, but " + asked + " was asked");
                }
                rungToTakeOver = asked;
            }
            case ConversationEvent.AgentRung e -> busy = Optional.of(e.agent());
            case ConversationEvent.OfferEnded _ -> busy = Optional.empty();
            case ConversationEvent.AgentJoined e -> {
                if (talks.isPresent() && rungToTakeOver.isEmpty() && consulted.isEmpty()) {
                    throw new Violation(4, e.agent() + " joined " + talks.get());
                }
                if (toTalkFirst) {
                    throw new Violation(4, e.agent() + " was asked to talk first, and took over");
                }
                busy = consulted.or(() -> rungToTakeOver).or(() -> busy);
                if (!busy.equals(Optional.of(e.agent()))) {
                    throw new Violation(4, e.agent() + " joined, but " + busy + " was rung");
                }
                if (supervisors.containsKey(e.agent())) {
                    throw new Violation(9, e.agent() + " serves and supervises one customer");
                }
                talks = busy;
                held = false;
                notAsked();
            }
            case ConversationEvent.AgentSaid e -> {
                if (!talks.equals(Optional.of(e.agent()))) {
                    throw new Violation(4, e.agent() + " spoke, but " + talks + " has joined");
                }
            }
            case ConversationEvent.AgentLost e -> {
                if (consulted.isPresent()) {
                    throw new Violation(5, e.agent() + " is gone, and nobody asked " + consulted);
                }
                notAsked();
                talks = Optional.empty();
                busy = Optional.empty();
            }
            case ConversationEvent.ConversationEnded _ -> {
                assistantHasFloor = false;
                personWished = false;
                talks = Optional.empty();
                notAsked();
            }
            case ConversationEvent.CallStarted e -> {
                call = Optional.of(e.call());
                held = false;
            }
            case ConversationEvent.CallEnded _ -> {
                call = Optional.empty();
                supervisors.clear();
                consulted = Optional.empty();
                if (toTalkFirst) {
                    notAsked();
                }
            }
            case ConversationEvent.Supervised e -> {
                if (!call.equals(Optional.of(e.call()))) {
                    throw new Violation(9, e.supervisor() + " in a call that is not on");
                }
                if (talks.equals(Optional.of(e.supervisor()))) {
                    throw new Violation(9, e.supervisor() + " supervises their own call");
                }
                if (!e.before().equals(Optional.ofNullable(supervisors.get(e.supervisor())))) {
                    throw new Violation(9, e.supervisor() + " was not in it as " + e.before());
                }
                supervisors.put(e.supervisor(), e.mode());
                if (supervisors.size() > SUPERVISORS) {
                    throw new Violation(9, supervisors + " are too many");
                }
            }
            case ConversationEvent.SupervisionEnded e -> {
                if (supervisors.remove(e.supervisor()) != e.mode()) {
                    throw new Violation(9, e.supervisor() + " was not in it as " + e.mode());
                }
            }
            case ConversationEvent.Held e -> {
                if (held || talks.isEmpty() || !call.equals(Optional.of(e.call()))) {
                    throw new Violation(8, "held without an agent in a call that was not held");
                }
                held = true;
            }
            case ConversationEvent.Resumed e -> {
                if (!held || talks.isEmpty() || !call.equals(Optional.of(e.call()))) {
                    throw new Violation(8, "resumed without an agent in a call that was held");
                }
                held = false;
            }
            case ConversationEvent.Closed _ -> busy = Optional.empty();
            case ConversationEvent.Hidden _ -> throw new Violation(1, "a hidden event in the log");
            case ConversationEvent.AssistantFailed _,
                    ConversationEvent.NoteWritten _,
                    ConversationEvent.PageVisited _,
                    ConversationEvent.ContextSet _,
                    ConversationEvent.MessagesSeen _,
                    ConversationEvent.AnswerJudged _,
                    ConversationEvent.EscalationDecided _,
                    ConversationEvent.DetailsAsked _,
                    ConversationEvent.DetailsGiven _,
                    ConversationEvent.DetailsSkipped _,
                    ConversationEvent.MediaProposed _,
                    ConversationEvent.MediaDeclined _,
                    ConversationEvent.MediaChanged _,
                    ConversationEvent.CallMoved _,
                    ConversationEvent.RecordingStarted _,
                    ConversationEvent.RecordingPaused _,
                    ConversationEvent.RecordingResumed _,
                    ConversationEvent.RecordingStopped _,
                    ConversationEvent.RecordingFailed _,
                    ConversationEvent.RecordingDeleted _,
                    ConversationEvent.CallMeasured _,
                    ConversationEvent.LookedUp _,
                    ConversationEvent.MessageAnswered _,
                    ConversationEvent.WrapUpExtended _,
                    ConversationEvent.WrapUpFinished _,
                    ConversationEvent.Rated _ -> {}
        }
    }

    /// Whether the customer has nobody to talk to in the call.
    boolean isOnHold() {
        return call.isPresent() && (held || talks.isEmpty() || asked.isPresent());
    }

    boolean knows(CommandId cause) {
        return appendOf.containsKey(cause);
    }

    private void notAsked() {
        consulted = Optional.empty();
        toTalkFirst = false;
        asked = Optional.empty();
        rungToTakeOver = Optional.empty();
    }

    Set<AgentId> supervisors() {
        return supervisors.keySet();
    }

    /// Whether this conversation takes a place of this agent's.
    boolean takes(AgentId agent) {
        return busy.filter(agent::equals).isPresent()
                || rungToTakeOver.filter(agent::equals).isPresent()
                || consulted.filter(agent::equals).isPresent();
    }
}
