package dev.trawl.local.lane;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A shell that ends what workers have left when Trawl is gone, however it went: it waits for the end of a pipe whose other
 * end Trawl holds, and then kills every process that belonged to a worker, or has the mark of one in its environment, with
 * all that these started, until none is left. It is told who belongs to workers. For one thread.
 */
final class Watchdog implements AutoCloseable {
    /** The most processes that it is told of: the others have the mark. */
    private static final int TOLD_MAX = 2_000;

    private final String mark;
    private Process shell;
    private String told = "";

    /**
     * Begins one.
     *
     * @param mark with which the marks of all workers of this process begin
     */
    Watchdog(String mark) throws IOException {
        this.mark = mark;
        this.shell = begin(mark);
    }

    private static Process begin(String mark) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", "-c", script(), "trawl-watchdog", Launch.MARK + "=" + mark));
        if (Programs.onPath("setsid")) {
            // A session of its own: what interrupts or kills the group of Trawl does not reach it.
            command.addFirst("setsid");
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .directory(new File("/"));
        String path = builder.environment().getOrDefault("PATH", "/usr/bin:/bin");
        builder.environment().clear();
        builder.environment().put("PATH", path);
        return builder.start();
    }

    private static String script() {
        try (InputStream script = Watchdog.class.getResourceAsStream("watchdog.sh")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells it who belongs to workers, as {@link Family#names} has it; one that has died is begun anew. */
    void tell(List<String> names) {
        String line = String.join(" ", names.subList(0, Math.min(TOLD_MAX, names.size()))) + "\n";
        if (line.equals(told) && shell.isAlive()) {
            return;
        }
        try {
            if (!shell.isAlive()) {
                shell = begin(mark);
            }
            OutputStream out = shell.getOutputStream();
            out.write(line.getBytes(UTF_8));
            out.flush();
            told = line;
        } catch (IOException e) {
            // Killed meanwhile, or no process can be begun: tried again at the next look.
            told = "";
        }
    }

    /** It has a last look, and leaves. */
    @Override
    public void close() {
        try {
            shell.getOutputStream().close();
        } catch (IOException e) {
            // It is gone already.
        }
    }
}
