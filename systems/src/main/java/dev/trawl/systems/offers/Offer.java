package dev.trawl.systems.offers;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a page says of the product that it sells; anything may be missing.
 *
 * @param title the product's name
 * @param price what it costs
 * @param currency by its code of ISO 4217
 * @param listPrice what it would cost otherwise
 * @param availability schema.org's name without the address: {@code InStock}
 */
record Offer(
        Optional<String> title,
        Optional<BigDecimal> price,
        Optional<String> currency,
        Optional<BigDecimal> listPrice,
        Optional<String> availability) {
    /** Nothing. */
    static final Offer NONE =
            new Offer(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Of a product without an offer. */
    static Offer named(Optional<String> title) {
        return new Offer(title, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Whether it says anything of an offer: a name alone does not. */
    boolean found() {
        return price.isPresent() || availability.isPresent();
    }

    /**
     * Filled up with what another part of the same page says. A price and its currency belong together; where this one has
     * a price, the other's currency is taken only where the prices are the same, or it has none of its own.
     */
    Offer or(Offer other) {
        boolean same = price.isEmpty() || other.price.isEmpty() || price.get().compareTo(other.price.get()) == 0;
        return new Offer(
                title.or(other::title),
                price.or(other::price),
                currency.or(() -> same || other.price.isEmpty() ? other.currency : Optional.empty()),
                listPrice.or(() -> same ? other.listPrice : Optional.empty()),
                availability.or(other::availability));
    }
}
