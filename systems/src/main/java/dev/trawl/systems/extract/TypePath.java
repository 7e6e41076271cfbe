package dev.trawl.systems.extract;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jsoup.nodes.Element;
import tools.jackson.databind.JsonNode;

/**
 * Names a property of things of a type: {@code Product.offers.price}. The same for JSON-LD and microdata. Lists are
 * gone through on the way.
 *
 * @param type without the address of its vocabulary
 * @param names of properties, from the thing on; at least one
 */
record TypePath(String type, List<String> names) {
    static TypePath of(String expression) {
        List<String> words = Arrays.asList(expression.strip().split("\\."));
        if (words.size() < 2 || words.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException(
                    "takes a type and its properties, such as Product.offers.price, found \"" + expression + "\"");
        }
        return new TypePath(words.getFirst(), List.copyOf(words.subList(1, words.size())));
    }

    List<Found> inLinked(List<JsonNode> documents) {
        List<JsonNode> at = new ArrayList<>();
        Deque<JsonNode> open = new ArrayDeque<>(documents);
        while (!open.isEmpty()) {
            JsonNode node = open.removeFirst();
            if (node.isObject() && flat(List.of(node.path("@type"))).stream().anyMatch(this::named)) {
                at.add(node);
            }
            List<JsonNode> below = new ArrayList<>();
            node.forEach(below::add);
            below.reversed().forEach(open::addFirst);
        }
        for (String name : names) {
            at = flat(at.stream().map(node -> node.path(name)).toList());
        }
        return at.stream()
                .filter(node -> !node.isMissingNode() && !node.isNull())
                .map(node -> Found.of(node.has("@value") ? node.get("@value") : node))
                .toList();
    }

    private boolean named(JsonNode typeName) {
        return named(typeName.asString(""));
    }

    private boolean named(String word) {
        return word.substring(Math.max(word.lastIndexOf('/'), word.lastIndexOf('#')) + 1)
                .equals(type);
    }

    private static List<JsonNode> flat(List<JsonNode> nodes) {
        List<JsonNode> flat = new ArrayList<>();
        for (JsonNode node : nodes) {
            if (node.isArray()) {
                node.forEach(flat::add);
            } else {
                flat.add(node);
            }
        }
        return flat;
    }

    List<Found> inMicrodata(Element page) {
        List<Element> at = page.select("[itemscope][itemtype]").stream()
                .filter(thing ->
                        Arrays.stream(thing.attr("itemtype").split("\\s+")).anyMatch(this::named))
                .toList();
        for (String name : names) {
            at = at.stream().flatMap(thing -> properties(thing, name).stream()).toList();
        }
        return at.stream().map(TypePath::value).toList();
    }

    /** Properties of a thing are those below it that are not inside another thing. */
    @SuppressWarnings("ReferenceEquality") // An element is itself.
    private static List<Element> properties(Element thing, String name) {
        return thing.select("[itemprop]").stream()
                .filter(property -> property != thing && owner(property) == thing)
                .filter(property ->
                        Arrays.asList(property.attr("itemprop").split("\\s+")).contains(name))
                .toList();
    }

    private static Element owner(Element property) {
        Element at = property.parent();
        while (at != null && !at.hasAttr("itemscope")) {
            at = at.parent();
        }
        return at == null ? property : at;
    }

    /** HTML Standard, section 5.2.4. */
    private static Found value(Element property) {
        String attribute = switch (property.normalName().toLowerCase(Locale.ROOT)) {
            case "meta" -> "content";
            case "a", "area", "link" -> "href";
            case "img", "audio", "embed", "iframe", "source", "track", "video" -> "src";
            case "object" -> "data";
            case "data", "meter" -> "value";
            case "time" -> "datetime";
            default -> "";
        };
        String instead = property.hasAttr("content") ? "content" : attribute;
        return !instead.isEmpty() && property.hasAttr(instead) ? Found.of(property.attr(instead)) : Found.of(property);
    }
}
