package dev.trawl.systems.reddit;

import dev.trawl.core.Failure;
import java.util.List;
import java.util.Optional;

/**
 * What was found behind a post.
 *
 * @param problem of the post itself; empty where it has none
 * @param unreadable whether the problem hides what the post links to, so that it is dead
 */
record Seen(PostKind kind, List<PostPicture> pictures, Optional<Failure> problem, boolean unreadable) {
    Seen {
        pictures = List.copyOf(pictures);
    }

    /** Pictures, stored or not. */
    static Seen of(PostKind kind, List<PostPicture> pictures) {
        return new Seen(kind, pictures, Optional.empty(), false);
    }

    /** No picture. */
    static Seen none(PostKind kind, Optional<Failure> problem) {
        return new Seen(kind, List.of(), problem, false);
    }

    /** Nobody can say which pictures. */
    static Seen dead(PostKind kind, Failure why) {
        return new Seen(kind, List.of(), Optional.of(why), true);
    }

    /** The same behind a post that shows the one it was found at. */
    Seen crossposted() {
        return new Seen(
                PostKind.CROSSPOST,
                pictures.stream().map(PostPicture::crossposted).toList(),
                problem,
                unreadable);
    }

    /** How many pictures were stored. */
    long stored() {
        return pictures.stream().filter(picture -> picture.stored().isPresent()).count();
    }

    /** Why the post is dead: it hides its pictures, or has some and none could be stored. */
    Optional<Failure> death() {
        if (unreadable) {
            return problem;
        }
        return pictures.isEmpty() || stored() > 0
                ? Optional.empty()
                : pictures.getFirst().problem();
    }
}
