package org.sluice.gateway.store;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.sql.Connection;
import java.sql.DriverManager;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** Nobody but the write door writes, and the rules of the audit stand alone. */
final class OneWriteDoorTest {
    private static final JavaClasses GATEWAY = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.sluice.gateway");

    private static final ArchRule CONNECTIONS_ARE_THE_DOORS = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(Connections.class.getName())
            .and()
            .doNotHaveFullyQualifiedName(GroupCommit.class.getName())
            .and()
            .doNotHaveFullyQualifiedName(Writer.class.getName())
            .and()
            .doNotHaveFullyQualifiedName(Writer.class.getName() + "$Lent")
            .and()
            .doNotHaveFullyQualifiedName(Snapshots.class.getName())
            .and()
            .doNotHaveFullyQualifiedName(GuardedStatements.class.getName())
            .and()
            .doNotHaveFullyQualifiedName(Database.class.getName())
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Connection.class, DriverManager.class, DataSource.class, Jdbi.class)
            .orShould()
            .callMethod(Handle.class, "getConnection")
            .because("whoever holds a connection can write past the write door");

    @Test
    void only_the_store_itself_holds_connections() {
        CONNECTIONS_ARE_THE_DOORS.check(GATEWAY);
    }

    @Test
    void the_rule_bites() {
        var intruder = new ClassFileImporter().importClasses(Intruder.class);

        assertThat(CONNECTIONS_ARE_THE_DOORS.evaluate(intruder).hasViolation()).isTrue();
    }

    @Test
    void only_the_group_commit_begins_a_write_transaction_and_chains() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(GroupCommit.class.getName())
                .should()
                .callMethodWhere(target(nameMatching("beginWriting|openWriter"))
                        .or(target(name("chain")).and(target(owner(type(AuditLog.class))))))
                .check(GATEWAY);
    }

    @Test
    void the_rules_of_the_audit_know_the_java_language_only() {
        classes()
                .that()
                .resideInAPackage("org.sluice.gateway.domain.audit..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "org.sluice.gateway.domain..",
                        "java.lang..",
                        "java.util..",
                        "java.time..",
                        "java.security..",
                        "java.nio.charset..",
                        "org.jspecify.annotations..")
                .check(GATEWAY);
    }

    /** Does what the rule forbids. */
    record Intruder(Handle handle) {
        Connection connection() {
            return handle.getConnection();
        }
    }
}
