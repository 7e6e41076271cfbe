package dev.trawl.systems.offers;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Whether there is any, by schema.org's names (ItemAvailability). */
final class Availability {
    private static final Map<String, String> NAMES = List.of(
                    "BackOrder",
                    "Discontinued",
                    "InStock",
                    "InStoreOnly",
                    "LimitedAvailability",
                    "MadeToOrder",
                    "OnlineOnly",
                    "OutOfStock",
                    "PreOrder",
                    "PreSale",
                    "Reserved",
                    "SoldOut")
            .stream()
            .collect(Collectors.toUnmodifiableMap(name -> name.toLowerCase(Locale.ROOT), UnaryOperator.identity()));

    /** What OpenGraph and shops say instead. */
    private static final Map<String, String> WORDS = Map.of(
            "available", "InStock",
            "instockonline", "InStock",
            "availablefororder", "BackOrder",
            "availableforpreorder", "PreOrder",
            "limited", "LimitedAvailability",
            "oos", "OutOfStock",
            "unavailable", "OutOfStock",
            "notavailable", "OutOfStock",
            "pending", "OutOfStock",
            "currentlyunavailable", "OutOfStock");

    private static final Set<String> NONE = Set.of("OutOfStock", "SoldOut", "Discontinued");

    private Availability() {}

    /** Reads {@code https://schema.org/InStock}, {@code InStock}, {@code in stock}; empty for anything else. */
    static Optional<String> of(String text) {
        String bare = text.strip();
        String word = bare.substring(Math.max(bare.lastIndexOf('/'), bare.lastIndexOf('#')) + 1)
                .replaceAll("[\\s_.!-]+", "")
                .toLowerCase(Locale.ROOT);
        return Optional.ofNullable(NAMES.getOrDefault(word, WORDS.get(word)));
    }

    /** Whether it means that there is none. */
    static boolean none(String name) {
        return NONE.contains(name);
    }
}
