package dev.trawl.app.command;

import dev.trawl.app.jobfile.InvalidJob;
import dev.trawl.app.jobfile.JobFile;
import dev.trawl.core.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Validates job files. */
@Command(
        name = "check",
        header = "Validates job files: what is wrong, at which line and column, and what to write instead.",
        footer = {
            "",
            "Examples:",
            "  trawl check jobs/*.yaml",
            "  trawl check --schema > trawl.schema.json    # for editors that complete while one types"
        })
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    final HelpOption help = new HelpOption();

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "Job files.")
    private List<Path> files = List.of();

    @Option(names = "--schema", description = "Prints the JSON Schema of job files.")
    private boolean schema;

    private final Surroundings surroundings;

    CheckCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (schema) {
            surroundings.console().line(Json.pretty(surroundings.reader().schema()));
            return ExitStatus.GOOD;
        }
        if (files.isEmpty()) {
            throw new UsageFault("trawl check needs a file; nothing was checked; trawl check jobs/*.yaml checks some");
        }
        ArrayNode checked = Json.tree(List.of()).asArray();
        long wrong =
                files.stream().filter(file -> !check(file, checked.addObject())).count();
        if (common.json) {
            surroundings.console().line(checked.toString());
        }
        return wrong == 0 ? ExitStatus.GOOD : ExitStatus.USAGE;
    }

    private boolean check(Path file, ObjectNode result) {
        result.put("file", file.toString());
        ArrayNode problems = result.putArray("problems");
        ArrayNode notes = result.putArray("notes");
        try {
            JobFile read = surroundings.reader().read(file);
            read.notes().forEach(note -> tell(note.in(read.file()), notes));
            if (!common.json) {
                surroundings.console().line(file + ": the job " + read.job().name() + " is valid");
            }
            return true;
        } catch (InvalidJob e) {
            e.getMessage().lines().forEach(line -> tell(line, problems));
            return false;
        }
    }

    private void tell(String line, ArrayNode told) {
        told.add(line);
        if (!common.json) {
            surroundings.console().note(line);
        }
    }
}
