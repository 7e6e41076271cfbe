package dev.trawl.systems.reddit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Json;
import dev.trawl.web.WebAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a well-known downloader finds in recorded listings; part of the profile {@code corpora} alone. */
@Tag("corpora")
final class CorpusTest {
    /** The least share of posts that must agree; the others differ by intent. */
    private static final double AGREED_MIN = 0.98;

    private static final String FILM = "ytdl:";

    @Test
    void recorded_posts_link_to_what_others_find_in_them() throws IOException {
        Map<String, JsonNode> expected = expected();
        List<String> differing = new ArrayList<>();
        int cases = 0;
        for (Post post : posts()) {
            JsonNode want = expected.get("t3_" + post.id().orElse(""));
            if (want != null && !post.removed()) {
                cases++;
                Post trimmed = Post.of(PostTrim.of(post));
                assertThat(LinkTable.of(trimmed)).isEqualTo(LinkTable.of(post));
                if (!agrees(LinkTable.of(trimmed), want)) {
                    differing.add(want + " against " + LinkTable.of(trimmed));
                }
            }
        }
        double agreed = 1 - (double) differing.size() / cases;
        System.out.printf("%d of %d recorded posts agree (%.2f %%)%n", cases - differing.size(), cases, agreed * 100);
        assertThat(agreed).as(String.join("\n", differing)).isGreaterThan(AGREED_MIN);
    }

    private static boolean agrees(PostLinks links, JsonNode want) {
        List<String> media = list(want.path("gallerydl_media"));
        List<String> handedOn = list(want.path("gallerydl_links"));
        if (media.stream().anyMatch(address -> address.startsWith(FILM))) {
            return flat(links).equals(PostLinks.Nothing.of(PostKind.VIDEO));
        }
        if (!media.isEmpty()) {
            return addresses(links)
                    .equals(media.stream().map(CorpusTest::canonical).toList());
        }
        return handedOn.isEmpty()
                ? links.first().isEmpty() || links instanceof PostLinks.Unknown
                : links.first().map(CorpusTest::canonical).equals(asked(handedOn.getFirst()));
    }

    private static PostLinks flat(PostLinks links) {
        return links instanceof PostLinks.Crosspost crosspost ? flat(crosspost.parent()) : links;
    }

    private static List<String> addresses(PostLinks links) {
        return switch (flat(links)) {
            case PostLinks.Pictures some ->
                some.pictures().stream()
                        .flatMap(link ->
                                link instanceof PictureLink.At at ? Stream.of(canonical(at.address())) : Stream.of())
                        .toList();
            case PostLinks other ->
                other.first().map(CorpusTest::canonical).stream().toList();
        };
    }

    private static Optional<String> asked(String link) {
        return LinkTable.of(Posts.with(Posts.of(""), fields -> fields.put("url", link)))
                .first()
                .map(CorpusTest::canonical);
    }

    private static String canonical(String address) {
        return WebAddress.parse(address).toString();
    }

    private static List<Post> posts() throws IOException {
        List<Post> posts = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder())) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".json")).toList()) {
                JsonNode body = Json.parse(Files.readAllBytes(file)).path("body");
                body.path("data").path("children").forEach(child -> posts.add(new Post(child.path("data"))));
            }
        }
        return posts;
    }

    private static Map<String, JsonNode> expected() throws IOException {
        Map<String, JsonNode> expected = new HashMap<>();
        for (String line : Files.readAllLines(folder().resolve("expected.jsonl"))) {
            JsonNode want = Json.parse(line).tree();
            expected.put(want.path("name").asString(), want);
        }
        return expected;
    }

    private static List<String> list(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }

    private static Path folder() {
        return Optional.ofNullable(System.getProperty("corpora"))
                .or(() -> Optional.ofNullable(System.getenv("TRAWL_CORPORA")))
                .map(folder -> Path.of(folder, "reddit"))
                .orElseThrow(() -> new AssertionError("Name the folder of the corpora: -Dcorpora=DIR"));
    }
}
