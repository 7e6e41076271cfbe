package dev.trawl.simulation;

import dev.trawl.local.sqlite.SteppedLedger;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private final Connection raw;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private final Map<String, PreparedStatement> disturbed = new HashMap<>();
    private final Connection connection = connection();
    private final Statement statement = statement();
    private Disturbance between = NOTHING;

    Database() {
        try {
            raw = DriverManager.getConnection("jdbc:sqlite::memory:");
            // The tables are made once, for all worlds.
            var _ = SteppedLedger.over(raw, (_, _) -> {}, _ -> {});
        } catch (SQLException e) {
            throw new IllegalStateException("SQLite gave no database in memory", e);
        }
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

    /** Forgets everything, for the next world. */
    void empty() throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = raw.createStatement()) {
            var rows = statement.executeQuery("SELECT name FROM sqlite_schema WHERE type = 'table'");
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
            rows.close();
            tables.remove("ledger");
            // Also the secret is the same in all worlds.
            statement.execute("UPDATE ledger SET secret = zeroblob(16), removed = 0");
            for (String table : tables) {
                // What jobs have declared they declare again.
                String how = table.equals("t_" + Scenario.FACTS.name()) ? "DROP TABLE " : "DELETE FROM ";
                statement.execute(how + table);
            }
        }
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
