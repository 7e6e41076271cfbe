package dev.trawl.systems.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.trawl.core.Json;
import dev.trawl.core.Listing;
import dev.trawl.core.Services;
import dev.trawl.core.Source;
import dev.trawl.core.port.InputFiles;
import dev.trawl.testkit.FakeAttempt;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

final class ListSourceTest {
    @Test
    void a_list_has_a_url_a_line() throws Exception {
        assertThat(urls("# mine\n\nhttp://a.test/\r\n  http://a.test/b#part \nnot a url\n"))
                .containsExactly("http://a.test/", "http://a.test/b", "not a url");
    }

    @Test
    void csv_is_read_by_its_column_url() throws Exception {
        assertThat(urls("id,URL,note\n1,http://a.test/,\"x, \"\"y\"\"\nz\"\n2,\"http://a.test/b,c\",\n3,,\n"))
                .containsExactly("http://a.test/", "http://a.test/b,c");
        assertThat(urls("\uFEFFurl;id\nhttp://a.test/x,y;1\n")).containsExactly("http://a.test/x,y");
        assertThat(urls("url\nhttp://a.test/\n")).containsExactly("http://a.test/");
    }

    @Test
    void json_lines_are_read_by_their_field_url() throws Exception {
        assertThat(urls("{\"id\": 1, \"url\": \"http://a.test/\"}\n{\"url\": \"a b\"}\n{\"no\": 1}\n"))
                .containsExactly("http://a.test/", "a b", "{\"no\": 1}");
    }

    @Test
    void an_array_of_texts_is_a_list() throws Exception {
        ObjectNode settings = Json.object();
        settings.putArray("urls").add("http://a.test/").add("two\nlines").add("{no}");
        assertThat(urls(source(settings, ""))).containsExactly("http://a.test/", "two\nlines", "{no}");
    }

    @Test
    void a_long_file_is_listed_in_pages_and_goes_on_at_any_of_their_tokens() throws Exception {
        String file = IntStream.range(0, 2_345)
                .mapToObj(n -> n + ",http://a.test/" + n)
                .collect(Collectors.joining("\n", "id,url\n", ""));
        ObjectNode settings = Json.object();
        settings.putObject("urls").put("sha256", "abc");
        assertThat(urls(source(settings, file))).hasSize(2_345).doesNotHaveDuplicates();
        Listing.Page first = (Listing.Page) source(settings, file).page(Optional.empty(), FakeAttempt.first(4));
        Listing.Page second = (Listing.Page) source(settings, file).page(first.next(), FakeAttempt.first(4));
        assertThat(second.items().getFirst().key()).isEqualTo("http://a.test/1000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"http://a.test/\"]", "\u001f\u008b"})
    void what_is_another_kind_of_file_fails_the_listing(String file) throws Exception {
        ObjectNode settings = Json.object();
        settings.putObject("urls").put("sha256", "abc");
        byte[] bytes = file.startsWith("[") ? file.getBytes(UTF_8) : new byte[] {0x1f, (byte) 0x8b};
        Listing listing = source(settings, bytes).page(Optional.empty(), FakeAttempt.first(4));
        assertThat(((Listing.Failed) listing).why().reason()).isEqualTo("bad-body");
    }

    @Test
    void an_endless_record_fails_the_listing() throws Exception {
        Listing listing = source(Json.object().put("urls", "id,url\n1,\"" + "x".repeat(2_000_000)), "")
                .page(Optional.empty(), FakeAttempt.first(4));
        assertThat(((Listing.Failed) listing).why().message()).contains("quote");
    }

    @ParameterizedTest
    @CsvSource(
            value = {"none of them;{}", "urls and table;{\"urls\": \"x\", \"table\": \"t\"}"},
            delimiter = ';')
    void there_is_one_source_of_pages(String found, String settings) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> source((ObjectNode) Json.parse(settings).tree(), ""))
                .withMessageContaining("needs one of urls=@FILE, sitemap=URL and table=NAME, got: " + found);
    }

    @Test
    void the_number_of_items_is_bounded_where_links_are_followed_or_it_is_said() {
        assertThat(source(Json.object().put("urls", "x"), "").itemsMax()).isEqualTo(Long.MAX_VALUE);
        assertThat(source(Json.object().put("urls", "x").put("follow", true), "")
                        .itemsMax())
                .isEqualTo(100_000);
        assertThat(source(Json.object().put("urls", "x").put("max", 5), "").itemsMax())
                .isEqualTo(5);
    }

    private static List<String> urls(String text) throws Exception {
        return urls(source(Json.object().put("urls", text), ""));
    }

    private static List<String> urls(Source source) throws Exception {
        List<String> urls = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            Listing.Page page = (Listing.Page) source.page(token, FakeAttempt.first(4));
            page.items().stream().map(PageItem::of).map(PageItem::url).forEach(urls::add);
            token = page.next();
        } while (token.isPresent());
        return urls;
    }

    private static Source source(ObjectNode settings, String file) {
        return source(settings, file.getBytes(UTF_8));
    }

    private static Source source(ObjectNode settings, byte[] file) {
        InputFiles files = (_, from) -> new ByteArrayInputStream(file, (int) from, file.length - (int) from);
        return new PagesSourceProvider().open(settings, new Services(Map.of(InputFiles.class, files)));
    }
}
