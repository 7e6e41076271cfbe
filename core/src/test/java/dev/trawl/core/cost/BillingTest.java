package dev.trawl.core.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.trawl.core.Failure;
import dev.trawl.core.Json;
import dev.trawl.core.Metered;
import dev.trawl.core.Stats;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is counted by hand comes out; {@code CostPageTest} holds docs/cost.md against it line by line. */
final class BillingTest {
    private static final Prices PRICES =
            Prices.of(Json.parse("{\"machine\": \"t3.medium\"}").tree());

    private static final Json NO_INPUT = Json.of(Json.object());

    /** Of 3,000 products, a page each, some asked again; rows and pictures are kept by Trawl. */
    private static final Use SHOP = new Use(
            Lane.INLINE,
            3_000,
            3_120,
            Duration.ofSeconds(6_240),
            Duration.ofSeconds(90),
            3_000,
            200,
            1L << 30,
            new Stats(3_200, 120, 0, 1_600_000, 0, 0));

    private static BigDecimal total(Platform platform) {
        return Billing.of(platform, SHOP, PRICES).total();
    }

    @ParameterizedTest
    @CsvSource({
        "MACHINE, 0.08117411",
        "LAMBDA, 0.03326791",
        "FARGATE, 0.02778673",
        "STEPS_STANDARD, 0.03510665",
        "STEPS_EXPRESS, 0.03386372"
    })
    void a_run_with_rows_and_objects_costs_what_is_counted_by_hand(Platform platform, String cost) {
        assertThat(total(platform)).isEqualByComparingTo(cost);
    }

    @Test
    void a_worker_with_memory_of_its_own_pays_for_all_of_it_and_works_alone() {
        Lane process = Lane.of(
                Json.parse("{\"work\": {\"command\": [\"x\"]}, \"limits\": {\"memory\": \"1GB\"}, \"chunk\": 10}"),
                NO_INPUT);
        Use use = new Use(process, 10, 10, Duration.ofSeconds(100), Duration.ofSeconds(50), 0, 0, 0, Stats.NONE);
        assertThat(Billing.of(Platform.LAMBDA, use, PRICES).lines().getFirst().quantity())
                .isEqualByComparingTo("100");
        assertThat(use.gbSeconds(PRICES.plan()).orElseThrow()).isEqualByComparingTo("100");
        assertThat(process.chunk()).hasValue(10);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"work\": {\"page\": {\"lane\": \"browser\"}}} | {} | browser",
                "{\"work\": {\"page\": {\"lane\": \"{lane}\"}}} | {\"lane\": \"browser\"} | browser",
                "{\"work\": {\"page\": {\"lane\": \"{lane}\"}}} | {\"lane\": \"inline\"} | inline",
                "{\"work\": {\"offer\": {\"lane\": \"{lane}\"}}, \"inputs\": {\"lane\": {\"default\": \"auto\"}}} | {} | auto",
                "{\"work\": {\"page\": {}}} | {} | inline",
                "{\"work\": {\"lane\": \"process\", \"command\": [\"x\"]}} | {} | process"
            })
    void a_lane_is_what_the_worker_is_told(String definition, String input, String word) {
        assertThat(Lane.of(Json.parse(definition), Json.parse(input)).word()).isEqualTo(word);
    }

    /** The pages of a browser that docs/cost.md counts. */
    @Test
    void pages_in_a_browser_pay_for_their_part_of_its_memory_and_the_rest_of_the_time_is_inline() {
        Lane auto = new Lane("auto", Optional.empty(), OptionalInt.empty());
        Stats traffic = new Stats(2_000, 0, 0, 0, 0, 4_000_000);
        Use use = new Use(auto, 1_000, 1_000, Duration.ofSeconds(4_400), Duration.ofSeconds(900), 0, 0, 0, traffic);
        assertThat(use.browserTime()).isEqualTo(Duration.ofSeconds(4_000));
        assertThat(use.gbSeconds(PRICES.plan()).orElseThrow()).isEqualByComparingTo("2000");
        assertThat(Billing.of(Platform.LAMBDA, use, PRICES).lines())
                .extracting(Bill.Line::what, line -> line.quantity().toPlainString())
                .contains(
                        tuple("GB-seconds of functions", "34.55"),
                        tuple("GB-seconds of functions with a browser", "2000"));
        assertThat(Billing.of(Platform.FARGATE, use, PRICES).lines())
                .extracting(Bill.Line::what)
                .contains("vCPU-hours of tasks with a browser", "GB-hours of tasks with a browser");
        assertThat(use.scaled(2_000).browserTime()).isEqualTo(Duration.ofSeconds(8_000));
    }

    @Test
    void ten_times_the_items_use_ten_times_as_much() {
        Use more = SHOP.scaled(30_000);
        assertThat(more.attempts()).isEqualTo(31_200);
        assertThat(more.laneTime()).isEqualTo(SHOP.laneTime().multipliedBy(10));
        assertThat(more.traffic().sent()).isEqualTo(16_000_000);
    }

    @Test
    void a_file_changes_the_prices_that_it_names() {
        Prices dear = Prices.of(Json.parse("""
            {"machine": "t3.medium", "machines": {"t3.medium": 1}, "prices": {"sqs_request": {"price": 2}}}\
            """).tree());
        assertThat(dear.hour().amount()).isEqualByComparingTo("1");
        assertThat(dear.hour().unit()).contains("2 processors");
        assertThat(dear.price("sqs_request").amount()).isEqualByComparingTo("2");
        assertThat(dear.price("s3_read")).isEqualTo(PRICES.price("s3_read"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"prises\": {}} | has no key prises; did you mean \"prices\"?",
                "{\"machine\": \"t3.large\"} | machine is auto or one of machines",
                "{\"prices\": {\"sqs_request\": {\"price\": \"free\"}}} | The price sqs_request takes a number",
                "{\"prices\": {\"sqs_request\": -1}} | A price is 0 or more",
                "{\"plan\": {\"chunk_items\": 0}} | plan.chunk_items takes a whole number above 0",
                "[] | A price file is an object"
            })
    void a_file_that_makes_no_sense_is_told_of(String file, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Prices.of(Json.parse(file).tree()))
                .withMessageContaining(message);
    }

    @Test
    void every_price_says_of_what_where_it_stands_and_when_it_was_seen() {
        assertThat(PRICES.byName().values())
                .allSatisfy(price -> assertThat(price.source()).startsWith("https://"))
                .allSatisfy(price -> assertThat(price.unit() + price.region()).isNotBlank())
                .allSatisfy(price -> assertThat(price.seen()).contains("2026"));
    }

    @Test
    void a_budget_is_spent_by_the_machines_time_since_it_was_granted() {
        Budget budget = new Budget(PRICES);
        Optional<Money> cent = Optional.of(Money.parse("0.0416 USD"));
        long hour = Duration.ofHours(1).toNanos();
        assertThat(budget.spent(new Metered(1, 0, hour - 1, 0), cent)).isEmpty();
        assertThat(budget.spent(new Metered(1, 0, hour, 0), cent))
                .map(Failure::toString)
                .hasValueSatisfying(why -> assertThat(why).startsWith("budget-spent: It has cost 0.0416"));
        assertThat(budget.spent(new Metered(1, 0, hour, 1), cent)).isEmpty();
        assertThat(budget.spent(new Metered(1, 0, hour, 0), Optional.empty())).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> budget.check(Optional.of(Money.parse("5 EUR"))))
                .withMessageContaining("limits.budget is 5 EUR, and prices are in USD");
    }
}
