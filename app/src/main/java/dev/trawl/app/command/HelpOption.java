package dev.trawl.app.command;

import picocli.CommandLine.Option;

/** Help. */
final class HelpOption {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this.")
    boolean asked;
}
