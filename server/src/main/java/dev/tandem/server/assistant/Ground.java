package dev.tandem.server.assistant;

import dev.tandem.server.knowledge.Passage;

import java.util.Collection;
import java.util.List;

/// What a written answer may rest on.
///
/// @param passages of the site; a sentence names them by their number, from 1 on
/// @param told by the business's own systems about this customer; nothing needs to be named for it
record Ground(List<Passage> passages, List<String> told) {
    Ground {
        passages = List.copyOf(passages);
        told = List.copyOf(told);
    }

    static Ground of(List<Passage> passages) {
        return new Ground(passages, List.of());
    }

    /// The words of these passages and of all that was told.
    String words(Collection<Integer> cited) {
        StringBuilder words = new StringBuilder();
        cited.forEach(i -> words.append(passages.get(i).path()).append(' '));
        cited.forEach(i -> words.append(passages.get(i).text()).append(' '));
        told.forEach(text -> words.append(text).append(' '));
        return words.toString();
    }
}
