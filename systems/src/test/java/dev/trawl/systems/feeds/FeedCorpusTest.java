package dev.trawl.systems.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Json;
import dev.trawl.web.MediaType;
import dev.trawl.web.WebAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a well-known library finds in the feeds of its own tests; part of the profile {@code corpora} alone. */
@Tag("corpora")
final class FeedCorpusTest {
    /** The least share of expectations that must agree; measured: see the line that is printed. */
    private static final double AGREED_MIN = 0.97;

    /** What the address of the feeds is in the expected values. */
    private static final String ORIGIN = "http://127.0.0.1:8097";

    private static final List<String> NO_COLUMN = List.of("-");

    @Test
    void feeds_say_what_others_find_in_them() throws IOException {
        List<String> differing = new ArrayList<>();
        int all = 0;
        for (String line : Files.readAllLines(folder().resolve("expectations.jsonl"))) {
            JsonNode each = Json.parse(line).tree();
            Feed feed = read(each);
            for (JsonNode check : each.path("checks")) {
                List<String> values = found(feed, path(check.get(0)));
                if (!values.equals(NO_COLUMN) && check.get(1).asString().equals("==")) {
                    all++;
                    if (values.stream().noneMatch(value -> agrees(path(check.get(0)), check.get(2), value))) {
                        differing.add(each.path("file").asString() + " " + check + " against " + values);
                    }
                }
            }
        }
        double agreed = 1 - (double) differing.size() / all;
        System.out.printf("%d of %d expectations agree (%.2f %%)%n", all - differing.size(), all, agreed * 100);
        assertThat(agreed).as(String.join("\n", differing)).isGreaterThanOrEqualTo(AGREED_MIN);
    }

    private static Feed read(JsonNode each) throws IOException {
        byte[] body = Files.readAllBytes(folder().resolve(each.path("file").asString()));
        String type = each.path("headers").path("Content-type").asString("application/xml");
        String said = each.path("headers").path("Content-Location").asString("");
        WebAddress at = WebAddress.parse(said.startsWith("http") ? said : ORIGIN + "/feed");
        try {
            return FeedReader.read(body, body.length, MediaType.read(type).flatMap(MediaType::charset), at);
        } catch (NotAFeed e) {
            return new Feed(Optional.empty(), List.of(), Optional.empty(), HubLinks.NONE);
        }
    }

    private static String path(JsonNode parts) {
        List<String> words = new ArrayList<>();
        parts.forEach(part -> words.add(part.isNumber() ? "n" : part.asString()));
        return String.join(".", words);
    }

    /** Values that may agree; entries have no order. */
    private static List<String> found(Feed feed, String path) {
        return switch (path) {
            case "feed.title", "feed.title_detail.value" -> List.of(feed.title().orElse(""));
            case "entries.n.title", "entries.n.title_detail.value" ->
                each(feed, entry -> Stream.of(entry.wording().title().orElse("")));
            case "entries.n.description",
                    "entries.n.summary",
                    "entries.n.summary_detail.value",
                    "entries.n.content.n.value" ->
                each(
                        feed,
                        entry -> Stream.of(
                                        entry.wording().summary(),
                                        entry.wording().content())
                                .map(text -> text.orElse("")));
            case "entries.n.link", "entries.n.links.n.href" -> each(feed, entry -> entry.link().stream());
            case "entries.n.id", "entries.n.guid" -> each(feed, entry -> Stream.of(entry.id()));
            case "entries.n.author", "entries.n.author_detail.name", "entries.n.authors.n.name" ->
                each(feed, entry -> entry.wording().author().stream());
            case "entries.n.updated", "entries.n.updated_parsed", "entries.n.published", "entries.n.published_parsed" ->
                each(
                        feed,
                        entry -> Stream.of(
                                        entry.dates().updated(), entry.dates().published())
                                .flatMap(Optional::stream)
                                .map(Instant::toString));
            case "entries.n.tags.n.term", "entries.n.category" -> each(feed, entry -> entry.categories().stream());
            case "entries.n.enclosures.n", "entries.n.enclosures.n.url" ->
                each(feed, entry -> entry.enclosures().stream().map(Entry.Enclosure::url));
            default -> NO_COLUMN;
        };
    }

    private static List<String> each(Feed feed, Function<Entry, Stream<String>> values) {
        return feed.entries().stream().flatMap(values).toList();
    }

    private static boolean agrees(String path, JsonNode want, String found) {
        if (want.isArray()) {
            return instant(want).toString().equals(found);
        }
        if (want.isObject()) {
            return want.path("href").asString().equals(found);
        }
        String text = want.asString();
        if (path.contains("title")) {
            return bare(found).equals(bare(text))
                    || bare(found).equals(bare(Jsoup.parse(text).text()));
        }
        return switch (path.substring(path.lastIndexOf('.') + 1)) {
            case "value", "description", "summary" ->
                bare(Jsoup.parse(found).text()).equals(bare(Jsoup.parse(text).text()))
                        || bare(Jsoup.parse(found).text()).equals(bare(text))
                        || bare(found).equals(bare(text));
            case "author", "name" ->
                bare(text).contains(bare(found)) || bare(found).contains(bare(text));
            case "id", "guid" -> text.endsWith(found);
            case "updated", "published" ->
                FeedDate.read(text).map(Instant::toString).equals(Optional.of(found));
            case "link", "href" -> address(text).equals(address(found));
            default -> bare(text).equals(bare(found));
        };
    }

    private static Instant instant(JsonNode parts) {
        return LocalDateTime.of(
                        parts.get(0).asInt(),
                        parts.get(1).asInt(),
                        parts.get(2).asInt(),
                        parts.get(3).asInt(),
                        parts.get(4).asInt(),
                        parts.get(5).asInt())
                .toInstant(ZoneOffset.UTC);
    }

    private static String address(String text) {
        return text.startsWith("http") ? WebAddress.parse(text).normal().toString() : text;
    }

    private static String bare(String text) {
        return text.replaceAll("[\\s\u00A0\u200B\uFEFF]+", "");
    }

    private static Path folder() {
        return Optional.ofNullable(System.getProperty("corpora"))
                .or(() -> Optional.ofNullable(System.getenv("TRAWL_CORPORA")))
                .map(folder -> Path.of(folder, "feeds"))
                .orElseThrow(() -> new AssertionError("Name the folder of the corpora: -Dcorpora=DIR"));
    }
}
