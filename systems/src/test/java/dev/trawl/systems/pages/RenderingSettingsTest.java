package dev.trawl.systems.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trawl.core.Json;
import dev.trawl.core.WorkerProvider.Mistake;
import dev.trawl.web.browser.PageStep;
import dev.trawl.web.browser.Rendering;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What job files say of a browser. */
final class RenderingSettingsTest {
    private static JsonNode json(String text) {
        return Json.parse(text).tree();
    }

    @Test
    void nothing_said_blocks_what_is_heavy_and_does_nothing() {
        assertThat(RenderingSettings.read(json("{}"))).isEqualTo(Rendering.STANDARD);
    }

    @Test
    void steps_are_done_in_the_order_in_which_they_stand() {
        Rendering rendering = RenderingSettings.read(json("""
                {"block": ["script"], "screenshots": "shots", "steps": [{"wait": "#a"}, {"click": "b"}, {"scroll": 3},
                {"script": "x()"}, {"screenshot": "all"}]}
                """));
        assertThat(rendering)
                .isEqualTo(new Rendering(
                        Set.of("Script"),
                        List.of(
                                new PageStep.WaitFor("#a"),
                                new PageStep.Click("b"),
                                new PageStep.Scroll(3),
                                new PageStep.Script("x()"),
                                new PageStep.Screenshot("all"))));
    }

    @Test
    void every_mistake_is_named_with_its_place() {
        JsonNode settings = json("""
                {"blok": [], "block": ["picture"], "steps": [{"clik": "b"}, {"scroll": 0}, {"screenshot": "../x"}, {"wait": ""},
                {"wait": "a", "click": "b"}]}
                """);
        assertThat(RenderingSettings.mistakes(settings, "/browser"))
                .extracting(Mistake::pointer)
                .containsExactly(
                        "/browser",
                        "/browser/block",
                        "/browser/steps/0",
                        "/browser/steps/1",
                        "/browser/steps/2",
                        "/browser/steps/3",
                        "/browser/steps/4");
    }

    @Test
    void a_screenshot_needs_a_folder() {
        assertThatThrownBy(() -> RenderingSettings.read(json("{\"steps\": [{\"screenshot\": \"all\"}]}")))
                .hasMessageContaining("screenshots: FOLDER");
    }
}
