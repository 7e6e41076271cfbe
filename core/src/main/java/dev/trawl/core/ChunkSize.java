package dev.trawl.core;

/** How many items are delivered together. */
public sealed interface ChunkSize {
    /** Learned from how long items take. */
    ChunkSize AUTO = new Auto();

    /** Learned from how long items take. */
    record Auto() implements ChunkSize {}

    /** Always so many, the last of a page fewer. */
    record Fixed(int items) implements ChunkSize {
        /** The most items delivered together. */
        public static final int ITEMS_MAX = 10_000;

        public Fixed {
            if (items < 1 || items > ITEMS_MAX) {
                throw new IllegalArgumentException("chunk is auto or 1 to " + ITEMS_MAX + ", got: " + items);
            }
        }
    }
}
