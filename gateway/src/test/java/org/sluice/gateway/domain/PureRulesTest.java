package org.sluice.gateway.domain;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The rules know the Java language and one another, nothing that reads, writes or asks the time. */
class PureRulesTest {
    private static final JavaClasses GATEWAY = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.sluice.gateway");

    @Test
    void labels_and_protocols_know_the_java_language_only() {
        pure("org.sluice.gateway.domain.label..", "org.sluice.gateway.domain.protocol..")
                .check(GATEWAY);
    }

    @Test
    void the_reader_of_yaml_would_not_pass() {
        assertThatThrownBy(() -> pure("org.sluice.gateway.policy..").check(GATEWAY))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("snakeyaml");
    }

    private static ArchRule pure(String... packages) {
        return classes()
                .that()
                .resideInAnyPackage(packages)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java.lang..",
                        "java.util..",
                        "java.time..",
                        "java.text",
                        "org.jspecify.annotations",
                        "org.sluice.gateway.domain..");
    }
}
