package dev.trawl.simulation;

import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.RunId;
import dev.trawl.core.port.NewRun;
import dev.trawl.local.sqlite.PageRoom;
import dev.trawl.local.sqlite.SteppedLedger;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's database in memory: what is committed outlives the process that wrote it. Between the ledger and
 * SQLite stands the world, which lets commits and statements fail and processes die.
 */
final class Database implements AutoCloseable {
    /** What begins and ends a group: prepared, as it comes again and again. */
    private static final Set<String> GROUPS = Set.of("BEGIN IMMEDIATE", "COMMIT");

    private static final Disturbance NOTHING = new Disturbance() {
        @Override
        public void before(String sql) {}

        @Override
        public void after(String sql) {}
    };

    private static final Json NOBODY = Json.parse("{}");
    private static final String FACTS = "t_" + Scenario.FACTS.name();

    private final Connection raw;
    private final List<String> tables;
    private final List<String> makingFacts;
    private final String declared;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private final Map<String, PreparedStatement> disturbed = new HashMap<>();
    private final Connection connection = connection();
    private final Statement statement = statement();
    private Disturbance between = NOTHING;

    Database() {
        try {
            raw = DriverManager.getConnection("jdbc:sqlite::memory:");
            // The tables are made once, for all worlds, and by the ledger itself.
            SteppedLedger ledger = SteppedLedger.over(raw, PageRoom.STANDARD, (_, _) -> {}, _ -> {});
            tables = texts("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'ledger'");
            ledger.ledger().accept(declaring());
            makingFacts = texts("SELECT sql FROM sqlite_schema WHERE tbl_name = '" + FACTS + "' AND sql IS NOT NULL");
            declared = texts("SELECT spec FROM declared").getFirst();
        } catch (SQLException e) {
            throw new IllegalStateException("SQLite gave no database in memory", e);
        }
    }

    /** A run of a job with the table of all simulated jobs. */
    private static NewRun declaring() {
        Job.Parts none = new Job.Parts(
                (_, _) -> {
                    throw new IllegalStateException("It only declares its table");
                },
                (_, _) -> {
                    throw new IllegalStateException("It only declares its table");
                });
        Job job = new Job(
                "declares",
                "",
                List.of(),
                Scenario.rules(Dice.of(0, "declares", 0)),
                List.of(Scenario.FACTS),
                none,
                NOBODY);
        return new NewRun(new RunId("declares"), job, NOBODY, Optional.empty(), Instant.EPOCH);
    }

    /** What the world does around a statement. */
    interface Disturbance {
        /** Before anything of a group is written or committed; may throw. */
        void before(String sql) throws SQLException;

        /** After it was; may throw. */
        void after(String sql) throws SQLException;
    }

    /** A statement without anybody between: for audits. Prepared once. */
    PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement known = prepared.get(sql);
        if (known == null) {
            known = raw.prepareStatement(sql);
            prepared.put(sql, known);
        }
        return known;
    }

    /** A connection for one process; that of the process before is of no use from now on. */
    Connection connection(Disturbance disturbance) {
        between = disturbance;
        return connection;
    }

    private Connection connection() {
        return proxy(Connection.class, (method, arguments) -> switch (method.getName()) {
            case "prepareStatement" -> disturbed(String.valueOf(arguments[0]));
            case "createStatement" -> statement;
            case "close" -> null;
            default -> call(raw, method, arguments);
        });
    }

    private PreparedStatement disturbed(String sql) throws SQLException {
        PreparedStatement known = disturbed.get(sql);
        if (known == null) {
            known = disturbed(sql, prepared(sql));
            disturbed.put(sql, known);
        }
        return known;
    }

    private PreparedStatement disturbed(String sql, PreparedStatement statement) {
        return proxy(PreparedStatement.class, (method, arguments) -> {
            if (!method.getName().equals("executeUpdate")) {
                return call(statement, method, arguments);
            }
            between.before(sql);
            Object result = statement.executeUpdate();
            between.after(sql);
            return result;
        });
    }

    /** Statements that are not prepared; those that come again and again are, all the same. */
    private Statement statement() {
        return proxy(Statement.class, (method, arguments) -> switch (method.getName()) {
            case "execute" -> {
                String sql = String.valueOf(arguments[0]);
                between.before(sql);
                execute(sql);
                between.after(sql);
                yield false;
            }
            case "close" -> null;
            default -> throw new UnsupportedOperationException("The ledger is not known to use " + method);
        });
    }

    private void execute(String sql) throws SQLException {
        if (GROUPS.contains(sql)) {
            group(sql);
            return;
        }
        try (Statement once = raw.createStatement()) {
            once.execute(sql);
        }
    }

    private void group(String sql) throws SQLException {
        try {
            prepared(sql).execute();
        } catch (SQLException e) {
            // The driver closes what failed.
            prepared.remove(sql);
            throw e;
        }
    }

    /** What of a group was not committed is gone. */
    void rollback() {
        end("ROLLBACK");
    }

    /** Commits what a group has written. */
    void commit() {
        end("COMMIT");
    }

    private void end(String sql) {
        try {
            execute(sql);
        } catch (SQLException e) {
            if (!String.valueOf(e.getMessage()).contains("no transaction is active")) {
                throw new IllegalStateException(sql + " failed", e);
            }
        }
    }

    /**
     * Forgets everything, for the next world.
     *
     * @param bare whether the table of jobs is gone too, so that they declare it again: every statement is then
     *     prepared anew by SQLite, which takes longer than most worlds
     */
    void empty(boolean bare) throws SQLException {
        // Also the secret is the same in all worlds.
        prepared("UPDATE ledger SET secret = zeroblob(16), removed = 0, judged = 0")
                .executeUpdate();
        for (String table : tables) {
            prepared("DELETE FROM " + table).executeUpdate();
        }
        boolean there = !texts("SELECT name FROM sqlite_schema WHERE name = '" + FACTS + "'")
                .isEmpty();
        if (bare) {
            execute("DROP TABLE IF EXISTS " + FACTS);
            return;
        }
        for (String sql : there ? List.of("DELETE FROM " + FACTS) : makingFacts) {
            execute(sql);
        }
        PreparedStatement declare = prepared("INSERT INTO declared (name, spec) VALUES (?, ?)");
        declare.setString(1, Scenario.FACTS.name());
        declare.setString(2, declared);
        declare.executeUpdate();
    }

    private List<String> texts(String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet rows = prepared(sql).executeQuery()) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    @Override
    public void close() throws SQLException {
        raw.close();
    }

    /** What a call becomes. */
    @FunctionalInterface
    private interface Call {
        @Nullable
        Object of(Method method, @Nullable Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        InvocationHandler handler =
                (_, method, arguments) -> call.of(method, arguments == null ? new Object[0] : arguments);
        return type.cast(Proxy.newProxyInstance(Database.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object call(Object target, Method method, @Nullable Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
