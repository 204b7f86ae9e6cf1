package org.sluice.crypto;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private final JavaClasses code = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.sluice.crypto");

    @Test
    void crypto_stands_on_the_jdk_and_bouncy_castle_alone() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "org.sluice.crypto..", "java..", "javax.crypto..", "org.bouncycastle..", "org.jspecify..")
                .check(code);
    }

    @Test
    void bouncy_castle_serves_argon2_scrypt_secret_sharing_ml_kem_and_openpgp_and_nothing_else() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.sluice.crypto.pgp")
                .and()
                .doNotHaveSimpleName("Argon2")
                .and()
                .doNotHaveSimpleName("AgePassphrase")
                .and()
                .doNotHaveSimpleName("Shamir")
                .and()
                .haveNameNotMatching(".*\\.XWing(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bouncycastle..")
                .check(code);
    }

    @Test
    void nothing_is_serialised_reflected_or_printed() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ObjectInputStream.class, ObjectOutputStream.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.reflect")
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(code);
    }

    @Test
    void classes_are_closed_to_extension() {
        classes()
                .that()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .and(DescribedPredicate.describe(
                        "are not sealed", type -> !type.reflect().isSealed()))
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(code);
    }

    @Test
    void there_is_code_to_check() {
        assertThat(code.stream().map(JavaClass::getSimpleName)).contains("Argon2", "BodyWriter");
    }
}
