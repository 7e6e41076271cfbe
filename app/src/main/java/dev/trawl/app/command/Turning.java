package dev.trawl.app.command;

import dev.trawl.core.RunId;
import dev.trawl.core.port.Turn;
import dev.trawl.core.port.Turned;
import dev.trawl.local.Archive;
import dev.trawl.local.Machine;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Does something to a run: through the process that holds the folder, or here where none does. */
final class Turning {
    private final Surroundings surroundings;
    private final CommonOptions options;

    Turning(Surroundings surroundings, CommonOptions options) {
        this.surroundings = surroundings;
        this.options = options;
    }

    /**
     * Does it.
     *
     * @param toItsEnd whether the run is then worked to its end here, where no other process works it
     */
    int turn(String name, Turn turn, boolean toItsEnd) throws Exception {
        RunId run = RunNames.parse(name);
        try (Archive archive = RunNames.archive(options.data)) {
            RunNames.require(archive, run);
        }
        Optional<Archive.Answer> answer = Archive.ask(options.data, run, turn, surroundings.console()::note);
        if (answer.isEmpty()) {
            return here(run, turn, toItsEnd);
        }
        return switch (answer.get()) {
            case Archive.Answer.Granted granted -> tell(granted.run(), turn);
            case Archive.Answer.Refused refused -> throw refused(run, refused.why());
        };
    }

    private int here(RunId run, Turn turn, boolean toItsEnd) throws Exception {
        try (Machine machine = Machine.open(options.data, surroundings.wiring(options))) {
            return switch (machine.turn(run, turn)) {
                // Whoever cancels a run has what they asked for when it is cancelled.
                case Turned.Applied _
                when turn instanceof Turn.Cancel -> tell(new Follow(surroundings, options).await(machine, run), turn);
                case Turned.Applied _ when toItsEnd -> new Follow(surroundings, options).toItsEnd(machine, run);
                case Turned.Applied _ -> tell(machine.document(run), turn);
                case Turned.Refused refused -> throw refused(run, refused.why());
                case Turned.Unknown() -> throw refused(run, "there is no such run");
            };
        }
    }

    private int tell(JsonNode document, Turn turn) {
        Console console = surroundings.console();
        if (options.json) {
            console.line(document.toString());
        } else {
            console.line("Run " + document.path("run").asString("") + " is "
                    + document.path("state").asString("")
                    + (turn instanceof Turn.Concurrency limit ? ", and has concurrency=" + limit.items() : ""));
        }
        return ExitStatus.GOOD;
    }

    private static UsageFault refused(RunId run, String why) {
        return new UsageFault("Run " + run + " stays as it is: " + why + "; trawl show " + run + " tells how it is");
    }
}
