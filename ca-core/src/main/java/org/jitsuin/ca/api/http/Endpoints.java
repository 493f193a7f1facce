package org.jitsuin.ca.api.http;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jitsuin.audit.entry.Kind;
import org.jitsuin.ca.power.Deed;
import org.jitsuin.ca.power.Endpoint;

/** The endpoints of the office API, as their methods are annotated. */
public final class Endpoints {
  private Endpoints() {}

  /**
   * Returns the endpoints of resource classes by their addresses.
   *
   * @throws IllegalStateException if a method does not say of each of its roles, once, how far it
   *     gets; or two methods at one address say different things
   */
  public static List<Endpoint> of(Collection<? extends Class<?>> resources) {
    Map<String, Endpoint> byAddress = new TreeMap<>();
    for (Class<?> resource : resources) {
      for (Method method : resource.getDeclaredMethods()) {
        verb(method)
            .ifPresent(verb -> {
              Endpoint endpoint = new Endpoint(address(verb, method), deeds(verb, method));
              Endpoint other = byAddress.putIfAbsent(endpoint.address(), endpoint);
              if (other != null) {
                byAddress.put(endpoint.address(), told(other, endpoint));
              }
            });
      }
    }
    return List.copyOf(byAddress.values());
  }

  /** Of two forms of one request the one that is in the API's document, which has a summary. */
  private static Endpoint told(Endpoint one, Endpoint other) {
    if (!unnamed(one).equals(unnamed(other))) {
      throw new IllegalStateException(one.address() + ": its methods say different things");
    }
    boolean first = one.roles().values().stream().noneMatch(deed -> deed.what().isEmpty());
    return first ? one : other;
  }

  private static Map<String, Deed> unnamed(Endpoint endpoint) {
    Map<String, Deed> deeds = new TreeMap<>();
    endpoint
        .roles()
        .forEach((role, deed) ->
            deeds.put(role, new Deed("", deed.bound(), deed.endpoint(), deed.entries())));
    return deeds;
  }

  private static Optional<String> verb(Method method) {
    return Arrays.stream(method.getAnnotations())
        .map(Annotation::annotationType)
        .flatMap(type -> Stream.ofNullable(type.getAnnotation(HttpMethod.class)))
        .map(HttpMethod::value)
        .findFirst();
  }

  /** Without what a parameter may be. */
  private static String address(String verb, Method method) {
    String path =
        "/"
            + method.getDeclaringClass().getAnnotation(Path.class).value()
            + "/"
            + Optional.ofNullable(method.getAnnotation(Path.class)).map(Path::value).orElse("");
    return verb
        + " "
        + path.replaceAll("\\{(\\w+): [^}]*}", "{$1}")
            .replaceAll("/+", "/")
            .replaceFirst("(.)/$", "$1");
  }

  private static Map<String, Deed> deeds(String verb, Method method) {
    String address = address(verb, method);
    List<String> allowed =
        Optional.ofNullable(method.getAnnotation(RolesAllowed.class))
            .map(roles -> List.of(roles.value()))
            .orElse(List.of());
    Map<String, Deed> deeds = new LinkedHashMap<>();
    for (Power power : method.getAnnotationsByType(Power.class)) {
      List<String> roles = power.roles().length == 0 ? allowed : List.of(power.roles());
      for (String role : roles) {
        Deed before = deeds.put(role, deed(method, address, power));
        if (before != null) {
          throw new IllegalStateException(address + ": twice of " + role);
        }
      }
    }
    if (!deeds.keySet().equals(Set.copyOf(allowed))) {
      throw new IllegalStateException(
          address + ": open to " + allowed + ", but what is said is of " + deeds.keySet());
    }
    return deeds;
  }

  private static Deed deed(Method method, String address, Power power) {
    Operation operation = method.getAnnotation(Operation.class);
    List<String> entries =
        Arrays.stream(power.records()).map(act -> act.getAnnotation(Kind.class).value()).toList();
    return new Deed(
        operation == null ? "" : operation.summary(), power.value(), Optional.of(address), entries);
  }
}
