package dev.trawl.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;

/** Headers of answers as text. */
final class HeaderText {
    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([^\\s\";]{1,40})");

    private static final String LINK = "link";

    private HeaderText() {}

    /** By lower-case name; of repeated ones the first, but of {@code link} all, as of a list (RFC 9110, section 5.3). */
    static Map<String, String> first(HttpResponse answer) {
        Map<String, String> found = new HashMap<>();
        for (Header header : answer.getHeaders()) {
            String value = header.getValue();
            String name = header.getName().toLowerCase(Locale.ROOT);
            if (name.equals(LINK) && found.containsKey(LINK)) {
                found.merge(LINK, value == null ? "" : value, (one, other) -> one + ", " + other);
            } else {
                found.putIfAbsent(name, value == null ? "" : value);
            }
        }
        return found;
    }

    /** A target that was sent as bytes: in UTF-8 where they are that, else in Latin-1. */
    static String location(String header) {
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(header.getBytes(ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            return header;
        }
    }

    /** The character encoding that a content type names, where it is known here; else UTF-8. */
    static Charset charset(String contentType) {
        Matcher named = CHARSET.matcher(contentType);
        try {
            return named.find() ? Charset.forName(named.group(1)) : UTF_8;
        } catch (IllegalArgumentException e) {
            return UTF_8;
        }
    }
}
