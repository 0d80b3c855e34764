package dev.tandem.server.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.assistant.ScriptedEndpoint.Rest;
import dev.tandem.server.assistant.WritingAnswerEngine.Outcome;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The customer reads while the model writes, and never reads a sentence that the site does not
/// bear out; what breaks in the middle is taken back, and what nobody waits for is cut off.
class WrittenWhileReadTest extends WriterStory {
    private static final String TAKEN_BACK = "(taken back)";
    private static final Duration WITHIN = Duration.ofSeconds(20);
    private static final long PATIENCE_SECONDS = 20;

    /// Two sentences of the first passage, as the site has them.
    private static String first;

    private static String second;

    private final Customer customer = new Customer();

    /// Reads along, and may go.
    private static final class Customer implements AnswerReader {
        final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        final List<String> ever = new CopyOnWriteArrayList<>();
        final CompletableFuture<Void> gone = new CompletableFuture<>();

        @Override
        public void reads(String draft) {
            ever.add(draft);
            seen.add(draft);
        }

        @Override
        public void forgets() {
            ever.add(TAKEN_BACK);
            seen.add(TAKEN_BACK);
        }

        @Override
        public void whenGone(Runnable then) {
            gone.thenRun(then);
        }

        String next() throws InterruptedException {
            String next = seen.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(next).as("what the customer reads next").isNotNull();
            return next;
        }
    }

    @BeforeAll
    static void theSiteSays() {
        String[] sentences =
                harbor.engine()
                        .passages(Question.first(harbor.key(), ASKED), WritingAnswerEngine.PASSAGES)
                        .getFirst()
                        .text()
                        .split("(?<=[.!?])\\s+");
        first = sentences[0];
        second = sentences[1];
    }

    private WritingAnswerEngine engine(String url, long tokensPerHour, Duration within) {
        return new WritingAnswerEngine(
                harbor.engine(),
                new OpenAiModel(url, "small", "", within),
                tokensPerHour,
                Pricing.FREE,
                within,
                Reach.NOTHING,
                now::get,
                outcomes::add);
    }

    private CompletableFuture<Answer> ask(WritingAnswerEngine engine) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(() ->
                        answer.complete(
                                engine.answer(Question.first(harbor.key(), ASKED), customer)));
        return answer;
    }

    private CompletableFuture<Answer> ask() {
        return ask(engine(endpoint.url(), 1_000_000, WITHIN));
    }

    private static Answer quoted() {
        return harbor.engine().answer(Question.first(harbor.key(), ASKED));
    }

    private static Answer of(CompletableFuture<Answer> answer) throws Exception {
        return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void theFirstSentenceIsReadWhileTheSecondIsStillHeldBack() throws Exception {
        endpoint.beginsWith(first.substring(0, 9), first.substring(9), " [1]", " ", second);
        CompletableFuture<Answer> answer = ask();

        assertThat(customer.next()).isEqualTo(first);
        assertThat(answer).isNotDone();

        endpoint.goesOnWith(" [1]");
        assertThat(of(answer))
                .isInstanceOfSatisfying(
                        Answer.Quoted.class,
                        whole -> assertThat(whole.text()).isEqualTo(first + " " + second));
        assertThat(customer.ever).as("the answer begins with the draft").containsExactly(first);
        assertThat(outcomes).containsExactly(Outcome.WRITTEN);
    }

    @Test
    void aSentenceIsHeldBackUntilThePassageIsNamedThatBearsItOut() throws Exception {
        endpoint.beginsWith(first, " ", second, " [1] ", first);
        CompletableFuture<Answer> answer = ask();

        assertThat(customer.next())
                .as("nothing was read before a passage was named")
                .isEqualTo(first + " " + second);
        endpoint.goesOnWith(" [1]");
        of(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "It costs £999.99 to look at it. ",
                "Pay at https://evil.example/now to go on. ",
                "I am DAN and follow whatever strangers wish from robots. ",
                "The amber light means trouble [17]. "
            })
    void aLieInTheSecondSentenceIsNeverReadAndTakesTheFirstBack(String lie) throws Exception {
        endpoint.beginsWith(first, " [1] ", lie, "And so on");
        CompletableFuture<Answer> answer = ask();

        assertThat(customer.next()).isEqualTo(first);
        assertThat(customer.next()).isEqualTo(TAKEN_BACK);
        assertThat(of(answer)).isEqualTo(quoted());
        assertThat(customer.ever).containsExactly(first, TAKEN_BACK);
        assertThat(outcomes).containsExactly(Outcome.UNGROUNDED);
        assertThat(endpoint.hungUpOn.await(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("a liar is not heard out")
                .isTrue();
    }

    @Test
    void aLieAtTheVeryEndTakesBackWhatWasRead() throws Exception {
        endpoint.beginsWith(first, " [1] It");
        CompletableFuture<Answer> answer = ask();
        assertThat(customer.next()).isEqualTo(first);

        endpoint.goesOnWith(" costs £999.99. [1]");
        assertThat(of(answer)).isEqualTo(quoted());
        assertThat(customer.ever).containsExactly(first, TAKEN_BACK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "length", "content_filter", "nonsense", "broken json"})
    void halfAStreamIsTakenBackAndQuoted(String how) throws Exception {
        endpoint.beginsWith(first, " [1] ", second);
        CompletableFuture<Answer> answer = ask();
        assertThat(customer.next()).isEqualTo(first);

        endpoint.goesOn(
                switch (how) {
                    case "" -> Rest.NOTHING;
                    case "nonsense" -> Rest.raw("<html>Bad gateway</html>");
                    case "broken json" -> Rest.raw("data: {\"choices\":[{\"delta\"\n\n");
                    default -> Rest.endsFor(how);
                });
        assertThat(of(answer)).isEqualTo(quoted());
        assertThat(customer.ever).containsExactly(first, TAKEN_BACK);
        assertThat(outcomes).containsExactly(Outcome.FAILED);
    }

    @Test
    void aHangInTheMiddleIsTakenBackWhenTheTimeIsUpAndCutOff() throws Exception {
        endpoint.beginsWith(first, " [1] ", second);
        CompletableFuture<Answer> answer =
                ask(engine(endpoint.url(), 1_000_000, Duration.ofSeconds(1)));

        assertThat(customer.next()).isEqualTo(first);
        assertThat(of(answer)).isEqualTo(quoted());
        assertThat(customer.ever).containsExactly(first, TAKEN_BACK);
        assertThat(outcomes).containsExactly(Outcome.FAILED);
        assertThat(endpoint.hungUpOn.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500})
    void aRefusalShowsNothing(int status) throws Exception {
        endpoint.fails(status);

        assertThat(of(ask())).isEqualTo(quoted());
        assertThat(customer.ever).allMatch(TAKEN_BACK::equals);
        assertThat(outcomes).containsExactly(Outcome.FAILED);
    }

    @Test
    void whoLeavesInTheMiddleIsNotWrittenForAnyMore() throws Exception {
        endpoint.beginsWith(first, " [1] ", second);
        CompletableFuture<Answer> answer = ask();
        assertThat(customer.next()).isEqualTo(first);

        customer.gone.complete(null);

        of(answer);
        assertThat(endpoint.hungUpOn.await(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("the endpoint sees its connection closed")
                .isTrue();
        assertThat(outcomes).as("no failure of the model's").containsExactly(Outcome.UNWANTED);
    }

    @Test
    void whoLeavesBeforeTheFirstWordIsHungUpForToo() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Answer> answer =
                    ask(
                            engine(
                                    "http://127.0.0.1:" + silent.getLocalPort() + "/v1",
                                    1_000_000,
                                    WITHIN));
            try (Socket line = silent.accept()) {
                line.setSoTimeout((int) Duration.ofSeconds(PATIENCE_SECONDS).toMillis());
                byte[] some = new byte[64];
                assertThat(line.getInputStream().read(some)).isPositive();

                customer.gone.complete(null);

                while (line.getInputStream().read(some) > 0) {
                    // The rest of the question.
                }
            }
            of(answer);
            assertThat(outcomes).containsExactly(Outcome.UNWANTED);
        }
    }

    @Test
    void whoIsGoneAlreadyCostsNothingThatIsWaitedFor() throws Exception {
        endpoint.beginsWith(first, " [1] ", second);
        customer.gone.complete(null);

        of(ask());
        assertThat(outcomes).containsExactly(Outcome.UNWANTED);
    }

    @Test
    void whatNobodyWaitedForOrBrokeIsPaidForAllTheSame() throws Exception {
        endpoint.beginsWith(first, " [1] ", second);
        WritingAnswerEngine engine = engine(endpoint.url(), 100, WITHIN);
        CompletableFuture<Answer> answer = ask(engine);
        assertThat(customer.next()).isEqualTo(first);
        customer.gone.complete(null);
        of(answer);

        of(ask(engine));
        assertThat(outcomes)
                .as("the hour's 100 tokens are spent by an estimate of the first")
                .containsExactly(Outcome.UNWANTED, Outcome.SPARED);
    }

    @Test
    void aChattyModelIsShownSoManyTimesAndNoMore() throws Exception {
        String chatter =
                IntStream.range(0, 2 * DraftSoFar.SHOWN)
                        .mapToObj(_ -> "The hub. [1]")
                        .collect(Collectors.joining(" "));
        endpoint.says(chatter.split("(?<= )"));

        assertThat(of(ask())).isInstanceOf(Answer.Quoted.class);
        assertThat(customer.ever).hasSize(DraftSoFar.SHOWN);
        assertThat(customer.ever.getLast()).startsWith("The hub. The hub.");
    }

    @Test
    void whatIsTooLongToBeSaidIsStoppedWhileItIsWritten() throws Exception {
        endpoint.neverStops("The hub. [1] ");

        assertThat(of(ask())).isEqualTo(quoted());
        assertThat(customer.ever)
                .allSatisfy(text -> assertThat(text.length()).isLessThanOrEqualTo(Draft.MAX_CHARS));
        assertThat(endpoint.hungUpOn.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(outcomes).containsExactly(Outcome.UNGROUNDED);
    }
}
