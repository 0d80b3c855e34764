package dev.tandem.server.assistant;

/// What became of something that the model wanted to be done.
public enum ToolOutcome {
    /// More passages of the site, or no further ones.
    SEARCHED,
    /// The business's system told something.
    TOLD,
    /// It has nothing of this customer's under that.
    NOTHING,
    /// It said something else than an answer; a redirection is none.
    FAILED,
    TOO_SLOW,
    TOO_LARGE,
    /// Nobody vouches for who the customer is: nothing was asked.
    UNVERIFIED,
    /// No such tool, or not on this site.
    UNKNOWN,
    /// Not what the tool takes: nothing was asked.
    BAD_ARGUMENTS,
    /// One call too many for one answer: nothing was asked.
    TOO_MANY
}
