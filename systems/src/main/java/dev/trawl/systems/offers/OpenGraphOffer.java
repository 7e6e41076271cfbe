package dev.trawl.systems.offers;

import dev.trawl.systems.extract.Currencies;
import dev.trawl.systems.extract.Quantities;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;

/** The offer of a page's product in OpenGraph: {@code product:price:amount} and its kin. */
final class OpenGraphOffer {
    private static final String PRICE = "product:price";
    private static final String SALE = "product:sale_price";
    private static final String ORIGINAL = "product:original_price";

    private OpenGraphOffer() {}

    /** Reads it; nothing where there is none. */
    static Offer read(Document page) {
        Optional<BigDecimal> sale = amount(page, SALE);
        Optional<BigDecimal> plain = amount(page, PRICE).or(() -> amount(page, "og:price"));
        Optional<BigDecimal> price = sale.or(() -> plain);
        Optional<String> availability = Stream.of("product:availability", "og:availability")
                .flatMap(name -> text(page, name).flatMap(Availability::of).stream())
                .findFirst();
        if (price.isEmpty() && availability.isEmpty()) {
            return Offer.NONE;
        }
        Optional<BigDecimal> before = amount(page, ORIGINAL).or(() -> sale.isPresent() ? plain : Optional.empty());
        return new Offer(
                text(page, "og:title").flatMap(OfferReader::name),
                price,
                Stream.of(SALE, PRICE, "og:price", ORIGINAL)
                        .flatMap(name -> currency(page, name).stream())
                        .findFirst(),
                before.filter(amount -> price.isEmpty() || amount.compareTo(price.get()) != 0),
                availability);
    }

    private static Optional<BigDecimal> amount(Document page, String name) {
        return text(page, name + ":amount").or(() -> text(page, name)).flatMap(Quantities::written);
    }

    private static Optional<String> currency(Document page, String name) {
        return text(page, name + ":currency")
                .flatMap(Currencies::code)
                .or(() -> text(page, name + ":amount").flatMap(Currencies::code));
    }

    private static Optional<String> text(Document page, String name) {
        return page.select("meta[content]").stream()
                .filter(meta -> meta.attr("property").equalsIgnoreCase(name)
                        || meta.attr("name").equalsIgnoreCase(name))
                .map(meta -> meta.attr("content").strip())
                .filter(content -> !content.isEmpty())
                .findFirst();
    }
}
