package dev.trawl.web;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.io.HttpTransportMetrics;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.util.CharArrayBuffer;

/**
 * Reads the head of an answer up to its empty line. The client's own parser takes the end of the connection for the
 * end of the head, and so a cut answer for an empty page. Lines that are no headers are left out, as browsers do.
 */
final class WholeHeadParser extends DefaultHttpResponseParser {
    /** Lines of a head that are left out one after the other. */
    private static final int JUNK_LINES_MAX = 20;

    WholeHeadParser(Http1Config limits) {
        super(limits);
    }

    @Override
    public ClassicHttpResponse parse(SessionInputBuffer buffer, InputStream in) throws IOException, HttpException {
        return super.parse(new Lines(buffer), in);
    }

    /** The buffer, with the end of the connection as an error after the first line. */
    private static final class Lines implements SessionInputBuffer {
        private final SessionInputBuffer buffer;
        private boolean begun;

        Lines(SessionInputBuffer buffer) {
            this.buffer = buffer;
        }

        @Override
        public int readLine(CharArrayBuffer line, InputStream in) throws IOException {
            for (int junk = 0; junk <= JUNK_LINES_MAX; junk++) {
                int read = buffer.readLine(line, in);
                if (read < 0 && begun) {
                    throw new ConnectionClosedException("a connection that ended in the head of the answer");
                }
                if (read < 0 || !begun || sound(line)) {
                    begun = true;
                    return read;
                }
                line.clear();
            }
            throw new MessageConstraintException("a head with too many lines that are no headers");
        }

        /** The end of the head, a header, or a header going on. */
        private static boolean sound(CharArrayBuffer line) {
            return line.isEmpty() || line.indexOf(':') > 0 || line.charAt(0) == ' ' || line.charAt(0) == '\t';
        }

        @Override
        public int length() {
            return buffer.length();
        }

        @Override
        public int capacity() {
            return buffer.capacity();
        }

        @Override
        public int available() {
            return buffer.available();
        }

        @Override
        public int read(byte[] into, int from, int length, InputStream in) throws IOException {
            return buffer.read(into, from, length, in);
        }

        @Override
        public int read(byte[] into, InputStream in) throws IOException {
            return buffer.read(into, in);
        }

        @Override
        public int read(InputStream in) throws IOException {
            return buffer.read(in);
        }

        @Override
        public HttpTransportMetrics getMetrics() {
            return buffer.getMetrics();
        }
    }
}
