package dev.trawl.local;

import dev.trawl.core.cost.Budget;
import dev.trawl.core.cost.Prices;
import dev.trawl.core.port.Ledger;
import dev.trawl.core.port.Records;
import dev.trawl.core.stage.CloseStage;
import dev.trawl.core.stage.ListStage;
import dev.trawl.core.stage.StartStage;
import dev.trawl.core.stage.WorkStage;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** The way through the house: start, list, work, close. */
record Stages(StartStage start, ListStage list, WorkStage work, CloseStage close, Budget budget) {
    static Stages over(Ledger ledger, Records records, InstantSource clock, RandomGenerator random, Prices prices) {
        return new Stages(
                new StartStage(ledger, clock, random),
                new ListStage(ledger, clock, random),
                new WorkStage(ledger, clock, random),
                new CloseStage(ledger, records, clock, prices),
                new Budget(prices));
    }
}
