package dev.trawl.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Pages on 127.0.0.1 that scripts write, from a server in a process of its own. To be closed. */
public final class ScriptedPages implements AutoCloseable {
    /** Pages that are shown at once. */
    public static final int AT_ONCE = 8;

    private static final String JOB = """
            job: rendered
            inputs: {urls: {type: list}}
            source: {pages: {urls: "{urls}"}}
            work:
              page:
                lane: browser
                browser: {steps: [{wait: ".price"}]}
                extract: {title: "css: title", price: "css: .price"}
            limits: {concurrency: AT_ONCE, perHost: 64, timeout: 60s}
            retry: {attempts: 10, backoff: 100ms..1s}
            tables:
              pages:
                key: url
                columns:
                  {url: text, final_url: text, status: integer, problem: text, type: text, charset: text, bytes: integer,
                   milliseconds: integer, title: text, canonical: text, links: integer, depth: integer, sha256: text,
                   changed: truth, text_bytes: integer, fetched: instant, run: text, redirects: json, price: text}
            """;

    private final int pages;
    private final Child server;
    private final String origin;

    /**
     * Starts the server.
     *
     * @param pages that it has
     */
    public ScriptedPages(int pages) throws IOException {
        this.pages = pages;
        this.server = new Child(List.of("-Xmx64m", "-XX:+UseSerialGC"), ScriptServer.class, List.of());
        this.origin = "http://127.0.0.1:"
                + server.line().orElseThrow(() -> new IllegalStateException("The server of pages did not start"));
    }

    /** Writes the list of all pages, a line each. */
    public Path list(Path folder) throws IOException {
        return Files.write(
                folder.resolve("pages.txt"),
                IntStream.range(0, pages)
                        .mapToObj(n -> origin + ScriptServer.path(n))
                        .toList());
    }

    /** Writes the job that shows them and takes out what their scripts have written. */
    public static Path job(Path folder) throws IOException {
        return Files.writeString(folder.resolve("rendered.yaml"), JOB.replace("AT_ONCE", Integer.toString(AT_ONCE)));
    }

    /** What a page's price is to be. */
    public static String price(String url) {
        String path = url.substring(url.lastIndexOf('/') + 1);
        return ScriptServer.price(Long.parseLong(path.substring(0, path.indexOf('.'))));
    }

    @Override
    public void close() {
        server.close();
    }
}
