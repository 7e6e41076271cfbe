package dev.trawl.local.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Item;
import dev.trawl.core.Json;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Texts of a page's items one after the other, each behind its length in four bytes. */
final class ItemBlob {
    private ItemBlob() {}

    static byte[] keys(List<Item> items) {
        return blob(items, ItemBlob::key);
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
        return blob(items, item -> item.value().utf8());
    }

    /** The items of a page again. */
    static List<Item> items(int count, byte[] keys, byte[] values) {
        ByteBuffer key = ByteBuffer.wrap(keys);
        ByteBuffer value = ByteBuffer.wrap(values);
        List<Item> items = new ArrayList<>(count);
        for (int n = 0; n < count; n++) {
            items.add(new Item(new String(next(key), UTF_8), Json.ofUtf8(next(value))));
        }
        return items;
    }

    private static byte[] next(ByteBuffer blob) {
        byte[] text = new byte[blob.getInt()];
        blob.get(text);
        return text;
    }

    private static byte[] blob(List<Item> items, Function<Item, byte[]> text) {
        ByteArrayOutputStream blob = new ByteArrayOutputStream(items.size() * 64);
        byte[] length = new byte[Integer.BYTES];
        for (Item item : items) {
            byte[] bytes = text.apply(item);
            ByteBuffer.wrap(length).putInt(bytes.length);
            blob.writeBytes(length);
            blob.writeBytes(bytes);
        }
        return blob.toByteArray();
    }
}
