package dev.trawl.app.progress;

import dev.trawl.simulation.campaign.Tally;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** How far a simulation is, in words. For one thread at a time. */
public final class SeedsText implements Function<Instant, Optional<String>> {
    private final Tally tally;
    private final long seeds;
    private final Pace pace = new Pace();

    /** Of a tally that so many seeds go into. */
    public SeedsText(Tally tally, long seeds) {
        this.tally = tally;
        this.seeds = seeds;
    }

    /** {@code 1,200 of 20,000 seeds; 240.0/s; 31,000 faults; 0 broken; 78 s left}. */
    @Override
    public Optional<String> apply(Instant now) {
        Tally.Standing standing = tally.standing();
        pace.see(now, standing.worlds());
        String rate = pace.perSecond()
                .map(perSecond -> String.format(Locale.ROOT, "; %.1f/s", perSecond))
                .orElse("");
        String left = pace.time(seeds - standing.worlds())
                .map(time -> "; " + ProgressText.span(time) + " left")
                .orElse("");
        return Optional.of(String.format(
                Locale.ROOT,
                "%,d of %,d seeds%s; %,d faults; %,d broken%s",
                standing.worlds(),
                seeds,
                rate,
                standing.faults(),
                standing.breaches(),
                left));
    }
}
