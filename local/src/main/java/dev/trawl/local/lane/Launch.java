package dev.trawl.local.lane;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
     * its own (setsid(2)), so that it has a group to be killed by and no terminal to be interrupted from.
     */
    private static final String BEFORE = """
            ulimit -c 0
            ulimit -f "$1" 2>/dev/null
            shift
            { echo 900 >/proc/self/oom_score_adj; } 2>/dev/null
            if command -v setsid >/dev/null 2>&1; then exec setsid "$@"; else exec "$@"; fi
            """;

    private Launch() {}

    /**
     * Begins one.
     *
     * @param mark tells what it starts from everything else
     * @throws IOException where the machine lets no process begin
     */
    static Process begin(CommandSettings settings, WorkFolder folder, String mark) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("/bin/sh", "-c", BEFORE, "sh", Long.toString(1 + settings.disk() / BLOCK_BYTES)));
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
