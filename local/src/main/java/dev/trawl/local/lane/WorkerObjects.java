package dev.trawl.local.lane;

import dev.trawl.core.port.Objects;

/**
 * Where the objects go that workers of a job name.
 *
 * @param folder of the job's own: their names begin with it
 */
record WorkerObjects(Objects objects, String folder) {}
