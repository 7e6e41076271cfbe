package dev.trawl.systems.offers;

import dev.trawl.systems.extract.Currencies;
import dev.trawl.systems.extract.Quantities;
import dev.trawl.systems.extract.Subject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.parser.Parser;
import tools.jackson.databind.JsonNode;

/** The offer of a page's product in JSON-LD. For one thread. */
final class LinkedOffer {
    /** Things of these types are products. */
    private static final Set<String> PRODUCTS =
            Set.of("Product", "IndividualProduct", "ProductModel", "ProductGroup", "SomeProducts", "Vehicle", "Car");

    private static final Set<String> OFFERS = Set.of("Offer", "AggregateOffer");

    /** What lies below these belongs to something else. */
    private static final Set<String> ELSEWHERE = Set.of(
            "itemListElement",
            "isRelatedTo",
            "isSimilarTo",
            "isAccessoryOrSparePartFor",
            "isConsumableFor",
            "review",
            "brand");

    private static final int DEPTH_MAX = 12;

    /** Digits on either side of the point that a price may have: a few letters can stand for more than memory holds. */
    private static final int SCALE_MAX = 100;

    private final Subject page;
    private final List<JsonNode> products = new ArrayList<>();
    private final List<JsonNode> offers = new ArrayList<>();

    LinkedOffer(Subject page) {
        this.page = page;
    }

    /** Reads it; nothing where there is none. */
    Offer read() {
        page.linked().forEach(document -> collect(document, 0));
        Optional<JsonNode> product = products.stream()
                .min(Comparator.comparing((JsonNode each) -> !priced(each)).thenComparing(each -> !here(each)));
        if (product.isPresent()) {
            return of(name(product.get()), elements(product.get().path("offers")));
        }
        return offers.isEmpty() ? Offer.NONE : of(Optional.empty(), offers);
    }

    /** Things in the order of the page; an offer inside a product is the product's. */
    private void collect(JsonNode node, int depth) {
        if (depth > DEPTH_MAX) {
            return;
        }
        if (node.isObject() && is(node, PRODUCTS)) {
            products.add(node);
            elements(node.path("hasVariant")).forEach(variant -> collect(variant, depth + 1));
            return;
        }
        if (node.isObject() && is(node, OFFERS)) {
            offers.add(node);
        }
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            if (!ELSEWHERE.contains(property.getKey())) {
                collect(property.getValue(), depth + 1);
            }
        }
        if (node.isArray()) {
            node.forEach(element -> collect(element, depth + 1));
        }
    }

    private static boolean priced(JsonNode product) {
        return elements(product.path("offers")).stream()
                .anyMatch(offer -> price(offer).isPresent() || offer.has("availability"));
    }

    /** Whether a thing says that this page is its own. */
    private boolean here(JsonNode product) {
        String at = bare(page.base().toString());
        return Stream.of(product.path("url"), product.path("@id"), product.path("mainEntityOfPage"))
                .map(each -> bare(each.isObject() ? each.path("@id").asString("") : each.asString("")))
                .anyMatch(at::equals);
    }

    private static String bare(String url) {
        return url.replaceFirst("^https?://", "").replaceFirst("[?#].*$", "").replaceFirst("/$", "");
    }

    private static Offer of(Optional<String> name, List<JsonNode> offers) {
        Optional<JsonNode> chosen = offers.stream()
                .filter(offer -> price(offer).isPresent())
                .findFirst()
                .or(() -> offers.stream().findFirst());
        if (chosen.isEmpty()) {
            return Offer.named(name);
        }
        JsonNode offer = chosen.get();
        return new Offer(
                name,
                price(offer),
                currency(offer),
                listPrice(offer),
                elements(offer.path("availability")).stream()
                        .flatMap(each ->
                                Availability.of(each.asString(each.path("@id").asString(""))).stream())
                        .findFirst());
    }

    private static Optional<String> name(JsonNode product) {
        return elements(product.path("name")).stream()
                .flatMap(each -> OfferReader.name(text(each)).stream())
                .findFirst();
    }

    private static Optional<BigDecimal> price(JsonNode offer) {
        return Stream.of("price", "lowPrice")
                .flatMap(key -> amount(offer.path(key)).stream())
                .findFirst()
                .or(() -> specifications(offer)
                        .filter(each -> !before(each))
                        .flatMap(each -> Stream.of("price", "minPrice").flatMap(key -> amount(each.path(key)).stream()))
                        .findFirst())
                .or(() -> elements(offer.path("offers")).stream()
                        .flatMap(each -> amount(each.path("price")).stream())
                        .findFirst());
    }

    private static Optional<BigDecimal> listPrice(JsonNode offer) {
        return specifications(offer)
                .filter(LinkedOffer::before)
                .flatMap(each -> amount(each.path("price")).stream())
                .findFirst();
    }

    private static Stream<JsonNode> specifications(JsonNode offer) {
        return elements(offer.path("priceSpecification")).stream();
    }

    /** Whether a price is the one that it cost before, or is recommended. */
    private static boolean before(JsonNode specification) {
        return formerPrice(specification.path("priceType").asString(""));
    }

    static boolean formerPrice(String priceType) {
        return priceType.endsWith("StrikethroughPrice")
                || priceType.endsWith("ListPrice")
                || priceType.endsWith("SRP")
                || priceType.endsWith("MSRP");
    }

    private static Optional<String> currency(JsonNode offer) {
        return Stream.concat(
                        Stream.of(offer), Stream.concat(specifications(offer), elements(offer.path("offers")).stream()))
                .flatMap(each -> Currencies.code(each.path("priceCurrency").asString("")).stream())
                .findFirst()
                .or(() -> Currencies.code(offer.path("price").asString("")));
    }

    private static Optional<BigDecimal> amount(JsonNode node) {
        JsonNode value = node.has("@value") ? node.get("@value") : node;
        if (value.isArray()) {
            return value.isEmpty() ? Optional.empty() : amount(value.get(0));
        }
        return value.isNumber()
                ? Optional.of(value.decimalValue()).filter(amount -> Math.abs((long) amount.scale()) <= SCALE_MAX)
                : Quantities.written(Parser.unescapeEntities(value.asString(""), false));
    }

    private static String text(JsonNode node) {
        return node.path("@value").asString(node.asString(""));
    }

    private static boolean is(JsonNode node, Set<String> types) {
        return elements(node.path("@type")).stream()
                .map(type -> type.asString(""))
                .anyMatch(type ->
                        types.contains(type.substring(Math.max(type.lastIndexOf('/'), type.lastIndexOf('#')) + 1)));
    }

    private static List<JsonNode> elements(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return List.of();
        }
        return node.isArray() ? node.valueStream().toList() : List.of(node);
    }
}
