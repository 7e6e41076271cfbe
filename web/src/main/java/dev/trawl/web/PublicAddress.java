package dev.trawl.web;

/**
 * Where this process is reached from outside: there only while a server answers at it.
 *
 * @param url without a slash at its end
 */
public record PublicAddress(String url) {
    /**
     * Reads one.
     *
     * @throws BadAddress where it is no address of the web
     */
    public static PublicAddress parse(String text) {
        String url = WebAddress.parse(text).toString();
        return new PublicAddress(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
    }
}
