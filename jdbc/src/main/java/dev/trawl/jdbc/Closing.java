package dev.trawl.jdbc;

import dev.trawl.core.Row;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Statements that are run after the row of a run's end is written, in the same transaction: {@code close: {jdbc: {sql: ...}}}, one or
 * a list of them. Each {@code :run} in them is the run's name, a text.
 */
record Closing(List<Statement> statements) {
    /** Nothing is run. */
    static final Closing NONE = new Closing(List.of());

    private static final String RUN = "run";

    /** A text in quotes (its quotes are doubled), a cast, or the place of the run's name. */
    private static final Pattern PLACES = Pattern.compile("'[^']*'|\"[^\"]*\"|::|(?<run>:run\\b)");

    Closing {
        statements = List.copyOf(statements);
    }

    /** One of them: with places as JDBC has them, and how many there are. */
    record Statement(String sql, int places) {
        static Statement of(String text) {
            Matcher found = PLACES.matcher(text);
            StringBuilder sql = new StringBuilder();
            int places = 0;
            while (found.find()) {
                boolean place = found.group(RUN) != null;
                found.appendReplacement(sql, place ? "?" : Matcher.quoteReplacement(found.group()));
                places += place ? 1 : 0;
            }
            return new Statement(found.appendTail(sql).toString(), places);
        }

        private void run(Connection connection, String run) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int n = 1; n <= places; n++) {
                    statement.setString(n, run);
                }
                statement.execute();
            }
        }
    }

    /** Those of a setting; an IllegalArgumentException where it holds no SQL. */
    static Closing of(JsonNode setting) {
        if (setting.isMissingNode()) {
            return NONE;
        }
        List<Statement> statements = new ArrayList<>();
        for (JsonNode each : setting.isArray() ? setting : List.of(setting)) {
            if (!each.isString() || each.stringValue().isBlank()) {
                throw new IllegalArgumentException(
                        "close.jdbc.sql is a statement of SQL or a list of them, got: " + setting);
            }
            statements.add(Statement.of(each.stringValue()));
        }
        return new Closing(statements);
    }

    /** Runs them for each row. */
    void run(Connection connection, List<Row> ends) throws SQLException {
        for (Row end : ends) {
            for (Statement each : statements) {
                each.run(connection, String.valueOf(end.columns().get(RUN)));
            }
        }
    }
}
