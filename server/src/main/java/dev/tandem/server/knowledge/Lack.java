package dev.tandem.server.knowledge;

/// What of a question a passage does not speak of. A missing word that is only another word for
/// what is there brings question and passage together; one that the passage is silent about keeps
/// them apart: without it they are nearer. So "what colour is the Hub" comes nearer to a page about
/// the Hub without "colour", and "what does the Hub cost" does not without "cost".
///
/// @param weight of the rarest missing word, 0 to about 8
/// @param named whether what is missing names something: a number ("Fibre 300" where there is
///   none), or a name that the whole site never mentions ("a call to Australia")
/// @param passage how much nearer, as a cosine, the question comes to the passage without the
///   missing word that keeps it furthest away; at least 0
/// @param unit the same for the one sentence
public record Lack(double weight, boolean named, double passage, double unit) {
    public static final Lack NONE = new Lack(0, false, 0, 0);
}
