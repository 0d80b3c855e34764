package dev.tandem.server.assistant;

import dev.tandem.server.knowledge.Passage;
import dev.tandem.server.knowledge.Unit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

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

    /// The words of these passages and of all that was told, each apart: what stands at the end of
    /// one does not go with the beginning of another.
    List<String> texts(Collection<Integer> cited) {
        List<String> texts = new ArrayList<>();
        for (int i : cited) {
            Passage passage = passages.get(i);
            texts.add(
                    passage.units().stream()
                            .map(Unit::text)
                            .collect(Collectors.joining("\n", passage.path() + "\n", "")));
        }
        texts.addAll(told);
        return texts;
    }
}
