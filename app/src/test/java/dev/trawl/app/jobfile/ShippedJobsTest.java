package dev.trawl.app.jobfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trawl.core.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ShippedJobsTest {
    private final JobFiles files = new JobFiles();

    @TempDir
    Path folder;

    @Test
    void every_ready_made_job_is_found_by_its_name() {
        Jobs jobs = new Jobs(files.reader, Optional.empty());
        assertThat(jobs.all()).extracting(Job::name).contains("reddit-pictures");
        jobs.all().forEach(job -> assertThat(jobs.find(job.name()).definition()).isEqualTo(job.definition()));
    }

    @Test
    void a_misspelt_job_is_told_with_the_one_meant() {
        assertThatThrownBy(() -> new Jobs(files.reader, Optional.empty()).find("redit-pictures"))
                .isInstanceOf(InvalidJob.class)
                .hasMessageContaining("There is no job \"redit-pictures\"; jobs are ")
                .hasMessageContaining("did you mean \"reddit-pictures\"?");
    }

    @Test
    void a_folder_adds_its_jobs_and_a_path_names_a_file() throws IOException {
        Path file = Files.writeString(folder.resolve("any.yml"), JobFiles.with(""));
        Jobs jobs = new Jobs(files.reader, Optional.of(folder));
        assertThat(jobs.find("example").name()).isEqualTo("example");
        assertThat(jobs.find(file.toString()).name()).isEqualTo("example");
        assertThat(jobs.all()).extracting(Job::name).contains("example", "reddit-pictures");
    }

    @Test
    void two_files_of_a_folder_with_one_job_are_refused() throws IOException {
        Files.writeString(folder.resolve("a.yaml"), JobFiles.with(""));
        Files.writeString(folder.resolve("b.yaml"), JobFiles.with(""));
        assertThatThrownBy(() -> new Jobs(files.reader, Optional.of(folder)).all())
                .isInstanceOf(InvalidJob.class)
                .hasMessageContaining("b.yaml: the job example is in " + folder.resolve("a.yaml"));
    }

    @Test
    void a_folder_or_file_that_is_not_there_is_told() {
        Path nowhere = folder.resolve("nowhere");
        assertThatThrownBy(() -> new Jobs(files.reader, Optional.of(nowhere)).all())
                .hasMessageContaining("found no folder");
        assertThatThrownBy(() -> new Jobs(files.reader, Optional.empty()).find("./nowhere.yaml"))
                .isInstanceOf(InvalidJob.class)
                .hasMessageContaining("no such file");
    }

    static Stream<String> examples() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("../docs"))) {
            List<Path> documents = Stream.concat(
                            Stream.of(Path.of("../README.md"), Path.of("../CONTRIBUTING.md")), docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
            List<String> examples = new ArrayList<>();
            for (Path document : documents) {
                Pattern.compile("(?ms)^```yaml\\n(.*?)^```")
                        .matcher(Files.readString(document))
                        .results()
                        .forEach(found -> examples.add(found.group(1)));
            }
            return examples.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void every_example_of_the_documents_makes_a_job(String example) {
        String whole = Stream.of("job: example", "source: {body: {}}", "work: {call: {url: \"https://example.org\"}}")
                .filter(line -> !("\n" + example).contains("\n" + line.substring(0, line.indexOf(':') + 1)))
                .reduce("", (lines, line) -> lines + line + "\n");
        assertThat(JobFiles.installed().complaints(whole + example)).isEmpty();
    }

    @Test
    void the_reference_names_every_key() throws IOException {
        String reference = Files.readString(Path.of("../docs/jobs.md"));
        List<String> keys = JobLanguage.file(Providers.of(List.of(), List.of())).names();
        assertThat(keys).allSatisfy(key -> assertThat(reference).contains("`" + key + "`"));
    }
}
