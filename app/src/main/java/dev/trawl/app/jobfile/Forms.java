package dev.trawl.app.jobfile;

import dev.trawl.core.Durations;
import dev.trawl.core.Job;
import dev.trawl.core.Sizes;
import dev.trawl.core.cost.Money;
import dev.trawl.core.trigger.Condition;
import java.time.Duration;

/** The texts with a form of their own that job files hold, as shapes and as readers. */
final class Forms {
    private static final String SPAN = "\\d{1,9}(ms|s|m|h|d)";

    static final Shape.Text TEXT = text("text", "(?s).{1,10000}");
    static final Shape.Text JOB_NAME =
            text("lower-case words with hyphens, such as reddit-pictures", "[a-z][a-z0-9]*(-[a-z0-9]+)*");
    static final Shape.Text TOPIC_NAME =
            text("lower-case words with hyphens, such as new-offers", "[a-z0-9]+(-[a-z0-9]+)*");
    static final Shape.Text SNAKE_NAME = text("1 to 63 lower-case letters, digits and _", "[a-z][a-z0-9_]{0,62}");
    static final Shape.Text VARIABLE = text("the name of a variable, such as API_KEY", "[A-Za-z_][A-Za-z0-9_]{0,254}");
    static final Shape.Text DURATION =
            new Shape.Text("a duration longer than nothing, such as 500ms, 30s, 5m or 2h", SPAN, Forms::positive);
    static final Shape.Text KEEP = new Shape.Text("a duration of at least 1m, such as 12h or 30d", SPAN, Forms::keep);
    static final Shape.Text BACKOFF =
            new Shape.Text("the first and the longest wait, such as 1s..16s", SPAN + "\\.\\." + SPAN, Forms::backoff);
    static final Shape.Text SIZE = new Shape.Text("a size such as 200MB or 2GB", Sizes.FORM.pattern(), Sizes::parse);
    static final Shape.Text MONEY =
            new Shape.Text("an amount and its currency, such as 5 USD", Money.FORM.pattern(), Money::parse);
    static final Shape.Text ROUTE = new Shape.Text(Route.TAKES, Route.PATTERN, Route::parse);
    static final Shape.Text CONDITION = new Shape.Text(
            "an expression over the summary, such as items.dead > 0 and state = \"failed\"",
            "(?s).{1," + Condition.CHARACTERS_MAX + "}",
            Condition::parse);

    private Forms() {}

    /** The two waits of a backoff. */
    record Backoff(Duration first, Duration longest) {}

    /** Reads {@code 1s..16s}. */
    static Backoff backoff(String text) {
        int dots = text.indexOf("..");
        Backoff waits =
                new Backoff(Durations.parse(text.substring(0, dots)), Durations.parse(text.substring(dots + 2)));
        if (waits.first().compareTo(waits.longest()) > 0) {
            throw new IllegalArgumentException("takes the shorter wait first, such as 1s..16s, got: " + text);
        }
        return waits;
    }

    private static void positive(String text) {
        if (!Durations.parse(text).isPositive()) {
            throw new IllegalArgumentException("takes a duration longer than nothing, got: " + text);
        }
    }

    private static void keep(String text) {
        if (Durations.parse(text).compareTo(Job.Rules.KEEP_MIN) < 0) {
            throw new IllegalArgumentException("takes a duration of at least 1m, got: " + text
                    + "; whoever waits for a run reads how it ended in that time");
        }
    }

    private static Shape.Text text(String takes, String pattern) {
        return new Shape.Text(takes, pattern, _ -> {});
    }
}
