package dev.trawl.simulation;

import java.util.ArrayList;
import java.util.List;

/** Changes of files as {@code diff -u} writes them. Line numbers count for nothing: the lines around a change do. */
record UnifiedDiff(List<FileChange> files) {
    /** What comes before the path of a file as it becomes. */
    private static final String INTO = "+++ b/";

    /** What is changed of one file, by its path from the root of the project. */
    record FileChange(String path, List<Hunk> hunks) {
        /** The file's text with the changes; each must fit at exactly one place, behind the one before it. */
        String applied(String text) {
            List<String> lines = new ArrayList<>(text.lines().toList());
            int from = 0;
            for (Hunk hunk : hunks) {
                int at = hunk.place(lines, from, path);
                List<String> there = lines.subList(at, at + hunk.before.size());
                there.clear();
                there.addAll(hunk.after);
                from = at + hunk.after.size();
            }
            return String.join("\n", lines) + "\n";
        }
    }

    /** Lines that are there before, and what they become. */
    record Hunk(List<String> before, List<String> after) {
        private int place(List<String> lines, int from, String path) {
            List<Integer> places = new ArrayList<>();
            for (int at = from; at + before.size() <= lines.size(); at++) {
                if (lines.subList(at, at + before.size()).equals(before)) {
                    places.add(at);
                }
            }
            if (places.size() != 1) {
                throw new IllegalStateException("The patch no longer fits: in " + path + " its lines are at "
                        + places.size() + " places, not at one. Make it anew for the code as it is now. Its lines:\n"
                        + String.join("\n", before));
            }
            return places.getFirst();
        }

        private void add(String line) {
            String text = line.isEmpty() ? "" : line.substring(1);
            char kind = line.isEmpty() ? ' ' : line.charAt(0);
            switch (kind) {
                case ' ' -> {
                    before.add(text);
                    after.add(text);
                }
                case '-' -> before.add(text);
                case '+' -> after.add(text);
                default -> throw new IllegalArgumentException("No line of a diff: " + line);
            }
        }
    }

    /** What a diff says; lines before its first file are not looked at. */
    static UnifiedDiff parse(String diff) {
        List<FileChange> files = new ArrayList<>();
        for (String line : diff.lines().toList()) {
            if (line.startsWith(INTO)) {
                files.add(new FileChange(line.substring(INTO.length()), new ArrayList<>()));
            } else if (line.startsWith("@@ ")) {
                files.getLast().hunks.add(new Hunk(new ArrayList<>(), new ArrayList<>()));
            } else if (!files.isEmpty() && !line.startsWith("--- a/")) {
                files.getLast().hunks.getLast().add(line);
            }
        }
        return new UnifiedDiff(files);
    }
}
