package dev.tandem.server.assistant;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/// Any endpoint that speaks OpenAI's chat completions, by LangChain4j. Streams, so that an answer
/// nobody waits for any more, or that does not end, is cut off at its source.
public final class OpenAiModel implements LanguageModel {
    /// What the model may write, in tokens: some four sentences.
    static final int MAX_TOKENS = 400;

    /// A model that writes more than this was asked for less.
    static final int MAX_CHARS = 4_000;

    /// Where the endpoint does not count: about so many characters are one token.
    private static final int CHARS_PER_TOKEN = 4;

    private static final Logger log = LoggerFactory.getLogger(OpenAiModel.class);

    private final OpenAiStreamingChatModel endpoint;

    /// @param url up to and without `/chat/completions`
    public OpenAiModel(String url, String model, String key, Duration timeout) {
        endpoint =
                OpenAiStreamingChatModel.builder()
                        .baseUrl(url)
                        .modelName(model)
                        .apiKey(key.isEmpty() ? "none" : key)
                        .temperature(0.0)
                        .maxTokens(MAX_TOKENS)
                        .timeout(timeout)
                        .build();
    }

    @Override
    public Completion complete(String instructions, String material, Duration within) {
        Stream stream = new Stream(instructions.length() + material.length());
        try {
            endpoint.chat(
                    List.of(SystemMessage.from(instructions), UserMessage.from(material)), stream);
            return stream.done.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            stream.cancel();
            return new Completion.Failed(Why.TOO_SLOW);
        } catch (InterruptedException stopped) {
            stream.cancel();
            Thread.currentThread().interrupt();
            return new Completion.Failed(Why.TOO_SLOW);
        } catch (ExecutionException | RuntimeException broken) {
            log.warn("The model's endpoint could not be asked", broken);
            return new Completion.Failed(Why.UNAVAILABLE);
        }
    }

    /// One answer as it comes.
    private static final class Stream implements StreamingChatResponseHandler {
        private final CompletableFuture<Completion> done = new CompletableFuture<>();
        private final AtomicReference<@Nullable StreamingHandle> handle = new AtomicReference<>();
        private final int asked;
        private int chars;

        Stream(int asked) {
            this.asked = asked;
        }

        @Override
        public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
            handle.set(context.streamingHandle());
            chars += part.text().length();
            if (chars > MAX_CHARS || done.isDone()) {
                done.complete(new Completion.Failed(Why.NONSENSE));
                context.streamingHandle().cancel();
            }
        }

        @Override
        public void onCompleteResponse(ChatResponse whole) {
            String text = whole.aiMessage().text();
            boolean ended = whole.finishReason() == FinishReason.STOP;
            done.complete(
                    !ended || text == null || text.isBlank()
                            ? new Completion.Failed(Why.NONSENSE)
                            : new Completion.Said(text, tokens(whole.tokenUsage())));
        }

        private int tokens(@Nullable TokenUsage usage) {
            Integer counted = usage == null ? null : usage.totalTokenCount();
            return counted == null ? (asked + chars) / CHARS_PER_TOKEN : counted;
        }

        @Override
        public void onError(Throwable error) {
            Why why =
                    switch (error) {
                        case RateLimitException _ -> Why.TOO_MANY;
                        case AuthenticationException _,
                                InvalidRequestException _,
                                ModelNotFoundException _ ->
                                Why.REFUSED;
                        case dev.langchain4j.exception.TimeoutException _ -> Why.TOO_SLOW;
                        default -> Why.UNAVAILABLE;
                    };
            if (done.complete(new Completion.Failed(why))) {
                log.warn("The model's endpoint failed: {}", error.toString());
            }
        }

        void cancel() {
            done.complete(new Completion.Failed(Why.TOO_SLOW));
            StreamingHandle open = handle.get();
            if (open != null) {
                open.cancel();
            }
        }
    }
}
