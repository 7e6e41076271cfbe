package dev.trawl.systems.extract;

import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Currencies as shops write them: codes of ISO 4217, signs and short words. A sign of several is that of the largest. */
public final class Currencies {
    private static final Map<String, String> SIGNS = Map.ofEntries(
            Map.entry("$", "USD"),
            Map.entry("US$", "USD"),
            Map.entry("U.S. $", "USD"),
            Map.entry("CA$", "CAD"),
            Map.entry("CAN$", "CAD"),
            Map.entry("C$", "CAD"),
            Map.entry("A$", "AUD"),
            Map.entry("AU$", "AUD"),
            Map.entry("NZ$", "NZD"),
            Map.entry("HK$", "HKD"),
            Map.entry("S$", "SGD"),
            Map.entry("NT$", "TWD"),
            Map.entry("MX$", "MXN"),
            Map.entry("CUC$", "CUC"),
            Map.entry("R$", "BRL"),
            Map.entry("€", "EUR"),
            Map.entry("euro", "EUR"),
            Map.entry("£", "GBP"),
            Map.entry("₤", "GBP"),
            Map.entry("¥", "JPY"),
            Map.entry("円", "JPY"),
            Map.entry("元", "CNY"),
            Map.entry("Kč", "CZK"),
            Map.entry("zł", "PLN"),
            Map.entry("Ft", "HUF"),
            Map.entry("lei", "RON"),
            Map.entry("лв", "BGN"),
            Map.entry("kn", "HRK"),
            Map.entry("Kn", "HRK"),
            Map.entry("руб", "RUB"),
            Map.entry("р.", "RUB"),
            Map.entry("Р", "RUB"),
            Map.entry("₽", "RUB"),
            Map.entry("грн", "UAH"),
            Map.entry("₴", "UAH"),
            Map.entry("тг", "KZT"),
            Map.entry("₸", "KZT"),
            Map.entry("Br", "BYN"),
            Map.entry("₺", "TRY"),
            Map.entry("TL", "TRY"),
            Map.entry("₪", "ILS"),
            Map.entry("ש\"ח", "ILS"),
            Map.entry("₹", "INR"),
            Map.entry("Rs", "INR"),
            Map.entry("৳", "BDT"),
            Map.entry("₨", "PKR"),
            Map.entry("₩", "KRW"),
            Map.entry("원", "KRW"),
            Map.entry("฿", "THB"),
            Map.entry("₫", "VND"),
            Map.entry("đ", "VND"),
            Map.entry("₱", "PHP"),
            Map.entry("RM", "MYR"),
            Map.entry("Rp", "IDR"),
            Map.entry("៛", "KHR"),
            Map.entry("₦", "NGN"),
            Map.entry("₵", "GHS"),
            Map.entry("R", "ZAR"),
            Map.entry("CFA", "XOF"),
            Map.entry("ريال", "SAR"),
            Map.entry("ر.س", "SAR"),
            Map.entry("ریال", "IRR"),
            Map.entry("درهم", "AED"),
            Map.entry("د.إ", "AED"),
            Map.entry("ج.م", "EGP"),
            Map.entry("د.ع", "IQD"),
            Map.entry("ر.ي", "YER"));

    private static final List<String> CODES = Currency.getAvailableCurrencies().stream()
            .filter(currency -> currency.getDefaultFractionDigits() >= 0)
            .map(Currency::getCurrencyCode)
            .toList();

    /** Letters of a sign stand for themselves; letters around it would make it part of a word. */
    private static final Pattern SIGN = Pattern.compile(alternatives(SIGNS.keySet()));

    private static final Pattern CODE = Pattern.compile(alternatives(CODES));

    private static final Pattern AT_END = Pattern.compile("(?:" + SIGN + "|" + CODE + ")[.:]?\\s*$");
    private static final Pattern AT_START = Pattern.compile("^\\s*(?:" + SIGN + "|" + CODE + ")");

    private Currencies() {}

    private static String alternatives(Collection<String> words) {
        return words.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Currencies::word)
                .collect(Collectors.joining("|", "(?:", ")"));
    }

    private static String word(String word) {
        boolean before = Character.isLetter(word.charAt(0));
        boolean after = Character.isLetter(word.charAt(word.length() - 1));
        return (before ? "(?<!\\p{L})" : "") + Pattern.quote(word) + (after ? "(?!\\p{L})" : "");
    }

    /** The currency that a text names, by its code; codes count before signs. Empty where it names none. */
    public static Optional<String> code(String text) {
        String upper = text.strip().toUpperCase(Locale.ROOT);
        if (CODES.contains(upper)) {
            return Optional.of(upper);
        }
        Matcher code = CODE.matcher(text);
        if (code.find()) {
            return Optional.of(code.group());
        }
        Matcher sign = SIGN.matcher(text);
        return sign.find() ? Optional.ofNullable(SIGNS.get(sign.group())) : Optional.empty();
    }

    /** Whether a currency stands right before or right after a part of a text. */
    static boolean beside(String text, int from, int to) {
        String before = text.substring(Math.max(0, from - 8), from);
        String after = text.substring(to, Math.min(text.length(), to + 8));
        return Stream.of(AT_END.matcher(before), AT_START.matcher(after)).anyMatch(Matcher::find);
    }
}
