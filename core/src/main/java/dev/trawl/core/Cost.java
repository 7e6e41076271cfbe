package dev.trawl.core;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** What a run costs on one machine that is rented by the hour. */
public final class Cost {
    /** ISO 4217. */
    public static final String CURRENCY = "USD";

    /** A virtual machine with 2 processors and 4 GiB, an hour: AWS t3.medium, on demand, us-east-1, November 2026. */
    static final BigDecimal MACHINE_HOUR = new BigDecimal("0.0416");

    private static final BigDecimal HOUR_MILLISECONDS =
            BigDecimal.valueOf(Duration.ofHours(1).toMillis());
    private static final int SCALE = 8;

    private Cost() {}

    /** Of a machine for so long, in {@link #CURRENCY}. */
    public static BigDecimal of(Duration time) {
        return MACHINE_HOUR
                .multiply(BigDecimal.valueOf(time.toMillis()))
                .divide(HOUR_MILLISECONDS, SCALE, RoundingMode.HALF_UP);
    }
}
