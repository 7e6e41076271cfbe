package dev.trawl.systems.reddit;

import dev.trawl.core.Failure;
import java.util.Optional;

/**
 * How a picture that a post links to ended.
 *
 * @param index its place in the post, from 0
 * @param address it was asked for at; empty where the post names none
 * @param problem why it, or what it stands in for, could not be had
 */
record PostPicture(
        int index, Optional<String> address, Via via, Optional<Answer.Stored> stored, Optional<Failure> problem) {
    /** From what came of asking for it. */
    static PostPicture of(int index, String address, Via via, Answer answer) {
        return switch (answer) {
            case Answer.Stored stored ->
                new PostPicture(index, Optional.of(address), via, Optional.of(stored), Optional.empty());
            case Answer.Page page ->
                missing(
                        index,
                        Optional.of(address),
                        via,
                        new Failure("not-a-picture", address + " is no picture, by its bytes"));
            case Answer.Gone gone -> missing(index, Optional.of(address), via, gone.why());
        };
    }

    /** One that cannot be had. */
    static PostPicture missing(int index, Optional<String> address, Via via, Failure why) {
        return new PostPicture(index, address, via, Optional.empty(), Optional.of(why));
    }

    /** The same as a stand-in for one that could not be had. */
    PostPicture insteadOf(PostPicture gone) {
        return new PostPicture(index, address, via, stored, gone.problem());
    }

    /** The same in a post that shows the one it was found in; a stand-in stays one. */
    PostPicture crossposted() {
        return new PostPicture(index, address, via == Via.PREVIEW ? via : Via.CROSSPOST, stored, problem);
    }
}
