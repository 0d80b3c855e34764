package dev.tandem.server.assistant;

import dev.tandem.signaling.protocol.SiteKey;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One thing that the business's own system can tell about one of its customers: a GET request that
/// changes nothing there. The model chooses when, and fills in the parameters; who it is about is
/// filled in by us.
///
/// @param description for the model: when to use it
/// @param parameters what the model fills in, each with what it is, in the order of the settings
/// @param url with `{user}` for the customer's id at the business and `{name}` for each parameter,
///   all in its path or query
/// @param key sent as a bearer token; empty: none
/// @param within then it is too slow
/// @param bytes of one response; a longer one is none
public record Lookup(
        SiteKey site,
        String name,
        String description,
        Map<String, String> parameters,
        String url,
        String key,
        Duration within,
        int bytes) {
    /// Who the customer is, as the business has signed.
    public static final String USER = "user";

    /// Of what the model fills in: an order number, a postcode.
    static final int VALUE_CHARS = 64;

    public static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");
    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern VALUE =
            Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._#:-]{0," + (VALUE_CHARS - 1) + "}");

    /// Nothing is filled in before the host has ended.
    private static final Pattern URL = Pattern.compile("https?://[^/{}?#@\\s]+/[^\\s#]*");

    public Lookup {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        if (!NAME.matcher(name).matches() || name.equals(ModelTools.SEARCH)) {
            throw new IllegalArgumentException(
                    "a name has 1 to 40 small letters, digits and underscores, begins with a letter,"
                            + " and is not "
                            + ModelTools.SEARCH);
        }
        if (description.isBlank() || description.length() > 500) {
            throw new IllegalArgumentException("a description has 1 to 500 characters");
        }
        for (String parameter : parameters.keySet()) {
            if (!NAME.matcher(parameter).matches() || parameter.equals(USER)) {
                throw new IllegalArgumentException(
                        "a parameter is named like a lookup, and never user");
            }
        }
        requirePlaces(url, parameters.keySet());
    }

    private static void requirePlaces(String url, Set<String> parameters) {
        if (!URL.matcher(url).matches()) {
            throw new IllegalArgumentException(
                    "a url is like https://shop.example.com/orders/{order}?customer={user}, with"
                            + " nothing to fill in before its path");
        }
        Set<String> wanted = new HashSet<>(parameters);
        wanted.add(USER);
        List<String> places = PLACE.matcher(url).results().map(m -> m.group(1)).toList();
        if (!wanted.equals(new HashSet<>(places)) || places.size() != wanted.size()) {
            throw new IllegalArgumentException(
                    "a url has one place for {user} and one for each parameter, and no other");
        }
        URI.create(PLACE.matcher(url).replaceAll("x"));
    }

    LanguageModel.Tool tool() {
        return new LanguageModel.Tool(name, description, parameters);
    }

    /// The address to ask; empty if the values are not what such a thing looks like.
    ///
    /// @param user the customer's id at the business
    Optional<URI> uri(String user, Map<String, String> values) {
        if (!values.keySet().equals(parameters.keySet())
                || values.values().stream().anyMatch(v -> !VALUE.matcher(v).matches())
                || isDots(user)) {
            return Optional.empty();
        }
        Map<String, String> filled = new HashMap<>(values);
        filled.put(USER, user);
        return Optional.of(
                URI.create(
                        PLACE.matcher(url)
                                .replaceAll(place ->
                                        Matcher.quoteReplacement(
                                                encoded(
                                                        filled.getOrDefault(
                                                                place.group(1), ""))))));
    }

    /// "." and ".." are steps in a path even when they are encoded.
    private static boolean isDots(String value) {
        return value.isEmpty() || value.chars().allMatch(c -> c == '.');
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return "Lookup[" + site.value() + ", " + name + "]";
    }
}
