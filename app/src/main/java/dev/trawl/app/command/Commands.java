package dev.trawl.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command line as a whole. */
public final class Commands {
    /** What is said without a command. */
    @Command(
            name = "trawl",
            header = "Processes sources of unknown size, item by item, under limits.",
            synopsisSubcommandLabel = "COMMAND",
            footer = {
                "",
                "Examples:",
                "  trawl run reddit-pictures subreddit=aww limit=50",
                "  trawl runs",
                "  trawl rows posts --where kind=picture --format csv",
                "",
                "Exit status: 0 it succeeded, 1 the run ended with dead items, failed, was cancelled or is paused,",
                "2 usage or invalid job, 3 the environment (disk, lock, database), 130 interrupted (and resumable).",
                "",
                "trawl COMMAND --help tells more."
            })
    static final class Root implements Runnable {
        @Mixin
        final HelpOption help = new HelpOption();

        @Override
        public void run() {
            throw new UsageFault("trawl needs a command; nothing was done; trawl --help lists them");
        }
    }

    private Commands() {}

    /** Does what a command line asks for and returns how the process ends; never throws. */
    public static int run(Surroundings surroundings, String... arguments) {
        Console console = surroundings.console();
        CommandLine line = line(surroundings);
        Complaints complaints = new Complaints(console);
        line.setParameterExceptionHandler(complaints::usage);
        line.setExecutionExceptionHandler(complaints::failure);
        try {
            return complaints.written(line.execute(arguments));
        } finally {
            console.out().flush();
        }
    }

    private static CommandLine rows(Surroundings surroundings) {
        return new CommandLine(new RowsCommand(surroundings))
                .addSubcommand(new RowsImportCommand(surroundings))
                .addSubcommand(new RowsExportCommand(surroundings))
                .addSubcommand(new RowsAddCommand(surroundings))
                .addSubcommand(new RowsDeleteCommand(surroundings));
    }

    private static CommandLine line(Surroundings surroundings) {
        CommandLine line = new CommandLine(new Root());
        line.addSubcommand(new RunCommand(surroundings));
        line.addSubcommand(new ServeCommand(surroundings));
        line.addSubcommand(new CheckCommand(surroundings));
        line.addSubcommand(new DemoCommand(surroundings));
        line.addSubcommand(new BenchCommand(surroundings));
        line.addSubcommand(new SimulateCommand(surroundings));
        line.addSubcommand(new RunsCommand(surroundings));
        line.addSubcommand(new ShowCommand(surroundings));
        line.addSubcommand(new DeadCommand(surroundings));
        line.addSubcommand(new RedriveCommand(surroundings));
        line.addSubcommand(new CancelCommand(surroundings));
        line.addSubcommand(new PauseCommand(surroundings));
        line.addSubcommand(new ResumeCommand(surroundings));
        line.addSubcommand(new LimitsCommand(surroundings));
        line.addSubcommand(rows(surroundings));
        line.addSubcommand(new ObjectsCommand(surroundings));
        line.addSubcommand(new CompareCommand(surroundings));
        line.addSubcommand(new CostCommand(surroundings));
        line.setOut(new PrintWriter(surroundings.console().out(), true, UTF_8));
        line.setErr(new PrintWriter(surroundings.console().err(), true, UTF_8));
        // Values that begin with @ are files of inputs, and not of options.
        line.setExpandAtFiles(false);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setAbbreviatedOptionsAllowed(false);
        line.setUsageHelpWidth(100);
        return line;
    }
}
