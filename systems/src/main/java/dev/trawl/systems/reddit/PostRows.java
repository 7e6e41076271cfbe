package dev.trawl.systems.reddit;

import dev.trawl.core.Failure;
import dev.trawl.core.ItemContext;
import dev.trawl.core.StoredObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes the rows of a post that has ended. */
final class PostRows {
    private final String postId;
    private final String subreddit;
    private final Post post;

    /** For one post. */
    PostRows(String postId, String subreddit, Post post) {
        this.postId = postId;
        this.subreddit = subreddit;
        this.post = post;
    }

    /** Its row, those of its pictures, and its objects. */
    void write(Seen seen, ItemContext context) {
        context.row("posts", post(seen));
        for (PostPicture picture : seen.pictures()) {
            context.row("pictures", picture(picture));
            picture.stored().ifPresent(stored -> context.object(stored.object()));
        }
    }

    private Map<String, @Nullable Object> post(Seen seen) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("post_id", postId);
        row.put("subreddit", subreddit);
        row.put("title", post.title().orElse(null));
        row.put("author", post.author().orElse(null));
        row.put("permalink", post.permalink().orElse(null));
        row.put("score", post.score().orElse(null));
        row.put("over_18", post.over18());
        row.put("posted", post.posted().orElse(null));
        row.put("link", post.link().orElse(null));
        row.put("kind", seen.kind().word());
        row.put("pictures", seen.stored());
        row.put("problem", seen.death().or(seen::problem).map(Failure::reason).orElse(null));
        return row;
    }

    private Map<String, @Nullable Object> picture(PostPicture picture) {
        Optional<Answer.Stored> stored = picture.stored();
        Optional<StoredObject> object = stored.map(Answer.Stored::object);
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("post_id", postId);
        row.put("index", picture.index());
        row.put("source_url", picture.address().orElse(null));
        row.put("via", picture.via().word());
        row.put("object", object.map(StoredObject::key).orElse(null));
        row.put("type", object.map(StoredObject::type).orElse(null));
        row.put("bytes", object.map(StoredObject::bytes).orElse(null));
        row.put("width", stored.flatMap(Answer.Stored::width).orElse(null));
        row.put("height", stored.flatMap(Answer.Stored::height).orElse(null));
        row.put("sha256", object.map(StoredObject::sha256).orElse(null));
        row.put("problem", picture.problem().map(Failure::reason).orElse(null));
        return row;
    }
}
