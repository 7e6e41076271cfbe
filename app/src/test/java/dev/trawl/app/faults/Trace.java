package dev.trawl.app.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What a child did to its folder, in order. */
record Trace(List<Call> calls) {
    /** Reads what the shim wrote; a process that was killed leaves its last line whole or not at all. */
    static Trace read(Path file) throws IOException {
        List<Call> calls = new ArrayList<>();
        if (Files.exists(file)) {
            ByteBuffer text = ByteBuffer.wrap(Files.readAllBytes(file));
            while (text.hasRemaining()) {
                calls.add(call(line(text).split("\t", -1), text));
            }
        }
        return new Trace(calls);
    }

    <T extends Call> Stream<T> of(Class<T> kind) {
        return calls.stream().filter(kind::isInstance).map(kind::cast);
    }

    long injected() {
        return of(Call.Injected.class).count();
    }

    private static Call call(String[] line, ByteBuffer text) {
        return switch (line[0]) {
            case "written" -> new Call.Written(number(line[1]), number(line[2]), slice(text, number(line[3])), line[4]);
            case "truncated" -> new Call.Truncated(number(line[1]), number(line[2]), line[3]);
            case "synced" -> new Call.Synced(number(line[1]), line[2]);
            case "unsynced" -> new Call.Unsynced(number(line[1]), line[2]);
            case "created" -> new Call.Created(number(line[1]), line[2]);
            case "made" -> new Call.Made(line[1]);
            case "renamed" -> new Call.Renamed(line[1], line[2]);
            case "linked" -> new Call.Linked(line[1], line[2]);
            case "unlinked", "dropped" -> new Call.Unlinked(line[1]);
            case "acknowledged" -> new Call.Acknowledged(new String(bytes(text, number(line[1])), UTF_8));
            case "injected" -> new Call.Injected(line[1], number(line[2]), line[3]);
            default -> throw new IllegalStateException("The trace holds " + Arrays.toString(line));
        };
    }

    private static String line(ByteBuffer text) {
        int end = text.position();
        while (text.get(end) != '\n') {
            end++;
        }
        String line = new String(bytes(text, end - text.position()), UTF_8);
        text.get();
        return line;
    }

    private static ByteBuffer slice(ByteBuffer text, long length) {
        ByteBuffer slice = text.slice(text.position(), (int) length).asReadOnlyBuffer();
        text.position(text.position() + (int) length);
        return slice;
    }

    private static byte[] bytes(ByteBuffer text, long length) {
        byte[] bytes = new byte[(int) length];
        text.get(bytes);
        return bytes;
    }

    private static long number(String text) {
        return Long.parseLong(text);
    }
}
