package dev.trawl.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.app.command.Main;
import dev.trawl.app.process.ChildTrawl;
import dev.trawl.core.RunView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A data folder in which one small run lives through faults, one process after the other. */
final class FaultFolder {
    private final Path root;
    private int lives;

    FaultFolder(Path root) throws IOException {
        this.root = Files.createDirectories(root).toRealPath();
        Files.createDirectories(this.root.resolve("jobs"));
        Files.writeString(this.root.resolve("jobs/deeds.yaml"), Deeds.FILE);
    }

    Path data() {
        return root.resolve("data");
    }

    /** The command line works the run until its end, or until it meets what is planned. */
    Life live(Plan plan) throws Exception {
        Optional<RunView> run = Audit.of(data());
        return run.isEmpty()
                ? live(plan, "run", "deeds", "--json", "--quiet")
                : live(plan, "run", "--resume", run.get().id().text(), "--json", "--quiet");
    }

    /** Any command. */
    Life live(Plan plan, String... words) throws Exception {
        return live(plan, Main.class, line(words));
    }

    /** The command line works the run, and may have so many files open. */
    ChildTrawl.Ended liveWithin(int files) throws Exception {
        List<String> limited = List.of("sh", "-c", "ulimit -n " + files + "; exec \"$@\"", "sh");
        ChildTrawl.Setting setting = new ChildTrawl.Setting(limited, Main.class, Map.of());
        try (ChildTrawl child = ChildTrawl.start(root, setting, line("run", "deeds", "--json", "--quiet"))) {
            return child.end();
        }
    }

    private List<String> line(String... words) {
        List<String> line = new ArrayList<>(List.of(words));
        line.addAll(List.of("--jobs", root.resolve("jobs").toString(), "--data", data().toString()));
        return line;
    }

    private Life live(Plan plan, Class<?> main, List<String> words) throws Exception {
        Path trace = root.resolve("trace-" + lives++);
        ChildTrawl.Setting setting =
                new ChildTrawl.Setting(List.of(), main, Shim.environment(data(), trace, acknowledged(), plan));
        try (ChildTrawl child = ChildTrawl.start(root, setting, words)) {
            return new Life(child.end(), Trace.read(trace));
        }
    }

    private Path acknowledged() {
        return root.resolve("acknowledged");
    }

    /** Another folder beside the data folder. */
    Path beside(String name) {
        return root.resolve(name);
    }

    /** The small program works the run, and says what it knows to be durable. */
    Life deeds(Plan plan) throws Exception {
        return deeds(plan, Deeds.ITEMS);
    }

    /** The same with so many items. */
    Life deeds(Plan plan, int items) throws Exception {
        return live(
                plan, DeedRun.class, List.of(data().toString(), acknowledged().toString(), "" + items));
    }

    /** The next process, without faults, finishes what is there, and everything is as it must be. */
    Harvest finish() throws Exception {
        return finish(data(), Deeds.ITEMS);
    }

    /** The same with another folder. */
    static Harvest finish(Path data, int items) throws Exception {
        Audit.of(data);
        Deeds.finish(data, items);
        Audit.of(data);
        return Harvest.of(data);
    }

    /** Status 3, one clear message, and no result. */
    static void stopped(ChildTrawl.Ended ended) {
        told(ended);
        assertThat(ended.out()).isEmpty();
    }

    /** Status 3 and one clear message. */
    static void told(ChildTrawl.Ended ended) {
        assertThat(ended.status()).as(ended.err()).isEqualTo(3);
        assertThat(ended.err()).isNotBlank().doesNotContain("\tat ", "fault of its own", "Exception");
        assertThat(ended.err().lines()).hasSizeLessThan(4);
    }
}
