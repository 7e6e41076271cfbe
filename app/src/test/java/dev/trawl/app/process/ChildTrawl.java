package dev.trawl.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.app.command.Main;
import dev.trawl.core.Json;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Trawl as a process of its own, whose life is bounded. For one thread. */
public final class ChildTrawl implements AutoCloseable {
    /** The longest that anything waits for a child: Trawl itself promises to leave within 35 s. */
    static final int LIFE_SECONDS_MAX = 60;

    private static final List<String> JAVA = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path") + File.pathSeparator + providers());

    private final Process child;
    private final Path out;
    private final Path err;

    private ChildTrawl(Process child, Path out, Path err) {
        this.child = child;
        this.out = out;
        this.err = err;
    }

    /** How a child ended, and what it said. */
    public record Ended(int status, String out, String err) {
        /** The one document on its standard output. */
        public JsonNode document() {
            return Json.parse(out.strip()).tree();
        }

        /** The documents on its standard output, one a line. */
        public List<JsonNode> lines() {
            return out.lines().map(line -> Json.parse(line).tree()).toList();
        }
    }

    /**
     * What a child is started with.
     *
     * @param before the command that starts it, where it is not started directly
     * @param main what it runs
     * @param environment variables beside those of this process
     */
    public record Setting(List<String> before, Class<?> main, Map<String, String> environment) {
        /** The program. */
        public static final Setting OF_COMMANDS = new Setting(List.of(), Main.class, Map.of());

        /** The same with these variables. */
        public Setting with(Map<String, String> variables) {
            return new Setting(before, main, variables);
        }
    }

    /** Starts the program, which says what it says into files of a folder. */
    public static ChildTrawl start(Path folder, List<String> words) throws IOException, InterruptedException {
        return start(folder, Setting.OF_COMMANDS, words);
    }

    /** Starts one that says what it says into files of a folder. */
    public static ChildTrawl start(Path folder, Setting setting, List<String> words)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "child", ".out");
        Path err = Files.createTempFile(folder, "child", ".err");
        List<String> line = new ArrayList<>(hearing());
        line.addAll(setting.before());
        line.addAll(JAVA);
        line.add(setting.main().getName());
        line.addAll(words);
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(setting.environment());
        Process child = builder.start();
        child.getOutputStream().close();
        return new ChildTrawl(child, out, err);
    }

    /** Its process id. */
    public long pid() {
        return child.pid();
    }

    /** Whether it has not ended. */
    public boolean alive() {
        return child.isAlive();
    }

    /** What it said on standard error so far. */
    public String said() throws IOException {
        return Files.readString(err);
    }

    /** Waits for its end. */
    public Ended end() throws IOException, InterruptedException {
        boolean ended = child.waitFor(LIFE_SECONDS_MAX, TimeUnit.SECONDS);
        assertThat(ended)
                .as("It ends. So far it said: %s", Files.readString(err))
                .isTrue();
        return new Ended(child.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** Whether it ends within a time. */
    public boolean endsWithin(long milliseconds) throws InterruptedException {
        return child.waitFor(milliseconds, TimeUnit.MILLISECONDS);
    }

    /** As with kill -9, and waits until it is gone. */
    public void kill() throws IOException, InterruptedException {
        child.destroyForcibly();
        end();
    }

    /** Sends a signal: INT, TERM. */
    public void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                .inheritIO()
                .start();
        assertThat(kill.waitFor()).as("kill -%s", name).isZero();
    }

    @Override
    public void close() {
        child.destroyForcibly();
    }

    /** Where INT is ignored (builds in the background of a shell), children would inherit that. */
    private static List<String> hearing() throws IOException, InterruptedException {
        List<String> prefix = List.of("env", "--default-signal=INT");
        List<String> probe = new ArrayList<>(prefix);
        probe.add("true");
        Process probed = new ProcessBuilder(probe)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return probed.waitFor() == 0 ? prefix : List.of();
    }

    private static String providers() {
        URL folder = Objects.requireNonNull(ChildTrawl.class.getResource("/children"));
        try {
            return Path.of(folder.toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
