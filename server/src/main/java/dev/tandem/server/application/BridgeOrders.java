package dev.tandem.server.application;

import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.bridge.BridgeReply;
import dev.tandem.signaling.bridge.MediaBridge;
import dev.tandem.signaling.protocol.BridgeId;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.LegId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// What bridges are told about one conversation's call, until they have heard it: an order that
/// gets no answer is given again, because a pause of the recording that is lost on its way would
/// have somebody's card number written down. A later order about the same thing takes its place.
/// Belongs to the conversation's mailbox.
final class BridgeOrders {
    private static final Logger log = LoggerFactory.getLogger(BridgeOrders.class);

    /// Between an order that failed and the next try.
    static final Duration AGAIN = Duration.ofMillis(500);

    /// With the time that a try may take, this is a minute at most: a bridge that has not answered
    /// for so long is not in the cluster any more, and its calls are elsewhere.
    static final int TRIES = 20;

    private final CallControl.Timer timer;
    private final Mailbox mailbox;
    private final Map<About, Given> open = new HashMap<>();
    private final List<Then> waiting = new ArrayList<>();

    private record Then(BridgeId bridge, LegId leg, Runnable what) {
        boolean isAbout(About about) {
            return bridge.equals(about.bridge) && about.leg.filter(leg::equals).isPresent();
        }
    }

    /// @param leg empty: it is about the call
    private record About(
            BridgeId bridge,
            CallId call,
            Optional<LegId> leg,
            Class<? extends BridgeCommand> what) {}

    /// A class and no record: the same order given twice is two.
    private static final class Given {
        final MediaBridge bridge;
        final BridgeCommand command;
        final Consumer<BridgeReply> heard;

        Given(MediaBridge bridge, BridgeCommand command, Consumer<BridgeReply> heard) {
            this.bridge = bridge;
            this.command = command;
            this.heard = heard;
        }
    }

    BridgeOrders(CallControl.Timer timer, Mailbox mailbox) {
        this.timer = timer;
        this.mailbox = mailbox;
    }

    void give(MediaBridge bridge, BridgeCommand command) {
        give(bridge, command, _ -> {});
    }

    /// @param heard is told what the bridge says to it
    void give(MediaBridge bridge, BridgeCommand command, Consumer<BridgeReply> heard) {
        Given given = new Given(bridge, command, heard);
        About about = about(given);
        if (command instanceof BridgeCommand.EndCall) {
            forget(bridge.id());
        } else if (command instanceof BridgeCommand.RemoveLeg) {
            open.keySet()
                    .removeIf(o -> o.bridge().equals(bridge.id()) && o.leg().equals(about.leg()));
            waiting.removeIf(then -> then.isAbout(about));
        }
        open.put(about, given);
        attempt(about, given, 1);
    }

    private void attempt(About about, Given given, int tries) {
        given.bridge
                .perform(given.command)
                .whenComplete((reply, broken) ->
                        mailbox.offer(() -> {
                            if (reply == null) {
                                failed(about, given, tries);
                            } else {
                                open.remove(about, given);
                                given.heard.accept(reply);
                                lookWhatWaits();
                            }
                        }));
    }

    private void failed(About about, Given given, int tries) {
        if (open.get(about) != given) {
            return; // something else is wanted meanwhile
        }
        if (tries == TRIES) {
            open.remove(about);
            waiting.removeIf(then -> then.isAbout(about));
            log.warn(
                    "Bridge {} has not heard {} of {}",
                    about.bridge(),
                    about.what().getSimpleName(),
                    about.call());
            return;
        }
        timer.after(
                AGAIN,
                () ->
                        mailbox.offer(() -> {
                            if (open.get(about) == given) {
                                attempt(about, given, tries + 1);
                            }
                        }));
    }

    /// What is to be done when the bridge has heard everything that was said of this leg. It is not
    /// done if the bridge never does, or the leg is over.
    void whenHeard(MediaBridge bridge, LegId leg, Runnable what) {
        waiting.add(new Then(bridge.id(), leg, what));
        lookWhatWaits();
    }

    private void lookWhatWaits() {
        List<Then> due =
                waiting.stream()
                        .filter(then -> open.keySet().stream().noneMatch(then::isAbout))
                        .toList();
        waiting.removeAll(due);
        due.forEach(then -> then.what().run());
    }

    /// The call is over. Goes on without the conversation, whose mailbox may end before.
    ///
    /// @param first is told what comes of the first try; on any thread
    void end(MediaBridge bridge, CallId call, Consumer<Optional<BridgeReply.Ended>> first) {
        forget();
        end(bridge, new BridgeCommand.EndCall(call), first, 1);
    }

    private void end(
            MediaBridge bridge,
            BridgeCommand.EndCall command,
            Consumer<Optional<BridgeReply.Ended>> told,
            int tries) {
        bridge.perform(command)
                .whenComplete((reply, broken) -> {
                    told.accept(
                            reply instanceof BridgeReply.Ended ended
                                    ? Optional.of(ended)
                                    : Optional.empty());
                    if (reply == null && tries < TRIES) {
                        timer.after(AGAIN, () -> end(bridge, command, _ -> {}, tries + 1));
                    } else if (reply == null) {
                        log.warn(
                                "Bridge {} has not heard of the end of {}",
                                bridge.id(),
                                command.call());
                    }
                });
    }

    /// What this bridge was told is of no use any more: the call begins anew there, or ends.
    void forget(BridgeId bridge) {
        open.keySet().removeIf(about -> about.bridge().equals(bridge));
        waiting.removeIf(then -> then.bridge().equals(bridge));
    }

    /// Another owner gives the orders now.
    void forget() {
        open.clear();
        waiting.clear();
    }

    private static About about(Given given) {
        BridgeCommand command = given.command;
        Optional<LegId> leg =
                switch (command) {
                    case BridgeCommand.AddLeg c -> Optional.of(c.leg());
                    case BridgeCommand.RemoveLeg c -> Optional.of(c.leg());
                    case BridgeCommand.SetSending c -> Optional.of(c.leg());
                    case BridgeCommand.SetHold c -> Optional.of(c.leg());
                    case BridgeCommand.SetAudience c -> Optional.of(c.leg());
                    case BridgeCommand.SetRecording _, BridgeCommand.EndCall _ -> Optional.empty();
                };
        return new About(given.bridge.id(), command.call(), leg, command.getClass());
    }
}
