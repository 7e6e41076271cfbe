package dev.trawl.local.lane;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Begins the process of a worker. */
final class Launch {
    /** Bytes of a block, in which the shell counts the largest file. */
    private static final int BLOCK_BYTES = 512;

    /** The variables that every program needs and no secret is in. */
    private static final List<String> NEEDED = List.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "USER", "LOGNAME");

    /** The variable by which processes are known that were started by a worker. */
    static final String MARK = "TRAWL_WORKER";

    /**
     * What stands before the command, in any POSIX shell, which becomes the command: no core files, no file of more than
     * what its folder may hold, the first to be killed where memory is short (proc(5), oom_score_adj), and a session of
     * its own (setsid(2)), so that it has a group to be killed by and no terminal to be interrupted from. It enters its group of
     * cgroup v2 where it has one, and stands back behind others by its niceness (nice(2)) where it has one.
     */
    private static final String BEFORE = """
            ulimit -c 0
            ulimit -f "$1" 2>/dev/null
            if [ -n "$2" ]; then { echo $$ >"$2"; } 2>/dev/null; fi
            nice=$3
            shift 3
            if [ "$nice" != 0 ] && command -v nice >/dev/null 2>&1; then set -- nice -n "$nice" "$@"; fi
            { echo 900 >/proc/self/oom_score_adj; } 2>/dev/null
            if command -v setsid >/dev/null 2>&1; then exec setsid "$@"; else exec "$@"; fi
            """;

    private Launch() {}

    /**
     * What a process has of the processors, and whether the kernel holds its memory below a cap.
     *
     * @param group it is begun in; empty where it is watched alone
     * @param niceness 0 to 19, by which it stands back behind what has less
     */
    record Place(Optional<Cgroup> group, int niceness) {
        /** Beside everything else. */
        static final Place PLAIN = new Place(Optional.empty(), 0);

        /** A step of niceness is about a quarter more or less of the processors (sched(7)). */
        private static final double STEP = 1.25;

        /** What a worker has where nobody says more: Trawl itself, which serves all of them, goes before. */
        private static final int WORKER = 5;

        /** That of a worker whose run has a weight: the higher, the less it stands back. */
        static Place worker(Optional<Cgroup> group, int weight) {
            long less = Math.round(Math.log(weight) / Math.log(STEP));
            return new Place(group, Math.clamp(WORKER - less, 0, WORKER));
        }
    }

    /**
     * Begins one.
     *
     * @param mark tells what it starts from everything else
     * @param place among the processes of this machine
     * @throws IOException where the machine lets no process begin
     */
    static Process begin(CommandSettings settings, WorkFolder folder, String mark, Place place) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "/bin/sh",
                "-c",
                BEFORE,
                "sh",
                Long.toString(1 + settings.disk() / BLOCK_BYTES),
                place.group().map(group -> group.processes().toString()).orElse(""),
                Integer.toString(place.niceness())));
        command.addAll(settings.command());
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.path().toFile());
        Map<String, String> environment = builder.environment();
        Map<String, String> own = Map.copyOf(environment);
        environment.clear();
        NEEDED.stream()
                .flatMap(name -> Stream.ofNullable(own.get(name)).map(value -> Map.entry(name, value)))
                .forEach(variable -> environment.put(variable.getKey(), variable.getValue()));
        environment.put("TMPDIR", folder.path().toString());
        environment.putAll(settings.environment());
        environment.put(MARK, mark);
        return builder.start();
    }
}
