package io.kafkafips;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which way things point, over all modules at once. */
@AnalyzeClasses(packages = "io.kafkafips", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule NO_PLUGIN_KNOWS_ANOTHER = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.kafkafips..")
            .layer("ssl")
            .definedBy("io.kafkafips.ssl..")
            .layer("authorizer")
            .definedBy("io.kafkafips.authorizer..")
            .layer("validator")
            .definedBy("io.kafkafips.validator..")
            .layer("tiered")
            .definedBy("io.kafkafips.tiered..")
            .layer("testkit")
            .definedBy("io.kafkafips.testkit..")
            .layer("quickstart")
            .definedBy("io.kafkafips.quickstart..")
            .layer("cli")
            .definedBy("io.kafkafips.cli..")
            .layer("bundle")
            .definedBy("io.kafkafips.bundle..")
            .whereLayer("ssl")
            .mayOnlyBeAccessedByLayers("cli", "bundle")
            .whereLayer("authorizer")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("validator")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("tiered")
            .mayOnlyBeAccessedByLayers("cli", "bundle")
            .whereLayer("testkit")
            .mayOnlyBeAccessedByLayers("quickstart")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("bundle")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule COMMANDS_ARE_FREE_OF_CYCLES =
            slices().matching("io.kafkafips.cli.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule KAFKA_INTERNALS_STAY_IN_THE_KAFKA_PACKAGES = noClasses()
            .that()
            .resideInAPackage("io.kafkafips..")
            .and()
            .resideOutsideOfPackages("io.kafkafips.*.kafka..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka.metadata..", "org.apache.kafka.storage.internals..", "kafka..");

    @ArchTest
    static final ArchRule NOTHING_USES_WHAT_KAFKA_4_4_HAS_MOVED = noClasses()
            .that()
            .resideInAPackage("io.kafkafips..")
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("org.apache.kafka.common.utils..", "org.apache.kafka.common.record..")
                            // part of the public API
                            .and(not(simpleName("TimestampType"))));

    @ArchTest
    static final ArchRule BOUNCY_CASTLE_IS_LINKED_BY_THE_TLS_ENGINE_AND_THE_LAB = noClasses()
            .that()
            .resideInAPackage("io.kafkafips..")
            .and()
            .resideOutsideOfPackages(
                    "io.kafkafips.ssl..",
                    "io.kafkafips.commons.fips..",
                    "io.kafkafips.testkit..",
                    // JCA makes no certificates
                    "io.kafkafips.cli.keystore.lab..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bouncycastle..");
}
