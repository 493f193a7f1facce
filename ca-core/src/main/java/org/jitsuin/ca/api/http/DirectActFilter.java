package org.jitsuin.ca.api.http;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import org.jitsuin.ca.application.OfficeRules;
import org.jitsuin.ca.model.StaffMember;

/**
 * Refuses what may not be done directly now: every endpoint with {@link DirectAct}, behind the
 * {@link CallerFilter}.
 */
@Provider
@Dependent
@Priority(Priorities.AUTHORIZATION)
public class DirectActFilter implements ContainerRequestFilter {
  @Inject private OfficeRules rules;
  @Inject private Answers answers;

  @Context private ResourceInfo resource;
  @Context private HttpServletRequest servletRequest;

  @Override
  public void filter(ContainerRequestContext request) {
    DirectAct desk = resource.getResourceMethod().getAnnotation(DirectAct.class);
    if (desk == null) {
      return;
    }
    StaffMember caller = CallerFilter.caller(servletRequest);
    Optional<String> card =
        Optional.ofNullable(request.getUriInfo().getPathParameters().getFirst("card"));
    rules
        .direct(caller, desk.value())
        .ifPresent(refusal -> request.abortWith(answers.refused(caller, resource, refusal, card)));
  }
}
