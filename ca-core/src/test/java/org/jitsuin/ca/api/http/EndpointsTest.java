package org.jitsuin.ca.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.power.Bound;
import org.jitsuin.ca.power.Deed;
import org.jitsuin.ca.power.Endpoint;
import org.jitsuin.ca.record.OfficeAct;
import org.junit.jupiter.api.Test;

/** That every endpoint says how far one person gets with it, and says nothing that cannot be. */
class EndpointsTest {
  /** What may be recorded of somebody who only looks. */
  private static final Set<String> LOOKS =
      Set.of(
          "holder-read",
          "holder-searched",
          "application-read",
          "lineage-read",
          "consent-answered",
          "consents-shown",
          "log-exported");

  private static final List<Class<?>> RESOURCES =
      new ClassFileImporter()
              .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
              .importPackages("org.jitsuin.ca.api")
              .stream()
              .filter(type -> type.isAnnotatedWith(Path.class))
              .<Class<?>>map(JavaClass::reflect)
              .toList();

  private static Stream<Method> methods() {
    return RESOURCES.stream()
        .flatMap(resource -> Arrays.stream(resource.getDeclaredMethods()))
        .filter(method ->
            method.isAnnotationPresent(GET.class) || method.isAnnotationPresent(POST.class));
  }

  @Test
  void of_everyResource_saysSomethingOfEachRoleOnce() {
    List<Endpoint> endpoints = Endpoints.of(RESOURCES);
    assertThat(endpoints).hasSizeGreaterThan(50);
    Set<String> roles = Arrays.stream(Role.values()).map(Role::id).collect(Collectors.toSet());
    assertThat(endpoints)
        .allSatisfy(endpoint -> {
          assertThat(endpoint.roles().keySet()).isNotEmpty().isSubsetOf(roles);
          assertThat(endpoint.roles().values())
              .allSatisfy(deed -> assertThat(deed.what()).as(endpoint.address()).isNotBlank());
        });
  }

  /**
   * Revokes nothing and is nobody's order: the proposal tells of a list, with its count and hash.
   */
  private static final String PREPARING = "POST /revocation-lists";

  /** A search that is posted is no act either. */
  @Test
  void of_whatIsOnlyRead_recordsNothingButTheLook() {
    for (Endpoint endpoint : Endpoints.of(RESOURCES)) {
      for (Deed deed : endpoint.roles().values()) {
        if (endpoint.address().startsWith("GET ")) {
          assertThat(deed.bound()).as(endpoint.address()).isEqualTo(Bound.READS);
        }
        if (deed.bound() == Bound.READS) {
          assertThat(LOOKS).as(endpoint.address()).containsAll(deed.entries());
        } else if (!endpoint.address().startsWith(PREPARING)) {
          assertThat(deed.entries()).as(endpoint.address()).isNotEmpty();
        }
      }
    }
  }

  /** What an office can put under two people is said to be so, and nothing else is. */
  @Test
  void of_directActs_areBoundedByTheOffice() {
    Set<Bound> bounded = Set.of(Bound.WHERE_DEMANDED, Bound.BUDGET);
    assertThat(methods())
        .allSatisfy(method -> {
          boolean direct =
              method.isAnnotationPresent(DirectAct.class)
                  || method.getName().equals("completeApplication");
          for (Power power : method.getAnnotationsByType(Power.class)) {
            assertThat(bounded.contains(power.value()) || !direct).as(method.getName()).isTrue();
            assertThat(power.value() != Bound.WHERE_DEMANDED || direct)
                .as(method.getName())
                .isTrue();
          }
        });
  }

  /** Whoever reads may see what others do: auditors read wherever anybody of an office does. */
  @Test
  void of_auditors_doNothing() {
    assertThat(Endpoints.of(RESOURCES))
        .flatExtracting(endpoint ->
            Optional.ofNullable(endpoint.roles().get(Role.AUDITOR.id())).stream()
                .map(Deed::bound)
                .toList())
        .isNotEmpty()
        .containsOnly(Bound.READS);
  }

  @Path("/silent")
  static class Silent {
    @GET
    @RolesAllowed("auditor")
    @Operation(summary = "Says nothing of its power")
    public void read() {}
  }

  @Path("/twice")
  static class Twice {
    @GET
    @RolesAllowed({"auditor", "ca-operator"})
    @Power(Bound.READS)
    @Power(value = Bound.ALONE, roles = "auditor")
    @Operation(summary = "Says two things of one role")
    public void read() {}
  }

  @Path("/by-role")
  static class ByRole {
    @POST
    @Path("/{file: .+}")
    @RolesAllowed({"auditor", "ca-operator"})
    @Power(value = Bound.READS, roles = "auditor", records = OfficeAct.HolderRead.class)
    @Power(value = Bound.BUDGET, roles = "ca-operator", records = OfficeAct.HolderRead.class)
    @Operation(summary = "Two roles get differently far")
    public void act() {}
  }

  @Test
  void of_whoSaysNothingOrTwoThings_isRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Endpoints.of(List.of(Silent.class)))
        .withMessageContaining("GET /silent");
    assertThatIllegalStateException()
        .isThrownBy(() -> Endpoints.of(List.of(Twice.class)))
        .withMessageContaining("twice of auditor");
  }

  @Test
  void of_rolesThatGetDifferentlyFar_tellsEach() {
    Endpoint endpoint = Endpoints.of(List.of(ByRole.class)).getFirst();
    assertThat(endpoint.address()).isEqualTo("POST /by-role/{file}");
    assertThat(endpoint.roles().get("auditor").bound()).isEqualTo(Bound.READS);
    assertThat(endpoint.roles().get("ca-operator"))
        .isEqualTo(
            new Deed(
                "Two roles get differently far",
                Bound.BUDGET,
                Optional.of("POST /by-role/{file}"),
                List.of("holder-read")));
  }
}
