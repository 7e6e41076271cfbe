package dev.trawl.systems.reddit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Failure;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LinkTableTest {
    private static final String GALLERY =
            "'is_gallery': true, 'url': 'https://www.reddit.com/gallery/abc', 'media_metadata': {"
                    + "'one': {'status': 'valid', 'm': 'image/jpg'}, 'two': {'status': 'valid', 'm': 'image/png'}}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'removed_by_category': 'moderator', 'url': 'https://i.redd.it/a.jpg'",
                "'removed_by_category': 'deleted', 'author': '[deleted]', " + GALLERY,
                "'url': null, 'author': null",
                "'url': '', 'author': '[deleted]'",
                "'url': '[deleted]', 'author': ''",
            })
    void a_post_that_somebody_removed_or_of_which_nothing_is_left_is_removed(String fields) {
        assertThat(links(fields)).isEqualTo(PostLinks.Nothing.of(PostKind.REMOVED));
    }

    @Test
    void a_link_without_an_author_is_still_a_link() {
        assertThat(links("'url': 'https://i.redd.it/a.jpg', 'author': '[deleted]'"))
                .isEqualTo(picture("https://i.redd.it/a.jpg"));
    }

    @Test
    void a_link_that_is_gone_is_a_link_as_long_as_its_author_is_there() {
        assertThat(links("'url': null, 'author': 'alive'")).isEqualTo(PostLinks.Nothing.of(PostKind.LINK));
    }

    @Test
    void a_crosspost_is_what_its_parent_is() {
        String parent = "{'name': 't3_p', 'author': 'x', 'url': 'https://i.redd.it/p.png'}";
        String decoy = "{'name': 't3_q', 'author': 'x', 'url': 'https://i.redd.it/q.png'}";
        assertThat(links("'is_self': true, 'crosspost_parent_list': [" + parent + "," + decoy + "]"))
                .isEqualTo(new PostLinks.Crosspost(picture("https://i.redd.it/p.png")));
    }

    @Test
    void a_removed_crosspost_is_removed() {
        assertThat(
                        links(
                                "'removed_by_category': 'author', 'crosspost_parent_list': [{'url': 'https://i.redd.it/p.png'}]"))
                .isEqualTo(PostLinks.Nothing.of(PostKind.REMOVED));
    }

    @Test
    void an_empty_list_of_parents_makes_no_crosspost() {
        assertThat(links("'crosspost_parent_list': [], 'url': 'https://i.redd.it/a.png'"))
                .isEqualTo(picture("https://i.redd.it/a.png"));
    }

    @Test
    void a_gallery_has_its_own_order() {
        assertThat(links(GALLERY + ", 'gallery_data': {'items': [{'media_id': 'two'}, {'media_id': 'one'}]}"))
                .isEqualTo(gallery(at("https://i.redd.it/two.png"), at("https://i.redd.it/one.jpg")));
    }

    @Test
    void a_gallery_without_an_order_has_that_of_its_media() {
        assertThat(links(GALLERY + ", 'gallery_data': null"))
                .isEqualTo(gallery(at("https://i.redd.it/one.jpg"), at("https://i.redd.it/two.png")));
    }

    @Test
    void a_gallery_comes_before_the_text_of_its_post() {
        assertThat(links("'is_self': true, " + GALLERY).kind()).isEqualTo(PostKind.GALLERY);
    }

    @ParameterizedTest
    @CsvSource({
        "image/jpg, jpg",
        "image/jpeg, jpg",
        "image/png, png",
        "image/gif, gif",
        "image/webp, webp",
        "image/avif, avif"
    })
    void a_gallerys_picture_is_named_by_its_type(String type, String extension) {
        assertThat(links("'is_gallery': true, 'media_metadata': {'x': {'status': 'valid', 'm': '" + type + "'}}"))
                .isEqualTo(gallery(at("https://i.redd.it/x." + extension)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'bad': {'status': 'failed'}",
                "'bad': {'status': 'unprocessed', 'm': 'image/png'}",
                "'bad': {'status': 'valid', 'm': 'video/ogg'}",
                "'bad': {'status': 'valid'}",
                "'bad': null",
                "'other': {'status': 'valid', 'm': 'image/png'}",
            })
    void an_entry_that_names_no_picture_keeps_its_place(String entry) {
        PostLinks links = links("'is_gallery': true, 'media_metadata': {'good': {'status': 'valid', 'm': 'image/png'}, "
                + entry + "}, 'gallery_data': {'items': [{'media_id': 'bad'}, {'media_id': 'good'}]}");
        assertThat(((PostLinks.Pictures) links).pictures())
                .satisfiesExactly(
                        broken -> assertThat(broken).isInstanceOf(PictureLink.Broken.class),
                        good -> assertThat(good).isEqualTo(at("https://i.redd.it/good.png")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../secret", "a/b", "a?b", "a b", ""})
    void a_media_id_that_could_lead_elsewhere_names_no_picture(String id) {
        PostLinks links =
                links("'is_gallery': true, 'media_metadata': {'" + id + "': {'status': 'valid', 'm': 'image/png'}}");
        assertThat(((PostLinks.Pictures) links).pictures()).singleElement().isInstanceOf(PictureLink.Broken.class);
    }

    @Test
    void a_gallery_whose_media_are_gone_is_a_link_like_any_other() {
        assertThat(links("'is_gallery': true, 'media_metadata': null, 'url': 'https://www.reddit.com/gallery/abc'"))
                .isEqualTo(new PostLinks.Unknown("https://www.reddit.com/gallery/abc"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'is_self': true, 'url': 'https://www.reddit.com/r/x/' | TEXT",
                "'is_self': true, 'poll_data': {'options': [1]} | TEXT",
                "'poll_data': {'options': [1]}, 'url': 'https://www.reddit.com/poll/abc' | POLL",
                "'is_video': true, 'url': 'https://i.redd.it/a.jpg' | VIDEO",
                "'url': 'https://v.redd.it/abc' | VIDEO",
                "'url': 'HTTPS://V.redd.it/abc.png' | VIDEO",
                "'url': '/r/other/comments/abc/' | LINK",
                "'url': 'mailto:somebody@example.org' | LINK",
                "'url': 'ftp://example.org/a.jpg' | LINK",
                "'url': 'javascript:alert(1)' | LINK",
                "'url': 'httpx://example.org/a.jpg' | LINK",
                "'url': 5 | LINK",
            })
    void what_has_no_pictures_is_named(String fields, PostKind kind) {
        assertThat(links(fields)).isEqualTo(PostLinks.Nothing.of(kind));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://", "https:", "http:///a.jpg", "https://?q", "http://exa mple.org/a.jpg"})
    void a_link_without_a_host_is_a_bad_one(String url) {
        PostLinks links = LinkTable.of(Posts.linking(url));
        assertThat(links.kind()).isEqualTo(PostKind.LINK);
        assertThat(((PostLinks.Nothing) links).problem().map(Failure::reason)).contains("bad-url");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://imgur.com/a/abc",
                "http://m.imgur.com/a/abc#3",
                "https://www.imgur.com/gallery/abc",
                "https://imgur.com/t/funny/abc",
                "http://i.imgur.com/abc",
                "https://imgur.com/abc?x=1.jpg",
                "https://imgur.com/abc/",
            })
    void a_page_of_imgur_names_its_media(String url) {
        assertThat(LinkTable.of(Posts.linking(url))).isEqualTo(new PostLinks.ImgurPage(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://imgur.com/",
                "https://imgur.com/user/somebody/posts",
                "https://api.imgur.com/abc",
                "https://imgur.com.example.org/a/abc",
                "https://example.org/a.jpg/",
                "https://example.org/?a.jpg",
                "https://example.org/jpg",
                "https://i.imgur.com/abc.mp4",
                "https://pbs.example.org/media/x.jpg:large",
            })
    void any_other_link_must_be_asked(String url) {
        assertThat(LinkTable.of(Posts.linking(url))).isEqualTo(new PostLinks.Unknown(url));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "jpeg", "jpe", "jfif", "png", "gif", "webp", "avif", "bmp", "JPG", "PnG"})
    void a_path_that_ends_like_a_picture_is_one(String extension) {
        String url = "http://example.org/a/b." + extension + "?width=1#part";
        assertThat(LinkTable.of(Posts.linking(url))).isEqualTo(picture(url));
    }

    @Test
    void imgur_with_a_file_extension_is_the_picture_itself() {
        assertThat(LinkTable.of(Posts.linking("https://imgur.com/a.jpg")))
                .isEqualTo(picture("https://imgur.com/a.jpg"));
    }

    @ParameterizedTest
    @CsvSource({
        "http://i.imgur.com/a.gifv, http://i.imgur.com/a.mp4",
        "https://example.org/a.gifv?b=.gifv#c, https://example.org/a.mp4?b=.gifv#c",
        "https://example.org/x.gifv/a.GIFV, https://example.org/x.gifv/a.mp4",
    })
    void a_gifv_is_asked_for_as_mp4(String url, String asked) {
        assertThat(LinkTable.of(Posts.linking(url))).isEqualTo(picture(asked));
    }

    @Test
    void an_escaped_ampersand_is_an_ampersand() {
        assertThat(LinkTable.of(Posts.linking("https://example.org/a.jpg?b=1&amp;c=2")))
                .isEqualTo(picture("https://example.org/a.jpg?b=1&c=2"));
    }

    @Test
    void reddits_own_copy_stands_in_for_a_linked_picture() {
        PostLinks links = links("'url': 'https://i.redd.it/a.jpg', 'preview': {'images': [{'source': "
                + "{'url': 'https://preview.redd.it/a.jpg?x=1&amp;s=2'}}]}");
        assertThat(((PostLinks.Pictures) links).pictures())
                .containsExactly(new PictureLink.At(
                        "https://i.redd.it/a.jpg", Via.LINK, Optional.of("https://preview.redd.it/a.jpg?x=1&s=2")));
    }

    @Test
    void a_trimmed_post_links_to_the_same() {
        for (String fields : List.of(
                GALLERY + ", 'gallery_data': {'items': [{'media_id': 'two', 'caption': 'c'}, {'media_id': 'none'}]}",
                GALLERY,
                "'crosspost_parent_list': [{'author': 'x', 'crosspost_parent_list': [{'author': 'y', 'url': 'https://i.redd.it/p.png'}]}]",
                "'poll_data': {'options': [1]}, 'url': 'https://www.reddit.com/poll/abc'",
                "'url': 'https://i.redd.it/a.jpg', 'preview': {'images': [{'source': {'url': 'https://p.org/a?x&amp;y'}}]}",
                "'removed_by_category': 'moderator'")) {
            Post whole = Posts.of(fields + ", 'selftext': 'long', 'all_awardings': [1, 2, 3]");
            Post trimmed = Post.of(PostTrim.of(whole));
            assertThat(LinkTable.of(trimmed)).isEqualTo(LinkTable.of(whole));
            assertThat(trimmed.fields().has("selftext")).isFalse();
        }
    }

    private static PostLinks links(String fields) {
        return LinkTable.of(Posts.of(fields));
    }

    private static PostLinks picture(String address) {
        return new PostLinks.Pictures(PostKind.PICTURE, List.of(PictureLink.At.of(address, Via.LINK)));
    }

    private static PostLinks gallery(PictureLink... pictures) {
        return new PostLinks.Pictures(PostKind.GALLERY, List.of(pictures));
    }

    private static PictureLink at(String address) {
        return PictureLink.At.of(address, Via.GALLERY);
    }
}
