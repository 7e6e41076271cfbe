package dev.trawl.systems.reddit;

import dev.trawl.core.Failure;
import dev.trawl.web.BadAddress;
import dev.trawl.web.WebAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Goes where a post links to, in one attempt. What has no final answer yet is left out; {@link Asking} knows of it. */
final class PostVisit {
    private static final Set<String> GONE = Set.of("http-404", "http-410", "removed-picture");

    private final Asking asking;
    private final PictureDoor door;
    private final String folder;
    private final boolean pages;

    /**
     * One attempt.
     *
     * @param folder under which its pictures are stored, without a slash at its end
     * @param pages whether the pictures that web pages name are wanted
     */
    PostVisit(Asking asking, PictureDoor door, String folder, boolean pages) {
        this.asking = asking;
        this.door = door;
        this.folder = folder;
        this.pages = pages;
    }

    /** Asks for everything that has no final answer yet. */
    Seen see(PostLinks links) throws IOException, InterruptedException {
        return switch (links) {
            case PostLinks.Nothing nothing -> Seen.none(nothing.kind(), nothing.problem());
            case PostLinks.Pictures some -> Seen.of(some.kind(), pictures(some.pictures()));
            case PostLinks.ImgurPage page -> imgur(page.address());
            case PostLinks.Unknown unknown -> unknown(unknown.address());
            case PostLinks.Crosspost crosspost -> see(crosspost.parent()).crossposted();
        };
    }

    private List<PostPicture> pictures(List<PictureLink> links) throws IOException, InterruptedException {
        List<PostPicture> pictures = new ArrayList<>();
        for (int index = 0; index < links.size(); index++) {
            picture(index, links.get(index)).ifPresent(pictures::add);
        }
        return pictures;
    }

    private Optional<PostPicture> picture(int index, PictureLink link) throws IOException, InterruptedException {
        return switch (link) {
            case PictureLink.At at -> picture(index, at);
            case PictureLink.Broken broken -> {
                Failure why = new Failure("bad-body", broken.message());
                yield Optional.of(PostPicture.missing(index, Optional.empty(), broken.via(), why));
            }
        };
    }

    private Optional<PostPicture> picture(int index, PictureLink.At link) throws IOException, InterruptedException {
        Optional<PostPicture> linked = ask("picture", index, link.address(), link.via());
        if (link.standIn().isEmpty() || linked.filter(PostVisit::gone).isEmpty()) {
            return linked;
        }
        PostPicture gone = linked.get();
        return ask("preview", index, link.standIn().get(), Via.PREVIEW)
                .map(standIn -> standIn.stored().isPresent() ? standIn.insteadOf(gone) : gone);
    }

    private static boolean gone(PostPicture picture) {
        return picture.problem().filter(why -> GONE.contains(why.reason())).isPresent();
    }

    private Optional<PostPicture> ask(String step, int index, String text, Via via)
            throws IOException, InterruptedException {
        WebAddress address;
        try {
            address = WebAddress.parse(text);
        } catch (BadAddress e) {
            Failure why = new Failure("bad-url", "A picture's address cannot be asked: " + e.getMessage());
            return Optional.of(PostPicture.missing(index, Optional.of(text), via, why));
        }
        return asking.answer(step + "-" + index, () -> door.picture(address, folder + "/" + index))
                .map(answer -> PostPicture.of(index, address.toString(), via, answer));
    }

    /** A page that cannot be read, or names nothing, hides the post's pictures. */
    private Seen imgur(String text) throws IOException, InterruptedException {
        WebAddress address = WebAddress.parse(text);
        Optional<Answer> answer = asking.answer("imgur", () -> door.imgurPage(address, folder + "/0"));
        if (answer.isEmpty()) {
            return Seen.none(PostKind.IMGUR, Optional.empty());
        }
        return switch (answer.get()) {
            case Answer.Stored stored ->
                Seen.of(PostKind.IMGUR, List.of(PostPicture.of(0, address.toString(), Via.IMGUR, stored)));
            case Answer.Page page
            when page.images().isEmpty() ->
                Seen.dead(PostKind.IMGUR, new Failure("nothing-extracted", address + " is a page that names no media"));
            case Answer.Page page -> Seen.of(PostKind.IMGUR, pictures(links(page.images(), Via.IMGUR)));
            case Answer.Gone gone -> Seen.dead(PostKind.IMGUR, gone.why());
        };
    }

    /** A link that is no picture and cannot be read is a problem, but nothing was lost. */
    private Seen unknown(String text) throws IOException, InterruptedException {
        WebAddress address = WebAddress.parse(text);
        Optional<Answer> answer = asking.answer("link", () -> door.link(address, folder + "/0", pages));
        if (answer.isEmpty()) {
            return Seen.none(PostKind.LINK, Optional.empty());
        }
        return switch (answer.get()) {
            case Answer.Stored stored ->
                Seen.of(PostKind.PICTURE, List.of(PostPicture.of(0, address.toString(), Via.LINK, stored)));
            case Answer.Page page when page.images().isEmpty() -> Seen.none(PostKind.LINK, Optional.empty());
            case Answer.Page page -> Seen.of(PostKind.PAGE, pictures(links(page.images(), Via.PAGE)));
            case Answer.Gone gone -> Seen.none(PostKind.LINK, Optional.of(gone.why()));
        };
    }

    private static List<PictureLink> links(List<String> addresses, Via via) {
        return addresses.stream()
                .<PictureLink>map(address -> PictureLink.At.of(address, via))
                .toList();
    }
}
