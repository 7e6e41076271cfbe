package dev.trawl.local.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Item;
import dev.trawl.core.Json;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Texts of a page's items one after the other, each behind its length in four bytes. A value that several items share is there once,
 * with the first of them; with the others there is a negative number, -1 less where the first is on the page.
 */
final class ItemBlob {
    /** Values of a page that are looked out for; those of a page whose items share nothing are not all remembered. */
    private static final int SHARED_MAX = 1_000;

    private ItemBlob() {}

    static byte[] keys(List<Item> items) {
        ByteArrayOutputStream blob = new ByteArrayOutputStream(items.size() * 32);
        items.forEach(item -> append(blob, key(item)));
        return blob.toByteArray();
    }

    /** The key of an item as it is kept. */
    static byte[] key(Item item) {
        return item.key().getBytes(UTF_8);
    }

    /** The keys of a page from one of its items on. */
    static List<byte[]> from(byte[] keys, long at) {
        ByteBuffer blob = ByteBuffer.wrap(keys);
        List<byte[]> found = new ArrayList<>();
        for (long n = 0; blob.hasRemaining(); n++) {
            byte[] key = next(blob);
            if (n >= at) {
                found.add(key);
            }
        }
        return found;
    }

    static byte[] values(List<Item> items) {
        ByteArrayOutputStream blob = new ByteArrayOutputStream(items.size() * 32);
        // By identity: comparing texts would cost those more that share nothing.
        IdentityHashMap<Json, Integer> known = new IdentityHashMap<>();
        for (int n = 0; n < items.size(); n++) {
            Json value = items.get(n).value();
            Integer first = known.get(value);
            if (first != null) {
                blob.writeBytes(number(-1 - first));
            } else {
                append(blob, value.utf8());
                if (known.size() < SHARED_MAX) {
                    known.put(value, n);
                }
            }
        }
        return blob.toByteArray();
    }

    /** The items of a page again. */
    static List<Item> items(int count, byte[] keys, byte[] values) {
        ByteBuffer key = ByteBuffer.wrap(keys);
        ByteBuffer value = ByteBuffer.wrap(values);
        List<Item> items = new ArrayList<>(count);
        for (int n = 0; n < count; n++) {
            int length = value.getInt();
            Json json = length < 0 ? items.get(-1 - length).value() : Json.ofUtf8(text(value, length));
            items.add(new Item(new String(next(key), UTF_8), json));
        }
        return items;
    }

    private static byte[] next(ByteBuffer blob) {
        return text(blob, blob.getInt());
    }

    private static byte[] text(ByteBuffer blob, int length) {
        byte[] text = new byte[length];
        blob.get(text);
        return text;
    }

    private static void append(ByteArrayOutputStream blob, byte[] text) {
        blob.writeBytes(number(text.length));
        blob.writeBytes(text);
    }

    private static byte[] number(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }
}
