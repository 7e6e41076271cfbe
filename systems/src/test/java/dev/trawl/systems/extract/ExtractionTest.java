package dev.trawl.systems.extract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.ColumnType;
import dev.trawl.core.Json;
import dev.trawl.core.TableSpec;
import dev.trawl.core.WorkerProvider.Mistake;
import dev.trawl.web.WebAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExtractionTest {
    private static final WebAddress AT = WebAddress.parse("http://shop.test/p/1");
    private static final String PAGE = """
            <html><head><title>T</title><meta property="og:title" content="Open"><meta name=author content="Ann">
            <script type="application/ld+json">{"@graph": [{"@type": ["Thing", "http://schema.org/Product"], "name": "Linked",
              "offers": [{"@type": "Offer", "price": 12.50, "priceCurrency": "EUR"}, {"@type": "Offer", "price": "13"}]}]}</script>
            <script type="application/ld+json">broken</script></head>
            <body><h1 class=a> A  heading </h1><a class=next href="../q?x=1">next</a><ul><li>1<li>two<li>3</ul>
            <p class=price>Now 1.299,00 &euro;</p><p class=empty></p><time datetime="2026-02-03T04:05:06+01:00">today</time>
            <div itemscope itemtype="https://schema.org/Product"><span itemprop=name>Micro</span>
              <div itemprop=offers itemscope itemtype="https://schema.org/Offer"><meta itemprop=price content="7.25"></div></div>
            </body></html>""";

    private static String value(String rule) {
        Subject page = new Subject(Optional.of(Jsoup.parse(PAGE)), PAGE, AT);
        return String.valueOf(Rule.of(rule).apply(page).orElse(null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "css: h1; A heading",
                "css: h1 | attr class; a",
                "css: .next | url; http://shop.test/q?x=1",
                "css: .next | attr href; ../q?x=1",
                "css: li | all; [\"1\",\"two\",\"3\"]",
                "css: li | number | all; [1,3]",
                "css: li | first; 1",
                "css: .empty; null",
                "css: .empty | default none; none",
                "css: .missing | number | default 0; 0",
                "css: .price | money; 1299.00",
                "css: .price | re (\\d+),; 299",
                "css: li | integer; 1",
                "css: time | attr datetime | date; 2026-02-03T03:05:06Z",
                "xpath: //h1; A heading",
                "xpath: //a/@href; ../q?x=1",
                "xpath: //li/text(); 1",
                "jsonld: Product.name; Linked",
                "jsonld: Product.offers.price | number; 12.50",
                "jsonld: Offer.price | all; [\"12.50\",\"13\"]",
                "microdata: Product.name; Micro",
                "microdata: Product.offers.price | number; 7.25",
                "microdata: Product.price; null",
                "og: title; Open",
                "meta: author; Ann",
                "re: <title>(.*?)</title>; T",
                "re: nothing; null",
                "json: /a; null",
            })
    void a_rule_takes_its_value_out_of_the_page(String rule, String value) {
        assertThat(value(rule)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"/a/0/b, 7", "/a, '{\"b\":7}'", "/none, null"})
    void a_pointer_takes_its_value_out_of_json(String pointer, String value) {
        Subject page = new Subject(Optional.empty(), "{\"a\": [{\"b\": 7}], \"none\": null}", AT);
        assertThat(String.valueOf(Rule.of("json: " + pointer).apply(page).orElse(null)))
                .isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "$1,299.00; 1299.00; 1299.00",
                "1.299; 1299; 1.299",
                "EUR 12,5; 12.5; 12.5",
                "1 234 567,89 kr; 1234567.89; 1234567.89",
                "1'000.-; 1000; 1000",
                "1,234,567; 1234567; 1234567",
                "0.125; 0.125; 0.125",
                "-5; -5; -5",
                ".99; 0.99; 0.99",
            })
    void numbers_are_read_as_people_write_them(String text, String amount, String number) {
        assertThat(Quantities.amount(text))
                .hasValueSatisfying(found -> assertThat(found).isEqualByComparingTo(amount));
        assertThat(Quantities.number(text))
                .hasValueSatisfying(found -> assertThat(found).isEqualByComparingTo(number));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-03, 2026-02-03T00:00:00Z",
        "2026-02-03 04:05, 2026-02-03T04:05:00Z",
        "2026-02-03T04:05:06+0100, 2026-02-03T03:05:06Z",
        "'Tue, 3 Feb 2026 04:05:06 GMT', 2026-02-03T04:05:06Z",
    })
    void dates_that_leave_no_doubt_are_read(String text, String instant) {
        assertThat(Dates.read(text))
                .hasValueSatisfying(found -> assertThat(found).hasToString(instant));
        assertThat(Dates.read("03/02/2026")).isEmpty();
    }

    @Test
    void the_first_rule_that_finds_something_counts() {
        Extraction extraction = Extraction.of(Json.parse("""
                {"price": ["css: .sale | money", "css: .price | money"], "none": "css: .none", "h": "css: h1"}""").tree());
        Map<String, Object> values = extraction.apply(new Subject(Optional.of(Jsoup.parse(PAGE)), PAGE, AT));
        assertThat(values).containsOnlyKeys("price", "h").containsEntry("h", "A heading");
    }

    @Test
    void a_regular_expression_takes_linear_time() {
        Subject page = new Subject(Optional.empty(), "a".repeat(5_000) + "!", AT);
        assertThat(Rule.of("re: (a+)+$").apply(page)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "h1; takes a language",
                "css:; takes a language",
                "cs: h1; did you mean \"css\"",
                "css: h1[; CSS selector",
                "xpath: //h1[; XPath",
                "re: (; regular expression",
                "json: a; pointer",
                "jsonld: Product; takes a type",
                "css: h1 | mony; did you mean \"money\"",
                "css: h1 | attr; takes one argument",
                "css: h1 | money x; takes none",
                "css: h1 | money | default cheap; is no NUMBER",
            })
    void what_is_wrong_with_a_rule_is_told(String rule, String told) {
        TableSpec table = new TableSpec("pages", List.of("x"), List.of(new TableSpec.Column("x", ColumnType.TEXT)));
        assertThat(Extraction.mistakes(Json.of(Json.object().put("x", rule)).tree(), "/extract", Optional.of(table)))
                .singleElement()
                .satisfies(mistake -> {
                    assertThat(mistake.pointer()).isEqualTo("/extract/x");
                    assertThat(mistake.message()).containsIgnoringCase(told);
                });
    }

    @Test
    void a_rule_gives_what_its_column_holds() {
        TableSpec table = new TableSpec(
                "pages",
                List.of("x"),
                List.of(new TableSpec.Column("x", ColumnType.TEXT), new TableSpec.Column("price", ColumnType.NUMBER)));
        assertThat(Extraction.mistakes(
                        Json.parse("{\"x\": \"css: a | number\", \"price\": \"css: b | money\", \"prise\": \"css: c\"}")
                                .tree(),
                        "",
                        Optional.of(table)))
                .extracting(Mistake::message)
                .containsExactly(
                        "the rule of x gives NUMBER, and the column is TEXT; change one of them",
                        "table pages has no column prise; add it to the table; did you mean \"price\"?");
    }
}
