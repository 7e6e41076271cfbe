package dev.trawl.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.StoredObject;
import dev.trawl.testkit.MemoryObjects;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PictureStoreTest {
    private final WebFixture web = new WebFixture();
    private final MemoryObjects objects = new MemoryObjects();
    private final PictureStore store = new PictureStore(web.fetcher, objects);

    PictureStoreTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        web.close();
    }

    private Picture picture(String path, PictureWish wish) throws InterruptedException {
        return WebFixture.answered(store.get(web.request(path), wish)).body();
    }

    @Test
    void a_picture_is_stored_whole_under_what_its_bytes_are() throws Exception {
        byte[] jpeg = PictureBytes.jpegWithPreviews(5, 300, 200);
        web.server.on("/p.png", line -> line.answer(200, "Content-Type: image/png\r\n", jpeg));
        Picture picture = picture("/p.png", PictureWish.named("a/b/0"));
        assertThat(picture).isInstanceOfSatisfying(Picture.Stored.class, stored -> {
            assertThat(stored.type()).isEqualTo(PictureType.JPG);
            assertThat(stored.size()).isEqualTo(Optional.of(new PictureSize(300, 200)));
            assertThat(stored.object()).extracting(StoredObject::key).isEqualTo("a/b/0.jpg");
            assertThat(stored.object().bytes()).isEqualTo(jpeg.length);
        });
        assertThat(objects.read("a/b/0.jpg").readAllBytes()).isEqualTo(jpeg);
        assertThat(objects.open()).isZero();
    }

    @Test
    void what_is_no_picture_is_not_read_on() throws Exception {
        assertThat(picture("/endless", PictureWish.named("x")))
                .isInstanceOfSatisfying(
                        Picture.NotAPicture.class,
                        other -> assertThat(other.beginning()).isEmpty());
        assertThat(objects.keys()).isEmpty();
    }

    @Test
    void a_page_that_announces_more_than_a_body_may_have_is_left_alone_at_its_first_bytes() throws Exception {
        web.server.on("/long", line -> {
            line.head(200, "Content-Length: 100000000000\r\n");
            line.send("<p>more</p>".repeat(10_000));
            line.hang();
        });
        assertThat(picture("/long", PictureWish.named("x"))).isInstanceOf(Picture.NotAPicture.class);
    }

    @Test
    void as_much_of_a_page_is_kept_as_is_wanted() throws Exception {
        assertThat(picture("/endless", new PictureWish("x", 5_000, _ -> false)))
                .isInstanceOfSatisfying(
                        Picture.NotAPicture.class,
                        other -> assertThat(new String(other.beginning(), UTF_8))
                                .hasSize(5_000)
                                .startsWith("<p>more</p>"));
    }

    @Test
    void a_picture_that_stands_for_a_removed_one_is_not_stored() throws Exception {
        byte[] png = PictureBytes.written("png", 161, 81);
        byte[] md5 = MessageDigest.getInstance("MD5").digest(png);
        web.server.on("/gone.png", line -> line.answer(200, "", png));
        assertThat(picture("/gone.png", new PictureWish("x", 0, found -> Arrays.equals(found, md5))))
                .isInstanceOf(Picture.Removed.class);
        assertThat(objects.keys()).isEmpty();
        assertThat(objects.open()).isZero();
    }

    @Test
    void a_picture_that_was_cut_leaves_nothing_behind() throws Exception {
        byte[] png = PictureBytes.written("png", 300, 200);
        web.server.on("/cut.png", line -> {
            line.head(200, "Content-Length: " + (png.length + 1) + "\r\n");
            line.send(png);
            line.end();
        });
        assertThat(WebFixture.failed(store.get(web.request("/cut.png"), PictureWish.named("x")))
                        .why()
                        .reason())
                .isEqualTo("truncated");
        assertThat(objects.keys()).isEmpty();
        assertThat(objects.open()).isZero();
    }
}
