package dev.trawl.local.lane;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A worker's process and everything that it started. A process belongs to it whose parent or session does, and stays when
 * its parent has died or it has left the session. One that leaves both between two looks is known by a mark in its
 * environment, which is looked for in every process that is new, and at the end in all. For one thread.
 */
final class Family {
    private final int leader;
    private final String mark;
    /** When each member began, by its pid. */
    private final Map<Integer, Long> members = new TreeMap<>();

    /**
     * @param leader the pid of the worker, which is a session of its own
     * @param mark what stands in the environment of all that it starts
     */
    Family(int leader, String mark) {
        this.leader = leader;
        this.mark = mark;
    }

    /** Looks who has come and gone. */
    void look(ProcessTable table, Newcomers newcomers) {
        members.entrySet().removeIf(member -> !isThere(table, member.getKey(), member.getValue()));
        ProcessTable.Entry first = table.byPid().get(leader);
        if (first != null) {
            members.putIfAbsent(leader, first.start());
        }
        adopt(table);
        List<ProcessTable.Entry> hidden = newcomers.marked(mark, entry -> !members.containsKey(entry.pid()));
        hidden.forEach(entry -> members.put(entry.pid(), entry.start()));
        if (!hidden.isEmpty()) {
            adopt(table);
        }
    }

    /** Looks for those too that have hidden. */
    void search(ProcessTable table) {
        look(table, Newcomers.NONE);
        long oldest = members.values().stream().mapToLong(start -> start).min().orElse(0);
        Set<Integer> marked =
                table.withEnvironment(mark, entry -> entry.start() >= oldest && !members.containsKey(entry.pid()));
        table.byPid().values().stream()
                .filter(entry -> marked.contains(entry.pid()))
                .forEach(entry -> members.put(entry.pid(), entry.start()));
        adopt(table);
    }

    private static boolean isThere(ProcessTable table, int pid, long start) {
        ProcessTable.Entry entry = table.byPid().get(pid);
        return entry != null && entry.start() == start;
    }

    private void adopt(ProcessTable table) {
        Map<Integer, Long> found;
        do {
            found = new HashMap<>();
            for (ProcessTable.Entry entry : table.byPid().values()) {
                boolean belongs = members.containsKey(entry.parent()) || members.containsKey(entry.session());
                if ((belongs || entry.session() == leader) && !members.containsKey(entry.pid())) {
                    found.put(entry.pid(), entry.start());
                }
            }
            members.putAll(found);
        } while (!found.isEmpty());
    }

    /** Those of it that are alive. */
    Collection<ProcessTable.Entry> alive(ProcessTable table) {
        return members.keySet().stream()
                .flatMap(pid -> Stream.ofNullable(table.byPid().get(pid)))
                .toList();
    }

    /** Its members as the watchdog is told of them: {@code PID:START}. */
    List<String> names() {
        return members.entrySet().stream()
                .map(member -> member.getKey() + ":" + member.getValue())
                .toList();
    }
}
