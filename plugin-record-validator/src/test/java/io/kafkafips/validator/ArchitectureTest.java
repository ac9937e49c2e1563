package io.kafkafips.validator;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.kafkafips.validator", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.kafkafips.validator.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule rulesKnowTheExtensionPointAlone = noClasses()
            .that()
            .resideInAPackage("..validator.rule..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..validator.agent..", "..validator.kafka..", "..validator.report..");

    @ArchTest
    static final ArchRule policiesDoNotKnowHowTheyAreEnforced = noClasses()
            .that()
            .resideInAPackage("..validator.policy..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..validator.agent..", "..validator.kafka..", "..validator.rule..", "..validator.report..");

    @ArchTest
    static final ArchRule nothingCompilesAgainstKafkasInternals = noClasses()
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "kafka..",
                            "org.apache.kafka.storage..",
                            "org.apache.kafka.server..",
                            "org.apache.kafka.metadata..",
                            "org.apache.kafka.common.record.internal..",
                            "org.apache.kafka.common.header.internals..",
                            "org.apache.kafka.common.utils..")
                    // plug-in points, part of the public API
                    .and(not(resideInAnyPackage(
                            "org.apache.kafka.server.policy", "org.apache.kafka.server.authorizer"))));

    @ArchTest
    static final ArchRule governanceKnowsThePolicyFileAlone = noClasses()
            .that()
            .resideInAPackage("..validator.governance..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..validator.agent..", "..validator.kafka..", "..validator.rule..");

    @ArchTest
    static final ArchRule bytecodeIsTheAgentsAlone = classes()
            .that()
            .resideOutsideOfPackage("..validator.agent..")
            // a view of an array as longs, for which there is no other way
            .and()
            .haveNameNotMatching(".*\\.rule\\.Words")
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackages("org.objectweb.asm..", "java.lang.instrument..", "java.lang.invoke..")
            .allowEmptyShould(false);

    @ArchTest
    static final ArchRule noOtherPluginAndNoProviderIsLinked = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.kafkafips.ssl..", "io.kafkafips.authorizer..", "io.kafkafips.tiered..", "org.bouncycastle..");
}
