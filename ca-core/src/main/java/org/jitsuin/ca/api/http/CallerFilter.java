package org.jitsuin.ca.api.http;

import jakarta.annotation.Priority;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.json.RequestRefused;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.profile.StaffSubject;
import org.jitsuin.ca.staff.StaffSessions;

/**
 * Finds out who calls and whether the method is open to them.
 *
 * <p>TLS has checked that the internal authority issued the client certificate, and Elytron has
 * taken the role from it; here the certificate must also be registered and active, for the person,
 * role and municipality that it names. A method that names no role is open to nobody.
 */
@Provider
@Dependent
@Priority(Priorities.AUTHENTICATION)
public class CallerFilter implements ContainerRequestFilter {
  private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

  @Inject private StaffSessions staffSessions;
  @Inject private Answers answers;

  @Context private ResourceInfo resource;
  @Context private HttpServletRequest servletRequest;

  @Override
  public void filter(ContainerRequestContext request) {
    Optional<StaffMember> caller =
        certificate(servletRequest)
            .flatMap(certificate ->
                staffSessions.recognise(
                    Serial.of(certificate.getSerialNumber()),
                    member ->
                        request.getSecurityContext().isUserInRole(member.role().id())
                            && StaffSubject.of(certificate)
                                .filter(subject -> subject.agreesWith(member))
                                .isPresent()));
    if (caller.isEmpty()) {
      throw new RequestRefused(RefusalCode.STAFF_UNKNOWN, "");
    }
    List<String> allowed = allowed();
    if (!allowed.contains(caller.get().role().id())) {
      Refusal refusal = new Refusal(RefusalCode.NOT_ALLOWED, String.join(", ", allowed));
      request.abortWith(answers.refused(caller.get(), resource, refusal, Optional.empty()));
      return;
    }
    servletRequest.setAttribute(StaffMember.class.getName(), caller.get());
  }

  /** Returns the client certificate, which every request has that passed the filter. */
  static Optional<X509Certificate> certificate(HttpServletRequest request) {
    return request.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain && chain.length > 0
        ? Optional.of(chain[0])
        : Optional.empty();
  }

  private List<String> allowed() {
    RolesAllowed roles = resource.getResourceMethod().getAnnotation(RolesAllowed.class);
    return roles == null ? List.of() : Arrays.asList(roles.value());
  }

  /** Returns the caller of a request that passed the filter. */
  public static StaffMember caller(HttpServletRequest request) {
    return (StaffMember) request.getAttribute(StaffMember.class.getName());
  }
}
