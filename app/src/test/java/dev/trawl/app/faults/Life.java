package dev.trawl.app.faults;

import dev.trawl.app.process.ChildTrawl;
import dev.trawl.core.RunView;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a child lived.
 *
 * @param ended how it ended and what it said
 * @param trace what it did to the folder
 */
record Life(ChildTrawl.Ended ended, Trace trace) {
    /** Whether the plan was carried out. */
    boolean met() {
        return trace.injected() > 0;
    }

    /** What it had said is there, now that it has ended. */
    void keptWhatItSaid(Path data) throws Exception {
        keeps(Audit.of(data));
    }

    /**
     * Cuts the power when the process has ended: what it had said is there too. Of a process that found no folder
     * when it began.
     */
    void keepsWhatItSaidWithoutPower(FaultFolder folder) throws Exception {
        Disk disk = new Disk(folder.data());
        trace.calls().forEach(disk::apply);
        Path left = folder.beside("powerless");
        disk.leaveDurable(left);
        keeps(Audit.of(left));
    }

    private void keeps(Optional<RunView> run) {
        trace.calls().stream()
                .flatMap(call -> Acknowledged.in(call).stream())
                .forEach(said -> said.mustHoldIn(run.orElseThrow()));
    }
}
