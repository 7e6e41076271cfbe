package dev.trawl.systems.feeds;

import dev.trawl.core.Json;
import dev.trawl.web.WebAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads JSON Feed 1.0 and 1.1 (jsonfeed.org), item by item, as far as it is JSON. For one thread. */
final class JsonFeed {
    /** What a feed says of itself. */
    private static final Set<String> ABOUT = Set.of("title", "feed_url", "hubs", "authors", "author");

    private final WebAddress at;
    private final Entries entries;
    private final ObjectNode feed = Json.object();
    private boolean listed;

    private JsonFeed(WebAddress at, int letters) {
        this.at = at;
        this.entries = new Entries(letters);
    }

    static Feed read(String text, WebAddress at) throws NotAFeed {
        return new JsonFeed(at, text.length()).all(text);
    }

    private Feed all(String text) throws NotAFeed {
        String found = "JSON without items";
        try (JsonParser json = Json.parser(text)) {
            members(json);
        } catch (JacksonException e) {
            // What came before it broke is kept, but for the item that it broke in.
            found = "broken JSON";
        }
        if (!listed) {
            throw new NotAFeed(found);
        }
        return new Feed(
                text(feed, "title").flatMap(Markup::line),
                entries.list(author(feed)),
                Optional.empty(),
                links(feed, at));
    }

    private void members(JsonParser json) {
        json.nextToken();
        for (String name = json.nextName(); name != null && !entries.full(); name = json.nextName()) {
            JsonToken value = json.nextToken();
            if (name.equals("items") && value == JsonToken.START_ARRAY) {
                listed = true;
                items(json);
            } else if (ABOUT.contains(name)) {
                feed.set(name, json.<JsonNode>readValueAsTree());
            } else {
                json.skipChildren();
            }
        }
    }

    private void items(JsonParser json) {
        for (JsonToken next = json.nextToken();
                next != JsonToken.END_ARRAY && !entries.full();
                next = json.nextToken()) {
            if (next == JsonToken.START_OBJECT) {
                entries.add(entry(json.readValueAsTree(), at));
            } else {
                json.skipChildren();
            }
        }
    }

    private static HubLinks links(JsonNode feed, WebAddress at) {
        HubLinks links = HubLinks.NONE;
        for (JsonNode hub : feed.path("hubs")) {
            if (hub.path("type").asString("").equalsIgnoreCase("websub")) {
                links = links.with("hub", hub.path("url").asString(""), at);
            }
        }
        return links.with("self", text(feed, "feed_url").orElse(""), at);
    }

    private static Entry entry(JsonNode item, WebAddress at) {
        Optional<String> link =
                text(item, "url").or(() -> text(item, "external_url")).flatMap(url -> Links.absolute(url, at));
        Entry.Wording wording = new Entry.Wording(
                text(item, "title").flatMap(Markup::line),
                author(item),
                text(item, "summary").flatMap(text -> Markup.ofText(text, at).sanitised()),
                content(item, at));
        Entry.Dates dates = new Entry.Dates(
                text(item, "date_published").flatMap(FeedDate::read),
                text(item, "date_modified").flatMap(FeedDate::read));
        String id = text(item, "id").or(() -> link).orElseGet(() -> Identity.of(wording));
        return new Entry(id, link, wording, dates, categories(item), enclosures(item, at));
    }

    private static Optional<String> content(JsonNode item, WebAddress at) {
        return text(item, "content_html")
                .map(html -> new Markup(html, at))
                .or(() -> text(item, "content_text").map(text -> Markup.ofText(text, at)))
                .flatMap(Markup::sanitised);
    }

    /** Of an item or of the feed: a list since 1.1, one before. */
    private static Optional<String> author(JsonNode named) {
        Authors authors = new Authors();
        named.path("authors").forEach(author -> text(author, "name").ifPresent(authors::add));
        return authors.joined().or(() -> text(named.path("author"), "name"));
    }

    private static List<String> categories(JsonNode item) {
        Set<String> tags = new LinkedHashSet<>();
        for (JsonNode tag : item.path("tags")) {
            if (tag.isString() && !tag.asString().isBlank()) {
                tags.add(tag.asString().strip());
            }
        }
        return List.copyOf(tags);
    }

    private static List<Entry.Enclosure> enclosures(JsonNode item, WebAddress at) {
        List<Entry.Enclosure> found = new ArrayList<>();
        for (JsonNode each : item.path("attachments")) {
            if (found.size() == Entry.ENCLOSURES_MAX) {
                break;
            }
            JsonNode size = each.path("size_in_bytes");
            Optional<Long> bytes = size.canConvertToLong() ? Optional.of(size.asLong()) : Optional.empty();
            text(each, "url")
                    .flatMap(url -> Links.absolute(url, at))
                    .ifPresent(url -> found.add(new Entry.Enclosure(url, text(each, "mime_type"), bytes)));
        }
        return found;
    }

    /** A text or number with something in it. */
    private static Optional<String> text(JsonNode object, String name) {
        JsonNode value = object.path(name);
        return value.isString() || value.isNumber()
                ? Optional.of(value.asString().strip()).filter(text -> !text.isEmpty())
                : Optional.empty();
    }
}
