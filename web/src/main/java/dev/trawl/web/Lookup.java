package dev.trawl.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks the system's resolver, which can't be interrupted: on a thread of its own, and for so long only. */
final class Lookup {
    /** The longest wait for the resolver. */
    private static final Duration WAIT_MAX = Duration.ofSeconds(10);

    /** Names that are looked up at once. */
    private static final int THREADS_MAX = 64;

    private static final Duration THREAD_IDLE_MAX = Duration.ofSeconds(30);

    /** How much longer the exchange that needs the answer may last. */
    private static final ScopedValue<Duration> TIME_LEFT = ScopedValue.newInstance();

    /** Platform threads: the resolver holds its thread, and virtual ones share too few. */
    private static final ThreadPoolExecutor THREADS = new ThreadPoolExecutor(
            THREADS_MAX,
            THREADS_MAX,
            THREAD_IDLE_MAX.toSeconds(),
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("look-up-", 1).factory());

    static {
        THREADS.allowCoreThreadTimeOut(true);
    }

    private Lookup() {}

    /** Runs what looks up names, with no look-up longer than the time that is left. */
    static <T, X extends Throwable> T within(Duration left, ScopedValue.CallableOp<T, X> exchange) throws X {
        return ScopedValue.where(TIME_LEFT, left).call(exchange);
    }

    static InetAddress[] byName(String host) throws UnknownHostException {
        if (host.indexOf(':') >= 0 || IpLiterals.endsInNumber(host)) {
            // The JDK reads such a host itself, without asking anybody.
            return InetAddress.getAllByName(host);
        }
        Future<InetAddress[]> answer = THREADS.submit(() -> InetAddress.getAllByName(host));
        Duration left = TIME_LEFT.orElse(WAIT_MAX);
        Duration wait = left.compareTo(WAIT_MAX) < 0 ? left : WAIT_MAX;
        try {
            return answer.get(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw unknown("the name " + host + " is not known", e);
        } catch (TimeoutException e) {
            answer.cancel(false);
            throw unknown("looking up the name " + host + " took longer than " + wait.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown("looking up the name " + host + " was interrupted", e);
        }
    }

    private static UnknownHostException unknown(String found, Exception cause) {
        UnknownHostException unknown = new UnknownHostException(found);
        unknown.initCause(cause);
        return unknown;
    }
}
