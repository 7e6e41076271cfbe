package dev.trawl.app.jobfile;

import dev.trawl.core.Durations;
import java.util.List;
import java.util.Locale;

/** Whether the text of a schedule makes sense: five cron fields with their ranges, or {@code every 10m}. */
final class ScheduleForm {
    static final String TAKES = "five cron fields such as \"0 */6 * * *\", or \"every 10m\"";
    static final String PATTERN = "every +\\d{1,9}(ms|s|m|h|d)|\\S+( +\\S+){4}";

    private static final List<Field> FIELDS = List.of(
            new Field("minute", 0, 59, List.of()),
            new Field("hour", 0, 23, List.of()),
            new Field("day of month", 1, 31, List.of()),
            new Field(
                    "month",
                    1,
                    12,
                    List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")),
            new Field("day of week", 0, 7, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat")));

    private ScheduleForm() {}

    /** A field of a cron line; names stand for numbers from its least one on. */
    private record Field(String name, int min, int max, List<String> names) {}

    /** Throws IllegalArgumentException with what is wrong. */
    static void check(String text) {
        if (text.startsWith("every ")) {
            if (!Durations.parse(text.substring("every ".length())).isPositive()) {
                throw new IllegalArgumentException("takes a span longer than nothing after \"every\", got: " + text);
            }
            return;
        }
        String[] fields = text.strip().split(" +", -1);
        for (int n = 0; n < FIELDS.size(); n++) {
            for (String part : fields[n].split(",", -1)) {
                checkPart(part, FIELDS.get(n));
            }
        }
    }

    private static void checkPart(String part, Field field) {
        String[] step = part.split("/", -1);
        if (step.length > 2 || (step.length == 2 && !step[1].matches("[1-9]\\d{0,2}"))) {
            throw wrong(part, field);
        }
        if (step[0].equals("*")) {
            return;
        }
        String[] range = step[0].split("-", -1);
        int from = number(range[0], part, field);
        int to = range.length == 1 ? from : number(range[1], part, field);
        if (range.length > 2 || from > to) {
            throw wrong(part, field);
        }
    }

    private static int number(String text, String part, Field field) {
        int name = field.names().indexOf(text.toLowerCase(Locale.ROOT));
        if (name >= 0) {
            return name + field.min();
        }
        if (!text.matches("\\d{1,4}") || Integer.parseInt(text) < field.min() || Integer.parseInt(text) > field.max()) {
            throw wrong(part, field);
        }
        return Integer.parseInt(text);
    }

    private static IllegalArgumentException wrong(String part, Field field) {
        String names = field.names().isEmpty() ? "" : " or " + String.join("|", field.names());
        return new IllegalArgumentException("takes " + field.min() + " to " + field.max() + names + " as "
                + field.name() + ", with *, ranges a-b, lists a,b and steps /n; got: " + part);
    }
}
