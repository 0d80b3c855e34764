package dev.tandem.tests.evaluation;

import com.fasterxml.jackson.databind.JsonNode;

/// A line of a file that says something else than it should.
final class BadLineException extends Exception {
    BadLineException(String message) {
        super(message);
    }

    static String text(JsonNode node, String name) throws BadLineException {
        if (!node.path(name).isTextual()) {
            throw new BadLineException("\"" + name + "\" is missing or no text");
        }
        return node.path(name).asText();
    }
}
