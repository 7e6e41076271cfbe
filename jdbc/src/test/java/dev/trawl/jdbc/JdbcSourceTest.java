package dev.trawl.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trawl.core.EnvironmentFault;
import dev.trawl.core.Item;
import dev.trawl.core.Listing;
import dev.trawl.core.Measure;
import dev.trawl.core.Notes;
import dev.trawl.core.SourceContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of a database are listed by key: each that stands throughout once. */
final class JdbcSourceTest {
    static final SourceContext CONTEXT = new SourceContext() {
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

    @TempDir
    private Path folder;

    @Test
    void rows_are_items_in_the_order_of_their_key() throws Exception {
        Access access = Databases.postgres();
        Databases.run(
                access,
                "create table product (asin text primary key, url text, n int, price numeric, ok boolean, at timestamptz,"
                        + " more jsonb); insert into product values ('b', 'http://b/', 2, 1.50, true,"
                        + " '2026-01-02 03:04:05+01', '{\"a\": [1]}'), ('a', null, null, null, null, null, null)");
        List<Item> items =
                all(new JdbcSource(access, new Keyset("product", true, List.of("asin")), Rest.SLEEPING, Notes.NONE));
        assertThat(items).extracting(Item::key).containsExactly("a", "b");
        assertThat(items.getLast().value())
                .hasToString("{\"asin\":\"b\",\"url\":\"http://b/\",\"n\":2,\"price\":1.50,\"ok\":true,"
                        + "\"at\":\"2026-01-02T02:04:05Z\",\"more\":{\"a\":[1]}}");
        assertThat(items.getFirst().value().tree().path("url").isNull()).isTrue();
    }

    @Test
    void pages_are_cut_by_the_databases_own_collation() throws Exception {
        Access access = Databases.postgres();
        // A linguistic one: a < B < c, whatever bytes say.
        Databases.run(
                access,
                "create collation people (provider = icu, locale = 'en-US');"
                        + "create table product (asin text collate people primary key);"
                        + "insert into product select chr(65 + n % 26) || n from generate_series(1, 2600) n;"
                        + "insert into product select chr(97 + n % 26) || n from generate_series(1, 2600) n");
        assertThat(keys(access)).doesNotHaveDuplicates().hasSize(5_200);
    }

    @Test
    void rows_that_stand_throughout_come_once_while_others_come_and_go() throws Exception {
        Access access = Databases.postgres();
        Databases.run(
                access,
                "create table product (asin text primary key);"
                        + "insert into product select 'k' || lpad(n::text, 5, '0') from generate_series(1, 5000, 2) n");
        JdbcSource source =
                new JdbcSource(access, new Keyset("product", true, List.of("asin")), Rest.SLEEPING, Notes.NONE);
        List<String> keys = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            Listing.Page page = (Listing.Page) source.page(token, CONTEXT);
            page.items().forEach(item -> keys.add(item.key()));
            token = page.next();
            Databases.run(
                    access,
                    "delete from product where right(asin, 1) = '3';"
                            + "insert into product select 'k' || lpad(n::text, 5, '0') from generate_series(2, 5000, 4) n"
                            + " on conflict do nothing");
        } while (token.isPresent());
        source.close();
        assertThat(keys).doesNotHaveDuplicates();
        assertThat(keys.stream().filter(key -> key.endsWith("1") || key.endsWith("9")))
                .hasSize(1_000);
    }

    @Test
    void a_key_may_have_several_columns_of_any_type() throws Exception {
        Access access = Databases.postgres();
        Databases.run(
                access,
                "create table price (shop int, day date, primary key (shop, day));"
                        + "insert into price select n % 3, date '2026-01-01' + n / 3 from generate_series(0, 2999) n");
        List<Item> items = all(
                new JdbcSource(access, new Keyset("price", true, List.of("shop", "day")), Rest.SLEEPING, Notes.NONE));
        assertThat(items).hasSize(3_000);
        assertThat(items.getFirst().key()).isEqualTo("[0,\"2026-01-01\"]");
    }

    @Test
    void a_query_is_listed_like_a_table() throws Exception {
        Access access = Databases.sqlite(folder);
        Databases.run(access, "create table product (id integer primary key, name text)");
        Databases.run(
                access,
                "with recursive n(i) as (select 1 union all select i + 1 from n where i < 2500)"
                        + " insert into product select i, 'n' || i from n");
        Keyset query = new Keyset("select id, name from product where id % 2 = 0;", false, List.of("id"));
        List<Item> items = all(new JdbcSource(access, query, Rest.SLEEPING, Notes.NONE));
        assertThat(items).hasSize(1_250);
        assertThat(items.getLast().value()).hasToString("{\"id\":2500,\"name\":\"n2500\"}");
    }

    @Test
    void a_database_that_is_away_is_waited_for_and_one_without_the_table_is_not() throws Exception {
        Access nowhere = new Access("jdbc:postgresql://127.0.0.1:1/x", "u", "secret-word");
        JdbcSource away =
                new JdbcSource(nowhere, new Keyset("product", true, List.of("asin")), Rest.SLEEPING, Notes.NONE);
        assertThat(away.page(Optional.empty(), CONTEXT)).isEqualTo(new Listing.Unfinished(Duration.ofMillis(100)));
        assertThat(away.page(Optional.empty(), CONTEXT)).isEqualTo(new Listing.Unfinished(Duration.ofMillis(200)));
        assertThatThrownBy(away::check)
                .isInstanceOf(EnvironmentFault.class)
                .hasMessageContaining("127.0.0.1:1")
                .hasMessageNotContaining("secret");
        JdbcSource empty = new JdbcSource(
                Databases.postgres(), new Keyset("product", true, List.of("asin")), Rest.SLEEPING, Notes.NONE);
        assertThat(empty.page(Optional.empty(), CONTEXT))
                .isInstanceOfSatisfying(
                        Listing.Failed.class,
                        failed -> assertThat(failed.why().message())
                                .contains("relation \"product\" does not exist")
                                .doesNotContain("\n"));
    }

    @Test
    void a_database_that_is_lost_is_told_once_and_once_when_it_is_back() throws Exception {
        Access access = Databases.postgres();
        Databases.run(access, "create table product (asin text primary key); insert into product values ('a')");
        List<String> notes = new ArrayList<>();
        JdbcSource source =
                new JdbcSource(access, new Keyset("product", true, List.of("asin")), Rest.SLEEPING, notes::add);
        assertThat(source.page(Optional.empty(), CONTEXT)).isInstanceOf(Listing.Page.class);
        Databases.cut(access);
        Databases.admit(access, false);
        for (int n = 0; n < 3; n++) {
            assertThat(source.page(Optional.empty(), CONTEXT)).isInstanceOf(Listing.Unfinished.class);
        }
        Databases.admit(access, true);
        for (int n = 0; n < 2; n++) {
            assertThat(source.page(Optional.empty(), CONTEXT)).isInstanceOf(Listing.Page.class);
        }
        assertThat(notes).hasSize(2);
        assertThat(notes.getFirst())
                .contains("Listing the table product of ", "is tried again until it works", "see to the database");
        assertThat(notes.getLast()).endsWith(" goes on");
        source.close();
    }

    @Test
    void a_page_that_is_not_answered_in_time_is_told_as_that() throws Exception {
        Access access = Databases.postgres();
        Databases.run(access, "create table product (asin text primary key); insert into product values ('a')");
        Access hasty = new Access(access.url() + "?socketTimeout=1", access.user(), access.password());
        List<String> notes = new ArrayList<>();
        JdbcSource source = new JdbcSource(
                hasty,
                new Keyset("select asin, pg_sleep(3) from product", false, List.of("asin")),
                Rest.SLEEPING,
                notes::add);
        assertThat(source.page(Optional.empty(), CONTEXT)).isInstanceOf(Listing.Unfinished.class);
        assertThat(notes)
                .singleElement()
                .asString()
                .contains("no answer in the time", "have an index order the rows by asin", "socketTimeout=SECONDS");
        source.close();
    }

    @Test
    void a_url_without_a_driver_is_refused_and_its_secrets_are_not_repeated() {
        assertThatThrownBy(
                        () -> Access.of(dev.trawl.core.Json.object().put("url", "jdbc:nosuch://me:pw@h/d?password=x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("jdbc:nosuch://h/d")
                .hasMessageNotContaining("pw")
                .hasMessageNotContaining("password=x");
    }

    private static List<String> keys(Access access) throws Exception {
        return all(new JdbcSource(access, new Keyset("product", true, List.of("asin")), Rest.SLEEPING, Notes.NONE))
                .stream()
                .map(Item::key)
                .toList();
    }

    private static List<Item> all(JdbcSource source) throws Exception {
        List<Item> items = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            Listing.Page page = (Listing.Page) source.page(token, CONTEXT);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(JdbcSource.PAGE_ROWS);
            items.addAll(page.items());
            token = page.next();
        } while (token.isPresent());
        source.close();
        return items;
    }
}
