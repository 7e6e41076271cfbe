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
import org.jspecify.annotations.Nullable;

/**
 * The ledger's database in memory: what is committed outlives the process that wrote it. Between the ledger and
 * SQLite stands the world, which lets commits and statements fail and processes die.
 */
final class Database implements AutoCloseable {
    private final Connection raw;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

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

    /** The connection without anybody between: for audits. */
    Connection raw() {
        return raw;
    }

    /** A connection for one process. */
    Connection connection(Disturbance disturbance) {
        return proxy(Connection.class, (method, arguments) -> switch (method.getName()) {
            case "prepareStatement" -> disturbed(String.valueOf(arguments[0]), disturbance);
            case "createStatement" -> disturbed(raw.createStatement(), disturbance);
            case "close" -> null;
            default -> call(raw, method, arguments);
        });
    }

    private PreparedStatement disturbed(String sql, Disturbance disturbance) throws SQLException {
        PreparedStatement known = prepared.get(sql);
        if (known == null) {
            known = raw.prepareStatement(sql);
            prepared.put(sql, known);
        }
        PreparedStatement statement = known;
        return proxy(PreparedStatement.class, (method, arguments) -> {
            if (!method.getName().equals("executeUpdate")) {
                return call(statement, method, arguments);
            }
            disturbance.before(sql);
            Object result = statement.executeUpdate();
            disturbance.after(sql);
            return result;
        });
    }

    private static Statement disturbed(Statement statement, Disturbance disturbance) {
        return proxy(Statement.class, (method, arguments) -> {
            if (!method.getName().equals("execute")) {
                return call(statement, method, arguments);
            }
            String sql = String.valueOf(arguments[0]);
            disturbance.before(sql);
            Object result = statement.execute(sql);
            disturbance.after(sql);
            return result;
        });
    }

    /** What of a group was not committed is gone. */
    void rollback() {
        run("ROLLBACK");
    }

    /** Commits what a group has written. */
    void commit() {
        run("COMMIT");
    }

    private void run(String sql) {
        try (Statement statement = raw.createStatement()) {
            statement.execute(sql);
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
            for (String table : tables) {
                // What jobs have declared they declare again.
                if (table.equals("ledger")) {
                    statement.execute("UPDATE ledger SET removed = 0, judged = 0");
                    continue;
                }
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
