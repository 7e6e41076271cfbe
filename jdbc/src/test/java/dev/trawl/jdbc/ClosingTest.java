package dev.trawl.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trawl.core.ColumnType;
import dev.trawl.core.Json;
import dev.trawl.core.Row;
import dev.trawl.core.Services;
import dev.trawl.core.TableSpec;
import dev.trawl.core.port.RowRefused;
import dev.trawl.core.port.Sink;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Statements that close a run in another database. */
final class ClosingTest {
    private static final String RUN = "01JCLOSING";
    private static final TableSpec ENDS = new TableSpec(
            "ends",
            List.of("run"),
            List.of(new TableSpec.Column("run", ColumnType.TEXT), new TableSpec.Column("state", ColumnType.TEXT)));

    @TempDir
    private Path folder;

    private static Sink ends(Access access, String sql) {
        ObjectNode settings = Json.object()
                .put("url", access.url())
                .put("user", access.user())
                .put("password", access.password())
                .put("table", "ends");
        settings.set("sql", Json.parse(sql).tree());
        return new JdbcSinkProvider().openEnds(settings, ENDS, new Services(Map.of()));
    }

    private static List<Row> end() {
        return List.of(new Row("ends", Map.of("run", RUN, "state", "succeeded")));
    }

    @Test
    void they_are_run_with_the_row_of_its_end_and_may_be_run_again() throws Exception {
        for (Access access : List.of(Databases.postgres(), Databases.sqlite(folder))) {
            Databases.run(access, "create table parts (run text, said text)");
            Databases.run(access, "insert into parts values ('" + RUN + "', 'old'), ('another', 'left alone')");
            Sink ends = ends(access, """
                    ["delete from parts where run = :run", "insert into parts select run, ':run' || state from ends where run = :run"]
                    """);
            ends.check();
            ends.write(end());
            ends.write(end());
            assertThat(Databases.rows(access, "select run, said from parts order by run"))
                    .containsExactly(RUN + ",:runsucceeded", "another,left alone");
            ends.close();
        }
    }

    @Test
    void where_one_fails_the_row_is_refused_and_nothing_is_written() throws Exception {
        for (Access access : List.of(Databases.postgres(), Databases.sqlite(folder))) {
            Sink ends = ends(access, "\"delete from nowhere where run = :run\"");
            ends.check();
            assertThatThrownBy(() -> ends.write(end()))
                    .isInstanceOf(RowRefused.class)
                    .hasMessageContaining("nowhere");
            assertThat(Databases.rows(access, "select run, state from ends")).isEmpty();
            ends.close();
        }
    }

    @Test
    void what_is_no_sql_is_refused_before_anything_is_begun() {
        Access access = Databases.sqlite(folder);
        for (String wrong : List.of("7", "[\"\"]", "{\"x\": 1}", "null")) {
            assertThatThrownBy(() -> ends(access, wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("close.jdbc.sql is a statement of SQL");
        }
    }
}
