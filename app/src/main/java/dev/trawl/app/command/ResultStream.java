package dev.trawl.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.app.FileWords;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/** Where results are printed, in UTF-8. Remembers why it took no more; after that it takes nothing. For one thread. */
public final class ResultStream extends PrintStream {
    /** Bytes that are collected before they are written. */
    private static final int BUFFER_BYTES = 1 << 16;

    private final Outlet outlet;

    private ResultStream(Outlet outlet) {
        super(new BufferedOutputStream(outlet, BUFFER_BYTES), false, UTF_8);
        this.outlet = outlet;
    }

    /** One that writes to another stream. */
    public static ResultStream to(OutputStream stream) {
        return new ResultStream(new Outlet(stream));
    }

    /** Why it took no more; empty text where it took everything that it was made to write. */
    String why() {
        return outlet.why;
    }

    private static final class Outlet extends FilterOutputStream {
        private String why = "";

        Outlet(OutputStream stream) {
            super(stream);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (!why.isEmpty()) {
                // A gap in the middle would be taken for the whole.
                throw new IOException(why);
            }
            try {
                out.write(bytes, from, length);
            } catch (IOException e) {
                why = FileWords.of(e);
                throw e;
            }
        }
    }
}
