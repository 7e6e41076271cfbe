package dev.trawl.systems.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Failure;
import dev.trawl.web.FetchRequest;
import dev.trawl.web.WebAddress;
import java.io.BufferedReader;
import java.io.CharConversionException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import javax.xml.stream.XMLStreamException;

/**
 * Reads a sitemap of any kind as a stream: XML, packed or not, or text with a URL a line. What comes before a mistake
 * counts.
 */
final class SitemapReader {
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;
    private static final int MARK_FIRST = 0xef;
    private static final int MARK_BYTES = 3;

    private final WebAddress address;
    private final TextLines.Draft entries = new TextLines.Draft();
    private boolean index;

    private SitemapReader(WebAddress address) {
        this.address = address;
    }

    /**
     * Reads one.
     *
     * @param body unpacked as its content encoding says
     * @throws IOException where the connection breaks off
     */
    static Sitemap read(WebAddress address, InputStream body) throws IOException {
        SitemapReader reader = new SitemapReader(address);
        Optional<Failure> broken = reader.read(body);
        return new Sitemap(address, reader.index, reader.entries.done(), broken);
    }

    private Optional<Failure> read(InputStream body) throws IOException {
        try {
            PushbackInputStream text = begin(unpacked(body));
            int first = text.read();
            if (first < 0) {
                return Optional.of(bad("nothing in it"));
            }
            text.unread(first);
            if (first != '<') {
                return lines(text);
            }
            SitemapXml xml = new SitemapXml(entries);
            index = xml.read(text);
            return xml.known()
                    ? Optional.empty()
                    : Optional.of(bad("the element " + xml.root() + ", which is no sitemap"));
        } catch (XMLStreamException e) {
            if (e.getNestedException() instanceof IOException found && !malformed(found)) {
                throw found;
            }
            return Optional.of(bad("broken XML in line " + e.getLocation().getLineNumber()));
        } catch (UnpackedMax e) {
            return Optional.of(
                    new Failure("too-big", message("more than " + FetchRequest.BODY_BYTES_MAX + " bytes unpacked")));
        } catch (IOException e) {
            if (malformed(e)) {
                return Optional.of(bad("broken gzip or text: " + e.getMessage()));
            }
            throw e;
        }
    }

    private static boolean malformed(IOException found) {
        return found instanceof ZipException
                || found instanceof EOFException
                || found instanceof CharConversionException;
    }

    private Failure bad(String found) {
        return new Failure("bad-body", message(found));
    }

    private String message(String found) {
        return "Reading the sitemap " + address + " found " + found + "; nothing behind it is listed";
    }

    /** Files that end in .gz are packed on their own, whatever their headers say. */
    private static InputStream unpacked(InputStream body) throws IOException {
        PushbackInputStream in = new PushbackInputStream(body, 2);
        int first = in.read();
        int second = first < 0 ? -1 : in.read();
        if (second >= 0) {
            in.unread(second);
        }
        if (first >= 0) {
            in.unread(first);
        }
        return first == GZIP_FIRST && second == GZIP_SECOND ? new Capped(new GZIPInputStream(in)) : in;
    }

    /** Without a byte order mark and white space, which no XML may begin with, and many do. */
    private static PushbackInputStream begin(InputStream in) throws IOException {
        PushbackInputStream text = new PushbackInputStream(in, MARK_BYTES);
        int letter = text.read();
        if (letter == MARK_FIRST) {
            var _ = text.skip(MARK_BYTES - 1L);
            letter = text.read();
        }
        while (letter >= 0 && letter <= ' ') {
            letter = text.read();
        }
        if (letter >= 0) {
            text.unread(letter);
        }
        return text;
    }

    private Optional<Failure> lines(InputStream text) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(text, UTF_8));
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            entries.add(line);
        }
        return Optional.empty();
    }

    /** More was packed than a body may have. */
    private static final class UnpackedMax extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private static final class Capped extends FilterInputStream {
        private long left = FetchRequest.BODY_BYTES_MAX;

        Capped(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int n = in.read(into, offset, length);
            left -= Math.max(n, 0);
            if (left < 0) {
                throw new UnpackedMax();
            }
            return n;
        }
    }
}
