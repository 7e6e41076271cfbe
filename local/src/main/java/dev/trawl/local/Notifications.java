package dev.trawl.local;

import dev.trawl.core.Notify;
import dev.trawl.core.RunView;
import dev.trawl.core.port.Webhooks;
import dev.trawl.local.sqlite.NoticeLedger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

/** The messages about runs of one machine on their way, with the thread that sees to them. Safe for any number of threads. */
final class Notifications implements AutoCloseable {
    private final Notifier notifier;
    private final TurningThread thread;

    /** @param onFault told why nothing more can be delivered */
    Notifications(
            NoticeLedger ledger, Webhooks webhooks, DataPaths paths, InstantSource clock, Consumer<Throwable> onFault) {
        WebhookKey key = new WebhookKey(paths);
        notifier = new Notifier(new Notifier.Parts(ledger, webhooks, key::secret, clock, Crew.VIRTUAL, this::wake));
        thread = new TurningThread("trawl-notices", notifier, clock, onFault);
    }

    private void wake() {
        thread.wake();
    }

    void start() {
        thread.start();
    }

    /** Delivers the messages about a run from now on. */
    void watch(RunView run, Notify to) {
        notifier.watch(run.id(), to, run.phase().closed());
    }

    /** Something was committed of a run. */
    void committed(RunView run) {
        notifier.committed(run.id(), run.phase().closed());
    }

    /** Waits until no message waits; whether that came in time. */
    boolean await(Duration atMost) throws InterruptedException {
        return notifier.await(atMost);
    }

    /** Begins nothing more; what is under way is tried again by the next process. */
    @Override
    public void close() {
        notifier.stop();
        thread.close();
    }
}
