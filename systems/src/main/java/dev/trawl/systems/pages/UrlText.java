package dev.trawl.systems.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.port.InputFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The text of a list of URLs, of any length. It is the same whenever it is read. */
@FunctionalInterface
interface UrlText {
    /** Opens it from a byte on. */
    InputStream open(long from) throws IOException;

    /**
     * The text that an input stands for.
     *
     * @param input text; an array of texts; or an object that names a kept file by its {@code sha256}
     * @param files none where a run is only rehearsed
     */
    static UrlText of(JsonNode input, Optional<InputFiles> files) {
        if (input.isObject()) {
            String sha256 = input.path("sha256").asString("");
            return from ->
                    files.orElseThrow(() -> new NoSuchFileException(sha256)).open(sha256, from);
        }
        byte[] text = (input.isArray() ? lines(input) : input.asString()).getBytes(UTF_8);
        return from -> {
            int at = (int) Math.min(from, text.length);
            return new ByteArrayInputStream(text, at, text.length - at);
        };
    }

    /** JSON texts, a line each: whatever is in one, it stays one. */
    private static String lines(JsonNode array) {
        return array.valueStream().map(JsonNode::toString).collect(Collectors.joining("\n"));
    }
}
