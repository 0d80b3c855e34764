package dev.tandem.server.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.knowledge.Embedder;
import dev.tandem.server.knowledge.Language;
import dev.tandem.server.knowledge.Models;
import dev.tandem.server.knowledge.StaticSite;
import dev.tandem.server.knowledge.Vector;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

class MaskedQuestionTest {
    @Test
    void no_model_sees_what_is_masked() {
        ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
        Embedder model = new Overheard(Models.SEARCH, seen);
        try (StaticSite site = StaticSite.demo()) {
            LearnedSite harbor = LearnedSite.from(site, Optional.of(model));
            seen.clear();

            harbor.engine()
                    .answer(
                            new Question(
                                    harbor.key(),
                                    "and is 4111 1111 1111 1111 charged twice? zoe@mail.example",
                                    Optional.empty(),
                                    List.of(
                                            new Question.Turn(
                                                    "I am zoe@mail.example",
                                                    "bill of zoe@mail.example"))));
        }

        assertThat(seen).isNotEmpty().noneMatch(text -> text.contains("4111 1111"));
        assertThat(seen).noneMatch(text -> text.contains("zoe@mail.example"));
    }

    private record Overheard(Embedder real, ConcurrentLinkedQueue<String> seen)
            implements Embedder {
        @Override
        public String model() {
            return real.model();
        }

        @Override
        public List<Language> languages() {
            return real.languages();
        }

        @Override
        public Vector embed(String text) {
            seen.add(text);
            return real.embed(text);
        }
    }
}
