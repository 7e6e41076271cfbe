package dev.trawl.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ShelfTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 7, -3, Long.MAX_VALUE})
    void a_hundred_products_in_a_row_are_on_all_shelves(long seed) {
        Set<Shelf> shelves = IntStream.range(250, 350)
                .mapToObj(number -> Shelf.of(seed, number))
                .collect(Collectors.toSet());
        assertThat(shelves).containsExactlyInAnyOrder(Shelf.values());
    }

    @Test
    void the_same_seed_is_the_same_shop_and_another_one_has_other_prices() {
        assertThat(Goods.of(5, 12)).isEqualTo(Goods.of(5, 12));
        assertThat(Goods.of(6, 12).price()).isNotEqualTo(Goods.of(5, 12).price());
        assertThat(Goods.of(6, 12).asin()).isEqualTo(Goods.of(5, 12).asin());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "USD|123456|$1,234.56",
                "EUR|123450|1.234,50 €",
                "CHF|199|CHF 1.99",
                "CZK|123456789|1 234 567,89 Kč",
                "JPY|123401|1,235 JPY"
            })
    void an_amount_is_written_as_in_its_country(Coinage coinage, long cents, String written) {
        BigDecimal amount = coinage.amount(cents);
        assertThat(coinage.write(amount)).isEqualTo(written);
    }
}
