package dev.trawl.app.progress;

import dev.trawl.app.Visible;
import dev.trawl.core.Counts;
import dev.trawl.core.dispatch.Glance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A glance at a run in words. */
final class ProgressText {
    private ProgressText() {}

    /**
     * {@code 120 of at least 300 done, 3 dead; 12.0/s; at least 15 s left; 40 at i.redd.it}. While
     * the total is unknown it says so.
     */
    static String of(Glance glance, Pace pace) {
        Counts counts = glance.counts();
        String floor = glance.listed() ? "" : "at least ";
        List<String> parts = new ArrayList<>();
        parts.add("%d of %s%d done%s".formatted(counts.done(), floor, counts.listed(), dead(counts)));
        pace.perSecond().ifPresent(rate -> parts.add(String.format(Locale.ROOT, "%.1f/s", rate)));
        pace.time(counts.open())
                .filter(_ -> counts.open() > 0)
                .ifPresent(left -> parts.add(floor + span(left) + " left"));
        glance.slowest().ifPresent(slow -> parts.add(slow.items() + " at " + Visible.text(slow.name())));
        return String.join("; ", parts);
    }

    /** {@code 45 s}, {@code 12 min}, {@code 3 h 5 min}: no more precise than anybody can know. */
    static String span(Duration span) {
        if (span.toMinutes() < 2) {
            return span.toSeconds() + " s";
        }
        return span.toHours() == 0 ? span.toMinutes() + " min" : span.toHours() + " h " + span.toMinutesPart() + " min";
    }

    private static String dead(Counts counts) {
        String dead = counts.dead() == 0 ? "" : ", " + counts.dead() + " dead";
        return counts.cancelled() == 0 ? dead : dead + ", " + counts.cancelled() + " cancelled";
    }
}
