package dev.trawl.core.cost;

import dev.trawl.core.Failure;
import dev.trawl.core.Metered;
import dev.trawl.core.RunView;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

/** What the time of one machine may cost that is busy with a run, before the run is stopped. */
public record Budget(Prices prices) {
    /** Why a run is stopped that has spent its budget. */
    public static final String SPENT = "budget-spent";

    private static final BigDecimal HOUR_NANOS = BigDecimal.valueOf(3_600_000_000_000L);

    /** Why a run is to be stopped now; empty where it may go on. */
    public Optional<Failure> spent(Metered used, Optional<Money> limit) {
        if (limit.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal cost = sinceGranted(used);
        if (cost.compareTo(limit.get().amount()) < 0) {
            return Optional.empty();
        }
        String has = cost.setScale(Bill.SCALE, RoundingMode.HALF_UP).toPlainString();
        return Optional.of(new Failure(
                SPENT,
                "It has cost " + has + " " + prices.currency() + ", and limits.budget allows " + limit.get()
                        + ". What is left is kept; resuming it allows as much once more"));
    }

    /** Whether a run waits as it had spent its budget. */
    public static boolean stopped(RunView run) {
        return run.paused()
                && run.failure().filter(why -> why.reason().equals(SPENT)).isPresent();
    }

    /** What it has cost since it was started, or resumed after its budget was spent. */
    private BigDecimal sinceGranted(Metered metered) {
        return prices.hour()
                .amount()
                .multiply(BigDecimal.valueOf(metered.machineNanos() - metered.grantedNanos()))
                .divide(HOUR_NANOS, MathContext.DECIMAL64);
    }

    /**
     * Checks that a budget is of the currency that prices are in.
     *
     * @throws IllegalArgumentException where it is not
     */
    public void check(Optional<Money> limit) {
        if (limit.isPresent() && !limit.get().currency().equals(prices.currency())) {
            throw new IllegalArgumentException(
                    "limits.budget is " + limit.get() + ", and prices are in " + prices.currency() + "; write it in "
                            + prices.currency() + ", or name other prices with --prices");
        }
    }
}
