package dev.tandem.signaling.timeline;

import dev.tandem.signaling.protocol.AgentId;

import java.util.List;
import java.util.Optional;

/// The package that goes with an escalation: what a person needs to know so that nothing is asked
/// twice. Every fact is traceable to a turn of the conversation.
///
/// @param problem in one line, in the customer's words
/// @param goal what the customer wants, if it can be told
/// @param context what the page says about itself and its user
/// @param tried what the assistant answered and how it went
/// @param why signals behind the escalation
/// @param turns number of messages so far
/// @param passedOn by whom, when it comes from another agent
/// @param language of the customer, as a BCP 47 tag
/// @param problemTurn version of the message that says the problem; empty if the form does
/// @param goalTurn version of the message that says the goal
/// @param mood the strongest of the signals of anger, fear and haste
/// @param open the newest question without an answer
public record Handoff(
        String problem,
        Optional<String> goal,
        Details details,
        List<PageView> pages,
        List<ContextFact> context,
        List<Attempt> tried,
        Trigger trigger,
        List<Signal> why,
        int turns,
        Optional<PassedOn> passedOn,
        String language,
        Optional<Long> problemTurn,
        Optional<Long> goalTurn,
        Optional<Signal> mood,
        Optional<OpenQuestion> open) {

    /// @param turn version of the message
    public record OpenQuestion(String text, long turn) {}

    /// @param note what that agent wrote for the next one
    public record PassedOn(AgentId agent, String name, Optional<String> note) {}

    /// One question and what the assistant made of it.
    ///
    /// @param helped empty: the customer did not say
    /// @param turn version of the customer's message
    public record Attempt(
            String question,
            AnswerBand band,
            Optional<Citation> citation,
            Optional<Boolean> helped,
            Optional<Long> turn) {}
}
