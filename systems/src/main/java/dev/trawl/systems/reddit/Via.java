package dev.trawl.systems.reddit;

import java.util.Locale;

/** On which way a post led to a picture. */
enum Via {
    /** The post's link is the picture. */
    LINK,
    /** An entry of the post's gallery. */
    GALLERY,
    /** A picture of the post that it shows. */
    CROSSPOST,
    /** Named by a page of imgur. */
    IMGUR,
    /** Reddit's own copy, in place of a linked picture that is gone. */
    PREVIEW,
    /** Named by a web page as its picture. */
    PAGE;

    /** As the table {@code pictures} names it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
