package dev.trawl.systems.pages;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.ItemContext;
import dev.trawl.core.Sha256;
import dev.trawl.core.port.Objects;
import dev.trawl.web.MediaType;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

/**
 * Keeps bodies of pages as objects, as they are or as records of WARC 1.1 (ISO 28500:2017), or both. A page's object has
 * the same name in every run: the body of a later run takes its place. Safe for any number of threads.
 *
 * @param folder under which bodies are kept; empty where they are not
 * @param warc under which records are kept; empty where they are not
 */
record BodyStore(Objects objects, Optional<String> folder, Optional<String> warc) {
    /** The column of the table of pages that names the object. */
    static final String COLUMN = "object";

    private static final String BINARY = "application/octet-stream";
    private static final String WARC = "application/warc";
    private static final String LINE = "\r\n";

    /** What of a page's address is in its object's name, in bytes of its hash. */
    private static final int NAME_BYTES = 16;

    /**
     * Keeps a body that is whole.
     *
     * @param page as it is listed
     * @return the name of the body's object, or else of the record's
     */
    String keep(String page, PageBody body, Instant fetched, ItemContext context) throws IOException {
        String name = name(page, body.address().hostName());
        String type = body.type().map(MediaType::name).orElse(BINARY);
        String kept = "";
        if (warc.isPresent()) {
            kept = warc.get() + "/" + name + ".warc.gz";
            try (Objects.Draft draft = objects.draft()) {
                record(body, type, fetched, draft.content());
                context.object(draft.publish(kept, WARC));
            }
        }
        if (folder.isPresent()) {
            kept = folder.get() + "/" + name + extension(type);
            try (Objects.Draft draft = objects.draft()) {
                body.body().copyTo(draft.content());
                context.object(draft.publish(kept, type));
            }
        }
        return kept;
    }

    /**
     * A record is a member of gzip of its own, so records put one behind the other are a WARC file. It is of the kind
     * {@code resource}: the content encoding is removed, so it is not what was on the wire.
     */
    private static void record(PageBody body, String type, Instant fetched, OutputStream to) throws IOException {
        String url = body.address().toString();
        String digest = body.body().sha256();
        UUID id = UUID.nameUUIDFromBytes((url + " " + fetched + " " + digest).getBytes(UTF_8));
        String head = "WARC/1.1" + LINE
                + "WARC-Type: resource" + LINE
                + "WARC-Target-URI: " + url + LINE
                + "WARC-Date: " + fetched.truncatedTo(ChronoUnit.SECONDS) + LINE
                + "WARC-Record-ID: <urn:uuid:" + id + ">" + LINE
                + "WARC-Payload-Digest: sha256:" + digest + LINE
                + "Content-Type: " + type + LINE
                + "Content-Length: " + body.body().bytes() + LINE + LINE;
        // Closing a member gives its memory back, which is not the heap's.
        try (GZIPOutputStream member = new GZIPOutputStream(new LeftOpen(to))) {
            member.write(head.getBytes(US_ASCII));
            body.body().copyTo(member);
            member.write((LINE + LINE).getBytes(US_ASCII));
        }
    }

    /** A stream that others close. */
    private static final class LeftOpen extends FilterOutputStream {
        LeftOpen(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    /** What names a page in the names of its objects. */
    static String name(String page, String host) {
        return host.replace(':', '_') + "/" + hash(page);
    }

    private static String hash(String page) {
        return HexFormat.of().formatHex(Sha256.digest().digest(page.getBytes(UTF_8)), 0, NAME_BYTES);
    }

    /** For people who open the file; what it is, is kept with the object. */
    private static String extension(String type) {
        return switch (type) {
            case "text/html", "application/xhtml+xml" -> ".html";
            case "application/json" -> ".json";
            case "application/pdf" -> ".pdf";
            case "application/xml", "text/xml" -> ".xml";
            case "text/plain" -> ".txt";
            default -> "";
        };
    }
}
