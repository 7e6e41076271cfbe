package dev.trawl.app.command;

import dev.trawl.app.Visible;
import dev.trawl.core.cost.Bill;
import dev.trawl.core.cost.Prices;
import dev.trawl.core.cost.Use;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a run costs, for people: a bar for each platform, and what each is made of. */
final class BillText {
    /** The longest bar. */
    private static final int BAR = 30;

    private static final MathContext SHOWN = new MathContext(3);

    private BillText() {}

    /** Some lines. */
    static List<String> of(Use use, List<Bill> bills, Prices prices, boolean details) {
        List<String> lines = new ArrayList<>();
        lines.add(Visible.text(
                "%d items, %d attempts, %s of work (%s), %s on one machine, %d requests, %d rows, %d objects"
                        .formatted(
                                use.items(),
                                use.attempts(),
                                time(use.laneTime()),
                                use.lane().word(),
                                time(use.machineTime()),
                                use.traffic().requests(),
                                use.rows(),
                                use.objects())));
        lines.add("");
        BigDecimal most = bills.stream().map(Bill::total).reduce(BigDecimal.ZERO, BigDecimal::max);
        for (Bill bill : bills) {
            lines.add("  %-15s %14s %s  %-30s  %s"
                    .formatted(
                            bill.platform().word(),
                            money(bill.total()),
                            prices.currency(),
                            bar(bill.total(), most),
                            bill.platform().title())
                    .stripTrailing());
        }
        if (details) {
            bills.forEach(bill -> details(bill, prices, lines));
        }
        lines.add("");
        lines.add(
                Visible.text(
                        "Prices of " + prices.date() + ", machine " + prices.machine()
                                + "; without free tiers. trawl cost --list shows each with its source; docs/cost.md says how it is counted."));
        return lines;
    }

    private static void details(Bill bill, Prices prices, List<String> lines) {
        lines.add("");
        lines.add(bill.platform().title() + ":");
        for (Bill.Line line : bill.lines()) {
            lines.add(Visible.text("  %14s %s  %-32s %s of %s"
                    .formatted(
                            money(line.amount()),
                            prices.currency(),
                            line.what(),
                            quantity(line.quantity()),
                            line.unit())));
        }
    }

    /** As long as its share of the largest; what is not nothing is seen. */
    private static String bar(BigDecimal amount, BigDecimal most) {
        if (amount.signum() == 0) {
            return "";
        }
        int length = amount.multiply(BigDecimal.valueOf(BAR))
                .divide(most, 0, RoundingMode.HALF_UP)
                .intValue();
        return "█".repeat(Math.max(1, length));
    }

    private static String time(Duration time) {
        return time.toSeconds() < 1 ? time.toMillis() + " ms" : String.format(Locale.ROOT, "%d s", time.toSeconds());
    }

    private static String quantity(BigDecimal quantity) {
        return quantity.scale() > 0 ? quantity.round(SHOWN).toPlainString() : quantity.toPlainString();
    }

    private static String money(BigDecimal amount) {
        return amount.toPlainString();
    }
}
