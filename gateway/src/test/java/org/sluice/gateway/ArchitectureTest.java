package org.sluice.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** What stands on what, and what this gateway never does, whatever is written into it later. */
final class ArchitectureTest {
    private static final JavaClasses GATEWAY = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.sluice.gateway");

    /** Made at build time from our templates; its classes follow the template engine's habits. */
    private static final String TEMPLATES = "..jte..";

    @Test
    void there_is_code_to_check() {
        assertThat(GATEWAY.stream().map(JavaClass::getSimpleName))
                .contains("Wiring", "WriteDoor", "CreateRelease", "Engine", "SftpServer");
    }

    @Test
    void the_domain_knows_the_java_language_only() {
        ArchRule pure = classes()
                .that()
                .resideInAPackage("org.sluice.gateway.domain..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java.lang..",
                        "java.math",
                        "java.util..",
                        "java.time..",
                        "java.text",
                        "java.nio.charset",
                        // Chance and digests are values here: the source of chance comes by parameter.
                        "java.security",
                        "org.jspecify.annotations",
                        "org.sluice.gateway.domain..");
        pure.check(GATEWAY);
    }

    @Test
    void arrows_point_inwards() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("domain")
                .definedBy("org.sluice.gateway.domain..")
                .layer("policy")
                .definedBy("org.sluice.gateway.policy..")
                .layer("audit")
                .definedBy("org.sluice.gateway.audit..")
                .layer("blob")
                .definedBy("org.sluice.gateway.blob..")
                .layer("inspect")
                .definedBy("org.sluice.gateway.inspect..")
                .layer("scan")
                .definedBy("org.sluice.gateway.scan..")
                .layer("words")
                .definedBy("org.sluice.gateway.words..")
                .layer("store")
                .definedBy("org.sluice.gateway.store..")
                .layer("usecase")
                .definedBy("org.sluice.gateway.usecase..")
                .layer("balancer")
                .definedBy("org.sluice.gateway.balancer..")
                .layer("sftp")
                .definedBy("org.sluice.gateway.sftp..")
                .layer("web")
                .definedBy("org.sluice.gateway.web..")
                .layer("api")
                .definedBy("org.sluice.gateway.api..")
                .layer("mail")
                .definedBy("org.sluice.gateway.mail..")
                .layer("root")
                .definedBy("org.sluice.gateway")
                .whereLayer("root")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("api")
                .mayOnlyBeAccessedByLayers("root")
                .whereLayer("mail")
                .mayOnlyBeAccessedByLayers("root")
                .whereLayer("sftp")
                .mayOnlyBeAccessedByLayers("root")
                // The API is served by the same HTTP listener as the pages and shares its doorway.
                .whereLayer("web")
                .mayOnlyBeAccessedByLayers("api", "root")
                .whereLayer("usecase")
                .mayOnlyBeAccessedByLayers("sftp", "web", "api", "mail", "root")
                // Edges read some records as they are stored; that they can't write is checked on its own.
                .whereLayer("store")
                .mayOnlyBeAccessedByLayers("usecase", "sftp", "web", "api", "root")
                .whereLayer("blob")
                .mayOnlyBeAccessedByLayers("usecase", "root")
                .whereLayer("inspect")
                .mayOnlyBeAccessedByLayers("usecase", "root")
                .whereLayer("scan")
                .mayOnlyBeAccessedByLayers("usecase", "root")
                .whereLayer("balancer")
                .mayOnlyBeAccessedByLayers("sftp", "web", "root")
                .whereLayer("words")
                .mayOnlyBeAccessedByLayers("sftp", "web", "api", "mail", "root")
                .check(GATEWAY);
    }

    @Test
    void no_packages_stand_on_each_other_in_a_circle() {
        slices().matching("org.sluice.gateway.(*)..").should().beFreeOfCycles().check(GATEWAY);
    }

    @Test
    void edges_change_nothing_but_through_use_cases() {
        noClasses()
                .that()
                .resideInAnyPackage("org.sluice.gateway.sftp..", "org.sluice.gateway.web..", "org.sluice.gateway.api..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.sluice.gateway.store.Tx")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.sluice.gateway.store.WriteDoor")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.sluice.gateway.store.Database")
                .check(GATEWAY);
    }

    @Test
    void nobody_but_the_store_opens_a_connection_or_a_transaction() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.sluice.gateway.store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "com.zaxxer..", "org.sqlite..", "org.postgresql..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.jdbi.v3.core.Jdbi")
                .check(GATEWAY);
    }

    @Test
    void nothing_is_serialised() {
        neverUses("java serialisation", ObjectInputStream.class, ObjectOutputStream.class)
                .check(GATEWAY);
        // Exceptions, enums and lambdas are serialisable by the language; nobody asks for it beyond.
        noClasses()
                .that()
                .areNotAssignableTo(Throwable.class)
                .and()
                .areNotEnums()
                .and()
                .resideOutsideOfPackage(TEMPLATES)
                .should()
                .implement(Serializable.class)
                .check(GATEWAY);
    }

    @Test
    void chance_comes_from_secure_random_alone() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Random.class, ThreadLocalRandom.class)
                .orShould()
                .callMethod(Math.class, "random")
                .check(GATEWAY);
    }

    @Test
    void no_program_is_started() {
        neverUses("other programs", ProcessBuilder.class).check(GATEWAY);
        noClasses().should().callMethodWhere(named("java.lang.Runtime", "exec")).check(GATEWAY);
    }

    @Test
    void no_virtual_thread_runs_under_the_servers_or_the_database() {
        noClasses()
                .should()
                .callMethodWhere(named("java.lang.Thread", "ofVirtual"))
                .orShould()
                .callMethodWhere(named("java.lang.Thread", "startVirtualThread"))
                .orShould()
                .callMethodWhere(named(Executors.class.getName(), "newVirtualThreadPerTaskExecutor"))
                .check(GATEWAY);
    }

    @Test
    void the_traps_of_the_parts_it_stands_on_are_not_stepped_into() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveSimpleName("AsyncAuthException")
                .orShould()
                .dependOnClassesThat()
                .haveSimpleName("SimpleGeneratorHostKeyProvider")
                .orShould()
                .callMethodWhere(named("io.jsonwebtoken.JwtParser", "parse"))
                .orShould()
                .callMethodWhere(named("io.jsonwebtoken.JwtParser", "parseUnsecuredClaims"))
                .orShould()
                .callMethodWhere(named("io.jsonwebtoken.JwtParser", "parseUnsecuredContent"))
                .check(GATEWAY);
        noClasses()
                .should()
                .beAssignableTo("javax.net.ssl.TrustManager")
                .orShould()
                .beAssignableTo("javax.net.ssl.HostnameVerifier")
                .check(GATEWAY);
    }

    @Test
    void nothing_is_printed_past_the_log() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .check(GATEWAY);
    }

    @Test
    void these_rules_bite() {
        JavaClasses bad = new ClassFileImporter().importClasses(Offender.class);
        assertThatThrownBy(() -> neverUses("java serialisation", ObjectInputStream.class, ObjectOutputStream.class)
                        .check(bad))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> noClasses()
                        .should()
                        .callMethodWhere(named("java.lang.Thread", "ofVirtual"))
                        .check(bad))
                .isInstanceOf(AssertionError.class);
    }

    /** Does what nobody may, for the rules to find. */
    @SuppressWarnings("unused")
    private static final class Offender {
        static Thread.Builder.OfVirtual thread() {
            return Thread.ofVirtual();
        }

        static Class<?> stream() {
            return ObjectInputStream.class;
        }
    }

    private static ArchRule neverUses(String what, Class<?>... classes) {
        return noClasses().should().dependOnClassesThat().belongToAnyOf(classes).because("this gateway has no " + what);
    }

    private static com.tngtech.archunit.base.DescribedPredicate<com.tngtech.archunit.core.domain.JavaMethodCall> named(
            String owner, String method) {
        return com.tngtech.archunit.base.DescribedPredicate.describe(
                owner + "." + method,
                call -> call.getTargetOwner().getName().equals(owner)
                        && call.getTarget().getName().equals(method));
    }
}
