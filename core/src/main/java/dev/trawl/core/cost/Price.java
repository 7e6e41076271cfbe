package dev.trawl.core.cost;

import java.math.BigDecimal;

/**
 * What one of something costs.
 *
 * @param amount in the currency of its {@link Prices}
 * @param unit one of what
 * @param seen when somebody looked at the source
 * @param source the page that says so
 */
public record Price(BigDecimal amount, String unit, String region, String seen, String source) {
    public Price {
        if (amount.signum() < 0) {
            throw new IllegalArgumentException("A price is 0 or more, got: " + amount);
        }
    }
}
