package dev.trawl.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import org.junit.jupiter.api.Test;

/** The tree is the architecture; each rule is seen to fail on a violation planted for it. */
final class ArchitectureTest {
    private static final Arrows HOUSE = new Arrows("dev.trawl");
    private static final Arrows PLANTED = new Arrows("dev.trawl.app.architecture.planted");

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(
                    "dev.trawl.core",
                    "dev.trawl.local",
                    "dev.trawl.jdbc",
                    "dev.trawl.simulation",
                    "dev.trawl.web",
                    "dev.trawl.systems",
                    "dev.trawl.bench",
                    "dev.trawl.app");

    private static final JavaClasses VIOLATIONS =
            new ClassFileImporter().importPackages("dev.trawl.app.architecture.planted");

    @Test
    void modules_point_to_core_and_never_to_each_other() {
        HOUSE.modules().check(CODE);
        bites(PLANTED.modules(), "KnowsABackend");
        bites(PLANTED.modules(), "KnowsTheWeb");
        bites(PLANTED.modules(), "SimulatesTheWeb");
        bites(PLANTED.modules(), "KnowsItIsSimulated");
    }

    @Test
    void modules_do_not_go_round_in_circles() {
        HOUSE.noCircles().check(CODE);
    }

    @Test
    void core_asks_no_clock_of_its_own() {
        HOUSE.coreAsksNoClock().check(CODE);
        bites(PLANTED.coreAsksNoClock(), "ReadsTheClock");
    }

    @Test
    void core_has_no_threads_and_no_chance_of_its_own() {
        HOUSE.coreStartsNoThread().check(CODE);
        bites(PLANTED.coreStartsNoThread(), "StartsAThread");
    }

    @Test
    void core_does_no_input_or_output() {
        HOUSE.coreDoesNoInputOrOutput().check(CODE);
        bites(PLANTED.coreDoesNoInputOrOutput(), "OpensAFile");
    }

    @Test
    void all_modules_were_read() {
        for (String module : new String[] {"core", "local", "jdbc", "simulation", "web", "systems", "bench", "app"}) {
            assertThat(CODE).as(module).anyMatch(each -> each.getPackageName().startsWith("dev.trawl." + module));
        }
    }

    private static void bites(ArchRule rule, String planted) {
        EvaluationResult result = rule.evaluate(VIOLATIONS);
        assertThat(result.hasViolation()).as(rule.getDescription()).isTrue();
        assertThat(result.getFailureReport().getDetails()).anyMatch(line -> line.contains(planted));
    }
}
