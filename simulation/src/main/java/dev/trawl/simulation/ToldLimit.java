package dev.trawl.simulation;

import java.util.ArrayList;
import java.util.List;

/** How many items of a run may be worked at once, as it was told: a change holds everywhere some time after it was applied. */
final class ToldLimit {
    private final List<Limit> limits = new ArrayList<>();

    private record Limit(int items, long until) {}

    ToldLimit(int items) {
        limits.add(new Limit(items, Long.MAX_VALUE));
    }

    /** The most at once, as it may still be or be already. */
    int most(long now) {
        return limits.stream()
                .filter(each -> each.until > now)
                .mapToInt(Limit::items)
                .max()
                .orElse(0);
    }

    /** Another one is asked for. */
    void asked(int items) {
        limits.add(new Limit(items, Long.MAX_VALUE));
    }

    /** It has been applied by now. */
    void applied(int items, long now) {
        limits.replaceAll(each -> new Limit(each.items, now + Conduct.GRACE));
        asked(items);
    }
}
