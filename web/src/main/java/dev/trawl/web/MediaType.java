package dev.trawl.web;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Content-Type says (RFC 9110, section 8.3).
 *
 * @param name lower case, without parameters
 * @param charset as its parameter names it; empty where it does not
 */
public record MediaType(String name, Optional<String> charset) {
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}";
    private static final Pattern FORM =
            Pattern.compile("\\s*(" + TOKEN + "/" + TOKEN + ")\\s*([;,].*)?", Pattern.DOTALL);
    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*[\"']?\\s*([^\\s\"';,]{1,40})", Pattern.CASE_INSENSITIVE);

    /** Text beside {@code text/*}. */
    private static final Pattern TEXT = Pattern.compile(
            "text/.*|.*[/+](xml|json)|application/(javascript|ecmascript|x-javascript|x-ndjson|yaml|x-yaml|graphql|sql)");

    /** Reads a header; empty where it is none that can be understood. */
    public static Optional<MediaType> read(String header) {
        Matcher form = FORM.matcher(header);
        if (!form.matches()) {
            return Optional.empty();
        }
        Matcher named = CHARSET.matcher(form.group(2) == null ? "" : form.group(2));
        Optional<String> charset = named.find() ? Optional.of(named.group(1)) : Optional.empty();
        return Optional.of(new MediaType(form.group(1).toLowerCase(Locale.ROOT), charset));
    }

    /** Whether it is HTML, or XML that is read like it. */
    public boolean html() {
        return name.equals("text/html") || name.equals("application/xhtml+xml");
    }

    /** Whether it is text. */
    public boolean text() {
        return TEXT.matcher(name).matches();
    }
}
