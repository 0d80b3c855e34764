package dev.tandem.server.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.knowledge.CrawlProblem.Reason;
import dev.tandem.server.knowledge.DocumentText.Unreadable;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/// What a process of its own is there for: files that would take the server along.
class PdfReaderTest {
    private static final DocumentLimits USUAL = DocumentLimits.DEFAULT;

    private static DocumentLimits limits(int bytes, Duration time, int heapMegabytes) {
        return new DocumentLimits(
                bytes, USUAL.pages(), USUAL.chars(), time, heapMegabytes, USUAL.atOnce());
    }

    private static Reason reason(DocumentText text) {
        assertThat(text).isInstanceOf(DocumentText.Unreadable.class);
        return ((DocumentText.Unreadable) text).reason();
    }

    @Test
    void what_another_process_has_read_is_what_this_one_would_have_read() throws Exception {
        assertThat(new PdfReader(USUAL).read(Pdf.priceList()))
                .isEqualTo(PdfText.read(Pdf.priceList(), USUAL));
        assertThat(reason(new PdfReader(USUAL).read(new byte[] {1, 2, 3})))
                .isEqualTo(Reason.BROKEN);
    }

    /// 300 kB that unpack to 300 MB, for a process that has 48.
    @Test
    void a_file_that_unpacks_to_more_than_the_memory_costs_no_memory_of_the_server()
            throws Exception {
        byte[] bomb = new Pdf().unpackingTo(300L << 20).bytes();
        assertThat(bomb.length).isLessThan(1 << 20);

        assertThat(reason(new PdfReader(limits(USUAL.bytes(), USUAL.time(), 48)).read(bomb)))
                .isEqualTo(Reason.TOO_BIG);
    }

    @Test
    void a_file_that_takes_too_long_is_given_up() throws Exception {
        PdfReader hurried = new PdfReader(limits(USUAL.bytes(), Duration.ofMillis(1), 48));
        assertThat(reason(hurried.read(Pdf.priceList()))).isEqualTo(Reason.TOO_SLOW);
    }

    @Test
    void a_file_beyond_the_limit_of_bytes_is_not_even_begun() throws Exception {
        byte[] pdf = Pdf.priceList();
        assertThat(reason(new PdfReader(limits(pdf.length - 1, USUAL.time(), 48)).read(pdf)))
                .isEqualTo(Reason.TOO_BIG);
        assertThat(new PdfReader(limits(pdf.length, USUAL.time(), 48)).read(pdf))
                .isInstanceOf(DocumentText.Words.class);
    }

    @Test
    void behind_too_many_others_nobody_waits_for_ever() throws Exception {
        PdfReader one =
                new PdfReader(
                        new DocumentLimits(
                                USUAL.bytes(),
                                USUAL.pages(),
                                USUAL.chars(),
                                Duration.ofMillis(20),
                                48,
                                1));
        Queue<String> said = new ConcurrentLinkedQueue<>();
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            readers.add(
                    Thread.startVirtualThread(() -> {
                        try {
                            said.add(((Unreadable) one.read(Pdf.priceList())).detail());
                        } catch (Exception e) {
                            said.add(e.toString());
                        }
                    }));
        }
        for (Thread reader : readers) {
            assertThat(reader.join(Duration.ofSeconds(30))).isTrue();
        }
        assertThat(said)
                .hasSize(20)
                .allMatch(why -> why.startsWith("waited") || why.startsWith("takes"))
                .anyMatch(why -> why.startsWith("waited"))
                .anyMatch(why -> why.startsWith("takes"));
    }

    @Test
    void who_is_interrupted_waits_no_longer() throws Exception {
        CompletableFuture<Boolean> given = new CompletableFuture<>();
        Thread waiting =
                Thread.startVirtualThread(() -> {
                    try {
                        Thread.currentThread().interrupt();
                        new PdfReader(USUAL).read(Pdf.priceList());
                        given.complete(false);
                    } catch (InterruptedException e) {
                        given.complete(true);
                    }
                });
        assertThat(waiting.join(Duration.ofSeconds(10))).isTrue();
        assertThat(given.join()).isTrue();
    }
}
