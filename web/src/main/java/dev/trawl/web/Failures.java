package dev.trawl.web;

import dev.trawl.core.Failure;
import dev.trawl.core.Retry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Puts failed fetches together. */
public final class Failures {
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_EARLY = 425;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR_MIN = 500;

    private Failures() {}

    /** No good answer could be read. */
    public static <T> Fetched<T> of(Reason reason, String address, String found, Optional<Integer> status) {
        return new Fetched.Failed<>(reason.failure(address, found), status, "", reason.retry(), Duration.ZERO);
    }

    /** The other side answered, but not with 2xx. */
    public static <T> Fetched<T> status(WebAddress address, int status, String body, Optional<Duration> asked) {
        Duration after = asked.orElse(Duration.ZERO);
        boolean retry = passing(status) && after.compareTo(Retry.WAIT_MAX) <= 0;
        String meaning = retry ? "this try is lost; ask later" : "asking again would not help; check the address";
        String wait = after.isPositive() ? " and the wish to wait " + after.toSeconds() + " s" : "";
        Failure why =
                new Failure("http-" + status, "Asking " + address + " found status " + status + wait + "; " + meaning);
        return new Fetched.Failed<>(why, Optional.of(status), body, retry, after);
    }

    /** The other side answered, but not with 2xx, and says perhaps when to come again. */
    public static <T> Fetched<T> status(WebAddress address, int status, Map<String, String> headers, Instant now) {
        return status(address, status, "", RetryAfter.of(headers, now));
    }

    /** Whether a status may be another one later. */
    public static boolean passing(int status) {
        return status == REQUEST_TIMEOUT
                || status == TOO_EARLY
                || status == TOO_MANY_REQUESTS
                || status >= SERVER_ERROR_MIN;
    }
}
