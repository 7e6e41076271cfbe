package dev.trawl.web.browser;

import dev.trawl.core.Environment;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which browser there is: what {@code TRAWL_BROWSER} names, else the first Chromium or Chrome on the path. The one that was built
 * without windows comes first: a context of its own costs the others a window, several times what the page itself costs.
 */
public final class BrowserProgram {
    /** The variable that names the program. */
    public static final String VARIABLE = "TRAWL_BROWSER";

    private static final List<String> NAMES = List.of(
            "chromium-headless-shell",
            "chrome-headless-shell",
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
            "chrome",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "/Applications/Chromium.app/Contents/MacOS/Chromium");

    private final Environment environment;

    /** Of a process with this environment. */
    public BrowserProgram(Environment environment) {
        this.environment = environment;
    }

    /** Its whole path; empty where there is none. */
    public Optional<Path> find() {
        Optional<String> named = named();
        return named.isPresent()
                ? places(named.get()).findFirst()
                : NAMES.stream().flatMap(this::places).findFirst();
    }

    /**
     * Its whole path.
     *
     * @throws IllegalArgumentException where there is none: what was looked for, and what to do
     */
    public Path require() {
        return find().orElseThrow(() -> new IllegalArgumentException(missing()));
    }

    /** What to say where there is none. */
    public String missing() {
        String looked = named().map(name -> VARIABLE + " names " + name + ", which is not there or may not be run")
                .orElse("looked for chromium-headless-shell, chromium and google-chrome on the PATH");
        return "lane: browser needs Chromium or Chrome, and none was found (" + looked
                + "); install it (Debian: apt-get install chromium-headless-shell), or name it by " + VARIABLE
                + "=/path/of/chromium";
    }

    private Optional<String> named() {
        return environment.get(VARIABLE).filter(name -> !name.isBlank());
    }

    private Stream<Path> places(String name) {
        if (name.contains("/")) {
            return runnable(name);
        }
        String path = environment.get("PATH").orElse("/usr/bin:/bin");
        return Arrays.stream(path.split(File.pathSeparator, -1)).flatMap(folder -> runnable(folder + "/" + name));
    }

    private static Stream<Path> runnable(String name) {
        try {
            Path file = Path.of(name);
            return Files.isRegularFile(file) && Files.isExecutable(file)
                    ? Stream.of(file.toAbsolutePath())
                    : Stream.empty();
        } catch (InvalidPathException e) {
            return Stream.empty();
        }
    }
}
