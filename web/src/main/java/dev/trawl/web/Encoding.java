package dev.trawl.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A character encoding of the web (WHATWG Encoding Standard).
 *
 * @param name in lower case
 * @param charset what decodes it here; where Java has none, the nearest
 */
public record Encoding(String name, Charset charset) {
    private static final Map<String, Encoding> BY_LABEL = read();

    /** What most pages have. */
    public static final Encoding UTF8 = named("utf-8");

    /** What old pages without any declaration have, as browsers see it. */
    public static final Encoding WINDOWS_1252 = named("windows-1252");

    static final Encoding UTF16BE = named("utf-16be");
    static final Encoding UTF16LE = named("utf-16le");

    /** The encoding that a label stands for; empty for an unknown one. */
    public static Optional<Encoding> labelled(String label) {
        return Optional.ofNullable(BY_LABEL.get(label.strip().toLowerCase(Locale.ROOT)));
    }

    /** Text of some bytes; what is broken becomes the replacement character. */
    public String decode(byte[] bytes, int from, int length) {
        return new String(bytes, from, length, charset);
    }

    private static Encoding named(String name) {
        return Objects.requireNonNull(BY_LABEL.get(name), name);
    }

    private static Map<String, Encoding> read() {
        Map<String, Encoding> labels = new HashMap<>();
        try (InputStream file = Objects.requireNonNull(Encoding.class.getResourceAsStream("encodings.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, UTF_8))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> add(line.split(" "), labels));
        } catch (IOException e) {
            throw new UncheckedIOException("The list of encodings is part of the program", e);
        }
        return Map.copyOf(labels);
    }

    private static void add(String[] words, Map<String, Encoding> labels) {
        Encoding encoding = new Encoding(words[0], Charset.forName(words[1]));
        for (int n = 2; n < words.length; n++) {
            labels.put(words[n], encoding);
        }
    }
}
