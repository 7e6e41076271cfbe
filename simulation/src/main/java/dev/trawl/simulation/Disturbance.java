package dev.trawl.simulation;

import java.sql.SQLException;

/** What the world does to the statements of one process. */
final class Disturbance implements Database.Disturbance {
    private static final String TROUBLE = "disk I/O error";

    private final World world;
    private final Database database;
    private final Life owner;

    /** Whether the transaction that is open writes; else it only reads at one instant. */
    private boolean writing;

    Disturbance(World world, Database database, Life owner) {
        this.world = world;
        this.database = database;
        this.owner = owner;
    }

    @Override
    public void before(String sql) throws SQLException {
        if (owner.dead()) {
            throw new Fibers.Killed();
        }
        Faults faults = world.faults();
        // One that failed was never committed.
        writing = sql.startsWith("BEGIN") ? sql.equals("BEGIN IMMEDIATE") : writing;
        if (writing && sql.equals("COMMIT")) {
            commit(faults);
        } else if (faults.happens(Fault.CRASH_IN_GROUP, 0.0008)) {
            throw crash(Fault.CRASH_IN_GROUP);
        } else if (faults.happens(Fault.STATEMENT_FAILED, 0.0004)) {
            database.rollback();
            throw failed(Fault.STATEMENT_FAILED);
        }
    }

    private void commit(Faults faults) throws SQLException {
        if (faults.happens(Fault.CRASH_BEFORE_COMMIT, 0.008)) {
            throw crash(Fault.CRASH_BEFORE_COMMIT);
        }
        if (faults.happens(Fault.COMMIT_FAILED_LOST, 0.004)) {
            database.rollback();
            throw failed(Fault.COMMIT_FAILED_LOST);
        }
        if (faults.happens(Fault.COMMIT_FAILED_KEPT, 0.004)) {
            database.commit();
            world.durable();
            throw failed(Fault.COMMIT_FAILED_KEPT);
        }
    }

    @Override
    public void after(String sql) {
        if (writing && sql.equals("COMMIT")) {
            writing = false;
            world.durable();
            if (world.faults().happens(Fault.CRASH_AFTER_COMMIT, 0.008)) {
                throw crash(Fault.CRASH_AFTER_COMMIT);
            }
        }
    }

    private Fibers.Killed crash(Fault fault) {
        if (world.machine().isEmpty()) {
            world.model().reach(Transition.RECOVERY_CRASHED);
        }
        return world.crash(fault);
    }

    /** Whether something broke because of what the world did to it. */
    static boolean caused(Throwable trouble) {
        Throwable root = trouble;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root instanceof SQLException && TROUBLE.equals(root.getMessage());
    }

    private SQLException failed(Fault fault) {
        world.tell("the disk: " + fault);
        return new SQLException(TROUBLE);
    }
}
