package dev.trawl.core.cost;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of a currency.
 *
 * @param amount above 0
 * @param currency ISO 4217
 */
public record Money(BigDecimal amount, String currency) {
    /** How it is written: {@code 5 USD}. */
    public static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?) ([A-Z]{3})");

    public Money {
        if (amount.signum() <= 0) {
            throw new IllegalArgumentException("takes an amount above 0, got: " + amount);
        }
    }

    /**
     * Reads {@code 5 USD}.
     *
     * @throws IllegalArgumentException where it is something else
     */
    public static Money parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "takes an amount and its currency, such as 5 USD or 0.25 USD, got: " + text);
        }
        return new Money(new BigDecimal(form.group(1)), form.group(2));
    }

    @Override
    public String toString() {
        return amount.toPlainString() + " " + currency;
    }
}
