package dev.trawl.simulation;

import java.util.ArrayList;
import java.util.List;

/** What happened in a world, in order. Its hash tells two worlds apart; the text is kept where somebody reads it. */
final class Story {
    private static final long PRIME = 0x100000001b3L;

    /** Lines kept; what came before them is dropped. */
    private static final int LINES_MAX = 20_000;

    private final boolean told;
    private final List<String> lines = new ArrayList<>();
    private long hash = 0xcbf29ce484222325L;
    private long events;

    /** @param told whether its text is kept */
    Story(boolean told) {
        this.told = told;
    }

    /** Something happened. */
    void tell(long micros, String what) {
        events++;
        mix(micros);
        for (int n = 0; n < what.length(); n++) {
            mix(what.charAt(n));
        }
        if (told && lines.size() < LINES_MAX) {
            lines.add(String.format("%,14.3f ms  %s", micros / 1000.0, what));
        }
    }

    private void mix(long value) {
        hash = (hash ^ value) * PRIME;
    }

    long hash() {
        return hash;
    }

    long events() {
        return events;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
