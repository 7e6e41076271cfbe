package dev.trawl.web.browser;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/** Cuts what a browser says into messages, which end with a zero byte. Of one that is too long only its head is kept. For one thread. */
final class Messages {
    private static final int HEAD_BYTES = 64;

    private final int bytesMax;
    private final Consumer<byte[]> whole;
    private final Consumer<byte[]> tooLong;
    private ByteArrayOutputStream message = new ByteArrayOutputStream();
    private boolean dropping;

    /**
     * @param bytesMax of a message
     * @param whole takes each message
     * @param tooLong takes the first bytes of one that was longer
     */
    Messages(int bytesMax, Consumer<byte[]> whole, Consumer<byte[]> tooLong) {
        this.bytesMax = bytesMax;
        this.whole = whole;
        this.tooLong = tooLong;
    }

    /** Takes what was read next. */
    void take(byte[] read, int length) {
        int from = 0;
        for (int at = 0; at < length; at++) {
            if (read[at] == 0) {
                keep(read, from, at - from);
                end();
                from = at + 1;
            }
        }
        keep(read, from, length - from);
    }

    private void keep(byte[] read, int from, int length) {
        if (!dropping && message.size() + length > bytesMax) {
            dropping = true;
            byte[] head = message.toByteArray();
            // All of its room is given back.
            message = new ByteArrayOutputStream();
            message.write(head, 0, Math.min(head.length, HEAD_BYTES));
        }
        message.write(read, from, dropping ? Math.min(length, HEAD_BYTES - message.size()) : length);
    }

    private void end() {
        byte[] ended = message.toByteArray();
        message.reset();
        (dropping ? tooLong : whole).accept(ended);
        dropping = false;
    }
}
