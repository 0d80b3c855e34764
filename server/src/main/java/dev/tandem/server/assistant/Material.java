package dev.tandem.server.assistant;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tandem.server.knowledge.Passage;

import java.util.List;

/// What a model gets to read, as JSON, so that no text in it can end its own place.
final class Material {
    /// Of one passage, in characters: a long section is read from its beginning.
    static final int PASSAGE_CHARS = 1_800;

    private Material() {}

    /// @param question masked
    static String of(Question question, List<Passage> passages) {
        ObjectNode material = JsonNodeFactory.instance.objectNode();
        list(material.putArray("passages"), passages, 0);
        var earlier = material.putArray("earlier");
        question.recent().forEach(turn -> earlier.add(turn.question()));
        return material.put("question", question.text()).toString();
    }

    /// Those from that place on, with their numbers.
    static void list(ArrayNode listed, List<Passage> passages, int from) {
        for (int i = from; i < passages.size(); i++) {
            String text = passages.get(i).text();
            listed.addObject()
                    .put("number", i + 1)
                    .put("page", passages.get(i).path())
                    .put("text", text.substring(0, Math.min(text.length(), PASSAGE_CHARS)));
        }
    }
}
