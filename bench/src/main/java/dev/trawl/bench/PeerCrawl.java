package dev.trawl.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Installs other crawlers and lets them read the same pages. What is installed is kept for the next time. */
public final class PeerCrawl {
    private static final long MINUTES_MAX = 30;

    /** The variable by which the processes that a crawler begins are known. */
    private static final String MARK = "TRAWL_BENCH_PEER";

    /** As much of what a failing command said as is repeated. */
    private static final int SAID_MAX = 300;

    private final Path home;

    /** @param home where they are installed, a folder each */
    public PeerCrawl(Path home) {
        this.home = home;
    }

    /** How fast it was, as it says itself: its start is not counted. */
    public record Pace(String version, long pages, double seconds) {
        /** Pages a second. */
        public double perSecond() {
            return pages / seconds;
        }
    }

    /**
     * Lets one read a list of pages.
     *
     * @param rows where it puts its rows, a file or a folder
     * @throws IOException where it can't be installed, or did not end well; the message says what was tried
     */
    public Pace run(Peer peer, Path list, Path rows) throws IOException, InterruptedException {
        return run(peer, list, rows, Crawl.AT_ONCE, _ -> {});
    }

    /**
     * Lets one read a list of pages.
     *
     * @param atOnce how many of them at once
     * @param begun told of its process
     * @throws IOException as there
     */
    public Pace run(Peer peer, Path list, Path rows, int atOnce, Consumer<ProcessHandle> begun)
            throws IOException, InterruptedException {
        Path folder = Files.createDirectories(home.resolve(peer.name()));
        try (InputStream script =
                Objects.requireNonNull(PeerCrawl.class.getResourceAsStream("peers/" + peer.script()))) {
            Files.copy(script, folder.resolve(peer.script()), StandardCopyOption.REPLACE_EXISTING);
        }
        for (List<String> step : peer.install()) {
            say(step, folder, _ -> {});
        }
        List<String> command = new ArrayList<>(peer.run());
        command.addAll(List.of(list.toString(), rows.toString(), String.valueOf(atOnce)));
        String[] words = last(say(command, folder, begun)).split(" ", -1);
        return new Pace(words[0], Long.parseLong(words[1]), Double.parseDouble(words[2]));
    }

    private static String say(List<String> command, Path folder, Consumer<ProcessHandle> begun)
            throws IOException, InterruptedException {
        Path said = Files.createTempFile("trawl-peer", ".log");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile());
            builder.environment().put(MARK, said.toString());
            Process process = builder.start();
            begun.accept(process.toHandle());
            boolean ended = false;
            try {
                ended = process.waitFor(MINUTES_MAX, TimeUnit.MINUTES);
            } finally {
                process.destroyForcibly();
                leave(MARK + "=" + said);
            }
            String text = Files.readString(said, UTF_8).strip();
            if (!ended || process.exitValue() != 0) {
                throw new IOException("\"" + String.join(" ", command) + "\" "
                        + (ended ? "ended with " + process.exitValue() : "did not end in " + MINUTES_MAX + " minutes")
                        + ": " + text.substring(Math.max(0, text.length() - SAID_MAX)));
            }
            return text;
        } finally {
            Files.deleteIfExists(said);
        }
    }

    /** Ends whatever it has left running, in sessions of their own too: it is known by its environment. */
    private static void leave(String mark) {
        ProcessHandle.allProcesses()
                .filter(process -> environment(process).contains(mark))
                .forEach(ProcessHandle::destroyForcibly);
    }

    private static List<String> environment(ProcessHandle process) {
        try {
            String all = Files.readString(Path.of("/proc", Long.toString(process.pid()), "environ"), ISO_8859_1);
            return List.of(all.split("\0", -1));
        } catch (IOException e) {
            // It has ended, or is somebody else's.
            return List.of();
        }
    }

    private static String last(String said) {
        return said.substring(said.lastIndexOf('\n') + 1);
    }
}
