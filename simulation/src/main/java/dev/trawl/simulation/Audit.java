package dev.trawl.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is in the file, read by SQL and code of its own that shares nothing with the ledger's but the layout. Throws
 * {@link Broken} where what it reads contradicts itself.
 */
final class Audit {
    private static final int OPEN = 0;
    private static final int DONE = 1;
    private static final int DEAD = 2;
    private static final int WAITING = 3;

    private final Database database;

    Audit(Database database) {
        this.database = database;
    }

    /**
     * A run as its rows have it.
     *
     * @param ends how far its items are, by number
     * @param facts by key: the attempts whose rows are there
     * @param requests that it says were sent
     */
    record AuditedRun(
            long no,
            String id,
            String job,
            String phase,
            boolean paused,
            int generation,
            Optional<String> token,
            boolean listingEnded,
            List<String> keys,
            Ends ends,
            Map<Integer, String> dead,
            Map<String, Long> facts,
            long requests,
            Optional<String> summary) {
        boolean closed() {
            return phase.equals("succeeded") || phase.equals("failed") || phase.equals("cancelled");
        }

        boolean isDone(int item) {
            return ends.states[item] == DONE;
        }

        boolean isDead(int item) {
            return ends.states[item] == DEAD;
        }

        long done() {
            return ends.count(DONE);
        }

        int attempts(int item) {
            return ends.attempts[item];
        }
    }

    /** How far items are. */
    static final class Ends {
        private final int[] states;
        private final int[] attempts;

        private Ends(int items) {
            states = new int[items];
            attempts = new int[items];
        }

        private long count(int state) {
            return Arrays.stream(states).filter(each -> each == state).count();
        }

        private void record(long record, int item) {
            must(item < states.length, "an outcome is of an item", "item " + item + " of " + states.length);
            states[item] = (int) (record >>> 56) & 3;
            attempts[item] = (int) (record >>> 58) & 63;
        }
    }

    /** All runs. */
    Map<String, AuditedRun> runs() {
        Map<String, AuditedRun> found = new HashMap<>();
        try (ResultSet row = database.prepared("SELECT * FROM run ORDER BY no").executeQuery()) {
            while (row.next()) {
                AuditedRun run = run(row);
                found.put(run.id(), run);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The audit can't read the ledger", e);
        }
        return found;
    }

    private AuditedRun run(ResultSet row) throws SQLException {
        long no = row.getLong("no");
        List<String> keys = keys(no);
        Ends ends = new Ends(keys.size());
        outcomes(no, ends);
        AuditedRun run = new AuditedRun(
                no,
                row.getString("id"),
                row.getString("job"),
                row.getString("phase"),
                row.getInt("paused") == 1,
                row.getInt("generation"),
                Optional.ofNullable(row.getString("token")),
                row.getInt("ended") == 1,
                keys,
                ends,
                dead(no),
                facts(no),
                row.getLong("requests"),
                text("SELECT document FROM summary WHERE run = ?", no));
        conserved(run, row);
        long cancelled = kept(run, row.getLong("waiting"));
        must(row.getLong("cancelled") == cancelled, "what nobody will work any more is cancelled", "run " + no);
        must(run.closed() || run.generation() > 1 || cancelled == 0, "only what is closed is cancelled", "run " + no);
        return run;
    }

    private List<String> keys(long no) throws SQLException {
        List<String> keys = new ArrayList<>();
        for (Object[] page : rows("SELECT first, count, keys FROM page WHERE run = ? ORDER BY first, rowid", no)) {
            long first = ((Number) page[0]).longValue();
            int count = ((Number) page[1]).intValue();
            must(first == keys.size(), "pages follow each other", "run " + no + " has a page that begins at " + first);
            ByteBuffer blob = ByteBuffer.wrap((byte[]) page[2]);
            for (int n = 0; n < count; n++) {
                byte[] key = new byte[blob.getInt()];
                blob.get(key);
                keys.add(new String(key, UTF_8));
            }
        }
        must(new HashSet<>(keys).size() == keys.size(), "a key is an item once", "run " + no + " has " + keys);
        return keys;
    }

    private void outcomes(long no, Ends ends) throws SQLException {
        for (Object[] fold : rows("SELECT first, records FROM fold WHERE run = ?", no)) {
            ByteBuffer records = ByteBuffer.wrap((byte[]) fold[1]);
            for (int item = ((Number) fold[0]).intValue(); records.hasRemaining(); item++) {
                ends.record(records.getLong(), item);
            }
        }
        for (Object[] group : rows("SELECT records FROM outcomes WHERE run = ? ORDER BY seq", no)) {
            ByteBuffer records = ByteBuffer.wrap((byte[]) group[0]);
            while (records.hasRemaining()) {
                int item = (int) records.getLong();
                ends.record(records.getLong(), item);
            }
        }
    }

    private Map<Integer, String> dead(long no) throws SQLException {
        Map<Integer, String> dead = new HashMap<>();
        for (Object[] row : rows("SELECT item, reason FROM dead WHERE run = ?", no)) {
            dead.put(((Number) row[0]).intValue(), (String) row[1]);
        }
        return dead;
    }

    private Map<String, Long> facts(long no) throws SQLException {
        Map<String, Long> facts = new HashMap<>();
        if (rows("SELECT 1 FROM sqlite_schema WHERE name = 't_facts' AND ?1 >= 0", no)
                .isEmpty()) {
            return facts;
        }
        for (Object[] row : rows("SELECT key, attempt FROM t_facts WHERE _run = ?", no)) {
            facts.put((String) row[0], ((Number) row[1]).longValue());
        }
        return facts;
    }

    /** At every instant: listed = open + done + dead + cancelled, and the run's row says so. */
    private static void conserved(AuditedRun run, ResultSet row) throws SQLException {
        String what = "run " + run.no();
        must(row.getLong("listed") == run.keys().size(), "listed is what the pages hold", what);
        must(row.getLong("done") == run.ends().count(DONE), "done is what the outcomes say", what);
        must(row.getLong("dead") == run.ends().count(DEAD), "dead is what the outcomes say", what);
    }

    /** Checks what is kept for each item; how many have not ended and never will. */
    private long kept(AuditedRun run, long waits) throws SQLException {
        long cancelled = 0;
        Set<Integer> waiting = items("waiting", run);
        must(waits == waiting.size(), "waiting is what the rows say", "run " + run.no() + " counts " + waits);
        Set<Integer> steps = items("kept", run);
        Set<Integer> payload = new HashSet<>();
        for (Object[] page : rows("SELECT first, last FROM payload WHERE run = ?", run.no())) {
            for (int item = ((Number) page[0]).intValue(); item <= ((Number) page[1]).intValue(); item++) {
                payload.add(item);
            }
        }
        for (int item = 0; item < run.keys().size(); item++) {
            String what = "item " + item + " of run " + run.no();
            int state = run.ends().states[item];
            must((state == DEAD) == run.dead().containsKey(item), "a dead item has its row and no other has", what);
            must(state == DONE == run.facts().containsKey(run.keys().get(item)), "rows match outcomes", what);
            must((state != DONE && state != DEAD) || !steps.contains(item), "what has ended keeps no steps", what);
            must(!waiting.contains(item) || state == WAITING, "only what waits has a row that says so", what);
            must(
                    !run.closed() || (!waiting.contains(item) && !payload.contains(item)),
                    "a closed run keeps no payload",
                    what);
            boolean pending = state == OPEN ? payload.contains(item) : waiting.contains(item);
            cancelled += state == DONE || state == DEAD || pending ? 0 : 1;
        }
        must(run.summary().isPresent() == run.closed(), "a run is closed where it has a summary", "run " + run.no());
        must(!run.closed() || steps.isEmpty(), "a closed run keeps no steps", "run " + run.no());
        return cancelled;
    }

    private Set<Integer> items(String table, AuditedRun run) throws SQLException {
        Set<Integer> items = new HashSet<>();
        for (Object[] row : rows("SELECT item FROM " + table + " WHERE run = ?", run.no())) {
            items.add(((Number) row[0]).intValue());
        }
        return items;
    }

    private Optional<String> text(String sql, long no) throws SQLException {
        return rows(sql, no).stream()
                .findFirst()
                .map(row -> row[0] instanceof byte[] bytes ? new String(bytes, UTF_8) : String.valueOf(row[0]));
    }

    private List<Object[]> rows(String sql, long run) throws SQLException {
        List<Object[]> found = new ArrayList<>();
        PreparedStatement select = database.prepared(sql);
        select.setLong(1, run);
        try (ResultSet row = select.executeQuery()) {
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                Object[] values = new Object[columns];
                for (int n = 0; n < columns; n++) {
                    values[n] = row.getObject(n + 1);
                }
                found.add(values);
            }
        }
        return found;
    }

    private static void must(boolean holds, String invariant, String what) {
        if (!holds) {
            throw new Broken(invariant, what);
        }
    }
}
