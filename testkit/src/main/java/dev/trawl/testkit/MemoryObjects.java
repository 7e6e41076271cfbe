package dev.trawl.testkit;

import dev.trawl.core.StoredObject;
import dev.trawl.core.port.Objects;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Objects that are forgotten with the process, for tests. Safe for any number of threads. */
public final class MemoryObjects implements Objects {
    private final Map<String, byte[]> published = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();

    @Override
    public Draft draft() {
        open.incrementAndGet();
        return new MemoryDraft();
    }

    @Override
    public InputStream read(String key) throws NoSuchFileException {
        byte[] content = published.get(key);
        if (content == null) {
            throw new NoSuchFileException(key);
        }
        return new ByteArrayInputStream(content);
    }

    /** What was published, by name and in its order. */
    public Map<String, byte[]> contents() {
        return new TreeMap<>(published);
    }

    /** The names of what was published. */
    public Set<String> keys() {
        return Set.copyOf(published.keySet());
    }

    /** Drafts that were begun and not closed. */
    public int open() {
        return open.get();
    }

    private final class MemoryDraft implements Draft {
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();

        @Override
        public OutputStream content() {
            return content;
        }

        @Override
        public StoredObject publish(String key, String type) {
            byte[] all = content.toByteArray();
            published.put(key, all);
            return new StoredObject(key, all.length, sha256(all), type);
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every JDK has SHA-256", e);
        }
    }
}
