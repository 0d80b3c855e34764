package dev.tandem.server.escalation;

import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.ConversationEvent.EscalationDecided;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// All versions of one site's policy. Each change makes the next edition of the book or is refused;
/// whoever changes it says which edition they have seen, so nobody overwrites what they do not
/// know.
///
/// @param edition 0 as long as nobody has written anything
/// @param versions by number; at most one is live and at most one in shadow. Without a live one the
///   policy of the program decides
public record PolicyBook(SiteKey site, long edition, List<PolicyVersion> versions) {
    public static final int VERSIONS_AT_MOST = 200;
    public static final int NAME_CHARS = 80;
    public static final int NOTE_CHARS = 500;

    /// A segment of customers, as a business signs it.
    public static final Pattern SEGMENT = Pattern.compile("[a-z0-9][a-z0-9_-]{0,31}");

    public PolicyBook {
        versions = List.copyOf(versions);
    }

    public static PolicyBook empty(SiteKey site) {
        return new PolicyBook(site, 0, List.of());
    }

    /// What a supervisor writes.
    ///
    /// @param values what is left out is as in the program's policy
    /// @param customerValues by segment, where it is not the one of all
    public record Draft(
            String name,
            String note,
            Map<PolicyValue, Double> values,
            Map<String, Double> customerValues) {
        public Draft {
            name = name.strip();
            note = note.strip();
            values = Map.copyOf(values);
            customerValues = Map.copyOf(customerValues);
        }

        private boolean hasWrongSegments() {
            return customerValues.size() > BusinessValues.SEGMENTS_AT_MOST
                    || customerValues.entrySet().stream()
                            .anyMatch(e ->
                                    !SEGMENT.matcher(e.getKey()).matches()
                                            || !PolicyValue.CUSTOMER_VALUE.allows(e.getValue()));
        }
    }

    public sealed interface Change {
        /// @param number of the version that was changed
        record Done(PolicyBook book, int number) implements Change {}

        record Refused(Refusal why) implements Change {}

        record OutOfRange(List<PolicyValue> values) implements Change {}
    }

    public enum Refusal {
        UNKNOWN,
        NAME,
        NOTE,
        /// A segment has no such name, or its value is out of range, or there are too many.
        SEGMENTS,
        TOO_MANY,
        /// Only drafts are rewritten, deleted and put in shadow.
        NO_DRAFT,
        NOT_IN_SHADOW,
        ALREADY_LIVE
    }

    public PolicyVersion live() {
        return in(PolicyState.LIVE).orElse(PolicyVersion.ofProgram(PolicyState.LIVE));
    }

    public Optional<PolicyVersion> shadow() {
        return in(PolicyState.SHADOW);
    }

    private Optional<PolicyVersion> in(PolicyState state) {
        return versions.stream().filter(v -> v.state() == state).findFirst();
    }

    /// The program's too.
    public Optional<PolicyVersion> version(int number) {
        return withProgram().stream().filter(v -> v.number() == number).findFirst();
    }

    /// All of them, and first the program's.
    public List<PolicyVersion> withProgram() {
        PolicyState state =
                in(PolicyState.LIVE).isPresent() ? PolicyState.RETIRED : PolicyState.LIVE;
        return Stream.concat(Stream.of(PolicyVersion.ofProgram(state)), versions.stream()).toList();
    }

    /// The wait for a person that a stored decision reckoned with; none if that is not known.
    public Duration waitIn(EscalationDecided stored) {
        return withProgram().stream()
                .map(PolicyVersion::settings)
                .filter(s -> s.version().equals(stored.policyVersion()))
                .findFirst()
                .flatMap(s -> stored.weighing().map(w -> s.values().waitIn(w.agentCost())))
                .orElse(Duration.ZERO);
    }

    public Change write(Draft draft, String author, Instant now) {
        if (versions.size() >= VERSIONS_AT_MOST) {
            return new Change.Refused(Refusal.TOO_MANY);
        }
        int number = versions.isEmpty() ? 1 : versions.getLast().number() + 1;
        return checked(draft)
                .orElseGet(() -> {
                    List<PolicyVersion> more = new ArrayList<>(versions);
                    more.add(drafted(number, draft, author, now, now));
                    return done(more, number);
                });
    }

    public Change rewrite(int number, Draft draft, String author, Instant now) {
        return change(
                number,
                v -> {
                    if (v.state() != PolicyState.DRAFT) {
                        return new Change.Refused(Refusal.NO_DRAFT);
                    }
                    return checked(draft)
                            .orElseGet(() -> put(drafted(number, draft, author, now, v.since())));
                });
    }

    private static PolicyVersion drafted(
            int number, Draft draft, String author, Instant now, Instant since) {
        return new PolicyVersion(
                number,
                PolicyState.DRAFT,
                draft.name(),
                draft.note(),
                author,
                now,
                since,
                PolicyValue.settings(
                        PolicyVersion.named(number), draft.values(), draft.customerValues()));
    }

    private static Optional<Change> checked(Draft draft) {
        if (draft.name().isEmpty() || draft.name().length() > NAME_CHARS) {
            return Optional.of(new Change.Refused(Refusal.NAME));
        }
        if (draft.note().length() > NOTE_CHARS) {
            return Optional.of(new Change.Refused(Refusal.NOTE));
        }
        if (draft.hasWrongSegments()) {
            return Optional.of(new Change.Refused(Refusal.SEGMENTS));
        }
        List<PolicyValue> wrong = PolicyValue.wrong(draft.values());
        return wrong.isEmpty() ? Optional.empty() : Optional.of(new Change.OutOfRange(wrong));
    }

    public Change delete(int number) {
        return change(
                number,
                v ->
                        v.state() == PolicyState.DRAFT
                                ? done(
                                        versions.stream()
                                                .filter(o -> o.number() != number)
                                                .toList(),
                                        number)
                                : new Change.Refused(Refusal.NO_DRAFT));
    }

    /// The one that was in shadow before is a draft again.
    public Change startShadow(int number, Instant now) {
        return change(
                number,
                v ->
                        v.state() == PolicyState.DRAFT
                                ? moved(number, PolicyState.SHADOW, PolicyState.DRAFT, now)
                                : new Change.Refused(Refusal.NO_DRAFT));
    }

    public Change endShadow(int number, Instant now) {
        return change(
                number,
                v ->
                        v.state() == PolicyState.SHADOW
                                ? put(v.to(PolicyState.DRAFT, now))
                                : new Change.Refused(Refusal.NOT_IN_SHADOW));
    }

    /// Also the way back: any version that has been live can be live again, and the program's.
    public Change makeLive(int number, Instant now) {
        return change(
                number,
                v ->
                        v.state() == PolicyState.LIVE
                                ? new Change.Refused(Refusal.ALREADY_LIVE)
                                : moved(number, PolicyState.LIVE, PolicyState.RETIRED, now));
    }

    /// Gives it a state that only one can have.
    private Change moved(int number, PolicyState wanted, PolicyState before, Instant now) {
        return done(
                versions.stream()
                        .map(v ->
                                v.number() == number
                                        ? v.to(wanted, now)
                                        : v.state() == wanted ? v.to(before, now) : v)
                        .toList(),
                number);
    }

    private Change put(PolicyVersion changed) {
        return done(
                versions.stream().map(v -> v.number() == changed.number() ? changed : v).toList(),
                changed.number());
    }

    private Change done(List<PolicyVersion> after, int number) {
        return new Change.Done(new PolicyBook(site, edition + 1, after), number);
    }

    private Change change(int number, Function<PolicyVersion, Change> how) {
        return version(number).map(how).orElse(new Change.Refused(Refusal.UNKNOWN));
    }
}
