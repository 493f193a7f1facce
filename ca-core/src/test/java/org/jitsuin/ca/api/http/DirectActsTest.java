package org.jitsuin.ca.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.POST;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.officeact.OfficeActs;
import org.junit.jupiter.api.Test;

/**
 * That the second person, and the closing of issuing, are asked of every endpoint that they are
 * about: each POST is either of a kind of application or on the list of those that are none.
 */
class DirectActsTest {
  /** What can be applied for, with its endpoint. */
  private static final Map<String, ApplicationKind> DIRECT =
      Map.of(
          "registerCard", ApplicationKind.REGISTRATION,
          "issueCertificates", ApplicationKind.CERTIFICATES,
          "renewCertificates", ApplicationKind.RENEWAL,
          "replaceCard", ApplicationKind.REPLACEMENT,
          "extendCard", ApplicationKind.EXTENSION,
          "liftSuspension", ApplicationKind.LIFT,
          "recordPinEvent", ApplicationKind.PIN,
          "revokeCertificate", ApplicationKind.REVOCATION);

  /**
   * What is no application: the register, a loss, a search, a consent, the desk itself, operators.
   */
  private static final List<String> OTHERS =
      List.of(
          "registerRelyingParty",
          "changeRelyingParty",
          "endRelyingParty",
          "recordResidentEvent",
          "recordResidentEvents",
          "suspendCard",
          "openOrder",
          "readBackOrder",
          "withdrawOrder",
          "recordConsent",
          "checkConsent",
          "readConsentsOfHolder",
          "withdrawConsent",
          "withdrawConsentAtOffice",
          "searchCards",
          "listCards",
          "readExpiryLetters",
          "receiveApplication",
          "approveApplication",
          "extendApplication",
          "refuseApplication",
          "completeApplication",
          "proposeDualControl",
          "approveDualControl",
          "changeIssuing",
          "proposeRevocationJob",
          "approveRevocationJob",
          "cancelRevocationJob",
          "openRevocationList",
          "addToRevocationList",
          "sealRevocationList",
          "proposeEventRelease",
          "proposeEventRejection",
          "approveEventHold",
          "proposeStaffChange",
          "approveStaffChange",
          "cancelStaffChange",
          "blockStaffMember",
          "proposeAdmission",
          "approveAdmission",
          "withdrawResponder");

  private static final JavaClasses API =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.jitsuin.ca.api");

  private static Stream<JavaMethod> posts() {
    return API.stream()
        .flatMap(type -> type.getMethods().stream())
        .filter(method -> method.isAnnotatedWith(POST.class));
  }

  @Test
  void posts_thatCanBeAppliedFor_areMarkedWithTheirKind() {
    Map<String, ApplicationKind> marked = new TreeMap<>();
    API.stream()
        .flatMap(type -> type.getMethods().stream())
        .flatMap(method -> kind(method).stream().map(kind -> Map.entry(method.getName(), kind)))
        .forEach(entry -> marked.put(entry.getKey(), entry.getValue()));
    assertThat(marked).isEqualTo(DIRECT);
  }

  private static Optional<ApplicationKind> kind(JavaMethod method) {
    return method.tryGetAnnotationOfType(DirectAct.class).map(DirectAct::value);
  }

  @Test
  void posts_withoutAKind_areListed() {
    assertThat(
            posts()
                .filter(method -> !method.isAnnotatedWith(DirectAct.class))
                .map(JavaMethod::getName)
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(OTHERS);
  }

  @Test
  void executions_areOneForEachKind() {
    assertThat(new OfficeActs(null, null, null, null, null).executions().keySet())
        .containsExactlyElementsOf(Arrays.asList(ApplicationKind.values()));
  }
}
