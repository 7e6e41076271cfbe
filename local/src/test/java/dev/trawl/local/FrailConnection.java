package dev.trawl.local;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A database in memory whose process dies at a commit: just before it, or just after. */
final class FrailConnection implements AutoCloseable {
    private final Connection raw;
    private int commits = Integer.MAX_VALUE;
    private boolean before;
    private boolean dead;

    FrailConnection() throws SQLException {
        raw = DriverManager.getConnection("jdbc:sqlite::memory:");
    }

    /** What a dead process can't do. */
    static final class Died extends SQLException {
        private static final long serialVersionUID = 1;
    }

    /** The process dies at so many commits from now. */
    void dieAt(int commit, boolean beforeIt) {
        commits = commit;
        before = beforeIt;
    }

    boolean dead() {
        return dead;
    }

    /** The connection of a process that starts; what the one before had not committed is gone. */
    Connection open() throws SQLException {
        if (dead && !raw.getAutoCommit()) {
            raw.rollback();
        }
        try (Statement statement = raw.createStatement()) {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            // Nothing was begun.
        }
        dead = false;
        commits = Integer.MAX_VALUE;
        return proxy(Connection.class, (method, arguments) -> {
            if (method.getName().equals("createStatement")) {
                return statement(raw.createStatement());
            }
            return living(raw, method, arguments);
        });
    }

    private Statement statement(Statement statement) {
        return proxy(Statement.class, (method, arguments) -> {
            boolean commit = method.getName().equals("execute") && "COMMIT".equals(arguments[0]);
            if (commit && --commits == 0 && before) {
                dead = true;
            }
            Object result = method.getName().equals("close")
                    ? call(statement, method, arguments)
                    : living(statement, method, arguments);
            if (commit && commits == 0) {
                dead = true;
                throw new Died();
            }
            return result;
        });
    }

    private Object living(Object target, Method method, Object[] arguments) throws Throwable {
        if (dead) {
            throw new Died();
        }
        return call(target, method, arguments);
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private interface Calls {
        Object call(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Calls calls) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> calls.call(method, arguments)));
    }

    @Override
    public void close() throws SQLException {
        raw.close();
    }
}
