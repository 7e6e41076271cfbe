package dev.trawl.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class DocumentsTest {
    private static final int README_LINES_MAX = 200;
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#\\s]+)(?:#[^)]*)?\\)");
    private static final Pattern NAMED_TEST = Pattern.compile("`([A-Z]\\w+(?:Test|Contract))\\.(\\w+)`");
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>([^<]+)</artifactId>");

    @Test
    void every_relative_link_leads_somewhere() {
        for (Path document : Documents.all()) {
            assertThat(results(LINK, Documents.text(document)))
                    .as("links of " + document)
                    .allSatisfy(link ->
                            assertThat(document.resolveSibling(link.group(1))).exists());
        }
    }

    @Test
    void the_readme_stays_short() {
        assertThat(Documents.text(Documents.ROOT.resolve("README.md")).lines())
                .hasSizeLessThanOrEqualTo(README_LINES_MAX);
    }

    @Test
    void every_promise_names_a_test_that_is_there_or_says_that_none_proves_it() throws IOException {
        Map<String, String> tests = testSources();
        List<String> promises = Documents.text(Documents.ROOT.resolve("docs/promises.md"))
                .lines()
                .filter(line -> line.startsWith("|") && !line.startsWith("|--") && !line.startsWith("| promise"))
                .toList();
        assertThat(promises).hasSizeGreaterThan(10).allSatisfy(promise -> {
            List<MatchResult> named = results(NAMED_TEST, promise);
            assertThat(!named.isEmpty() || promise.contains("not proven yet"))
                    .as(promise)
                    .isTrue();
            assertThat(named)
                    .allSatisfy(test -> assertThat(tests.getOrDefault(test.group(1), ""))
                            .as(test.group())
                            .contains("void " + test.group(2) + "("));
        });
    }

    @Test
    void every_library_is_named_with_its_licence() {
        String pom = Documents.text(Documents.ROOT.resolve("pom.xml"));
        String managed = pom.substring(pom.indexOf("<dependencyManagement>"), pom.indexOf("</dependencyManagement>"));
        String page = Documents.text(Documents.ROOT.resolve("docs/third-party.md"));
        assertThat(results(ARTIFACT, managed))
                .hasSizeGreaterThan(10)
                .extracting(found -> found.group(1))
                .filteredOn(name -> !name.startsWith("trawl-"))
                .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }

    private static List<MatchResult> results(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }

    private static Map<String, String> testSources() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.find(
                Documents.ROOT, 12, (file, _) -> file.toString().matches(".*/src/.*(Test|Contract)\\.java"))) {
            files.forEach(
                    file -> sources.put(String.valueOf(file.getFileName()).replace(".java", ""), Documents.text(file)));
        }
        return sources;
    }
}
