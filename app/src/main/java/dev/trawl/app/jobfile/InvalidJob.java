package dev.trawl.app.jobfile;

import java.util.List;
import java.util.stream.Collectors;

/** A job file, or the name of a job, that makes no job. The message says everything that is wrong, a line each. */
public final class InvalidJob extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /** The most problems that are told at once. */
    public static final int PROBLEMS_SHOWN_MAX = 20;

    private final String message;

    /** With a message of one or more lines. */
    public InvalidJob(String message) {
        super(message);
        this.message = message;
    }

    /** What is wrong, a line each. */
    @Override
    public String getMessage() {
        return message;
    }

    /** With the problems of a file. */
    public static InvalidJob of(String file, List<Problem> problems) {
        String lines = problems.stream()
                .limit(PROBLEMS_SHOWN_MAX)
                .map(problem -> problem.in(file))
                .collect(Collectors.joining("\n"));
        int more = problems.size() - PROBLEMS_SHOWN_MAX;
        return new InvalidJob(more > 0 ? lines + "\n" + file + ": and " + more + " more" : lines);
    }
}
