package dev.trawl.core.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** What a run costs on a platform, line by line; {@link Billing} writes it. */
public record Bill(Platform platform, List<Line> lines) {
    /** Digits behind the point of every amount. */
    public static final int SCALE = 8;

    public Bill {
        lines = List.copyOf(lines);
    }

    /**
     * So much of something.
     *
     * @param what it is for
     * @param price the name of its price
     * @param amount what it costs
     */
    public record Line(String what, BigDecimal quantity, String price, String unit, BigDecimal amount) {
        static Line of(String what, BigDecimal quantity, String name, Price price) {
            BigDecimal amount = quantity.multiply(price.amount()).setScale(SCALE, RoundingMode.HALF_UP);
            return new Line(what, quantity, name, price.unit(), amount);
        }
    }

    /** All of it. */
    public BigDecimal total() {
        return lines.stream().map(Line::amount).reduce(BigDecimal.ZERO.setScale(SCALE), BigDecimal::add);
    }
}
