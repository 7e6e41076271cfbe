package dev.trawl.core.stage;

import dev.trawl.core.ChunkSize;
import dev.trawl.core.Durations;
import dev.trawl.core.Input;
import dev.trawl.core.InputSpec;
import dev.trawl.core.InputType;
import dev.trawl.core.Job;
import dev.trawl.core.Limits;
import dev.trawl.core.Retry;
import java.util.List;
import java.util.Optional;

/** The inputs that every job takes over the limits of its file. */
public final class CommonInputs {
    /** Tries at one item. */
    static final String ATTEMPTS = "attempts";

    /** The waits between the tries. */
    static final String RETRIES = "retries";

    private static final InputType COUNT = new InputType.Whole(1, Limits.CONCURRENCY_MAX);

    /** What they are. */
    public static final List<InputSpec> SPECS = List.of(
            optional("timeout", new InputType.Span(), "how long one item's request may take, with redirects and body"),
            optional(ATTEMPTS, new InputType.Whole(1, Retry.ATTEMPTS_MAX), "tries at one item, with the first"),
            optional(RETRIES, new InputType.Spans(), "the waits between the tries, in place of attempts"),
            optional("per_host", COUNT, "items asking one host at once"),
            optional("concurrency", COUNT, "items at once"));

    private CommonInputs() {}

    /** The rules of a job as a checked input changes them. */
    public static Job.Rules apply(Job.Rules rules, Input input) {
        return new Job.Rules(
                limits(rules.limits(), input),
                retry(rules.retry(), input),
                rules.tolerance(),
                chunk(rules.chunk(), input),
                rules.keep(),
                rules.takesUp());
    }

    private static Limits limits(Limits limits, Input input) {
        return new Limits(
                count(input, "concurrency", limits.concurrency()),
                count(input, "per_host", limits.perHost()),
                input.span("timeout").orElse(limits.timeout()),
                limits.deadline(),
                limits.budget());
    }

    private static Retry retry(Retry retry, Input input) {
        Optional<Retry> waits = input.text(RETRIES).map(text -> new Retry(Durations.parseList(text), retry.patience()));
        Retry base = waits.orElse(retry);
        return input.has(ATTEMPTS) ? base.withAttempts((int) input.whole(ATTEMPTS)) : base;
    }

    private static ChunkSize chunk(ChunkSize chunk, Input input) {
        return input.text("chunk")
                .map(text -> text.equals("auto") ? ChunkSize.AUTO : new ChunkSize.Fixed(Integer.parseInt(text)))
                .orElse(chunk);
    }

    private static int count(Input input, String name, int otherwise) {
        return input.has(name) ? (int) input.whole(name) : otherwise;
    }

    private static InputSpec optional(String name, InputType type, String about) {
        return new InputSpec(name, type, Optional.empty(), true, about);
    }
}
