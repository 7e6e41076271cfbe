package dev.trawl.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What changed between two runs is told from the rows of both, wherever they lie. */
@Timeout(120)
final class CompareTest {
    private static final String WORKER = """
            import json
            import sys
            for line in sys.stdin:
                item = json.loads(line)
                row = {"run": item["run"], "id": item["key"], "price": item["value"]["price"]}
                print(json.dumps({"type": "row", "key": item["key"], "row": row}), flush=True)
                print(json.dumps({"type": "done", "key": item["key"]}), flush=True)
            """;

    private static final String JOB = """
            job: prices
            source: {jdbc: {url: "URL", table: product, key: id}}
            work: {lane: process, command: [python3, worker.py]}
            limits: {concurrency: 1}
            store: STORE
            tables:
              prices:
                key: KEY
                columns: {run: text, id: text, price: number}
            """;

    @TempDir
    private Path root;

    private String url = "";

    @BeforeEach
    void write() throws Exception {
        url = "jdbc:sqlite:" + root.resolve("shop.db");
        Files.writeString(root.resolve("worker.py"), WORKER);
        sql("CREATE TABLE product (id TEXT PRIMARY KEY, price NUMERIC)");
        sql("INSERT INTO product VALUES ('a', 10), ('b', 5), ('c', 7)");
    }

    private void sql(String statement) throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                Statement made = connection.createStatement()) {
            made.execute(statement);
        }
    }

    private void job(String store, String key) throws IOException {
        Files.writeString(
                root.resolve("prices.yaml"),
                JOB.replace("STORE", store).replace("KEY", key).replace("URL", url));
    }

    private ChildTrawl.Ended trawl(String... words) throws Exception {
        List<String> line = new ArrayList<>(List.of(words));
        line.addAll(List.of("--data", root.resolve("data").toString()));
        try (ChildTrawl child = ChildTrawl.start(root, line)) {
            return child.end();
        }
    }

    private String run() throws Exception {
        ChildTrawl.Ended ended = trawl("run", root.resolve("prices.yaml").toString(), "--json", "--quiet");
        assertThat(ended.status()).as(ended.err()).isZero();
        return ended.document().get("run").stringValue();
    }

    private List<String> twoRuns() throws Exception {
        String first = run();
        sql("UPDATE product SET price = 12.5 WHERE id = 'a'");
        sql("DELETE FROM product WHERE id = 'b'");
        sql("INSERT INTO product VALUES ('d', 3)");
        return List.of(first, run());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{table: prices, key: [run, id]}", "{jdbc: {url: \"URL\", table: prices}, key: [run, id]}"})
    void two_runs_of_a_catalogue_are_compared_in_any_table_that_keeps_both(String store) throws Exception {
        job(store, "[run, id]");
        List<String> runs = twoRuns();
        ChildTrawl.Ended compared = trawl("compare", runs.getFirst(), runs.getLast(), "--format", "jsonl");
        assertThat(compared.status()).as(compared.err()).isZero();
        assertThat(compared.lines())
                .extracting(JsonNode::toString)
                .containsExactlyInAnyOrder(
                        "{\"id\":\"a\",\"change\":\"up\",\"column\":\"price\",\"before\":10,\"after\":12.5,\"percent\":25.0}",
                        "{\"id\":\"b\",\"change\":\"gone\",\"column\":\"price\",\"before\":5,\"after\":null,\"percent\":null}",
                        "{\"id\":\"d\",\"change\":\"new\",\"column\":\"price\",\"before\":null,\"after\":3,\"percent\":null}");
        assertThat(compared.err()).contains("Table prices: 1 new, 1 gone, 1 up, 1 rows as they were");
        assertThat(trawl("compare", runs.getFirst(), runs.getLast(), "--column", "prize")
                        .err())
                .contains("has no column \"prize\"", "did you mean \"price\"?");
    }

    @Test
    void a_foreign_table_is_compared_whatever_it_is_called() throws Exception {
        job("{jdbc: {url: \"URL\", table: main.order}, key: [run, id]}", "[run, id]");
        Path job = root.resolve("prices.yaml");
        Files.writeString(job, Files.readString(job).replace("  prices:", "  order:"));
        List<String> runs = twoRuns();
        ChildTrawl.Ended compared = trawl("compare", runs.getFirst(), runs.getLast());
        assertThat(compared.status()).as(compared.err()).isZero();
        assertThat(compared.err()).contains("Table order: 1 new, 1 gone, 1 up, 1 rows as they were");
    }

    @Test
    void a_table_that_keeps_the_newest_row_alone_is_not_compared() throws Exception {
        job("{table: prices, key: id}", "id");
        List<String> runs = twoRuns();
        sql("DELETE FROM product");
        ChildTrawl.Ended compared = trawl("compare", runs.getLast(), runs.getLast(), "--table", "prices");
        assertThat(compared.status()).isEqualTo(2);
        assertThat(compared.err())
                .contains("Table prices keeps one row for each id, so the later run's took the place of the earlier's");
        assertThat(trawl("compare", runs.getFirst(), "nothing").status()).isEqualTo(2);
    }
}
