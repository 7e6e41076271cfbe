package dev.trawl.systems.offers;

import dev.trawl.systems.extract.Currencies;
import dev.trawl.systems.extract.Quantities;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** The offer of a page's product in microdata (HTML Standard, section 5). */
final class MicrodataOffer {
    private static final Set<String> ELSEWHERE =
            Set.of("isRelatedTo", "isSimilarTo", "isAccessoryOrSparePartFor", "isConsumableFor", "itemListElement");

    private MicrodataOffer() {}

    /** Reads it; nothing where there is none. */
    static Offer read(Document page) {
        return things(page, "Product").stream()
                .filter(MicrodataOffer::own)
                .map(MicrodataOffer::product)
                .min(Comparator.comparing(offer -> offer.price().isEmpty()))
                .filter(Offer::found)
                .or(() -> things(page, "Offer").stream()
                        .filter(MicrodataOffer::own)
                        .map(offer -> offer(Optional.empty(), offer))
                        .filter(Offer::found)
                        .findFirst())
                .orElseGet(() -> loose(page));
    }

    private static List<Element> things(Element page, String type) {
        return page.select("[itemscope][itemtype]").stream()
                .filter(thing -> Arrays.stream(thing.attr("itemtype").split("\\s+"))
                        .anyMatch(name -> name.endsWith("/" + type)
                                || (type.equals("Offer") && name.endsWith("/AggregateOffer"))))
                .toList();
    }

    /** Whether a thing is the page's own, and no other that it leads to. */
    private static boolean own(Element thing) {
        return Stream.iterate(thing, at -> at != null, Element::parent)
                .noneMatch(
                        at -> Arrays.stream(at.attr("itemprop").split("\\s+")).anyMatch(ELSEWHERE::contains));
    }

    private static Offer product(Element product) {
        Optional<String> name = properties(product, "name")
                .filter(each -> owner(each).equals(product))
                .flatMap(each -> OfferReader.name(value(each)).stream())
                .findFirst();
        return offer(name, product);
    }

    private static Offer offer(Optional<String> name, Element thing) {
        List<Element> former = properties(thing, "priceSpecification")
                .filter(each -> each.select("[itemprop=priceType]").stream()
                        .anyMatch(type -> LinkedOffer.formerPrice(value(type))))
                .toList();
        Optional<Element> price = Stream.of("price", "lowPrice")
                .flatMap(key -> properties(thing, key))
                .filter(each -> former.stream().noneMatch(each.parents()::contains)
                        && amount(each).isPresent())
                .findFirst();
        return new Offer(
                name,
                price.flatMap(MicrodataOffer::amount),
                properties(thing, "priceCurrency")
                        .flatMap(each -> Currencies.code(value(each)).stream())
                        .findFirst()
                        .or(() -> price.flatMap(MicrodataOffer::currency)),
                former.stream()
                        .flatMap(each -> properties(each, "price"))
                        .flatMap(each -> amount(each).stream())
                        .findFirst(),
                properties(thing, "availability")
                        .flatMap(each -> Availability.of(value(each)).stream())
                        .findFirst());
    }

    /** Some pages name properties and forget the thing. */
    private static Offer loose(Document page) {
        boolean offered = page.selectFirst("[itemprop=price]") != null;
        return offered ? offer(Optional.empty(), page) : Offer.NONE;
    }

    private static Stream<Element> properties(Element thing, String name) {
        return thing.select("[itemprop~=(?i)(?:^|\\s)" + name + "(?:\\s|$)]").stream()
                .filter(each -> !each.equals(thing) && own(each));
    }

    private static Element owner(Element property) {
        Element at = property.parent();
        while (at != null && !at.hasAttr("itemscope")) {
            at = at.parent();
        }
        return at == null ? property : at;
    }

    private static Optional<BigDecimal> amount(Element property) {
        String written = property.attr("content").strip();
        return written.isEmpty() ? Quantities.amount(property.text()) : Quantities.written(written);
    }

    private static Optional<String> currency(Element price) {
        return Currencies.code(price.attr("content")).or(() -> Currencies.code(price.text()));
    }

    private static String value(Element property) {
        for (String attribute : List.of("content", "href", "src", "datetime")) {
            if (!property.attr(attribute).isBlank()) {
                return property.attr(attribute);
            }
        }
        return property.text();
    }
}
