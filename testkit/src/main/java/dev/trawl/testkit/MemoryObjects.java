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
import java.util.concurrent.ConcurrentSkipListMap;

/** Objects in memory, for tests. Safe for any number of threads. */
public final class MemoryObjects implements Objects {
    private final Map<String, byte[]> contents = new ConcurrentSkipListMap<>();

    /** With nothing in it. */
    public MemoryObjects() {}

    /** What is stored, by key. */
    public Map<String, byte[]> contents() {
        return contents;
    }

    @Override
    public Draft draft() {
        return new MemoryDraft();
    }

    @Override
    public InputStream read(String key) throws NoSuchFileException {
        byte[] content = contents.get(key);
        if (content == null) {
            throw new NoSuchFileException(key);
        }
        return new ByteArrayInputStream(content);
    }

    private final class MemoryDraft implements Draft {
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();

        @Override
        public OutputStream content() {
            return content;
        }

        @Override
        public StoredObject publish(String key, String type) {
            byte[] bytes = content.toByteArray();
            contents.put(key, bytes);
            return new StoredObject(key, bytes.length, sha256(bytes), type);
        }

        @Override
        public void close() {}
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every JDK has SHA-256", e);
        }
    }
}
