package io.kafkafips.tiered;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.kafkafips.commons.fips.ProviderBoundary;

@AnalyzeClasses(packages = "io.kafkafips.tiered", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule packages_areFreeOfCycles =
            slices().matching("io.kafkafips.tiered.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule remoteStorageInterfaces_areForTheClassesThatKafkaInstantiates = noClasses()
            .that()
            .resideOutsideOfPackages("..tiered.kafka..", "..tiered.directory..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.kafka.server..", "org.apache.kafka.storage..", "org.apache.kafka.metadata..");

    @ArchTest
    static final ArchRule kafka_isUsedThroughItsPublicInterfacesOnly = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.kafka.storage..",
                    "org.apache.kafka.metadata..",
                    "org.apache.kafka.common.record..",
                    "org.apache.kafka.common.utils..",
                    "org.apache.kafka.common.protocol..");

    @ArchTest
    static final ArchRule bouncyCastle_isNeverLinked =
            noClasses().should().dependOnClassesThat().resideInAPackage("org.bouncycastle..");

    @ArchTest
    static final ArchRule otherPlugins_areNotUsed = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.kafkafips.ssl..", "io.kafkafips.authorizer..", "io.kafkafips.validator..");

    @ArchTest
    static final ArchRule formats_useNoCryptographyAndNoOtherPackage = noClasses()
            .that()
            .resideInAPackage("..tiered.format..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "javax.crypto..",
                    "java.security..",
                    "io.kafkafips.commons..",
                    "..tiered.crypto..",
                    "..tiered.key..",
                    "..tiered.view..",
                    "..tiered.kafka..",
                    "..tiered.directory..");

    @ArchTest
    static final ArchRule jcaObjects_comeFromOneClass =
            classes().that().areAnnotatedWith(ProviderBoundary.class).should().haveSimpleName("TieredJca");
}
