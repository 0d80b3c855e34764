package dev.tandem.server.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.assistant.Answer.Quoted;
import dev.tandem.server.knowledge.Pdf;
import dev.tandem.server.knowledge.StaticSite;
import dev.tandem.signaling.timeline.Citation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A question whose answer stands in a PDF that the site links to.
class DocumentAnswerTest {
    @TempDir Path folder;

    @Test
    void a_document_is_quoted_with_a_link_to_the_page_of_the_quote() throws Exception {
        Files.writeString(
                folder.resolve("index.html"),
                "<html lang=en><main><h1>Wheelhouse</h1><p>We mend what has wheels.</p>"
                        + "<a href='prices.pdf'>Prices</a></main>");
        Files.write(folder.resolve("prices.pdf"), Pdf.priceList());
        LearnedSite site;
        try (StaticSite server = StaticSite.serving(folder, "http://none")) {
            site = LearnedSite.from(server, Optional.empty());
        }

        Answer answer =
                site.engine()
                        .answer(
                                new Question(
                                        site.key(),
                                        "How long is a repair guaranteed?",
                                        Optional.of("en"),
                                        List.of()));

        assertThat(answer).isInstanceOf(Quoted.class);
        Citation source = ((Quoted) answer).citations().getFirst();
        assertThat(source.quote()).isEqualTo("Every repair is guaranteed for 14 months.");
        assertThat(source.heading()).isEqualTo("Guarantee");
        assertThat(source.url()).endsWith("/prices.pdf#page=3");
    }
}
