package dev.tandem.server.assistant;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Any endpoint that speaks OpenAI's chat completions, by LangChain4j. Streams: what is written is
/// heard while it comes, and an answer that nobody waits for any more, or that does not end, is cut
/// off at its source.
public final class OpenAiModel implements LanguageModel {
    /// What the model may write, in tokens: some four sentences.
    static final int MAX_TOKENS = 400;

    /// A model that writes more than this was asked for less.
    static final int MAX_CHARS = 4_000;

    /// Calls that one response may hold; more of them are no question any more.
    static final int MAX_CALLS = 8;

    /// Where the endpoint does not count: about so many characters are one token.
    static final int CHARS_PER_TOKEN = 4;

    private static final Logger log = LoggerFactory.getLogger(OpenAiModel.class);

    private final String url;
    private final String model;
    private final String key;
    private final Duration timeout;

    /// HTTP/1.1, where to cut a request off is to close its connection.
    private final HttpClient http;

    /// @param url up to and without `/chat/completions`
    public OpenAiModel(String url, String model, String key, Duration timeout) {
        this.url = url;
        this.model = model;
        this.key = key.isEmpty() ? "none" : key;
        this.timeout = timeout;
        http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(timeout)
                        .build();
    }

    @Override
    public Completion complete(Request request, Duration within, Listener listener) {
        long until = System.nanoTime() + within.toNanos();
        ModelLine line = new ModelLine(http, timeout);
        Stream stream = new Stream(request, until, listener);
        listener.whenUnwanted(stream::unwanted);
        try {
            over(line).chat(chat(request), stream);
            Completion completion = stream.follow();
            switch (completion) {
                case Completion.Said _, Completion.Called _ -> line.hangUp();
                case Completion.Failed _, Completion.Stopped _ -> line.cut();
            }
            return completion;
        } catch (InterruptedException stopped) {
            line.cut();
            Thread.currentThread().interrupt();
            return new Completion.Failed(Why.TOO_SLOW, stream.estimate());
        } catch (RuntimeException broken) {
            line.cut();
            log.warn("The model's endpoint could not be asked", broken);
            return new Completion.Failed(Why.UNAVAILABLE, Tokens.NONE);
        }
    }

    private static ChatRequest chat(Request request) {
        List<ChatMessage> messages = new ArrayList<>();
        messages.add(SystemMessage.from(request.instructions()));
        messages.add(UserMessage.from(request.material()));
        for (Round round : request.rounds()) {
            messages.add(
                    AiMessage.from(round.calls().stream().map(OpenAiModel::execution).toList()));
            for (int i = 0; i < round.calls().size(); i++) {
                Call call = round.calls().get(i);
                messages.add(
                        ToolExecutionResultMessage.from(
                                call.id(), call.name(), round.told().get(i)));
            }
        }
        ChatRequest.Builder chat = ChatRequest.builder().messages(messages);
        return request.tools().isEmpty()
                ? chat.build()
                : chat.toolSpecifications(
                                request.tools().stream().map(OpenAiModel::specification).toList())
                        .build();
    }

    private static ToolExecutionRequest execution(Call call) {
        return ToolExecutionRequest.builder()
                .id(call.id())
                .name(call.name())
                .arguments(call.arguments())
                .build();
    }

    private static ToolSpecification specification(Tool tool) {
        JsonObjectSchema.Builder schema = JsonObjectSchema.builder();
        tool.parameters().forEach(schema::addStringProperty);
        return ToolSpecification.builder()
                .name(tool.name())
                .description(tool.description())
                .parameters(
                        schema.required(List.copyOf(tool.parameters().keySet()))
                                .additionalProperties(false)
                                .build())
                .build();
    }

    private OpenAiStreamingChatModel over(ModelLine line) {
        return OpenAiStreamingChatModel.builder()
                .httpClientBuilder(line)
                .baseUrl(url)
                .modelName(model)
                .apiKey(key)
                .temperature(0.0)
                .maxTokens(MAX_TOKENS)
                .timeout(timeout)
                .build();
    }

    /// One answer as it comes: from the thread that reads the line to the one that has asked.
    private static final class Stream implements StreamingChatResponseHandler {
        /// Pieces are bounded by the bytes of the line.
        private final BlockingQueue<Happened> happened = new LinkedBlockingQueue<>();

        private final StringBuilder written = new StringBuilder();
        private final Request request;
        private final long until;
        private final Listener listener;

        private sealed interface Happened {
            record Piece(String text) implements Happened {}

            record Whole(ChatResponse response) implements Happened {}

            record Broken(Why why, String message) implements Happened {}

            record Unwanted() implements Happened {}
        }

        /// @param until the time of [System#nanoTime] when patience ends
        Stream(Request request, long until, Listener listener) {
            this.request = request;
            this.until = until;
            this.listener = listener;
        }

        Completion follow() throws InterruptedException {
            while (true) {
                switch (happened.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    case null -> {
                        return new Completion.Failed(Why.TOO_SLOW, estimate());
                    }
                    case Happened.Piece(String text) -> {
                        written.append(text);
                        if (written.length() > MAX_CHARS) {
                            return new Completion.Failed(Why.NONSENSE, estimate());
                        }
                        if (!listener.hears(written.toString())) {
                            return new Completion.Stopped(estimate());
                        }
                    }
                    case Happened.Whole(ChatResponse response) -> {
                        return whole(response);
                    }
                    case Happened.Broken(Why why, String message) -> {
                        log.warn("The model's endpoint failed: {}", message);
                        return new Completion.Failed(
                                why, written.isEmpty() ? Tokens.NONE : estimate());
                    }
                    case Happened.Unwanted _ -> {
                        return new Completion.Stopped(estimate());
                    }
                }
            }
        }

        private Completion whole(ChatResponse response) {
            Tokens tokens = tokens(response.tokenUsage());
            AiMessage message = response.aiMessage();
            FinishReason reason = response.finishReason();
            if (message.hasToolExecutionRequests()) {
                List<Call> calls = calls(message.toolExecutionRequests());
                boolean meant =
                        reason == FinishReason.TOOL_EXECUTION || reason == FinishReason.STOP;
                return meant && !request.tools().isEmpty() && calls.size() <= MAX_CALLS
                        ? new Completion.Called(calls, tokens)
                        : new Completion.Failed(Why.NONSENSE, tokens);
            }
            String text = message.text();
            return reason != FinishReason.STOP || text == null || text.isBlank()
                    ? new Completion.Failed(Why.NONSENSE, tokens)
                    : new Completion.Said(text, tokens);
        }

        /// Some endpoints give no ids, and a model may leave anything out.
        private static List<Call> calls(List<ToolExecutionRequest> wanted) {
            List<Call> calls = new ArrayList<>();
            for (ToolExecutionRequest one : wanted) {
                calls.add(
                        new Call(
                                Optional.ofNullable(one.id()).orElse("call-" + calls.size()),
                                Optional.ofNullable(one.name()).orElse(""),
                                Optional.ofNullable(one.arguments()).orElse("")));
            }
            return calls;
        }

        private Tokens tokens(@Nullable TokenUsage usage) {
            Tokens estimate = estimate();
            if (usage == null) {
                return estimate;
            }
            Integer in = usage.inputTokenCount();
            Integer out = usage.outputTokenCount();
            return new Tokens(in == null ? estimate.in() : in, out == null ? estimate.out() : out);
        }

        private Tokens estimate() {
            return new Tokens(
                    request.chars() / CHARS_PER_TOKEN, written.length() / CHARS_PER_TOKEN);
        }

        void unwanted() {
            happened.add(new Happened.Unwanted());
        }

        // On the line's thread

        @Override
        public void onPartialResponse(String text) {
            happened.add(new Happened.Piece(text));
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            happened.add(new Happened.Whole(response));
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
            happened.add(new Happened.Broken(why, error.toString()));
        }
    }
}
