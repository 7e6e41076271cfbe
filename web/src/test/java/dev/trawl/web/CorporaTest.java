package dev.trawl.web;

import static org.assertj.core.api.Assertions.assertThat;

import crawlercommons.robots.SimpleRobotRulesParser;
import dev.trawl.core.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What others wrote down about addresses and robots.txt; part of the profile {@code corpora} alone. */
@Tag("corpora")
final class CorporaTest {
    /** The least share of the cases that must hold; what is missing differs by intent. */
    private static final double ADDRESSES_MIN = 0.90;

    private static final double ROBOTS_MIN = 0.90;

    private static Path corpora() {
        String folder = Optional.ofNullable(System.getProperty("corpora"))
                .or(() -> Optional.ofNullable(System.getenv("TRAWL_CORPORA")))
                .orElseThrow(() -> new AssertionError("Name the folder of the corpora: -Dcorpora=DIR"));
        return Path.of(folder);
    }

    @Test
    void hosts_are_read_as_browsers_read_them() throws IOException {
        List<String> wrong = new ArrayList<>();
        int cases = 0;
        for (JsonNode one : Json.parse(Files.readAllBytes(corpora().resolve("urls/urltestdata.json")))) {
            String input = one.path("input").asString("");
            if (one.isObject()
                    && input.strip().toLowerCase(Locale.ROOT).matches("(?s)https?:[/\\\\]{2}[^/\\\\@]*(/[^@]*)?")) {
                cases++;
                String expected = one.path("failure").asBoolean(false)
                        ? "refused"
                        : one.path("host").asString("");
                if (!host(input).equals(expected)) {
                    wrong.add(input + " is " + host(input) + ", not " + expected);
                }
            }
        }
        report("addresses", cases, wrong);
        assertThat(cases - wrong.size()).isGreaterThanOrEqualTo((int) (cases * ADDRESSES_MIN));
    }

    private static String host(String input) {
        try {
            WebAddress read = WebAddress.parse(input);
            return read.origin().replaceFirst("https?://", "");
        } catch (BadAddress e) {
            return "refused";
        }
    }

    @Test
    void robots_rules_are_read_as_others_read_them() throws IOException {
        List<String> wrong = new ArrayList<>();
        List<String> lines = Files.readAllLines(corpora().resolve("robots/expectations.jsonl"));
        for (String line : lines) {
            JsonNode one = Json.parse(line).tree();
            byte[] file = Base64.getDecoder().decode(one.path("robotstxt_b64").asString());
            String agent = one.path("ua").asString().toLowerCase(Locale.ROOT);
            boolean allowed = new SimpleRobotRulesParser(Long.MAX_VALUE, 0)
                    .parseContent("http://example.com/robots.txt", file, "text/plain", List.of(agent))
                    .isAllowed(WebAddress.parse(one.path("url").asString()).toString());
            if (allowed == one.path("expected").asString().equals("DISALLOWED")) {
                wrong.add(one.path("file").asString() + " " + one.path("test"));
            }
        }
        report("robots.txt", lines.size(), wrong);
        assertThat(lines.size() - wrong.size()).isGreaterThanOrEqualTo((int) (lines.size() * ROBOTS_MIN));
    }

    private static void report(String what, int cases, List<String> wrong) {
        System.out.printf("%s: %d of %d as expected; not: %s%n", what, cases - wrong.size(), cases, wrong);
    }
}
