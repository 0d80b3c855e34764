package dev.tandem.server.conversation;

import dev.tandem.server.conversation.Transcript.AnswerInfo;
import dev.tandem.server.conversation.Transcript.Decided;
import dev.tandem.server.conversation.Transcript.Turn;
import dev.tandem.signaling.timeline.AnswerBand;
import dev.tandem.signaling.timeline.Role;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds the message in which a customer says what the problem is.
final class ProblemFinder {
    /// A message this long says what the problem is; a shorter one ("hello there") does not.
    static final int SAYS_FROM_CHARS = 25;

    /// Beside the words of a wish for a person or of a complaint: shorter, and it is only that.
    static final int BESIDE_FROM_CHARS = 30;

    /// A message this long says more than that a person should come.
    static final int LONG_CHARS = 70;

    private static final Pattern PERSON =
            Pattern.compile(
                    "\\b(?:person|human|agent|persona|personne|mensch(?:en)?)\\b",
                    Pattern.CASE_INSENSITIVE);

    /// For messages that no policy has read: while the customer waits, or talks to a person.
    private static final Pattern WISH =
            Pattern.compile(
                    "\\b(?:talk|speak|chat|connect|transfer|put|give|get|want|need|like|call"
                            + "|hablar|pasar|quiero|necesito|parler|passe[rz]|veux|voudrais"
                            + "|sprechen|reden|verbinden|will|möchte|brauche)\\b.{0,30}"
                            + PERSON.pattern(),
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private final Transcript transcript;

    ProblemFinder(Transcript transcript) {
        this.transcript = transcript;
    }

    /// The message whose matter brought a person. Else the first that the assistant has left open
    /// since it last answered one, because the later ones ask again or add to it. Else the first of
    /// all.
    Optional<Turn> find() {
        return transcript
                .forAPerson()
                .filter(Decided::isAboutTheMatter)
                .flatMap(d -> transcript.turn(d.turn()))
                .filter(this::says)
                .or(this::leftOpen)
                .or(() -> transcript.customerTurns().stream().filter(this::says).findFirst());
    }

    private boolean says(Turn turn) {
        return turn.text().strip().length() >= SAYS_FROM_CHARS && !isAside(turn);
    }

    /// Nothing but a wish for a person, or a complaint about an answer.
    boolean isAside(Turn turn) {
        String text = turn.text().strip().replaceAll("\\s+", " ");
        if (text.length() >= LONG_CHARS) {
            return false;
        }
        Optional<String> beside = besideItsAside(text);
        if (beside.isPresent()) {
            return beside.get().length() < BESIDE_FROM_CHARS || PERSON.matcher(beside.get()).find();
        }
        boolean read =
                transcript.decisions().stream()
                        .anyMatch(d -> d.read() && d.turn() >= turn.version());
        return !read && WISH.matcher(text).find();
    }

    /// A decision quotes the customer. One about several messages may quote an earlier one.
    private Optional<String> besideItsAside(String text) {
        String small = text.toLowerCase(Locale.ROOT);
        return transcript.decisions().stream()
                .map(Decided::aside)
                .flatMap(List::stream)
                .filter(words -> !words.isBlank())
                .map(words -> words.toLowerCase(Locale.ROOT))
                .filter(small::contains)
                .findFirst()
                .map(words -> small.replace(words, "").strip());
    }

    /// For whom a person was brought in anyway, an answer beside the offer was not enough.
    private Optional<Turn> leftOpen() {
        long upTo = transcript.forAPerson().map(Decided::turn).orElse(Long.MAX_VALUE);
        Optional<Turn> first = Optional.empty();
        boolean missed = false;
        for (Exchange each : exchanges().reversed()) {
            if (each.said().getFirst().version() > upTo || each.isSmallTalk()) {
                continue;
            }
            boolean stands = missed || each.said().stream().anyMatch(t -> t.version() == upTo);
            if (!stands && each.isAnswered(upTo)) {
                break;
            }
            missed = each.said().stream().anyMatch(this::complains);
            Optional<Turn> later = first;
            first = each.said().stream().filter(this::says).findFirst().or(() -> later);
        }
        return first;
    }

    private boolean complains(Turn turn) {
        return transcript.decisions().stream()
                .anyMatch(d -> d.turn() == turn.version() && d.isComplaint());
    }

    /// The newest message that asks or says something and has no answer.
    Optional<Turn> openQuestion() {
        return exchanges().reversed().stream()
                .filter(each -> !each.isSmallTalk() && !each.isAnswered(Long.MAX_VALUE))
                .flatMap(each -> each.said().reversed().stream())
                .filter(t -> !isAside(t) && (t.text().contains("?") || says(t)))
                .findFirst();
    }

    /// What the customer said in a row, and what was said to it.
    private record Exchange(List<Turn> said, List<Turn> replies) {
        boolean isSmallTalk() {
            return !replies.isEmpty()
                    && replies.stream()
                            .allMatch(t ->
                                    t.answer()
                                            .filter(a -> a.band() == AnswerBand.TALK)
                                            .isPresent());
        }

        /// By the assistant, as far as the customer says, or by a person until then.
        boolean isAnswered(long until) {
            return replies.stream()
                    .anyMatch(t ->
                            t.answer()
                                    .map(Exchange::isAnswer)
                                    .orElse(t.by() == Role.AGENT && t.version() <= until));
        }

        private static boolean isAnswer(AnswerInfo info) {
            return info.band() != AnswerBand.TALK
                    && info.helped().orElse(info.band() == AnswerBand.ANSWER);
        }
    }

    private List<Exchange> exchanges() {
        List<Exchange> all = new ArrayList<>();
        for (Turn turn : transcript.turns()) {
            if (turn.by() == Role.CUSTOMER) {
                if (all.isEmpty() || !all.getLast().replies().isEmpty()) {
                    all.add(new Exchange(new ArrayList<>(), new ArrayList<>()));
                }
                all.getLast().said().add(turn);
            } else if (!all.isEmpty()) {
                all.getLast().replies().add(turn);
            }
        }
        return all;
    }
}
