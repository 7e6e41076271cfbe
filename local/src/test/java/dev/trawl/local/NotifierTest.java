package dev.trawl.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Failure;
import dev.trawl.core.Item;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.Listing;
import dev.trawl.core.Notify;
import dev.trawl.core.OpenItem;
import dev.trawl.core.Outcome;
import dev.trawl.core.RunId;
import dev.trawl.core.RunState;
import dev.trawl.core.Stats;
import dev.trawl.core.port.Due;
import dev.trawl.core.port.DueQuery;
import dev.trawl.core.port.Effects;
import dev.trawl.core.port.NewRun;
import dev.trawl.core.port.PageContent;
import dev.trawl.core.port.Settled;
import dev.trawl.core.port.Settlement;
import dev.trawl.core.port.Told;
import dev.trawl.core.port.Turn;
import dev.trawl.core.port.Turned;
import dev.trawl.core.port.Verdict;
import dev.trawl.core.port.Webhooks;
import dev.trawl.core.port.Webhooks.Message;
import dev.trawl.core.port.Webhooks.Sent;
import dev.trawl.local.sqlite.SqliteLedger;
import dev.trawl.local.sqlite.SqliteRecords;
import dev.trawl.testkit.SampleJob;
import dev.trawl.testkit.SettableClock;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Messages about a run on their way, one step at a time. */
@Timeout(60)
final class NotifierTest {
    private static final RunId RUN = new RunId("1k3f9a2b7c0d4e5f");
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Notify TO =
            new Notify("http://a.test/hook", Optional.empty(), Optional.empty(), "item.ended", "run.closed");
    private static final Sent REFUSED = new Sent.Failed(new Failure("http-500", "no"), false, Duration.ZERO);
    private static final Sent GONE = new Sent.Failed(new Failure("http-410", "no"), true, Duration.ZERO);

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(NOW);
    private final Receiver receiver = new Receiver();
    private final Queue<Runnable> underWay = new ArrayDeque<>();
    private SqliteLedger ledger;
    private Notifier notifier;
    private int epoch;

    /** Takes what it is said to take. */
    private static final class Receiver implements Webhooks {
        private final List<Message> sent = new ArrayList<>();
        private Sent answer = new Sent.Taken();

        @Override
        public Sent send(Message message) {
            sent.add(message);
            return answer;
        }

        @Override
        public void check(String url, Optional<String> secret) {}

        List<String> ids() {
            return sent.stream().map(Message::id).toList();
        }

        List<String> bodies() {
            return sent.stream().map(message -> message.body().toString()).toList();
        }
    }

    @BeforeEach
    void open() throws SQLException {
        begin();
        Job job = SampleJob.of((_, _) -> new Listing.Page(List.of(), Optional.empty()), (_, _) -> Outcome.DONE);
        var _ = ledger.accept(new NewRun(RUN, job, Json.of(Json.object()), Optional.empty(), NOW));
        List<Item> items = IntStream.range(0, 20)
                .mapToObj(n -> new Item("item-" + n, Json.parse("{}")))
                .toList();
        var _ = ledger.list(RUN, 0, new PageContent(items, Optional.empty(), true, Long.MAX_VALUE, Stats.NONE));
    }

    private void begin() throws SQLException {
        ledger = SqliteLedger.open(folder.resolve("ledger.db"), (_, _) -> {}, _ -> {});
        notifier = new Notifier(new Notifier.Parts(
                ledger.notices(), receiver, () -> "whsec_c2VjcmV0", clock, (_, deed) -> underWay.add(deed), () -> {}));
    }

    @AfterEach
    void close() throws SQLException {
        ledger.close();
    }

    @Test
    void every_message_is_delivered_once_and_the_one_about_the_end_is_the_last() throws Exception {
        end(20);
        closeRun();
        notifier.watch(RUN, TO, true);
        toItsEnd();
        assertThat(receiver.bodies()).hasSize(21).last().isEqualTo("\"end\"");
        assertThat(receiver.ids()).doesNotHaveDuplicates();
        assertThat(notifier.await(Duration.ZERO)).isTrue();
        assertThat(ledger.notices().runs()).isEmpty();
    }

    @Test
    void some_are_under_way_at_once_and_no_more() throws Exception {
        end(20);
        notifier.watch(RUN, TO, false);
        notifier.turn();
        notifier.turn();
        assertThat(underWay).hasSize(Notifier.PLACES);
        assertThat(notifier.await(Duration.ZERO)).isFalse();
    }

    @Test
    void what_is_not_taken_is_tried_after_five_and_thirty_seconds_under_its_id_and_dropped() throws Exception {
        end(1);
        closeRun();
        receiver.answer = REFUSED;
        notifier.watch(RUN, TO, true);
        toItsEnd();
        assertThat(receiver.sent).hasSize(1);
        assertThat(notifier.wakeAt()).isEqualTo(NOW.plusSeconds(5));
        clock.move(Duration.ofSeconds(5));
        toItsEnd();
        assertThat(notifier.wakeAt()).isEqualTo(NOW.plusSeconds(30));
        assertThat(undelivered()).isZero();
        clock.move(Duration.ofSeconds(25));
        toItsEnd();
        assertThat(receiver.bodies().subList(0, 3)).containsOnly("\"item\"");
        assertThat(receiver.ids().subList(0, 3)).containsOnly(receiver.ids().getFirst());
        // Now that it is dropped, the end is told.
        assertThat(receiver.bodies()).hasSize(4).last().isEqualTo("\"end\"");
        assertThat(undelivered()).isOne();
    }

    @Test
    void who_is_gone_is_not_asked_again() throws Exception {
        end(3);
        receiver.answer = GONE;
        notifier.watch(RUN, TO, false);
        toItsEnd();
        assertThat(receiver.sent).hasSize(3);
        assertThat(undelivered()).isEqualTo(3);
    }

    @Test
    void another_process_delivers_what_is_left_under_the_same_ids() throws Exception {
        end(5);
        notifier.watch(RUN, TO, false);
        notifier.turn();
        // Killed when they were delivered, and nobody had noted it.
        underWay.forEach(_ -> {});
        underWay.clear();
        List<String> first = ledger.notices().due(RUN, NOW, 10).stream()
                .map(notice -> "msg_" + RUN + "_" + notice.number())
                .toList();
        ledger.close();
        begin();
        notifier.watch(RUN, TO, false);
        toItsEnd();
        assertThat(receiver.ids()).containsExactlyElementsOf(first);
    }

    @Test
    void numbers_are_not_given_again_when_their_messages_are_gone() throws Exception {
        end(2);
        notifier.watch(RUN, TO, false);
        toItsEnd();
        end(2);
        notifier.committed(RUN, false);
        toItsEnd();
        assertThat(receiver.ids()).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void nobody_is_told_of_what_a_crash_may_undo() throws Exception {
        // Its group waits for the others, which are under way.
        CompletableFuture<Settled> settled = settling(due(20).getFirst());
        boolean told = !ledger.notices().due(RUN, NOW, 1).isEmpty();
        assertThat(!told || settled.isDone()).isTrue();
        var _ = settled.get();
        assertThat(ledger.notices().due(RUN, NOW, 1)).hasSize(1);
    }

    @Test
    void an_overtaken_outcome_tells_nobody() throws Exception {
        OpenItem item = due(1).getFirst();
        settle(item);
        settle(item);
        notifier.watch(RUN, TO, false);
        toItsEnd();
        assertThat(receiver.sent).hasSize(1);
    }

    /** Until nothing is under way and nothing may be tried. */
    private void toItsEnd() {
        notifier.turn();
        while (!underWay.isEmpty()) {
            underWay.remove().run();
            notifier.turn();
        }
    }

    private void end(int items) throws Exception {
        for (OpenItem item : due(items)) {
            settle(item);
        }
    }

    private List<OpenItem> due(int items) {
        Due due = ledger.due(new DueQuery(RUN, NOW, 0, items, Long.MAX_VALUE));
        epoch = due.epoch();
        return due.items();
    }

    private void settle(OpenItem item) throws Exception {
        var _ = settling(item).get();
    }

    private CompletableFuture<Settled> settling(OpenItem item) {
        Effects told = new Effects(
                List.of(),
                List.of(),
                List.of(),
                List.of(new Told(Json.parse("\"item\""), Optional.empty())),
                Optional.empty(),
                Stats.NONE);
        Verdict done = new Verdict.Done(Optional.empty());
        return ledger.settle(new Settlement(
                        RUN, epoch, item.number(), item.version(), done, 1, Duration.ZERO, NOW, Duration.ZERO, told))
                .toCompletableFuture();
    }

    private void closeRun() {
        var _ = ledger.turn(RUN, new Turn.Cancel());
        int now = ledger.turn(RUN, new Turn.Used(Stats.NONE)) instanceof Turned.Applied applied
                ? applied.run().epoch()
                : 0;
        var _ = ledger.turn(
                RUN,
                new Turn.Close(1, now, RunState.CANCELLED, Json.parse("{}"), NOW, Optional.of(Json.parse("\"end\""))));
    }

    private long undelivered() throws SQLException {
        try (SqliteRecords records = SqliteRecords.open(folder.resolve("ledger.db"))) {
            // In order with what was noted before it.
            var _ = ledger.turn(RUN, new Turn.Used(Stats.NONE));
            return records.undelivered(RUN).orElseThrow();
        }
    }
}
