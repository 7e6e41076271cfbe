/** Reddit: listings of a subreddit's top posts, and the pictures that the posts link to. */
@NullMarked
package dev.trawl.systems.reddit;

import org.jspecify.annotations.NullMarked;
