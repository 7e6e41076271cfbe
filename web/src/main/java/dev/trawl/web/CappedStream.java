package dev.trawl.web;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Counts what is read, ends with {@link TooBig} at a limit, and remembers what went wrong below it. Closing it closes
 * nothing: what is not read is not drained. For one thread.
 */
final class CappedStream extends InputStream {
    private final InputStream in;
    private final String what;
    private final long endsAt;
    private final long bytesMax;
    private long bytes;
    private @Nullable IOException broken;
    private boolean ended;

    /**
     * @param endsAt so much may be read
     * @param bytesMax the limit that is told where more is tried
     */
    CappedStream(InputStream in, String what, long endsAt, long bytesMax) {
        this.in = in;
        this.what = what;
        this.endsAt = endsAt;
        this.bytesMax = bytesMax;
    }

    /** Bytes read so far. */
    long bytes() {
        return bytes;
    }

    /** Whether everything was read. */
    boolean ended() {
        return ended;
    }

    @Nullable
    IOException broken() {
        return broken;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (broken != null) {
            throw broken;
        }
        if (ended || length == 0) {
            return ended ? -1 : 0;
        }
        try {
            return counted(in.read(into, from, (int) Math.min(length - 1, endsAt - bytes) + 1));
        } catch (IOException e) {
            broken = e;
            throw e;
        } catch (RuntimeException e) {
            broken = new BadEncoding(String.valueOf(e.getMessage()), e);
            throw broken;
        }
    }

    @Override
    public int available() throws IOException {
        return broken != null || ended ? 0 : in.available();
    }

    @Override
    public void close() {}

    private int counted(int read) throws TooBig {
        ended = read < 0;
        bytes += Math.max(read, 0);
        if (bytes > endsAt) {
            throw new TooBig(what, bytesMax);
        }
        return read;
    }
}
