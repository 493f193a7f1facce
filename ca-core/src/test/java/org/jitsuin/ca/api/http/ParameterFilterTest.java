package org.jitsuin.ca.api.http;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jitsuin.ca.json.RequestRefused;
import org.jitsuin.ca.outcome.RefusalCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which parameters the addresses of the office API have, and that they have no others. */
class ParameterFilterTest {
  private static final JavaClasses API =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.jitsuin.ca.api");

  private static final Set<String> KNOWN = Set.of("state", "limit");

  private static Stream<JavaMethod> endpoints() {
    return API.stream()
        .flatMap(type -> type.getMethods().stream())
        .filter(method -> method.isAnnotatedWith(GET.class) || method.isAnnotatedWith(POST.class));
  }

  private static MultivaluedMap<String, String> query(String... namesAndValues) {
    MultivaluedMap<String, String> query = new MultivaluedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      query.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return query;
  }

  private static void refused(RefusalCode code, MultivaluedMap<String, String> query) {
    assertThatExceptionOfType(RequestRefused.class)
        .isThrownBy(() -> Parameters.check(query, KNOWN))
        .satisfies(refused -> assertThat(refused.refusal().code()).isEqualTo(code));
  }

  @Test
  void declared_ofEveryEndpoint_areTheDocumentedOnes() {
    Map<String, Set<String>> found = new TreeMap<>();
    endpoints()
        .forEach(method -> found.put(method.getName(), ParameterFilter.declared(method.reflect())));
    found.values().removeIf(Set::isEmpty);
    Map<String, Set<String>> documented = new TreeMap<>();
    documented.put("countAtTheDesk", Set.of("within-months", "days"));
    documented.put("countRelyingParty", Set.of("from", "until"));
    documented.put("findCards", Set.of("registerId", "after", "limit"));
    documented.put(
        "findCertificates",
        Set.of(
            "card",
            "registerId",
            "serial",
            "authority",
            "state",
            "expiringBefore",
            "after",
            "limit"));
    documented.put("listApplications", Set.of("state", "after", "limit"));
    documented.put("listEventHolds", Set.of("after", "limit"));
    documented.put("listRelyingParties", Set.of("after", "limit"));
    documented.put("listRevocationJobs", Set.of("after", "limit"));
    documented.put("listStaff", Set.of("after", "limit"));
    documented.put("listStaffChanges", Set.of("state", "after", "limit"));
    documented.put("readCard", Set.of("history-before", "options"));
    documented.put("readConsistency", Set.of("from"));
    documented.put("export", Set.of("first", "last"));
    documented.put(
        "readEntries",
        Set.of("after", "limit", "card", "serial", "kind", "actor", "from", "until"));
    documented.put("readExpiryNotice", Set.of("within-months"));
    documented.put("readExpiryNotices", Set.of("within-months", "after", "limit"));
    documented.put(
        "readStatistics", Set.of("by", "municipality", "from", "until", "after", "limit"));
    documented.put("readSuspensions", Set.of("days", "after", "limit"));
    documented.put("readTimeLine", Set.of("before", "limit"));
    documented.put("readWithdrawals", Set.of("after", "limit"));
    documented.put("recordResidentEvents", Set.of("from"));
    assertThat(found).isEqualTo(documented);
  }

  /** What is not declared would be refused before it could be read. */
  @Test
  void query_isReadThroughDeclarationsOnly() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(ParameterFilter.class)
        .should()
        .callMethod(UriInfo.class, "getQueryParameters")
        .check(API);
  }

  @Test
  void check_declaredOnce_passes() {
    Parameters.check(query(), KNOWN);
    Parameters.check(query("state", "received"), KNOWN);
    Parameters.check(query("limit", "", "state", "received"), KNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"stat", "State", "state ", "", "after"})
  void check_undeclared_isRefused(String name) {
    refused(RefusalCode.REQUEST_INVALID, query(name, "received"));
    refused(RefusalCode.REQUEST_INVALID, query("limit", "5", name, "received"));
  }

  @Test
  void check_givenTwice_isRefused() {
    refused(RefusalCode.REQUEST_INVALID, query("state", "received", "state", "received"));
  }

  @Test
  void check_myNumber_isRefusedAsSuch() {
    refused(RefusalCode.MY_NUMBER_NOT_ACCEPTED, query("state", "704288193654"));
  }
}
