package dev.trawl.app.demo;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * One product of the demo's shop, and what its page means.
 *
 * @param number from 0
 */
record Goods(int number, Shelf shelf, Coinage coinage, BigDecimal price) {
    /** Where the pages are that need a browser: one host, as it is remembered for a host what its pages need. */
    static final String SCRIPTED_HOST = "app.shop.example";

    /** Where robots.txt lets nobody in. */
    static final String FORBIDDEN = "/hidden/";

    private static final List<String> NAMES =
            List.of("Kettle", "Café au lait", "Rock & Roll", "<Bold> lamp", "Größe 42", "茶壺", "Chess set", "Rain coat");
    private static final List<Coinage> COINAGES = List.of(Coinage.values());
    private static final long FACTOR = 1_000_003;
    private static final int CENTS_LEAST = 199;
    private static final int CENTS_MOST = 1_500_000;
    private static final int HOSTS = 4;
    private static final String LETTER = "B";

    /** The product of a number: always the same by the same seed, and its name and key by any. */
    static Goods of(long seed, int number) {
        SplittableRandom random = new SplittableRandom(seed * FACTOR + number);
        Coinage coinage = COINAGES.get(random.nextInt(COINAGES.size()));
        return new Goods(
                number, Shelf.of(seed, number), coinage, coinage.amount(random.nextInt(CENTS_LEAST, CENTS_MOST)));
    }

    /** The number of a product by its key; empty where it is the key of none. */
    static Optional<Integer> number(String asin) {
        return asin.matches(LETTER + "\\d{9}") ? Optional.of(Integer.valueOf(asin.substring(1))) : Optional.empty();
    }

    /** Its key in the catalogue. */
    String asin() {
        return String.format(Locale.ROOT, LETTER + "%09d", number);
    }

    String name() {
        return NAMES.get(number % NAMES.size()) + " No. " + number;
    }

    /** Where the catalogue says that its page is. */
    String url() {
        return switch (shelf) {
            case NOWHERE -> "no address";
            case SCRIPTED -> "https://" + SCRIPTED_HOST + path();
            default -> (number % 2 == 0 ? "http" : "https") + "://" + host(number) + path();
        };
    }

    /** Its page's host, where no browser is needed. */
    static String host(int number) {
        return "shop" + number % HOSTS + ".example";
    }

    /** All such hosts. */
    static List<String> hosts() {
        return List.of(host(0), host(1), host(2), host(3));
    }

    String path() {
        return (shelf == Shelf.FORBIDDEN ? FORBIDDEN : "/dp/") + asin();
    }

    /** What it cost before; empty where it costs that still. */
    Optional<BigDecimal> listPrice() {
        return shelf.reduced() ? Optional.of(price.add(BigDecimal.valueOf(50))) : Optional.empty();
    }

    /** What a row must say of it, in the order of {@link Catalogue#COLUMNS}; nothing but the reason where it is dead. */
    List<Optional<String>> row() {
        Optional<String> none = Optional.empty();
        if (shelf.problem().isPresent()) {
            return List.of(none, none, none, none, none, shelf.problem());
        }
        boolean priced = shelf != Shelf.SOLD_OUT_UNPRICED;
        return List.of(
                Optional.of(name()),
                priced ? Optional.of(plain(price)) : none,
                priced ? Optional.of(coinage.name()) : none,
                listPrice().map(Goods::plain),
                Optional.of(shelf.soldOut() ? "OutOfStock" : "InStock"),
                none);
    }

    /** An amount as it is compared: databases drop zeros at the end. */
    static String plain(BigDecimal amount) {
        return amount.stripTrailingZeros().toPlainString();
    }
}
