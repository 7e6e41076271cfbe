package dev.trawl.systems.reddit;

import dev.trawl.core.ItemContext;
import dev.trawl.core.Json;
import dev.trawl.core.Measure;
import dev.trawl.core.Outcome;
import dev.trawl.core.Retry;
import dev.trawl.web.Fetched;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one attempt at an item asks for. Every final answer is kept with the item, so that a later attempt asks only for
 * what is missing; what is missing for now does not stop the rest of the attempt.
 */
final class Asking {
    private final ItemContext context;
    private final InstantSource clock;
    private final List<NotYet> missing = new ArrayList<>();

    Asking(ItemContext context, InstantSource clock) {
        this.context = context;
        this.clock = clock;
    }

    /** Asks once. */
    @FunctionalInterface
    interface Question {
        /** Sends the request. */
        Fetched<Answer> ask() throws IOException, InterruptedException;
    }

    /**
     * The final answer to a question, as an earlier attempt kept it or by asking.
     *
     * @param step names the question, unique in the item
     * @return empty where there is none in this attempt
     */
    Optional<Answer> answer(String step, Question question) throws IOException, InterruptedException {
        try {
            return Optional.of(KeptAnswer.read(context.once(step, () -> KeptAnswer.of(settle(step, question)))));
        } catch (NotYet e) {
            missing.add(e);
            return Optional.empty();
        }
    }

    /** How the attempt ends where something is missing; empty where nothing is. */
    Optional<Outcome> unsettled() {
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        Duration after =
                missing.stream().map(NotYet::after).max(Duration::compareTo).orElseThrow();
        return Optional.of(missing.stream()
                .flatMap(each -> each.why().stream())
                .findFirst()
                .<Outcome>map(why -> new Outcome.Retry(why, after))
                .orElseGet(() -> new Outcome.Unfinished(after)));
    }

    private Answer settle(String step, Question question) throws IOException, InterruptedException {
        if (!clock.instant().isBefore(context.deadline())) {
            throw NotYet.unasked(Duration.ZERO);
        }
        boolean again = context.attempt() > 1 && failedBefore(step);
        Fetched<Answer> fetched = question.ask();
        if (again && !(fetched instanceof Fetched.Held)) {
            context.count(Measure.RETRIES, 1);
        }
        return switch (fetched) {
            case Fetched.Answered<Answer> answered -> answered.body();
            case Fetched.Stopped<Answer> stopped ->
                Answer.Gone.of(
                        "removed-picture",
                        "It redirects to " + stopped.target() + ", which is shown for what was removed");
            case Fetched.Held<Answer> held -> rest(held);
            case Fetched.Failed<Answer> failed -> failed(step, failed);
        };
    }

    private static Answer rest(Fetched.Held<Answer> held) throws NotYet {
        if (held.after().compareTo(Retry.WAIT_MAX) > 0) {
            return Answer.Gone.of(
                    "http-429",
                    "Its host asked to be left alone for " + held.after().toSeconds() + " s, which is not waited for");
        }
        throw NotYet.unasked(held.after());
    }

    private Answer failed(String step, Fetched.Failed<Answer> failed) throws IOException, InterruptedException {
        boolean again =
                failed.retry() && !context.lastAttempt() && failed.after().compareTo(Retry.WAIT_MAX) <= 0;
        if (!again) {
            return new Answer.Gone(failed.why());
        }
        context.once(failedStep(step), () -> Json.of(Json.tree(true)));
        throw NotYet.failed(failed.why(), failed.after());
    }

    /** Looks whether an earlier attempt left its mark, without leaving one: a step that throws keeps nothing. */
    private boolean failedBefore(String step) throws IOException, InterruptedException {
        try {
            context.once(failedStep(step), () -> {
                throw NotYet.unasked(Duration.ZERO);
            });
            return true;
        } catch (NotYet e) {
            return false;
        }
    }

    private static String failedStep(String step) {
        return step + "-failed";
    }
}
