package org.jitsuin.ca.api.http;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Refuses parameters in the query of an address that its method does not know: a search that was
 * mistyped must not find more than was meant. What a method knows is what it declares.
 */
@Provider
@Dependent
@Priority(Priorities.USER)
public class ParameterFilter implements ContainerRequestFilter {
  @Context private ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request) {
    Parameters.check(
        request.getUriInfo().getQueryParameters(), declared(resource.getResourceMethod()));
  }

  /** The names of the query parameters of a method, also those in a {@link BeanParam}. */
  static Set<String> declared(Method method) {
    return Arrays.stream(method.getParameters())
        .flatMap(ParameterFilter::elements)
        .flatMap(element -> Optional.ofNullable(element.getAnnotation(QueryParam.class)).stream())
        .map(QueryParam::value)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Stream<AnnotatedElement> elements(Parameter parameter) {
    return parameter.isAnnotationPresent(BeanParam.class)
        ? Arrays.stream(parameter.getType().getDeclaredFields())
        : Stream.of(parameter);
  }
}
