package dev.trawl.local;

import dev.trawl.core.RunView;
import dev.trawl.core.port.Accepted;
import java.util.List;

/**
 * What a trigger has started.
 *
 * @param accepted what became of each run, those that were asked for first
 * @param refused jobs of which no run could be started
 */
public record Started(List<Accepted> accepted, List<Refused> refused) {
    /** A job that could start no run, and why. */
    public record Refused(String job, String why) {}

    public Started {
        accepted = List.copyOf(accepted);
        refused = List.copyOf(refused);
    }

    /** The runs that are there: new, or from before by the same cause. */
    public List<RunView> runs() {
        return accepted.stream()
                .filter(Accepted.Taken.class::isInstance)
                .map(taken -> ((Accepted.Taken) taken).run())
                .toList();
    }
}
