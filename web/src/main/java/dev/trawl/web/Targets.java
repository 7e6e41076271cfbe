package dev.trawl.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;

/** Path and query of an address: escaped (RFC 3986, sections 2 and 3), and relative ones resolved (section 5.2). */
final class Targets {
    private static final String PLAIN = "-._~!$&'()*+,;=:@/";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private Targets() {}

    /** Path and query as they are sent; what is behind them is dropped. */
    static String escaped(String rest) {
        String whole = withoutFragment(rest);
        int query = query(whole);
        String path = escape(whole.substring(0, query).replace('\\', '/'), false);
        return (path.startsWith("/") ? path : "/" + path) + escape(whole.substring(query), true);
    }

    /** The target that a relative reference names, seen from another target. */
    static String resolve(String base, String reference) {
        String whole = withoutFragment(reference);
        if (whole.isEmpty()) {
            return base;
        }
        String basePath = base.substring(0, query(base));
        if (whole.startsWith("?")) {
            return escaped(basePath + whole);
        }
        int query = query(whole);
        String path = whole.substring(0, query).replace('\\', '/');
        String merged = path.startsWith("/") ? path : basePath.substring(0, basePath.lastIndexOf('/') + 1) + path;
        return escaped(withoutDots(merged) + whole.substring(query));
    }

    /** A target with its path in normal form: dots resolved, escapes upper case and only where they are needed. */
    static String normal(String target) {
        int query = query(target);
        String path = target.substring(0, query);
        if (path.indexOf('%') < 0 && !path.contains("/.")) {
            return target;
        }
        return withoutDots(plainEscapes(path)) + target.substring(query);
    }

    /** RFC 3986, section 6.2.2: what is unreserved stands for itself. */
    private static String plainEscapes(String path) {
        StringBuilder out = new StringBuilder(path.length());
        for (int at = 0; at < path.length(); at++) {
            char letter = path.charAt(at);
            int value = letter == '%' ? escaped(path, at) : -1;
            if (value < 0) {
                out.append(letter);
            } else {
                out.append(unreserved(value) ? String.valueOf((char) value) : "%" + HEX.toHexDigits((byte) value));
                at += 2;
            }
        }
        return out.toString();
    }

    private static int escaped(String path, int at) {
        int high = at + 2 < path.length() ? Character.digit(path.charAt(at + 1), 16) : -1;
        int low = high < 0 ? -1 : Character.digit(path.charAt(at + 2), 16);
        return low < 0 ? -1 : high * 16 + low;
    }

    private static boolean unreserved(int letter) {
        return letter < 0x80 && (Character.isLetterOrDigit(letter) || "-._~".indexOf(letter) >= 0);
    }

    private static String withoutDots(String path) {
        if (!path.contains("/.")) {
            return path;
        }
        Deque<String> kept = new ArrayDeque<>();
        String[] parts = path.substring(1).split("/", -1);
        for (String part : parts) {
            if (part.equals("..")) {
                kept.pollLast();
            } else if (!part.equals(".")) {
                kept.addLast(part);
            }
        }
        String last = parts[parts.length - 1];
        boolean folder = last.equals(".") || last.equals("..");
        return "/" + String.join("/", kept) + (folder && !kept.isEmpty() ? "/" : "");
    }

    private static String withoutFragment(String text) {
        int fragment = text.indexOf('#');
        return fragment < 0 ? text : text.substring(0, fragment);
    }

    private static int query(String text) {
        int mark = text.indexOf('?');
        return mark < 0 ? text.length() : mark;
    }

    private static String escape(String text, boolean query) {
        return plain(text, query) ? text : escaped(text, query);
    }

    /** Whether nothing in it needs a second look: so it is with nearly every address. */
    private static boolean plain(String text, boolean query) {
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (letter >= 0x80 || !(plain((byte) letter) || (query && letter == '?'))) {
                return false;
            }
        }
        return true;
    }

    private static String escaped(String text, boolean query) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        byte[] bytes = text.getBytes(UTF_8);
        for (int at = 0; at < bytes.length; at++) {
            byte letter = bytes[at];
            if (plain(letter) || (query && letter == '?') || (letter == '%' && escapeAt(bytes, at))) {
                out.append((char) letter);
            } else {
                out.append('%').append(HEX.toHexDigits(letter));
            }
        }
        return out.toString();
    }

    private static boolean escapeAt(byte[] bytes, int at) {
        return at + 2 < bytes.length
                && Character.digit(bytes[at + 1], 16) >= 0
                && Character.digit(bytes[at + 2], 16) >= 0;
    }

    private static boolean plain(byte letter) {
        return (letter >= 'a' && letter <= 'z')
                || (letter >= 'A' && letter <= 'Z')
                || (letter >= '0' && letter <= '9')
                || (letter > 0 && PLAIN.indexOf(letter) >= 0);
    }
}
