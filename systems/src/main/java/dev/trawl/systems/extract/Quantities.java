package dev.trawl.systems.extract;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as people write them, in whatever country. */
final class Quantities {
    private static final Pattern DIGITS =
            Pattern.compile("[-\u2212]?(?:\\d[\\d.,'\u2019\u00A0\u202F ]{0,40}\\d|[.,]?\\d{1,40})");

    private Quantities() {}

    /** The first number of a text. A single point or comma is where its fraction begins. */
    static Optional<BigDecimal> number(String text) {
        return read(text, false);
    }

    /** The first amount of a text. A single point or comma before three digits separates thousands. */
    static Optional<BigDecimal> amount(String text) {
        return read(text, true);
    }

    private static Optional<BigDecimal> read(String text, boolean thousands) {
        Matcher digits = DIGITS.matcher(text);
        return digits.find() ? Optional.of(value(digits.group(), thousands)) : Optional.empty();
    }

    private static BigDecimal value(String written, boolean thousands) {
        String digits = written.replace('\u2212', '-').replaceAll("['\u2019\u00A0\u202F ]", "");
        int fraction = fraction(digits, thousands);
        String whole = (fraction < 0 ? digits : digits.substring(0, fraction)).replaceAll("[.,]", "");
        String rest = fraction < 0 ? "" : "." + digits.substring(fraction + 1);
        return new BigDecimal((whole.isEmpty() || whole.equals("-") ? whole + "0" : whole) + rest);
    }

    /** Where the fraction begins; negative where there is none. */
    private static int fraction(String digits, boolean thousands) {
        int last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
        if (last < 0) {
            return -1;
        }
        char mark = digits.charAt(last);
        boolean alone = digits.indexOf('.') < 0 || digits.indexOf(',') < 0;
        boolean often = digits.indexOf(mark) != last;
        boolean three = digits.length() - last == 4 && last > 0 && !digits.startsWith("0");
        return alone && (often || (thousands && three)) ? -1 : last;
    }
}
