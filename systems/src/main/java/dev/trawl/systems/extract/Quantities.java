package dev.trawl.systems.extract;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as people write them, in whatever country. */
public final class Quantities {
    /** A longer text is no amount. */
    private static final int TEXT_MAX = 2_000;

    /** Spaces that stand between digits, the Arabic and Persian decimal signs, and what stands between thousands. */
    private static final String SPACE = " \u00A0\u202F\u2009\t\r\n";

    private static final Pattern DIGITS = Pattern.compile(
            "[-\u2212]?(?:\\d(?:[\\d.,'\u2019" + SPACE + "]{0,40}\\d)?|[.,]\\d{1,40})(?=[" + SPACE + "]?(.?))");

    /** The sign of the currency in place of the point: {@code 35€ 99}. */
    private static final Pattern EURO_AS_POINT =
            Pattern.compile("(\\d[\\d.,]{0,20})[" + SPACE + "]?[€$£](?:[" + SPACE + "]?(\\d\\d)|(\\d{3}))(?![\\d.,])");

    private static final Pattern DATE = Pattern.compile("\\d{1,2}\\.\\d{1,2}\\.\\d{4}");

    private static final Pattern FREE = Pattern.compile("(?i)\\bfree\\b");

    private Quantities() {}

    /** The first number of a text. A single point or comma is where its fraction begins. */
    static Optional<BigDecimal> number(String text) {
        Matcher digits = DIGITS.matcher(cut(text));
        return digits.find() ? Optional.of(value(digits.group(), false)) : Optional.empty();
    }

    /**
     * The first amount of money of a text: what stands beside a currency, else the first number; no percentage, no date. A single point or comma before three digits separates
     * thousands.
     */
    public static Optional<BigDecimal> amount(String text) {
        String shortened = cut(text);
        Matcher euro = EURO_AS_POINT.matcher(shortened);
        if (euro.find()) {
            return Optional.of(value(
                    euro.group(1).replaceAll("[.,]", "") + "."
                            + (euro.group(2) == null ? euro.group(3) : euro.group(2)),
                    false));
        }
        Optional<BigDecimal> first = Optional.empty();
        Matcher digits = DIGITS.matcher(shortened);
        while (digits.find()) {
            boolean amount = !digits.group(1).equals("%")
                    && !DATE.matcher(digits.group()).matches();
            if (amount && Currencies.beside(shortened, digits.start(), digits.end())) {
                return Optional.of(value(digits.group(), true));
            }
            first = amount ? first.or(() -> Optional.of(value(digits.group(), true))) : first;
        }
        if (first.isPresent()) {
            return first;
        }
        return FREE.matcher(shortened).find() ? Optional.of(BigDecimal.ZERO) : Optional.empty();
    }

    /** An amount as programs write it for programs: without signs that separate thousands, mostly. */
    public static Optional<BigDecimal> written(String text) {
        String bare = text.strip();
        return bare.matches("-?\\d{1,30}\\.\\d{1,30}") ? Optional.of(new BigDecimal(bare)) : amount(bare);
    }

    private static String cut(String text) {
        String latin = text.length() > TEXT_MAX ? text.substring(0, TEXT_MAX) : text;
        return latin.chars().allMatch(letter -> letter < 0x660) ? latin : western(latin);
    }

    /** Digits of other scripts as those of ours. */
    private static String western(String text) {
        StringBuilder western = new StringBuilder(text.length());
        text.chars().forEach(letter -> {
            if (letter == '\u066B') {
                western.append('.');
            } else if (letter == '\u066C') {
                western.append(',');
            } else {
                western.append(Character.isDigit(letter) ? (char) ('0' + Character.digit(letter, 10)) : (char) letter);
            }
        });
        return western.toString();
    }

    private static BigDecimal value(String written, boolean thousands) {
        String digits = written.replace('\u2212', '-').replaceAll("['\u2019" + SPACE + "]", "");
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
