package dev.trawl.app.command;

import dev.trawl.app.Visible;
import dev.trawl.core.Limits;
import dev.trawl.core.port.Turn;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Changes how many items a run works at once. */
@Command(
        name = "limits",
        header = "Changes how many items a run works at once.",
        description = {"", "Takes effect at once, for this run.", ""},
        footer = {"", "Example:", "  trawl limits 1k3f9a2b7c0d4e5f concurrency=20"})
final class LimitsCommand implements Callable<Integer> {
    private static final Pattern FORM = Pattern.compile("concurrency=(\\d{1,5})");

    @Mixin
    private final OneRun run;

    @Parameters(index = "1", paramLabel = "concurrency=N", description = "Items at once.")
    private @Nullable String limit;

    LimitsCommand(Surroundings surroundings) {
        this.run = new OneRun(surroundings);
    }

    @Override
    public Integer call() throws Exception {
        Matcher form = FORM.matcher(String.valueOf(limit));
        int items = form.matches() ? Integer.parseInt(form.group(1)) : 0;
        if (items < 1 || items > Limits.CONCURRENCY_MAX) {
            throw new UsageFault("trawl limits found " + Visible.quoted(String.valueOf(limit))
                    + "; nothing was changed;" + " it takes concurrency=N, with N from 1 to " + Limits.CONCURRENCY_MAX);
        }
        return run.turn(new Turn.Concurrency(items), false);
    }
}
