package dev.trawl.systems.reddit;

import dev.trawl.core.Item;
import dev.trawl.core.Json;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** Posts for tests, as Reddit writes them. */
final class Posts {
    private Posts() {}

    /** A post of r/Tests whose fields are those given, in JSON with single quotes. */
    static Post of(String fields) {
        ObjectNode post = (ObjectNode) Json.parse("""
                {"id": "abc", "name": "t3_abc", "subreddit": "Tests", "title": "A title", "author": "somebody",
                 "permalink": "/r/Tests/comments/abc/a_title/", "score": 42, "over_18": false, "created_utc": 1700000000.0,
                 "is_self": false, "is_video": false, "removed_by_category": null}""").tree();
        post.setAll(
                (ObjectNode) Json.parse("{" + fields.replace('\'', '"') + "}").tree());
        return new Post(post);
    }

    /** A post that links somewhere. */
    static Post linking(String url) {
        return of("'url': '" + url + "'");
    }

    /** The item that the source makes of it. */
    static Item item(Post post) {
        return new Item(post.id().orElseThrow(), PostTrim.of(post));
    }

    /** The same with something changed. */
    static Post with(Post post, Consumer<ObjectNode> change) {
        ObjectNode fields = (ObjectNode) post.fields().deepCopy();
        change.accept(fields);
        return new Post(fields);
    }
}
