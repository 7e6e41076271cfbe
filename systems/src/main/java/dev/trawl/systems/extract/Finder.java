package dev.trawl.systems.extract;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.trawl.core.ClosestWord;
import dev.trawl.web.WebAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Finds values in a page. Safe for any number of threads. */
@FunctionalInterface
interface Finder {
    /** The languages of rules. */
    List<String> KINDS = List.of("css", "xpath", "jsonld", "microdata", "og", "meta", "json", "re");

    /** What it finds, in the order of the page. */
    List<Found> find(Subject page);

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException where it makes no sense, with what is wrong
     */
    static Finder of(String kind, String expression) {
        return switch (kind) {
            case "css" -> css(expression);
            case "xpath" -> xpath(expression);
            case "jsonld" -> {
                TypePath path = TypePath.of(expression);
                yield page -> path.inLinked(page.linked());
            }
            case "microdata" -> {
                TypePath path = TypePath.of(expression);
                yield page -> page.html().map(path::inMicrodata).orElse(List.of());
            }
            case "og" -> meta("og:" + expression);
            case "meta" -> meta(expression);
            case "json" -> pointer(expression);
            case "re" -> expression(expression);
            default ->
                throw new IllegalArgumentException("found the language \"" + kind + "\"; known are "
                        + String.join(", ", KINDS) + ClosestWord.hint(kind, KINDS));
        };
    }

    private static Finder css(String expression) {
        try {
            Evaluator evaluator = QueryParser.parse(expression);
            return page -> page.html()
                    .map(html -> html.select(evaluator).stream().map(Found::of).toList())
                    .orElse(List.of());
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new IllegalArgumentException("found a CSS selector that makes no sense: " + e.getMessage(), e);
        }
    }

    /** Elements, their text nodes ({@code .../text()}) and their attributes ({@code .../@name}). */
    private static Finder xpath(String expression) {
        int attribute = expression.lastIndexOf("/@");
        String elements = attribute < 0 ? expression : expression.substring(0, attribute);
        String name = attribute < 0 ? "" : expression.substring(attribute + 2);
        Finder finder;
        if (expression.endsWith("text()")) {
            finder = page -> page.html()
                    .map(html -> html.selectXpath(expression, TextNode.class).stream()
                            .map(node -> Found.of(node.text()))
                            .toList())
                    .orElse(List.of());
        } else {
            finder = page -> page.html()
                    .map(html -> html.selectXpath(elements.isEmpty() ? "//*" : elements).stream()
                            .flatMap(element -> attribute(element, name))
                            .toList())
                    .orElse(List.of());
        }
        try {
            finder.find(new Subject(Optional.of(Jsoup.parse("")), "", WebAddress.parse("http://check.invalid/")));
            return finder;
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new IllegalArgumentException("found an XPath that makes no sense: " + e.getMessage(), e);
        }
    }

    private static Stream<Found> attribute(Element element, String name) {
        if (name.isEmpty()) {
            return Stream.of(Found.of(element));
        }
        return element.hasAttr(name) ? Stream.of(Found.of(element.attr(name))) : Stream.empty();
    }

    private static Finder meta(String name) {
        return page -> page.html()
                .map(html -> html.select("meta[content]").stream()
                        .filter(meta -> meta.attr("property").equalsIgnoreCase(name)
                                || meta.attr("name").equalsIgnoreCase(name))
                        .map(meta -> Found.of(meta.attr("content")))
                        .toList())
                .orElse(List.of());
    }

    private static Finder pointer(String expression) {
        JsonPointer pointer = JsonPointer.compile(expression);
        return page -> page.json()
                .map(body -> body.at(pointer))
                .filter(found -> !found.isMissingNode() && !found.isNull())
                .map(Finder::each)
                .orElse(List.of());
    }

    private static List<Found> each(JsonNode json) {
        return json.isArray() ? json.valueStream().map(Found::of).toList() : List.of(Found.of(json));
    }

    private static Finder expression(String expression) {
        Pattern pattern = compiled(expression);
        return page -> matches(pattern, page.text());
    }

    /** A regular expression without backtracking; a wrong one is an IllegalArgumentException. */
    static Pattern compiled(String expression) {
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("found a regular expression that makes no sense: " + e.getMessage(), e);
        }
    }

    /** The first group of every match, or the whole match where it has none. */
    static List<Found> matches(Pattern pattern, String text) {
        List<Found> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            String group = matcher.groupCount() > 0 ? matcher.group(1) : matcher.group();
            if (group != null) {
                found.add(Found.of(group));
            }
        }
        return found;
    }
}
