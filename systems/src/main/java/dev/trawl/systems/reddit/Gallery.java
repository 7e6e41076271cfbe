package dev.trawl.systems.reddit;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** The pictures of a gallery, in its order. */
final class Gallery {
    private static final String HOST = "https://i.redd.it/";

    /** What a media id is made of; anything else could lead to another address. */
    private static final Pattern MEDIA_ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    private static final Map<String, String> EXTENSIONS = Map.of(
            "image/jpg", "jpg",
            "image/jpeg", "jpg",
            "image/png", "png",
            "image/gif", "gif",
            "image/webp", "webp",
            "image/avif", "avif");

    private Gallery() {}

    /** An entry for each, also for those that name no picture. */
    static List<PictureLink> pictures(Post post) {
        JsonNode media = post.field("media_metadata");
        return order(post).stream().map(id -> picture(id, media.path(id))).toList();
    }

    private static List<String> order(Post post) {
        JsonNode items = post.field("gallery_data").path("items");
        if (!items.isArray()) {
            return List.copyOf(post.field("media_metadata").propertyNames());
        }
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> item.path("media_id").asString(""))
                .toList();
    }

    private static PictureLink picture(String id, JsonNode entry) {
        String status = entry.path("status").asString("missing");
        String type = entry.path("m").asString("");
        String extension = EXTENSIONS.get(type);
        if (!status.equals("valid")
                || extension == null
                || !MEDIA_ID.matcher(id).matches()) {
            return new PictureLink.Broken(
                    Via.GALLERY,
                    "The gallery's entry '" + id + "' names no picture: its status is '" + status + "', its type '"
                            + type + "'");
        }
        return PictureLink.At.of(HOST + id + "." + extension, Via.GALLERY);
    }
}
