package dev.trawl.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run wrote is seen to be right, and anything else is noticed. */
final class CatalogueTest {
    private static final Shop SHOP = new Shop(1, 100, true);

    @TempDir
    private Path folder;

    private Catalogue catalogue;

    @BeforeEach
    void write() throws Exception {
        catalogue = new Catalogue(folder.resolve("shop.db"));
        catalogue.fill(SHOP.all().iterator());
        catalogue.fill(SHOP.all().iterator());
        sql("create table offers_raw(run text, asin text, title text, price numeric, currency text, list_price numeric,"
                + " availability text, problem text, lane text)");
        sql("create table offer_runs(run text primary key, listed integer, done integer, dead integer)");
        sql("insert into offer_runs values('r', 100, 94, 6)");
        try (Connection connection = DriverManager.getConnection(catalogue.url());
                PreparedStatement insert = connection.prepareStatement("insert into offers_raw(title, price, currency,"
                        + " list_price, availability, problem, run, asin, lane) values(?, ?, ?, ?, ?, ?, 'r', ?, ?)")) {
            for (Goods goods : SHOP.all().toList()) {
                insert(insert, goods);
            }
        }
    }

    private static void insert(PreparedStatement insert, Goods goods) throws SQLException {
        List<Optional<String>> row = goods.row();
        for (int n = 0; n < row.size(); n++) {
            insert.setString(n + 1, row.get(n).orElse(null));
        }
        insert.setString(7, goods.asin());
        insert.setString(8, goods.shelf() == Shelf.SCRIPTED ? "browser" : "inline");
        insert.executeUpdate();
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(catalogue.url());
                Statement each = connection.createStatement()) {
            each.execute(statement);
        }
    }

    private List<String> wrong() throws IOException {
        return catalogue.checks("r", SHOP).stream()
                .filter(check -> !check.held())
                .map(Check::toString)
                .toList();
    }

    @Test
    void what_is_right_is_right() throws Exception {
        assertThat(wrong()).isEmpty();
    }

    @Test
    void another_price_another_reason_and_another_lane_are_noticed() throws Exception {
        sql("update offers_raw set price = price + 1 where asin = 'B000000000'");
        sql("update offers_raw set problem = 'timeout' where problem = 'robots'");
        sql("update offers_raw set lane = 'inline'");
        assertThat(wrong())
                .hasSize(4)
                .anyMatch(check -> check.contains("price of B000000000"))
                .anyMatch(check -> check.contains("FORBIDDEN, wanted=robots, found=timeout"))
                .anyMatch(check -> check.contains("read in a browser, wanted=2, found=0"))
                .anyMatch(check -> check.contains("as their page means, wanted=100, found=98"));
    }

    @Test
    void a_row_too_few_a_row_too_many_and_a_second_summary_are_noticed() throws Exception {
        sql("delete from offers_raw where asin = 'B000000007'");
        sql("insert into offers_raw(run, asin, lane) values('r', 'B000000100', 'inline')");
        sql("update offer_runs set done = 95");
        assertThat(wrong())
                .anyMatch(check -> check.contains("as their page means, wanted=100, found=99"))
                .anyMatch(check -> check.contains("B000000100, wanted=no row, found=a row"))
                .anyMatch(check -> check.contains("offer_runs, wanted=100, 94, 6, found=100, 95, 6")
                        || check.contains("found=100, 95, 6"));
    }

    @Test
    void of_many_differences_the_first_are_told() throws Exception {
        sql("update offers_raw set title = 'x'");
        assertThat(wrong()).hasSizeLessThan(15);
    }
}
