package dev.trawl.core.stage;

import java.util.List;

/** An input that does not fit its job; says everything that is wrong with it at once. */
public final class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** One sentence per problem. */
    private final transient List<String> problems;

    /** With one sentence per problem. */
    public BadInput(String job, List<String> problems) {
        super("The input does not fit job " + job + ": " + String.join("; ", problems)
                + ". Nothing was started; trawl run " + job + " --help lists the inputs");
        this.problems = List.copyOf(problems);
    }

    /** One sentence per problem. */
    public List<String> problems() {
        return problems;
    }
}
