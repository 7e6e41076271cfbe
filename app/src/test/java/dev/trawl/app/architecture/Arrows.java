package dev.trawl.app.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.Executors;

/** The rules of the house, for the modules below a root package. */
record Arrows(String root) {
    /** Everything points to core, backends never see each other, nothing points to app. */
    ArchRule modules() {
        return layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("core")
                .definedBy(root + ".core..")
                .layer("local")
                .definedBy(root + ".local..")
                .layer("jdbc")
                .definedBy(root + ".jdbc..")
                .layer("simulation")
                .definedBy(root + ".simulation..")
                .layer("web")
                .definedBy(root + ".web..")
                .layer("systems")
                .definedBy(root + ".systems..")
                .layer("bench")
                .definedBy(root + ".bench..")
                .layer("app")
                .definedBy(root + ".app..")
                .whereLayer("core")
                .mayNotAccessAnyLayer()
                .whereLayer("local")
                .mayOnlyAccessLayers("core")
                .whereLayer("jdbc")
                .mayOnlyAccessLayers("core")
                .whereLayer("simulation")
                .mayOnlyAccessLayers("core", "local")
                .whereLayer("simulation")
                .mayOnlyBeAccessedByLayers("app")
                .whereLayer("web")
                .mayOnlyAccessLayers("core")
                .whereLayer("systems")
                .mayOnlyAccessLayers("core", "web")
                .whereLayer("bench")
                .mayOnlyAccessLayers("core", "local", "web", "systems")
                .whereLayer("app")
                .mayNotBeAccessedByAnyLayer();
    }

    /** Time comes through a seam. */
    ArchRule coreAsksNoClock() {
        return noClasses()
                .that()
                .resideInAPackage(root + ".core..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis");
    }

    /** Threads are the caller's. */
    ArchRule coreStartsNoThread() {
        return noClasses()
                .that()
                .resideInAPackage(root + ".core..")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Thread.class, Executors.class, Random.class);
    }

    /** Only ports do I/O. */
    ArchRule coreDoesNoInputOrOutput() {
        return noClasses()
                .that()
                .resideInAPackage(root + ".core..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "java.net..", "java.nio.file..");
    }

    /** Packages of a module do not go round in circles. */
    ArchRule noCircles() {
        return slices().matching(root + ".(*)..").should().beFreeOfCycles();
    }
}
