package dev.trawl.core.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trawl.core.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Expressions over the summary of a run. */
final class ConditionTest {
    private static final JsonNode SUMMARY = Json.parse("""
            {"state": "succeeded", "items": {"listed": 100, "dead": 3}, "reasons": {"http-404": 2}, "seconds": 1.50,
             "input": {"pages": true}, "objects": 12345678901234567890}""").tree();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "items.dead = 3",
                "items.dead==3 and items.listed >= 100",
                "reasons.http-404 > 1",
                "seconds = 1.5",
                "objects = 12345678901234567890",
                "state = \"succeeded\"",
                "state != 'failed'",
                "input.pages = true",
                "input.pages != false",
                "not items.dead = 0",
                "not not items.dead = 3",
                "items.dead = 0 or items.dead = 3",
                "items.dead = 3 or items.dead = 3 and items.dead = 0",
                "(items.dead = 3 or items.dead = 3) and not (items.dead = 0)",
                "missing != 3",
                "missing.too != 'x'",
                "not missing < 3",
                "items.dead > -1",
                "  items.dead<4  "
            })
    void it_holds(String condition) {
        assertThat(Condition.parse(condition).holds(SUMMARY)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "items.dead = 4",
                "objects = 12345678901234567891",
                "state = \"failed\"",
                "state = 3",
                "items = 3",
                "items.dead = \"3\"",
                "input.pages = \"true\"",
                "missing = 0",
                "missing < 1",
                "missing >= 0",
                "not (items.dead = 3 or missing = 1)",
                "(items.dead = 3 or items.dead = 3) and items.dead = 0"
            })
    void it_does_not_hold(String condition) {
        assertThat(Condition.parse(condition).holds(SUMMARY)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "items.dead | one of = != < <= > >= at character 11, got: the end",
                "items.dead = | true or false at character 13, got: the end",
                "items.dead > 'x' | a number after < <= > >= at character 13, got: 'x'",
                "items.dead = 3 items | and, or, or the end at character 15, got: items",
                "(items.dead = 3 | and, or, or ) at character 16, got: the end",
                "items..dead = 3 | a path such as items.dead",
                "3 = items.dead | a path such as items.dead at character 1, got: 3 = items.dead",
                "items.dead = 3.x | a number, a text in quotation marks, true or false at character 13, got: 3.x",
                "'' | a path such as items.dead at character 1, got: the end"
            })
    void what_is_wrong_is_said_with_its_place(String condition, String message) {
        assertThatThrownBy(() -> Condition.parse(condition))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void it_is_neither_long_nor_deep() {
        assertThatThrownBy(() -> Condition.parse("(".repeat(60) + "a = 1" + ")".repeat(60)))
                .hasMessageContaining("at most 50 levels");
        assertThatThrownBy(() -> Condition.parse("not ".repeat(60) + "a = 1"))
                .hasMessageContaining("at most 50 levels");
        assertThatThrownBy(() -> Condition.parse("a = 1 or ".repeat(200) + "a = 1"))
                .hasMessageContaining("at most 1000 characters");
    }
}
