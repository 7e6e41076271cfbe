package dev.trawl.app.command;

import dev.trawl.core.port.Turn;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Works dead items again. */
@Command(
        name = "redrive",
        header = "Works the dead items of a run again, as its next generation.",
        description = {
            "",
            "All of them, those with a reason, or those with certain keys. The process that holds the folder works",
            "them; where there is none, this one does, to their end, and prints the new summary.",
            ""
        },
        footer = {"", "Example:", "  trawl redrive 1k3f9a2b7c0d4e5f --reason http-503"})
final class RedriveCommand implements Callable<Integer> {
    @Mixin
    private final OneRun run;

    @Option(names = "--reason", paramLabel = "R", description = "Only items that died of it.")
    private @Nullable String reason;

    @Option(names = "--key", paramLabel = "K", description = "Only the item with this key; may be given again.")
    private List<String> keys = List.of();

    private final Surroundings surroundings;

    RedriveCommand(Surroundings surroundings) {
        this.run = new OneRun(surroundings);
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        if (reason != null && !keys.isEmpty()) {
            throw new UsageFault(
                    "trawl redrive takes --reason or --key, not both; nothing was done; leave out one of them");
        }
        Turn turn = new Turn.Redrive(
                Optional.ofNullable(reason), keys, surroundings.clock().instant());
        return run.turn(turn, true);
    }
}
