package dev.trawl.core.cost;

import dev.trawl.core.ClosestWord;
import dev.trawl.core.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What things cost, by a dated file that can be edited.
 *
 * @param date of the file
 * @param currency ISO 4217
 * @param machine the name of the machine that this one would be rented as
 * @param hour of that machine
 * @param byName what everything else costs
 */
public record Prices(String date, String currency, String machine, Price hour, Map<String, Price> byName, Plan plan) {
    private static final String FILE = "prices.json";

    /** What the machine that fits this one is called. */
    private static final String AUTO = "auto";

    private static final List<String> KEYS =
            List.of("about", "currency", "date", "machine", "machines", "prices", "plan");

    /** Those that Trawl comes with. */
    public static final Prices STANDARD = of(Json.object());

    public Prices {
        byName = Map.copyOf(byName);
    }

    /**
     * The prices that Trawl comes with, and over them those of a file.
     *
     * @throws IllegalArgumentException where a price or a number of the plan is missing or makes no sense, with its name
     */
    public static Prices of(JsonNode over) {
        JsonNode file = merged(standard(), over);
        Map<String, Price> prices = new LinkedHashMap<>();
        file.path("prices")
                .properties()
                .forEach(each -> prices.put(each.getKey(), price(each.getKey(), each.getValue())));
        String machine = machine(file);
        JsonNode hour = file.path("machines").path(machine);
        return new Prices(
                file.path("date").asString(""),
                file.path("currency").asString(""),
                machine,
                price(machine, hour),
                prices,
                plan(file.path("plan")));
    }

    /** The file that Trawl comes with, to be copied and edited. */
    public static JsonNode standard() {
        try (InputStream in = Objects.requireNonNull(Prices.class.getResourceAsStream(FILE))) {
            return Json.parse(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("Reading " + FILE + " failed", e);
        }
    }

    /** What one of something costs. */
    public Price price(String name) {
        Price price = byName.get(name);
        if (price == null) {
            throw new IllegalArgumentException("The price file names no price " + name);
        }
        return price;
    }

    private static JsonNode merged(JsonNode standard, JsonNode over) {
        if (!over.isObject()) {
            throw new IllegalArgumentException("A price file is an object with the keys " + KEYS);
        }
        ObjectNode whole = ((ObjectNode) standard).deepCopy();
        for (Map.Entry<String, JsonNode> part : over.properties()) {
            if (!KEYS.contains(part.getKey())) {
                throw new IllegalArgumentException("A price file has no key " + part.getKey()
                        + ClosestWord.hint(part.getKey(), KEYS) + "; it has " + String.join(", ", KEYS));
            }
            if (part.getValue().isObject() && whole.get(part.getKey()) instanceof ObjectNode known) {
                part.getValue().properties().forEach(each -> known.set(each.getKey(), laid(known, each)));
            } else {
                whole.set(part.getKey(), part.getValue());
            }
        }
        return whole;
    }

    /** A price may be written as a number alone. */
    private static JsonNode laid(ObjectNode known, Map.Entry<String, JsonNode> each) {
        if (!(known.get(each.getKey()) instanceof ObjectNode before)) {
            return each.getValue();
        }
        ObjectNode price = before.deepCopy();
        if (each.getValue().isObject()) {
            each.getValue().properties().forEach(part -> price.set(part.getKey(), part.getValue()));
        } else {
            price.set("price", each.getValue());
        }
        return price;
    }

    /** The smallest with as many processors as this machine, or the largest there is, unless the file names one. */
    private static String machine(JsonNode file) {
        String wanted = file.path("machine").asString(AUTO);
        JsonNode machines = file.path("machines");
        if (!wanted.equals(AUTO)) {
            if (!machines.has(wanted)) {
                List<String> names = List.copyOf(machines.propertyNames());
                throw new IllegalArgumentException("machine is auto or one of machines, got: " + wanted
                        + ClosestWord.hint(wanted, names) + "; machines are " + String.join(", ", names));
            }
            return wanted;
        }
        int processors = Runtime.getRuntime().availableProcessors();
        String best = "";
        int most = -1;
        for (Map.Entry<String, JsonNode> each : machines.properties()) {
            int has = each.getValue().path("processors").asInt(0);
            boolean better = most < processors ? has > most : has >= processors && has < most;
            if (better) {
                best = each.getKey();
                most = has;
            }
        }
        return best;
    }

    private static Price price(String name, JsonNode price) {
        if (!price.path("price").isNumber()) {
            throw new IllegalArgumentException("The price " + name
                    + " takes a number, as in {\"price\": 0.0416, \"unit\": \"hour\"}, got: " + price);
        }
        return new Price(
                price.get("price").decimalValue(),
                price.path("unit").asString(""),
                price.path("region").asString(""),
                price.path("seen").asString(""),
                price.path("source").asString(""));
    }

    private static Plan plan(JsonNode plan) {
        return new Plan(
                number(plan, "page_items").intValue(),
                number(plan, "chunk_items").intValue(),
                number(plan, "queue_batch").intValue(),
                number(plan, "function_gb"),
                number(plan, "function_places").intValue(),
                number(plan, "task_vcpus"),
                number(plan, "task_gb"),
                number(plan, "task_places").intValue(),
                number(plan, "browser_gb"),
                number(plan, "browser_places").intValue(),
                number(plan, "child_transitions").intValue(),
                number(plan, "run_transitions").intValue(),
                number(plan, "express_gb"));
    }

    private static BigDecimal number(JsonNode plan, String name) {
        JsonNode found = plan.path(name);
        boolean whole = !name.endsWith("gb") && !name.endsWith("vcpus");
        if (!found.isNumber() || found.decimalValue().signum() <= 0 || (whole && !found.canConvertToExactIntegral())) {
            throw new IllegalArgumentException(
                    "plan." + name + " takes " + (whole ? "a whole number" : "a number") + " above 0, got: " + found);
        }
        return found.decimalValue();
    }
}
