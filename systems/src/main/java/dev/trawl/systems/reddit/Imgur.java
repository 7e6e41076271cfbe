package dev.trawl.systems.reddit;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is known of imgur: which addresses are its pages, and what it shows in place of a removed picture. */
final class Imgur {
    private static final Set<String> HOSTS = Set.of("imgur.com", "m.imgur.com", "www.imgur.com", "i.imgur.com");

    /** {@code /a/ID}, {@code /gallery/ID}, {@code /t/TAG/ID} or {@code /ID}. */
    private static final Pattern PAGE = Pattern.compile("/(?:(?:a|gallery)/|t/[^/]+/)?[^/]+/?");

    private static final Pattern EXTENSION = Pattern.compile(".*\\.\\w+");
    private static final byte[] REMOVED_MD5 = HexFormat.of().parseHex("d835884373f4d6c8f24742ceabe74946");

    /** A redirect to one of these says that the picture was removed. */
    static final List<String> REMOVED = HOSTS.stream()
            .sorted()
            .flatMap(host -> Stream.of("https://" + host + "/removed.png", "http://" + host + "/removed.png"))
            .toList();

    private Imgur() {}

    /** Whether it is a page that shows one or more pictures. */
    static boolean isPage(String host, String path) {
        return HOSTS.contains(host)
                && !EXTENSION.matcher(path).matches()
                && PAGE.matcher(path).matches();
    }

    /** Whether a picture is the one that stands in for removed ones. */
    static boolean isRemoved(byte[] md5) {
        return Arrays.equals(md5, REMOVED_MD5);
    }
}
