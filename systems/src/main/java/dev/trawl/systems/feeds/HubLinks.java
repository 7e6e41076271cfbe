package dev.trawl.systems.feeds;

import dev.trawl.web.BadAddress;
import dev.trawl.web.WebAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who pushes a feed, as it says itself (W3C WebSub, section 4).
 *
 * @param hub that is asked for it; the first where it names several
 * @param self the address under which the hub knows it
 */
record HubLinks(Optional<String> hub, Optional<String> self) {
    static final HubLinks NONE = new HubLinks(Optional.empty(), Optional.empty());

    private static final String HUB = "hub";
    private static final String SELF = "self";

    /** One link of a header and its parameters (RFC 8288, section 3), however many: possessive, as the stack is no place to try again from. */
    private static final Pattern LINK =
            Pattern.compile("<([^<>]{1,2000})>((?:\\s*;\\s*[\\w*-]+\\s*(?:=\\s*(?:\"[^\"]*\"|[^\",;\\s]*))?)*+)");

    private static final Pattern REL = Pattern.compile("(?i);\\s*rel\\s*=\\s*(?:\"([^\"]*)\"|([^\",;\\s]*))");

    /** Of a header {@code Link}; relative addresses are resolved against where the feed was found. */
    static HubLinks ofHeader(String header, WebAddress at) {
        HubLinks links = NONE;
        Matcher link = LINK.matcher(header);
        while (link.find()) {
            Matcher rel = REL.matcher(link.group(2));
            if (rel.find()) {
                links = links.with(rel.group(1) == null ? rel.group(2) : rel.group(1), link.group(1), at);
            }
        }
        return links;
    }

    /** With one link more; what was named first stays. */
    HubLinks with(String relations, String address, WebAddress base) {
        List<String> rels =
                Arrays.asList(relations.strip().toLowerCase(Locale.ROOT).split("\\s+", -1));
        Optional<String> target =
                rels.contains(HUB) || rels.contains(SELF) ? absolute(address, base) : Optional.empty();
        return new HubLinks(
                hub.or(() -> target.filter(_ -> rels.contains(HUB))),
                self.or(() -> target.filter(_ -> rels.contains(SELF))));
    }

    private static Optional<String> absolute(String address, WebAddress base) {
        try {
            return Optional.of(base.resolve(address.strip()).toString());
        } catch (BadAddress e) {
            return Optional.empty();
        }
    }

    /** What these do not name as others name it. */
    HubLinks or(HubLinks others) {
        return new HubLinks(hub.or(others::hub), self.or(others::self));
    }
}
