package dev.trawl.systems.reddit;

import dev.trawl.core.Failure;
import dev.trawl.web.BadAddress;
import dev.trawl.web.WebAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a post links to: the first rule that matches it says. Pure; asks nobody. */
final class LinkTable {
    private static final Pattern WEB = Pattern.compile("https?:.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern PICTURE_PATH = Pattern.compile(
            ".*\\.(jpg|jpeg|jpe|jfif|png|gif|webp|avif|bmp)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern GIFV = Pattern.compile("\\.gifv(?=[?#]|$)", Pattern.CASE_INSENSITIVE);
    private static final Pattern GIFV_PATH = Pattern.compile(".*\\.gifv", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final String VIDEO_HOST = "v.redd.it";

    private LinkTable() {}

    /** The first rule that matches. */
    static PostLinks of(Post post) {
        if (post.removed()) {
            return PostLinks.Nothing.of(PostKind.REMOVED);
        }
        Optional<Post> parent = post.crosspostOf();
        if (parent.isPresent()) {
            return new PostLinks.Crosspost(of(parent.get()));
        }
        if (post.gallery()) {
            return new PostLinks.Pictures(PostKind.GALLERY, Gallery.pictures(post));
        }
        return ownKind(post).<PostLinks>map(PostLinks.Nothing::of).orElseGet(() -> linked(post));
    }

    private static Optional<PostKind> ownKind(Post post) {
        if (post.ownText()) {
            return Optional.of(PostKind.TEXT);
        }
        if (post.poll()) {
            return Optional.of(PostKind.POLL);
        }
        return post.video() ? Optional.of(PostKind.VIDEO) : Optional.empty();
    }

    private static PostLinks linked(Post post) {
        String link = post.link().orElse("");
        if (!WEB.matcher(link.strip()).matches()) {
            return PostLinks.Nothing.of(PostKind.LINK);
        }
        try {
            return linked(post, link, WebAddress.parse(link));
        } catch (BadAddress e) {
            Failure why = new Failure("bad-url", "The post's link cannot be asked: " + e.getMessage());
            return new PostLinks.Nothing(PostKind.LINK, Optional.of(why));
        }
    }

    private static PostLinks linked(Post post, String link, WebAddress address) {
        String path = path(address);
        if (address.host().equals(VIDEO_HOST)) {
            return PostLinks.Nothing.of(PostKind.VIDEO);
        }
        if (Imgur.isPage(address.host(), path)) {
            return new PostLinks.ImgurPage(link);
        }
        if (PICTURE_PATH.matcher(path).matches()) {
            return picture(post, link);
        }
        if (GIFV_PATH.matcher(path).matches()) {
            return picture(post, GIFV.matcher(link).replaceFirst(".mp4"));
        }
        return new PostLinks.Unknown(link);
    }

    private static PostLinks picture(Post post, String address) {
        return new PostLinks.Pictures(PostKind.PICTURE, List.of(new PictureLink.At(address, Via.LINK, post.preview())));
    }

    /** Up to the query. */
    static String path(WebAddress address) {
        int query = address.target().indexOf('?');
        return query < 0 ? address.target() : address.target().substring(0, query);
    }
}
