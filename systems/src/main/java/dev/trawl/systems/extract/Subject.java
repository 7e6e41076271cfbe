package dev.trawl.systems.extract;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Json;
import dev.trawl.web.WebAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What rules are applied to: one page. For one thread. */
public final class Subject {
    private final Optional<Document> html;
    private final String text;
    private final WebAddress base;
    private @Nullable List<JsonNode> json;
    private @Nullable List<JsonNode> linked;

    /**
     * A page.
     *
     * @param html its elements; empty where it is no HTML
     * @param text the whole of it as it came
     * @param base where its relative addresses begin
     */
    public Subject(Optional<Document> html, String text, WebAddress base) {
        this.html = html;
        this.text = text;
        this.base = base;
    }

    /** Its elements; empty where it is no HTML. */
    public Optional<Document> html() {
        return html;
    }

    String text() {
        return text;
    }

    /** Where its relative addresses begin. */
    public WebAddress base() {
        return base;
    }

    /** The page as JSON; empty where it is none. */
    Optional<JsonNode> json() {
        List<JsonNode> known = json;
        if (known == null) {
            known = html.isPresent() ? List.of() : parsed(text).stream().toList();
            json = known;
        }
        return known.stream().findFirst();
    }

    /** Its JSON-LD, a value for each script that can be read. */
    public List<JsonNode> linked() {
        List<JsonNode> known = linked;
        if (known == null) {
            known = new ArrayList<>();
            for (Element script : html.map(page -> page.select("script[type=application/ld+json]"))
                    .map(List::<Element>copyOf)
                    .orElse(List.of())) {
                parsed(script.data()).ifPresent(known::add);
            }
            linked = known;
        }
        return known;
    }

    private static Optional<JsonNode> parsed(String text) {
        try {
            return Optional.of(Json.parse(text.strip().getBytes(UTF_8)));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
