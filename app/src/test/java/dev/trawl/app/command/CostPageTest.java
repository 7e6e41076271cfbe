package dev.trawl.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Json;
import dev.trawl.core.Stats;
import dev.trawl.core.cost.Bill;
import dev.trawl.core.cost.Billing;
import dev.trawl.core.cost.Lane;
import dev.trawl.core.cost.Prices;
import dev.trawl.core.cost.Use;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** docs/cost.md counts a real run by hand: its figures are those of the price file, each step of them. */
final class CostPageTest {
    private static final Pattern USED = Pattern.compile("(?s)```json\\n(.*?)```");
    private static final Pattern TOTAL = Pattern.compile("\\*([^*\\n]+)\\*: \\*\\*([\\d.]+) (\\w+)\\*\\*");
    private static final Pattern LINE =
            Pattern.compile("(?m)^\\| ([^|]+) \\| ([^|]+) \\| ([\\d.]+) \\| ([\\d.]+) \\|$");
    /** Digits behind the point of a result that is not whole. */
    private static final int SHOWN = 9;

    private static String page = "";
    private static JsonNode used = Json.object();
    private static List<Bill> bills = List.of();
    private static Prices prices = Prices.STANDARD;

    @BeforeAll
    static void read() throws IOException {
        page = Files.readString(Path.of("../docs/cost.md"));
        Matcher block = USED.matcher(page);
        assertThat(block.find()).isTrue();
        used = Json.parse(block.group(1)).tree();
        prices = Prices.of(Json.object().put("machine", used.get("machine").stringValue()));
        bills = Billing.of(use(), prices);
    }

    private static Use use() {
        return new Use(
                Lane.INLINE,
                number("items"),
                number("attempts"),
                seconds("lane_seconds"),
                seconds("machine_seconds"),
                number("rows"),
                number("objects"),
                number("stored"),
                new Stats(number("requests"), 0, 0, number("sent"), 0));
    }

    private static long number(String name) {
        return used.get(name).longValue();
    }

    private static Duration seconds(String name) {
        return Duration.ofNanos(used.get(name).decimalValue().movePointRight(9).longValueExact());
    }

    /** What the page says of a bill: its total, and its lines up to the next one. */
    private static List<MatchResult> lines(Bill bill) {
        MatchResult total = TOTAL.matcher(page)
                .results()
                .filter(each -> each.group(1).equals(bill.platform().title()))
                .findFirst()
                .orElseThrow();
        assertThat(total.group(2)).isEqualTo(bill.total().toPlainString());
        assertThat(total.group(3)).isEqualTo(prices.currency());
        String rest = page.substring(total.end()).split("\n\\*|\n`|\n## ", 2)[0];
        return LINE.matcher(rest).results().toList();
    }

    @Test
    void it_is_of_the_price_file_that_is_there() {
        assertThat(used.get("prices").stringValue()).isEqualTo(prices.date());
        assertThat(used.get("lane").stringValue()).isEqualTo(Lane.INLINE.word());
    }

    @Test
    void every_line_of_every_bill_is_counted_on_the_page() {
        for (Bill bill : bills) {
            List<MatchResult> lines = lines(bill);
            assertThat(lines).as(bill.platform().title()).hasSameSizeAs(bill.lines());
            for (int n = 0; n < lines.size(); n++) {
                check(bill.lines().get(n), lines.get(n));
            }
        }
    }

    private static void check(Bill.Line line, MatchResult written) {
        assertThat(written.group(1)).isEqualTo(line.what());
        assertThat(new BigDecimal(written.group(3))).as(line.what()).isEqualByComparingTo(price(line));
        assertThat(written.group(4)).as(line.what()).isEqualTo(line.amount().toPlainString());
        String[] steps = written.group(2).split(" = ", 2);
        BigDecimal counted = new Arithmetic(steps[0]).value();
        assertThat(rounded(counted)).as(written.group()).isEqualByComparingTo(rounded(line.quantity()));
        assertThat(new BigDecimal(steps[steps.length - 1])).isEqualByComparingTo(rounded(counted));
    }

    private static BigDecimal price(Bill.Line line) {
        return line.price().equals(prices.machine())
                ? prices.hour().amount()
                : prices.price(line.price()).amount();
    }

    private static BigDecimal rounded(BigDecimal number) {
        return number.setScale(SHOWN, RoundingMode.HALF_UP);
    }

    @Test
    void the_bars_at_its_top_are_those_of_the_same_run() {
        List<String> bars = BillText.of(use(), bills, prices, false).stream()
                .filter(line -> line.contains("█"))
                .toList();
        assertThat(bars).hasSameSizeAs(bills).allSatisfy(bar -> assertThat(page).contains("    " + bar + "\n"));
    }

    @Test
    void arithmetic_is_read_as_people_write_it() {
        assertThat(new Arithmetic("2 + 3 * (up(31 / 10) + 1)").value()).isEqualByComparingTo("17");
        assertThat(new Arithmetic("3 / 4 / 3").value()).isEqualByComparingTo("0.25");
    }

    /** Numbers, {@code + * / ( )}, and {@code up(...)}, which rounds up. */
    private static final class Arithmetic {
        private final List<String> tokens;
        private int at;

        Arithmetic(String text) {
            tokens = Arrays.stream(text.replaceAll("([()+*/])", " $1 ").strip().split("\\s+"))
                    .toList();
        }

        BigDecimal value() {
            BigDecimal sum = sum();
            assertThat(at).as(tokens.toString()).isEqualTo(tokens.size());
            return sum;
        }

        private BigDecimal sum() {
            BigDecimal sum = product();
            while (next("+")) {
                sum = sum.add(product());
            }
            return sum;
        }

        private BigDecimal product() {
            BigDecimal product = atom();
            while (true) {
                if (next("*")) {
                    product = product.multiply(atom());
                } else if (next("/")) {
                    product = product.divide(atom(), MathContext.DECIMAL64);
                } else {
                    return product;
                }
            }
        }

        private BigDecimal atom() {
            boolean up = next("up");
            if (!next("(")) {
                return new BigDecimal(tokens.get(at++));
            }
            BigDecimal inside = sum();
            assertThat(next(")")).as(tokens.toString()).isTrue();
            return up ? inside.setScale(0, RoundingMode.CEILING) : inside;
        }

        private boolean next(String token) {
            boolean there = at < tokens.size() && tokens.get(at).equals(token);
            at += there ? 1 : 0;
            return there;
        }
    }
}
