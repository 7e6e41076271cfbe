package dev.trawl.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.ColumnType;
import dev.trawl.core.Item;
import dev.trawl.core.Listing;
import dev.trawl.core.Measure;
import dev.trawl.core.Notes;
import dev.trawl.core.Row;
import dev.trawl.core.SourceContext;
import dev.trawl.core.TableSpec;
import dev.trawl.core.TableSpec.Column;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A catalogue that changes, in a database whose connections break: every key that stands is listed once, and its row is there. */
final class CataloguesTest {
    private static final int KEYS = 40_000;
    private static final int CUTS = 20;
    private static final int WRITERS = 50;
    private static final TableSpec TABLE = new TableSpec(
            "seen",
            List.of("asin"),
            List.of(new Column("asin", ColumnType.TEXT), new Column("times", ColumnType.INTEGER)));
    private static final SourceContext CONTEXT = new SourceContext() {
        @Override
        public void count(Measure measure, long amount) {}

        @Override
        public Duration timeout() {
            return Duration.ofSeconds(30);
        }

        @Override
        public int perHost() {
            return 1;
        }
    };

    @Test
    void nothing_is_lost_or_doubled_while_rows_come_and_go_and_connections_are_cut() throws Exception {
        Access access = Databases.postgres();
        // What ends with 0 to 6 stands throughout; 7 is deleted and 8 inserted on the way.
        Databases.run(
                access,
                "create table product (asin text primary key);"
                        + "insert into product select 'k' || lpad(n::text, 6, '0') from generate_series(1, " + KEYS
                        + ") n where n % 10 < 8");
        JdbcSource source =
                new JdbcSource(access, new Keyset("product", true, List.of("asin")), Rest.SLEEPING, Notes.NONE);
        JdbcSink sink = new JdbcSink(
                new Opening(access, new Upsert("seen", TABLE), false),
                time -> assertThat(time).isPositive(),
                Notes.NONE);
        List<String> keys = new ArrayList<>();
        Optional<String> token = Optional.empty();
        int pages = 0;
        int cuts = 0;
        do {
            Listing listing = source.page(token, CONTEXT);
            if (listing instanceof Listing.Page page) {
                List<String> listed = page.items().stream().map(Item::key).toList();
                keys.addAll(listed);
                boolean cut = cuts < CUTS;
                write(sink, listed, cut ? access : null);
                cuts += cut ? 1 : 0;
                change(access, pages++);
                token = page.next();
            }
        } while (token.isPresent());
        Set<String> standing =
                new HashSet<>(Databases.rows(access, "select asin from product where right(asin, 1) < '7'"));
        assertThat(cuts).isEqualTo(CUTS);
        assertThat(keys).doesNotHaveDuplicates().containsAll(standing);
        assertThat(Databases.rows(access, "select asin from seen")).containsExactlyInAnyOrderElementsOf(keys);
        source.close();
        sink.close();
    }

    private static void write(JdbcSink sink, List<String> keys, @Nullable Access cut) throws Exception {
        List<Future<Boolean>> written = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < WRITERS; n++) {
                int first = n;
                written.add(threads.submit(() -> {
                    for (int at = first; at < keys.size(); at += WRITERS) {
                        sink.write(List.of(new Row("seen", Map.of("asin", keys.get(at), "times", 1L))));
                    }
                    return true;
                }));
            }
            if (cut != null) {
                Databases.cut(cut);
            }
        }
        for (Future<Boolean> each : written) {
            assertThat(each.get()).isTrue();
        }
    }

    private static void change(Access access, int page) throws Exception {
        String part = "n % 32 = " + page % 32;
        Databases.run(
                access,
                "delete from product using generate_series(1, " + KEYS + ") n where n % 10 = 7 and " + part
                        + " and asin = 'k' || lpad(n::text, 6, '0');"
                        + "insert into product select 'k' || lpad(n::text, 6, '0') from generate_series(1, " + KEYS
                        + ") n where n % 10 = 8 and " + part + " on conflict do nothing");
    }
}
