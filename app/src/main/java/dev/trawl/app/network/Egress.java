package dev.trawl.app.network;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How the operator opens the egress door, as it was written on the command line. */
public record Egress(List<String> allowed, List<String> connectTo, Optional<Path> authorities, Optional<String> proxy) {
    public Egress {
        allowed = List.copyOf(allowed);
        connectTo = List.copyOf(connectTo);
    }
}
