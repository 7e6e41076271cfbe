package dev.trawl.systems.reddit;

import dev.trawl.core.Failure;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a post links to, as far as the post itself says. */
sealed interface PostLinks {
    /** What kind of post it is, as long as nobody asked. */
    PostKind kind();

    /** The address that is asked first; empty where none is. */
    Optional<String> first();

    /**
     * No picture.
     *
     * @param problem what is wrong with the link; empty where nothing is
     */
    record Nothing(PostKind kind, Optional<Failure> problem) implements PostLinks {
        /** No picture, and nothing wrong with that. */
        static Nothing of(PostKind kind) {
            return new Nothing(kind, Optional.empty());
        }

        @Override
        public Optional<String> first() {
            return Optional.empty();
        }
    }

    /** These pictures, in the post's order. */
    record Pictures(PostKind kind, List<PictureLink> pictures) implements PostLinks {
        public Pictures {
            pictures = List.copyOf(pictures);
        }

        @Override
        public Optional<String> first() {
            return pictures.stream()
                    .flatMap(link -> link instanceof PictureLink.At at ? Stream.of(at.address()) : Stream.empty())
                    .findFirst();
        }
    }

    /** The media that a page of imgur names. */
    record ImgurPage(String address) implements PostLinks {
        @Override
        public PostKind kind() {
            return PostKind.IMGUR;
        }

        @Override
        public Optional<String> first() {
            return Optional.of(address);
        }
    }

    /** A picture, a page or anything else: only asking tells. */
    record Unknown(String address) implements PostLinks {
        @Override
        public PostKind kind() {
            return PostKind.LINK;
        }

        @Override
        public Optional<String> first() {
            return Optional.of(address);
        }
    }

    /** What another post links to. */
    record Crosspost(PostLinks parent) implements PostLinks {
        @Override
        public PostKind kind() {
            return PostKind.CROSSPOST;
        }

        @Override
        public Optional<String> first() {
            return parent.first();
        }
    }
}
