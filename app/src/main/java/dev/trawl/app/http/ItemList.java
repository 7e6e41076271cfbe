package dev.trawl.app.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Json;
import dev.trawl.core.Slice;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Writes lists whose entries may be large a few at a time, so that an answer needs no memory of its size. */
final class ItemList {
    /** How many entries are in memory at once; a result has 256 KiB at most. */
    private static final int ENTRIES_AT_ONCE = 100;

    private ItemList() {}

    /** All entries, in an object that begins with these members. */
    static Answer whole(String head, ListQuery.Reading<JsonNode> reading) {
        Slice<JsonNode> first = reading.read(Optional.empty(), ENTRIES_AT_ONCE);
        if (first.next().isEmpty()) {
            return Answer.whole(200, Answer.JSON, small(head, first));
        }
        return Answer.streamed(200, Answer.JSON, out -> {
            print(out, "{" + head + "\"items\":[");
            write(out, first, reading, Integer.MAX_VALUE);
            print(out, "]}");
        });
    }

    /** The part of a list that is asked for. */
    static Answer part(ListQuery query, ListQuery.Reading<JsonNode> reading) {
        Slice<JsonNode> first;
        try {
            first = reading.read(query.after(), Math.min(query.limit(), ENTRIES_AT_ONCE));
        } catch (IllegalArgumentException e) {
            throw Refusal.senseless(String.valueOf(e.getMessage()));
        }
        return Answer.streamed(200, Answer.JSON, out -> {
            print(out, "{\"items\":[");
            Optional<String> next = write(out, first, reading, query.limit());
            print(out, "],\"next\":" + Json.tree(next.orElse(null)) + "}");
        });
    }

    private static byte[] small(String head, Slice<JsonNode> all) {
        String items =
                String.join(",", all.items().stream().map(JsonNode::toString).toList());
        return ("{" + head + "\"items\":[" + items + "]}").getBytes(UTF_8);
    }

    /** Goes on from the first slice until there are enough; gives the token of what is left. */
    private static Optional<String> write(
            OutputStream out, Slice<JsonNode> first, ListQuery.Reading<JsonNode> reading, int entries)
            throws IOException {
        Slice<JsonNode> slice = first;
        int left = entries;
        String comma = "";
        while (true) {
            for (JsonNode item : slice.items()) {
                print(out, comma + item);
                comma = ",";
            }
            left -= slice.items().size();
            if (slice.next().isEmpty() || left <= 0) {
                return slice.next();
            }
            slice = reading.read(slice.next(), Math.min(left, ENTRIES_AT_ONCE));
        }
    }

    private static void print(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(UTF_8));
    }
}
