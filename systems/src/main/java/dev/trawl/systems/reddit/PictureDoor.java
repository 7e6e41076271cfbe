package dev.trawl.systems.reddit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.ItemContext;
import dev.trawl.core.port.Objects;
import dev.trawl.web.FetchRequest;
import dev.trawl.web.Fetched;
import dev.trawl.web.Fetcher;
import dev.trawl.web.Picture;
import dev.trawl.web.PictureSize;
import dev.trawl.web.PictureStore;
import dev.trawl.web.PictureWish;
import dev.trawl.web.WebAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks for one address, stores it where it is a picture, and reads what a page names where it is none. */
final class PictureDoor {
    private final PictureStore store;
    private final ItemContext context;

    PictureDoor(Fetcher fetcher, Objects objects, ItemContext context) {
        this.store = new PictureStore(fetcher, objects);
        this.context = context;
    }

    /** What reads the pictures that a page names. */
    @FunctionalInterface
    private interface PageReader {
        List<String> images(WebAddress at, byte[] page);
    }

    /**
     * What should be a picture. A page in its place is not read.
     *
     * @param name of the object, without its extension
     */
    Fetched<Answer> picture(WebAddress address, String name) throws InterruptedException {
        return ask(address, wish(name, 0), (at, page) -> List.of());
    }

    /** A page of imgur, with the media that it names; now and then the picture itself. */
    Fetched<Answer> imgurPage(WebAddress address, String name) throws InterruptedException {
        return ask(address, wish(name, ImgurPage.BYTES_MAX), (at, page) -> ImgurPage.media(new String(page, UTF_8)));
    }

    /**
     * Whatever it is.
     *
     * @param pages whether the picture that a page names is wanted
     */
    Fetched<Answer> link(WebAddress address, String name, boolean pages) throws InterruptedException {
        return pages ? ask(address, wish(name, PageImage.BYTES_MAX), PageImage::of) : picture(address, name);
    }

    private static PictureWish wish(String name, int pageBytesMax) {
        return new PictureWish(name, pageBytesMax, Imgur::isRemoved);
    }

    private Fetched<Answer> ask(WebAddress address, PictureWish wish, PageReader reader) throws InterruptedException {
        FetchRequest request = new FetchRequest(
                address,
                Map.of(),
                context.timeout(),
                context.perHost(),
                FetchRequest.BODY_BYTES_MAX,
                Imgur.REMOVED,
                context);
        return switch (store.get(request, wish)) {
            case Fetched.Answered<Picture>(var at, var status, var headers, var picture) ->
                new Fetched.Answered<>(at, status, headers, answer(at, picture, reader));
            case Fetched.Stopped<Picture>(var target) -> new Fetched.Stopped<>(target);
            case Fetched.Failed<Picture>(var why, var status, var body, var retry, var after) ->
                new Fetched.Failed<>(why, status, body, retry, after);
            case Fetched.Held<Picture>(var after) -> new Fetched.Held<>(after);
        };
    }

    private static Answer answer(WebAddress at, Picture picture, PageReader reader) {
        return switch (picture) {
            case Picture.Stored stored -> stored(stored);
            case Picture.Removed() ->
                Answer.Gone.of("removed-picture", at + " is the picture that imgur shows for what was removed");
            case Picture.NotAPicture page -> new Answer.Page(reader.images(at, page.beginning()));
        };
    }

    private static Answer.Stored stored(Picture.Stored stored) {
        Optional<PictureSize> size = stored.size();
        return new Answer.Stored(stored.object(), size.map(PictureSize::width), size.map(PictureSize::height));
    }
}
