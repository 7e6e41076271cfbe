package dev.trawl.systems.feeds;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Sha256;
import java.security.MessageDigest;
import java.util.HexFormat;

/** What an entry without id and link is known by. */
final class Identity {
    private Identity() {}

    /** A hash of its title and of what it says, which stays as long as these do. */
    static String of(Entry.Wording wording) {
        MessageDigest digest = Sha256.digest();
        digest.update(wording.title().orElse("").getBytes(UTF_8));
        digest.update((byte) 0);
        digest.update(wording.content().or(wording::summary).orElse("").getBytes(UTF_8));
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
    }
}
