package dev.trawl.systems.reddit;

import dev.trawl.core.Failure;
import dev.trawl.core.Item;
import dev.trawl.core.ItemContext;
import dev.trawl.core.Outcome;
import dev.trawl.core.Worker;
import dev.trawl.core.port.Objects;
import dev.trawl.web.BadAddress;
import dev.trawl.web.Fetcher;
import dev.trawl.web.WebAddress;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Stores every picture that a post links to. A picture that failed for now does not stop the others of its post; what
 * has been stored, or is gone for good, is not asked for again.
 */
final class RedditPictures implements Worker {
    /** What an id may be where it becomes a folder. */
    private static final Pattern POST_ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    private final PictureSettings settings;
    private final Fetcher fetcher;
    private final Objects objects;
    private final InstantSource clock;

    RedditPictures(PictureSettings settings, Fetcher fetcher, Objects objects, InstantSource clock) {
        this.settings = settings;
        this.fetcher = fetcher;
        this.objects = objects;
        this.clock = clock;
    }

    @Override
    public Outcome work(Item item, ItemContext context) throws IOException, InterruptedException {
        Post post = Post.of(item.value());
        String subreddit = post.subreddit().orElse(settings.subreddit());
        PostRows rows = new PostRows(item.key(), subreddit, post);
        PostLinks links = LinkTable.of(post);
        Optional<String> folder = folder(subreddit, item.key());
        if (folder.isEmpty()) {
            return end(Seen.dead(links.kind(), misnamed(subreddit, item.key())), rows, context);
        }
        Asking asking = new Asking(context, clock);
        PictureDoor door = new PictureDoor(fetcher, objects, context);
        Seen seen = new PostVisit(asking, door, folder.get(), settings.pages()).see(links);
        Optional<Outcome> unsettled = asking.unsettled();
        return unsettled.isPresent() ? unsettled.get() : end(seen, rows, context);
    }

    @Override
    public Optional<String> budgetKey(Item item) {
        return LinkTable.of(Post.of(item.value())).first().flatMap(RedditPictures::host);
    }

    private static Optional<String> host(String address) {
        try {
            return Optional.of(WebAddress.parse(address).host());
        } catch (BadAddress e) {
            return Optional.empty();
        }
    }

    private static Outcome end(Seen seen, PostRows rows, ItemContext context) {
        rows.write(seen, context);
        return seen.death().<Outcome>map(Outcome.Dead::new).orElse(Outcome.DONE);
    }

    private static Optional<String> folder(String subreddit, String postId) {
        return SubredditName.folder(subreddit)
                .filter(name -> POST_ID.matcher(postId).matches())
                .map(name -> "reddit/" + name + "/" + postId);
    }

    private static Failure misnamed(String subreddit, String postId) {
        return new Failure(
                "bad-body",
                "Post '" + postId + "' of subreddit '" + subreddit + "' has a name that Reddit gives to none, so its "
                        + "pictures have no place to be stored at; nothing of it was asked for");
    }
}
