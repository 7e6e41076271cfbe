package dev.trawl.app.command;

import dev.trawl.app.progress.Snapshot;
import dev.trawl.core.Job;
import dev.trawl.core.RunId;
import dev.trawl.core.RunView;
import dev.trawl.core.port.Turn;
import dev.trawl.core.port.Turned;
import tools.jackson.databind.node.ObjectNode;

/** Works runs in a data folder that it holds. For any thread. Closing it leaves open runs to be resumed. */
public interface Engine extends Archive {
    /** Takes a run on and works it. Durable on return. */
    RunView start(Job job, ObjectNode input);

    /** Works a run that is there; one that is closed stays as it is, a paused one goes on. */
    RunView takeUp(RunId run);

    /** Works every run that is open. */
    void takeUpAll();

    /** Does something to a run. */
    Turned turn(RunId run, Turn turn);

    /** Waits until a run is closed or paused. */
    RunView await(RunId run) throws InterruptedException;

    /** How far a run is, cheaply. */
    Snapshot snapshot(RunId run);
}
