package dev.trawl.app.jobfile;

import dev.trawl.core.Job;
import java.util.List;

/**
 * A job file that makes a job.
 *
 * @param file its name, for messages
 * @param notes what of it does not take effect in this version
 */
public record JobFile(String file, Job job, List<Problem> notes) {
    public JobFile {
        notes = List.copyOf(notes);
    }
}
