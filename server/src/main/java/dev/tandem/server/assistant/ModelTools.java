package dev.tandem.server.assistant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tandem.server.knowledge.Passage;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// What a model may look at for one answer beyond what it was given: more of the site, and what the
/// business's own systems say about the customer who is asking. All of it reads; nothing is done.
/// Whatever the model calls, and with whatever arguments, it is told something, and what it may
/// rest on grows by what was really found.
final class ModelTools {
    static final String SEARCH = "search_site";

    /// Times that a model may call something before it has to write.
    static final int MAX_ROUNDS = 3;

    /// Calls for one answer, over all rounds, of which so many are searches or lookups.
    static final int MAX_CALLS = 6;

    static final int PASSAGES_OF_A_SEARCH = 5;

    /// That one answer may rest on, with those that it began with.
    static final int MAX_PASSAGES = 15;

    static final int ARGUMENT_CHARS = 1_000;

    static final int QUERY_CHARS = 300;

    private static final LanguageModel.Tool SEARCH_TOOL =
            new LanguageModel.Tool(
                    SEARCH,
                    "Finds more passages of the business's website. Use it when the passages you"
                            + " have do not answer the question.",
                    Map.of("query", "what to look for, in a few words"));

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Question question;
    private final Function<Question, List<Passage>> site;
    private final boolean searches;
    private final Map<String, Lookup> lookups = new LinkedHashMap<>();
    private final BusinessSystems systems;
    private final AnswerReader reader;
    private final Consumer<ToolOutcome> outcomes;
    private final List<Passage> passages;
    private final List<String> told = new ArrayList<>();
    private final Map<URI, BusinessSystems.Response> asked = new HashMap<>();
    private int calls;

    /// @param question masked
    /// @param begin the passages that the model has already
    /// @param site finds passages for a question
    ModelTools(
            Question question,
            List<Passage> begin,
            Function<Question, List<Passage>> site,
            Reach reach,
            BusinessSystems systems,
            AnswerReader reader,
            Consumer<ToolOutcome> outcomes) {
        this.question = question;
        this.site = site;
        searches = reach.searches();
        reach.lookups().stream()
                .filter(l -> l.site().equals(question.site()))
                .forEach(l -> lookups.put(l.name(), l));
        this.systems = systems;
        this.reader = reader;
        this.outcomes = outcomes;
        passages = new ArrayList<>(begin);
    }

    /// Whether something can be told about this customer.
    boolean knowsTheCustomer() {
        return question.user().isPresent() && !lookups.isEmpty();
    }

    List<LanguageModel.Tool> offered() {
        List<LanguageModel.Tool> offered = new ArrayList<>();
        if (searches) {
            offered.add(SEARCH_TOOL);
        }
        if (question.user().isPresent()) {
            lookups.values().forEach(lookup -> offered.add(lookup.tool()));
        }
        return offered;
    }

    Ground ground() {
        return new Ground(passages, told);
    }

    boolean hasTold() {
        return !told.isEmpty();
    }

    /// Does it, if it may be done.
    ///
    /// @param left of the answer's time
    /// @return what the model is told
    String call(LanguageModel.Call call, Duration left) {
        if (++calls > MAX_CALLS) {
            return refused(ToolOutcome.TOO_MANY, "no more calls: write your answer now");
        }
        if (call.name().equals(SEARCH) && searches) {
            return arguments(call.arguments())
                    .filter(a -> a.keySet().equals(SEARCH_TOOL.parameters().keySet()))
                    .map(a -> search(a.getOrDefault("query", "")))
                    .orElseGet(this::badArguments);
        }
        Lookup lookup = lookups.get(call.name());
        if (lookup == null) {
            return refused(ToolOutcome.UNKNOWN, "there is no such tool");
        }
        if (question.user().isEmpty()) {
            return refused(
                    ToolOutcome.UNVERIFIED,
                    "nobody vouches for who the customer is, so nothing is looked up");
        }
        return arguments(call.arguments())
                .flatMap(a ->
                        lookup.uri(question.user().get(), a)
                                .map(uri -> lookUp(lookup, uri, a, left)))
                .orElseGet(this::badArguments);
    }

    private String badArguments() {
        return refused(ToolOutcome.BAD_ARGUMENTS, "the arguments are not what this tool takes");
    }

    private String refused(ToolOutcome outcome, String why) {
        outcomes.accept(outcome);
        return JsonNodeFactory.instance.objectNode().put("refused", why).toString();
    }

    /// A flat object of texts; a model may write a number for one.
    private static Optional<Map<String, String>> arguments(String written) {
        if (written.length() > ARGUMENT_CHARS) {
            return Optional.empty();
        }
        try {
            JsonNode object = JSON.readTree(written);
            Map<String, String> arguments = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> one : object.properties()) {
                if (!one.getValue().isTextual() && !one.getValue().isIntegralNumber()) {
                    return Optional.empty();
                }
                arguments.put(one.getKey(), one.getValue().asText().strip());
            }
            return object.isObject() ? Optional.of(arguments) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private String search(String query) {
        outcomes.accept(ToolOutcome.SEARCHED);
        String looked = query.substring(0, Math.min(query.length(), QUERY_CHARS));
        int before = passages.size();
        site.apply(new Question(question.site(), looked, question.locale(), List.of())).stream()
                .filter(p -> !passages.contains(p))
                .limit(Math.min(PASSAGES_OF_A_SEARCH, MAX_PASSAGES - before))
                .forEach(passages::add);
        ObjectNode found = JsonNodeFactory.instance.objectNode();
        Material.list(found.putArray("passages"), passages, before);
        return found.toString();
    }

    /// The same asked twice is told from memory.
    private String lookUp(Lookup lookup, URI uri, Map<String, String> values, Duration left) {
        BusinessSystems.Response known = asked.get(uri);
        BusinessSystems.Response response =
                known == null ? systems.ask(lookup, uri, left, reader) : known;
        asked.put(uri, response);
        outcomes.accept(response.outcome());
        if (known == null) {
            reader.lookedUp(
                    new AnswerReader.LookedUp(
                            lookup.name(), values, response.outcome(), response.text()));
        }
        ObjectNode out = JsonNodeFactory.instance.objectNode().put("lookup", lookup.name());
        if (response.outcome() == ToolOutcome.TOLD) {
            if (known == null) {
                told.add(response.text());
            }
            return out.put("said", response.text()).toString();
        }
        return out.put(
                        "said",
                        response.outcome() == ToolOutcome.NOTHING
                                ? "It has nothing of this customer's under that."
                                : "It cannot be reached at the moment.")
                .toString();
    }
}
