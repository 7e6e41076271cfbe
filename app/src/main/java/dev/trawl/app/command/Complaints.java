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
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong: one clear message, no stack trace, and how the command ends. */
final class Complaints {
    /** The longest message. */
    static final int LINES_MAX = 8;

    private static final Pattern NO_NUMBER = Pattern.compile("is not an? (?:int|long)\\b");

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
                : Visible.text(said(String.valueOf(fault.getMessage())));
        say(what + "; nothing was done. " + name + " --help tells what it takes");
        return ExitStatus.USAGE;
    }

    /** How a command ends, once its results are written: what nobody can read is no success. */
    int written(int status) {
        Optional<String> lost = console.unwritten();
        lost.ifPresent(why -> say("Writing the results to standard output failed: " + why
                + ". What is there is not all of it. What the command did is done; write to where there is room, or print it"
                + " again with trawl show, rows or the like"));
        return lost.isPresent() && status < ExitStatus.USAGE ? ExitStatus.ENVIRONMENT : status;
    }

    /** The parser's words, where they are those of the program. */
    private static String said(String message) {
        return NO_NUMBER
                .matcher(message)
                .replaceFirst("is no whole number, or too large a one")
                .replace("option option", "option");
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
