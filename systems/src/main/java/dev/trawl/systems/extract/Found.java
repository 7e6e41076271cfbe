package dev.trawl.systems.extract;

import java.util.Optional;
import org.jsoup.nodes.Element;
import tools.jackson.databind.JsonNode;

/**
 * Something that a rule found.
 *
 * @param element where it stands; empty where it is no element
 * @param value its text
 */
record Found(Optional<Element> element, String value) {
    static Found of(Element element) {
        return new Found(Optional.of(element), element.text());
    }

    static Found of(String text) {
        return new Found(Optional.empty(), text);
    }

    /** A JSON value; an object or a list is its JSON. */
    static Found of(JsonNode json) {
        return of(json.isValueNode() ? json.asString() : json.toString());
    }
}
