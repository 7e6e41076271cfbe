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
    static final int HTTP_PORT = 80;
    static final int HTTPS_PORT = 443;

    /**
     * Reads an absolute address as browsers do: host in ASCII, every spelling of an IPv4 address as four decimal
     * parts, a backslash as a slash, tabs and newlines removed. What may not stand in an address (RFC 3986) is
     * escaped, the fragment dropped, nothing else changed: dots in a path stay.
     *
     * @throws BadAddress where it is no http(s) address, has no host, or names a user
     */
    public static WebAddress parse(String text) {
        return AddressReader.absolute(text);
    }

    /**
     * Reads a reference that was found at this address, relative or absolute (RFC 3986, section 5.2). A user that it
     * names is left out.
     *
     * @throws BadAddress where that is no http(s) address
     */
    public WebAddress resolve(String reference) {
        return AddressReader.reference(this, reference);
    }

    /**
     * The same address in normal form (RFC 3986, section 6.2.2): two spellings of one page have one such form. On top of
     * what reading it does, dots in the path are resolved, escapes are upper case, escaped letters that need no
     * escape stand for themselves, and the host has no dot at its end. A query stays as it is.
     */
    public WebAddress normal() {
        String named = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return new WebAddress(scheme, named, port, Targets.normal(target));
    }

    /** The host as a name or a bare IP address, without brackets and the dot at the end. */
    public String hostName() {
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
    }

    /** Scheme, host and port, without a path; a standard port is left out. */
    public String origin() {
        return scheme + "://" + authority();
    }

    /** As text; a standard port is left out. */
    @Override
    public String toString() {
        return origin() + target;
    }

    boolean secure() {
        return scheme.equals("https");
    }

    private String authority() {
        boolean standard = port == (secure() ? HTTPS_PORT : HTTP_PORT);
        return standard ? host : host + ":" + port;
    }
}
