package io.kafkafips.commons;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.kafkafips.commons", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("io.kafkafips.commons.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NO_PLUGIN_IS_KNOWN_HERE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.kafkafips.ssl..",
                    "io.kafkafips.authorizer..",
                    "io.kafkafips.validator..",
                    "io.kafkafips.tiered..");

    @ArchTest
    static final ArchRule THE_MODULE_IS_REACHED_THROUGH_ITS_PROVIDER =
            noClasses().should().dependOnClassesThat().resideInAPackage("org.bouncycastle..");

    @ArchTest
    static final ArchRule OF_KAFKA_ONLY_PUBLIC_CLIENT_CLASSES = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.kafka.metadata..",
                    "org.apache.kafka.server..",
                    "org.apache.kafka.storage..",
                    "org.apache.kafka.common.utils..");
}
