package dev.trawl.systems.offers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.systems.extract.Subject;
import dev.trawl.web.WebAddress;
import java.math.BigDecimal;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

/** What pages of shops offer, whichever way they say it. */
final class OfferReaderTest {
    @Test
    void what_is_said_to_machines_counts_before_what_is_shown() {
        Offer offer = read("""
                <meta property="product:price:amount" content="9.00"><span class=price>$8.00</span>
                <script type="application/ld+json">{"@type": "Product", "name": " Kettle &amp; lid ", "offers":
                {"@type": "Offer", "price": "1234,50", "priceCurrency": "EUR", "availability": "http://schema.org/InStock",
                "priceSpecification": [{"priceType": "https://schema.org/ListPrice", "price": "1300.00"}]}}</script>
                """);
        assertThat(offer)
                .isEqualTo(new Offer(
                        Optional.of("Kettle & lid"),
                        amount("1234.50"),
                        Optional.of("EUR"),
                        amount("1300.00"),
                        Optional.of("InStock")));
    }

    @Test
    void prices_of_other_things_on_the_page_are_not_its_own() {
        Offer offer = read("""
                <div class=cart><span class=price>$0.50</span></div>
                <script type="application/ld+json">{"@graph": [{"@type": "ItemList", "itemListElement": [{"@type": "ListItem",
                "item": {"@type": "Product", "name": "Other", "offers": {"price": "3.21", "priceCurrency": "USD"}}}]}]}</script>
                <div class="product"><h1>Lamp</h1><del class="price">$9.99</del> <b class=price><s>$8</s> $7.77</b></div>
                <div class="related"><span class="sale-price">$1.23</span></div>
                """);
        assertThat(offer.price()).isEqualTo(amount("7.77"));
        assertThat(offer.currency()).contains("USD");
        assertThat(offer.title()).contains("Lamp");
    }

    @Test
    void a_sale_price_of_open_graph_makes_the_price_the_list_price() {
        Offer offer = read("""
                <meta property="og:title" content="Lamp"><meta property="product:price:amount" content="60">
                <meta property="product:sale_price:amount" content="50"><meta property="product:sale_price:currency" content="PLN">
                <meta property="product:availability" content="in stock">
                """);
        assertThat(offer)
                .isEqualTo(new Offer(
                        Optional.of("Lamp"), amount("50"), Optional.of("PLN"), amount("60"), Optional.of("InStock")));
    }

    @Test
    void what_is_sold_out_has_no_price_that_is_shown() {
        Offer offer = read("""
                <span class=price>$1.23</span><div itemscope itemtype="https://schema.org/Product"><b itemprop=name>Lamp</b>
                <div itemprop=offers itemscope itemtype="https://schema.org/Offer">
                <link itemprop=availability href="https://schema.org/OutOfStock"></div></div>
                """);
        assertThat(offer.price()).isEmpty();
        assertThat(offer.availability()).contains("OutOfStock");
    }

    @Test
    void an_amount_of_microdata_is_read_as_people_write_it() {
        Offer offer = read("""
                <div itemscope itemtype="https://schema.org/Product"><b itemprop=name>Lamp</b>
                <div itemprop=offers itemscope itemtype="https://schema.org/AggregateOffer">
                <span itemprop=lowPrice>1 234,50 Kč</span></div></div>
                """);
        assertThat(offer.price()).isEqualTo(amount("1234.50"));
        assertThat(offer.currency()).contains("CZK");
    }

    @Test
    void a_page_without_an_offer_offers_nothing() {
        assertThat(OfferReader.read(page("<h1>Are you a robot?</h1><p>Win a $500 voucher</p>")))
                .isEmpty();
    }

    private static Offer read(String html) {
        return OfferReader.read(page(html)).orElseThrow();
    }

    private static Subject page(String html) {
        return new Subject(Optional.of(Jsoup.parse(html)), html, WebAddress.parse("https://shop.test/lamp"));
    }

    private static Optional<BigDecimal> amount(String text) {
        return Optional.of(new BigDecimal(text));
    }
}
