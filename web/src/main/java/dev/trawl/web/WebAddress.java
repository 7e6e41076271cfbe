package dev.trawl.web;

/**
 * An http or https address, read once and used for the check, the connection and the request alike.
 *
 * @param scheme {@code http} or {@code https}
 * @param host lower case, in ASCII; an IPv6 address in brackets
 * @param port always there
 * @param target path and query as they are sent; begins with {@code /}; without a fragment
 */
public record WebAddress(String scheme, String host, int port, String target) {
    /** As text; a standard port is left out. */
    @Override
    public String toString() {
        boolean standard = port == (scheme.equals("https") ? 443 : 80);
        return scheme + "://" + host + (standard ? "" : ":" + port) + target;
    }
}
