package dev.trawl.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a process and all that it started have in memory: what several share counts once ({@code Pss} of proc(5)).
 *
 * @param browserKilobytes of all processes of browsers
 * @param otherKilobytes of all others
 */
public record ProcessMemory(long browserKilobytes, long otherKilobytes) {
    /** In the arguments of every process of a browser that is driven: its own, and those that it starts. */
    private static final List<String> BROWSERS = List.of("--remote-debugging-p", "--type=");

    /** Nothing, where the system does not say. */
    public static final ProcessMemory NONE = new ProcessMemory(0, 0);

    /** Of a process, now. */
    public static ProcessMemory of(ProcessHandle first) {
        return Stream.concat(Stream.of(first), first.descendants())
                .map(ProcessMemory::alone)
                .reduce(NONE, ProcessMemory::plus);
    }

    /** The browsers that a process has started, without what they start themselves. */
    public static List<ProcessHandle> browsers(ProcessHandle first) {
        return first.descendants()
                .filter(each ->
                        line(each).contains(BROWSERS.getFirst()) && !line(each).contains(BROWSERS.getLast()))
                // The shell that becomes it has the same arguments.
                .filter(each -> each.children().findAny().isPresent())
                .toList();
    }

    /** The larger of each. */
    public ProcessMemory max(ProcessMemory other) {
        return new ProcessMemory(
                Math.max(browserKilobytes, other.browserKilobytes), Math.max(otherKilobytes, other.otherKilobytes));
    }

    ProcessMemory plus(ProcessMemory more) {
        return new ProcessMemory(browserKilobytes + more.browserKilobytes, otherKilobytes + more.otherKilobytes);
    }

    private static ProcessMemory alone(ProcessHandle process) {
        long kilobytes = pss(process.pid());
        return BROWSERS.stream().anyMatch(line(process)::contains)
                ? new ProcessMemory(kilobytes, 0)
                : new ProcessMemory(0, kilobytes);
    }

    private static long pss(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup")).stream()
                    .filter(line -> line.startsWith("Pss:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            // It has ended, or the system has no such file.
            return 0;
        }
    }

    private static String line(ProcessHandle process) {
        return Optional.of(Path.of("/proc/" + process.pid() + "/cmdline"))
                .map(ProcessMemory::read)
                .orElse("");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
