package org.jitsuin.ca.api;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jitsuin.ca.api.application.ApplicationResource;
import org.jitsuin.ca.api.application.DualControlResource;
import org.jitsuin.ca.api.application.IssuingResource;
import org.jitsuin.ca.api.audit.AuditExportResource;
import org.jitsuin.ca.api.audit.AuditKeyResource;
import org.jitsuin.ca.api.audit.AuditLogResource;
import org.jitsuin.ca.api.audit.AuditResource;
import org.jitsuin.ca.api.card.CardActResource;
import org.jitsuin.ca.api.card.CardOrderResource;
import org.jitsuin.ca.api.card.CardResource;
import org.jitsuin.ca.api.certificate.CertificateResource;
import org.jitsuin.ca.api.consent.CardConsentResource;
import org.jitsuin.ca.api.consent.ConsentResource;
import org.jitsuin.ca.api.event.ResidentEventResource;
import org.jitsuin.ca.api.eventhold.EventHoldResource;
import org.jitsuin.ca.api.http.CallerResource;
import org.jitsuin.ca.api.power.PowersResource;
import org.jitsuin.ca.api.query.CardSearchResource;
import org.jitsuin.ca.api.query.DeskCountResource;
import org.jitsuin.ca.api.query.ExpiryNoticeResource;
import org.jitsuin.ca.api.query.MunicipalityResource;
import org.jitsuin.ca.api.query.StatisticsResource;
import org.jitsuin.ca.api.query.SuspensionResource;
import org.jitsuin.ca.api.relyingparty.RelyingPartyResource;
import org.jitsuin.ca.api.revocation.RevocationJobResource;
import org.jitsuin.ca.api.revocation.RevocationListResource;
import org.jitsuin.ca.api.signer.ResponderResource;
import org.jitsuin.ca.api.staff.StaffChangeResource;
import org.jitsuin.ca.api.staff.StaffResource;
import org.jitsuin.ca.api.status.StatusResource;

/** The resources of the office API. A test finds those that are missing here. */
final class Resources {
  static final List<Class<?>> ALL =
      List.of(
          ApplicationResource.class,
          AuditExportResource.class,
          AuditKeyResource.class,
          AuditLogResource.class,
          AuditResource.class,
          CallerResource.class,
          CardActResource.class,
          CardConsentResource.class,
          CardOrderResource.class,
          CardResource.class,
          CardSearchResource.class,
          CertificateResource.class,
          ConsentResource.class,
          DeskCountResource.class,
          DualControlResource.class,
          EventHoldResource.class,
          ExpiryNoticeResource.class,
          IssuingResource.class,
          MunicipalityResource.class,
          PowersResource.class,
          RelyingPartyResource.class,
          ResidentEventResource.class,
          ResponderResource.class,
          RevocationJobResource.class,
          RevocationListResource.class,
          StaffChangeResource.class,
          StaffResource.class,
          StatisticsResource.class,
          StatusResource.class,
          SuspensionResource.class);

  private Resources() {}

  /** The methods that are in the document, by their names, which are the ids of operations. */
  static Map<String, Method> operations() {
    return ALL.stream()
        .flatMap(resource -> Arrays.stream(resource.getDeclaredMethods()))
        .filter(method ->
            method.isAnnotationPresent(Operation.class)
                && !method.getAnnotation(Operation.class).hidden())
        .collect(Collectors.toMap(Method::getName, Function.identity()));
  }
}
