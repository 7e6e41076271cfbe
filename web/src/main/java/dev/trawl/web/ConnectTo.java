package dev.trawl.web;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where to connect instead, as curl's {@code --connect-to}. Names in the request and in certificates stay.
 *
 * @param host that is asked for; empty for any
 * @param port that is asked for; 0 for any
 * @param toHost that is connected to; empty for the one asked for
 * @param toPort that is connected to; 0 for the one asked for
 */
public record ConnectTo(String host, int port, String toHost, int toPort) {
    private static final String HOST = "(\\[[0-9a-fA-F:.]+]|[^:\\[\\]]*)";
    private static final String PORT = "(\\d{0,5})";
    private static final Pattern FORM = Pattern.compile(HOST + ":" + PORT + ":" + HOST + ":" + PORT);

    /** Reads {@code HOST:PORT:HOST2:PORT2}, any of them empty; anything else is an IllegalArgumentException. */
    public static ConnectTo parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("takes HOST:PORT:HOST2:PORT2, each of them or empty, got: " + text);
        }
        return new ConnectTo(bare(form.group(1)), port(form.group(2)), bare(form.group(3)), port(form.group(4)));
    }

    boolean matches(String askedHost, int askedPort) {
        return (host.isEmpty() || host.equals(bare(askedHost))) && (port == 0 || port == askedPort);
    }

    private static String bare(String host) {
        String inside = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return inside.toLowerCase(Locale.ROOT);
    }

    private static int port(String digits) {
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }
}
