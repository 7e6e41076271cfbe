package dev.trawl.web.browser;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.trawl.web.Relay.Field;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The head of a request as the browser sends it to its proxy (RFC 9112, section 3).
 *
 * @param target of CONNECT a host and port, else an address or its path
 */
record RequestHead(String method, String target, List<Field> fields) {
    private static final int BYTES_MAX = 64 * 1024;
    private static final int BODY_BYTES_MAX = 8 << 20;

    RequestHead {
        fields = List.copyOf(fields);
    }

    /** Reads one; empty where the connection ended before it. */
    static Optional<RequestHead> read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        String line = line(in, bytes);
        if (line.isEmpty()) {
            return Optional.empty();
        }
        String[] words = line.split(" ", -1);
        if (words.length != 3) {
            throw new IOException("What came is no request of HTTP/1.1");
        }
        List<Field> fields = new ArrayList<>();
        for (line = line(in, bytes); !line.isEmpty(); line = line(in, bytes)) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("What came is no header");
            }
            fields.add(new Field(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        return Optional.of(new RequestHead(words[0], words[1], fields));
    }

    /** A line without its end; empty at the end of the head, and of the connection before its first byte. */
    private static String line(InputStream in, ByteArrayOutputStream bytes) throws IOException {
        int from = bytes.size();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 && bytes.size() == 0) {
                return "";
            }
            if (next < 0) {
                throw new EOFException("The connection ended in a head");
            }
            if (bytes.size() > BYTES_MAX) {
                throw new IOException("A head is larger than " + BYTES_MAX + " bytes");
            }
            bytes.write(next);
        }
        String all = bytes.toString(ISO_8859_1);
        return all.substring(from).stripTrailing();
    }

    /** The value of a header; empty where there is none. */
    Optional<String> value(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .findFirst();
    }

    /** Reads the body that belongs to it. */
    byte[] body(InputStream in) throws IOException {
        int length = length();
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("The connection ended in a body");
        }
        return body;
    }

    /** Bytes of that body. */
    int length() throws IOException {
        if (value("Transfer-Encoding").isPresent()) {
            throw new IOException("A body of unknown length is not passed on");
        }
        try {
            int length = Integer.parseInt(value("Content-Length").orElse("0"));
            if (length >= 0 && length <= BODY_BYTES_MAX) {
                return length;
            }
        } catch (NumberFormatException e) {
            // Refused like one that is too large.
        }
        throw new IOException("A body that is sent may have " + BODY_BYTES_MAX + " bytes");
    }
}
