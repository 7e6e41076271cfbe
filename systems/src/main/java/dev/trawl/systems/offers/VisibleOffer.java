package dev.trawl.systems.offers;

import dev.trawl.systems.extract.Currencies;
import dev.trawl.systems.extract.Quantities;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** The offer of a page's product as it looks: by the names that shops give to what they show. */
final class VisibleOffer {
    private static final List<String> PRICES = List.of(".sale-price", ".product-price", ".price");

    /** Names that have the word in them; of these only what names its currency counts. */
    private static final List<String> LIKE_PRICES = List.of("[id*=price]", "[class*=price]");

    private static final String LIST_PRICE = ".list-price";
    private static final String AVAILABILITY = ".availability, .stock, #availability";

    /** What no longer holds. */
    private static final String STRUCK = "del, s, strike";

    /** A longer text is no price, but what holds one. */
    private static final int TEXT_MAX = 60;

    /** Parts of a page that are about something else. */
    private static final Pattern OTHERS =
            Pattern.compile("(?i)\\b(?:cart|basket|minicart|related|recommend\\w*|similar|upsell|cross-?sell|also)\\b");

    /** Prices that no longer hold. */
    private static final Pattern FORMER =
            Pattern.compile("(?i)(?:\\b|_|price)(?:old|was|former|regular|list-?price|strike\\w*)(?:\\b|_|price)");

    private VisibleOffer() {}

    /** Reads it; nothing where it shows no price. */
    static Offer read(Document page) {
        Optional<Element> price = PRICES.stream()
                .flatMap(rule -> page.select(rule).stream().filter(VisibleOffer::shows))
                .findFirst()
                .or(() -> LIKE_PRICES.stream()
                        .flatMap(rule -> page.select(rule).stream())
                        .filter(each ->
                                shows(each) && Currencies.code(text(each)).isPresent())
                        .findFirst());
        return price.map(found -> new Offer(
                        Optional.empty(),
                        amount(found),
                        Currencies.code(text(found)),
                        page.select(LIST_PRICE).stream()
                                .filter(each -> !elsewhere(each))
                                .flatMap(each -> amount(each).stream())
                                .findFirst(),
                        page.select(AVAILABILITY).stream()
                                .flatMap(each -> Availability.of(each.text()).stream())
                                .findFirst()))
                .orElse(Offer.NONE);
    }

    private static boolean shows(Element element) {
        return text(element).length() <= TEXT_MAX
                && !elsewhere(element)
                && !former(element)
                && amount(element).filter(amount -> amount.signum() > 0).isPresent();
    }

    private static Optional<BigDecimal> amount(Element element) {
        return Quantities.amount(text(element));
    }

    /** Its text without what is struck out in it. */
    private static String text(Element element) {
        if (element.selectFirst(STRUCK) == null) {
            return element.text();
        }
        Element left = element.clone();
        left.select(STRUCK).remove();
        return left.text();
    }

    private static boolean former(Element element) {
        return element.parents().stream().limit(2).anyMatch(VisibleOffer::struck) || struck(element);
    }

    private static boolean struck(Element element) {
        return element.is(STRUCK) || FORMER.matcher(element.className()).find();
    }

    private static boolean elsewhere(Element element) {
        return element.parents().stream()
                .anyMatch(each -> List.of("header", "footer", "nav", "aside").contains(each.normalName())
                        || OTHERS.matcher(each.className() + " " + each.id()).find());
    }
}
