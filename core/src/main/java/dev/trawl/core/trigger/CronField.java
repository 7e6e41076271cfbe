package dev.trawl.core.trigger;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/** A field of a cron line: its range and its names, which stand for numbers from the least one on. */
enum CronField {
    MINUTE("minute", 0, 59, ""),
    HOUR("hour", 0, 23, ""),
    DAY_OF_MONTH("day of month", 1, 31, ""),
    MONTH("month", 1, 12, "jan feb mar apr may jun jul aug sep oct nov dec"),
    /** Sunday is 0 and 7. */
    DAY_OF_WEEK("day of week", 0, 7, "sun mon tue wed thu fri sat");

    private final String title;
    private final int min;
    private final int max;
    private final String names;

    CronField(String title, int min, int max, String names) {
        this.title = title;
        this.min = min;
        this.max = max;
        this.names = names;
    }

    /**
     * The numbers that a field means: {@code *}, numbers, names, ranges, lists, steps.
     *
     * @throws IllegalArgumentException with what the field takes
     */
    BitSet parse(String text) {
        BitSet numbers = new BitSet();
        for (String part : text.split(",", -1)) {
            add(part, numbers);
        }
        return numbers;
    }

    private void add(String part, BitSet numbers) {
        String[] step = part.split("/", -1);
        if (step.length > 2 || (step.length == 2 && !step[1].matches("[1-9]\\d{0,2}"))) {
            throw wrong(part);
        }
        int from = min;
        // Seven is another name of Sunday, so that steps over the whole week do not count it.
        int to = this == DAY_OF_WEEK ? max - 1 : max;
        if (!step[0].equals("*")) {
            String[] range = step[0].split("-", -1);
            from = number(range[0], part);
            // As cron has it: 5/20 goes on to the greatest, 5 is itself alone.
            to = range.length == 2 ? number(range[1], part) : step.length == 2 ? to : from;
            if (range.length > 2 || from > to) {
                throw wrong(part);
            }
        }
        int by = step.length == 2 ? Integer.parseInt(step[1]) : 1;
        for (int number = from; number <= to; number += by) {
            numbers.set(this == DAY_OF_WEEK ? number % 7 : number);
        }
    }

    private int number(String text, String part) {
        int name = List.of(names.split(" ", -1)).indexOf(text.toLowerCase(Locale.ROOT));
        if (name >= 0 && !text.isEmpty()) {
            return name + min;
        }
        if (!text.matches("\\d{1,4}") || Integer.parseInt(text) < min || Integer.parseInt(text) > max) {
            throw wrong(part);
        }
        return Integer.parseInt(text);
    }

    private IllegalArgumentException wrong(String part) {
        String words = names.isEmpty() ? "" : " or " + names.replace(' ', '|');
        return new IllegalArgumentException("takes " + min + " to " + max + words + " as " + title
                + ", with *, ranges a-b, lists a,b and steps /n; got: " + part);
    }
}
