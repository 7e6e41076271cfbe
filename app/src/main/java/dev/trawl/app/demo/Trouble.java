package dev.trawl.app.demo;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Posts whose links give trouble: some of it passes, some stays. */
final class Trouble {
    private Trouble() {}

    /** Of a hundred posts, those in trouble. */
    static List<Recipe> hundred() {
        return List.of(
                Trouble::standIn,
                Trouble::gone,
                Trouble::gone,
                Trouble::noPicture,
                demo -> comesBack(demo, 503),
                demo -> comesBack(demo, 502),
                Trouble::busy,
                Trouble::goneAlbum,
                Trouble::goneStory,
                Trouble::loop);
    }

    private static Fate standIn(DemoPosts demo) {
        ObjectNode post = demo.post(missing(demo));
        String preview = demo.picture("https://preview.redd.it/" + demo.name() + ".jpg?s=1", Drawing.Format.JPG);
        post.putObject("preview")
                .putArray("images")
                .addObject()
                .putObject("source")
                .put("url", preview);
        return Fate.stored(1);
    }

    private static Fate gone(DemoPosts demo) {
        demo.post(missing(demo));
        return Fate.dead(1, "http-404");
    }

    private static String missing(DemoPosts demo) {
        String address = "https://i.redd.it/" + demo.name() + ".jpg";
        demo.site().put(address, Reply.status(404));
        return address;
    }

    private static Fate noPicture(DemoPosts demo) {
        String address = "http://pictures.example/" + demo.name() + ".jpg";
        demo.site().put(address, Reply.html("", "This picture is for members only"));
        demo.post(address);
        return Fate.dead(1, "not-a-picture");
    }

    private static Fate comesBack(DemoPosts demo, int status) {
        String address = "http://pictures.example/" + demo.name() + ".png";
        demo.site().put(address, Reply.status(status), Reply.picture(demo.drawing(Drawing.Format.PNG)));
        demo.post(address);
        return Fate.stored(1);
    }

    private static Fate busy(DemoPosts demo) {
        String address = "http://busy.example/" + demo.name() + ".png";
        Reply later = Reply.status(429).with("Retry-After", "1");
        demo.site().put(address, later, Reply.picture(demo.drawing(Drawing.Format.PNG)));
        demo.post(address);
        return Fate.stored(1);
    }

    private static Fate goneAlbum(DemoPosts demo) {
        demo.post("http://imgur.com/a/gone" + demo.name());
        return Fate.dead(0, "http-404");
    }

    /** Not a loss: there may never have been a picture. */
    private static Fate goneStory(DemoPosts demo) {
        demo.post("http://news.example/gone/" + demo.name());
        return Fate.NOTHING;
    }

    private static Fate loop(DemoPosts demo) {
        String address = "http://pictures.example/loop/" + demo.name() + ".jpg";
        demo.site().put(address, Reply.redirect(address));
        demo.post(address);
        return Fate.dead(1, "redirect-loop");
    }
}
