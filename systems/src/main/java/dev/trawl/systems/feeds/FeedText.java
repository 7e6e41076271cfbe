package dev.trawl.systems.feeds;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_32BE;
import static java.nio.charset.StandardCharsets.UTF_32LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.web.Charsets;
import dev.trawl.web.Encoding;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.util.Optional;

/** The text of a feed's body, whatever its encoding is and is said to be (XML 1.0, appendix F). */
final class FeedText {
    private static final char MARK = '\uFEFF';

    private FeedText() {}

    /** Decodes it, without its byte order mark and without control characters, which no XML may have. */
    static String decode(byte[] bytes, int length, Optional<String> declared) {
        String text = wide(bytes, length)
                .map(charset -> new String(bytes, 0, length, charset))
                .orElseGet(() -> narrow(bytes, length, declared));
        return clean(text);
    }

    /** By the zeros around its first letter: encodings of two and four bytes a letter. */
    private static Optional<Charset> wide(byte[] bytes, int length) {
        if (length < 4) {
            return Optional.empty();
        }
        return switch (ByteBuffer.wrap(bytes).getInt()) {
            case 0x0000FEFF, '<' -> Optional.of(UTF_32BE);
            case 0xFFFE0000, '<' << 24 -> Optional.of(UTF_32LE);
            case '<' << 16 | '?', '<' << 16 | '!', '<' << 16 | 'r', '<' << 16 | 'f' -> Optional.of(UTF_16BE);
            case '<' << 24 | '?' << 8, '<' << 24 | '!' << 8, '<' << 24 | 'r' << 8, '<' << 24 | 'f' << 8 ->
                Optional.of(UTF_16LE);
            default -> Optional.empty();
        };
    }

    /** What says that it is UTF-8 and is not was mostly written on Windows. */
    private static String narrow(byte[] bytes, int length, Optional<String> declared) {
        Charsets.Found found = Charsets.of(bytes, length, declared);
        ByteBuffer text = ByteBuffer.wrap(bytes, found.markBytes(), length - found.markBytes());
        if (found.encoding().equals(Encoding.UTF8)) {
            return utf8(text)
                    .orElseGet(
                            () -> Encoding.WINDOWS_1252.decode(bytes, found.markBytes(), length - found.markBytes()));
        }
        return found.encoding().decode(bytes, found.markBytes(), length - found.markBytes());
    }

    /** Empty where it is something else. A letter that the body ends in is left out: it may be cut off there. */
    private static Optional<String> utf8(ByteBuffer bytes) {
        CharBuffer text = CharBuffer.allocate(bytes.remaining());
        boolean wrong = UTF_8.newDecoder().decode(bytes, text, false).isError();
        return wrong ? Optional.empty() : Optional.of(text.flip().toString());
    }

    private static String clean(String text) {
        int from = !text.isEmpty() && text.charAt(0) == MARK ? 1 : 0;
        StringBuilder clean = new StringBuilder(text.length());
        for (int n = from; n < text.length(); n++) {
            char letter = text.charAt(n);
            if (letter >= 0x80 && letter < 0xA0) {
                clean.append(windows(letter));
            } else if (letter >= ' ' || letter == '\n' || letter == '\t' || letter == '\r') {
                clean.append(letter);
            }
        }
        return clean.toString();
    }

    /** Control characters that stand where Windows has quotation marks and dashes are meant as these. */
    private static String windows(char letter) {
        return Encoding.WINDOWS_1252.decode(new byte[] {(byte) letter}, 0, 1);
    }
}
