package dev.trawl.app.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The project's documents, as they lie in the tree. */
final class Documents {
    static final Path ROOT = Path.of("..");
    private static final Pattern SHELL = Pattern.compile("(?ms)^```sh\\n(.*?)^```");
    private static final Pattern JAVA = Pattern.compile("(?ms)^```java\\n(.*?)^```\\n\\n```text\\n(.*?)^```");
    private static final Pattern BETWEEN_COMMANDS = Pattern.compile("\\s+(?:\\||&&|>|#)\\s*.*");

    private Documents() {}

    /** All of them. */
    static List<Path> all() {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of("README.md", "CHANGELOG.md", "CONTRIBUTING.md")
                                    .map(ROOT::resolve),
                            docs.filter(file -> file.toString().endsWith(".md")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path document) {
        try {
            return Files.readString(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of shell examples that are commands of Trawl's, without its name and without what is behind a pipe. */
    static Stream<String> commandLines() {
        return all().stream()
                .flatMap(document -> SHELL.matcher(text(document)).results())
                .flatMap((MatchResult block) -> block.group(1).lines())
                .map(String::strip)
                .filter(line -> line.matches("(\\./)?trawl( .*)?"))
                .map(line -> BETWEEN_COMMANDS.matcher(line).replaceFirst(""))
                .map(line -> line.replaceFirst("(\\./)?trawl ?", ""))
                .distinct();
    }

    /** A program in a document, and what it prints. */
    record Program(String source, String output) {}

    /** The programs in Java of a document, each with the block of text behind it. */
    static List<Program> programs(Path document) {
        return JAVA.matcher(text(document))
                .results()
                .map(block -> new Program(block.group(1), block.group(2)))
                .toList();
    }

    /** The words of a command line; quotation marks are none of them. */
    static List<String> words(String line) {
        return Arrays.stream(line.split("\\s+"))
                .map(word -> word.replace("'", "").replace("\"", ""))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
