package dev.tandem.server.assistant;

import dev.tandem.server.knowledge.Language;
import dev.tandem.signaling.timeline.AnswerBand;
import dev.tandem.signaling.timeline.Citation;

import java.util.List;

/// What the assistant has to say to a question. All texts are plain text, never HTML: page words
/// are somebody else's input.
public sealed interface Answer {
    /// Of the question, and of whatever is said back.
    Language language();

    AnswerBand band();

    /// Probability that this is what the customer needs, calibrated; 1 where nothing was asked.
    double confidence();

    /// @param text words of the site, or a model's that were held against the cited passages; lines
    ///   separated by a line break; steps begin with "1. "
    /// @param citations at least one, the first is where the text stands
    record Quoted(Language language, String text, List<Citation> citations, double confidence)
            implements Answer {
        public Quoted {
            citations = List.copyOf(citations);
            if (citations.isEmpty() || text.isBlank()) {
                throw new IllegalArgumentException("no citation, no answer");
            }
        }

        @Override
        public AnswerBand band() {
            return AnswerBand.ANSWER;
        }
    }

    /// What the business's own system says about this customer, in a model's words that were held
    /// against it. No page has it, so nothing needs to be cited.
    ///
    /// @param citations of what it says from the site besides; may be empty
    record LookedUp(Language language, String text, List<Citation> citations, double confidence)
            implements Answer {
        public LookedUp {
            citations = List.copyOf(citations);
            if (text.isBlank()) {
                throw new IllegalArgumentException("an answer says something");
            }
        }

        @Override
        public AnswerBand band() {
            return AnswerBand.ANSWER;
        }
    }

    /// "Is it this?"
    ///
    /// @param citations one to three, the likeliest first
    /// @param likely whether it may well answer; else it is only the nearest that the site has
    record Suggested(Language language, List<Citation> citations, boolean likely, double confidence)
            implements Answer {
        public static final int MAX_CITATIONS = 3;

        public Suggested {
            citations = List.copyOf(citations);
            if (citations.isEmpty() || citations.size() > MAX_CITATIONS) {
                throw new IllegalArgumentException("a suggestion shows one to three quotes");
            }
        }

        @Override
        public AnswerBand band() {
            return AnswerBand.SUGGEST;
        }
    }

    /// A word or two that many pages are about: which of them?
    ///
    /// @param topics two to four headings; each makes a question when sent back
    record Clarify(
            Language language, List<String> topics, List<Citation> citations, double confidence)
            implements Answer {
        public static final int MAX_TOPICS = 4;

        public Clarify {
            topics = List.copyOf(topics);
            citations = List.copyOf(citations);
            if (topics.size() < 2 || topics.size() > MAX_TOPICS) {
                throw new IllegalArgumentException("a choice needs two to four topics");
            }
        }

        @Override
        public AnswerBand band() {
            return AnswerBand.SUGGEST;
        }
    }

    record NotCovered(Language language, Gap gap, double confidence) implements Answer {
        @Override
        public AnswerBand band() {
            return AnswerBand.NONE;
        }
    }

    /// Why there is no answer.
    enum Gap {
        /// The site was not learned yet, or has no page in a language we can read.
        NOTHING_LEARNED,
        /// Nothing on the site is near the question.
        OFF_SITE,
        /// The site speaks of the topic, but the asked fact is not there.
        FACT_MISSING,
        /// No words to search by: punctuation, emoji.
        NO_WORDS
    }

    /// Nothing was asked.
    record SmallTalk(Language language, Kind kind) implements Answer {
        public enum Kind {
            GREETING,
            THANKS,
            GOODBYE,
            /// "Are you a robot?"
            WHO_ARE_YOU,
            /// "That fixed it."
            SOLVED,
            /// "That did not help." Counts as a failed answer.
            NOT_SOLVED
        }

        @Override
        public AnswerBand band() {
            return AnswerBand.TALK;
        }

        @Override
        public double confidence() {
            return 1;
        }
    }
}
