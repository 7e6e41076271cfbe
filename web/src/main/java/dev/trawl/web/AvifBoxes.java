package dev.trawl.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the size of an AVIF's main picture among its boxes (ISO/IEC 23008-12): the property {@code ispe} that is
 * tied to the primary item, else the first one, as previews and alpha planes have sizes too.
 */
final class AvifBoxes {
    /** Boxes looked at in one container. */
    private static final int BOXES_MAX = 1_000;

    private static final int VERSION_BYTES = 4;

    private AvifBoxes() {}

    private record Box(String type, int from, int to) {}

    static Optional<PictureSize> size(Bytes bytes) {
        List<Box> meta = inside(bytes, boxes(bytes, 0, bytes.length()), "meta", VERSION_BYTES);
        List<Box> properties = inside(bytes, meta, "iprp", 0);
        List<Box> sizes = inside(bytes, properties, "ipco", 0);
        long primary = first(meta, "pitm").map(pitm -> id(bytes, pitm)).orElse(-1L);
        List<Integer> tied = first(properties, "ipma")
                .map(ipma -> tied(bytes, ipma, primary))
                .orElse(List.of());
        return tied.stream()
                .filter(index -> index >= 1 && index <= sizes.size())
                .map(index -> sizes.get(index - 1))
                .filter(box -> box.type().equals("ispe"))
                .findFirst()
                .or(() -> first(sizes, "ispe"))
                .filter(ispe -> bytes.has(ispe.from(), 12))
                .flatMap(ispe -> PictureSize.of(bytes.big(ispe.from() + 4, 4), bytes.big(ispe.from() + 8, 4)));
    }

    private static long id(Bytes bytes, Box pitm) {
        return bytes.big(pitm.from() + VERSION_BYTES, bytes.one(pitm.from()) == 0 ? 2 : 4);
    }

    /** The numbers of the properties that belong to an item, from 1. */
    private static List<Integer> tied(Bytes bytes, Box ipma, long item) {
        int idBytes = bytes.one(ipma.from()) == 0 ? 2 : 4;
        boolean wide = (bytes.one(ipma.from() + 3) & 1) == 1;
        int at = ipma.from() + 8;
        for (long left = bytes.big(ipma.from() + 4, 4); left > 0 && at < ipma.to(); left--) {
            long id = bytes.big(at, idBytes);
            int count = bytes.one(at + idBytes);
            int from = at + idBytes + 1;
            if (id == item) {
                return numbers(bytes, from, count, wide);
            }
            at = from + count * (wide ? 2 : 1);
        }
        return List.of();
    }

    private static List<Integer> numbers(Bytes bytes, int from, int count, boolean wide) {
        List<Integer> numbers = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            numbers.add((int) (wide ? bytes.big(from + 2 * n, 2) & 0x7FFF : bytes.one(from + n) & 0x7F));
        }
        return numbers;
    }

    private static List<Box> inside(Bytes bytes, List<Box> boxes, String type, int skip) {
        return first(boxes, type)
                .map(box -> boxes(bytes, box.from() + skip, box.to()))
                .orElse(List.of());
    }

    private static Optional<Box> first(List<Box> boxes, String type) {
        return boxes.stream().filter(box -> box.type().equals(type)).findFirst();
    }

    private static List<Box> boxes(Bytes bytes, int from, int to) {
        List<Box> found = new ArrayList<>();
        int at = from;
        while (bytes.has(at, 8) && at + 8 <= to && found.size() < BOXES_MAX) {
            long length = bytes.big(at, 4);
            // Longer ones hold the pictures themselves, behind everything that is looked for.
            if (length < 8 || length > Integer.MAX_VALUE - at) {
                break;
            }
            found.add(new Box(type(bytes, at + 4), at + 8, (int) Math.min(at + length, to)));
            at += (int) length;
        }
        return found;
    }

    private static String type(Bytes bytes, int at) {
        StringBuilder type = new StringBuilder();
        for (int n = 0; n < 4; n++) {
            type.append((char) bytes.one(at + n));
        }
        return type.toString();
    }
}
