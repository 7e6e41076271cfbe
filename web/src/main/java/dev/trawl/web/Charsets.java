package dev.trawl.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mozilla.universalchardet.UniversalDetector;

/**
 * Finds the character encoding of a text as browsers do (HTML Standard, section 13.2.3): byte order mark, header,
 * declaration in its first bytes, and else by looking at the bytes.
 */
public final class Charsets {
    /** As far as a declaration is looked for. */
    private static final int DECLARATION_BYTES_MAX = 1024;

    /** As much as is looked at where nothing is declared. */
    private static final int SNIFFED_BYTES_MAX = 64 * 1024;

    private static final Pattern COMMENT = Pattern.compile("<!--.*?(-->|\\z)", Pattern.DOTALL);
    private static final Pattern META = Pattern.compile("<meta[\\s/][^>]*>?", Pattern.CASE_INSENSITIVE);
    private static final Pattern META_CHARSET =
            Pattern.compile("charset\\s*=\\s*[\"']?\\s*([^\\s\"'/>;]{1,40})", Pattern.CASE_INSENSITIVE);
    private static final Pattern XML = Pattern.compile(
            "\\A\\s*<\\?xml[^>]{0,200}?\\sencoding\\s*=\\s*[\"']\\s*([^\\s\"']{1,40})", Pattern.CASE_INSENSITIVE);

    private Charsets() {}

    /**
     * The encoding, and where the text begins behind a byte order mark.
     *
     * @param markBytes 0, 2 or 3
     */
    public record Found(Encoding encoding, int markBytes) {}

    /**
     * Finds the encoding of a text.
     *
     * @param bytes the text, of which so many count
     * @param declared as the header says; empty where it does not
     */
    public static Found of(byte[] bytes, int length, Optional<String> declared) {
        Optional<Found> marked = marked(bytes, length);
        return marked.orElseGet(() -> new Found(
                declared.flatMap(Encoding::labelled)
                        .or(() -> inside(bytes, length))
                        .orElseGet(() -> sniffed(bytes, length)),
                0));
    }

    private static Optional<Found> marked(byte[] bytes, int length) {
        int first = length > 1 ? (bytes[0] & 255) << 8 | (bytes[1] & 255) : 0;
        return switch (first) {
            case 0xFEFF -> Optional.of(new Found(Encoding.UTF16BE, 2));
            case 0xFFFE -> Optional.of(new Found(Encoding.UTF16LE, 2));
            case 0xEFBB ->
                length > 2 && (bytes[2] & 255) == 0xBF ? Optional.of(new Found(Encoding.UTF8, 3)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** A text that can be read well enough to find a declaration is in no encoding of two bytes a letter. */
    private static Optional<Encoding> inside(byte[] bytes, int length) {
        String beginning = new String(bytes, 0, Math.min(length, DECLARATION_BYTES_MAX), ISO_8859_1);
        if (beginning.indexOf('<') < 0) {
            return Optional.empty();
        }
        Matcher xml = XML.matcher(beginning);
        Optional<Encoding> found = meta(COMMENT.matcher(beginning).replaceAll(""));
        return found.or(() -> xml.find() ? Encoding.labelled(xml.group(1)) : Optional.empty())
                .map(encoding -> switch (encoding.name()) {
                    case "utf-16be", "utf-16le" -> Encoding.UTF8;
                    case "x-user-defined" -> Encoding.WINDOWS_1252;
                    default -> encoding;
                });
    }

    private static Optional<Encoding> meta(String beginning) {
        Matcher meta = META.matcher(beginning);
        while (meta.find()) {
            Matcher charset = META_CHARSET.matcher(meta.group());
            Optional<Encoding> found = charset.find() ? Encoding.labelled(charset.group(1)) : Optional.empty();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Encoding sniffed(byte[] bytes, int length) {
        int looked = Math.min(length, SNIFFED_BYTES_MAX);
        if (Utf8.valid(bytes, looked)) {
            return Encoding.UTF8;
        }
        UniversalDetector detector = new UniversalDetector();
        detector.handleData(bytes, 0, looked);
        detector.dataEnd();
        return Optional.ofNullable(detector.getDetectedCharset())
                .flatMap(Encoding::labelled)
                .filter(encoding -> !encoding.equals(Encoding.UTF8))
                .orElse(Encoding.WINDOWS_1252);
    }
}
