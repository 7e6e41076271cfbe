package dev.trawl.app.jobfile;

import dev.trawl.core.trigger.Schedule;
import dev.trawl.core.trigger.Timetable;
import java.time.ZoneOffset;
import java.util.List;

/** How a job file writes a schedule: a text, or an object with more to say. */
final class ScheduleForm {
    private static final Shape.Text AT = new Shape.Text(
            Schedule.TAKES,
            "every +\\d{1,9}(ms|s|m|h|d)|\\S+( +\\S+){4}",
            text -> Schedule.parse(text, ZoneOffset.UTC));

    private static final Shape.Text ZONE =
            new Shape.Text("a time zone such as UTC or Europe/Berlin", "[A-Za-z0-9_+:/-]{1,64}", Timetable::zone);

    /** Either form. */
    static final Shape SHAPE = new Shape.Either(List.of(
            AT,
            new Shape.Keyed(
                    "on.schedule",
                    List.of(
                            Shape.Key.of("at", AT, "When.").mustBeThere(),
                            Shape.Key.of("zone", ZONE, "Whose clocks the cron fields mean; UTC by default."),
                            Shape.Key.of("jitter", Forms.DURATION, "By how much a run is begun later at most."),
                            Shape.Key.of(
                                    "overlap",
                                    new Shape.Word(List.of("skip", "queue", "replace")),
                                    "What becomes of an instant while the run of an earlier one goes on; skip by default."),
                            Shape.Key.of(
                                    "misfire",
                                    new Shape.Word(List.of("skip", "once")),
                                    "Whether the newest of missed instants is made up for; skip by default.")),
                    List.of())));

    private ScheduleForm() {}
}
