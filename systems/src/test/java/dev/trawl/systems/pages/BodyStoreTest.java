package dev.trawl.systems.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Sha256;
import dev.trawl.core.StoredObject;
import dev.trawl.testkit.FakeAttempt;
import dev.trawl.testkit.MemoryObjects;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcResource;

/** Bodies of pages as objects; a reader of WARC that others wrote reads the records. */
final class BodyStoreTest {
    private static final String LARGE = "<title>Large</title>" + "<p>word</p>".repeat(50_000);

    private final MemoryObjects objects = new MemoryObjects();
    private final FakeAttempt attempt = FakeAttempt.first(3);
    private final PageFixture web = new PageFixture(
            new Following(false, 10, Scope.HOST),
            Optional.of(new BodyStore(objects, Optional.of("bodies"), Optional.of("records"))));

    BodyStoreTest() throws IOException {
        web.page("/small", "<title>Small</title>");
        web.page("/large", LARGE);
        byte[] picture = {(byte) 0x89, 'P', 'N', 'G', 0, 1, 2};
        web.server.on("/picture", line -> line.answer(200, "Content-Type: image/png\r\n", picture));
    }

    @AfterEach
    void close() throws IOException {
        web.close();
    }

    private void work(String path) throws IOException, InterruptedException {
        assertThat(PageFixture.reason(web.work(web.server.url(path), attempt))).isEqualTo("done");
    }

    @Test
    void a_body_is_an_object_that_its_row_names() throws Exception {
        work("/small");
        String name = String.valueOf(PageFixture.row(attempt).get("object"));
        assertThat(name).startsWith("bodies/127.0.0.1/").endsWith(".html");
        assertThat(objects.contents().get(name)).asString(UTF_8).isEqualTo("<title>Small</title>");
        assertThat(attempt.objects())
                .extracting(StoredObject::key)
                .contains(name)
                .hasSize(2);
    }

    @Test
    void a_large_body_is_whole_and_what_is_no_text_is_kept_too() throws Exception {
        work("/large");
        work("/picture");
        assertThat(attempt.rows("pages")).hasSize(2).allSatisfy(row -> {
            byte[] body = objects.read(String.valueOf(row.get("object"))).readAllBytes();
            assertThat(Sha256.hex(body)).isEqualTo(row.get("sha256"));
        });
        assertThat(objects.open()).isZero();
    }

    @Test
    void the_same_page_has_the_same_name_in_every_run() throws Exception {
        work("/small");
        web.page("/small", "<title>Changed</title>");
        work("/small");
        assertThat(objects.keys()).hasSize(2);
    }

    @Test
    void a_page_that_failed_leaves_no_object() throws Exception {
        assertThat(PageFixture.reason(web.work(web.server.url("/status?code=404"), attempt)))
                .isEqualTo("http-404");
        assertThat(objects.keys()).isEmpty();
        assertThat(PageFixture.row(attempt)).doesNotContainKey("object");
    }

    @Test
    void records_one_behind_the_other_are_a_warc_file() throws Exception {
        work("/small");
        work("/large");
        work("/picture");
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        objects.contents().forEach((name, content) -> {
            if (name.startsWith("records/")) {
                file.writeBytes(content);
            }
        });
        List<String> found = new ArrayList<>();
        try (WarcReader reader = new WarcReader(new ByteArrayInputStream(file.toByteArray()))) {
            for (Optional<WarcRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
                WarcResource resource = (WarcResource) next.get();
                assertThat(resource.date()).isEqualTo(PageFixture.NOW);
                byte[] body = resource.body().stream().readAllBytes();
                assertThat(resource.headers().first("WARC-Payload-Digest")).contains("sha256:" + Sha256.hex(body));
                found.add(resource.target() + " " + resource.contentType() + " " + body.length);
            }
        }
        assertThat(found)
                .containsExactlyInAnyOrder(
                        web.server.url("/small") + " text/html 20",
                        web.server.url("/large") + " text/html " + LARGE.length(),
                        web.server.url("/picture") + " image/png 7");
    }
}
