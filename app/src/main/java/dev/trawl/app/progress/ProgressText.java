package dev.trawl.app.progress;

import dev.trawl.app.Visible;
import dev.trawl.core.Counts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A snapshot in words. */
final class ProgressText {
    private ProgressText() {}

    /**
     * {@code listing: 120 of at least 300 done, 3 dead; 12.0/s; at least 15 s left; 40 wait for i.redd.it}. While
     * the total is unknown it says so.
     */
    static String of(Snapshot snapshot, Pace pace) {
        Counts counts = snapshot.counts();
        String floor = snapshot.listed() ? "" : "at least ";
        List<String> parts = new ArrayList<>();
        parts.add("%s: %d of %s%d done%s"
                .formatted(snapshot.state().word(), counts.done(), floor, counts.listed(), dead(counts)));
        pace.perSecond().ifPresent(rate -> parts.add(String.format(Locale.ROOT, "%.1f/s", rate)));
        pace.time(counts.open())
                .filter(_ -> counts.open() > 0)
                .ifPresent(left -> parts.add(floor + span(left) + " left"));
        snapshot.slowest().ifPresent(slow -> parts.add(slow.items() + " wait for " + Visible.text(slow.host())));
        return String.join("; ", parts);
    }

    /** {@code 45 s}, {@code 12 min}, {@code 3 h 5 min}: no more precise than anybody can know. */
    static String span(Duration span) {
        if (span.toMinutes() < 2) {
            return span.toSeconds() + " s";
        }
        return span.toHours() == 0
                ? span.toMinutes() + " min"
                : span.toHours() + " h " + span.toMinutesPart() + " min";
    }

    private static String dead(Counts counts) {
        String dead = counts.dead() == 0 ? "" : ", " + counts.dead() + " dead";
        return counts.cancelled() == 0 ? dead : dead + ", " + counts.cancelled() + " cancelled";
    }
}
