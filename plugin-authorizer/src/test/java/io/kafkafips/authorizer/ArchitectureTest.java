package io.kafkafips.authorizer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.kafkafips.authorizer.acl.AclStore;

@AnalyzeClasses(packages = "io.kafkafips.authorizer", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("io.kafkafips.authorizer.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_GLUE_USES_INTERNALS_OF_KAFKA = noClasses()
            .that()
            .resideOutsideOfPackage("..authorizer.kafka..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.kafka.metadata..",
                    "org.apache.kafka.common.message..",
                    "org.apache.kafka.common.security.ssl..",
                    "org.apache.kafka.server.log.remote..",
                    "org.apache.kafka.storage.internals..");

    /** SecurityUtils, AppInfoParser and others moved in Kafka 4.4. */
    @ArchTest
    static final ArchRule UTILITIES_OF_KAFKA_ARE_NOT_USED =
            noClasses().should().dependOnClassesThat().resideInAPackage("org.apache.kafka.common.utils..");

    @ArchTest
    static final ArchRule ACLS_ARE_PURE_LOGIC = noClasses()
            .that()
            .resideInAPackage("..authorizer.acl..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.slf4j..", "java.io..", "java.nio..", "org.apache.kafka.server..");

    /**
     * {@code AclOrderTest} cannot hold this on x86, which shows plain writes in their order too: only a compiler that keeps a field in a
     * register, or another processor, would break it. jcstress on x86 would be no proof either.
     */
    @ArchTest
    static final ArchRule ACLS_ARE_PUBLISHED_SAFELY = fields().that()
            .areDeclaredIn(AclStore.class)
            .and()
            .areNotFinal()
            .should()
            .haveModifier(JavaModifier.VOLATILE);

    @ArchTest
    static final ArchRule BOUNCY_CASTLE_IS_NOT_LINKED =
            noClasses().should().dependOnClassesThat().resideInAPackage("org.bouncycastle..");

    @ArchTest
    static final ArchRule NO_OTHER_PLUGIN = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.kafkafips.ssl..", "io.kafkafips.validator..", "io.kafkafips.tiered..");
}
