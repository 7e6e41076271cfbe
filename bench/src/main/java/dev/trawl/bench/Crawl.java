package dev.trawl.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Pages of 8.5 KB on 127.0.0.1 whose addresses are known, from a server in a process of its own. To be closed. */
public final class Crawl implements AutoCloseable {
    /** Pages that are asked for at once. */
    public static final int AT_ONCE = 64;

    private final int pages;
    private final Child server;
    private final String origin;

    /**
     * Starts the server.
     *
     * @param pages that it has
     */
    public Crawl(int pages) throws IOException {
        this.pages = pages;
        this.server = new Child(List.of("-Xmx64m", "-XX:+UseSerialGC"), PageServer.class, List.of());
        this.origin = "http://127.0.0.1:"
                + server.line().orElseThrow(() -> new IllegalStateException("The server of pages did not start"));
    }

    /** Writes the list of all pages, a line each. */
    public Path list(Path folder) throws IOException {
        return Files.write(
                folder.resolve("pages.txt"),
                IntStream.range(0, pages)
                        .mapToObj(n -> origin + PageServer.path(n))
                        .toList());
    }

    /** Reads all of them in a bare loop on virtual threads that keeps nothing. */
    public Measured bare() throws Exception {
        return new BarePages(pages, AT_ONCE).run(origin);
    }

    @Override
    public void close() {
        server.close();
    }
}
