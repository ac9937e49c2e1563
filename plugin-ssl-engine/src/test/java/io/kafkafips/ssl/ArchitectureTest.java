package io.kafkafips.ssl;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.kafkafips.commons.fips.ProviderBoundary;
import io.kafkafips.ssl.engine.TlsProvider;

/** Which way things point in this plug-in. */
@AnalyzeClasses(packages = "io.kafkafips.ssl", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("io.kafkafips.ssl.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NOTHING_LEANS_ON_THE_KAFKA_GLUE = noClasses()
            .that()
            .resideOutsideOfPackage("..ssl.kafka..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..ssl.kafka..");

    @ArchTest
    static final ArchRule KAFKA_IS_ITS_PUBLIC_API = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.kafka.common.security.ssl..",
                    "org.apache.kafka.common.network..",
                    "org.apache.kafka.common.config.internals..",
                    "org.apache.kafka.metadata..",
                    "org.apache.kafka.server..",
                    "org.apache.kafka.storage..",
                    "kafka..");

    @ArchTest
    static final ArchRule NO_OTHER_PLUGIN = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.kafkafips.authorizer..", "io.kafkafips.validator..", "io.kafkafips.tiered..");

    @ArchTest
    static final ArchRule GLUE_AND_POLICY_DO_NOT_LINK_BOUNCY_CASTLE = noClasses()
            .that()
            .resideInAnyPackage("..ssl.kafka..", "..ssl.policy..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bouncycastle..");

    @ArchTest
    static final ArchRule ONE_DOOR_TO_THE_PROVIDER =
            classes().that().areAnnotatedWith(ProviderBoundary.class).should().be(TlsProvider.class);
}
