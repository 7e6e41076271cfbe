package dev.trawl.core.port;

import dev.trawl.core.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Blobs by name. An object appears whole or not at all, and is durable once it is stored. The same content
 * under two names is stored once. Safe for any number of threads.
 */
public interface Objects {
    /** Begins a new object; nothing of it can be seen until it is published. */
    Draft draft() throws IOException;

    /**
     * Reads an object.
     *
     * @throws java.nio.file.NoSuchFileException where there is none
     */
    InputStream read(String key) throws IOException;

    /** An object that is being written. For one thread. Closing it without publishing leaves nothing behind. */
    interface Draft extends AutoCloseable {
        /** Where its bytes go. */
        OutputStream content();

        /**
         * Makes it durable and gives it its name, in place of what had it before.
         *
         * @param key 1 to 1,000 bytes, relative, {@code /} between folders; no empty, {@code .} or {@code ..} part
         */
        StoredObject publish(String key, String type) throws IOException;

        @Override
        void close() throws IOException;
    }
}
