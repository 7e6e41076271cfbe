package dev.trawl.app.jobfile;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Listing;
import dev.trawl.core.Outcome;
import dev.trawl.core.Services;
import dev.trawl.core.Source;
import dev.trawl.core.SourceProvider;
import dev.trawl.core.Worker;
import dev.trawl.core.WorkerProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A reader with a source and a worker that remember the settings they were opened with. */
final class JobFiles {
    final List<JsonNode> opened = new ArrayList<>();
    final JobFileReader reader;

    JobFiles() {
        reader = new JobFileReader(Providers.of(
                List.of(new Echo("reddit"), new Echo("echo")),
                List.of(new Silent("reddit-pictures"), new Silent("silent"))));
    }

    private JobFiles(Providers providers) {
        reader = new JobFileReader(providers);
    }

    /** With the sources and workers that the program has. */
    static JobFiles installed() {
        return new JobFiles(Providers.installed());
    }

    JobFile read(String yaml) {
        return reader.read("x.yaml", yaml.getBytes(UTF_8));
    }

    /** A job with some more lines below the three that every job has. */
    static String with(String more) {
        return "job: example\nsource: {echo: {}}\nwork: {silent: {}}\n" + more;
    }

    /** What is said about a file; nothing where it makes a job. */
    List<String> complaints(String yaml) {
        try {
            read(yaml);
            return List.of();
        } catch (InvalidJob e) {
            return e.getMessage().lines().toList();
        }
    }

    private final class Echo implements SourceProvider {
        private final String name;

        Echo(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Source open(JsonNode settings, Services services) {
            opened.add(settings);
            return (_, _) -> new Listing.Page(List.of(), Optional.empty());
        }
    }

    private final class Silent implements WorkerProvider {
        private final String name;

        Silent(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Worker open(JsonNode settings, Services services) {
            opened.add(settings);
            return (_, _) -> Outcome.DONE;
        }
    }
}
