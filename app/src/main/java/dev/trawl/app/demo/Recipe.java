package dev.trawl.app.demo;

import dev.trawl.core.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes one post of one kind, with everything behind it. */
@FunctionalInterface
interface Recipe {
    /** Makes it, and says what must come of it. */
    Fate make(DemoPosts demo);

    /** What a hundred posts are made of. */
    static List<Recipe> hundred() {
        List<Recipe> all = new ArrayList<>();
        add(all, 20, demo -> uploaded(demo, Drawing.Format.JPG));
        add(all, 12, demo -> uploaded(demo, Drawing.Format.PNG));
        add(all, 4, demo -> uploaded(demo, Drawing.Format.GIF));
        add(all, 11, demo -> Albums.gallery(demo, false));
        add(all, 3, demo -> Albums.gallery(demo, true));
        add(all, 5, Albums::album);
        add(all, 2, Albums::partlyRemoved);
        add(all, 2, Albums::single);
        add(all, 4, Recipe::crosspost);
        add(all, 7, Recipe::text);
        add(all, 2, Recipe::poll);
        add(all, 3, Recipe::video);
        add(all, 2, Recipe::silentFilm);
        add(all, 4, Recipe::page);
        add(all, 2, Recipe::bareLink);
        add(all, 2, Recipe::overEighteen);
        add(all, 2, Recipe::removed);
        add(all, 2, Recipe::moved);
        add(all, 1, Recipe::copy);
        Trouble.hundred().forEach(all::add);
        return all;
    }

    private static void add(List<Recipe> all, int times, Recipe recipe) {
        for (int n = 0; n < times; n++) {
            all.add(recipe);
        }
    }

    private static Fate uploaded(DemoPosts demo, Drawing.Format format) {
        demo.post(demo.picture("https://i.redd.it/" + demo.name() + "." + format.extension(), format));
        return Fate.stored(1);
    }

    private static Fate crosspost(DemoPosts demo) {
        ObjectNode parent = demo.fields("parent" + demo.count()).put("subreddit", "elsewhere");
        parent.put("url", demo.picture("https://i.redd.it/" + demo.name() + ".jpg", Drawing.Format.JPG));
        demo.post(parent.path("url").asString())
                .putArray("crosspost_parent_list")
                .add(parent);
        return Fate.stored(1);
    }

    private static Fate text(DemoPosts demo) {
        demo.post("https://www.reddit.com/r/pictures/comments/" + demo.name() + "/")
                .put("is_self", true);
        return Fate.NOTHING;
    }

    private static Fate poll(DemoPosts demo) {
        ObjectNode poll = Json.object();
        ArrayNode options = poll.putArray("options");
        options.addObject().put("text", "harbour");
        options.addObject().put("text", "hills");
        demo.post("https://www.reddit.com/poll/" + demo.name()).set("poll_data", poll);
        return Fate.NOTHING;
    }

    private static Fate video(DemoPosts demo) {
        demo.post("https://v.redd.it/" + demo.name()).put("is_video", true);
        return Fate.NOTHING;
    }

    private static Fate silentFilm(DemoPosts demo) {
        String film = demo.picture("http://i.imgur.com/" + demo.name() + ".mp4", Drawing.Format.MP4);
        demo.post(film.replace(".mp4", ".gifv"));
        return Fate.stored(1);
    }

    private static Fate page(DemoPosts demo) {
        String address = "http://news.example/" + demo.name();
        demo.site().put(address, Reply.html("", "A story without a picture"));
        demo.post(address);
        return Fate.NOTHING;
    }

    /** A picture whose address does not say so. */
    private static Fate bareLink(DemoPosts demo) {
        demo.post(demo.picture("http://pictures.example/show?id=" + demo.name() + "&s=2", Drawing.Format.JPG)
                .replace("&", "&amp;"));
        return Fate.stored(1);
    }

    private static Fate overEighteen(DemoPosts demo) {
        demo.post(demo.picture("https://i.redd.it/" + demo.name() + ".png", Drawing.Format.PNG))
                .put("over_18", true);
        return Fate.stored(1);
    }

    private static Fate removed(DemoPosts demo) {
        demo.post("https://i.redd.it/" + demo.name() + ".jpg")
                .put("removed_by_category", "moderator")
                .put("author", "[deleted]");
        return Fate.NOTHING;
    }

    private static Fate moved(DemoPosts demo) {
        String old = "http://i.imgur.com/" + demo.name() + ".jpg";
        demo.site()
                .put(
                        old,
                        Reply.redirect(demo.picture(
                                old.replace("http:", "https:").replace("/p", "/new-p"), Drawing.Format.JPG)));
        demo.post(old);
        return Fate.stored(1);
    }

    /** The bytes of another picture, under a name of its own: stored once. */
    private static Fate copy(DemoPosts demo) {
        String address = "https://i.redd.it/" + demo.name() + ".png";
        demo.site().put(address, Reply.picture(new Drawing(1, Drawing.Format.PNG)));
        demo.post(address);
        return new Fate(1, 1, Optional.empty());
    }
}
