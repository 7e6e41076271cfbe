package dev.trawl.app.command;

import dev.trawl.core.RunId;
import dev.trawl.local.Archive;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows one run. */
@Command(
        name = "show",
        header = "Shows a run: its summary where it is over, else how far it is.",
        footer = {"", "Example:", "  trawl show 1k3f9a2b7c0d4e5f --format jsonl"})
final class ShowCommand implements Callable<Integer> {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    final HelpOption help = new HelpOption();

    @Parameters(paramLabel = "RUN", description = "The run.")
    private @Nullable String run;

    @Option(names = "--format", paramLabel = "table|jsonl", description = "How it is printed.")
    private @Nullable Format format;

    private final Surroundings surroundings;

    ShowCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        RunId id = RunNames.parse(String.valueOf(run));
        try (Archive archive = RunNames.archive(common.data)) {
            RunNames.require(archive, id);
            JsonNode document = archive.document(id, surroundings.clock(), surroundings.prices(common))
                    .tree();
            Console console = surroundings.console();
            switch (Format.chosen(common.json, format)) {
                case TABLE -> SummaryText.of(document).forEach(console::line);
                case JSON, JSONL -> console.line(document.toString());
                case CSV ->
                    throw new UsageFault(
                            "A run has no columns to print as csv; nothing was printed; use --format jsonl");
            }
        }
        return ExitStatus.GOOD;
    }
}
