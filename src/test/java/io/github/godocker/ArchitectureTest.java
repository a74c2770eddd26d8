package io.github.godocker;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT;
import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.godocker.log.Console;
import io.github.godocker.log.RoomLog;
import java.io.File;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.maven.plugin.AbstractMojo;
import org.junit.jupiter.api.Test;

/** The rooms of CONTRIBUTING.md: who may know what. */
class ArchitectureTest {
    private static final String ROOT = "io.github.godocker.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.github.godocker");

    @Test
    void onlyTheEdgeKnowsMaven() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "mojo..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.maven..", "org.eclipse.aether..")
                .check(CLASSES);
    }

    /** What every build does is asked in requests of our own: the first of docker-java's commands takes 0.2 s to load. */
    @Test
    void dockerJavaIsForRareCallsAndPipes() {
        String rare = "Commands|CommandTransport|ClientConfig|Connection|DockerErrors|StorageCalls";
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.docker\\.client\\.(" + rare + "|PipeTransport)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.github.dockerjava..", "org.apache.hc..")
                .check(CLASSES);
    }

    /** Before a daemon is asked, it has to be found; who finds it loads nothing and connects to nothing. */
    @Test
    void anAddressStandsAlone() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "docker.client.address..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "docker", ROOT + "docker.client", "com.github.dockerjava..", "org.apache.hc..")
                .check(CLASSES);
    }

    /** It is what docker-java's commands run on too, and it is on the hot path. */
    @Test
    void theTransportKnowsNoDockerAndNoOtherClient() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "docker.client.transport..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "docker.client",
                        ROOT + "docker.client.address..",
                        "com.github.dockerjava..",
                        "com.fasterxml..",
                        "org.apache.hc..",
                        "java.net.http..")
                .check(CLASSES);
    }

    @Test
    void onlyPipesNeedTheOtherClient() {
        noClasses()
                .that()
                .doNotHaveSimpleName("PipeTransport")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.github.dockerjava.httpclient5..", "org.apache.hc..")
                .check(CLASSES);
    }

    /** Jackson's databind takes 0.15 s of each build to load; the core that {@link Json} stands on does not. */
    @Test
    void nobodyLoadsTheSlowHalfOfJackson() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson.databind..")
                .check(CLASSES);
    }

    @Test
    void onlyTheEdgeChoosesTheClient() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "mojo..", ROOT + "docker.client..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "docker.client..")
                .check(CLASSES);
    }

    @Test
    void goKnowsNothingOfTheRest() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + "go..", ROOT + "log..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "mojo..", ROOT + "builder..", ROOT + "image..", ROOT + "registry..", ROOT + "docker..")
                .check(CLASSES);
    }

    @Test
    void theDaemonKnowsNothingOfWhatIsBuiltWithIt() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "docker..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "mojo..", ROOT + "builder..", ROOT + "image..", ROOT + "registry..", ROOT + "go..")
                .check(CLASSES);
    }

    @Test
    void theReportOnlyReads() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "check.page..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "mojo..",
                        ROOT + "builder..",
                        ROOT + "registry..",
                        ROOT + "docker..",
                        ROOT + "check.test..",
                        ROOT + "check.lint..",
                        ROOT + "check.bench..")
                .check(CLASSES);
    }

    @Test
    void whoeverExaminesTheModuleKnowsTheBuilderAndNoImage() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + "check.test..", ROOT + "check.lint..", ROOT + "check.coverage..", ROOT + "check.bench..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + "mojo..", ROOT + "image..", ROOT + "registry..")
                .check(CLASSES);
    }

    @Test
    void whoeverRunsContainersKnowsNothingOfHowTheirImagesAreMade() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "container..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "mojo..",
                        ROOT + "image..",
                        ROOT + "builder..",
                        ROOT + "registry..",
                        ROOT + "check..",
                        ROOT + "go..")
                .check(CLASSES);
    }

    @Test
    void whatEveryRoomMayUseKnowsNoRoom() {
        noClasses()
                .that()
                .resideInAPackage("io.github.godocker")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "*..")
                .check(CLASSES);
    }

    @Test
    void dataMovesOneWay() {
        slices().matching("io.github.godocker.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    /** Tests, linters and benchmarks stand alone; coverage is what tests leave, and only the page reads all of them. */
    @Test
    void checksAreApart() {
        slices().matching("io.github.godocker.check.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + "check.test..", ROOT + "check.lint..", ROOT + "check.bench..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "check.page..")
                .check(CLASSES);
    }

    @Test
    void aRegistryKnowsNoImageOfOurs() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "registry..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + "image..", ROOT + "builder..", ROOT + "check..")
                .check(CLASSES);
    }

    /** Goals hand over through files; what several of them know is in an abstract class above them. */
    @Test
    void noGoalKnowsAnother() {
        DescribedPredicate<JavaClass> goal = assignableTo(AbstractMojo.class).and(not(modifier(ABSTRACT)));
        noClasses()
                .that()
                .resideInAPackage(ROOT + "mojo..")
                .should()
                .dependOnClassesThat(goal)
                .check(CLASSES);
        slices().matching("io.github.godocker.mojo.(*)..")
                .should()
                .notDependOnEachOther()
                .check(CLASSES);
    }

    /** By itself it finds nothing in a project that was named by a link, and no test fails then. */
    @Test
    void nobodyWalksWithoutThoughtOfLinks() {
        noClasses()
                .that()
                .doNotHaveSimpleName("DirectoryWalk")
                .should()
                .callMethod(Files.class, "walkFileTree", Path.class, FileVisitor.class)
                .check(CLASSES);
    }

    @Test
    void nothingIsSharedByStatics() {
        fields().that().areStatic().should().beFinal().check(CLASSES);
    }

    /** A JVM that serves build after build (mvnd, an IDE) would remember each such file to its end. */
    @Test
    void nothingIsLeftToTheEndOfTheJvm() {
        noClasses().should().callMethod(File.class, "deleteOnExit").check(CLASSES);
    }

    /** {@code TestLog} is that of {@code check.test}; goals, which make them, have {@code GoalLog} for themselves. */
    @Test
    void aRoomTellsItsOwnEventsOnly() {
        DescribedPredicate<JavaClass> ofARoom = assignableTo(RoomLog.class).and(not(modifier(ABSTRACT)));
        for (JavaClass log : CLASSES.that(ofARoom)) {
            String room = log.getSimpleName().replaceFirst("Log$", "").toLowerCase(Locale.ROOT);
            noClasses()
                    .that()
                    .resideOutsideOfPackages(ROOT + "mojo..", ROOT + "log..", ".." + room + "..")
                    .should()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName(log.getName())
                    .check(CLASSES);
        }
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "mojo..", ROOT + "log..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Console.class)
                .check(CLASSES);
    }

    @Test
    void outputGoesThroughTheLog() {
        noClasses()
                .that()
                .doNotHaveSimpleName("MavenLog")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .check(CLASSES);
    }
}
