package dev.trawl.web;

import java.util.Locale;
import java.util.regex.Pattern;

/** Takes the text of an address apart. */
final class AddressReader {
    /** The longest address read, in characters. */
    private static final int LENGTH_MAX = 16 * 1024;

    private static final int PORT_MAX = 65_535;
    private static final Pattern PORT = Pattern.compile("0*\\d{1,5}");
    private static final Pattern BREAKS = Pattern.compile("[\\t\\n\\r]");
    private static final String HTTP_ONLY = "write an address that begins with http:// or https://";

    private AddressReader() {}

    static WebAddress absolute(String text) {
        String clean = clean(text);
        int colon = schemeEnd(clean);
        if (colon < 0) {
            throw new BadAddress(text, "no scheme", HTTP_ONLY);
        }
        String scheme = clean.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new BadAddress(text, "the scheme " + scheme, HTTP_ONLY);
        }
        return hierarchy(text, scheme, clean.substring(colon + 1));
    }

    /** Absolute, as somebody else wrote it. */
    private static WebAddress found(String text) {
        int authority = text.indexOf(':') + 1;
        return absolute(text.substring(0, authority) + withoutUser(text.substring(authority)));
    }

    /** Browsers would log in with it; here it is nobody's business, and the host behind it is the one that is meant. */
    private static String withoutUser(String rest) {
        if (rest.length() < 2 || !slash(rest.charAt(0)) || !slash(rest.charAt(1))) {
            return rest;
        }
        int end = end(rest, 2);
        int at = rest.lastIndexOf('@', end - 1);
        return at < 2 ? rest : rest.substring(0, 2) + rest.substring(at + 1);
    }

    static WebAddress reference(WebAddress base, String text) {
        String clean = clean(text);
        if (schemeEnd(clean) >= 0) {
            return found(clean);
        }
        if (clean.length() >= 2 && slash(clean.charAt(0)) && slash(clean.charAt(1))) {
            return hierarchy(text, base.scheme(), withoutUser(clean));
        }
        return new WebAddress(base.scheme(), base.host(), base.port(), Targets.resolve(base.target(), clean));
    }

    private static WebAddress hierarchy(String text, String scheme, String rest) {
        if (rest.length() < 2 || !slash(rest.charAt(0)) || !slash(rest.charAt(1))) {
            throw new BadAddress(text, "no // after the scheme", HTTP_ONLY);
        }
        int end = end(rest, 2);
        String authority = rest.substring(2, end);
        if (authority.indexOf('@') >= 0) {
            throw new BadAddress(text, "a user name before the host", "leave out everything up to the @");
        }
        int colon = portColon(authority);
        String host = Hosts.canonical(text, authority.substring(0, colon));
        int port = port(text, scheme, authority.substring(Math.min(colon + 1, authority.length())));
        return new WebAddress(scheme, host, port, Targets.escaped(rest.substring(end)));
    }

    private static int portColon(String authority) {
        int colon = authority.indexOf(':', Math.max(authority.indexOf(']'), 0));
        return colon < 0 ? authority.length() : colon;
    }

    private static int port(String text, String scheme, String digits) {
        if (digits.isEmpty()) {
            return scheme.equals("https") ? WebAddress.HTTPS_PORT : WebAddress.HTTP_PORT;
        }
        int port = PORT.matcher(digits).matches() ? Integer.parseInt(digits) : 0;
        if (port < 1 || port > PORT_MAX) {
            throw new BadAddress(text, "the port '" + digits + "'", "give a port from 1 to " + PORT_MAX);
        }
        return port;
    }

    /** The colon behind a scheme (RFC 3986, section 3.1); negative where there is no scheme. By hand: every link of a page comes by. */
    private static int schemeEnd(String text) {
        int at = 0;
        while (at < text.length() && (letter(text.charAt(at)) || (at > 0 && schemeMark(text.charAt(at))))) {
            at++;
        }
        return at > 0 && at < text.length() && text.charAt(at) == ':' ? at : -1;
    }

    private static boolean letter(char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
    }

    private static boolean schemeMark(char letter) {
        return (letter >= '0' && letter <= '9') || letter == '+' || letter == '.' || letter == '-';
    }

    private static int end(String rest, int from) {
        int at = from;
        while (at < rest.length() && !slash(rest.charAt(at)) && rest.charAt(at) != '?' && rest.charAt(at) != '#') {
            at++;
        }
        return at;
    }

    private static String clean(String text) {
        if (text.length() > LENGTH_MAX) {
            throw new BadAddress(text, text.length() + " characters", "give one of at most " + LENGTH_MAX);
        }
        int from = 0;
        int to = text.length();
        while (from < to && text.charAt(from) <= ' ') {
            from++;
        }
        while (to > from && text.charAt(to - 1) <= ' ') {
            to--;
        }
        String bare = text.substring(from, to);
        boolean whole = bare.indexOf('\n') < 0 && bare.indexOf('\t') < 0 && bare.indexOf('\r') < 0;
        return whole ? bare : BREAKS.matcher(bare).replaceAll("");
    }

    private static boolean slash(char letter) {
        return letter == '/' || letter == '\\';
    }
}
