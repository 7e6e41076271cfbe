package dev.trawl.app.command;

import dev.trawl.app.jobfile.Jobs;
import dev.trawl.core.RunId;
import dev.trawl.core.port.Turn;
import dev.trawl.core.port.Turned;
import java.nio.file.Path;
import java.util.Optional;

/** The ways into a data folder that commands take. */
public interface Doors {
    /** Looks into a folder without holding it; empty where it is not there or holds nothing yet. */
    Optional<Archive> read(Path data);

    /** Asks the process that holds a folder to do something to a run; empty where no process holds it. */
    Optional<Turned> ask(Path data, RunId run, Turn turn);

    /** Holds a folder, to work in it. One process at a time; what keeps it out is an environment fault. */
    Engine hold(Path data, Jobs jobs, Egress egress);
}
