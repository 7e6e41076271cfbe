package dev.trawl.app.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** How the shops of a country write an amount. */
enum Coinage {
    USD("$", ",", ".", "", 2),
    EUR("", ".", ",", " €", 2),
    GBP("£", ",", ".", "", 2),
    PLN("", " ", ",", " zł", 2),
    CHF("CHF ", "’", ".", "", 2),
    CZK("", " ", ",", " Kč", 2),
    JPY("", ",", ".", " JPY", 0);

    private final String before;
    private final String thousands;
    private final String point;
    private final String after;
    private final int decimals;

    Coinage(String before, String thousands, String point, String after, int decimals) {
        this.before = before;
        this.thousands = thousands;
        this.point = point;
        this.after = after;
        this.decimals = decimals;
    }

    /** As many digits behind the point as are usual. */
    BigDecimal amount(long cents) {
        return BigDecimal.valueOf(cents, 2).setScale(decimals, RoundingMode.UP);
    }

    /** For people. */
    String write(BigDecimal amount) {
        String plain = amount.setScale(decimals, RoundingMode.UNNECESSARY).toPlainString();
        int end = decimals == 0 ? plain.length() : plain.indexOf('.');
        String whole = String.format(Locale.ROOT, "%,d", Long.parseLong(plain.substring(0, end)))
                .replace(",", thousands);
        return before + whole + (decimals == 0 ? "" : point + plain.substring(end + 1)) + after;
    }
}
