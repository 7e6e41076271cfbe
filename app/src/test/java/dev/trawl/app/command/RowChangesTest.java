package dev.trawl.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What two runs found of the same thing is told apart. */
final class RowChangesTest {
    private static JsonNode row(String json) {
        return Json.parse(json).tree();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":1,\"price\":10} | {\"id\":1,\"price\":12.5} | up 25.0",
                "{\"id\":1,\"price\":10} | {\"id\":1,\"price\":9.95} | down -0.5",
                "{\"id\":1,\"price\":10} | {\"id\":1,\"price\":null} | gone null",
                "{\"id\":1,\"price\":null} | {\"id\":1,\"price\":7} | new null",
                "{} | {\"id\":1,\"price\":7} | new null",
                "{\"id\":1,\"price\":7} | {} | gone null",
                "{\"id\":1,\"price\":0} | {\"id\":1,\"price\":7} | up null",
                "{\"id\":1,\"price\":7} | {\"id\":1,\"price\":\"seven\"} | changed null"
            })
    void a_value_is_new_gone_up_down_or_something_else(String before, String after, String told) {
        RowChanges changes = new RowChanges(List.of("id"), List.of("price"));
        List<ObjectNode> found = changes.between(row(before), row(after));
        assertThat(found).singleElement().satisfies(change -> {
            assertThat(change.get("id").asInt()).isEqualTo(1);
            assertThat(change.get("change").stringValue() + " " + change.get("percent"))
                    .isEqualTo(told);
        });
    }

    @Test
    void what_is_the_same_is_counted_and_not_told() {
        RowChanges changes = new RowChanges(List.of("id"), List.of("price", "stock"));
        assertThat(changes.between(row("{\"id\":1,\"price\":10}"), row("{\"id\":1,\"price\":10.00,\"stock\":null}")))
                .isEmpty();
        assertThat(changes.between(
                        row("{\"id\":2,\"price\":1,\"stock\":\"a\"}"), row("{\"id\":2,\"price\":2,\"stock\":\"b\"}")))
                .hasSize(2);
        assertThat(changes.summary()).isEqualTo("1 up, 1 changed, 1 rows as they were");
    }
}
