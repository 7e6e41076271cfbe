package dev.trawl.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.RunView;
import java.util.List;

/** What a process showed somebody of a run: it holds from then on, whatever happens. */
record Acknowledged(long listed, long ended, boolean closed) {
    static Acknowledged of(RunView run) {
        return new Acknowledged(
                run.counts().listed(),
                run.counts().done() + run.counts().dead(),
                run.phase().closed());
    }

    /** What a call says, if it does. */
    static List<Acknowledged> in(Call call) {
        return call instanceof Call.Acknowledged(String text) ? List.of(parse(text)) : List.of();
    }

    private static Acknowledged parse(String line) {
        String[] parts = line.strip().split(" ", -1);
        return new Acknowledged(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Boolean.parseBoolean(parts[2]));
    }

    /** Looks whether a run still has all of it. */
    void mustHoldIn(RunView run) {
        Acknowledged found = of(run);
        assertThat(found.listed).isGreaterThanOrEqualTo(listed);
        assertThat(found.ended).isGreaterThanOrEqualTo(ended);
        assertThat(found.closed || !closed).isTrue();
    }

    @Override
    public String toString() {
        return listed + " " + ended + " " + closed;
    }
}
