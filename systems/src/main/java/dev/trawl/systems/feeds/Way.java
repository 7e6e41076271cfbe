package dev.trawl.systems.feeds;

import dev.trawl.web.BodyReader;
import dev.trawl.web.KeptBody;
import dev.trawl.web.WebAddress;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes a feed's body, as much of it as comes, and notes where the request for it was sent for good on the way. For one thread and
 * one fetch; to be closed.
 */
final class Way implements BodyReader<KeptBody>, AutoCloseable {
    /** The largest body of a feed, packed and unpacked. */
    static final long BODY_BYTES_MAX = 32L * 1024 * 1024;

    /** Moved permanently (RFC 9110, sections 15.4.2 and 15.4.9). */
    private static final Set<Integer> FOR_GOOD = Set.of(301, 308);

    private boolean forGood = true;
    private @Nullable String movedTo;
    private @Nullable KeptBody body;
    private @Nullable WebAddress at;
    private Map<String, String> headers = Map.of();

    @Override
    public KeptBody read(WebAddress address, Map<String, String> headers, InputStream stream) throws IOException {
        at = address;
        this.headers = headers;
        KeptBody read = KeptBody.read(new UntilCut(stream), BODY_BYTES_MAX);
        body = read;
        return read;
    }

    @Override
    public boolean follows(int status, WebAddress from, WebAddress target) {
        forGood = forGood && FOR_GOOD.contains(status);
        if (forGood) {
            movedTo = target.toString();
        }
        return true;
    }

    /** Where redirects that hold for good led to, as far as no other was among them; empty where none did. */
    Optional<String> movedTo() {
        return Optional.ofNullable(movedTo);
    }

    /** What was read before the connection broke. */
    Optional<Got> got() {
        return body == null || at == null ? Optional.empty() : Optional.of(new Got(at, headers, body));
    }

    /** A body, perhaps its beginning only, and where it was found. */
    record Got(WebAddress at, Map<String, String> headers, KeptBody body) {}

    @Override
    public void close() throws IOException {
        if (body != null) {
            body.close();
        }
    }

    /** Ends where the stream breaks. The fetch knows that it broke, and fails; what was read until then is kept. */
    private static final class UntilCut extends FilterInputStream {
        UntilCut(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
        }

        @Override
        public int read(byte[] into, int from, int length) {
            try {
                return in.read(into, from, length);
            } catch (IOException e) {
                return -1;
            }
        }
    }
}
