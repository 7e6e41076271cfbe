package dev.trawl.app.command;

import dev.trawl.app.Visible;
import dev.trawl.simulation.campaign.Retelling;
import dev.trawl.simulation.campaign.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a simulation found, for people. */
final class SimulatedText {
    /** Lines of a story's end that are shown. */
    static final int STORY_LINES = 25;

    /** Characters of a line that are shown. */
    private static final int WIDTH = 180;

    private SimulatedText() {}

    /** Some lines, the broken worlds last. */
    static List<String> of(Simulated simulated) {
        Tally tally = simulated.tally();
        Tally.Standing standing = tally.standing();
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%,d worlds (seeds %s) in %,.1f s, %,.0f a second; digest %s",
                standing.worlds(),
                simulated.seeds(),
                simulated.time().toMillis() / 1000.0,
                simulated.perSecond(),
                simulated.digest()));
        lines.add(String.format(Locale.ROOT, "  events    %,d", standing.events()));
        lines.add(String.format(
                Locale.ROOT, "  faults    %,d, %.1f a world", standing.faults(), simulated.faultsPerWorld()));
        lines.add("            " + counts(tally.faults()));
        lines.add("  reached   " + counts(tally.reached()));
        lines.add("  missed    " + (tally.missed().isEmpty() ? "nothing" : tally.missed()));
        lines.add(String.format(
                Locale.ROOT, "  broken    %s", standing.breaches() == 0 ? "nothing" : standing.breaches() + " worlds"));
        tally.broken().values().forEach(broken -> lines.addAll(of(simulated, broken)));
        return lines;
    }

    private static List<String> of(Simulated simulated, Tally.Broken broken) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(cut(String.format(Locale.ROOT, "Broken in %,d worlds: %s", broken.worlds(), broken.invariant())));
        lines.add("  seeds     " + broken.first().keySet());
        lines.add(cut("  found     " + broken.first().firstEntry().getValue()));
        simulated.story(broken).ifPresent(told -> lines.addAll(end(told)));
        lines.add("  again     " + simulated.replay(broken));
        return lines;
    }

    private static List<String> end(Retelling told) {
        List<String> lines = new ArrayList<>();
        int from = Math.max(0, told.story().size() - STORY_LINES);
        lines.add(String.format(
                Locale.ROOT,
                "  the end of seed %d with %d faults and %d events:",
                told.seed(),
                told.places().size(),
                told.events()));
        told.story().subList(from, told.story().size()).forEach(line -> lines.add(cut("    " + line)));
        return lines;
    }

    private static String counts(Map<?, Long> counts) {
        return counts.entrySet().stream()
                .map(each -> String.format(Locale.ROOT, "%s %,d", each.getKey(), each.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String cut(String line) {
        String shown = Visible.text(line);
        return shown.length() > WIDTH ? shown.substring(0, WIDTH) + "…" : shown;
    }
}
