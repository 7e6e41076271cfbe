package dev.trawl.app.demo;

import dev.trawl.core.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Posts with several pictures. */
final class Albums {
    private Albums() {}

    /**
     * A gallery on Reddit.
     *
     * @param broken whether one upload failed
     */
    static Fate gallery(DemoPosts demo, boolean broken) {
        int pictures = 2 + demo.count() % 5;
        ObjectNode post = demo.post("https://www.reddit.com/gallery/" + demo.name());
        ObjectNode media = post.put("is_gallery", true).putObject("media_metadata");
        ArrayNode order = post.putObject("gallery_data").putArray("items");
        for (int n = 0; n < pictures; n++) {
            String id = demo.name() + "g" + n;
            demo.picture("https://i.redd.it/" + id + ".jpg", Drawing.Format.JPG);
            media.putObject(id).put("status", "valid").put("e", "Image").put("m", "image/jpg");
            order.addObject().put("media_id", id);
        }
        if (broken) {
            media.putObject("failed" + demo.name()).put("status", "failed");
            order.insertObject(1).put("media_id", "failed" + demo.name());
        }
        return broken ? Fate.partly(pictures + 1, pictures) : Fate.stored(pictures);
    }

    /** An album of imgur. */
    static Fate album(DemoPosts demo) {
        List<String> media = new ArrayList<>();
        for (int n = 0; n < 2 + demo.count() % 3; n++) {
            media.add(demo.picture("https://i.imgur.com/" + demo.name() + "m" + n + ".png", Drawing.Format.PNG));
        }
        page(demo, media);
        return Fate.stored(media.size());
    }

    /** An album of which one picture was removed. */
    static Fate partlyRemoved(DemoPosts demo) {
        String gone = "https://i.imgur.com/" + demo.name() + "gone.jpg";
        demo.site().put(gone, Reply.redirect("https://i.imgur.com/removed.png"));
        page(demo, List.of(gone, demo.picture("https://i.imgur.com/" + demo.name() + "here.jpg", Drawing.Format.JPG)));
        return Fate.partly(2, 1);
    }

    /** A page of imgur that names its picture for social networks only. */
    static Fate single(DemoPosts demo) {
        String address = "http://imgur.com/" + demo.name();
        String picture = demo.picture("https://i.imgur.com/" + demo.name() + ".jpg", Drawing.Format.JPG);
        demo.site()
                .put(address, Reply.html("<meta property=\"og:image\" content=\"" + picture + "?fb\">", "One picture"));
        demo.post(address);
        return Fate.stored(1);
    }

    private static void page(DemoPosts demo, List<String> media) {
        ObjectNode album = Json.object().put("title", "It's an \"album\"");
        ArrayNode list = album.putArray("media");
        media.forEach(url -> list.addObject().put("url", url));
        String text = Json.of(album).toString();
        String literal = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("'", "\\'");
        String address = "http://imgur.com/a/" + demo.name();
        demo.site().put(address, Reply.html("<script>window.postDataJSON=\"" + literal + "\"</script>", "An album"));
        demo.post(address);
    }
}
