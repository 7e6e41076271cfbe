package dev.trawl.systems.pages;

import dev.trawl.core.ClosestWord;
import dev.trawl.core.Got;
import dev.trawl.core.WorkerProvider.Mistake;
import dev.trawl.web.browser.PageStep;
import dev.trawl.web.browser.Rendering;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What a job file says of a browser: {@code {block: [...], steps: [...], screenshots: FOLDER}}. */
final class RenderingSettings {
    private static final List<String> KEYS = List.of("block", "steps", "screenshots");
    private static final List<String> STEPS = List.of("wait", "click", "scroll", "script", "screenshot");

    /** Kinds of things that a page asks for, by the words of job files. */
    private static final Map<String, String> KINDS =
            Map.of("image", "Image", "font", "Font", "media", "Media", "stylesheet", "Stylesheet", "script", "Script");

    /** More steps are no page any more. */
    private static final int STEPS_MAX = 100;

    private static final int SCROLLS_MAX = 1_000;

    /** Names of screenshots, as they are part of an object's. */
    private static final String NAME = "[a-z0-9][a-z0-9_-]{0,62}";

    private RenderingSettings() {}

    /** How pages are rendered; throws IllegalArgumentException where the settings make no sense. */
    static Rendering read(JsonNode settings) {
        List<Mistake> mistakes = mistakes(settings, "browser");
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException("worker page: "
                    + mistakes.getFirst().pointer() + ": " + mistakes.getFirst().message());
        }
        boolean pictured = settings.path("steps").valueStream().anyMatch(step -> step.has("screenshot"));
        if (pictured && settings.path("screenshots").asString("").isEmpty()) {
            throw new IllegalArgumentException(
                    "worker page: the step screenshot needs a folder of objects: screenshots: FOLDER beside steps");
        }
        Set<String> blocked = new LinkedHashSet<>();
        settings.path("block")
                .valueStream()
                .forEach(kind ->
                        Optional.ofNullable(KINDS.get(kind.asString(""))).ifPresent(blocked::add));
        return new Rendering(
                settings.has("block") ? blocked : Rendering.HEAVY,
                settings.path("steps")
                        .valueStream()
                        .map(RenderingSettings::step)
                        .toList());
    }

    private static PageStep step(JsonNode step) {
        Map.Entry<String, JsonNode> named = step.properties().iterator().next();
        String text = named.getValue().asString("");
        return switch (named.getKey()) {
            case "wait" -> new PageStep.WaitFor(text);
            case "click" -> new PageStep.Click(text);
            case "scroll" -> new PageStep.Scroll(named.getValue().asInt(1));
            case "script" -> new PageStep.Script(text);
            default -> new PageStep.Screenshot(text);
        };
    }

    /** What is wrong with them. */
    static List<Mistake> mistakes(JsonNode settings, String at) {
        List<Mistake> mistakes = new ArrayList<>();
        settings.propertyNames().stream()
                .filter(name -> !KEYS.contains(name))
                .forEach(name -> mistakes.add(new Mistake(at, unknown("setting", name, KEYS))));
        settings.path("block")
                .valueStream()
                .map(kind -> kind.asString(""))
                .filter(kind -> !KINDS.containsKey(kind))
                .forEach(kind -> mistakes.add(new Mistake(
                        at + "/block",
                        unknown("kind", kind, KINDS.keySet().stream().sorted().toList()))));
        List<JsonNode> steps = settings.path("steps").valueStream().toList();
        if (steps.size() > STEPS_MAX) {
            mistakes.add(new Mistake(
                    at + "/steps", "a page takes " + STEPS_MAX + " steps" + Got.of(Integer.toString(steps.size()))));
        }
        for (int n = 0; n < steps.size(); n++) {
            String place = at + "/steps/" + n;
            wrong(steps.get(n)).ifPresent(message -> mistakes.add(new Mistake(place, message)));
        }
        return mistakes;
    }

    private static Optional<String> wrong(JsonNode step) {
        if (step.size() != 1 || !step.isObject()) {
            return Optional.of(
                    "a step is one of " + String.join(", ", STEPS) + " with its value, such as {click: \"#more\"}");
        }
        Map.Entry<String, JsonNode> named = step.properties().iterator().next();
        JsonNode value = named.getValue();
        if (!STEPS.contains(named.getKey())) {
            return Optional.of(unknown("step", named.getKey(), STEPS));
        }
        return switch (named.getKey()) {
            case "scroll" ->
                value.isIntegralNumber() && value.asInt(0) > 0 && value.asInt(0) <= SCROLLS_MAX
                        ? Optional.empty()
                        : Optional.of("scroll takes how many times, 1 to " + SCROLLS_MAX + Got.of(value.toString()));
            case "screenshot" ->
                value.asString("").matches(NAME)
                        ? Optional.empty()
                        : Optional.of("screenshot takes a name of lower-case letters, digits, - and _"
                                + Got.of(value.toString()));
            default ->
                value.asString("").isBlank()
                        ? Optional.of(named.getKey() + " takes a text" + Got.of(value.toString()))
                        : Optional.empty();
        };
    }

    private static String unknown(String what, String name, List<String> known) {
        return "unknown " + what + " \"" + name + "\"; known are " + String.join(", ", known)
                + ClosestWord.hint(name, known);
    }
}
