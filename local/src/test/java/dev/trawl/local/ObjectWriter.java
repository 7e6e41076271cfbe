package dev.trawl.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.port.Objects.Draft;
import java.io.IOException;
import java.nio.file.Path;

/** Another process that stores objects as fast as it can, says the key of each that is stored, and is killed. */
final class ObjectWriter {
    /** Contents that all keys share, so that they are linked, replaced and dropped all the time. */
    private static final int CONTENTS = 20;

    private static final int KEYS = 60;
    private static final int THREADS = 4;
    private static final int BYTES = 50_000;

    private ObjectWriter() {}

    /** What runs in the other process. */
    public static void main(String[] arguments) throws IOException {
        FileObjects objects = FileObjects.open(DataFolder.open(Path.of(arguments[0])));
        for (int thread = 0; thread < THREADS; thread++) {
            int first = thread;
            Thread.ofPlatform().start(() -> storeWithoutEnd(objects, first));
        }
        ChildJava.leaveWithParent();
    }

    private static void storeWithoutEnd(FileObjects objects, int first) {
        for (int n = first; ; n += THREADS) {
            store(objects, "keys/" + n % KEYS, content(n % CONTENTS));
            IO.println("keys/" + n % KEYS);
        }
    }

    private static void store(FileObjects objects, String key, String content) {
        try (Draft draft = objects.draft()) {
            draft.content().write(content.getBytes(UTF_8));
            draft.publish(key, "text/plain");
        } catch (IOException e) {
            IO.println("failed " + e);
        }
    }

    private static String content(int number) {
        return Character.toString('a' + number).repeat(BYTES);
    }

    /** Whether a text is one of those that are stored, whole. */
    static boolean whole(String text) {
        return text.length() == BYTES && text.equals(text.substring(0, 1).repeat(BYTES));
    }
}
