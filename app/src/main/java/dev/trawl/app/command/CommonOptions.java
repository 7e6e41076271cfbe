package dev.trawl.app.command;

import dev.trawl.app.network.Egress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every command takes. */
final class CommonOptions {
    private static final Path STANDARD_DATA = Path.of("trawl-data");

    @Option(names = "--data", paramLabel = "DIR", description = "The data folder (standard: ./trawl-data).")
    Path data = STANDARD_DATA;

    @Option(names = "--jobs", paramLabel = "DIR", description = "A folder with more job files.")
    @Nullable
    Path jobs;

    @Option(names = "--json", description = "Prints one JSON document and nothing else.")
    boolean json;

    @Option(names = "--quiet", description = "No progress.")
    boolean quiet;

    @Option(
            names = "--allow-address",
            paramLabel = "CIDR",
            description = "Lets requests reach these private addresses, such as 127.0.0.0/8; may be given again.")
    List<String> allowAddress = List.of();

    @Option(
            names = "--connect-to",
            paramLabel = "HOST:PORT:HOST2:PORT2",
            description = "Connects to HOST2:PORT2 instead of HOST:PORT; an empty one matches any; may be given again.")
    List<String> connectTo = List.of();

    @Option(names = "--ca", paramLabel = "FILE", description = "Trusts these certificate authorities (PEM) too.")
    @Nullable
    Path ca;

    @Option(names = "--proxy", paramLabel = "URL", description = "Sends every request through this proxy.")
    @Nullable
    String proxy;

    @Option(
            names = "--prices",
            paramLabel = "FILE",
            description = "What things cost (YAML or JSON), over the prices that Trawl comes with: trawl cost --list.")
    @Nullable
    Path prices;

    Optional<Path> jobFolder() {
        return Optional.ofNullable(jobs);
    }

    Egress egress() {
        return new Egress(allowAddress, connectTo, Optional.ofNullable(ca), Optional.ofNullable(proxy));
    }

    /** What a command line that goes on with the same run has to add: where it is, and how it reached the web. */
    String again() {
        List<String> words = new ArrayList<>();
        if (!data.equals(STANDARD_DATA)) {
            words.add("--data " + data);
        }
        jobFolder().ifPresent(folder -> words.add("--jobs " + folder));
        allowAddress.forEach(address -> words.add("--allow-address " + address));
        connectTo.forEach(rule -> words.add("--connect-to " + rule));
        Optional.ofNullable(ca).ifPresent(file -> words.add("--ca " + file));
        Optional.ofNullable(prices).ifPresent(file -> words.add("--prices " + file));
        // A proxy's address may hold a password, which belongs on no screen.
        Optional.ofNullable(proxy).ifPresent(_ -> words.add("--proxy ..."));
        return words.isEmpty() ? "" : " " + String.join(" ", words);
    }
}
