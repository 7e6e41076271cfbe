package dev.trawl.app.demo;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The shop's catalogue in a SQLite file: table {@code product}, and beside it what runs of {@code offers} write. What earlier
 * runs wrote stays, so that runs can be compared. For one thread.
 */
final class Catalogue {
    /** What is looked at of a row of {@code offers_raw}. */
    static final List<String> COLUMNS = List.of("title", "price", "currency", "list_price", "availability", "problem");

    /** Differences that are shown; of more it is told how many there are. */
    private static final int SHOWN_MAX = 10;

    private static final int BATCH_ROWS = 1_000;

    private final Path file;

    Catalogue(Path file) {
        this.file = file.toAbsolutePath();
    }

    /** How JDBC names it. */
    String url() {
        return "jdbc:sqlite:" + file;
    }

    /** Has these products in it from now on, and no others. */
    void fill(Iterator<Goods> products) throws IOException {
        try (Connection connection = DriverManager.getConnection(url())) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("create table if not exists product(asin text primary key, url text)");
                statement.execute("delete from product");
            }
            insert(connection, products);
            connection.commit();
        } catch (SQLException e) {
            throw failed("Writing", e);
        }
    }

    private static void insert(Connection connection, Iterator<Goods> products) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into product(asin, url) values(?, ?)")) {
            for (int n = 1; products.hasNext(); n++) {
                Goods goods = products.next();
                insert.setString(1, goods.asin());
                insert.setString(2, goods.url());
                insert.addBatch();
                if (n % BATCH_ROWS == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
    }

    /** Holds what a run wrote against what the shop's pages mean. */
    List<Check> checks(String run, Shop shop) throws IOException {
        try (Connection connection = DriverManager.getConnection(url())) {
            List<Check> checks = new ArrayList<>(rows(connection, run, shop));
            checks.add(one(connection, run));
            return checks;
        } catch (SQLException e) {
            throw failed("Reading", e);
        }
    }

    private static List<Check> rows(Connection connection, String run, Shop shop) throws SQLException {
        List<Check> differences = new ArrayList<>();
        long right = 0;
        long rendered = 0;
        try (PreparedStatement query =
                connection.prepareStatement("select * from offers_raw where run = ? order by asin")) {
            query.setString(1, run);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    List<Check> wrong = differences(row, shop);
                    right += wrong.isEmpty() ? 1 : 0;
                    rendered += rendered(row, shop) ? 1 : 0;
                    wrong.stream()
                            .limit(SHOWN_MAX - Math.min(SHOWN_MAX, differences.size()))
                            .forEach(differences::add);
                }
            }
        }
        long scripted = shop.all().filter(Catalogue::scripted).count();
        differences.addFirst(Check.of("pages made by scripts, read in a browser", scripted, rendered));
        differences.addFirst(Check.of(
                "products with price or reason as their page means", shop.all().count(), right));
        return differences;
    }

    private static boolean scripted(Goods goods) {
        return goods.shelf() == Shelf.SCRIPTED;
    }

    private static boolean rendered(ResultSet row, Shop shop) throws SQLException {
        return "browser".equals(row.getString("lane"))
                && shop.find(row.getString("asin")).filter(Catalogue::scripted).isPresent();
    }

    private static List<Check> differences(ResultSet row, Shop shop) throws SQLException {
        String asin = row.getString("asin");
        Optional<Goods> goods = shop.find(asin);
        if (goods.isEmpty()) {
            return List.of(new Check(asin, "no row", "a row"));
        }
        List<Optional<String>> wanted = goods.get().row();
        List<Check> differences = new ArrayList<>();
        for (int n = 0; n < COLUMNS.size(); n++) {
            String column = COLUMNS.get(n);
            Check check = new Check(
                    column + " of " + asin + ", " + goods.get().shelf(),
                    wanted.get(n).orElse("nothing"),
                    found(row, column).orElse("nothing"));
            if (!check.held()) {
                differences.add(check);
            }
        }
        return differences;
    }

    private static Optional<String> found(ResultSet row, String column) throws SQLException {
        Optional<String> text = Optional.ofNullable(row.getString(column));
        return column.endsWith("price") ? text.map(BigDecimal::new).map(Goods::plain) : text;
    }

    /** The row that a run leaves behind, against a count of its products' rows. */
    private static Check one(Connection connection, String run) throws SQLException {
        String counted = "select count(*), count(*) - count(problem), count(problem) from offers_raw where run = ?";
        String told = "select listed, done, dead from offer_runs where run = ?";
        return new Check(
                "listed, done and dead in offer_runs", counts(connection, counted, run), counts(connection, told, run));
    }

    private static String counts(Connection connection, String query, String run) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, run);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(row.getLong(1) + ", " + row.getLong(2) + ", " + row.getLong(3));
                }
            }
        }
        return rows.isEmpty() ? "no row" : String.join("; ", rows);
    }

    private IOException failed(String what, SQLException why) {
        return new IOException(what + " the demo's catalogue " + file + " failed: " + why.getMessage(), why);
    }
}
