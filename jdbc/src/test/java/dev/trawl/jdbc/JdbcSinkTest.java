package dev.trawl.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trawl.core.ColumnType;
import dev.trawl.core.EnvironmentFault;
import dev.trawl.core.Item;
import dev.trawl.core.Json;
import dev.trawl.core.Listing;
import dev.trawl.core.Notes;
import dev.trawl.core.Row;
import dev.trawl.core.RunId;
import dev.trawl.core.Services;
import dev.trawl.core.Source;
import dev.trawl.core.TableSpec;
import dev.trawl.core.TableSpec.Column;
import dev.trawl.core.port.RowRefused;
import dev.trawl.core.port.Sink;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Rows reach a table of another database once each, whatever happens to it. */
final class JdbcSinkTest {
    private static final TableSpec TABLE = new TableSpec(
            "offers_raw",
            List.of("run", "asin"),
            List.of(
                    new Column("run", ColumnType.TEXT),
                    new Column("asin", ColumnType.TEXT),
                    new Column("price", ColumnType.NUMBER),
                    new Column("bytes", ColumnType.INTEGER),
                    new Column("good", ColumnType.TRUTH),
                    new Column("fetched", ColumnType.INSTANT),
                    new Column("more", ColumnType.JSON)));

    private static final RunId RUN = new RunId("1k3f9a2b7c0d4e5f");

    @TempDir
    private Path folder;

    @Test
    void the_table_is_made_with_the_types_of_its_columns() throws Exception {
        Access access = Databases.postgres();
        sink(access).check();
        assertThat(Databases.rows(
                        access,
                        "select column_name, data_type from information_schema.columns where table_name = 'offers_raw'"
                                + " order by ordinal_position"))
                .containsExactly(
                        "run,text",
                        "asin,text",
                        "price,numeric",
                        "bytes,bigint",
                        "good,boolean",
                        "fetched,timestamp with time zone",
                        "more,jsonb");
        sink(access).check();
    }

    @Test
    void columns_that_a_table_lacks_are_added_where_it_has_the_key() throws Exception {
        Access access = Databases.sqlite(folder);
        Databases.run(access, "create table offers_raw (run text, asin text, mine text, primary key (run, asin))");
        sink(access).check();
        JdbcSink sink = sink(access);
        sink.write(List.of(row("a", "1.10")));
        assertThat(Databases.rows(access, "select asin, price, mine from offers_raw"))
                .containsExactly("a,1.1,null");
    }

    @Test
    void a_row_takes_the_place_of_one_with_the_same_key() throws Exception {
        for (Access access : List.of(Databases.postgres(), Databases.sqlite(folder))) {
            JdbcSink sink = sink(access);
            sink.check();
            sink.write(List.of(row("a", "1.10"), row("b", "2.20"), row("a", "3.30")));
            sink.write(List.of(row("b", null)));
            assertThat(Databases.rows(access, "select asin, price, bytes from offers_raw order by asin"))
                    .containsExactly("a,3.3" + (access.url().contains("sqlite") ? "" : "0") + ",7", "b,null,7");
            assertThat(sink.rows(RUN)).isEqualTo(OptionalLong.of(2));
            sink.close();
        }
    }

    @Test
    void what_no_text_of_a_database_can_hold_is_replaced() throws Exception {
        Access access = Databases.postgres();
        JdbcSink sink = sink(access);
        sink.check();
        sink.write(List.of(row("a\u0000b\uD800c", "1")));
        assertThat(Databases.rows(access, "select asin from offers_raw")).containsExactly("a\uFFFDb\uFFFDc");
        sink.close();
    }

    @Test
    void a_row_that_a_trigger_vetoes_holds_nobody_up() throws Exception {
        Access access = Databases.postgres();
        JdbcSink sink = sink(access);
        sink.check();
        Databases.run(
                access,
                "create function veto() returns trigger language plpgsql as"
                        + " $$ begin if new.asin = 'bad' then raise exception 'not this one'; end if; return new; end $$");
        Databases.run(access, "create trigger veto before insert on offers_raw for each row execute function veto()");
        assertThatThrownBy(() -> sink.write(List.of(row("bad", "1")))).isInstanceOf(RowRefused.class);
        sink.write(List.of(row("good", "1")));
        assertThat(sink.rows(RUN)).isEqualTo(OptionalLong.of(1));
        sink.close();
    }

    @Test
    void a_row_that_is_refused_takes_no_other_with_it() throws Exception {
        Access access = Databases.postgres();
        Databases.run(
                access,
                "create table offers_raw (run text, asin text, price numeric check (price > 0), bytes bigint,"
                        + " good boolean, fetched timestamptz, more jsonb, primary key (run, asin))");
        JdbcSink sink = sink(access);
        sink.check();
        List<Future<Boolean>> written = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < 300; n++) {
                Row row = row("k" + n, n == 150 ? "-1" : "1");
                written.add(threads.submit(() -> {
                    sink.write(List.of(row));
                    return true;
                }));
            }
        }
        for (int n = 0; n < 300; n++) {
            if (n == 150) {
                assertThatThrownBy(written.get(n)::get).hasCauseInstanceOf(RowRefused.class);
            } else {
                assertThat(written.get(n).get()).isTrue();
            }
        }
        assertThat(sink.rows(RUN)).isEqualTo(OptionalLong.of(299));
        sink.close();
    }

    @Test
    void a_file_of_sqlite_that_another_has_locked_is_waited_for_where_other_threads_can_go_on() throws Exception {
        Access access = Databases.sqlite(folder);
        Databases.run(access, "create table product (asin text primary key)");
        Databases.run(access, "insert into product values ('a')");
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch listing = new CountDownLatch(1);
        List<String> notes = new ArrayList<>();
        JdbcSink sink = new JdbcSink(opening(access, false), waiting(writing), notes::add);
        sink.check();
        JdbcSource source =
                new JdbcSource(access, new Keyset("product", true, List.of("asin")), waiting(listing), notes::add);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection other = DriverManager.getConnection(access.url());
                Statement lock = other.createStatement()) {
            lock.execute("begin exclusive");
            Future<Boolean> written = threads.submit(() -> {
                sink.write(List.of(row("a", "1.10")));
                return true;
            });
            Future<Listing> listed = threads.submit(() -> source.page(Optional.empty(), JdbcSourceTest.CONTEXT));
            // Not from within the driver, which would hold the thread that carries them for as long.
            assertThat(writing.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(listing.await(5, TimeUnit.SECONDS)).isTrue();
            lock.execute("commit");
            assertThat(written.get()).isTrue();
            assertThat(listed.get()).isInstanceOf(Listing.Page.class);
        }
        assertThat(Databases.rows(access, "select asin from offers_raw")).containsExactly("a");
        assertThat(notes).isEmpty();
        source.close();
        sink.close();
    }

    private static Rest waiting(CountDownLatch begun) {
        return time -> {
            begun.countDown();
            Rest.SLEEPING.rest(time);
        };
    }

    @Test
    void a_connection_that_is_lost_is_made_again_and_nothing_is_lost_or_doubled() throws Exception {
        Access access = Databases.postgres();
        List<Duration> waits = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        JdbcSink sink = new JdbcSink(opening(access, false), waits::add, notes::add);
        sink.check();
        for (int n = 0; n < 20; n++) {
            sink.write(List.of(row("k" + n, "1")));
            Databases.cut(access);
        }
        assertThat(sink.rows(RUN)).isEqualTo(OptionalLong.of(20));
        assertThat(waits).isNotEmpty();
        assertThat(notes).first().asString().contains("is tried again until it works");
        assertThat(notes).last().asString().endsWith("takes rows again");
        sink.close();
    }

    @Test
    void what_a_run_wrote_is_read_from_the_table_that_it_was_written_to_whatever_its_name() throws Exception {
        Access access = Databases.postgres();
        Databases.run(access, "create schema \"Shop\"; create table offers_raw (run text, asin text)");
        ObjectNode settings = Json.object().put("url", access.url()).put("user", access.user());
        settings.put("password", access.password()).put("table", "Shop.offers_raw");
        JdbcSinkProvider provider = new JdbcSinkProvider();
        Services services = new Services(Map.of());
        Sink sink = provider.open(settings, TABLE, services);
        sink.write(List.of(row("b", "2.20"), row("a", "1.10")));
        sink.close();
        Source source =
                provider.written(settings, RUN, List.of("asin"), services).orElseThrow();
        assertThat(source.page(Optional.empty(), JdbcSourceTest.CONTEXT))
                .isInstanceOfSatisfying(
                        Listing.Page.class,
                        page -> assertThat(page.items()).extracting(Item::key).containsExactly("a", "b"));
        source.close();
    }

    @Test
    void a_column_run_that_is_no_text_says_nobody_whose_a_row_is_and_hinders_no_end() throws Exception {
        Access access = Databases.postgres();
        Databases.run(access, "create table laps (run int, lap int, primary key (run, lap))");
        List<String> notes = new ArrayList<>();
        for (ColumnType type : List.of(ColumnType.INTEGER, ColumnType.TEXT)) {
            TableSpec laps = new TableSpec(
                    "laps", List.of("run", "lap"), List.of(new Column("run", type), new Column("lap", type)));
            JdbcSink sink =
                    new JdbcSink(new Opening(access, new Upsert("laps", laps), false), Rest.SLEEPING, notes::add);
            sink.write(List.of(new Row("laps", Map.of("run", 7L, "lap", 1L))));
            assertThat(sink.rows(RUN)).as("declared as " + type).isEmpty();
            sink.close();
        }
        assertThat(Databases.rows(access, "select run, lap from laps")).containsExactly("7,1");
        assertThat(notes).singleElement().asString().contains("Counting the rows of run " + RUN, "integer");
    }

    @Test
    void a_table_that_cannot_be_opened_is_told_in_one_line() throws Exception {
        Access access = Databases.postgres();
        Databases.run(access, "create table offers_raw (run text, price numeric)");
        assertThatThrownBy(() -> sink(access).check())
                .isInstanceOf(EnvironmentFault.class)
                .hasMessageContaining("offers_raw")
                .hasMessageContaining("column")
                .hasMessageNotContaining("\n");
    }

    @Test
    void values_are_read_as_the_types_of_a_table_that_somebody_else_made() throws Exception {
        Access access = Databases.postgres();
        Databases.run(
                access,
                "create table offers_raw (run char(16), asin varchar(4), price numeric(6, 2), bytes int,"
                        + " good boolean, fetched timestamp, more json, primary key (run, asin))");
        JdbcSink sink = sink(access);
        sink.check();
        sink.write(List.of(row("a,\"{", "1.106")));
        assertThatThrownBy(() -> sink.write(List.of(row("longer", "1"))))
                .isInstanceOf(RowRefused.class)
                .hasMessageContaining("character varying(4)");
        assertThat(Databases.rows(access, "select run, asin, price, good from offers_raw"))
                .containsExactly(RUN.text() + ",a,\"{,1.11,t");
        sink.close();
    }

    @Test
    void the_row_of_a_runs_end_is_written_without_columns_that_only_their_owner_may_add() throws Exception {
        Access owner = Databases.postgres();
        Access writer = Databases.user(owner, "writer");
        Databases.run(
                owner,
                "create table offers_raw (run text, asin text, price numeric, primary key (run, asin));"
                        + "grant select, insert, update on offers_raw to " + writer.user());
        List<String> notes = new ArrayList<>();
        JdbcSink sink = new JdbcSink(opening(writer, true), Rest.SLEEPING, notes::add);
        sink.write(List.of(row("a", "1.10")));
        sink.write(List.of(row("b", "2.20")));
        assertThat(Databases.rows(owner, "select asin, price from offers_raw order by asin"))
                .containsExactly("a,1.10", "b,2.20");
        String said = sink.lacking().orElseThrow();
        assertThat(said)
                .contains("Table offers_raw", "lacks the columns bytes, good, fetched, more", "must be owner of table");
        assertThat(notes).containsExactly(said);
        sink.close();

        Databases.run(owner, said.substring(said.indexOf("alter table")));
        JdbcSink mended = new JdbcSink(opening(writer, true), Rest.SLEEPING, notes::add);
        mended.write(List.of(row("c", "3.30")));
        assertThat(mended.lacking()).isEmpty();
        assertThat(Databases.rows(owner, "select bytes from offers_raw where asin = 'c'"))
                .containsExactly("7");
        mended.close();
    }

    @Test
    void rows_of_items_are_not_written_without_a_column_and_the_statement_that_adds_it_is_named() throws Exception {
        Access owner = Databases.postgres();
        Access writer = Databases.user(owner, "reader");
        Databases.run(
                owner,
                "create table offers_raw (run text, asin text, price numeric, primary key (run, asin));"
                        + "grant select, insert, update on offers_raw to " + writer.user());
        assertThatThrownBy(() -> sink(writer).check())
                .isInstanceOf(EnvironmentFault.class)
                .hasMessageContaining("lacks the columns bytes, good, fetched, more")
                .hasMessageContaining("alter table \"offers_raw\" add column if not exists \"bytes\" bigint");
    }

    @Test
    void any_number_may_make_and_widen_one_table_at_once() throws Exception {
        Access access = Databases.postgres();
        for (String before : List.of("", "create table offers_raw (run text, asin text, primary key (run, asin))")) {
            Databases.run(access, "drop table if exists offers_raw;" + before);
            List<Future<Boolean>> opened = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int n = 0; n < 16; n++) {
                    Row row = row("k" + n, "1");
                    opened.add(threads.submit(() -> {
                        JdbcSink sink = sink(access);
                        sink.check();
                        sink.write(List.of(row));
                        sink.close();
                        return true;
                    }));
                }
            }
            for (Future<Boolean> each : opened) {
                assertThat(each.get()).isTrue();
            }
            assertThat(Databases.rows(access, "select count(bytes) from offers_raw"))
                    .containsExactly("16");
        }
    }

    private static JdbcSink sink(Access access) {
        return new JdbcSink(opening(access, false), Rest.SLEEPING, Notes.NONE);
    }

    private static Opening opening(Access access, boolean partial) {
        return new Opening(access, new Upsert("offers_raw", TABLE), partial);
    }

    private static Row row(String key, @Nullable String price) {
        Map<String, @Nullable Object> columns = new HashMap<>();
        columns.put("run", RUN.text());
        columns.put("asin", key);
        columns.put("price", price == null ? null : new BigDecimal(price));
        columns.put("bytes", 7L);
        columns.put("good", true);
        columns.put("fetched", Instant.parse("2026-01-02T03:04:05Z"));
        columns.put("more", Json.object().put("a", 1));
        return new Row("offers_raw", columns);
    }
}
