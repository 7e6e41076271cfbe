package dev.trawl.local;

import dev.trawl.core.Notify;
import dev.trawl.core.RunView;
import dev.trawl.core.port.Webhooks;
import dev.trawl.local.sqlite.NoticeLedger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/** The messages about runs of one machine on their way, with the thread that sees to them. Safe for any number of threads. */
final class Notifications implements AutoCloseable {
    private final NoticeLedger ledger;
    private final Optional<Notifier> notifier;
    private final Optional<TurningThread> thread;

    /**
     * @param webhooks none where nothing can be posted from here: then messages wait
     * @param onFault told why nothing more can be delivered
     */
    Notifications(
            NoticeLedger ledger,
            Optional<Webhooks> webhooks,
            DataPaths paths,
            InstantSource clock,
            Consumer<Throwable> onFault) {
        WebhookKey key = new WebhookKey(paths);
        this.ledger = ledger;
        notifier = webhooks.map(
                door -> new Notifier(new Notifier.Parts(ledger, door, key::secret, clock, Crew.VIRTUAL, this::wake)));
        thread = notifier.map(turns -> new TurningThread("trawl-notices", turns, clock, onFault));
    }

    private void wake() {
        thread.ifPresent(TurningThread::wake);
    }

    void start() {
        thread.ifPresent(TurningThread::start);
    }

    /** Delivers the messages about a run from now on. */
    void watch(RunView run, Notify to) {
        notifier.ifPresent(each -> each.watch(run.id(), to, run.phase().closed()));
    }

    /** Something was committed of a run. */
    void committed(RunView run) {
        notifier.ifPresent(each -> each.committed(run.id(), run.phase().closed()));
    }

    /** Waits until no message waits; whether that came in time. */
    boolean await(Duration atMost) throws InterruptedException {
        boolean delivered = notifier.isEmpty() || notifier.get().await(atMost);
        // What was given up is counted in the file then.
        ledger.flush();
        return delivered;
    }

    /** Begins nothing more; what is under way is tried again by the next process. */
    @Override
    public void close() {
        notifier.ifPresent(Notifier::stop);
        thread.ifPresent(TurningThread::close);
    }
}
