package dev.trawl.app.command;

import java.util.function.Consumer;

/**
 * What a round of a benchmark works with.
 *
 * @param items how many
 * @param peers whether others that do the same work are measured too
 * @param crashes how often what may crash is killed on the way
 * @param surroundings of the command
 * @param lines what it has to say
 * @param scratch where its folders are
 */
record Workbench(
        int items, boolean peers, int crashes, Surroundings surroundings, Consumer<String> lines, Scratch scratch) {
    /** Measures in a folder that is removed afterwards. */
    <T> T in(Scratch.Work<T> measured) throws Exception {
        return scratch.in(measured);
    }

    /** Says a line. */
    void say(String line) {
        lines.accept(line);
    }
}
