package dev.trawl.app.command;

import dev.trawl.app.Visible;
import dev.trawl.app.jobfile.InvalidJob;
import dev.trawl.core.ClosestWord;
import dev.trawl.core.EnvironmentFault;
import dev.trawl.core.port.LedgerStopped;
import dev.trawl.core.stage.BadInput;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong: one clear message, no stack trace, and how the command ends. */
final class Complaints {
    /** The longest message. */
    static final int LINES_MAX = 8;

    private final Console console;

    Complaints(Console console) {
        this.console = console;
    }

    /** The command line makes no sense. */
    int usage(ParameterException fault, String[] arguments) {
        CommandSpec spec = fault.getCommandLine().getCommandSpec();
        String name = spec.qualifiedName();
        String what = fault instanceof UnmatchedArgumentException unmatched
                ? unknown(unmatched.getUnmatched(), spec)
                : Visible.text(String.valueOf(fault.getMessage()));
        say(what + "; nothing was done. " + name + " --help tells what it takes");
        return ExitStatus.USAGE;
    }

    /** A command failed. */
    int failure(Exception fault, CommandLine command, ParseResult parsed) {
        return switch (fault) {
            case UsageFault _, InvalidJob _, BadInput _ -> end(fault, ExitStatus.USAGE);
            case EnvironmentFault _ -> end(fault, ExitStatus.ENVIRONMENT);
            case LedgerStopped _ -> end(fault, ExitStatus.ENVIRONMENT);
            case IllegalArgumentException _ -> end(fault, ExitStatus.USAGE);
            case InterruptedException _ -> ExitStatus.INTERRUPTED;
            case SQLException _, IOException _ -> end(fault, ExitStatus.ENVIRONMENT);
            default -> unexpected(fault, command);
        };
    }

    private int end(Exception fault, int status) {
        say(String.valueOf(fault.getMessage()));
        return status;
    }

    private int unexpected(Exception fault, CommandLine command) {
        say(
                "trawl " + command.getCommandName() + " met a fault of its own: " + fault
                        + ". What is in the data folder is kept. Please report it; TRAWL_JAVA_OPTS=-Dtrawl.trace=true shows where");
        if (Boolean.getBoolean("trawl.trace")) {
            fault.printStackTrace(console.err());
        }
        return ExitStatus.ENVIRONMENT;
    }

    private static String unknown(List<String> unmatched, CommandSpec spec) {
        String word = unmatched.getFirst();
        boolean option = word.startsWith("-");
        String bare = option && word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
        var known = option ? spec.optionsMap().keySet() : spec.subcommands().keySet();
        String kind = option ? "option" : spec.subcommands().isEmpty() ? "argument" : "command";
        return "There is no " + kind + " " + Visible.quoted(bare) + ClosestWord.hint(bare, known);
    }

    /** Lines stay lines; whatever else would move the cursor is shown. */
    private void say(String message) {
        List<String> lines = message.lines().map(Visible::text).toList();
        boolean whole = lines.size() <= LINES_MAX;
        lines.stream().limit(whole ? LINES_MAX : LINES_MAX - 1).forEach(console::note);
        if (!whole) {
            console.note("... and " + (lines.size() - LINES_MAX + 1) + " lines more; trawl check FILE shows them all");
        }
    }
}
